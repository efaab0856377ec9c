"""Dossiers of any number of items, with the word frequencies of real Dutch (wordfreq: `pip install wordfreq`).

Every word is drawn by itself, so no sentence says anything and nobody is in it. Kinds and lengths are as `woo process`
gives them of mails and minutes: a fifth are pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import wordfreq

from pipeline.archive.values import Dossier, Item, Kind, Meeting, Place, PublishedDocument
from pipeline.types import Box

_WORDS = 400_000
_PER_CASE = 500
_KINDS = (  # kind, share, usual number of words
    (Kind.PAGE, 0.20, 220),
    (Kind.MESSAGE, 0.15, 70),
    (Kind.DECISION, 0.15, 22),
    (Kind.ACTION, 0.15, 16),
    (Kind.PROMISE, 0.05, 18),
    (Kind.AGENDA_ITEM, 0.25, 6),
    (Kind.MEETING, 0.05, 20),
)
_BODIES = tuple(
    f"{kind} {place}" for kind in ("college", "raad", "commissie", "werkgroep") for place in "ABCDEFGHIJ"
)


@dataclass(frozen=True, slots=True)
class Language:
    """Words, the most common first, and how often each comes, summed up to 1."""

    words: np.ndarray
    reached: np.ndarray

    def draw(self, random: np.random.Generator, number: int) -> np.ndarray:
        """So many words."""
        return self.words[np.searchsorted(self.reached, random.random(number))]


def dutch() -> Language:
    """The words of wordfreq's Dutch list with their frequencies."""
    words = wordfreq.top_n_list("nl", _WORDS)
    reached = np.cumsum([wordfreq.word_frequency(word, "nl") for word in words])
    return Language(np.array(words, dtype=object), reached / reached[-1])


def dossiers(language: Language, items: int, seed: int) -> Iterator[Dossier]:
    """So many items, in cases of five hundred."""
    random = np.random.default_rng(seed)
    for first in range(0, items, _PER_CASE):
        yield _dossier(language, random, first // _PER_CASE, min(_PER_CASE, items - first))


def _dossier(language: Language, random: np.random.Generator, number: int, items: int) -> Dossier:
    case = f"Z{2010 + number % 15}-{number:05d}"
    documents = tuple(_document(language, random, n) for n in range(1, items // 20 + 2))
    meetings = tuple(_meeting(random, number, n) for n in range(1, items // 25 + 2))
    shares = [share for _, share, _ in _KINDS]
    kinds = random.choice(len(_KINDS), items, p=shares)
    made = tuple(_item(language, random, n, int(k), documents, meetings) for n, k in enumerate(kinds))
    return Dossier(case, f"gemeente {number % 40}", f"/nowhere/{case}", case, documents, meetings, made)


def _document(language: Language, random: np.random.Generator, number: int) -> PublishedDocument:
    return PublishedDocument(
        number=f"{number:06d}",
        title=" ".join(language.draw(random, 6)),
        kind=str(random.choice(["verslag", "mail", "nota", "brief", "besluitenlijst"])),
        date="2024-01-01",
        parent=None,
        family=number,
        thread=None,
        duplicate_of=None,
        assessment="Deels openbaar",
        status="ok",
        review="niet beoordeeld",
        reasons=(),
        digest="0" * 64,
        sizes=((595.0, 842.0),) * 5,
    )


def _meeting(random: np.random.Generator, case: int, number: int) -> Meeting:
    body = _BODIES[int(random.integers(len(_BODIES)))]
    day = np.datetime64("2010-01-01") + int(random.integers(5500))
    key = f"{body.replace(' ', '-')}-{day}-{case}-{number}"
    return Meeting(key, body, body, str(day), "13:30", "15:00", None, None, None, (), ())


def _item(  # noqa: PLR0913, PLR0917
    language: Language,
    random: np.random.Generator,
    number: int,
    kind: int,
    documents: tuple[PublishedDocument, ...],
    meetings: tuple[Meeting, ...],
) -> Item:
    what, _, usual = _KINDS[kind]
    length = max(2, int(random.lognormal(np.log(usual), 0.5)))
    document = documents[number * len(documents) // 500 % len(documents)]
    meeting = meetings[number * len(meetings) // 500 % len(meetings)]
    is_task = what in {Kind.ACTION, Kind.PROMISE}
    page = number % 5 + 1
    return Item(
        key=f"{what.value}-{number:016x}",
        kind=what,
        text=" ".join(language.draw(random, length)),
        context=f"{meeting.name}\n{document.title}\n{what.value}\n{meeting.date}",
        places=(Place(document.number, page, page, Box(page, 72.0, 100.5, 500.25, 130.5)),),
        meeting=meeting.key,
        date=meeting.date,
        body=meeting.body,
        number=str(number % 12),
        owner=f"medewerker {number % 50}" if is_task else None,
        due=str(np.datetime64(meeting.date) + 30) if is_task else None,
        grounds=("5.1.2e",) if number % 3 == 0 else (),
        document_kind=document.kind,
    )
