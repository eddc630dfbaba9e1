"""Made-up stories at the edges of what the site must stand: never saved, so nobody but the style guide has them."""

from datetime import UTC, datetime, timedelta

from articles.models import Disclaimer, DisclaimerWording, Edition, Section, Source

AT = datetime(2026, 3, 9, 6, 5, tzinfo=UTC)
LONGEST_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
FORTY_WORDS = (
    "Parliament votes by a single voice, after eleven hours of debate and two recounts, to keep the old harbour open "
    "to ferries through winter, while fishermen, shipowners and three ministers who had promised to resign say "
    "that they will wait"
)
ARABIC = "البرلمان يقرّ بفارق صوت واحد إبقاء الميناء القديم مفتوحاً أمام العبّارات طوال فصل الشتاء"
STANDFIRST = "The ferries stay. What changed the last vote was a letter from the island’s only school."
SENTENCES = (
    "The ferries had been due to stop on the first of November.",
    "“We have three hundred children on the other side,” the harbour master said; nobody in the chamber laughed.",
    "Ministers put the cost of one more winter at 2.4 million, or about the price of 40 metres of the new bridge.",
    "Shipowners called the vote “a decision to decide later” – and sent their crews home for the night.",
)
NAMES = (
    "Ada Lindqvist", "Callum Adeyinka-Ross", "Margit Osei", "Tomas Okoye", "Ngozi Whitlock", "Émile Sarrazin",
    "Björk Hallgrímsdóttir", "Lê Thị Minh Khai", "ليان السرحاني", "Wei-Ling Tan", "Siobhán Ní Bhriain", "Rahul Iyer",
)  # fmt: skip
TABLE = (
    "<table><caption>Votes by group</caption><thead><tr><th>Group</th><th>For</th><th>Against</th><th>Absent</th>"
    "<th>Change since the last vote on the harbour</th></tr></thead><tbody><tr><td>Coastal Alliance</td><td>84</td>"
    "<td>0</td><td>1</td><td>+12</td></tr><tr><td>National Concord</td><td>6</td><td>61</td><td>3</td><td>−4</td></tr>"
    f"<tr><td>{LONGEST_WORD}</td><td>1</td><td>20</td><td>0</td><td>0</td></tr></tbody></table>"
)
PARTS = (
    f"<h2>What the vote means</h2>{TABLE}<h3>For the island</h3><ul><li>Two crossings a day</li><li>A hospital boat on "
    "call</li></ul><h4>And for its budget</h4><ol><li>The toll rises by a tenth</li><li>Freight pays a third more</li>"
    "</ol><blockquote><p>“You put down one pile, and then the next.”</p></blockquote>"
    f'<p>A word that fits no column: {LONGEST_WORD}. An address: <a href="https://harbour.example/minutes">'
    "harbour.example/minutes</a>. H<sub>2</sub>O, E = mc<sup>2</sup>, <em>emphasis</em>, <strong>strength</strong>.</p>"
)
WORDS_IN_LONG_STORY = 9_000
LICENCE = "For readers of this site; not to be passed on to third parties."
DISCLAIMER = "This material is provided “as is”, without warranty of any kind.\n\nThe agency is not liable for its use."


def story(headline: str, *, standfirst: str = STANDFIRST, language: str = "en", **fields) -> Edition:
    """One that is complete, and nowhere in the database."""
    section, source, wording = terms()
    said = {
        "code": "specimen", "slug": "specimen", "number": 1, "kind": Edition.Kind.PUBLICATION, "headline": headline,
        "standfirst": standfirst, "language": language, "position": 1, "released_at": AT, "published_at": AT,
        "updated_at": AT, "credit": "Northline Press", "section": section, "source": source, "wording": wording,
        "dateline": "ORSANE", "reference": "nl-48187", "disclaimer_text": wording.text, "digest": "0123456789ab" * 5,
        "body": "".join(f"<p>{sentence}</p>" for sentence in SENTENCES), "facts": facts(section, source),
    }  # fmt: skip
    edition = Edition(**{**said, **fields})
    for kind in ("section", "source"):  # as a list reads them
        thing = getattr(edition, kind)
        setattr(edition, f"{kind}_name", thing and thing.name)
        setattr(edition, f"{kind}_slug", thing and thing.slug)
    return edition


def terms() -> tuple[Section, Source, DisclaimerWording]:
    disclaimer = Disclaimer(name="Northline terms", slug="northline-terms")
    return (
        Section(name="World", slug="world"),
        Source(name="Northline Press", slug="northline-press", licence=LICENCE),
        DisclaimerWording(disclaimer=disclaimer, text=DISCLAIMER, in_force_from=AT),
    )


def facts(section: Section, source: Source, authors: tuple[str, ...] = ()) -> dict:
    return {
        "section": {"name": section.name, "slug": section.slug},
        "source": {
            "name": source.name, "slug": source.slug, "code": "NLP", "licence": source.licence, "indexing": "self",
            "may_syndicate": False,
        },
        "topics": [{"name": name, "slug": "harbours"} for name in ("Harbours", "Islands", "Parliament", "Weather")],
        "authors": [{"name": name, "slug": f"author-{place}"} for place, name in enumerate(authors)],
        "disclaimer": {"name": "Northline terms", "slug": "northline-terms", "in_force_from": AT.isoformat()},
    }  # fmt: skip


def longest() -> Edition:
    """Forty words of headline, twelve authors, a table, nine thousand words."""
    section, source, _ = terms()
    paragraph = f"<p>{' '.join(SENTENCES)}</p>"
    times = WORDS_IN_LONG_STORY // len(paragraph.split()) + 1
    byline = f"By {', '.join(NAMES[:-1])} and {NAMES[-1]}"
    later = AT + timedelta(days=30)
    return story(
        FORTY_WORDS,
        body=paragraph * 2 + PARTS + paragraph * times,
        byline=byline,
        facts=facts(section, source, NAMES),
        updated_at=later,
        number=31,
        sent_at=AT - timedelta(days=3),
    )


def corrections(number: int) -> list[Edition]:
    kinds = (Edition.Kind.CORRECTION, Edition.Kind.CLARIFICATION)
    return [
        Edition(
            kind=kinds[place % 2],
            number=place + 2,
            released_at=AT + timedelta(days=place),
            notice=f"An earlier edition said that {place + 2} ministers had promised to resign. It was three.",
        )
        for place in range(number)
    ]


def arabic() -> Edition:
    body = f"<p>{ARABIC}، وقال رئيس الميناء إن 300 طفل يعبرون كل يوم.</p>" * 6 + f"<h2>ما الذي تغيّر</h2>{TABLE}"
    return story(ARABIC, standfirst="العبّارات باقية، والكلفة 2.4 مليون.", language="ar", body=body, dateline="أورسان")


def retracted() -> Edition:
    return story("Harbour master denies ever having seen the sea", kind=Edition.Kind.RETRACTION, body="", number=2)


def mixed() -> list[Edition]:
    """A list in which everything stands beside everything else."""
    return [
        story(FORTY_WORDS),
        arabic(),
        story(LONGEST_WORD, standfirst=f"{LONGEST_WORD}, {LONGEST_WORD}."),
        story("Short", standfirst=""),
        story("Ferry saved", kind=Edition.Kind.CORRECTION),
        story("Nobody’s section, nobody’s source", section=None, source=None),
        story("港口投票后，渡轮将在冬季继续通航", standfirst="三百名学童每天往返。", language="zh"),
        story("« L’hiver sera long » : les bacs restent, à une voix près", language="fr"),
    ]
