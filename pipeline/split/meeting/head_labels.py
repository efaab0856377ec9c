"""The labels in the head of minutes or an agenda: `Datum:`, `Aanwezig`, `| Locatie | raadzaal |`.

A label with a colon, in the first cell of a row, or as a heading of its own is firm. Without a colon it is one only
where its value starts with a capital, a figure or a mark, and the caller asks that other labels stand near it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pipeline.split.lines import Line, bullet
from pipeline.types import Span


class Field(StrEnum):
    """What a label is the label of."""

    NAME = "name"
    TOPIC = "topic"
    BODY = "body"
    MEETING_DATE = "meeting date"
    DATE = "date"
    TIME = "time"
    END = "end"
    PLACE = "place"
    CHAIR = "chair"
    SECRETARY = "secretary"
    PRESENT = "present"
    INVITED = "invited"
    ABSENT = "absent"


PEOPLE = (Field.PRESENT, Field.INVITED, Field.ABSENT)
_WHY = (
    r"(?:\s?(?:\([^()\n]{1,60}\)|/\s?(?!de\b)\w{3,20}|m\.?\s?k\.?(?:\s?[ga]\.?)?(?!\w)|zijn|waren|hebben zich|was|is"
    r"|(?:met|zonder) (?:\w{2,12} )?(?:kennisgeving|bericht(?:geving)?(?: van (?:verhindering|afwezigheid))?"
    r"|afbericht"
    r"|opgave(?: van reden)?)|van verhindering))"
    r"{0,3}"
)
_MEMBERS = (
    r"(?:\s(?:\w{2,20}leden|leden|personen|deelnemers|wethouders|collegeleden|bestuursleden|fracties))?"
)
_WHERE = r"(?:locatie|lokatie|plaats|zaal|vergaderzaal|vergaderlocatie|vergaderplaats)"
_WITH = rf"(?:\s?(?:en|/|&|\+|,|-)\s?(?:(?:begin|eind)?tijd(?:stip)?|aanvang|{_WHERE}|datum)){{0,2}}"
_WORDS: tuple[tuple[Field, str], ...] = (
    (
        Field.ABSENT,
        rf"(?:(?:met|zonder) (?:\w{{2,12}} )?(?:kennisgeving|bericht(?: van verhindering)?|afbericht) |niet )?"
        rf"(?:af-?wezi ?g(?:en|e{_MEMBERS})?|niet-? ?aanwezig(?:en)?){_WHY}"
        rf"|verhinderd{_WHY}|afgemeld{_WHY}|afmelding(?:en)?|afbericht(?:en)?"
        rf"|(?:met )?bericht(?:en)? van verhindering"
        rf"|m\.?\s?k\.?\s?a\.?|absent(?:en|ees)?{_WHY}|apologies(?: for absence)?|regrets",
    ),
    (
        Field.PRESENT,
        rf"(?:(?:ook|mede|tevens|verder|overige|digitaal|online|fysiek|hybride|deels|ambtelijk) )?"
        rf"aan-?wezi ?g(?:en|e{_MEMBERS})?{_WHY}|er (?:zijn|waren)(?=\s?:)"
        rf"|tegenwoordig{_MEMBERS}{_WHY}|present(?:ie|en|ielijst)?{_WHY}"
        rf"|attendees|attendance|in attendance",
    ),
    (
        Field.INVITED,
        rf"deelnemers(?:lijst)?{_WHY}|deelnemende leden|participants|genodigden?{_WHY}|gast(?:en)?{_WHY}"
        rf"|toehoorders?"
        r"|uitgenodigd(?:en)?|invite(?:d|es)|guests?",
    ),
    (
        Field.MEETING_DATE,
        rf"vergaderdat(?:um|a){_WITH}|dat(?:um|a) (?:van (?:de|het) )?"
        rf"(?:vergadering|overleg|bijeenkomst|bespreking|gesprek){_WITH}|wanneer|when",
    ),
    (Field.DATE, rf"dat(?:um|a){_WITH}|date(?: and time)?|date ?/ ?time|dag{_WITH}"),
    (
        Field.TIME,
        rf"(?:vergader)?tijd(?:en|stip(?:pen)?)?{_WITH}|aanvang(?:stijd(?:stip)?)?|begin(?:tijd)?|starttijd"
        rf"|time|duur",
    ),
    (Field.END, r"eindtijd|einde(?: vergadering)?|sluiting(?:stijd)?"),
    (Field.PLACE, rf"{_WHERE}{_WITH}|waar|ruimte|location|venue|place|where"),
    (Field.NAME, r"(?:naam |soort )?(?:vergadering|overleg|bijeenkomst)|meeting|titel"),
    (Field.TOPIC, r"onderwerp|betreft|subject"),
    (Field.BODY, r"(?:bestuurs)?orgaan|gremium|commissie"),
    (
        Field.CHAIR,
        r"(?:technisch |plv\.? |plaatsvervangend |waarnemend |wnd\.? )?voorzitter(?:schap)?|voorz\.?|vz\.?"
        r"|chair(?:man|woman|person)?",
    ),
    (
        Field.SECRETARY,
        r"notulist(?:e)?|notule(?:ert|ring)|(?:ambtelijk )?secretaris(?:sen)?|(?:plv\. |plaatsvervangend )?"
        r"(?:raads|commissie|staten)?griffier|verslag(?:legging|legger|gever)?(?: door)?|notulen(?: door)?"
        r"|opgesteld door"
        r"|minutes(?: taken)? by|minutes|secretary|note ?taker",
    ),
)
_RULES = tuple((field, re.compile(rf"(?:{words})(?![\w’'-])", re.IGNORECASE)) for field, words in _WORDS)
_ANY = re.compile(rf"(?:{'|'.join(words for _, words in _WORDS)})(?![\w’'-])", re.IGNORECASE)
_FIRST = re.compile(r"[a-z]{2}|vz|m\.?\s?k", re.IGNORECASE)
_COLON = re.compile(r"\s?[*_]{0,3}\s?:[\s*_]*")
_ONLINE = re.compile(
    r"(?:via )?(?:webex|(?:ms )?teams|zoom|online|digitaal|fysiek|telefonisch)\s?:\s+", re.IGNORECASE
)
_BEHALF = re.compile(r"\s(?=(?:namens|vanuit|de|het|leden)\s?[^:]{0,50}:)", re.IGNORECASE)
_INLINE = re.compile(
    r"(?:(?<=[.;,|)\d])\s{1,4}|\s{2,8}|\t|(?<=[a-z])\s)(?=(?-i:[A-ZÀ-Ý]))(?P<label>"
    + "|".join(f"(?:{words})" for field, words in _WORDS if field is not Field.TOPIC)
    + r")(?![\w’'-])\s?[*_]{0,3}\s?:",
    re.IGNORECASE,
)
_STARTS = re.compile(r"[A-ZÀ-Ý0-9_\[(&$§#<'\"“‘*|.]|(?:de heer|dhr|mw|mevr|mevrouw|wethouder|burgemeester)\b")
# Without a colon these open a title or a sentence at least as often.
_ONLY_WITH_COLON = re.compile(
    r"overleg|bijeenkomst|meeting|titel|commissie|orgaan|verslag.*|notule.*|minutes|begin|einde.*|sluiting|duur"
    r"|dag|waar"
    r"|wanneer|when|where|place|time|date|present|betreft|ruimte|subject|gast|toehoorder|aanvang",
    re.IGNORECASE,
)
_NOT_GARBLED = re.compile(
    r"afweging|aanwijzing|aanwezigheid|afwezigheid|aanvragen?|afwijzing|afwijking", re.IGNORECASE
)
_MAX_CELL = 60


@dataclass(frozen=True, slots=True)
class Label:
    """A label and the value that stands on the same line; `value` is empty where none does. `start` is where the
    label itself starts.
    """

    field: Field
    words: str
    line: int
    start: int
    value: Span
    firm: bool
    garbled: bool = False


def labels_on(text: str, lines: Sequence[Line], i: int) -> tuple[Label, ...]:
    """The labels of a line, in order."""
    core = lines[i].core
    if not core:
        return ()
    if "|" in core and core.count("|") >= 2:
        return tuple(_cells(lines, i))
    opening = _opening(lines, i)
    inline = (
        [found for found in _INLINE.finditer(core) if opening is None or found.start("label") > 0]
        if ":" in core
        else []
    )
    if opening is None and not inline:
        return ()
    at = lines[i].at
    labels = [opening] if opening else []
    for found in inline:
        field = field_of(found["label"])
        if field is None or (opening is None and field not in PEOPLE):
            continue
        labels.append(
            Label(
                field,
                found["label"].lower(),
                i,
                at + found.start("label"),
                Span(at + found.end(), lines[i].stop),
                True,
            )
        )
    return tuple(_cut(text, labels))


def field_of(words: str) -> Field | None:
    """The field of which the words are the label."""
    bare = words.strip(" \t*_:")
    if not bare or len(bare) > _MAX_CELL or not _FIRST.match(bare):
        return None
    return next((field for field, rule in _RULES if rule.fullmatch(bare)), None)


def _opening(lines: Sequence[Line], i: int) -> Label | None:
    """The label that a line starts with."""
    line = lines[i]
    skip = bullet(line.core) if line.core[0] in "-–—•·*+" else 0
    while line.core[skip : skip + 1] in ("*", "_", " ") and skip < len(line.core):
        skip += 1
    core = line.core[skip:]
    at = line.at + skip
    if not _FIRST.match(core):
        return None
    online = _ONLINE.match(core) if ":" in core else None
    if online is None and not _ANY.match(core):
        return None
    if online:
        return Label(Field.PRESENT, "online", i, at, Span(at + online.end(), line.stop), True)
    for field, rule in _RULES:
        found = rule.match(core)
        if not found:
            continue
        end = found.end()
        colon = _COLON.match(core, end)
        behalf = _BEHALF.match(core, end) if field in PEOPLE else None
        words = found[0].lower()
        if colon or behalf:
            start = (colon or behalf).end()  # type: ignore[union-attr]
            return Label(field, words, i, at, Span(at + min(start, len(core)), line.stop), True)
        rest = core[end:].strip()
        if not rest:
            firm = line.heading and field in PEOPLE
            return Label(field, words, i, at, Span(line.stop, line.stop), firm)
        if _ONLY_WITH_COLON.fullmatch(words) or not core[end].isspace() or not _STARTS.match(rest):
            continue
        start = end + len(core[end:]) - len(core[end:].lstrip())
        return Label(field, words, i, at, Span(at + start, line.stop), False)
    return None


def _cells(lines: Sequence[Line], i: int) -> Iterator[Label]:
    """Labels in cells, each with the cell behind it."""
    cells = cells_of(lines[i])
    k = 0
    while k + 1 < len(cells):
        a, b = cells[k]
        field = field_of(lines[i].core[a:b])
        if field is None:
            k += 1
            continue
        at = lines[i].at
        va, vb = cells[k + 1]
        yield Label(field, lines[i].core[a:b].lower(), i, at + a, Span(at + va, at + vb), True)
        k += 2


def cells_of(line: Line) -> list[tuple[int, int]]:
    """The cells of a row with pipes or tabs: stretches of the core, without blanks and bold marks."""
    mark = "|" if "|" in line.core else "\t"
    cells: list[tuple[int, int]] = []
    start = 0
    core = line.core
    for stop in (*(m.start() for m in re.finditer(re.escape(mark), core)), len(core)):
        a, b = start, stop
        while a < b and core[a] in " \t*_":
            a += 1
        while b > a and core[b - 1] in " \t*_":
            b -= 1
        cells.append((a, b))
        start = stop + 1
    if cells and cells[0][0] == cells[0][1]:
        cells = cells[1:]
    if cells and cells[-1][0] == cells[-1][1]:
        cells = cells[:-1]
    return cells


def _cut(text: str, labels: Sequence[Label]) -> Iterator[Label]:
    """The labels of a line, each value cut where the next label starts."""
    for k, label in enumerate(labels):
        stop = labels[k + 1].start if k + 1 < len(labels) else label.value.end
        a, b = label.value.start, min(label.value.end, stop)
        while a < b and text[a] in " \t*_:":
            a += 1
        tail = " \t*_|" if label.field in PEOPLE and stop == label.value.end else " \t*_,;|"
        while b > a and text[b - 1] in tail:
            b -= 1
        yield Label(label.field, label.words, label.line, label.start, Span(a, max(a, b)), label.firm)


def garbled(lines: Sequence[Line], i: int) -> Label | None:
    """`manwezigen`, `Afeig`: a word that differs in two letters from a label of who was there, at most."""
    line = lines[i]
    word = re.match(r"[^\W\d_]{5,11}(?![\w-])", line.core)
    if not word or len(line.core) > 120 or _NOT_GARBLED.match(word[0]):
        return None
    low = word[0].lower()
    for known, field in (
        ("aanwezig", Field.PRESENT),
        ("aanwezigen", Field.PRESENT),
        ("afwezig", Field.ABSENT),
    ):
        if (
            low != known
            and abs(len(low) - len(known)) <= 2
            and _distance(low, known) <= (2 if len(known) < 10 else 3)
        ):
            a = line.at + word.end()
            rest = line.core[word.end() :]
            lead = len(rest) - len(rest.lstrip(" \t:=_-*"))
            value = Span(min(a + lead, line.stop), line.stop)
            return Label(field, known, i, line.at, value, rest.lstrip().startswith(":"), True)
    return None


def _distance(a: str, b: str) -> int:
    """Levenshtein's distance of two short words."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        last, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (x != y))
    return row[-1]
