import pytest

from articles.models import ReaderReport
from tests.admin.screen import at_desk, page
from tests.public.pages import text_of

pytestmark = pytest.mark.django_db

LIST = "/admin/articles/readerreport/"


@pytest.fixture
def report(cast) -> ReaderReport:
    story = cast.published(headline="Ferry saved")
    return ReaderReport.objects.create(
        story=story, edition_number=1, text="It was <b>Tuesday</b>.", email="reader@example.org", at=story.edited_at
    )


def test_the_desk_sees_it_in_the_list_on_its_first_page_and_beside_the_story(cast, report):
    desk = at_desk(cast.editor)
    assert "Readers’ reports" in desk.get("/admin/").content.decode()
    for address in (LIST, f"{LIST}?state__exact=open", page(report.story)):
        shown = desk.get(address).content.decode()
        assert "It was &lt;b&gt;Tuesday" in shown, address
    assert "Tuesday" not in desk.get(f"{LIST}?state__exact=closed").content.decode()


def test_an_editor_closes_it(cast, report):
    desk = at_desk(cast.editor)
    shown = desk.get(f"{LIST}{report.pk}/change/").content.decode()
    assert "mailto:reader@example.org" in shown
    assert desk.post(f"{LIST}{report.pk}/act/close/", {"reason": "Mended."}).status_code == 302
    report.refresh_from_db()
    assert (report.state, report.outcome, report.email) == ("closed", "Mended.", "")
    response = desk.get(f"{LIST}{report.pk}/change/")
    assert "erased" in text_of(response, "//*[@id='content']")
    assert "Close a reader’s report" in text_of(response, "//*[@id='content']")


def test_a_reporter_reads_it_and_may_not_close_it(cast, report):
    desk = at_desk(cast.reporter)
    shown = desk.get(f"{LIST}{report.pk}/change/").content.decode()
    assert "act/close" not in shown
    assert desk.post(f"{LIST}{report.pk}/act/close/", {}).status_code == 403
    report.refresh_from_db()
    assert report.state == "open"
