"""A small cast with known rights, and the shortest honest way to a wire item, a draft and a published story."""

import hashlib
import itertools
from dataclasses import dataclass
from datetime import UTC, datetime

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group, User

from articles.desk import texts, verbs
from articles.models import Delivery, Disclaimer, Person, Section, Source, Story, Topic, WireItem
from articles.wire.copy import WireCopy

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
serial = itertools.count(1)


@dataclass
class Cast:
    reporter: User
    editor: User
    publisher: User
    administrator: User
    reader: User
    agency: Source
    desk: Source
    world: Section
    sport: Section
    topic: Topic
    author: Person
    disclaimer: Disclaimer

    @classmethod
    def make(cls) -> "Cast":
        disclaimer = Disclaimer.objects.create(name="Agency terms", slug="agency-terms")
        disclaimer.wordings.create(text="Provided “as is”, without warranty.", in_force_from=LONG_AGO)
        world = Section.objects.create(name="World", slug="world", position=1, subject_codes=["11000000"])
        return cls(
            *people("Reporter", "Editor", "Publisher", "Administrator"),
            reader=User.objects.create_user("reader", password="reader"),
            agency=Source.objects.create(
                code="AGY", name="The Agency", slug="the-agency", credit_line="The Agency", disclaimer=disclaimer,
                demands_disclaimer=True, default_section=world, licence="One print, with credit.",
            ),
            desk=Source.objects.create(
                code="DESK", name="Our desk", slug="our-desk", kind=Source.Kind.DESK, credit_line="Newsroom",
                may_syndicate=True,
            ),
            world=world,
            sport=Section.objects.create(name="Sport", slug="sport", position=2, subject_codes=["15000000"]),
            topic=Topic.objects.create(name="Elections", slug="elections"),
            author=Person.objects.create(name="Ada Lindqvist", slug="ada-lindqvist"),
            disclaimer=disclaimer,
        )  # fmt: skip

    def wire_item(self, source: Source | None = None, **fields) -> WireItem:
        """A wire item in the inbox, as intake would have made it."""
        number = next(serial)
        source = source or self.agency
        said = {
            "guid": f"urn:test:{number}",
            "headline": f"Wire story {number}",
            "body_html": "<p>The wire’s text.</p>",
        }
        copy = WireCopy(**{**said, "language": "en", **fields})
        raw = f"raw {number}".encode()
        delivery = Delivery.objects.create(
            source=source,
            name=f"{number}.json",
            raw=raw,
            sha256=hashlib.sha256(raw).hexdigest(),
            received_at=datetime.now(UTC),
        )
        return WireItem.objects.create(
            delivery=delivery, source=source, guid=copy.guid, version=copy.version, digest=copy.digest(),
            headline=copy.headline, language=copy.language, urgency=copy.urgency, reference=copy.reference,
            pubstatus=copy.pubstatus, embargo_until=copy.embargoed_until, sent_at=copy.created,
            arrived_at=datetime.now(UTC), copy=copy.as_dict(), warnings=list(copy.warnings),
        )  # fmt: skip

    def draft(self, **fields) -> Story:
        """A story of our own that nothing keeps from being published."""
        number = next(serial)
        said = {
            "headline": f"Story {number}", "standfirst": "In short.", "body": "<p>All of it.</p>", "source": self.desk,
            "credit": "Newsroom", "section": self.world, "language": "en",
        }  # fmt: skip
        lists = {name: fields.pop(name) for name in ("topics", "authors") if name in fields}
        return texts.start(by=self.editor, **{"topics": [self.topic], **lists}, **{**said, **fields})

    def published(self, at: datetime | None = None, **fields) -> Story:
        story = self.draft(**fields)
        verbs.publish(story, by=self.publisher, at=at)
        return story


def people(*roles: str) -> list[User]:
    """Somebody of each role, whose name and password are the role's."""
    users = User.objects.bulk_create(
        User(username=role.lower(), password=make_password(role.lower()), first_name=role, is_staff=True)
        for role in roles
    )
    groups = Group.objects.in_bulk(roles, field_name="name")
    through = User.groups.through
    through.objects.bulk_create(through(user=user, group=groups[role]) for user, role in zip(users, roles, strict=True))
    return users
