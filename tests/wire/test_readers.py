import json
import time
from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.wire import readers
from articles.wire.copy import Reading, SourceHints, Unreadable, WireCopy

HINTS = SourceHints(code="HOLM", names=("Holm News",))
STORY = b"Ferry back in service\n\nThe ferry to Holm sails again.\n"
KEYS = st.sampled_from(
    ("uri", "type", "headline", "headlines", "bodies", "body_html", "body_text", "subject", "subjects", "associations",
     "renditions", "urgency", "version", "pubstatus", "embargoed", "versioncreated", "keywords", "genre", "infosources",
     "descriptions", "altids", "items", "ednote", "located", "by")
)  # fmt: skip
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(["text", "<p>x</p>"]),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(KEYS | st.sampled_from(["role", "value", "name", "href"]), inner)
    ),
    max_leaves=20,
)


def outcome(raw: bytes) -> Reading | Unreadable:
    try:
        return readers.read(raw, "any.bin", HINTS)
    except Unreadable as refused:
        return refused


def test_each_format_finds_its_reader():
    assert readers.read(STORY, "x.txt", HINTS).reader == "pagetext/3"
    assert readers.read(b'{"uri": "x", "headline": "y"}', "x.txt", HINTS).reader == "ninjs/5"


@pytest.mark.parametrize(
    ("raw", "reader"),
    [
        (b"<rss><channel><item><title>Ferry</title></item></channel></rss>", "feeds/4"),
        (b'{"version": "https://jsonfeed.org/version/1", "items": [{"id": "1", "title": "Ferry"}]}', "jsonfeed/3"),
        (b"\x01hol0042 3 i 211\r\n\x02Ferry\x03201120 GMT Nov 26\x04", "iptc7901/3"),
        (b"\x16\x16\x01H0042\x1fholms\r\nu i BC-Ferry 11-20 0211\r\n\x02Ferry\x03\x04", "anpa1312/3"),
        (b"From: a@holm.example\r\nSubject: Ferry\r\n\r\nIt sails.", "mail/4"),
    ],
)
def test_no_other_reader_takes_what_is_a_feed_a_telex_or_a_message(raw, reader):
    assert readers.read(raw, "x.txt", HINTS).reader == reader


def test_all_readers_have_the_same_small_interface():
    for reader in readers.READERS:
        assert (type(reader.NAME), type(reader.VERSION)) == (str, int)
        assert callable(reader.sniff)
        assert callable(reader.read)
        assert reader.__doc__


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"%PDF-1.4", "a PDF document"),
        (b'<?xml version="1.0"?><!-- <html> --><fixtures/>', "XML in a vocabulary that no reader here knows"),
        (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    ],
)
def test_what_no_reader_knows_is_named(raw, reason):
    with pytest.raises(Unreadable) as refused:
        readers.read(raw, "odd.bin", HINTS)
    assert str(refused.value) == f"odd.bin: no reader knows this format; it is {reason}."


def test_a_file_that_is_too_large_is_refused_before_it_is_looked_at():
    with pytest.raises(Unreadable, match=r"^big\.txt: 10,000,001 bytes are more than the 10,000,000"):
        readers.read(b"x" * 10_000_001, "big.txt", HINTS)


def test_a_fault_in_a_reader_costs_one_file_and_names_the_reader(monkeypatch):
    def fail(*given):
        raise ZeroDivisionError("division by zero")

    broken = SimpleNamespace(NAME="broken", VERSION=1, sniff=lambda raw, name: True, read=fail)
    monkeypatch.setattr(readers, "READERS", (broken,))
    with pytest.raises(Unreadable) as refused:
        readers.read(STORY, "x.txt", HINTS)
    assert str(refused.value) == "x.txt: the reader broken failed (ZeroDivisionError: division by zero)."


def test_a_files_name_cannot_turn_its_message_around():
    with pytest.raises(Unreadable, match=r"^evilgpj\.exe: "):
        readers.read(b"", "evil\u202egpj.exe", HINTS)


@given(st.binary(max_size=400))
def test_any_bytes_are_a_reading_or_are_refused(raw):
    assert isinstance(outcome(raw), Reading | Unreadable)


@given(st.dictionaries(KEYS, VALUES, max_size=8))
def test_any_json_is_read_or_refused_and_no_reader_fails(data):
    result = outcome(json.dumps({"uri": "x", **data}).encode())
    assert "failed" not in str(result) or isinstance(result, Reading)
    for item in getattr(result, "items", ()):
        assert WireCopy.from_dict(json.loads(json.dumps(item.as_dict()))) == item


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=400))
def test_any_text_is_read_or_refused_and_no_reader_fails(written):
    result = outcome(f"Headline\n\n{written}".encode())
    assert "failed" not in str(result) or isinstance(result, Reading)
    for item in getattr(result, "items", ()):
        item.digest().encode()


def test_copy_that_says_nothing_in_words_that_came_later_keeps_the_digest_that_it_had():
    copy = WireCopy(guid="urn:x", headline="Ferry")
    assert copy.digest() == "1ec3795c8ce3b163b233e896a741a8706edc3a40dd9e6cf8674dfa6e4b4d7759"
    assert replace(copy, expires=datetime(2026, 11, 30, tzinfo=UTC)).digest() != copy.digest()


WHOLE = "<nitf><head><docdata>%s</docdata></head><body><body.content>%s</body.content></body></nitf>"
MEDIA = '<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><item><title>Ferry</title>%s</item></channel></rss>'
MAIL = "From: desk@holm.example\nSubject: Ferry\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\n%s"


@pytest.mark.parametrize(
    "file",
    [
        WHOLE % ("", "<p>a<em>b</em></p>" * 39_990),
        WHOLE % ("", "<p>a</p>\n" * 79_990),
        WHOLE % ("<identified-content>" + "<person>Ada</person>" * 79_990 + "</identified-content>", "<p>a</p>"),
        MEDIA % ("<media:group>" * 29_000),
        MEDIA % ('<media:content url="https://holm.example/a.jpg"/>' * 59_000),
        MAIL % ("a\n" * 79_900),
        "From: desk@holm.example\nSubject: Ferry\nContent-Type: message/delivery-status\n\n" + "a: b\n\n" * 79_900,
        '{"version": "https://jsonfeed.org/version/1.1", "items": ['
        + ", ".join(['{"id": "holm-1", "content_html": "' + "<p>a</p>" * 120 + '"}'] * 1_000)
        + "]}",
    ],
)
def test_what_is_only_just_allowed_is_read_in_moments(file):
    started = time.process_time()
    assert readers.read(file.encode(), "wire.bin", HINTS).items
    assert time.process_time() - started < 4  # about one second, on a core that others want too
