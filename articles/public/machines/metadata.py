"""A story as schema.org has it, https://schema.org/NewsArticle, for the head of its page."""

import json

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from articles.models import Edition
from articles.models.addresses import address as path_of
from articles.models.translation import Translation, translations_of
from articles.public.machines import facts
from articles.public.machines.share import Preview

# So that no text can end the script element, or open a comment in it.
ESCAPED = str.maketrans({character: f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"})


def json_ld(edition: Edition, notices: list[Edition], preview: Preview) -> list[SafeString]:
    """What stands in a script element each: the story, and the way to it."""
    article = {name: value for name, value in news_article(edition, notices, preview).items() if value}
    # Data in a script element is no HTML: escaped as HTML it would be misread, so it is escaped as JSON.
    return [
        mark_safe(json.dumps(said, ensure_ascii=False).translate(ESCAPED)) for said in (article, breadcrumbs(edition))
    ]


def breadcrumbs(edition: Edition) -> dict:
    """https://schema.org/BreadcrumbList: the front page, the section, the story."""
    section = edition.facts["section"]
    steps = [(settings.SITE_NAME, facts.absolute(reverse("front")))]
    if section:
        steps.append((section["name"], facts.page_of("section", section["slug"])))
    steps.append((facts.title(edition), facts.address(edition)))
    return {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": address}
            for place, (name, address) in enumerate(steps, 1)
        ],
    }


def news_article(edition: Edition, notices: list[Edition], preview: Preview) -> dict:
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
        "image": [image(preview)],
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
        "isAccessibleForFree": True,
        "creditText": edition.credit,
        "copyrightHolder": reporter(edition),
        "copyrightNotice": facts.copyright_notice(edition),
        "usageInfo": usage(edition),
        "correction": [correction(notice) for notice in notices],
        **in_other_languages(edition),
        "creativeWorkStatus": "Retracted" if edition.is_retracted else "",
    }


def in_other_languages(edition: Edition) -> dict:
    """The story that it is a translation of; or, of the one that was told first, its translations."""
    first = edition.facts.get("translations", edition.code)
    told = translations_of(edition)
    if first == edition.code:
        return {"workTranslation": [translation(one) for one in told]}
    return {"translationOfWork": next((translation(one) for one in told if one.code == first), None)}


def translation(one: Translation) -> dict:
    address = facts.absolute(path_of("story", one.code, one.slug))
    return {"@type": "NewsArticle", "@id": facts.urn(one.code), "url": address, "inLanguage": one.language}


def identifiers(edition: Edition) -> list[str | dict]:
    """Our own, and beside it the agency's."""
    own = facts.urn(edition.code)
    return [own, reference(edition)] if edition.reference else [own]


def reference(edition: Edition) -> dict:
    return {"@type": "PropertyValue", "propertyID": facts.source_name(edition), "value": edition.reference}


def image(preview: Preview) -> dict:
    said = {
        "@type": "ImageObject",
        "url": preview.url,
        "width": preview.width,
        "height": preview.height,
        "caption": preview.alt,
        "creditText": preview.credit,
    }
    return {name: value for name, value in said.items() if value}


def publisher() -> dict:
    logo = {"@type": "ImageObject", "url": facts.absolute(static("public/logo.png")), "width": 512, "height": 512}
    return {
        "@type": "NewsMediaOrganization",
        "name": settings.SITE_NAME,
        "url": settings.SITE_URL + "/",
        "logo": logo,
        "correctionsPolicy": facts.absolute(reverse("corrections")),
    }


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
