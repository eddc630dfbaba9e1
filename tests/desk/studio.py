"""Pictures at the desk: one brought in, one given to a story, one in print."""

from articles.desk import pictures, verbs
from articles.desk.pictures import Use
from articles.models import Edition, Picture, Story
from tests.pictures.samples import jpeg


def brought_in(cast, width: int = 400, height: int = 300, **changes) -> Picture:
    picture, _ = pictures.bring_in(jpeg(width, height), name=f"{width}.jpg", by=cast.publisher)
    return pictures.describe(picture, by=cast.publisher, version=picture.version, changes=changes)


def with_picture(cast, picture: Picture, *more: Use, story: Story | None = None, **use) -> Story:
    story = story or cast.draft()
    uses = [Use(picture, **{"role": "lead", **use}), *more]
    return pictures.arrange(story, by=cast.editor, version=story.version, uses=uses)


def printed(cast, picture: Picture, *more: Use, **use) -> Edition:
    story = with_picture(cast, picture, *more, **use)
    verbs.publish(story, by=cast.publisher)
    return story.editions.get()
