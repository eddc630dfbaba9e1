"""Which stories a machine asks for: the page's own filters, and what has come down from that list lately.

A page reads its whole frame to offer choices; a machine brings its choice along, so only that is looked up.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.validators import slug_re
from django.db.models import Exists, F, OuterRef, Q, Subquery, Value
from django.http import Http404, QueryDict

from articles.models import Edition, Person, Section, Source, Topic
from articles.models.edition import EditionQuerySet
from articles.models.picture import with_pictures
from articles.public.filters import EditionFilter
from articles.public.frame import Frame, Place
from articles.public.narrowed import COLUMNS, listed

THINGS = {"section": Section, "source": Source, "topic": Topic, "author": Person}
CHOSEN = ("section", "source", "topic")
FILTERS = ("q", *CHOSEN, "language", "from", "to")
PARAMETERS = (*FILTERS, "before")
REMEMBERED = timedelta(days=30)  # who reads a feed less often than that has to look at each story's own address


class UnknownValue(Exception):
    """A parameter has a value that does not exist; its name is the message."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A list under its filters; ``name`` is that of the section, topic, source or author, if it is one's list."""

    filters: EditionFilter
    at: datetime
    name: str


@dataclass(frozen=True, slots=True)
class Page:
    """Some stories, and the position before which the older ones begin; None if these are the last."""

    editions: list[Edition]
    older: int | None


def read_asked(parameters: QueryDict, at: datetime, kind: str = "", slug: str = "") -> Asked:
    if parameters.get("page", "1") != "1":
        raise UnknownValue("page")  # pages have keys, no numbers
    wanted = {name: parameters[name] for name in CHOSEN if slug_re.match(parameters.get(name, ""))}
    if kind:
        wanted[kind] = slug
    places = read_places(wanted, parameters.get("language", ""))
    known = {(place.kind, place.slug): place for place in places}
    if kind and (kind, slug) not in known:
        raise Http404("There is no such list.")
    # Given the topic, or none, as fixed, the filter need not read the topics that it would offer.
    fixed = {"topic": topic_key(parameters.get("topic", ""), known)} if kind != "topic" else {}
    if kind:
        fixed[kind] = known[kind, slug].pk
    frame = Frame(*(tuple(place for place in places if place.kind == choice) for choice in ("section", "source")))
    filters = EditionFilter(parameters, at=at, frame=frame, fixed=fixed)
    if not filters.is_valid():
        raise UnknownValue(filters.form.add_prefix(next(iter(filters.errors))))
    return Asked(filters, at, known[kind, slug].name if kind else "")


def topic_key(slug: str, known: dict[tuple[str, str], Place]) -> int | None:
    if not slug:
        return None
    if ("topic", slug) not in known:
        raise UnknownValue("topic")
    return known["topic", slug].pk


def read_places(wanted: dict[str, str], language: str) -> list[Place]:
    """The things that are asked for, and the sources that write in the language that is, in one query."""
    queries = [things(kind, Q(slug=slug)) for kind, slug in wanted.items()]
    if slug_re.match(language):
        queries.append(things("source", Q(language=language)))
    if not queries:
        return []
    first, *others = queries
    return [Place(*row) for row in first.union(*others)]


def things(kind: str, which: Q):
    language = F("language") if kind == "source" else Value("")
    things = Topic.objects.standing() if kind == "topic" else THINGS[kind].objects
    rows = things.filter(which).order_by()
    return rows.values_list(Value(kind), Value(0), "name", "slug", "pk", language)


def read_page(asked: Asked) -> Page:
    """The stories of the list, each with the last notice that readers were told of it."""
    filters = asked.filters
    if filters.words:
        return found_page(asked)
    editions = list(with_notice(filters.qs, asked.at)[: settings.PAGE_SIZE + 1])
    shown = editions[: settings.PAGE_SIZE]
    return Page(shown, shown[-1].position if len(editions) > len(shown) else None)


def found_page(asked: Asked) -> Page:
    found = asked.filters.found()
    shown = listed(asked.at).filter(pk__in=[edition.pk for edition in found.editions])
    return Page(list(with_notice(shown, asked.at)), found.next)


def with_notice(editions: EditionQuerySet, at: datetime) -> EditionQuerySet:
    """With the pictures that may be passed on, too."""
    last = Edition.objects.had(at).with_notice().filter(story=OuterRef("story")).order_by("-released_at", "-number")
    return with_pictures(without_index(editions), at, to_pass_on=True).annotate(
        told_kind=Subquery(last.values("kind")[:1]), told_notice=Subquery(last.values("notice")[:1])
    )


def without_index(editions: EditionQuerySet) -> EditionQuerySet:
    return editions.defer("search_text", "search_tokens")


def read_taken_down(asked: Asked) -> list[Edition]:
    """The retractions and kills of stories that stood in this list, the latest first: for copies made of it.

    Only beside the newest stories, and not of a search: what it said is not looked at again.
    """
    filters, at = asked.filters, asked.at
    if filters.words or filters.form.cleaned_data["before"] is not None:
        return []
    down = Edition.objects.public(at).filter(kind=Edition.Kind.RETRACTION) | Edition.objects.killed(at)
    lately = down.filter(released_at__gte=at - REMEMBERED)
    stood = Exists(Edition.objects.had(at).with_text().filter(story=OuterRef("story"), **conditions(filters)))
    return list(without_index(lately.filter(stood)).order_by("-released_at", "-position")[: settings.PAGE_SIZE])


def conditions(filters: EditionFilter) -> dict[str, int | str]:
    within = filters.within
    chosen = {COLUMNS[name]: value for name, value in filters.chosen.items()}
    return {**chosen, "position__gte": within.since, "position__lt": within.before}
