"""What the API offers, for programs that read it: OpenAPI 3.1, https://spec.openapis.org/oas/v3.1.1.html."""

from articles.public.machines.ninjs import CANCELED, SCHEMA, USABLE
from articles.search.query import LONGEST_QUERY

CODE = {
    "name": "code",
    "in": "path",
    "required": True,
    "description": "The story's public code: the first part of its page's address, and the last of its uri.",
    "schema": {"type": "string", "pattern": "^[0-9a-z]{1,12}$"},
}
SLUG = {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$"}
DAY = {"type": "string", "format": "date"}
PARAMETERS = [
    {"name": name, "in": "query", "allowEmptyValue": True, "description": text, "schema": schema}
    for name, text, schema in (
        ("q", f"Words, “phrases” and -excluded words, in any script: {LONGEST_QUERY} characters.", {"type": "string"}),
        ("section", "The last part of a section's address.", SLUG),
        ("source", "The last part of a source's address.", SLUG),
        ("topic", "The last part of a topic's address.", SLUG),
        ("language", "A language tag, such as en, fr or ar.", {"type": "string"}),
        ("from", "First published on this day or later, in the newsroom's time zone.", DAY),
        ("to", "First published on this day or earlier.", DAY),
        ("before", "Where a page begins: follow `next` rather than make one.", {"type": "integer", "format": "int64"}),
    )
]
HEADERS = {
    name: {"schema": {"type": "string"}, "description": text}
    for name, text in (
        ("ETag", "Send it back as If-None-Match, and get 304 as long as nothing changed."),
        ("Last-Modified", "When the newest of it came."),
        ("Link", "Of a list: the address of the older stories, rel=next."),
    )
}
SCHEMAS = {
    "Story": {
        "type": "object",
        "description": f"A ninjs 3.1 item: {SCHEMA}",
        "required": ["uri", "version", "pubStatus"],
        "properties": {
            "uri": {"type": "string", "pattern": "^urn:newsroom:story:[0-9a-z]{1,12}$"},
            "version": {"type": "string", "description": "The number of the edition."},
            "pubStatus": {
                "enum": [USABLE, CANCELED],
                "description": "canceled: retracted (200, with the notice) or killed (410). Do not use its text.",
            },
            "usageTerms": {"type": "string", "description": "Credit, licence and disclaimer: they stay with the text."},
        },
    },
    "Page": {
        "type": "object",
        "required": ["items", "next"],
        "properties": {
            "items": {"type": "array", "items": {"$ref": "#/components/schemas/Story"}},
            "next": {"type": ["string", "null"], "format": "uri", "description": "The older stories, if there are."},
        },
    },
    "Problem": {
        "type": "object",
        "required": ["title", "status"],
        "properties": {
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string", "description": "What is wrong, in a sentence."},
            "parameter": {"type": "string", "description": "The parameter that could not be understood."},
        },
    },
}
NOT_MODIFIED = {"description": "Nothing has changed."}


def content(text: str, media_type: str, schema: str) -> dict:
    return {"description": text, "content": {media_type: {"schema": {"$ref": f"#/components/schemas/{schema}"}}}}


def problem(text: str) -> dict:
    return content(text, "application/problem+json", "Problem")


def xml(text: str) -> dict:
    return {"description": text, "content": {"application/vnd.iptc.g2.newsitem+xml": {"schema": {"type": "string"}}}}


def reading(name: str, summary: str, responses: dict, *parameters: dict) -> dict:
    """One address, which can be read and nothing else."""
    ok = {**responses["200"], "headers": HEADERS}
    refused = {"405": problem("Anything but GET and HEAD.")}
    said = {"operationId": name, "summary": summary, "responses": {**responses, "200": ok, **refused}}
    return {"get": {**said, "parameters": list(parameters)} if parameters else said}


def of_story(found: dict, gone: dict) -> dict:
    return {"200": found, "304": NOT_MODIFIED, "404": problem("Readers have no such story."), "410": gone}


def description(site_name: str, site_url: str) -> dict:
    wrong = problem("A parameter has a value that does not exist.")
    story = content("The story.", "application/json", "Story"), content("It was killed.", "application/json", "Story")
    page = {"200": content("Newest first.", "application/json", "Page"), "304": NOT_MODIFIED, "400": wrong}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{site_name}: stories",
            "version": "1",
            "description": "What readers have, for programs. It asks for no key and changes nothing.",
        },
        "servers": [{"url": site_url}],
        "paths": {
            "/api/stories/": reading("stories", "Stories, without their texts", page, *PARAMETERS),
            "/api/stories/{code}/": reading(
                "story", "One story, as ninjs; with its text if its licence lets us pass it on", of_story(*story), CODE
            ),
            "/api/stories/{code}/newsml-g2.xml": reading(
                "storyNewsML", "The same as NewsML-G2", of_story(xml("The story."), xml("It was killed.")), CODE
            ),
        },
        "components": {"schemas": SCHEMAS},
    }
