"""Illustrations for some of the sample stories, brought in and arranged as an editor would."""

from collections.abc import Iterable

from articles.desk.pictures import Use, arrange, bring_in, describe
from articles.models import PictureUse, Story
from articles.pictures.drawing import draw
from articles.pictures.metadata import Words

MOST = 6
CREDIT = "Illustration: The Newsroom"
TERMS = "Drawn for the sample newsroom; anybody may use it."
SEEN = "A drawing of hills in four ridges under a plain sky, with a pale sun."


def illustrate(stories: Iterable[Story], by) -> None:
    """The first of the stories, each with a drawing of its own."""
    for number, story in enumerate(list(stories)[:MOST]):
        words = Words(credit=CREDIT, copyright=TERMS, caption="Hills, drawn for the sample newsroom.", alt=SEEN)
        picture, _ = bring_in(draw(number, words), name=f"illustration-{number + 1}.jpg", by=by)
        if not picture.may_syndicate:
            picture = describe(picture, by=by, version=picture.version, changes={"may_syndicate": True})
        uses = [Use(picture, role=PictureUse.Role.LEAD)]
        story.version = arrange(story, by=by, version=story.version, uses=uses).version
