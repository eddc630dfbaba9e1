"""What readers and intake say of wire copy, in the reader's language.

A sentence is kept with its item as it was said, in English; here it is known again by its wording, and its values are
put into the translation of that. What nobody lists, such as an agency's own words, is shown as it stands.
"""

import re
from functools import lru_cache

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

SENTENCES = (
    # Placing
    _("It is under embargo until %(lifts)s."),
    _("It came with an embargo that can't be read."),
    _("Its wire status is “%(status)s”, not usable."),
    _("It came after the agency killed this story: ask the agency."),
    _("The agency kills this story."),
    _("Version %(version)s came before this older one."),
    _("Version %(version)s came before with other words: compare the two."),
    _("Version %(version)s has come."),
    _("A new version of our story “%(story)s”."),
    _("Our story “%(story)s” is %(state)s."),
    _("The route “%(route)s” holds it for a person."),
    _("No route could do its work here: %(fault)s"),
    _("It could not be placed: %(fault)s."),
    _("The disclaimer that came with it is not a wording that we know."),
    # Status, identity, versions, times
    _("The copy says that it is killed: “%(words)s”."),
    _("The copy says that it is withheld: “%(words)s”."),
    _("The copy states an embargo in words: “%(words)s”."),
    _("The embargo “%(words)s” can’t be read; the copy is held."),
    _("The embargo “%(words)s” names no zone; it was read as %(zone)s."),
    _("The publication status “%(status)s” is not known; the copy is held."),
    _("The sender has not published it: its status is “%(status)s”."),
    _("It says that its status changes to “%(status)s” on %(time)s."),
    _("It says that the earlier document “%(document)s” is %(status)s."),
    _("The document “%(document)s” says that this one is %(status)s."),
    _("It gives a release time after its issue, but not the status “embargoed”; it was read as an embargo."),
    _("In the agency’s own words this is an order to hold it: “%(words)s”."),
    _("The agency calls this version a correction."),
    _("The agency calls this version an update."),
    _("The feed says that this entry was deleted: it is withheld."),
    _("It says that it replaces the message %(message)s."),
    _("The file gives no identifier; one was made of its headline and its day."),
    _("The version “%(words)s” is no number; it was read as 1."),
    _("The version %(words)s is too large; it was read as %(version)s."),
    _("The urgency “%(words)s” is not between 1 and 9; it was left out."),
    _("The time “%(words)s” (%(field)s) can’t be read; it was left out."),
    _("The date “%(words)s” can be read in more than one way; it was left out."),
    _("The telex has no time that can be read after its text."),
    # Texts
    _("The copy has no headline."),
    _("No headline was found: the text begins at once."),
    _("Not part of the story, left out: “%(words)s”."),
    _("Cut from the text, as the agency’s boilerplate: “%(words)s”."),
    _("The wording of this disclaimer is not one known of %(agency)s."),
    _("The item is empty; the copy is held."),
    _("The item holds %(number)s texts; only the first was read, the others are in the file."),
    _("The type “%(type)s” is not one of ninjs; it was read as a text."),
    _("Attached and not read: %(files)s."),
    _("Only the first %(some)s of %(all)s items were read."),
    _("Only the first %(some)s of %(all)s messages were read."),
    # Broken off
    _("The feed breaks off in this item: it is incomplete and held."),
    _("The telex breaks off before its end (ETX): it is incomplete and held."),
    _("The e-mail breaks off before its last part ends: it may be incomplete."),
    _("The feed is not well-formed XML (%(fault)s)."),
    # Characters
    _("Characters were lost before this text came: %(places)s."),
    _("Some characters are not valid %(charset)s and were replaced."),
    _("The characters are not UTF-8; they were read as Windows-1252."),
    _("The source says that it sends %(charset)s; the file is UTF-8 and was read so."),
    _("The file declares %(charset)s, but its bytes are not; they were read as %(other)s."),
    _("The charset “%(charset)s” does not fit or is not known."),
    _("%(number)s control characters, which XML forbids, were left out."),
    _("The character reference %(reference)s stands for no character; it was left out."),
    _("The entity “&%(entity)s;” is declared by the file itself; it was left out."),
    _("The entity “&%(entity)s;” is not declared; it was kept as it stands."),
    # Pages
    _("Only the page’s clock dates the story."),
    _("The page’s clock says “%(clock)s”, the dateline another day: the story has no date."),
    _("The page’s clock says “%(clock)s”; %(evidence)s dates the story to %(day)s."),
    _("The page does not say when the story was published."),
    _("The page says %(clock)s; the reference dates the story to %(day)s."),
    _("The page says that it is behind a paywall: the text may be cut."),
    # Why a file could not be read
    _("%(file)s: no reader knows this format; it is %(kind)s."),
    _("%(file)s: the reader %(reader)s failed (%(fault)s)."),
    _("%(file)s: %(number)s bytes are more than the %(most)s that one file of copy may have."),
    _("%(file)s: the text is longer than %(characters)s characters, or in more than %(pieces)s pieces."),
    _("%(file)s: a text is longer than %(characters)s characters or %(lines)s lines."),
    _("%(file)s: it has more than %(number)s elements and comments; it was not read."),
    _("%(file)s: it has more than %(number)s references to characters; it was not read."),
    _("%(file)s: it has more than %(number)s tags and line ends; it was not read."),
    _("%(file)s: its elements are nested more than %(number)s deep; it was not read."),
    _("%(file)s: one element has more than %(number)s attributes; it was not read."),
    _("%(file)s: its DOCTYPE declares entities that expand into each other; it was not read."),
    _("%(file)s: no well-formed XML: its DOCTYPE has no end."),
    _("%(file)s: no well-formed XML: %(fault)s."),
    _("%(file)s: no valid JSON: %(fault)s in line %(line)s, column %(column)s."),
    _("%(file)s: the JSON is nested too deeply."),
    _("%(file)s: this is JSON, but none of its objects is a news item as ninjs has them."),
    _("%(file)s: this JSON feed has no list of items."),
    _("%(file)s: this is no RSS and no Atom."),
    _("%(file)s: the feed can’t be parsed (%(fault)s)."),
    _("%(file)s: the feed is not well-formed XML (%(fault)s), and no item could be found in it."),
    _("%(file)s: this NewsML holds no NewsItem."),
    _("%(file)s: this NewsML-G2 message holds no items."),
    _("%(file)s: the telex ends in its header; no text (STX) begins."),
    _("%(file)s: this is no e-mail: no header that one must have."),
    _("%(file)s: the e-mail can’t be parsed (%(fault)s)."),
    _("%(file)s: the e-mail has a header that is too long to be read."),
    _("%(file)s: the e-mail has more parts within parts than a story can have."),
    _("%(file)s: the e-mail has more than %(number)s lines; it was not read."),
    _("%(file)s: the page is empty."),
    _("%(file)s: the page can’t be parsed (%(fault)s)."),
    _("%(file)s: this page holds no story: no article, and no text of some paragraphs."),
    _("%(file)s: there is no story in it, only %(found)s."),
    _("%(file)s: this is %(kind)s, not the text of a story."),
    _("%(file)s: %(cause)s; it was not parsed."),
    # What is no story
    _("not a text story: %(kind)s"),
    _("neither a headline nor a text: %(kind)s"),
    _("the text is longer than %(characters)s characters, or in more than %(pieces)s pieces: %(kind)s"),
)
PLACE = re.compile(r"%\((\w+)\)s")


@lru_cache
def patterns() -> list[tuple[str, re.Pattern[str]]]:
    return [(one, re.compile(_pattern(one), re.DOTALL)) for one in SENTENCES]


def _pattern(sentence: str) -> str:
    words = PLACE.split(sentence)  # text and the names of places, in turn
    return "".join(f"(?P<{one}>.*)" if number % 2 else re.escape(one) for number, one in enumerate(words))


@lru_cache(maxsize=10_000)
def recognised(said: str) -> tuple[str, dict[str, str]] | None:
    """Which sentence this is, and what stands at its places."""
    found = ((sentence, pattern.fullmatch(said)) for sentence, pattern in patterns())
    return next(((sentence, match.groupdict()) for sentence, match in found if match), None)


def spoken(said: str) -> str:
    known = recognised(said)
    return gettext(known[0]) % known[1] if known else said
