"""Every address of the public site: each route, filled with each thing that there is."""

import itertools

from django.utils import timezone

from articles.models import Disclaimer, Page, Person, Section, Source, Story, Topic
from articles.public.machines import feeds
from articles.public.urls import urlpatterns
from articles.search.candidates import HIGHEST

NAMED = {
    "section": Section, "topic": Topic, "source": Source, "author": Person, "disclaimer": Disclaimer, "page": Page,
}  # fmt: skip


def every_address(reference: str) -> list[str]:
    """A new route is among them, or fails here for want of what to fill it with."""
    found = []
    today = timezone.now()
    dated = {"<month:month>": f"{today:%Y-%m}", "<day:day>": f"{today:%Y-%m-%d}"}
    dated |= {"<position:before>": str(HIGHEST), "<reference:reference>": reference}
    dated |= {"<year:year>": f"{today:%Y}", "<two_digits:month>": f"{today:%m}", "<two_digits:day>": f"{today:%d}"}
    for form, pattern in itertools.product(feeds.FORMATS, urlpatterns):
        path = f"/{pattern.pattern}".replace("<feed:form>", form)
        for part, value in dated.items():
            path = path.replace(part, value)
        if "<slug:slug>" in path:
            things = NAMED[pattern.name.removesuffix("_feed")].objects.all()
            found += [path.replace("<slug:slug>", thing.slug) for thing in things]
        elif "<code:code>" in path:
            path = path.replace("<words:slug>", "x")
            found += [path.replace("<code:code>", story.code) for story in Story.objects.all()]
        else:
            found.append(path)
    return list(dict.fromkeys(found))


def is_list(path: str) -> bool:
    """Whether it can be narrowed."""
    lists = ("latest", "search", "section", "topic", "source", "author", *(f"feed.{form}" for form in feeds.FORMATS))
    return path.split("/")[1] in lists or path == "/api/stories/"
