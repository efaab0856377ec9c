"""What must not stand in a file because somebody said so: a list of secrets, or what a case decided to take out.

A text is compared by its letters and digits, however it is spaced, hyphenated or wrapped, and counts only as words of
its own: a street called after somebody is no find.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import regex

from pipeline.check.fulltext import FullText
from pipeline.check.functions import folded
from pipeline.check.tally import letters, normalise
from pipeline.check.trace import Trace
from pipeline.detect import lexicon as lists
from pipeline.detect.wordclasses import STREET_ENDINGS
from pipeline.errors import UsageError
from pipeline.types import Label, Span, Verdict

_LEAST = 4  # letters and digits; a shorter text turns up by chance
_NUMBER = 9  # digits of a Dutch telephone number without its 0 or 31
_LARGEST = 256 * 1024 * 1024  # bytes of one file of findings
_WORD = regex.compile(r"\p{Lu}[\p{L}\p{M}'’-]*\p{Ll}[\p{L}\p{M}'’-]*")
_LAST_PART = regex.compile(r"[^\s._]+(?=\Z|@)")  # jan.jansen, Jan Jansen

_MEND_LISTED = "Lak deze tekst, of haal haar van de lijst."
_MEND_DECIDED = (
    "Maak het bestand opnieuw uit de zaak, of neem in het zaakbestand op dat deze naam leesbaar blijft."
)


@dataclass(frozen=True, slots=True)
class CaseOut:
    """What a case decided: texts that go, functions that were laid before a person (as `functions.folded`), and the
    SHA-256 of each PDF that it published.

    In a file of `outputs` nothing is inferred from what stands beside a mark: the case knows who is behind it, and has
    laid before a person what could tell.
    """

    gone: tuple[str, ...]
    functions: frozenset[str]
    outputs: frozenset[str] = frozenset()

    def made(self, data: bytes) -> bool:
        """Whether the case published this very file."""
        return hashlib.sha256(data).hexdigest() in self.outputs


def read_secrets(file: Path) -> tuple[str, ...]:
    """The secrets of a file with one a line.

    Raises:
        UsageError: it can't be read.
    """
    try:
        lines = file.read_text("utf-8-sig").splitlines()
    except (OSError, ValueError):
        raise UsageError("the list of secrets can't be read as UTF-8 text") from None
    return tuple(dict.fromkeys(line.strip() for line in lines if letters(line)))


def read_case_out(out: Path) -> CaseOut:
    """What the case decided whose output lies in `out`, as `woo process` wrote it.

    Raises:
        UsageError: it holds no findings, or they can't be read.
    """
    files = sorted((out / "internal").glob("*.findings.json"))
    if not files:
        raise UsageError(
            "the folder of the case holds no internal/*.findings.json: give the OUT of woo process"
        )
    rows: list[dict[str, Any]] = []
    try:
        for file in files:
            if file.stat().st_size > _LARGEST:
                raise UsageError("a file of findings of the case is too large to be one")
            rows += json.loads(file.read_text("utf-8"))["findings"]
        outputs = {
            hashlib.sha256(pdf.read_bytes()).hexdigest() for pdf in sorted((out / "publish").glob("*.pdf"))
        }
        return replace(_case_out(rows), outputs=frozenset(outputs))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise UsageError("the findings of the case can't be read: run woo process again") from None


def case_of(file: Path) -> Path | None:
    """The OUT of `woo process` in whose publish/ a file lies; None where it lies elsewhere."""
    out = file.absolute().parent.parent
    inside = file.absolute().parent.name == "publish" and any((out / "internal").glob("*.findings.json"))
    return out if inside else None


def _case_out(rows: Iterable[dict[str, Any]]) -> CaseOut:
    kept: set[str] = set()
    gone: dict[str, None] = {}
    run_together: set[str] = set()
    functions: set[str] = set()
    for row in rows:
        text, label, verdict = str(row["text"]), row["label"], row["verdict"]
        if verdict == Verdict.KEEP:
            kept.update(word.casefold() for word in text.split())
            run_together.add(_run_together(text))
        elif label == Label.FUNCTION:
            functions.add(folded(text))
        elif verdict == Verdict.REDACT:
            gone.update(dict.fromkeys(_texts(text, label)))
    # A name whose last word stays readable somewhere is that of somebody who is named there rightly.
    # So is an account that is made of a name that stays: m.steen, steenm for M. Steen.
    left = (
        text
        for text in gone
        if kept.isdisjoint(_LAST_PART.findall(text.casefold())) and _run_together(text) not in run_together
    )
    return CaseOut(tuple(sorted(left)), frozenset(functions))


def _run_together(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _texts(text: str, label: str) -> Iterator[str]:
    """What of a finding must be read nowhere: a name only where a word of it can be no other thing."""
    if letters(text) < _LEAST:
        return
    if label != Label.PERSON:
        if label not in {Label.SPECIAL, Label.OPINION, Label.PASSAGE, Label.ADDRESS, Label.BIRTH_DATE}:
            yield text
        return
    lexicon = lists.load()
    words = _WORD.findall(text)
    plain = [
        w
        for w in words
        if not (lexicon.is_ordinary(w) or lexicon.is_thing(w) or lexicon.is_common_noun(w))
        and (lexicon.is_surname(w) or lexicon.is_first(w))
    ]
    if plain and len(text.split()) > 1:
        yield text
    last = words[-1] if words else ""
    street = last.casefold().endswith(STREET_ENDINGS)
    if last in plain and letters(last) >= _LEAST and lexicon.is_surname(last) and not street:
        yield last


def find_secrets(full: FullText, secrets: tuple[str, ...]) -> Iterator[Trace]:
    """The secrets of a list that stand in the text of a file (`secret`)."""
    reason = "Op pagina {page} staat een tekst van de opgegeven lijst."
    yield from _find(full, secrets, "secret", reason, _MEND_LISTED)


def find_decided(full: FullText, case: CaseOut) -> Iterator[Trace]:
    """What the case decided to take out and the file still shows (`decided-name`)."""
    reason = "Op pagina {page} is te lezen wat volgens de zaak gelakt moet worden."
    yield from _find(full, case.gone, "decided-name", reason, _MEND_DECIDED)


def _find(full: FullText, secrets: tuple[str, ...], channel: str, reason: str, mend: str) -> Iterator[Trace]:
    for span in places_of(full.text, secrets):
        page, box = full.place(span)
        yield Trace(channel, page, box, reason.replace("{page}", str(page)), mend)


def places_of(text: str, secrets: Iterable[str]) -> list[Span]:
    """Where secrets stand in a text as words of their own, each place once, the longest first; however they are
    spaced, hyphenated, wrapped or written in capitals, and numbers in any notation.
    """
    signs, where = _signs(text)
    found: list[Span] = []
    for needle in sorted({_needle(s) for s in secrets} - {""}, key=lambda s: (-len(s), s)):
        at = signs.find(needle)
        while at >= 0:
            span = Span(where[at], where[at + len(needle) - 1] + 1)
            if _whole(text, span, number=needle.isdigit()) and not any(span.overlaps(o) for o in found):
                found.append(span)
            at = signs.find(needle, at + 1)
    return sorted(found)


def _signs(text: str) -> tuple[str, list[int]]:
    """The letters and digits of a text in small letters, run together, and where each stands."""
    signs: list[str] = []
    where: list[int] = []
    whole = normalise(text)
    for i, char in enumerate(text):
        # As a rule nothing changes its length; else each character is folded by itself.
        folded_char = (whole[i] if len(whole) == len(text) else normalise(char)).casefold()
        for sign in filter(str.isalnum, folded_char):
            signs.append(sign)
            where.append(i)
    return "".join(signs), where


def _needle(secret: str) -> str:
    """What of a secret is looked for; the last digits of a telephone number, which stand in every notation of it."""
    signs = _signs(secret)[0]
    if signs.isdigit() and len(signs) > _NUMBER:
        return signs[-_NUMBER:]
    return signs


def _whole(text: str, span: Span, *, number: bool) -> bool:
    """Whether a place is no part of a longer word or number: of a number, the digits that come before the last nine
    are its prefix.
    """
    behind = text[span.end : span.end + 2]
    if behind[:1].isdigit() or (
        behind[:1].isalpha() and not (behind[0] in "sS" and not behind[1:].isalpha())
    ):
        return False
    before = text[max(0, span.start - 1) : span.start]
    return not before.isalpha() if number else not before.isalnum()
