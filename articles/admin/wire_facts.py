"""Everything that an agency said of one story, under the words that the desk uses."""

from articles.admin.base import clock
from articles.models import WireItem


def what_was_read(item: WireItem) -> list[tuple[str, object]]:
    copy = item.wire_copy
    if copy is None:
        return []
    said = [
        ("Credit", copy.credit),
        ("Byline", copy.byline),
        ("Dateline", copy.dateline),
        ("Reference", copy.reference),
        ("Kind", copy.kind),
        ("Genre", copy.genre),
        ("Language", copy.language),
        ("Urgency", copy.urgency),
        ("Wire status", copy.pubstatus),
        ("Created", clock(copy.created)),
        ("Modified", clock(copy.modified)),
        ("Embargo until", clock(copy.embargoed_until)),
        ("Embargo", "came, and could not be read" if copy.embargo_unreadable else ""),
        ("Subjects", ", ".join(" ".join(filter(None, (s.name, s.code and f"({s.code})"))) for s in copy.subjects)),
        ("Keywords", ", ".join(copy.keywords)),
        ("Source named in it", copy.source),
        ("Copyright", copy.copyright),
        ("Usage terms", copy.usage_terms),
        ("Disclaimer", copy.disclaimer),
        ("Link", copy.link),
        *(("Picture", " – ".join(filter(None, (i.caption, i.credit, i.href)))) for i in copy.images),
        ("Guid", copy.guid),
    ]
    return [(label, value) for label, value in said if value not in ("", None)]
