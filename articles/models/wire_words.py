"""What the index of the wire holds of one item: the words it is found by, and its filters as words of their own."""

from articles.wire.copy import WireCopy
from articles.wire.html import text_of
from articles.wire.words import joined, token

URGENCIES = {"1-3": range(1, 4), "4-6": range(4, 7), "7-9": range(7, 10)}
MARKS = ("warned", "embargoed", "noted")
LONGEST_SUBJECT = 60  # letters of a subject's name; a longer one is cut alike here and in what is asked for
MOST_SUBJECTS = 40


def index_text(item, copy: WireCopy) -> str:
    """Words in reading order; the names that the agency gave it come last, and are found whole."""
    subjects = [subject.name for subject in copy.subjects]
    return joined(
        (
            item.headline, item.slugline, copy.standfirst, copy.dateline, copy.byline, text_of(copy.body_html),
            copy.credit, copy.ednote, *copy.keywords[:MOST_SUBJECTS], *subjects[:MOST_SUBJECTS], item.reference,
            item.guid,
        )
    )  # fmt: skip


def index_tokens(item, copy: WireCopy) -> str:
    """The filters that it passes for as long as it lives; its state and its cluster are added by the triggers."""
    held = [token("source", item.source_id)]
    if item.language:
        primary = item.language.replace("_", "-").split("-")[0]
        held += [token("language", item.language), token("language", primary)]
    held += [token("urgency", band) for band, values in URGENCIES.items() if item.urgency in values]
    marked = (item.warnings, item.embargo_until or copy.embargo_unreadable, copy.ednote)
    held += [mark for mark, on in zip(MARKS, marked, strict=True) if on]
    held += [subject_token(name) for name in subjects_of(copy)]
    return " ".join(dict.fromkeys(held))


def subjects_of(copy: WireCopy) -> list[str]:
    """Codes and names of its subjects, and its keywords: what an editor may ask for as “subject”."""
    named = [name for subject in copy.subjects[:MOST_SUBJECTS] for name in (subject.code, subject.name)]
    return [name for name in (*named, *copy.keywords[:MOST_SUBJECTS]) if subject_token(name) != "subject"]


def subject_token(name: str) -> str:
    """“Politics & government” and “politics government” are one."""
    return token("subject", name)[: len("subject") + LONGEST_SUBJECT]
