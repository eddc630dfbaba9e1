"""Topics: renamed without breaking a link, and merged without losing a story."""

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext

from articles.desk.refusals import NotAllowed, OutOfTurn, Refused
from articles.models import EditionTopic, Story, Topic, TopicAlias

PERMISSION = "articles.change_topic"


@transaction.atomic
def rename(topic: Topic, *, by, name: str, slug: str) -> Topic:
    """Give it another name, another address or both; the address that it had leads to the new one."""
    topic = standing(topic, by)
    taken = Topic.objects.filter(slug=slug).exclude(pk=topic.pk) or TopicAlias.objects.filter(slug=slug).exclude(
        topic=topic
    )
    if taken:
        raise Refused(
            gettext("The address “%(slug)s” is, or was, another topic's: choose another, or merge the two.")
            % {"slug": slug}
        )
    if slug != topic.slug:
        TopicAlias.objects.filter(slug=slug).delete()
        TopicAlias.objects.create(slug=topic.slug, topic=topic)
    Topic.objects.filter(pk=topic.pk).update(name=name, slug=slug)
    topic.refresh_from_db()
    return topic


@transaction.atomic
def merge(topic: Topic, *, into: Topic, by) -> None:
    """Make its stories the other topic's, now and in time past; what stood in print under its name stays in print."""
    topic, into = standing(topic, by), standing(into, by)
    if topic.pk == into.pk:
        raise Refused(gettext("“%(topic)s” can't be merged into itself: choose another topic.") % {"topic": topic})
    for through, thing in ((EditionTopic, "edition"), (Story.topics.through, "story")):
        both = through.objects.filter(topic=into).values(thing)
        through.objects.filter(topic=topic).filter(Q(**{f"{thing}__in": both})).delete()
        through.objects.filter(topic=topic).update(topic=into)
    TopicAlias.objects.filter(topic=topic).update(topic=into)
    Topic.objects.filter(merged_into=topic).update(merged_into=into)
    if not Topic.objects.filter(pk=topic.pk, merged_into=None).update(merged_into=into):
        raise OutOfTurn(
            gettext("“%(topic)s” was merged by somebody else at this moment: look at it again.") % {"topic": topic}
        )


def standing(topic: Topic, by) -> Topic:
    if by is None or not (by.is_active and by.has_perm(PERMISSION)):
        raise NotAllowed(
            gettext("You may not change the topic “%(topic)s”: ask somebody whose role allows it.") % {"topic": topic}
        )
    topic = Topic.objects.select_for_update().get(pk=topic.pk)
    if topic.merged_into_id:
        raise OutOfTurn(
            gettext("“%(topic)s” has been merged into “%(merged_into)s”: change that one.")
            % {"topic": topic, "merged_into": topic.merged_into}
        )
    return topic
