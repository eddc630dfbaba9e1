"""Disclaimers: new wordings are added, old ones stand, and the desk sees which one is in force."""

from datetime import UTC, datetime

import pytest

from articles.desk import verbs
from articles.models import DisclaimerWording
from tests.admin.screen import at_desk


def address(cast) -> str:
    return f"/admin/articles/disclaimer/{cast.disclaimer.pk}/change/"


def sent(cast, *new: dict, **old) -> dict:
    """The form, with new wordings; ``old`` claims, as no honest browser does, to change the one that stands."""
    standing = int(bool(old))
    data = {
        "name": "Agency terms", "slug": "agency-terms", "wordings-TOTAL_FORMS": str(standing + len(new)),
        "wordings-INITIAL_FORMS": str(standing),
    }  # fmt: skip
    if old:
        data |= {"wordings-0-id": str(cast.disclaimer.wordings.get().pk), "wordings-0-disclaimer": "1"}
        data |= {f"wordings-0-{name}": value for name, value in old.items()}
    for place, fields in enumerate(new, start=standing):
        data |= {f"wordings-{place}-{name}": value for name, value in fields.items()}
        data[f"wordings-{place}-disclaimer"] = str(cast.disclaimer.pk)
    return data


def wordings(cast) -> list[tuple[str, int]]:
    return [(wording.text, wording.in_force_from.year) for wording in cast.disclaimer.wordings.all()]


FIRST = ("Provided “as is”, without warranty.", 2020)


def test_a_new_wording_is_added_and_the_old_one_stands(cast):
    data = sent(cast, {"text": "New terms.", "in_force_from": "2031-01-01T00:00"})
    assert at_desk(cast.administrator).post(address(cast), data).status_code == 302
    assert wordings(cast) == [("New terms.", 2031), FIRST]


@pytest.mark.parametrize("trick", [{"text": "Forged"}, {"DELETE": "on"}])
def test_an_old_wording_is_read_only_for_a_superuser_too(cast, trick):
    cast.administrator.is_superuser = True
    cast.administrator.save()
    at_desk(cast.administrator).post(address(cast), sent(cast, **trick))
    assert wordings(cast) == [FIRST]


def test_two_wordings_cannot_begin_at_one_moment(cast):
    data = sent(cast, {"text": "Other", "in_force_from": "2020-01-01T00:00"})
    answer = at_desk(cast.administrator).post(address(cast), data)
    assert (answer.status_code, wordings(cast)) == (200, [FIRST])


def test_the_wording_in_force_and_the_editions_that_carry_each_are_shown(cast):
    story, _ = (cast.published(source=cast.agency, disclaimer=cast.disclaimer) for _ in range(2))
    verbs.withdraw(story, by=cast.publisher, reason="A slip.")
    cast.disclaimer.wordings.create(text="From 2090.", in_force_from=datetime(2090, 1, 1, tzinfo=UTC))
    answer = at_desk(cast.administrator).get(address(cast))
    assert [
        (term.wording.text, term.standing, term.until and term.until.year, term.wording.carriers, term.wording.live)
        for term in answer.context["terms"]
    ] == [("From 2090.", "to come", None, 0, 0), (FIRST[0], "in force", 2090, 2, 1)]


def test_an_editor_reads_disclaimers_and_adds_nothing(cast):
    desk = at_desk(cast.editor)
    assert desk.get(address(cast)).status_code == 200
    assert desk.post(address(cast), sent(cast, {"text": "x", "in_force_from": "2031-01-01T00:00"})).status_code == 403
    assert DisclaimerWording.objects.count() == 1


def test_a_source_shows_the_wording_that_stands_under_its_stories(cast):
    desk = at_desk(cast.administrator)
    source = f"/admin/articles/source/{cast.agency.pk}/change/"
    assert FIRST[0] in desk.get(source).content.decode()


def test_a_source_needs_a_real_time_zone(cast):
    data = {
        "name": "The Agency", "slug": "the-agency", "code": "AGY", "kind": "agency", "credit_line": "The Agency",
        "language": "en", "indexing": "self", "timezone": "Mars/Olympus",
    }  # fmt: skip
    answer = at_desk(cast.administrator).post(f"/admin/articles/source/{cast.agency.pk}/change/", data)
    assert dict(answer.context["adminform"].form.errors) == {
        "timezone": ["“Mars/Olympus” is no time zone: write a name such as UTC, Europe/Paris or Asia/Riyadh."]
    }
