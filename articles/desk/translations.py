"""Stories that tell the same in several languages: each edition of theirs says to which of them it belongs."""

from articles.models import Edition, EditionTranslation, Story


def group_of(story: Story) -> str:
    """The code of the story that was told first; empty if this one was never translated."""
    if story.translation_of:
        return story.translation_of.code
    return story.code if story.translations.exists() else ""


def index_group(edition: Edition, story: Story, group: str) -> None:
    """The first story may have been published before anybody translated it: then its editions are indexed now."""
    first = story.translation_of or story
    unindexed = first.editions.exclude(pk=edition.pk).filter(translated=None).exclude(kind__in=Edition.TEXTLESS)
    keys = [edition.pk, *unindexed.order_by().values_list("pk", flat=True)]
    EditionTranslation.objects.bulk_create(EditionTranslation(edition_id=key, group=group) for key in keys)
