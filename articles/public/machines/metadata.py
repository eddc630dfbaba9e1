"""A story as schema.org has it, https://schema.org/NewsArticle, for the head of its page."""

import json

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from articles.models import Edition
from articles.public.machines import facts

# So that no text can end the script element, or open a comment in it.
ESCAPED = str.maketrans({character: f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"})


def json_ld(edition: Edition, notices: list[Edition]) -> SafeString:
    said = {name: value for name, value in news_article(edition, notices).items() if value}
    # Data in a script element is no HTML: escaped as HTML it would be misread, so it is escaped as JSON.
    return mark_safe(json.dumps(said, ensure_ascii=False).translate(ESCAPED))


def news_article(edition: Edition, notices: list[Edition]) -> dict:
    named, address = edition.facts, facts.address(edition)
    return {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": facts.urn(edition.code),
        "identifier": identifiers(edition),
        "url": address,
        "mainEntityOfPage": {"@type": "WebPage", "@id": address},
        "headline": facts.title(edition),
        "description": edition.standfirst,
        "inLanguage": edition.language,
        "dateline": edition.dateline,
        "datePublished": facts.stamp(edition.published_at),
        "dateModified": facts.stamp(facts.changed_at(edition)),
        "version": edition.number,
        "articleSection": named["section"] and named["section"]["name"],
        "keywords": [topic["name"] for topic in named["topics"]],
        "author": authors(edition),
        "publisher": publisher(),
        "isBasedOn": based_on(edition),
        "creditText": edition.credit,
        "copyrightHolder": reporter(edition),
        "copyrightNotice": facts.copyright_notice(edition),
        "usageInfo": usage(edition),
        "correction": [correction(notice) for notice in notices],
        "creativeWorkStatus": "Retracted" if edition.is_retracted else "",
    }


def identifiers(edition: Edition) -> list[str | dict]:
    """Our own, and beside it the agency's."""
    own = facts.urn(edition.code)
    return [own, reference(edition)] if edition.reference else [own]


def reference(edition: Edition) -> dict:
    return {"@type": "PropertyValue", "propertyID": facts.source_name(edition), "value": edition.reference}


def publisher() -> dict:
    return {"@type": "NewsMediaOrganization", "name": settings.SITE_NAME, "url": settings.SITE_URL + "/"}


def reporter(edition: Edition) -> dict:
    """The source, as an organisation; our own desk, like a story without a source, is the publisher itself."""
    if facts.is_ours(edition):
        return publisher()
    said = {"@type": "Organization", "name": edition.facts["source"]["name"], "url": edition.source.url}
    return {name: value for name, value in said.items() if value}


def authors(edition: Edition) -> list[dict]:
    """The people whom we know; a byline that names nobody of them may be a bureau's, so the source stands for it."""
    people = [
        {"@type": "Person", "name": author["name"], "url": facts.page_of("author", author["slug"])}
        for author in edition.facts["authors"]
    ]
    return people or [reporter(edition)]


def based_on(edition: Edition) -> dict:
    """The wire story, where the copy is not our own."""
    if facts.is_ours(edition):
        return {}
    original = {"@type": "NewsArticle", "provider": reporter(edition)}
    return {**original, "identifier": reference(edition)} if edition.reference else original


def usage(edition: Edition) -> dict:
    terms, disclaimer = facts.terms(edition), edition.facts["disclaimer"]
    if not terms:
        return {}
    said = {"@type": "CreativeWork", "text": terms}
    return {**said, "url": facts.page_of("disclaimer", disclaimer["slug"])} if disclaimer else said


def correction(notice: Edition) -> dict:
    return {
        "@type": "CorrectionComment",
        "text": facts.told(notice.kind, notice.notice),
        "datePublished": facts.stamp(notice.released_at),
    }
