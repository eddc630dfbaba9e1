"""Everything that an agency said of one story, under the words that the desk uses."""

from django.utils.translation import gettext

from articles.admin.base import clock
from articles.models import WireItem


def what_was_read(item: WireItem) -> list[tuple[str, object]]:
    copy = item.wire_copy
    if copy is None:
        return []
    said = [
        (gettext("Credit"), copy.credit),
        (gettext("Byline"), copy.byline),
        (gettext("Dateline"), copy.dateline),
        (gettext("Reference"), copy.reference),
        (gettext("Kind"), copy.kind),
        (gettext("Genre"), copy.genre),
        (gettext("Language"), copy.language),
        (gettext("Urgency"), copy.urgency),
        (gettext("Wire status"), copy.pubstatus),
        (gettext("Created"), clock(copy.created)),
        (gettext("Modified"), clock(copy.modified)),
        (gettext("Embargo until"), clock(copy.embargoed_until)),
        (gettext("Expires"), clock(copy.expires)),
        (gettext("Embargo"), gettext("came, and could not be read") if copy.embargo_unreadable else ""),
        (
            gettext("Subjects"),
            ", ".join(" ".join(filter(None, (s.name, s.code and f"({s.code})"))) for s in copy.subjects),
        ),
        (gettext("Keywords"), ", ".join(copy.keywords)),
        (gettext("Source named in it"), copy.source),
        (gettext("Copyright"), copy.copyright),
        (gettext("Usage terms"), copy.usage_terms),
        (gettext("Disclaimer"), copy.disclaimer),
        (gettext("Link"), copy.link),
        *((gettext("Picture"), " – ".join(filter(None, (i.caption, i.credit, i.href)))) for i in copy.pictures),
        (gettext("Guid"), copy.guid),
    ]
    return [(label, value) for label, value in said if value not in ("", None)]
