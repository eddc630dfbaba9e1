"""What somebody is typing, kept aside: no version of the story, no move, nothing that anybody else or a reader sees."""

import json
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext

from articles.desk import rules
from articles.desk.refusals import NotAllowed, Refused
from articles.models import Autosave, Story
from articles.models.revision import pack

LARGEST = 1_000_000  # bytes of JSON: fifty times a long story
NOT_OFTENER = timedelta(seconds=1)


class TooSoon(Refused):
    """It was kept a moment ago; the next one will hold this too."""


def keep(story: Story | None, *, by, version: int, typed: dict) -> Autosave:
    """Keep what ``by`` has typed into ``story``, or into a new one, in the place of what was kept before."""
    if not by.has_perm(rules.EDIT_PERMISSION if story else rules.START_PERMISSION):
        raise NotAllowed(gettext("You may not write here: ask somebody whose role allows it."))
    size = len(json.dumps(typed))
    if size > LARGEST:
        raise Refused(
            gettext("What you typed is %(size)s bytes, too much to be kept aside: save it, or shorten it.")
            % {"size": f"{size:,}"}
        )
    now = timezone.now()
    said = {"version": version, "saved_at": now, "packed": pack(typed)}
    kept = Autosave(story=story, user=by, **said)
    before = Autosave.objects.filter(story=story, user=by, saved_at__lte=now - NOT_OFTENER)
    if not before.update(**said):
        try:
            with transaction.atomic():
                kept.save(force_insert=True)
        except IntegrityError:  # what was kept before is no older than that, or came this moment from another window
            raise TooSoon(gettext("It was kept a moment ago.")) from None
    return kept


def discard(story: Story | None, *, by) -> None:
    Autosave.objects.filter(story=story, user=by).delete()
