"""Wire copy of every format, made up in memory: one story of so many words, and as many stories as a file may hold."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from random import Random

from articles.bench.words import Writer

PARAGRAPHS, SENTENCES = 12, 3
AT = "2026-11-20T08:00:00Z"


@dataclass(frozen=True, slots=True)
class Made:
    """One made-up story."""

    number: int
    headline: str
    paragraphs: tuple[str, ...]

    @property
    def markup(self) -> str:
        return "".join(f"<p>{escape(one)}</p>" for one in self.paragraphs)

    @property
    def plain(self) -> str:
        return "\r\n".join(f"   {one}" for one in self.paragraphs)


def made(count: int, seed: int = 1) -> list[Made]:
    random = Random(seed)
    sentences = Writer(random).sentences["en"]
    return [
        Made(
            number,
            f"{sentences[number % len(sentences)][:70]} {number}",
            tuple(" ".join(random.choices(sentences, k=SENTENCES)) for _ in range(PARAGRAPHS)),
        )
        for number in range(count)
    ]


def newsmlg2(stories: Sequence[Made]) -> bytes:
    items = "".join(
        f'<newsItem guid="urn:newsml:bench.example:{one.number}" version="1" xml:lang="en"><itemMeta>'
        '<itemClass qcode="ninat:text"/><provider qcode="nprov:b"><name>Bench</name></provider>'
        f'<versionCreated>{AT}</versionCreated><pubStatus qcode="stat:usable"/></itemMeta><contentMeta>'
        f'<urgency>4</urgency><subject qcode="medtop:20000337"><name>transport</name></subject>'
        f"<headline>{one.headline}</headline><creditline>Bench</creditline></contentMeta><contentSet>"
        '<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><body>'
        f"{one.markup}</body></html></inlineXML></contentSet></newsItem>"
        for one in stories
    )
    return f'<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>{items}</itemSet></newsMessage>'.encode()


def newsml12(stories: Sequence[Made]) -> bytes:
    items = "".join(
        "<NewsItem><Identification><NewsIdentifier><ProviderId>bench.example</ProviderId><DateId>20261120</DateId>"
        f'<NewsItemId>{one.number}</NewsItemId><RevisionId PreviousRevision="0" Update="N">1</RevisionId>'
        f"</NewsIdentifier></Identification><NewsManagement><FirstCreated>{AT}</FirstCreated>"
        '<Status FormalName="Usable"/>'
        f"</NewsManagement><NewsComponent><NewsLines><HeadLine>{one.headline}</HeadLine></NewsLines>"
        '<ContentItem><MediaType FormalName="Text"/><DataContent><nitf><body><body.content>'
        f"{one.markup}</body.content></body></nitf></DataContent></ContentItem></NewsComponent></NewsItem>"
        for one in stories
    )
    return f"<NewsML>{items}</NewsML>".encode()


def nitf(stories: Sequence[Made]) -> bytes:
    one = stories[0]
    return (
        f'<nitf><head><docdata><doc-id id-string="bench-{one.number}"/><date.issue norm="{AT}"/><urgency ed-urg="4"/>'
        f"</docdata></head><body><body.head><hedline><hl1>{one.headline}</hl1></hedline></body.head><body.content>"
        f"{one.markup}</body.content></body></nitf>"
    ).encode()


def ninjs(stories: Sequence[Made]) -> bytes:
    one = stories[0]
    item = {"uri": f"bench:{one.number}", "version": "1", "versioncreated": AT, "pubstatus": "usable", "urgency": 4}
    return json.dumps({**item, "headline": one.headline, "body_xhtml": one.markup, "language": "en"}).encode()


def rss(stories: Sequence[Made]) -> bytes:
    items = "".join(
        f'<item><guid isPermaLink="false">bench:{one.number}</guid><title>{one.headline}</title>'
        f"<link>https://bench.example/{one.number}</link><pubDate>Fri, 20 Nov 2026 08:00:00 GMT</pubDate>"
        f"<content:encoded><![CDATA[{one.markup}]]></content:encoded></item>"
        for one in stories
    )
    return (
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Bench</title>'
        f"{items}</channel></rss>"
    ).encode()


def jsonfeed(stories: Sequence[Made]) -> bytes:
    items = [
        {"id": f"bench:{one.number}", "title": one.headline, "content_html": one.markup, "date_published": AT}
        for one in stories
    ]
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Bench", "items": items}).encode()


def iptc7901(stories: Sequence[Made]) -> bytes:
    return "".join(
        f"\x01ben{one.number % 10_000:04} 4 i 211\r\nbench\r\n\x02{one.headline}=\r\n{one.plain}\r\n"
        "\x03200800 GMT Nov 26\r\n\x04"
        for one in stories
    ).encode()


def anpa1312(stories: Sequence[Made]) -> bytes:
    return "".join(
        f"\x01B{one.number % 10_000:04}\x1fbench\r\nr i BC-Bench 11-20 0211\r\n\x02^{one.headline}<\r\n{one.plain}\r\n"
        "\x03BEN-11-20-26 0800GMT\r\n\x04"
        for one in stories
    ).encode()


def mail(stories: Sequence[Made]) -> bytes:
    one = stories[0]
    body = "\n\n".join(one.paragraphs)
    head = f"From: Bench <b@bench.example>\nSubject: {one.headline}\nMessage-ID: <{one.number}@bench.example>\n"
    return f"{head}Date: Fri, 20 Nov 2026 08:00:00 +0000\nContent-Type: text/plain; charset=utf-8\n\n{body}\n".encode()


def webpage(stories: Sequence[Made]) -> bytes:
    one = stories[0]
    told = json.dumps({"@type": "NewsArticle", "headline": one.headline, "datePublished": AT})
    menu = "".join(f'<li><a href="/s/{number}">Section {number}</a></li>' for number in range(40))
    return (
        f'<!DOCTYPE html><html lang="en"><head><script type="application/ld+json">{told}</script></head><body>'
        f"<nav><ul>{menu}</ul></nav><article><h1>{one.headline}</h1>{one.markup}</article></body></html>"
    ).encode()


def pagetext(stories: Sequence[Made]) -> bytes:
    one = stories[0]
    return "\n\n".join([one.headline, *one.paragraphs]).encode()


# The stories that one file of each format holds here; most formats hold one.
FILES: tuple[tuple[Callable[[Sequence[Made]], bytes], int], ...] = (
    (newsmlg2, 20), (newsml12, 20), (nitf, 1), (ninjs, 1), (rss, 50), (jsonfeed, 50), (iptc7901, 20), (anpa1312, 20),
    (mail, 1), (webpage, 1), (pagetext, 1),
)  # fmt: skip
