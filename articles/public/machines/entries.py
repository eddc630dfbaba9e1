"""A feed and what stands in it, before any format. The text is in it only where its licence lets us pass it on."""

from dataclasses import dataclass, field
from datetime import datetime

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from articles.models import Edition
from articles.public.languages import direction
from articles.public.machines import facts
from articles.public.pictures import Shown, pictures


@dataclass(frozen=True, slots=True)
class Entry:
    """``html`` is the last notice, the standfirst and the credit, as paragraphs; ``whole`` the same with the text."""

    id: str
    address: str
    title: str
    summary: str
    html: SafeString
    whole: SafeString
    published: datetime
    updated: datetime
    language: str
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    credit: str = ""
    reference: str = ""
    terms: str = ""
    pictures: tuple[Shown, ...] = ()


@dataclass(frozen=True, slots=True)
class Deleted:
    """What a reader of the feed must not keep: its name, and when and why it went; not what it was."""

    id: str
    at: datetime
    notice: str


@dataclass(frozen=True, slots=True)
class Feed:
    """``address`` is this document's own, ``page`` that of the page with the same list."""

    id: str
    title: str
    page: str
    address: str
    older: str = ""
    hub: str = ""
    entries: list[Entry] = field(default_factory=list)
    deleted: list[Deleted] = field(default_factory=list)

    @property
    def updated(self) -> datetime | None:
        """None while there is nothing in it."""
        times = [entry.updated for entry in self.entries] + [deleted.at for deleted in self.deleted]
        return max(times, default=None)


def entry(edition: Edition, notice: str = "") -> Entry:
    """``notice`` is what readers were told of it last, with its kind before it."""
    return Entry(
        id=facts.urn(edition.code),
        address=facts.address(edition),
        title=facts.title(edition),
        summary=edition.standfirst,
        html=directed(paragraphs(notice, edition.standfirst, edition.credit), edition.language),
        whole=directed(whole(edition, notice), edition.language),
        published=edition.published_at,
        updated=facts.changed_at(edition),
        language=edition.language,
        authors=authors(edition),
        tags=tags(edition),
        credit=edition.credit,
        reference=edition.reference,
        terms=facts.terms(edition),
        pictures=pictures(edition),
    )


def listed(edition: Edition) -> Entry:
    """One with the notice that :func:`~articles.public.machines.asked.with_notice` brought along."""
    return entry(edition, facts.told(edition.told_kind, edition.told_notice) if edition.told_notice else "")


def retracted(edition: Edition) -> Entry:
    return entry(edition, facts.told(edition.kind, edition.notice))


def deleted(edition: Edition) -> Deleted:
    return Deleted(facts.urn(edition.code), edition.released_at, edition.notice)


def told(notice: Edition, edition: Edition) -> Entry:
    """A notice as an entry of its own, beside the story as it stands now."""
    return Entry(
        id=f"{facts.urn(notice.code)}:edition:{notice.number}",
        address=facts.address(edition),
        title=facts.told(notice.kind, edition.headline),
        summary=notice.notice,
        html=directed(paragraphs(notice.notice, edition.credit), edition.language),
        whole=SafeString(),
        published=notice.released_at,
        updated=notice.released_at,
        language=edition.language,
        credit=edition.credit,
        reference=edition.reference,
    )


def paragraphs(*texts: str) -> SafeString:
    return format_html_join("", "<p>{}</p>", ((text,) for text in texts if text))


def directed(html: SafeString, language: str) -> SafeString:
    """Feed readers set a text from left to right unless it says otherwise."""
    rtl = html and direction(language) == "rtl"
    return format_html('<div dir="rtl">{}</div>', html) if rtl else html


def whole(edition: Edition, notice: str) -> SafeString:
    """Empty where the text may not be passed on, or was taken back."""
    if not edition.body or not facts.may_pass_on(edition):
        return SafeString()
    text = mark_safe(edition.body)  # cut to the allow-list when it was written, and shown so on its page
    return paragraphs(notice, edition.standfirst) + text + paragraphs(edition.credit)


def caption(picture: Shown) -> str:
    """What it shows and whose it is, where a format has one line for both."""
    said = picture.facts
    return " · ".join(text for text in (said["caption"] or said["alt"], said["credit"]) if text)


def authors(edition: Edition) -> tuple[str, ...]:
    """The people who wrote it, or the byline as printed, or else who reported it."""
    people = tuple(author["name"] for author in edition.facts["authors"])
    return people or (edition.byline or facts.source_name(edition),)


def tags(edition: Edition) -> tuple[str, ...]:
    section = edition.facts["section"]
    named = ([section] if section else []) + edition.facts["topics"]
    return tuple(dict.fromkeys(thing["name"] for thing in named))
