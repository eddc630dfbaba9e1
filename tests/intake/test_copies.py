"""What the agency orders for a story, it orders for the copies and translations that we made of it."""

from django.utils import timezone

from articles.desk import verbs
from articles.desk.copying import copy, translate
from articles.desk.take import take
from articles.intake.receive import receive
from articles.models import Edition, Story
from tests.intake.samples import ninjs


def test_a_kill_takes_the_translation_and_the_copy_down_too(cast):
    story = take(receive(ninjs(), source=cast.agency).items[0], by=cast.editor)
    french = translate(story, by=cast.editor, language="fr")
    again = copy(french, by=cast.editor)
    for one in (story, french):
        verbs.publish(one, by=cast.publisher)
    other = cast.published(headline="Stays")
    receive(ninjs(version="2", pubstatus="canceled"), source=cast.agency)
    assert {one.state for one in Story.objects.filter(pk__in=[story.pk, french.pk, again.pk])} == {"killed"}
    assert [one.story for one in Edition.objects.public(timezone.now())] == [other]
