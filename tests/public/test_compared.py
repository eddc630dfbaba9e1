"""What differs between two editions beside plain words: links and emphasis, tables, pictures, what it stood under."""

import cProfile
import pstats
import random

import pytest
from django.utils import timezone

from articles.desk import pictures, verbs
from articles.desk.pictures import Use
from articles.models import Edition, Topic
from articles.public.compared import change
from tests.desk.studio import brought_in, printed, with_picture
from tests.public.pages import text_of, tree
from tests.public.test_history import again, changes_on, page

pytestmark = pytest.mark.django_db


def body_changes(response):
    """The text's blocks as their reader sees them: reformatted ~so~, the cells of a line between bars."""
    (changes,) = tree(response).xpath("//*[@class='changes']")
    for node in changes.xpath(".//*[@class='reformatted'] | .//del | .//ins"):
        opened, closed = {"del": "[]", "ins": "{}"}.get(node.tag, "~~")
        words = node.text_content()
        for inner in list(node):
            node.remove(inner)
        node.text = f"{opened}{words}{closed}"
    found = []
    for node in changes.xpath("./p | ./details | .//*[@role='row']"):
        cells = node.xpath("./*[@role='cell']")
        found.append(" | ".join(" ".join(one.text_content().split()) for one in cells or [node]))
    return found


@pytest.mark.parametrize(
    ("old", "new", "differs"),
    [
        ("<p>He said never.</p>", "<p>He said <em>never</em>.</p>", ["He said ~never~."]),
        (
            '<p>See <a href="https://a.example/?a=1&amp;b=2">the list</a>.</p>',
            '<p>See <a href="https://b.example/">the list</a>.</p>',
            ["See ~the list~ (was linked to https://a.example/?a=1&b=2)."],
        ),
        ("<p>Result</p>", "<h2>Result</h2>", ["(was a paragraph) Result"]),
        ("<ul><li>One</li></ul>", "<ul><li>One</li><li>Two</li></ul>", ["One", "{Two}"]),
        (
            "<p>Votes.</p><table><tr><th>A</th><th>B</th></tr><tr><td>10</td><td>20</td></tr><tr><td>3</td><td>4</td></tr></table>",
            "<p>Votes.</p><table><tr><th>A</th><th>B</th></tr><tr><td>11</td><td>20</td></tr><tr><td>3</td><td>5</td></tr>"
            "<tr><td>5</td><td>6</td></tr></table>",
            ["Votes.", "A | B", "[10] {11} | 20", "3 | [4] {5}", "{5} | {6}"],
        ),
        (
            '<p dir="rtl">نجت العبارة</p>',
            '<p dir="rtl">نجت <strong>العبارة</strong> اليوم</p>',
            ["نجت ~العبارة~{ اليوم}"],
        ),
    ],
)
def test_links_emphasis_headings_lists_and_tables_are_compared_with_the_words(client, cast, old, new, differs):
    story = cast.published(body=old)
    again(cast, story, body=new)
    assert body_changes(page(client, story)) == differs


def test_what_a_removed_link_leads_to_and_any_mark_up_in_words_are_harmless(client, cast):
    story = cast.published(body='<p>Five <a href="https://a.example/?q=%22">&lt;img src=x&gt;</a></p>')
    again(cast, story, body='<p>Five <a href="https://b.example/">ships</a> &lt;script&gt;alert(1)&lt;/script&gt;</p>')
    response = page(client, story)
    assert tree(response).xpath("//*[@class='changes']//script | //*[@class='changes']//img") == []
    assert tree(response).xpath("//*[@class='changes']//a/@rel") == ["noopener", "noopener"]
    assert body_changes(response) == ["Five [<img src=x>] {ships <script>alert(1)</script>}"]


def test_many_paragraphs_without_a_change_are_folded(client, cast):
    lines = [f"<p>Line {number} of them.</p>" for number in range(9)]
    story = cast.published(body="".join(lines))
    again(cast, story, body="".join([*lines[:3], "<p>Line 3 of it.</p>", *lines[4:]]))
    folded = " ".join(f"Line {number} of them." for number in range(4, 9))
    assert body_changes(page(client, story)) == [
        "Line 0 of them.", "Line 1 of them.", "Line 2 of them.", "Line 3 of [them] {it}.",
        f"5 paragraphs without a change {folded}",
    ]  # fmt: skip


def test_what_a_story_stands_under_is_compared(client, cast):
    votes = Topic.objects.create(name="Votes", slug="votes")
    story = cast.published(topics=[cast.topic], authors=[cast.author], byline="By the desk", reference="A1")
    again(
        cast, story, section=cast.sport, topics=[votes], authors=[], language="fr", reference="A2",
        source=cast.agency, credit="The Agency", disclaimer=cast.disclaimer,
    )  # fmt: skip
    assert changes_on(page(client, story)) == {
        "Credit": ["[Newsroom]", "{The Agency}"],
        "Disclaimer": ["{Provided “as is”, without warranty.}"],
        "Section": ["[World]", "{Sport}"],
        "Topics": ["[Elections]", "{Votes}"],
        "Authors": ["[Ada Lindqvist]"],
        "Source": ["[Our desk]", "{The Agency}"],
        "Reference": ["[A1]", "{A2}"],
        "Language": ["[English]", "{Français}"],
    }


def test_authors_whom_the_byline_names_are_not_told_twice(client, cast):
    story = cast.published(authors=[cast.author])
    again(cast, story, authors=[])
    assert changes_on(page(client, story)) == {"Byline": ["[Ada Lindqvist]"]}


def pictured(response):
    """Each picture that differs: the file that is shown, what happened to it, and what differs beside it."""
    found = []
    for node in tree(response).xpath("//*[@class='changes']/*[starts-with(@class, 'pictured')]"):
        for changed in node.xpath(".//del | .//ins"):
            opened, closed = "[]" if changed.tag == "del" else "{}"
            changed.text = f"{opened}{changed.text}{closed}"
        facts = {row.xpath("string(dt)"): " ".join(row.xpath("string(dd)").split()) for row in node.xpath(".//dl/div")}
        told = [" ".join(line.text_content().split()) for line in node.xpath("./div/p")]
        found.append((len(node.xpath(".//img")), *told, facts))
    return found


def rearranged(cast, story, *uses):
    story.refresh_from_db()
    pictures.arrange(story, by=cast.editor, version=story.version, uses=list(uses))
    verbs.correct(story, by=cast.publisher, kind="update")
    return story


def test_pictures_added_removed_and_captioned_anew_are_compared(client, cast):
    quay = brought_in(cast, caption="The quay", credit="Ada", alt="A quay")
    crew = brought_in(cast, 500, caption="The crew", credit="Bo")
    ship = brought_in(cast, 600, caption="A ship", credit="Cy")
    story = printed(cast, quay, Use(crew)).story
    rearranged(cast, story, Use(quay, role="lead", caption="The old quay", shape="16x9"), Use(ship))
    assert pictured(page(client, story)) == [
        (1, "Picture changed", {"Caption": "The{ old} quay", "Crop": "[The whole picture] {16:9}"}),
        (0, "Picture removed", {"Caption": "[The crew]", "Credit": "[Bo]"}),
        (1, "Picture added", {"Caption": "{A ship}", "Credit": "{Cy}"}),
    ]
    pictures.describe(quay, by=cast.publisher, version=quay.version, changes={"credit": "Ada L.", "focus_x": 0})
    rearranged(cast, story, Use(quay, role="inline", caption="The old quay", shape="16x9"), Use(ship))
    assert pictured(page(client, story)) == [
        (1, "Picture changed", "Another part of the picture is shown.",
         {"Credit": "Ada{ L.}", "Place": "[Lead picture] {In the story}"}),
    ]  # fmt: skip
    rearranged(cast, story, Use(quay, role="inline", caption="The old quay", shape="16x9"), Use(ship))
    assert "Nothing differs" in text_of(page(client, story))


def test_a_picture_whose_rights_have_ended_is_not_shown_among_the_changes(client, cast):
    picture = brought_in(cast, caption="The quay", credit="Ada")
    story = cast.published()
    with_picture(cast, picture, story=story)
    verbs.correct(story, by=cast.publisher, kind="update")
    assert pictured(page(client, story)) == [(1, "Picture added", {"Caption": "{The quay}", "Credit": "{Ada}"})]
    pictures.describe(picture, by=cast.publisher, version=picture.version, changes={"expires_at": timezone.now()})
    assert pictured(page(client, story)) == [(0, "Picture added", {"Caption": "{The quay}", "Credit": "{Ada}"})]


def test_pictures_have_captions_of_their_own_language(client, cast):
    story = printed(cast, brought_in(cast, caption="العبارة", language="ar")).story
    rearranged(cast, story)
    assert tree(page(client, story)).xpath("//dd[@lang='ar' and @dir='rtl']//del/text()")[0] == "العبارة"
    assert Edition.objects.filter(story=story).count() == 2


def calls(act) -> int:
    profile = cProfile.Profile()
    profile.runcall(act)
    return pstats.Stats(profile).total_calls


@pytest.mark.parametrize("changed", [0, 1, 4, 16, 50])
def test_two_editions_of_5_000_words_take_bounded_work(changed):
    """Counted in calls, which no other load on the machine changes: as many take 300 ms of a slow processor."""
    chance = random.Random(changed)
    old = [[f"word{chance.randrange(3000)}" for _ in range(50)] for _ in range(100)]
    new = [list(line) for line in old]
    for line in new:
        for _ in range(changed):
            line[chance.randrange(50)] = f"word{chance.randrange(3000)}"
    before, after = ("".join(f"<p>{' '.join(line)}.</p>" for line in lines) for lines in (old, new))
    assert calls(lambda: change("body", before, after)) < 750_000
