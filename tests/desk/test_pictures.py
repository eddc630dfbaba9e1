from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from articles.desk import pictures, record, texts, verbs
from articles.desk.checks import blocking, check
from articles.desk.pictures import Use
from articles.desk.refusals import Blocked, NotAllowed, OutOfTurn, Refused
from articles.models import EditionPicture, Move, Picture, PictureCut
from articles.models import picture_files as files
from articles.pictures.shape import SHAPES
from tests.desk.studio import brought_in, printed, with_picture
from tests.pictures.samples import SVG, jpeg, turned

pytestmark = pytest.mark.django_db


def test_a_picture_comes_in_with_what_its_file_says(cast):
    picture, is_new = pictures.bring_in(jpeg(), name="C:\\dir\\ferry.jpg", by=cast.reporter)
    assert is_new
    assert (picture.name, picture.format, picture.width, picture.height) == ("ferry.jpg", "JPEG", 400, 300)
    assert (picture.caption, picture.credit) == ("A ferry at sea <1>", "Ada Lindqvist / The Agency")
    assert (picture.rights, picture.may_syndicate, picture.uploaded_by) == ("© The Agency", False, cast.reporter)
    assert default_storage.open(picture.file).read() == jpeg()


def test_its_time_is_the_newsrooms_and_its_size_is_that_of_the_upright_picture(cast):
    picture, _ = pictures.bring_in(turned(), name="a.jpg", by=cast.reporter)
    assert picture.taken_at == datetime(2025, 12, 28, 9, 30, tzinfo=UTC)
    assert (picture.width, picture.height) == (300, 400)


def test_the_same_bytes_twice_are_one_picture(cast):
    first, _ = pictures.bring_in(jpeg(), name="a.jpg", by=cast.reporter)
    again, is_new = pictures.bring_in(jpeg(), name="other.jpg", by=cast.editor)
    assert (again, is_new, Picture.objects.count(), PictureCut.objects.count()) == (first, False, 1, 1)


def test_what_is_refused_leaves_nothing_behind(cast):
    with pytest.raises(Refused, match="SVG drawings"):
        pictures.bring_in(SVG, name="a.svg", by=cast.reporter)
    with pytest.raises(NotAllowed):
        pictures.bring_in(jpeg(), name="a.jpg", by=cast.reader)
    assert not Picture.objects.exists()


def test_a_new_focal_point_or_credit_makes_other_files_and_only_the_last_are_kept(cast):
    picture = brought_in(cast)
    first = picture.cut_digest
    moved = pictures.describe(picture, by=cast.reporter, version=1, changes={"focus_x": 10, "credit": "Ada"})
    assert (moved.focus_x, moved.credit, moved.version) == (10, "Ada", 2)
    assert [cut.digest for cut in PictureCut.objects.all()] == [moved.cut_digest] != [first]
    assert all(default_storage.exists(files.stand_in(moved.cut_digest, shape)) for shape in SHAPES)


def test_a_stale_or_forbidden_description_changes_nothing(cast):
    picture = brought_in(cast)
    pictures.describe(picture, by=cast.editor, version=1, changes={"caption": "Hers"})
    with pytest.raises(OutOfTurn, match="changed by somebody else"):
        pictures.describe(picture, by=cast.reporter, version=1, changes={"caption": "His"})
    with pytest.raises(NotAllowed):
        pictures.describe(picture, by=cast.reader, version=2, changes={"caption": "His"})
    with pytest.raises(Refused, match="can't be changed: sha256"):
        pictures.describe(picture, by=cast.editor, version=2, changes={"sha256": "0"})
    assert Picture.objects.get().caption == "Hers"


def test_rights_are_ended_by_anybody_at_the_desk_and_prolonged_by_a_publisher_only(cast):
    soon, later = timezone.now() + timedelta(hours=1), timezone.now() + timedelta(days=1)
    picture = pictures.describe(brought_in(cast), by=cast.reporter, version=1, changes={"expires_at": soon})
    for loosened in ({"expires_at": later}, {"expires_at": None}, {"may_syndicate": True}):
        with pytest.raises(NotAllowed, match="Only a publisher"):
            pictures.describe(picture, by=cast.editor, version=2, changes=loosened)
    picture = pictures.describe(picture, by=cast.publisher, version=2, changes={"expires_at": later})
    assert picture.expires_at == later


def test_rights_follow_the_picture_into_every_edition_that_shows_it(cast):
    picture = brought_in(cast)
    printed(cast, picture)
    now = timezone.now()
    pictures.describe(picture, by=cast.publisher, version=1, changes={"expires_at": now, "may_syndicate": True})
    assert list(EditionPicture.objects.values_list("expires_at", "may_syndicate")) == [(now, True)]


def test_a_storys_pictures_are_saved_like_its_text(cast):
    first, second = brought_in(cast), brought_in(cast, width=500)
    story = cast.draft()
    uses = [Use(second), Use(first, role="lead", shape="16x9", caption="For us", alt="A ferry")]
    saved = pictures.arrange(story, by=cast.reporter, version=story.version, uses=uses)
    assert saved.version == story.version + 1
    assert pictures.current_uses(saved) == [uses[1], uses[0]]
    move = Move.objects.first()
    assert (move.verb, move.actor, move.details["fields"]) == ("edit", cast.reporter, ["pictures"])
    assert move.details["pictures"] == [f"{first.sha256} lead", f"{second.sha256} inline"]
    again = pictures.arrange(saved, by=cast.reporter, version=saved.version, uses=[uses[1], uses[0]])
    assert (again.version, Move.objects.first()) == (saved.version, move)
    assert list(record.verify()) == []


def test_pictures_are_refused_to_a_stale_closed_or_overfull_story(cast):
    picture, story = brought_in(cast), cast.draft()
    with pytest.raises(Refused, match="chosen twice"):
        pictures.arrange(story, by=cast.editor, version=1, uses=[Use(picture), Use(picture)])
    other = brought_in(cast, width=500)
    with pytest.raises(Refused, match="one lead picture"):
        pictures.arrange(story, by=cast.editor, version=1, uses=[Use(picture, role="lead"), Use(other, role="lead")])
    texts.edit(story, by=cast.editor, version=story.version, changes={"headline": "Newer"})
    with pytest.raises(OutOfTurn, match="changed by somebody else"):
        pictures.arrange(story, by=cast.editor, version=story.version, uses=[Use(picture)])
    with pytest.raises(NotAllowed):
        pictures.arrange(story, by=cast.reader, version=story.version + 1, uses=[Use(picture)])
    story.refresh_from_db()
    verbs.spike(story, by=cast.editor)
    with pytest.raises(OutOfTurn, match="spiked"):
        pictures.arrange(story, by=cast.editor, version=story.version, uses=[Use(picture)])
    assert not story.picture_uses.exists()


def test_an_edition_keeps_what_was_printed_of_each_picture(cast):
    picture = brought_in(cast, alt="A ferry")
    edition = printed(cast, picture, caption="Under way")
    (facts,) = edition.facts["pictures"]
    assert facts["renditions"]["16x9"] == [[320, 180], [400, 225]]
    assert (facts["sha256"], facts["cut"]) == (picture.sha256, picture.cut_digest)
    assert (facts["caption"], facts["alt"], facts["credit"]) == ("Under way", "A ferry", picture.credit)
    pictures.describe(picture, by=cast.publisher, version=picture.version, changes={"caption": "Other", "focus_x": 0})
    edition.refresh_from_db()
    assert edition.facts["pictures"] == [facts]
    assert edition.digest == edition.compute_digest()
    assert PictureCut.objects.filter(digest=facts["cut"]).exists()


def test_a_picture_that_was_cropped_for_a_story_is_offered_in_that_crop_only(cast):
    edition = printed(cast, brought_in(cast), shape="1x1")
    assert list(edition.facts["pictures"][0]["renditions"]) == ["1x1"]


def test_editions_without_text_and_stories_without_pictures_say_nothing_of_pictures(cast):
    story = with_picture(cast, brought_in(cast))
    verbs.publish(story, by=cast.publisher)
    verbs.retract(story, by=cast.publisher, notice="Wrong.")
    plain = cast.published()
    assert ["pictures" in edition.facts for edition in story.editions.order_by("number")] == [True, False]
    assert "pictures" not in plain.editions.get().facts


def test_checks_ask_for_rights_and_a_credit_and_advise_an_alternative_text(cast):
    picture = brought_in(cast, credit="", expires_at=timezone.now() + timedelta(hours=1))
    story = with_picture(cast, picture)
    found = [f for f in check(story) if f.field == "pictures"]
    assert [f.message.split("”")[1] for f in found] == [" has no credit.", " has no alternative text."]
    later = timezone.now() + timedelta(hours=2)
    assert "have ended" in next(f.message for f in blocking(check(story, at=later)) if f.field == "pictures")
    with pytest.raises(Blocked, match="has no credit"):
        verbs.publish(story, by=cast.publisher)
