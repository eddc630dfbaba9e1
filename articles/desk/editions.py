"""Making an edition: everything that readers will see is copied from the desk's story, once, and sealed."""

from datetime import datetime

from django.db.models import F, Max, Q
from django.utils import timezone
from django.utils.text import slugify

from articles.desk.announcements import announce
from articles.desk.cuts import ensure_cut
from articles.desk.translations import group_of, index_group
from articles.desk.wire_side import wire_facts, words
from articles.models import Edition, EditionAuthor, EditionPicture, EditionTopic, PictureCut, PictureUse, Story
from articles.models.edition import PLACES, first_position
from articles.pictures.making import KINDS
from articles.pictures.shape import WHOLE
from articles.search import vocabulary
from articles.search.words import index_text, index_tokens

TEXTS = ("headline", "standfirst", "dateline", "body", "credit", "language", "urgency", "reference", "sent_at")
NO_SLUGS = ("", "history", "wire", "report")  # what the addresses of other pages of a story end with
SUBSTANCE = ("headline", "standfirst", "body")
KEPT_WHEN_RETRACTED = ("headline", "credit", "language", "reference", "sent_at")


def issue(story: Story, kind: str, *, released_at: datetime, notice: str = "") -> Edition:
    """Make the story's next edition and close the window of those that it follows.

    A retraction keeps the headline and who reported it, and drops the text; a kill or withdrawal keeps nothing.
    Call it inside the transaction of the act, after the chain is locked.
    """
    edition, shown = next_edition(story, kind, released_at=released_at, notice=notice)
    edition.position = free_position(edition.published_at)
    authors, topics = fill(edition, story)
    edition.updated_at = updated_at(edition, shown)
    if kind not in Edition.TEXTLESS and (wire := wire_facts(story, shown, released_at)):
        edition.facts["wire"] = wire
    group = "" if kind in Edition.TEXTLESS else group_of(story)
    if group:
        edition.facts["translations"] = group
    pictures = printed(edition, story)
    edition.digest = edition.compute_digest()
    close_windows(story, released_at)
    edition.save(force_insert=True)
    index(edition, authors, topics, pictures)
    if group:
        index_group(edition, story, group)
    vocabulary.learn([edition])
    announce(edition, seen_before=bool(shown))
    return edition


def next_edition(story: Story, kind: str, *, released_at: datetime, notice: str) -> tuple[Edition, list[Edition]]:
    """The edition that follows those which the story has, still without what it shows; and those that readers had."""
    told = ("number", "kind", "released_at", "public_until", "published_at", "updated_at", "slug", "facts")
    earlier = list(story.editions.order_by("number").only(*told))
    shown = [e for e in earlier if was_shown(e, released_at)]
    edition = Edition(
        story=story,
        number=max((e.number for e in earlier), default=0) + 1,
        kind=kind,
        code=story.code,
        released_at=released_at,
        published_at=min((e.published_at for e in shown), default=released_at),
        notice=notice,
        source=story.source,
    )
    return edition, shown


def index(edition: Edition, authors: list, topics: list, pictures: list[tuple[PictureUse, PictureCut]]) -> None:
    """The rows by which the edition is found, and its pictures are."""
    EditionTopic.objects.bulk_create(
        EditionTopic(edition=edition, topic=topic, position=edition.position) for topic in topics
    )
    EditionAuthor.objects.bulk_create(
        EditionAuthor(edition=edition, person=person, position=edition.position) for person in authors
    )
    EditionPicture.objects.bulk_create(indexed(edition, place, *each) for place, each in enumerate(pictures))


def updated_at(edition: Edition, shown: list[Edition]) -> datetime:
    """When its text last changed in substance: an error was mended, or readers got other words."""
    if not shown or edition.kind in (Edition.Kind.CORRECTION, Edition.Kind.CLARIFICATION):
        return edition.released_at
    last = shown[-1]
    last.refresh_from_db(fields=SUBSTANCE)
    changed = any(words(name, getattr(edition, name)) != words(name, getattr(last, name)) for name in SUBSTANCE)
    if changed and edition.kind not in Edition.TEXTLESS:
        return edition.released_at
    return max(e.updated_at for e in shown)


def was_shown(edition: Edition, at: datetime) -> bool:
    """Whether readers could see this edition at any time before ``at``."""
    opens, closes = edition.released_at, edition.public_until
    return opens < at and (closes is None or closes > opens) and edition.kind not in Edition.GONE


def ever_shown(story: Story) -> bool:
    """Whether readers have, or once had, this story."""
    now = timezone.now()
    return any(was_shown(e, now) for e in story.editions.only("kind", "released_at", "public_until"))


def still_to_come(story: Story) -> bool:
    """Whether readers will get another edition without anybody doing anything."""
    open_or_opens = Q(public_until=None) | Q(public_until__gt=F("released_at"))
    later = story.editions.filter(open_or_opens, released_at__gt=timezone.now())
    return later.exclude(kind__in=Edition.GONE).exists()


def free_position(published_at: datetime) -> int:
    """The next free place among the editions of stories first published in this very microsecond."""
    first = first_position(published_at)
    last = Edition.objects.filter(position__range=(first, first + PLACES - 1)).aggregate(last=Max("position"))["last"]
    return first if last is None else last + 1


def close_windows(story: Story, at: datetime) -> None:
    story.editions.filter(Q(public_until=None) | Q(public_until__gt=at)).update(public_until=at)


def fill(edition: Edition, story: Story) -> tuple[list, list]:
    """Copy what this kind of edition shows; returns the authors and topics that it is found by."""
    gone = edition.kind in Edition.GONE
    shows = () if gone else KEPT_WHEN_RETRACTED if edition.kind == Edition.Kind.RETRACTION else TEXTS
    for name in shows:
        setattr(edition, name, getattr(story, name))
    edition.language = story.language
    slug = slugify(edition.headline, allow_unicode=True)[:80].strip("-")
    edition.slug = edition.code if slug in NO_SLUGS else slug
    if gone:
        edition.facts = {}
        return [], []
    wording = story.disclaimer and story.disclaimer.in_force(edition.released_at)
    authors = [byline.person for byline in story.bylines.select_related("person")]
    topics = list(story.topics.all())
    edition.section, edition.wording = story.section, wording
    edition.disclaimer_text = wording.text if wording else ""
    edition.facts = facts(story, wording, authors, topics)
    if edition.kind == Edition.Kind.RETRACTION:
        return [], []
    edition.byline = story.byline or ", ".join(person.name for person in authors)
    edition.search_text = index_text(
        edition.headline, edition.standfirst, edition.body, edition.byline, edition.dateline, edition.credit,
        edition.reference,
    )  # fmt: skip
    edition.search_tokens = index_tokens(
        section_id=edition.section_id,
        source_id=edition.source_id,
        language=edition.language,
        topic_ids=[topic.pk for topic in topics],
        author_ids=[person.pk for person in authors],
    )
    return authors, topics


def named(thing) -> dict | None:
    return thing and {"slug": thing.slug, "name": thing.name}


def named_wording(wording) -> dict | None:
    return wording and {**named(wording.disclaimer), "in_force_from": wording.in_force_from.isoformat()}


def facts(story: Story, wording, authors: list, topics: list) -> dict:
    source = story.source
    terms = ("code", "licence", "indexing", "may_syndicate")
    return {
        "section": named(story.section),
        "topics": [named(topic) for topic in topics],
        "authors": [named(person) for person in authors],
        "source": source and {**named(source), **{name: getattr(source, name) for name in terms}},
        "disclaimer": named_wording(wording),
    }


def printed(edition: Edition, story: Story) -> list[tuple[PictureUse, PictureCut]]:
    """Copy the story's pictures into the facts of an edition that shows its text; older facts have no such word."""
    if edition.kind in Edition.TEXTLESS:
        return []
    pictures = [(use, ensure_cut(use.picture)) for use in story.picture_uses.select_related("picture")]
    if pictures:
        edition.facts["pictures"] = [picture_facts(use, cut) for use, cut in pictures]
    return pictures


def picture_facts(use: PictureUse, cut: PictureCut) -> dict:
    picture = use.picture
    # What was cut off for this story is not offered whole by another of its files.
    shapes = picture.renditions() if use.shape == WHOLE else {use.shape: picture.renditions()[use.shape]}
    return {
        "sha256": picture.sha256,
        "cut": cut.digest,
        "role": use.role,
        "shape": use.shape,
        "renditions": shapes,
        "formats": list(KINDS),
        "caption": use.caption or picture.caption,
        "alt": use.alt or picture.alt,
        "credit": picture.credit,
        "rights": picture.rights,
        "language": picture.language,
        "may_syndicate": picture.may_syndicate,
        "expires_at": picture.expires_at and picture.expires_at.isoformat(),
    }


def indexed(edition: Edition, place: int, use: PictureUse, cut: PictureCut) -> EditionPicture:
    picture = use.picture
    return EditionPicture(
        edition=edition, place=place, picture=picture, cut=cut, shape=use.shape, expires_at=picture.expires_at,
        may_syndicate=picture.may_syndicate,
    )  # fmt: skip
