"""The words of what was published, so that a search that finds nothing can ask: did you mean …?

They are learned with each edition. That a word is here says nothing of whether readers may see its text: it may be
embargoed, killed or withdrawn. So what is made of these words is suggested only once a search among public editions
has found it, and a word whose text is still to be released is not even considered.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from django.db.models import F

from articles.models import Edition, SearchSpelling, SearchWord
from articles.wire.html import plain_text
from articles.wire.words import Piece, pieces

SHORTEST = 4  # letters: of shorter words too many are alike
READ = 6_000  # characters of a text
AT_ONCE = 500  # words that one query names
CONSIDERED = 200  # words that are weighed against those of a query
LONG = 6  # letters from which a word may have two slips


def learn(editions: Iterable[Edition]) -> None:
    """Add the words of new editions. Call it inside the transaction of the act, after the chain is locked."""
    counts: Counter[str] = Counter()
    shown: dict[str, str] = {}
    since: dict[str, datetime] = {}
    for edition in editions:
        for word, written in words_of(edition).items():
            counts[word] += 1
            shown.setdefault(word, written)
            since[word] = min(since.get(word, edition.released_at), edition.released_at)
    for words in in_parts(list(counts)):
        known = dict(SearchWord.objects.filter(word__in=words).values_list("word", "since"))
        count_again({word: counts[word] for word in known})
        earlier = {word: since[word] for word in known if since[word] < known[word]}
        for moment in set(earlier.values()):
            of_moment = [word for word in earlier if earlier[word] == moment]
            SearchWord.objects.filter(word__in=of_moment).update(since=moment)
        add(
            SearchWord(word=word, shown=shown[word], stories=counts[word], since=since[word])
            for word in words
            if word not in known
        )


def count_again(counts: dict[str, int]) -> None:
    for number in set(counts.values()):
        words = [word for word in counts if counts[word] == number]
        SearchWord.objects.filter(word__in=words).update(stories=F("stories") + number)


def add(new: Iterable[SearchWord]) -> None:
    added = SearchWord.objects.bulk_create(new)
    SearchSpelling.objects.bulk_create(
        (SearchSpelling(letters=letters, word=word) for word in added for letters in spellings(word.word)),
        batch_size=AT_ONCE,
    )


def in_parts(words: Sequence[str]) -> Iterator[Sequence[str]]:
    return (words[start : start + AT_ONCE] for start in range(0, len(words), AT_ONCE))


def words_of(edition: Edition) -> dict[str, str]:
    """Each word of an edition once, folded, and as it is written there: without a capital, if it ever is."""
    if not edition.search_text:
        return {}
    body = plain_text(edition.body)
    text = " ".join((edition.headline, edition.standfirst, edition.byline, edition.dateline, body))[:READ]
    found: dict[str, str] = {}
    for piece in filter(is_learned, pieces(text)):
        written = text[piece.start : piece.end]
        if piece.word not in found or (written.islower() and not found[piece.word].islower()):
            found[piece.word] = written if len(written) <= 2 * SearchWord.LONGEST else piece.word
    return found


def is_learned(piece: Piece) -> bool:
    fits = not piece.unspaced and SHORTEST <= len(piece.word) <= SearchWord.LONGEST
    return fits and not any(map(str.isdigit, piece.word))


def spellings(word: str) -> set[str]:
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}


def considered(words: Sequence[str], at: datetime) -> list[SearchWord]:
    """Those words and what is spelled like them, the commonest first."""
    letters = {letters for word in words for letters in spellings(word)}
    found = SearchWord.objects.filter(spellings__letters__in=letters, since__lte=at).distinct()
    return list(found.order_by("-stories", "word")[:CONSIDERED])


def alike(word: str, among: Iterable[SearchWord]) -> list[SearchWord]:
    """Those that differ from the word by a slip or two, the likeliest first."""
    most = 2 if len(word) >= LONG else 1
    weighed = [(slips(word, other.word), -other.stories, other.word, other) for other in among if other.word != word]
    return [other for number, _, _, other in sorted(weighed, key=lambda entry: entry[:3]) if number <= most]


def slips(old: str, new: str) -> int:
    """How many letters are left out, added, mistaken or swapped with the next: the optimal string alignment."""
    before, last = [], list(range(len(new) + 1))
    for i, letter in enumerate(old, start=1):
        row = [i]
        for j, other in enumerate(new, start=1):
            cost = min(row[-1] + 1, last[j] + 1, last[j - 1] + (letter != other))
            if i > 1 and j > 1 and (letter, old[i - 2]) == (new[j - 2], other):
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]
