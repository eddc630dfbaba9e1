import base64
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.wire import mail, pagetext
from articles.wire.copy import UNKNOWN_STATUS, Reading, Skipped, SourceHints, Unreadable, WireCopy

HINTS = SourceHints(code="HOLM", timezone="Europe/Oslo", language="no")
HEADER = (
    "From: Ada Brook <ada@holm.example>\r\nTo: desk@paper.example\r\nSubject: Ferry back in service\r\n"
    "Date: Fri, 20 Nov 2026 08:00:00 +0100 (CET)\r\nMessage-ID: <1@holm.example>\r\n"
    "Organization: Holm News\r\nKeywords: ferries, Holm\r\nComments: Adds quote.\r\nContent-Language: en\r\n"
    "MIME-Version: 1.0\r\n"
)
TEXT = "HOLM, Nov 20 - The ferry sails.\r\n\r\nIt was idle.\r\n\r\n-- \r\nAda Brook, Holm News\r\n"
FERRY = WireCopy(
    guid="1@holm.example",
    headline="Ferry back in service",
    byline="Ada Brook",
    dateline="HOLM",
    credit="Holm News",
    source="Holm News",
    language="en",
    keywords=("ferries", "Holm"),
    created=datetime(2026, 11, 20, 7, tzinfo=UTC),
    ednote="Adds quote.",
    body_html="<p>HOLM, Nov 20 - The ferry sails.</p><p>It was idle.</p>",
)


def reading(message: str | bytes) -> Reading:
    return mail.read(message if isinstance(message, bytes) else message.encode(), "holm.eml", HINTS)


def only(message: str | bytes) -> WireCopy:
    (item,) = reading(message).items
    return item


def part(content: str, kind: str, *headers: str) -> str:
    return "\r\n".join(("--b", f"Content-Type: {kind}", *headers, "", content, ""))


def multipart(kind: str, *parts: str) -> str:
    return f"{HEADER}Content-Type: multipart/{kind}; boundary=b\r\n\r\n{''.join(parts)}--b--\r\n"


@pytest.mark.parametrize("before", ["", "   \r\n", "\r\n\r\n", "From ada@holm.example Fri Nov 20 08:00:00 2026\r\n"])
def test_a_message_fills_every_field_that_it_has_whatever_a_gateway_wrote_before_it(before):
    assert mail.sniff((before + HEADER).encode(), "any.txt")
    assert reading(f"{before}{HEADER}\r\n{TEXT}") == Reading(reader="mail/4", items=(FERRY,))


@pytest.mark.parametrize(
    "content",
    [
        "<p>HOLM, Nov 20 - The ferry sails.</p><p>It was idle.</p>",
        "<html><head><style>p{}</style></head><body><div>HOLM, Nov 20 - The ferry sails.</div><div>It was idle."
        "<img src='https://count.example/p.gif'><script>x</script></div></body></html>",
    ],
)
def test_html_alone_is_the_text(content):
    assert only(f"{HEADER}Content-Type: text/html\r\n\r\n{content}") == FERRY


def test_the_last_alternative_that_says_something_is_the_best():
    plain, rich = part("The ferry", "text/plain"), part("<p>The <b>ferry</b></p>", "text/html")
    assert only(multipart("alternative", plain, rich)).body_html == "<p>The <b>ferry</b></p>"
    assert only(multipart("alternative", plain, part(" ", "text/html"))).body_html == "<p>The ferry</p>"


def test_what_is_attached_is_listed_and_not_read():
    message = multipart(
        "mixed",
        part(TEXT, "text/plain"),
        part("SECRET", "text/plain; name=notes.txt", "Content-Disposition: attachment; filename=notes.txt"),
        part("Subject: Other\r\n\r\nSECRET", "message/rfc822"),
        part("JVBERi0=", "application/pdf", "Content-Disposition: attachment; filename==?utf-8?q?f=C3=A6rge.pdf?="),
    )
    item = only(message)
    assert (item.body_html, item.warnings) == (
        FERRY.body_html,
        ("Attached and not read: “notes.txt (text/plain)”, “message/rfc822”, “færge.pdf (application/pdf)”.",),
    )


@pytest.mark.parametrize(
    ("subject", "headline"),
    [
        (b"=?utf-8?q?F=C3=A6rge?= til Holm", "Færge til Holm"),
        (b"=?koi8-r?B?8MHSz80=?=", "Паром"),
        (b"=?utf-8?q?F=C3?=\r\n =?utf-8?q?=A6rge?=", "Færge"),
        (b"=?iso-8859-1?q?F\xe6rge?= =?utf-8?q?_til_Holm?=", "Færge til Holm"),
        (b"=?utf-8?q?Two words?=", "Two words"),
        ("Færge “til” Holm".encode(), "Færge “til” Holm"),
        (b"=?utf-8?b?!!!?= Holm", "Holm"),
    ],
)
def test_a_subject_is_read_as_senders_write_it(subject, headline):
    assert only(HEADER.encode().replace(b"Ferry back in service", subject) + b"\r\nx").headline == headline


@pytest.mark.parametrize(
    ("charset", "content", "said"),
    [
        ("iso-8859-1", "Fährbetrieb “”".encode("cp1252"), ()),
        ("koi8-r", "Паром".encode("koi8-r"), ()),
        ("iso-2022-jp", "フェリー".encode("iso-2022-jp"), ()),
        (
            "us-ascii",
            "Fährbetrieb".encode(),
            ("The source says that it sends us-ascii; the file is UTF-8 and was read so.",),
        ),
        ("x-unknown", b"Ferry", ("The charset “x-unknown” does not fit or is not known.",)),
    ],
)
def test_the_charset_is_the_messages_word_unless_the_bytes_say_other(charset, content, said):
    meant = content.decode({"iso-8859-1": "cp1252", "us-ascii": "utf-8", "x-unknown": "ascii"}.get(charset, charset))
    item = only(f"{HEADER}Content-Type: text/plain; charset={charset}\r\n\r\n".encode() + content)
    assert item.body_html == f"<p>{meant}</p>"
    assert [warning for warning in item.warnings if warning not in said] == []
    assert bool(item.warnings) == bool(said)


@pytest.mark.parametrize(
    ("sender", "byline"),
    [
        (b"=?utf-8?q?Brook=2C_Ada?= <ada@holm.example>", "Brook, Ada"),
        (b'"Brook, Ada" <ada@holm.example>', "Brook, Ada"),
        ("Ådå Brøøk <ada@holm.example>".encode(), "Ådå Brøøk"),
        (b"ada@holm.example", ""),
        (b"ada@holm.example (Ada Brook)", "Ada Brook"),
    ],
)
def test_the_byline_is_the_senders_name(sender, byline):
    assert only(HEADER.encode().replace(b"Ada Brook <ada@holm.example>", sender) + b"\r\nx").byline == byline


def test_transfer_encodings_are_undone():
    encoded = base64.b64encode(TEXT.encode()).decode()
    assert only(f"{HEADER}Content-Transfer-Encoding: base64\r\n\r\n{encoded}") == FERRY
    quoted = TEXT.replace("sails", "sa=\r\nils").replace("idle", "=69dle")
    assert only(f"{HEADER}Content-Transfer-Encoding: quoted-printable\r\n\r\n{quoted}") == FERRY


def test_a_mark_of_a_signature_with_a_story_under_it_cuts_nothing():
    story = "".join(f"Paragraph {'x' * 50} {number}.\r\n\r\n" for number in range(20))
    assert only(f"{HEADER}\r\nIt sails.\r\n-- \r\n{story}").body_html.count("<p>") == 22


def test_a_flowed_line_runs_on():
    assert only(f"{HEADER}Content-Type: text/plain; format=flowed\r\n\r\nThe \r\nferry\r\nsails").body_html == (
        "<p>The ferry</p><p>sails</p>"
    )


def test_with_delsp_the_blank_of_a_flowed_line_is_no_blank_and_a_quotation_begins_anew():
    written = "It sai \r\nled and was id \r\nle. \r\n> Was it? \r\n\r\nYes."
    assert only(f"{HEADER}Content-Type: text/plain; format=flowed; delsp=yes\r\n\r\n{written}").body_html == (
        "<p>It sailed and was idle.</p><p>&gt; Was it?</p><p>Yes.</p>"
    )


def test_one_message_id_on_two_stories_is_one_identity_with_two_texts_that_differ():
    first, second = only(f"{HEADER}\r\n{TEXT}"), only(f"{HEADER}\r\n{TEXT}".replace("Ferry", "Bridge"))
    assert (first.guid == second.guid, first.version == second.version) == (True, True)
    assert first.digest() != second.digest()


def test_a_message_without_id_and_date_is_the_same_story_each_time_that_it_comes():
    message = f"Received: from mx; {{}}\r\nFrom: a@holm.example\r\nSubject: Ferry\r\n\r\n{TEXT}"
    first, again = only(message.format("Thu, 8 Jan 2026")), only(message.format("Fri, 9 Jan 2026"))
    assert first == again
    assert first.guid.startswith("mail:")
    assert first.guid != only(message.replace("Ferry", "Bridge")).guid


def test_a_date_that_cannot_be_read_is_left_out_and_told():
    item = only(f"{HEADER}\r\n{TEXT}".replace("Fri, 20 Nov 2026 08:00:00 +0100 (CET)", "Friday"))
    assert (item.created, item.warnings) == (None, ("The time “Friday” (created) can’t be read; it was left out.",))


def test_a_subject_that_orders_a_kill_holds_the_copy():
    assert only(f"{HEADER}\r\n{TEXT}".replace("Subject: ", "Subject: KILL: ")).pubstatus == UNKNOWN_STATUS


def test_a_message_that_breaks_off_is_told():
    message = multipart("mixed", part(TEXT, "text/plain")).removesuffix("--b--\r\n")
    assert only(message).warnings == ("The e-mail breaks off before its last part ends: it may be incomplete.",)


def test_a_message_that_says_nothing_is_skipped():
    empty = HEADER.replace("Subject: Ferry back in service\r\n", "") + "\r\n"
    assert reading(empty).skipped == (
        Skipped(kind="text", guid="1@holm.example", reason="neither a subject nor a text"),
    )


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        ("Ferry back in service\n\nIt sails.", "this is no e-mail: no header that one must have."),
        (HEADER + "\r\n" + "--b\r\n" * 2_001, "the e-mail has more parts within parts than a story can have."),
        (HEADER + "Content-Type: multipart/mixed; boundary=b\r\n\r\n" * 21, "the e-mail has more parts within parts"),
        (HEADER + f"Content-Type: text/plain; {'a=b;' * 3_000}\r\n\r\nx", "the e-mail has a header that is too long"),
        (HEADER + "\r\n" * 160_001, "the e-mail has more than 160,000 lines; it was not read."),
        (HEADER + "X: y\r\n" * 100_000 + "\r\nx", "the e-mail has a header that is too long to be read."),
    ],
)
def test_what_no_parser_should_try_is_refused_with_file_and_cause(message, reason):
    with pytest.raises(Unreadable) as refused:
        reading(message)
    assert str(refused.value).startswith(f"holm.eml: {reason}")


def test_a_story_that_speaks_of_mail_is_none():
    story = b"Subject: what mail says\n\nThe word stands above every message.\n"
    assert (mail.sniff(story, "x.txt"), pagetext.sniff(story, "x.txt")) == (False, True)


LINES = st.sampled_from(
    ("Content-Type: multipart/mixed; boundary=b", "Content-Type: text/html", "Content-Type: message/rfc822", "--b",
     "--b--", "", "x", "<p>x", "Content-Transfer-Encoding: base64", "Content-Type: text/plain; charset*=x''%FF",
     "Subject: =?x?b?x?=", "Content-Disposition: attachment; filename*0*=utf-8''%", "Content-Type: ;;=", "Date: x",
     " folded", "=?utf-8?q?=FF?=")
)  # fmt: skip


@given(st.lists(LINES | st.text(max_size=10), max_size=20))
def test_any_lines_after_a_header_are_read_or_refused(lines):
    message = f"From: a@holm.example\nSubject: x\n{chr(10).join(lines)}".encode("utf-8", "replace")
    try:
        result = mail.read(message, "holm.eml", HINTS)
    except Unreadable:
        return
    assert len(result.items) + len(result.skipped) == 1


@given(st.data())
def test_a_message_with_any_bytes_changed_is_read_or_refused(data):
    raw = bytearray(multipart("mixed", part(TEXT, "text/plain"), part("<p>x", "text/html")).encode())
    for _ in range(data.draw(st.integers(1, 6))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    try:
        assert mail.read(bytes(raw), "holm.eml", HINTS).reader == "mail/4"
    except Unreadable:
        return
