"""Writing in a real browser: nothing is changed that was not typed, nothing typed is lost, nobody is overwritten."""

import pytest
from django.core.management import call_command

from articles.desk import assigning, copying, texts
from articles.desk.take import take
from articles.models import Move, Revision, Story, WireItem
from tests.browser.test_accessible import faults

pytestmark = pytest.mark.browser

ODD = (
    '<p>a <em lang="fr">mot</em>, <b>b</b> <i>i</i> H<sub>2</sub>O x<sup>2</sup> a&nbsp;b &lt; c &amp; d</p>',
    "<ul><li>one<ul><li>two</li></ul></li><li><p>p</p><p>q</p></li></ul><ol><li>x</li></ol>",
    '<table><caption>C</caption><thead><tr><th>a</th><th colspan="2">b</th></tr></thead>'
    "<tbody><tr><td></td><td>1<br>2</td><td><p>x</p></td></tr></tbody></table>",
    "<figure><p>x</p><figcaption>A caption</figcaption></figure>",
    '<h4 dir="rtl" lang="ar">عنوان</h4><blockquote><p>q</p><ul><li>x</li></ul></blockquote>',
    '<p><a href="https://a.example/?x=1&amp;y=2" rel="noopener">l <strong>b</strong></a></p>',
)
READ_AND_WRITTEN = """async bodies => {
    const schema = await import("/static/desk/editor/schema.js");
    return bodies.map((body) => [schema.holds(body), schema.written(schema.parsed(body))]);
}"""


def change(story: Story) -> str:
    return f"/admin/articles/story/{story.pk}/change/"


def write(page, words: str) -> None:
    page.locator(".ProseMirror").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


def test_every_body_comes_out_of_the_editor_as_it_went_in(cast, sign_in):
    for fixture in ("newsroom", "wire_stories"):
        call_command("loaddata", fixture, verbosity=0)
    bodies = [item.wire_copy.body_html for item in WireItem.objects.all() if item.wire_copy]
    bodies = [*(body for body in bodies if body), *ODD]
    page = sign_in(cast.editor, "/admin/articles/story/add/")
    assert page.evaluate(READ_AND_WRITTEN, bodies) == [[True, body] for body in bodies]
    assert len(bodies) > 60


def test_a_story_that_is_opened_and_saved_is_what_it_was(cast, sign_in):
    story = cast.draft(body="".join(ODD))
    page = sign_in(cast.editor, change(story))
    page.locator(".ProseMirror h4").wait_for()
    page.get_by_role("button", name="Save").first.click()
    page.get_by_text("Nothing was changed").wait_for()
    story.refresh_from_db()
    assert (story.body, story.version, Revision.objects.count()) == ("".join(ODD), 1, 1)


def test_what_is_typed_and_straightened_is_saved_as_the_allow_list_has_it(cast, sign_in):
    story = cast.draft(body="<p>Before.</p>")
    page = sign_in(cast.editor, change(story))
    write(page, ' He said "no" -- it\'s over.')
    page.get_by_role("button", name="Set quotes and dashes").click()
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Save").first.click()
    page.get_by_text("Saved: body").wait_for()
    story.refresh_from_db()
    assert story.body == "<p>Before. He said “no” – it’s over.</p>"


def test_checks_answer_as_one_types_and_nothing_is_saved(cast, sign_in):
    story = cast.draft()
    page = sign_in(cast.editor, change(story))
    page.wait_for_load_state("networkidle")
    page.get_by_label("Headline").fill("")
    page.get_by_role("link", name="It has no headline.").click()
    assert page.evaluate("document.activeElement.id") == "id_headline"
    story.refresh_from_db()
    assert (story.headline != "", story.version, Move.objects.filter(verb="edit").count()) == (True, 1, 0)


def test_a_paste_from_a_word_processor_comes_in_clean(cast, sign_in):
    story = cast.draft(body="<p>Before.</p>")
    page = sign_in(cast.editor, change(story))
    page.locator(".ProseMirror").click()
    page.keyboard.press("Control+a")
    page.evaluate(
        """() => {
            const data = new DataTransfer();
            data.setData("text/html", `<html><style>p{color:red}</style><body><h1 style="x:y">Title</h1>
            <p class=MsoNormal style="margin:0"><span style="font-weight:700">Bold</span> and <o:p>x</o:p>
            <a href="javascript:alert(1)" onclick="alert(2)">bad</a> <a href="https://a.example/">good</a></p>
            <p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>· </span>One</p>
            <p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>· </span>Two</p>
            <script>alert(3)</scr` + `ipt></body></html>`);
            const target = document.querySelector(".ProseMirror");
            target.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
        }"""
    )
    page.get_by_role("button", name="Save").first.click()
    page.get_by_text("Saved: body").wait_for()
    story.refresh_from_db()
    assert story.body == (
        "<h2>Title</h2><p><strong>Bold</strong> and bad "
        '<a href="https://a.example/" rel="noopener">good</a></p><ul><li>One</li><li>Two</li></ul>'
    )


def test_with_the_network_cut_in_the_middle_no_word_is_lost(cast, sign_in):
    story = cast.draft(body="<p>Before.</p>")
    page = sign_in(cast.editor, change(story), expects=("net::ERR_INTERNET_DISCONNECTED",))
    write(page, " Online.")
    page.get_by_text("kept aside for you").wait_for()
    page.context.set_offline(True)
    write(page, " Offline.")
    page.get_by_text("kept in this browser").wait_for()
    page.get_by_role("button", name="Save").first.click()
    assert page.locator(".ProseMirror").inner_text().strip() == "Before. Online. Offline."
    page.context.set_offline(False)
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(change(story))
    page.get_by_role("button", name="Restore what I typed").click()
    assert page.locator(".ProseMirror").inner_text().strip() == "Before. Online. Offline."
    story.refresh_from_db()
    assert (story.body, story.version) == ("<p>Before.</p>", 1)
    page.get_by_role("button", name="Save").first.click()
    page.get_by_text("Saved: body").wait_for()
    assert page.get_by_text("did not save it").count() == 0
    page.context.clear_cookies(name="sessionid")
    write(page, " Signed out.")
    page.get_by_text("You are signed out: what you type is kept in this browser").wait_for()


def test_the_second_in_a_story_reads_until_she_takes_over_and_both_texts_are_put_together(cast, sign_in):
    story = cast.draft(headline="As it was", body="<p>One here.</p><p>Two here.</p>")
    hers = sign_in(cast.editor, change(story))
    hers.wait_for_load_state("networkidle")
    his = sign_in(cast.publisher, change(story))
    his.get_by_text("Editor has been writing").wait_for()
    assert not his.get_by_label("Headline").is_editable()
    write(hers, " Hers.")
    his.get_by_role("button", name="Take over").click()
    his.get_by_text("Editor has been writing").wait_for(state="detached")
    his.locator(".ProseMirror p").first.click()
    his.keyboard.press("Home")
    his.keyboard.type("His. ")
    his.get_by_role("button", name="Save").first.click()
    his.get_by_text("Saved: body").wait_for()
    hers.get_by_text("Publisher has taken this story over").wait_for(timeout=20_000)
    hers.get_by_role("button", name="Save").first.click()
    hers.get_by_text("the two are put together").first.wait_for()
    assert hers.locator(".ProseMirror").inner_text().split("\n\n") == ["His. One here.", "Two here. Hers."]
    hers.get_by_role("button", name="Save again").click()
    hers.get_by_text("Saved: body").wait_for()
    story.refresh_from_db()
    assert story.body == "<p>His. One here.</p><p>Two here. Hers.</p>"
    assert Move.objects.filter(verb="take_over", actor=cast.publisher, reason="from Editor").count() == 1


def test_a_paragraph_that_both_changed_is_decided_at_its_place_and_loses_nothing_typed_elsewhere(cast, sign_in):
    story = cast.draft(headline="A cat sat", body="<p>One here.</p><p>Two here.</p>")
    desk = sign_in(cast.publisher, change(story))
    desk.wait_for_load_state("networkidle")
    theirs = {"body": "<p>One here.</p><p>Two of theirs.</p>", "headline": "A dog sat"}
    texts.edit(story, by=cast.editor, version=story.version, changes=theirs)
    write(desk, " Mine.")
    desk.get_by_label("Headline").fill("A cow sat")
    desk.get_by_role("button", name="Save").first.click()
    at_body, at_headline = (desk.locator(f".place[data-for={field}]") for field in ("id_body", "id_headline"))
    desk.locator(".ProseMirror p").first.click()
    desk.keyboard.press("End")
    desk.keyboard.type(" Typed since.")
    text = desk.locator(".ProseMirror")
    at_body.get_by_role("button", name="Both, one after the other").click()
    assert text.inner_text().split("\n\n") == ["One here. Typed since.", "Two here. Mine.", "Two of theirs."]
    at_headline.get_by_role("button", name="The other’s").click()
    assert desk.get_by_label("Headline").input_value() == "A dog sat"
    text.press("Control+z")
    assert text.inner_text().split("\n\n") == ["One here. Typed since.", "Two here. Mine."]
    write(desk, " On.")
    at_body.get_by_role("button", name="The other’s").click()
    at_body.get_by_text("You have written on at this place since").wait_for()
    desk.get_by_role("button", name="Save again").click()
    desk.get_by_text("Saved: body").wait_for()
    story.refresh_from_db()
    assert story.body == "<p>One here. Typed since.</p><p>Two here. Mine. On.</p>"


def test_nothing_keeps_an_editor_out(cast, sign_in):
    story = take(cast.wire_item(body_html="".join(ODD).replace("h4", "h2"), language="ar"), by=cast.editor)
    story = texts.edit(
        story, by=cast.editor, version=story.version, changes={"headline": "", "standfirst": "In short."}
    )
    copying.translate(story, by=cast.editor, language="fr")
    assigning.note(story, by=cast.editor, text="Ring the harbour.")
    page = sign_in(cast.publisher, change(story), judged=True)
    page.locator(".ProseMirror h2").wait_for()
    page.get_by_label("Show what differs").check()
    page.locator(".beside-text del").first.wait_for()
    found = {"story": faults(page)}
    page.set_viewport_size({"width": 390, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.goto(change(story).replace("change/", "history/"))
    found["history"] = faults(page)
    assert found == {"story": [], "history": []}


def test_the_notice_is_shown_on_the_page_to_be_as_it_is_typed(cast, sign_in):
    story = cast.published(headline="Ferry saved at sea")
    page = sign_in(cast.publisher, f"/admin/articles/story/{story.pk}/act/retract/")
    page.type("#id_notice", "We were deceived.")
    page.wait_for_selector(".as-readers .notice >> text=We were deceived.")
    assert page.locator(".as-readers h1").inner_text() == "Ferry saved at sea"
    assert story.editions.count() == 1
