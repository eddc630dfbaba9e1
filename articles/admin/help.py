"""A few sentences for each screen of the desk: what it is for, and what to do next. They stand alone."""

from django.utils.translation import gettext_lazy as _

HELP = {
    "index": (
        _("This page says what needs a human now: kills and holds first, then updates and releases."),
        _("It keeps itself fresh without moving what you read; “Pause the updates” stops that."),
        _("Copy comes in under Inbox; what you write is under Stories; what readers got under Editions."),
    ),
    "articles_wireitem_changelist": (
        _("This is the inbox: what agencies sent and nobody has dealt with yet."),
        _("Take makes a story of an item; spike sets it aside, where it stays findable."),
        _("Held means that something is in doubt, such as an embargo or a kill: read it before you take it."),
        _("Press ? for the keys: most of the day goes without a mouse."),
        _("Filters that you need often can be kept under a name, for you alone."),
    ),
    "articles_wireitem": (
        _("This is one version of a story, exactly as its agency sent it; nobody can change it."),
        _("Take makes a story with its credit, reference, embargo and disclaimer; spike sets it aside."),
        _("The file itself, byte for byte, can be downloaded. Newer and older versions are listed below."),
    ),
    "articles_story_changelist": (
        _("These are the desk’s stories: what you edit. Readers have editions, which change only when you publish."),
        _("Filter by what is yours, or by state and section; search by headline, slugline, code or reference."),
        _("Filed means ready for an editor to look at."),
    ),
    "articles_story": (
        _("Save changes the desk’s text only. Readers keep what was last published until you publish again."),
        _("What must be mended before publishing stands beside the text, and is looked at again while you write."),
        _("The wire original or any older version can stand beside the text, and be compared with it word by word."),
        _("What you type is kept as a draft of yours, also when the network is away."),
        _("After publishing use “Correct or update”: a correction tells readers what was wrong."),
    ),
    "articles_story_history": (
        _("Every save is here: who, when, and what was changed."),
        _("Choose any two versions to compare them, those of the wire and what readers got among them."),
        _("Going back makes a new revision with the old texts; nothing is lost by it."),
    ),
    "articles_story_act": (
        _("Read what this act will do and what readers will see; it is done when you press the button."),
        _("A reason stays in the record for good. A notice is shown to readers."),
        _("Nothing has happened yet if you go back now."),
    ),
    "articles_pin": (
        _("Fronts are made of the newest stories; a pin keeps one at a place for a time."),
        _("When its time has ended, or its story comes down, the place is filled by itself."),
    ),
    "articles_picture": (
        _("Pictures are brought in many at once; describe each, name its credit, and say until when it may be used."),
        _("The description is read aloud to readers who don’t see the picture: say what matters in it."),
        _("The focal point is what stays in sight wherever the picture is cut."),
    ),
    "articles_readerreport": (
        _("Readers say here what is wrong with a story that we published."),
        _("Look at the story, answer or correct, and close the report with what came of it."),
        _("The sender’s e-mail address is erased when the report is closed."),
    ),
    "articles_edition": (
        _("An edition is exactly what readers got at one publication, with the credit and disclaimer as worded then."),
        _("None can be changed or deleted. To mend one, correct its story: that makes the next edition."),
    ),
    "articles_move": (
        _("Every act is here: who, when, from which state to which, and why."),
        _("Each line carries the hash of the one before it, so that none can be changed unseen."),
    ),
    "articles_order": (
        _("Agencies order stories killed or withheld. Most orders are followed at once."),
        _("Where a clock runs, a publisher confirms or refuses; when it has run out the order is followed by itself."),
    ),
    "articles_grace": (
        _("A route is about to publish this by itself. Anybody may stop it before the time has come."),
    ),
    "articles_route": (
        _("A route says what happens to new copy by itself: take it, hold it, give it to somebody, or publish it."),
        _("All routes that fit are followed, but one that holds goes first; doubt is always left to a human."),
    ),
    "articles_channel": (
        _("A channel is a way that copy comes in: a watched folder, a feed, a mailbox or a signed push."),
        _("Each says how it fares and when it was last heard of; what is wrong is said in words."),
    ),
    "articles_gap": (
        _("The agency numbers what it sends, and these numbers have not come."),
        _("Ask the agency to send them again; what comes late closes the gap by itself."),
    ),
    "articles_source": (
        _("A source is an agency, a partner or our own desk, with its credit, licence terms and disclaimer."),
        _("What you set here is proposed for new stories. Published editions keep what stood under them."),
        _("Live stories that lack what their source demands are listed apart; that list must be empty."),
    ),
    "articles_disclaimer": (
        _("A disclaimer’s wording is never changed: add a new one, and say from when it is in force."),
        _("New publications carry it from then on; re-issuing live stories with it is an act of its own."),
    ),
    "articles_look": (
        _("Who did what, and who opened what was under embargo or held, newest first."),
        _("Search by person, by a story’s code, headline or reference, and by days."),
        _("The export holds what the list shows, and is itself noted in the admin’s log."),
    ),
    "articles_rolepolicy": (
        _("Say which roles must sign in with a code of an app besides their password."),
        _("People of such a role who have none are led to set one up before anything else opens."),
    ),
    "auth_user": (
        _("Give roles by group. You can give nothing that you don’t have, and not change who may do more than you."),
        _("Nobody is deleted: take “active” away, and the account is out at once, while the record keeps its name."),
        _("For who can’t sign in, tick the account in the list and choose what to do in the menu above it."),
    ),
    "second_factor": (
        _("Any app that makes codes will do: it scans the picture and shows six figures, new ones each half minute."),
        _("A recovery code signs you in once when you don’t have the app. Keep them apart from your telephone."),
        _("Who has lost both asks an administrator."),
    ),
}  # fmt: skip
WHATEVER = (
    _("The list is searched and filtered at its top; a row leads to all that is known of it."),
    _("Nothing of the newsroom’s is ever deleted from here: what was published, and who did it, stays in the record."),
)


def sentences(screen: str) -> tuple:
    """Of this screen, or of the kind of thing that it shows."""
    return HELP.get(screen) or HELP.get("_".join(screen.split("_")[:2])) or WHATEVER
