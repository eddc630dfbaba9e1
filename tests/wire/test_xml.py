import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from articles.wire import xml
from articles.wire.copy import Reading, SourceHints, Unreadable, WireCopy
from articles.wire.readers import read
from tests.wire.xml_samples import g2, newsml12, nitf

HINTS = SourceHints()
BOMB = '<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">'


def parsed(raw: str | bytes, hints: SourceHints = HINTS):
    return xml.parse(raw.encode() if isinstance(raw, str) else raw, "x.xml", hints)


def text_of(raw: str | bytes, hints: SourceHints = HINTS) -> tuple[str, tuple[str, ...]]:
    root, warnings = parsed(raw, hints)
    return "".join(root.itertext()), warnings


def refusal(raw: str | bytes) -> str:
    with pytest.raises(Unreadable) as refused:
        parsed(raw)
    return str(refused.value)


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("<nitf>", "nitf"),
        ("\ufeff <?xml version='1.0'?>\n<!-- <a> --><nitf/>", "nitf"),
        ('<!DOCTYPE x [<!ENTITY a "]><y>"> <!-- " ]> -->]><nitf a="b">', "nitf"),
        ("<g2:newsItem xmlns:g2='x'>", "newsItem"),
        ("plain text with <nitf>", ""),
        ("<!DOCTYPE never", ""),
        ("", ""),
    ],
)
def test_a_file_is_known_by_its_root(raw, name):
    assert xml.root_name(raw.encode()) == name


def test_a_file_in_utf_16_is_known_and_read_with_and_without_its_mark():
    raw = '<?xml version="1.0" encoding="utf-16"?><nitf>Zürich</nitf>'
    for encoded in (raw.encode("utf-16"), raw.encode("utf-16-le"), raw.encode("utf-16-be")):
        assert xml.root_name(encoded) == "nitf"
        assert text_of(encoded) == ("Zürich", ())


@pytest.mark.parametrize(
    ("declared", "encoding", "warnings"),
    [
        ("utf-8", "utf-8", ()),
        ("iso-8859-1", "latin-1", ()),
        ("ISO-8859-15", "iso-8859-15", ()),
        ("windows-1252", "cp1252", ()),
        ("iso-8859-1", "utf-8", ("The file declares iso-8859-1, but its bytes are not; they were read as UTF-8.",)),
        ("utf-8", "cp1252", ("The file declares utf-8, but its bytes are not; they were read as Windows-1252.",)),
        ("utf-16", "utf-8", ()),
        ("unheard-of", "utf-8", ()),
    ],
)
def test_bytes_are_stronger_than_what_the_file_declares(declared, encoding, warnings):
    raw = f'<?xml version="1.0" encoding="{declared}"?><a>Zürich, café</a>'.encode(encoding)
    assert text_of(raw) == ("Zürich, café", warnings)


def test_one_damaged_byte_does_not_turn_a_whole_text_to_noise():
    raw = '<?xml version="1.0" encoding="utf-8"?><a>Паром снова ходит</a>'.encode()
    assert text_of(raw.replace("ходит".encode(), b"\xd1" + "одит".encode())) == (
        "Паром снова одит",
        ("Characters were lost before this text came: “<a>Паром снова �одит</a>”.",),
    )


def test_blanks_before_the_declaration_cost_no_story():
    assert text_of('\n <?xml version="1.0" encoding="iso-8859-1"?><a>Zürich</a>'.encode("latin-1")) == ("Zürich", ())


def test_a_file_that_declares_nothing_is_in_the_sources_charset():
    raw = "<a>Żółw</a>".encode("iso-8859-2")
    assert text_of(raw, SourceHints(charset="iso-8859-2")) == ("Żółw", ())


def test_tags_lose_their_namespaces_and_comments_lose_nothing_but_themselves():
    root, _ = parsed('<x:a xmlns:x="u"><b xmlns="v">one<!-- two -->three</b><?pi?>four</x:a>')
    assert [element.tag for element in root.iter()] == ["a", "b"]
    assert "".join(root.itertext()) == "onethreefour"


@pytest.mark.parametrize(
    "declaration",
    [
        '<!ENTITY x SYSTEM "file:///etc/passwd">',
        '<!ENTITY x SYSTEM "http://127.0.0.1:9/x">',
        '<!ENTITY x PUBLIC "p" "http://127.0.0.1:9/x">',
        '<!ENTITY x "secret">',
        "<!ENTITY x 'secret'>",
        '<!ENTITY % p SYSTEM "http://127.0.0.1:9/x"> %p; <!ENTITY x "secret">',
    ],
)
def test_what_a_file_declares_itself_never_becomes_its_text(declaration):
    for raw in (f"<!DOCTYPE a [{declaration}]><a>before &x; after</a>", f'<!DOCTYPE a [{declaration}]><a b="&x;"/>'):
        text, warnings = text_of(raw)
        assert text in ("before  after", "")
        assert warnings == ("The entity “&x;” is declared by the file itself; it was left out.",)


def test_a_doctype_alone_costs_no_story():
    assert text_of('<!DOCTYPE a PUBLIC "p" "http://127.0.0.1:9/a.dtd"><a>one</a>') == ("one", ())


def test_attributes_that_a_doctype_would_add_are_not_there():
    root, _ = parsed('<!DOCTYPE a [<!ATTLIST a b CDATA "added">]><a/>')
    assert dict(root.attrib) == {}


def test_the_parser_alone_would_resolve_nothing_either():
    raw = b"<!DOCTYPE a [<!ENTITY x 'secret'><!ENTITY f SYSTEM 'file:///etc/hostname'>]><a>&x;&f;</a>"
    root = etree.fromstring(raw, etree.XMLParser(**xml.PARSER_OPTIONS))
    assert etree.tostring(root) == b"<a>&x;&f;</a>"


def test_an_include_is_not_followed():
    raw = '<a xmlns:xi="http://www.w3.org/2001/XInclude">x<xi:include href="file:///etc/passwd" parse="text"/></a>'
    assert text_of(raw) == ("x", ())


@pytest.mark.parametrize("place", ["<a>&b;</a>", '<a x="&b;"/>', "<a/>"])
def test_entities_that_expand_into_each_other_are_refused(place):
    assert refusal(f"<!DOCTYPE a [{BOMB}]>{place}") == (
        "x.xml: its DOCTYPE declares entities that expand into each other; it was not read."
    )


def test_a_huge_entity_is_never_copied():
    raw = f'<!DOCTYPE a [<!ENTITY x "{"y" * 100_000}">]><a>{"&x;" * 20_000}z</a>'
    started = time.process_time()
    assert text_of(raw)[0] == "z"
    assert time.process_time() - started < 2


def test_names_of_html_that_nobody_declared_become_their_characters():
    assert text_of("<a b='&eacute;'>caf&eacute; &amp; &lt;b&gt; &hellip;&LT;</a>") == ("café & <b> …<", ())
    assert text_of("<a><![CDATA[&eacute;]]><!-- &nope; --></a>") == ("&eacute;", ())


def test_a_name_that_means_nothing_stays_and_is_told():
    assert text_of("<a>AT&nope; T</a>") == (
        "AT&nope; T",
        ("The entity “&nope;” is not declared; it was kept as it stands.",),
    )


def test_characters_that_xml_forbids_are_left_out_and_told():
    assert text_of("<a>A\x01B\x08C &#7;&#xFFFF;&#0;D&#233;</a>") == (
        "ABC Dé",
        (
            "2 control characters, which XML forbids, were left out.",
            "The character reference &#7; stands for no character; it was left out.",
            "The character reference &#xFFFF; stands for no character; it was left out.",
            "The character reference &#0; stands for no character; it was left out.",
        ),
    )


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ("<a><b></a>", "no well-formed XML: Opening and ending tag mismatch: b line 1 and a, line 1, column 11."),
        ("<a/><b/>", "no well-formed XML: Extra content at the end of the document, line 1, column 5."),
        ("<!DOCTYPE a [<a/>", "no well-formed XML: its DOCTYPE has no end."),
        ("<a>" * 201 + "</a>" * 201, "its elements are nested more than 200 deep; it was not read."),
        (
            f"<a><![CDATA[{'<p>' * 80_001}]]></a>",
            "the text is longer than 1,000,000 characters, or in more than 80,000 pieces.",
        ),
        ("<a>" + "<b/>" * 80_000 + "</a>", "it has more than 80,000 elements and comments; it was not read."),
        ("<a>" + "<!---->" * 80_000 + "</a>", "it has more than 80,000 elements and comments; it was not read."),
        ("<a>" + "&#9;" * 500_001 + "</a>", "it has more than 500,000 references to characters; it was not read."),
        (
            "<a " + "".join(f'b{n}="" ' for n in range(201)) + "/>",
            "one element has more than 200 attributes; it was not read.",
        ),
    ],
)
def test_a_refusal_names_the_file_and_the_cause(raw, reason):
    assert refusal(raw) == f"x.xml: {reason}"


def test_a_file_that_broke_off_is_refused_and_not_half_read():
    assert refusal("<nitf><body><![CDATA[The").startswith("x.xml: no well-formed XML: ")
    for sample in (g2(), newsml12(), nitf()):
        assert refusal(sample[:-12]).startswith("x.xml: no well-formed XML: ")


def test_what_is_only_just_allowed_is_read():
    attributes = "".join(f'b{n}="" ' for n in range(200))
    inner = f"<a {attributes}/>" + "<!-- <a> --><![CDATA[<a>]]>" * 300 + "<b c='>'/>" * 300
    root, _ = parsed("<a>" * 199 + inner + "</a>" * 199)
    assert len(root.findall(".//b")) == 300


@pytest.mark.parametrize(
    "piece",
    ["<", "<a ", "<a b='", '<a b="', "<!--", "<![CDATA[", "<?", "&", "&a", "<!DOCTYPE a [", "'\"<a>", "]]>", "="],
)
def test_no_bytes_cost_more_than_their_length(piece):
    started = time.process_time()
    for start in ("<a>", "<a ", "<!DOCTYPE a [", ""):
        with pytest.raises(Unreadable):
            parsed(start + piece * (300_000 // len(piece)))
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    ("value", "address"),
    [
        ("https://holm.example/a.jpg?x=1&y=2", "https://holm.example/a.jpg?x=1&y=2"),
        ("a.jpg", "a.jpg"),
        ("pictures/A b-1.2.JPEG", "pictures/A b-1.2.JPEG"),
        ("file:///etc/passwd", ""),
        ("gopher://127.0.0.1:6379/_x", ""),
        ("javascript:alert(1).jpg", ""),
        ("//evil.example/a.jpg", ""),
        ("/etc/a.jpg", ""),
        ("../a.jpg", ""),
        ("a/../../b.jpg", ""),
        ("a\\b.jpg", ""),
        ("a", ""),
        (None, ""),
    ],
)
def test_a_picture_is_on_the_web_or_beside_the_file(value, address):
    assert xml.media(value) == address


def test_no_name_of_an_element_becomes_text():
    root, _ = parsed("<a>x<_b>y</_b><é>z</é></a>")
    assert xml.markup(root) == "xyz"


@pytest.mark.parametrize("sample", [g2(), newsml12(), nitf()], ids=["newsmlg2", "newsml12", "nitf"])
def test_each_standard_finds_its_reader_in_any_charset(sample):
    decoded = sample.decode().replace('encoding="utf-8"', 'encoding="utf-16"')
    (item,) = read(sample, "x.xml", HINTS).items
    (wide,) = read(decoded.encode("utf-16"), "x.xml", HINTS).items
    assert (item.headline, wide) == ("Ferry back “in service”", item)


TAGS = st.sampled_from(
    ("newsItem", "newsMessage", "itemSet", "itemMeta", "contentMeta", "contentSet", "inlineXML", "html", "body", "p",
     "headline", "subject", "NewsML", "NewsItem", "NewsComponent", "NewsLines", "ContentItem", "DataContent", "Role",
     "MediaType", "nitf", "head", "docdata", "body.head", "body.content", "media", "note", "dateline", "br", "edNote")
)  # fmt: skip
ATTRIBUTES = st.dictionaries(
    st.sampled_from(
        ("guid", "version", "qcode", "uri", "literal", "FormalName", "Href", "norm", "rank", "width", "type")
    ),
    st.sampled_from(
        ("", "x", "1", "-1", "text", "Photo", "Body", "npa", "stat:usable", "²", "a:b:c", "http://x.example/")
    ),
    max_size=3,
)


def element(tag: str, attributes: dict[str, str], inside: list[str]) -> str:
    given = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return f"<{tag}{given}>{''.join(inside)}</{tag}>"


TREES = st.recursive(
    st.sampled_from(("text", "&eacute;", "KILL", "<![CDATA[<p>x</p>]]>", "20261120")),
    lambda inner: st.builds(element, TAGS, ATTRIBUTES, st.lists(inner, max_size=5)),
    max_leaves=25,
)


def outcome(reader, raw: bytes):
    try:
        return reader(raw, "x.xml", HINTS)
    except Unreadable as refused:
        return refused


@given(st.sampled_from(("newsItem", "newsMessage", "NewsML", "nitf")), ATTRIBUTES, st.lists(TREES, max_size=6))
def test_any_tree_of_known_names_is_read_or_refused_and_no_reader_fails(root, attributes, inside):
    result = outcome(read, element(root, attributes, inside).encode())
    assert isinstance(result, Reading) or " failed (" not in str(result)
    for item in getattr(result, "items", ()):
        assert item.guid
        assert WireCopy.from_dict(item.as_dict()) == item


@given(st.binary(max_size=300), st.sampled_from((b"<nitf>", b"<NewsML>", b"<newsItem>", b"<!DOCTYPE nitf [", b"")))
def test_any_bytes_are_parsed_or_refused(raw, start):
    result = outcome(xml.parse, start + raw)
    assert isinstance(result, tuple) or str(result).startswith("x.xml: ")
