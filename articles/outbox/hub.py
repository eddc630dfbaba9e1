"""Telling a WebSub hub, https://www.w3.org/TR/websub/, which feeds have something new; it reads them itself."""

from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse

from articles.models import Edition
from articles.outbox.post import Said, post
from articles.outbox.telling import Told
from articles.public.filters import day_of
from articles.public.machines.facts import absolute
from articles.public.machines.feeds import FORMATS

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def publish(told: Told) -> Said:
    said = [("hub.mode", "publish"), *(("hub.url", topic) for topic in topics(told))]
    return post(settings.WEBSUB_HUB, urlencode(said).encode(), FORM)


def topics(told: Told) -> list[str]:
    """The feeds of all lists that the story stands, or stood, in."""
    day = day_of(told.edition.position)
    of_its_day = reverse("archive_day", args=[day.year, day.month, day.day])
    pages = {reverse("front"): None, reverse("latest"): None, of_its_day: None}
    if told.edition.kind in Edition.WITH_NOTICE:
        pages[reverse("corrections")] = None
    for edition in Edition.objects.had(told.at).with_text().filter(story=told.edition.story_id).only("facts"):
        named = edition.facts
        for kind, things in (
            ("section", [named["section"]]),
            ("source", [named["source"]]),
            ("topic", named["topics"]),
            ("author", named["authors"]),
        ):
            pages.update({reverse(kind, args=[thing["slug"]]): None for thing in things if thing})
    return [absolute(f"{page}feed.{form}") for page in pages for form in FORMATS]
