"""What differs between two bodies, written here as [removed], {added} and ~reformatted~."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.wire.compare import LONGEST
from articles.wire.compare_html import compare_html
from articles.wire.html import clean
from articles.wire.tags import Alphabet, blocks

BRACKETS = {"same": "%s", "removed": "[%s]", "added": "{%s}", "reformatted": "~%s~"}
WORDS = st.sampled_from(["ferry", "sank", "he", "said", "&amp;", "\xa0", "شرق", "北京", "\ue000", "<b>", ",", "."])
INLINE = st.lists(WORDS, min_size=1, max_size=6).map(" ".join)
MARKED = st.one_of(
    INLINE,
    INLINE.map("<strong>{}</strong>".format),
    INLINE.map('<a href="https://a.example/">{}</a>'.format),
    INLINE.map("x<br>{}".format),
)
BLOCK = st.one_of(
    MARKED.map("<p>{}</p>".format),
    MARKED.map('<p dir="rtl">{}</p>'.format),
    MARKED.map("<h2>{}</h2>".format),
    st.lists(MARKED, min_size=1, max_size=3).map(
        lambda items: "<ul>" + "".join(f"<li>{i}</li>" for i in items) + "</ul>"
    ),
    MARKED.map("<blockquote><p>{}</p></blockquote>".format),
    MARKED.map("<table><caption>C</caption><tr><th>a</th><td>{}</td></tr></table>".format),
    MARKED.map("<ul><li>a<ol><li>{}</li></ol></li></ul>".format),
)
BODIES = st.one_of(st.lists(BLOCK, max_size=5).map("".join), st.text(max_size=80)).map(clean)


def written(old: str, new: str) -> list[str]:
    rows = compare_html(old, new)
    return [
        (f"{row.was}>" if row.was else "")
        + f"{row.block}: "
        + "".join(BRACKETS[segment.kind] % segment.html for segment in row.segments)
        for row in rows
    ]


@pytest.mark.parametrize(
    ("old", "new", "differs"),
    [
        ("<p>The ferry sank.</p>", "<p>The ferry sailed.</p>", ["p: The ferry [sank]{sailed}."]),
        (
            "<p>He said never.</p>",
            "<p>He said <strong>never</strong>.</p>",
            ["p: He said ~<strong>never</strong>~."],
        ),
        (
            '<p>See <a href="https://a.example/">the list</a>.</p>',
            '<p>See <a href="https://b.example/">the list</a>.</p>',
            ['p: See ~<a href="https://b.example/" rel="noopener">the list</a>~.'],
        ),
        ("<p>Result</p>", "<h2>Result</h2>", ["p>h2: Result"]),
        ("<ul><li>One</li></ul>", "<ol><li>One</li></ol>", ["li>li: One"]),
        (
            "<ul><li>One</li><li>Two</li></ul>",
            "<ul><li>One</li><li>Two</li><li>Three</li></ul>",
            ["li: One", "li: Two", "li: {Three}"],
        ),
        (
            "<table><tr><td>1,000 tons</td><td>b</td></tr></table>",
            "<table><tr><td>1,200 tons</td><td>b</td></tr></table>",
            ["td: [1,000]{1,200} tons", "td: b"],
        ),
        ("<p>a &lt; b</p>", "<p>a &lt; c</p>", ["p: a &lt; [b]{c}"]),
    ],
)
def test_words_emphasis_links_and_blocks_count(old, new, differs):
    assert written(old, new) == differs


@given(BODIES, BODIES)
def test_both_bodies_can_be_had_again_from_the_difference(old, new):
    alphabet = Alphabet()
    for body in (old, new):
        assert alphabet.decoded("".join(alphabet.paragraphs(body))) == body
        assert "".join(blocks(body)) == body
    text = {"old": ("same", "removed", "reformatted"), "new": ("same", "added", "reformatted")}
    for body, kinds in zip((old, new), text.values(), strict=True):
        said = "".join(
            segment.html for row in compare_html(old, new) for segment in row.segments if segment.kind in kinds
        )
        assert letters(said) == letters(body)


def letters(html: str) -> str:
    alphabet = Alphabet()
    return "".join(alphabet.meanings.get(c, c) for c in alphabet.encoded(html) if not alphabet.tag(c))


@given(BODIES, BODIES)
def test_each_segment_is_clean_and_whole_by_itself(old, new):
    for row in compare_html(old, new):
        for segment in row.segments:
            assert segment.html.count("<strong>") == segment.html.count("</strong>")
            assert segment.html.count("<a ") == segment.html.count("</a>")
            assert "<script" not in segment.html


@given(BODIES)
def test_a_body_does_not_differ_from_itself(body):
    assert {(row.kind, row.was) for row in compare_html(body, body)} <= {("same", "")}
    assert {segment.kind for row in compare_html(body, body) for segment in row.segments} <= {"same"}


def test_two_long_bodies_are_compared_in_a_moment():
    old = "".join(f"<p>{' '.join(f'word{i * n % 997}' for i in range(50))}.</p>" for n in range(1, 101))
    new = old.replace("word7 ", "<strong>word8</strong> ").replace("word99", "other99")
    begun = time.process_time()
    rows = compare_html(old, new)
    assert time.process_time() - begun < 0.9  # 0.3 on a machine that does nothing else
    assert any(segment.kind == "added" for row in rows for segment in row.segments)


def test_what_is_too_long_is_not_compared():
    assert compare_html("<p>short</p>", f"<p>{'x ' * LONGEST}</p>") is None
