"""A desk with something on each of its screens, and the address of every one that is about some thing."""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from articles.desk import assigning, autosaves, curate, looks, orders, presences, previews, reissue, texts, verbs
from articles.desk.pictures import Use
from articles.desk.take import take
from articles.intake.receive import receive
from articles.models import (
    Arrival,
    Channel,
    Disclaimer,
    Gap,
    KillPolicy,
    Look,
    Order,
    Page,
    ReaderReport,
    RolePolicy,
    Route,
    SavedView,
    Sequence,
    Source,
    Story,
    Subscriber,
    WireItem,
)  # fmt: skip
from articles.outbox.sending import deliver_due
from tests.admin.screen import act, page
from tests.cast import Cast
from tests.desk.studio import brought_in, with_picture
from tests.intake.samples import ninjs

LONG = (
    "Ministers of the eleven coastal states agree after three nights of talks on a joint fund for harbours, ferries "
    "and lighthouses, the first of its kind since the great flood, and leave open who is going to pay for it"
)
BODY = (
    "<p>The ferry was towed to safety on Thursday, and <strong>all 212 people</strong> on board are well, the coast "
    'guard said. <a href="https://agency.example/ferry">Its statement</a> names no cause.</p><h2>What is known</h2>'
    "<ul><li>The engine failed at 03:10.</li><li>Two tugs came from the harbour.</li></ul><blockquote><p>“We saw the "
    "lights before we heard anything.”</p></blockquote><table><tbody><tr><th>Hour</th><th>On board</th></tr><tr>"
    "<td>04:00</td><td>212</td></tr></tbody></table>"
)
ARABIC = "إنقاذ العبّارة وعلى متنها مئتان واثنا عشر راكباً"


@dataclass
class Desk:
    """Who sits at it, where each screen is, and the story that somebody else saves meanwhile."""

    cast: Cast
    screens: dict[str, str]
    contested: Story


def list_of(model: str, query: str = "") -> str:
    return reverse(f"admin:articles_{model}_changelist") + query


def make(cast: Cast) -> Desk:
    cast.publisher.groups.add(Group.objects.get(name="Administrator"))
    screens = {}
    for part in (stories, wire, channels, routing, ordered, terms, curated, pictures, people):
        screens |= part(cast)
    return Desk(cast, screens, Story.objects.get(headline="Two write at once"))


def stories(cast: Cast) -> dict[str, str]:
    """A story in each of the states that its screen draws in another way, and the page of each act."""
    by = cast.publisher
    draft = cast.draft(headline=LONG, body=BODY, authors=[cast.author], ednote="Call the coast guard before noon.")
    texts.edit(draft, by=cast.editor, version=draft.version, changes={"body": BODY.replace("212", "214")})
    assigning.assign(draft, by=by, to=by)
    assigning.note(draft, by=cast.editor, text="Is the number right? The agency says 212.")
    previews.make(draft, by=by, ends_at=timezone.now() + timedelta(days=2))
    incomplete = cast.draft(headline="No section, no text", section=None, body="", standfirst="")
    arabic = cast.draft(headline=ARABIC, language="ar", body=f"<p>{ARABIC}.</p>")
    filed = cast.draft(headline="Filed")
    verbs.file(filed, by=cast.editor)
    presences.sign_of_life(filed, by=cast.editor)
    autosaves.keep(arabic, by=by, version=arabic.version, typed={"headline": ["Typed, and not saved"]})
    live = cast.published(headline="Ferry saved at sea", body=BODY, urgency=1)
    ReaderReport.objects.create(story=live, edition_number=1, text="It was Wednesday.", at=timezone.now())
    settled = ReaderReport.objects.create(story=live, edition_number=1, text="Wrong name.", at=timezone.now())
    ReaderReport.objects.filter(pk=settled.pk).update(state="closed", settled_by=by, outcome="The name is right.")
    verbs.correct(live, by=by, kind="correction", notice="It was Wednesday.")
    texts.edit(live, by=cast.editor, version=live.version, changes={"body": BODY.replace("Two tugs", "Three tugs")})
    verbs.publish(cast.draft(headline="Tomorrow’s budget"), by=by, at=timezone.now() + timedelta(hours=20))
    held, spiked, withdrawn, retracted, killed, legal = (cast.published(headline=said) for said in (
        "Held for a call", "Set aside", "Withdrawn quietly", "Not so", "Gone", "Before the court",
    ))  # fmt: skip
    verbs.hold(held, by=by, reason="The family has not been told.")
    verbs.withdraw(withdrawn, by=by, reason="It went out twice.")
    verbs.withdraw(spiked, by=by, reason="Overtaken.")
    verbs.spike(spiked, by=by)
    verbs.retract(retracted, by=by, notice="The study was withdrawn.")
    verbs.kill(killed, by=by, reason="Court order.", notice="The text was removed.")
    verbs.place_legal_hold(legal, by=by, reason="An injunction is asked for.")
    cast.draft(headline="Embargoed", embargo_until=timezone.now() + timedelta(hours=5))
    report = ReaderReport.objects.filter(state="open").get()
    return {
        "a draft": page(draft), "an incomplete draft": page(incomplete), "an Arabic draft": page(arabic),
        "a filed story": page(filed), "a live story": page(live), "a held story": page(held),
        "a withdrawn story": page(withdrawn), "a retracted story": page(retracted), "a killed story": page(killed),
        "a story on legal hold": page(legal), "a spiked story": page(spiked),
        "what differs": f"{page(live)}?beside=e1&differs=1",
        "history": reverse("admin:articles_story_history", args=[draft.pk]),
        "history of one save": reverse("admin:articles_story_history", args=[incomplete.pk]),
        **{f"to {verb}": act(draft, verb) for verb in (
            "file", "publish", "hold", "kill", "spike", "place_legal_hold", "assign", "preview", "copy", "translate",
        )},
        "to publish what is not ready": act(incomplete, "publish"), "to send back": act(filed, "send_back"),
        **{f"to {verb}": act(live, verb) for verb in ("correct", "withdraw", "retract")},
        "to unspike": act(spiked, "unspike"), "to lift the legal hold": act(legal, "lift_legal_hold"),
        "an edition": reverse("admin:articles_edition_change", args=[live.editions.first().pk]),
        "a move": reverse("admin:articles_move_change", args=[live.moves.first().pk]),
        "a reader’s report": page(report), "to answer": act(report, "answer"), "to close": act(report, "close"),
        "a closed report": page(settled), "the contested draft": page(cast.draft(headline="Two write at once")),
    }  # fmt: skip


def wire(cast: Cast) -> dict[str, str]:
    new = cast.wire_item(headline="Quake off the coast", urgency=1, warnings=["The page’s clock disagrees."],
                         ednote="Adds the number of the injured.", body_html=BODY, slugline="QUAKE-COAST")  # fmt: skip
    twin = cast.wire_item(source=cast.desk, headline="Strong quake off the coast", body_html=BODY.replace("212", "9"))
    WireItem.objects.filter(pk__in=[new.pk, twin.pk]).update(cluster=new.pk)
    held, unreadable, spiked, arabic = (cast.wire_item(headline=said) for said in ("Held", "", "Spiked", ARABIC))
    WireItem.objects.filter(pk=held.pk).update(state="held", reason="The status “maybe” is not known.")
    WireItem.objects.filter(pk=unreadable.pk).update(state="unreadable", copy={}, reason="It is no XML: line 1.")
    WireItem.objects.filter(pk=arabic.pk).update(language="ar")
    verbs.spike(spiked, by=cast.editor, reason="Old.")
    taken = cast.wire_item(headline="Taken a moment ago")
    take(taken, by=cast.editor)
    base = cast.wire_item(guid="urn:road", headline="Road closed", body_html="<p>Two were hurt.</p><p>Rain.</p>")
    ours = take(base, by=cast.editor)
    changed = {"headline": "Road closed for a week", "body": "<p>Some were hurt.</p><p>Rain.</p>"}
    texts.edit(ours, by=cast.editor, version=ours.version, changes=changed)
    update = cast.wire_item(guid="urn:road", version=2, headline="Road closed for good", ednote="CORRECTION: nine",
                            body_html="<p>Nine were hurt.</p><p>Rain and wind.</p>")  # fmt: skip
    WireItem.objects.filter(pk=update.pk).update(state="update")
    view = SavedView.objects.create(user=cast.publisher, name="Urgent", query="urgency=1")
    return {
        "the inbox": list_of("wireitem"), "a cluster": list_of("wireitem", f"?cluster={new.pk}"),
        "an empty inbox": list_of("wireitem", "?q=zeppelin"), "a filtered inbox": list_of("wireitem", "?state=held"),
        "a new item": page(new), "a held item": page(held), "an unreadable item": page(unreadable),
        "an update": page(update), "a taken item": page(taken), "an Arabic item": page(arabic),
        "two items": reverse("admin:articles_wireitem_differs", args=[new.pk, twin.pk]),
        "to take": act(new, "take"), "to spike an item": act(new, "spike"),
        "to unspike an item": act(spiked, "unspike"),
        "to untake": act(taken, "untake"), "a story with an update": page(ours),
        "a merge": reverse("admin:articles_story_merge", args=[ours.pk, update.pk]),
        "saved views": reverse("admin:articles_wireitem_views"),
        "a saved view": reverse("admin:articles_wireitem_view", args=[view.pk]),
        "a delivery": reverse("admin:articles_delivery_change", args=[new.delivery_id]),
    }  # fmt: skip


def channels(cast: Cast) -> dict[str, str]:
    now = timezone.now()
    kept = {
        "name": "The Agency’s feed",
        "code": "agency-feed",
        "source": cast.agency,
        "address": "https://agency.example/",
    }
    channel = Channel.objects.create(
        kind="feed", failures=4, failure="HTTP 503 from agency.example.", failed_at=now, **kept
    )
    Channel.objects.create(kind="push", name="The Agency’s push", code="agency-push", source=cast.agency, active=False)
    delivery = WireItem.objects.latest("pk").delivery
    Arrival.objects.create(channel=channel, delivery=delivery, at=now, name="1.json", size=2048, outcome="1 new")
    Arrival.objects.create(channel=channel, at=now, name="big.zip", size=9_000_000, refused="Larger than 16 MB.")
    sequence = Sequence.objects.create(channel=channel, service="ABC", last=119, at=now)
    gap = Gap.objects.create(sequence=sequence, first=112, last=118, noticed_at=now)
    return {
        "a channel": reverse("admin:articles_channel_change", args=[channel.pk]),
        "a gap": reverse("admin:articles_gap_change", args=[gap.pk]),
        "an open gap": list_of("gap"),
    }  # fmt: skip


def routing(cast: Cast) -> dict[str, str]:
    route = Route.objects.create(name="Sport by itself", active=True, publish=True, words_any="cup", source=cast.agency)
    receive(ninjs(uri="urn:cup", headline="Cup final", body_xhtml="<p>Two to one.</p>"), source=cast.agency)
    grace = route.graces.get()
    return {
        "a route and its dry run": reverse("admin:articles_route_change", args=[route.pk]),
        "a grace": reverse("admin:articles_grace_change", args=[grace.pk]), "to object": act(grace, "object"),
    }  # fmt: skip


def ordered(cast: Cast) -> dict[str, str]:
    """One order against a live story, whose clock runs, one that nobody here has a story for, and one decided."""
    KillPolicy.objects.get_or_create(source=cast.agency, defaults={"confirm": True, "minutes": 30})
    for uri, headline in (("urn:1", "The wrong man"), ("urn:2", "The wrong town")):
        item = receive(ninjs(uri=uri, headline=headline), source=cast.agency).items[0]
        verbs.publish(take(item, by=cast.editor), by=cast.publisher)
        receive(ninjs(uri=uri, version="2", pubstatus="canceled", ednote="KILL: it was not so."), source=cast.agency)
    decided, pending = Order.objects.order_by("-pk")[:2]
    orders.refuse(decided, by=cast.publisher, reason="They killed the wrong one.")
    item = cast.wire_item(headline="Kill of what we never had")
    unknown = orders.note_unknown(item, Order.Verb.KILL, "KILL: libel.")
    return {
        "an order": reverse("admin:articles_order_change", args=[pending.pk]), "to confirm": act(pending, "confirm"),
        "to refuse": act(pending, "refuse"), "an unknown order": page(unknown), "to note": act(unknown, "note"),
        "a decided order": page(decided),
    }  # fmt: skip


def terms(cast: Cast) -> dict[str, str]:
    """A disclaimer with wordings of the past, of now and to come; live stories that carry the old one, or none."""
    sea = Disclaimer.objects.create(name="Sea news terms", slug="sea-news-terms")
    now = timezone.now()
    old = sea.wordings.create(text="Provided “as is”. No warranty is given.", in_force_from=now - timedelta(days=400))
    carrier = Source.objects.create(
        code="SEA", name="Sea News", slug="sea-news", credit_line="Sea News", disclaimer=sea
    )
    for said in ("The tide turns", "A lighthouse is sold", "Salt is dearer"):
        cast.published(headline=said, source=carrier, credit="Sea News", disclaimer=sea)
    new = sea.wordings.create(text="Provided “as is”. No warranty of any kind.", in_force_from=timezone.now())
    sea.wordings.create(text="Provided as it is. No warranty of any kind.", in_force_from=now + timedelta(days=30))
    reissue.reissue(Story.objects.get(headline="Salt is dearer"), by=cast.publisher, reason="New terms.")
    partner = Source.objects.create(code="PRT", name="Partner", slug="partner", credit_line="Partner")
    cast.published(headline="Bare of its terms", source=partner, credit="Partner")
    Source.objects.filter(pk=partner.pk).update(demands_disclaimer=True, disclaimer=sea)
    return {
        "a disclaimer": reverse("admin:articles_disclaimer_change", args=[sea.pk]),
        "two wordings": reverse("admin:disclaimer_compare", args=[sea.pk]) + f"?older={old.pk}&newer={new.pk}",
        "to re-issue": reverse("admin:disclaimer_reissue", args=[sea.pk, old.pk]),
        "what is lacking": reverse("admin:source_lacking"),
        "a source": reverse("admin:articles_source_change", args=[carrier.pk]),
    }  # fmt: skip


def curated(cast: Cast) -> dict[str, str]:
    live = Story.objects.get(headline="Ferry saved at sea")
    waits = cast.published(headline="Pinned, then withdrawn")
    for story, slot in ((live, "lead"), (waits, "second"), (Story.objects.get(headline="The tide turns"), "second")):
        curate.pin(story, by=cast.publisher, slot=slot, until=timezone.now() + timedelta(hours=6))
    verbs.withdraw(waits, by=cast.publisher, reason="Doubt.")
    looks.note(Story.objects.get(headline="Held for a call"), by=cast.publisher)
    ends = timezone.now() + timedelta(hours=2)
    curate.raise_banner("All 212 people on the ferry are safe", by=cast.publisher, until=ends, story=live)
    ethics = Page.objects.create(name="Ethics", slug="ethics", body="<p>Truth first.</p>", published=True, position=1)
    return {
        "the front page": list_of("pin"), "a section’s front": list_of("pin", f"?front={cast.world.slug}"),
        "a front without its story": list_of("pin", "?q=zeppelin"),
        "a pin": reverse("admin:articles_pin_change", args=[live.pins.get().pk]),
        "a look": reverse("admin:articles_look_change", args=[Look.objects.latest("pk").pk]),
        "a page": reverse("admin:articles_page_change", args=[ethics.pk]),
        "a section": reverse("admin:articles_section_change", args=[cast.world.pk]),
        "a topic": reverse("admin:articles_topic_change", args=[cast.topic.pk]),
        "to merge topics": reverse("admin:topic_merge", args=[cast.topic.pk]),
        "an author": reverse("admin:articles_person_change", args=[cast.author.pk]),
    }  # fmt: skip


def pictures(cast: Cast) -> dict[str, str]:
    picture = brought_in(cast, caption="The ferry at the quay.", credit="A. Nyberg", alt="A white ferry.")
    other = brought_in(cast, 500, 500, credit="A. Nyberg", rights="One print.", alt="A tug.")
    story = with_picture(cast, picture, Use(other, caption="A tug."), story=cast.draft(headline="With pictures"))
    return {
        "a picture": reverse("admin:articles_picture_change", args=[picture.pk]),
        "pictures of a story": reverse("admin:articles_picture_arrange", args=[story.pk]),
        "pictures for a story": reverse("admin:articles_picture_add") + f"?story={story.pk}",
        "a story with pictures": page(story),
    }


def people(cast: Cast) -> dict[str, str]:
    role = Group.objects.get(name="Publisher")
    policy, _is_new = RolePolicy.objects.get_or_create(role=role)
    subscriber = Subscriber.objects.create(name="The Partner", url="http://127.0.0.1:9/")
    cast.published(headline="Told to the partner")
    list(deliver_due(timezone.now()))
    return {
        "the first screen": reverse("admin:index"), "one app’s list": reverse("admin:app_list", args=["articles"]),
        "a subscriber": reverse("admin:articles_subscriber_change", args=[subscriber.pk]),
        "a dispatch": reverse("admin:articles_dispatch_change", args=[subscriber.dispatches.first().pk]),
        "a sign-in rule": reverse("admin:articles_rolepolicy_change", args=[policy.pk]),
        "an account": reverse("admin:auth_user_change", args=[cast.reporter.pk]),
        "an account’s password": reverse("admin:auth_user_password_change", args=[cast.reporter.pk]),
        "list of roles": reverse("admin:auth_group_changelist"),
        "a role": reverse("admin:auth_group_change", args=[role.pk]),
        "an account’s log": reverse("admin:auth_user_history", args=[cast.reporter.pk]),
        "the second factor": reverse("admin:second_factor"),
        "one’s password": reverse("admin:password_change"),
        "one’s password changed": reverse("admin:password_change_done"),
        "an audit that found nothing": list_of("look", "?q=zeppelin"),
    }  # fmt: skip
