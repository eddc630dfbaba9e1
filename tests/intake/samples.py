"""Small ninjs files of our own, as an agency would send them."""

import json


def ninjs(**fields) -> bytes:
    story = {
        "uri": "urn:newsml:agency.example:1", "type": "text", "version": "1", "versioncreated": "2026-11-20T10:00:00Z",
        "pubstatus": "usable", "language": "en", "headline": "First", "body_xhtml": "<p>What happened.</p>",
    }  # fmt: skip
    return json.dumps({**story, **fields}).encode()


def feed(entry: str, updated: str = "2026-11-20T10:00:00Z") -> bytes:
    """An Atom feed of one entry, which has no version number of its own."""
    return (
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Agency</title><id>urn:feed</id>'
        f"<updated>{updated}</updated><entry><id>urn:entry:1</id><title>{entry}</title><updated>{updated}</updated>"
        f'<content type="html">&lt;p&gt;{entry} happened.&lt;/p&gt;</content></entry></feed>'
    ).encode()


def page(source: str = "MENAFN") -> bytes:
    """A saved page in the layout of the first story that we ever got."""
    return (
        f"Thursday, 19 November 2026 09:30 GMT\n\nHarbour reopens\n\n\n({source}) The harbour reopened on Thursday.\n\n"
        f"Ships came in.\n\n{source}19112026000301004412ID2200145531\n\n\n\n{source}\n\nLegal Disclaimer:\n"
        "Provided “as is”, without warranty.\n\nSearch"
    ).encode()
