"""Stories as ninjs 3.1, https://iptc.org/std/ninjs/. The note to editors is never among what is published."""

from articles.models import Edition
from articles.models.addresses import address as path_of
from articles.models.translation import Translation, translations_of
from articles.public.machines import facts
from articles.public.pictures import JPEG, Shown, pictures
from articles.wire.html import text_of

SCHEMA = "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#"
STANDARD = {"name": "ninjs", "version": "3.1", "schema": SCHEMA}
USABLE, CANCELED = "usable", "canceled"  # so spelled


def partial(edition: Edition, notices: list[dict]) -> dict:
    """Without the text, which its page has."""
    return filled({**common(edition, notices), "representationType": "partial"})


def full(edition: Edition, notices: list[dict]) -> dict:
    """With the text, if it may be passed on and was not taken back."""
    if not facts.may_pass_on(edition):
        return partial(edition, notices)
    bodies = [] if edition.is_retracted else [body(edition)]
    return filled({**common(edition, notices), "representationType": "full", "bodies": bodies})


def canceled(edition: Edition) -> dict:
    """Of a killed story nothing but that it must not be used, and what its address says to readers."""
    return filled({**identity(edition), "pubStatus": CANCELED, "descriptions": [notice(edition)]})


def notice(edition: Edition) -> dict:
    """What readers were told: the role is the kind of the notice, such as ``correction``."""
    return description(edition.kind, edition.notice)


def description(role: str, text: str) -> dict:
    return {"role": role, "contentType": "text/plain", "value": text} if text else {}


def identity(edition: Edition) -> dict:
    return {
        "uri": facts.urn(edition.code),
        "type": "text",
        "standard": STANDARD,
        "version": str(edition.number),
        "versionCreated": facts.stamp(edition.released_at),
    }


def common(edition: Edition, notices: list[dict]) -> dict:
    named, source = edition.facts, edition.facts["source"]
    disclaimer = named["disclaimer"]
    return {
        **identity(edition),
        "pubStatus": CANCELED if edition.is_retracted else USABLE,
        "firstCreated": facts.stamp(edition.published_at),
        "contentCreated": facts.stamp(edition.sent_at) if edition.sent_at else "",
        "urgency": edition.urgency,
        "language": edition.language,
        "headlines": [{"role": "main", "contentType": "text/plain", "value": facts.title(edition)}],
        "descriptions": [description("summary", edition.standfirst), *notices],
        "by": edition.byline,
        "located": edition.dateline,
        "people": [thing("author", "author", author) for author in named["authors"]],
        "subjects": [
            *([thing("section", "section", named["section"])] if named["section"] else []),
            *(thing("topic", "topic", topic) for topic in named["topics"]),
        ],
        "infoSources": [{**thing("source", "", source), "literal": source["code"]}] if source else [],
        "altIds": [{"role": "reference", "value": edition.reference}] if edition.reference else [],
        "copyrightHolder": facts.source_name(edition),
        "copyrightNotice": facts.copyright_notice(edition),
        "usageTerms": "\n\n".join(text for text in (edition.credit, facts.terms(edition)) if text),
        "rightsInfo": {"linkedRights": facts.page_of("disclaimer", disclaimer["slug"])} if disclaimer else {},
        "associations": [
            *(picture(shown) for shown in pictures(edition)),
            *(translation(one) for one in translations_of(edition)),
        ],
        "renditions": [{"name": "web", "contentType": "text/html", "href": facts.address(edition)}],
    }


def picture(shown: Shown) -> dict:
    said = shown.facts
    renditions = [
        {
            "name": f"{rendition.width}",
            "href": facts.absolute(rendition.url),
            "contentType": JPEG,
            "width": rendition.width,
            "height": rendition.height,
        }
        for rendition in shown.renditions()
    ]
    return filled(
        {
            "name": said["alt"] or said["caption"] or "picture",
            "rel": said["role"],
            "uri": f"urn:newsroom:picture:{said['sha256']}",
            "type": "picture",
            "language": said["language"],
            "descriptions": [description("caption", said["caption"]), description("alternativeText", said["alt"])],
            "by": said["credit"],
            "usageTerms": said["rights"],
            "renditions": renditions,
        }
    )


def translation(one: Translation) -> dict:
    address = facts.absolute(path_of("story", one.code, one.slug))
    return {
        "name": f"translation {one.language}",
        "rel": "translation",
        "uri": facts.urn(one.code),
        "type": "text",
        "language": one.language,
        "renditions": [{"name": "web", "contentType": "text/html", "href": address}],
    }


def thing(kind: str, relation: str, named: dict) -> dict:
    return filled({"name": named["name"], "rel": relation, "uri": facts.page_of(kind, named["slug"])})


def body(edition: Edition) -> dict:
    plain = text_of(edition.body)
    return {
        "role": "main",
        "contentType": "text/html",
        "charCount": len(plain),
        "value": edition.body,
    }


def filled(said: dict) -> dict:
    """Only what says something: an empty string is no date, and an empty list no list of subjects."""
    lists = {name: [one for one in value if one] for name, value in said.items() if isinstance(value, list)}
    return {name: value for name, value in {**said, **lists}.items() if value not in ("", None, [], {})}
