"""The desk's screens for pictures, without JavaScript."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles.desk.pictures import Use, current_uses
from articles.models import Picture
from newsroom.uploads import LARGEST_REQUEST
from tests.admin.screen import Form, at_desk, told
from tests.desk.studio import brought_in, with_picture
from tests.pictures.samples import SVG, bomb, image, jpeg, saved

pytestmark = pytest.mark.django_db

UPLOAD = reverse("admin:articles_picture_add")
LIST = reverse("admin:articles_picture_changelist")


def sent(client, *files, **more):
    chosen = [SimpleUploadedFile(name, raw, "image/jpeg") for name, raw in files]
    return client.post(UPLOAD, {"files": chosen}, **more)


def change(picture) -> str:
    return reverse("admin:articles_picture_change", args=[picture.pk])


def arrange(story) -> str:
    return reverse("admin:articles_picture_arrange", args=[story.pk])


MANY = [("a.jpg", jpeg()), ("b.svg", SVG), ("c.png", bomb()), ("d.jpg", saved(image(), "PNG")), ("e.jpg", jpeg())]


def test_each_of_many_files_gets_its_own_answer(cast):
    page = sent(at_desk(cast.reporter), *MANY).content.decode()
    for words in (
        "It is here now.", "SVG drawings may hold scripts", "more than 80 million pixels", "but it is a PNG file",
        "We have it already",
    ):  # fmt: skip
        assert words in page
    assert Picture.objects.count() == 1


def test_while_the_storage_is_away_each_act_is_refused_in_words_and_nothing_is_lost(cast, storage_goes):
    picture, client = brought_in(cast, credit="Ann"), at_desk(cast.publisher)
    form = Form(client.get(change(picture)).content.decode(), "picture_form")
    storage_goes()
    files = ("b.svg", SVG), ("new.jpg", jpeg(500, 300)), ("known.jpg", jpeg(400, 300))
    said = sent(client, *files, headers={"accept": "application/json"}).json()["answers"]
    away = "The storage of the pictures does not answer, and nothing was done: try again in a few minutes."
    assert [away == one["message"] for one in said] == [False, True, False]
    page = client.post(change(picture), form.filled(alt="Typed just now", focus_x="9")).content.decode()
    assert (away in page, "Typed just now" in page) == (True, True)
    assert [(one.alt, one.focus_x) for one in Picture.objects.all()] == [(picture.alt, picture.focus_x)]
    assert client.get(change(picture)).status_code == client.get(LIST).status_code == 200
    client.raise_request_exception, preview = False, reverse("admin:articles_picture_file", args=[picture.pk, "4x3"])
    assert (client.get(preview).status_code, client.get(preview)["Retry-After"]) == (503, "30")


def test_a_script_gets_the_same_answers_as_data(cast):
    said = sent(at_desk(cast.reporter), *MANY, headers={"accept": "application/json"}).json()["answers"]
    assert [(one["name"], one["done"]) for one in said] == [
        ("a.jpg", True), ("b.svg", False), ("c.png", False), ("d.jpg", False), ("e.jpg", True),
    ]  # fmt: skip
    assert {one["pk"] for one in said if one["done"]} == {Picture.objects.get().pk}


def test_more_than_we_take_at_once_is_refused_before_it_is_read(cast):
    client = at_desk(cast.reporter)
    answer = client.post(
        UPLOAD, b"--x--", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=str(LARGEST_REQUEST + 1)
    )
    assert answer.status_code == 413
    assert "Too much was sent at once" in answer.content.decode()


def test_who_may_not_bring_in_or_see_pictures_is_refused(cast):
    picture, outsider = brought_in(cast), at_desk(cast.reader)
    file = reverse("admin:articles_picture_file", args=[picture.pk, "4x3"])
    assert [outsider.get(path).status_code for path in (UPLOAD, change(picture), file)] == [302, 302, 302]
    assert at_desk(cast.reporter).get(file)["Content-Type"] == "image/jpeg"


def test_a_picture_is_described_and_its_focal_point_set_by_number(cast):
    picture, client = brought_in(cast), at_desk(cast.reporter)
    form = Form(client.get(change(picture)).content.decode(), "picture_form")
    answer = client.post(change(picture), form.filled(alt="A ferry", focus_x="20", focus_y="80", _save="1"))
    assert (answer.status_code, told(answer)) == (302, [f"“{picture}” is saved."])
    picture.refresh_from_db()
    assert (picture.alt, picture.focus, picture.caption) == ("A ferry", (20, 80), "A ferry at sea <1>")


def test_a_stale_or_forbidden_description_is_shown_again_with_all_that_was_typed(cast):
    picture, client = brought_in(cast), at_desk(cast.reporter)
    form = Form(client.get(change(picture)).content.decode(), "picture_form")
    refused = client.post(change(picture), form.filled(caption="Mine", may_syndicate="on", _save="1")).content.decode()
    assert "Only a publisher may" in refused
    assert "Mine" in refused
    assert client.post(change(picture), form.filled(caption="First", _save="1")).status_code == 302
    stale = client.post(change(picture), form.filled(caption="Second", _save="1")).content.decode()
    assert "was changed by somebody else" in stale
    assert "Second" in stale
    assert Picture.objects.get().caption == "First"


def test_pictures_are_added_arranged_and_taken_off_a_story(cast):
    one, other = brought_in(cast), brought_in(cast, 500)
    story, client = cast.draft(), at_desk(cast.reporter)
    for picture in (one, other):
        form = Form(client.get(arrange(story)).content.decode(), "arrange")
        page = client.post(arrange(story), form.filled(add=str(picture.pk))).content.decode()
        assert client.post(arrange(story), Form(page, "arrange").filled(_save="1")).status_code == 302
    assert current_uses(story) == [Use(one, role="lead"), Use(other)]
    form = Form(client.get(arrange(story)).content.decode(), "arrange")
    changed = {"uses-0-DELETE": "on", "uses-1-role": "lead", "uses-1-shape": "1x1", "uses-1-caption": "Ours"}
    client.post(arrange(story), form.filled(**changed, _save="1"))
    assert current_uses(story) == [Use(other, role="lead", shape="1x1", caption="Ours")]


def test_a_stale_arrangement_is_refused_and_kept_on_the_page(cast):
    picture, story = brought_in(cast), cast.draft()
    client = at_desk(cast.reporter)
    form = Form(client.get(arrange(story)).content.decode(), "arrange")
    page = client.post(arrange(story), form.filled(add=str(picture.pk))).content.decode()
    with_picture(cast, brought_in(cast, 500), story=story)
    answer = client.post(arrange(story), Form(page, "arrange").filled(_save="1", **{"uses-0-caption": "Typed"}))
    assert "was changed by somebody else" in answer.content.decode()
    assert "Typed" in answer.content.decode()


def test_nonsense_in_the_form_is_no_error_of_ours(cast):
    story, client = cast.draft(), at_desk(cast.reporter)
    no_picture = {"uses-TOTAL_FORMS": "1", "uses-INITIAL_FORMS": "0", "uses-0-picture": "abc", "_save": "1"}
    for data in ({}, {"add": "9" * 30}, {"uses-TOTAL_FORMS": "x"}, {"add": "²", "q": "x\0"}, no_picture):
        assert client.post(arrange(story), data).status_code == 200
    assert client.get(arrange(story) + "?add=1,x,,999999999999999999999").status_code == 200
    assert client.get(UPLOAD + "?story=x").status_code == 200


def test_the_storys_screen_shows_its_pictures(cast):
    story = with_picture(cast, brought_in(cast))
    page = at_desk(cast.reporter).get(reverse("admin:articles_story_change", args=[story.pk])).content.decode()
    assert "A ferry at sea &lt;1&gt;" in page
    assert arrange(story) in page
