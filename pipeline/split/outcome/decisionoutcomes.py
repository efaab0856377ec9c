"""Outcomes that stand alone: `Conform`, `Unaniem aangenomen`, `Verworpen (12 voor, 25 tegen)`, `Voor kennisgeving`.

Beside the title of an agenda item an outcome is the decision. With a motion, an amendment or a row that is no agenda
item it says nothing by itself: there the decision's words are that row and the outcome.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.items import PartKind, Words
from pipeline.split.lines import Line, bullet
from pipeline.split.outcome.decisionfound import BODY, Decided
from pipeline.split.outcome.decisionsentences import result_in
from pipeline.types import Span

# Outcomes that are one by their words alone, also at the end of a title, where their capital tells a second column.
_PHRASES = (
    r"(?:(?:[Aa]kkoord,? )?[Bb]ehandeling in de raad(?: gewenst)?"
    r"|(?:[Ii]s (?:een )?)?[Hh]amerstuk(?: voor de raad)?"
    r"|[Bb]espreekstuk(?: voor de raad)?|[Cc]onform (?:besloten|advies|voorstel|besluit)(?: besloten)?"
    r"|[Aa]kkoord (?:conform|met) (?:het )?(?:advies|voorstel)|(?:[Vv]oor|[Tt]er) kennis(?:geving|neming"
    r"|name) aangenomen"
    r"|[Vv]an de agenda (?:afgevoerd|gehaald)|(?:[Oo]ngewijzigd|[Gg]ewijzigd) (?:vastgesteld|aangenomen)"
    r"|(?:[Gg]eamendeerd|[Uu]naniem) (?:aangenomen|vastgesteld|akkoord)|[Dd]oor(?:geleid)? naar de raad"
    r"|[Zz]onder hoofdelijke stemming (?:aangenomen|vastgesteld)|[Bb]ij acclamatie aangenomen"
    r"|[Mm]et algemene stemmen (?:aangenomen|vastgesteld)|[Ii]n handen (?:van [\w&’' ]{1,40} )?gesteld"
    r"|[Gg]aat als (?:hamerstuk|bespreekstuk) naar (?:de )?raad(?: van(?: \d{1,2} [a-z]{3,9}(?: \d{4})?)?)?"
    r"|[Aa]fgevoerd van de agenda|[Aa]genda (?:conform|ongewijzigd|gewijzigd) vastgesteld"
    r"|[Oo]p verzoek van [\w ]{3,40} aangehouden"
    r"|[Tt]er afdoening (?:aan|in handen van) (?:het )?college)"
)
_VERDICT = (
    r"(?:conform|akkoord|aangehouden|afgevoerd|vastgesteld|aangenomen|aanvaard|verworpen|ingetrokken|ingestemd"
    r"|goedgekeurd|afgewezen|verleend|geweigerd|afgehandeld|gehamerd|overgenomen|teruggenomen|verdaagd"
    r"|doorgeschoven"
    r"|gewijzigd conform|besloten conform|v\.?k\.?a\.?|voor kennisgeving)"
)
_VOTES = r"\d{1,3}(?: stem(?:men)?)?(?: voor| tegen|[-–/])?"
_TAIL = (
    rf"(?:,? ?\([^()]{{1,80}}\)|[,:]? (?:met )?{_VOTES}(?:[ ,;/–-]+(?:en "
    rf"|tegen )?{_VOTES}){{0,3}}(?: stem(?:men)?)?"
    r"|,? (?:tot|naar|door|zonder|bij|met (?:algemene|grote|ruime)|onder) [^.;:|\t\d]{2,60})"
)
_LEAD = rf"(?:(?:unaniem|met algemene stemmen|hierbij|bij hamerslag|(?:de |het )?{BODY})[ ,:]+)?"
_BESIDE = re.compile(rf"\s(?:[-–—:|]\s)?(?=[A-Z])(?P<outcome>{_PHRASES})\.?\Z")
_CELL = re.compile(
    rf"(?:\t+|\s{{3,}}|\s*\|\s*)(?P<outcome>(?i:{_VERDICT})|{_PHRASES})(?i:{_TAIL})?\.?[\s|]*\Z"
)
_ALONE = re.compile(
    rf"(?:\W{{1,3}})?(?P<outcome>(?i:{_LEAD}{_VERDICT})|{_PHRASES})(?i:{_TAIL}){{0,2}}[.,!]?\W*"
)
# What is voted on but is no item of an agenda by itself; a number before it makes it one.
_MATTER = (
    r"(?:motie|(?:sub)?amendement|wijzigingsvoorstel|wijzigingsverzoek|(?:[AM]|SA)[-. ]?\d{1,2}[a-z]?\b)"
)
_OF_MATTER = re.compile(rf"(?:[-–•*|]\s*)?{_MATTER}", re.IGNORECASE)
_MATTER_BESIDE = re.compile(
    rf"(?:[-–•*|]\s*)?{_MATTER}[^.?!]{{0,200}}?(?:[:,;|–—-]|\s)\s*\(?(?P<outcome>(?i:{_LEAD}{_VERDICT})"
    rf"|{_PHRASES})"
    rf"(?i:{_TAIL}){{0,2}}\)?[.|\s]*\Z",
    re.IGNORECASE,
)
_SAID = re.compile(r"\b(?:is|zijn|wordt|worden|was|waren|werd|werden|niet|geen|als|indien)\b", re.IGNORECASE)
# The row of a list that repeats a decision, also torn over lines: `12-3 Besluit verzoek 7 over namen: akkoord`
_OPENS_ROW = re.compile(r"(?:\d[\d/.-]{0,10}\s+)?besl[uv]it \S", re.IGNORECASE)
_IN_ROW = re.compile(
    rf"(?:\d[\d/.-]{{0,10}}\s+)?(?P<own>besl[uv]it [^:;?|]{{1,160}}: ?(?i:{_LEAD}{_VERDICT}))\b",
    re.IGNORECASE,
)
# Every outcome holds one of these.
_HINTS = (
    "hamer",
    "stuk",
    "conform",
    "akkoord",
    "genomen",
    "afge",
    "gest",
    "raad",
    "afdoening",
    "aange",
    "aanva",
    "verw",
    "ingetr",
    "goedge",
    "verle",
    "geweig",
    "verdaa",
    "doorge",
    "vka",
    "v.k",
    "vk.a",
    "kennisg",
)
_ROW_LINES = 4
_LONGEST = 90  # characters of an outcome alone on its line
_ROW = 260  # characters of a row that names a motion and its outcome
_TITLE = 80  # characters of a line that can be the title above an outcome


def is_outcome(words: str) -> bool:
    """Whether words are an outcome and no more, so that they don't say what was decided."""
    return len(words) <= _LONGEST and _ALONE.fullmatch(words) is not None


def cells_of(line: Line, mark: str) -> list[Span]:
    """The cells of a line; an outer pipe opens none."""
    core = line.core
    outer = mark == "|"
    start = 1 if outer and core[0] == "|" else 0
    end = len(core) - 1 if outer and core[-1] == "|" and len(core) > 1 else len(core)
    cells = []
    for piece in core[start:end].split(mark):
        lead = len(piece) - len(piece.lstrip(" *_"))
        inside = piece.strip(" *_")
        cells.append(Span(line.at + start + lead, line.at + start + lead + len(inside)))
        start += len(piece) + 1
    return cells


def outcomes(lines: Sequence[Line], i: int, kind: PartKind) -> Iterator[Decided]:
    """The outcome in a line of a list, beside a title or alone, and in minutes the one alone or beside a motion."""
    core = lines[i].core
    listed = kind == PartKind.DECISION_LIST
    if not listed and len(core) > _LONGEST and (len(core) > _ROW or not _OF_MATTER.match(core)):
        return
    if not any(map(core[-_ROW:].lower().__contains__, _HINTS)):
        return
    if len(core) <= _ROW and _MATTER_BESIDE.match(core) and not _SAID.search(core):
        whole = Span(lines[i].at + bullet(core), lines[i].stop)
        own = [cell for cell in cells_of(lines[i], "|") if cell.end > cell.start] if "|" in core else [whole]
        yield _decided(tuple(own), core, 0.8, range(i, i + 1))
    elif is_outcome(core) and core[0].isupper() | (listed and not core[0].islower()):
        yield from _alone(lines, i, kind)
    elif listed:
        found = _BESIDE.search(core, max(0, len(core) - 80)) or _CELL.search(core, max(0, len(core) - 80))
        if found:
            at = lines[i].at
            span = Span(at + found.start("outcome"), at + found.end("outcome"))
            yield _decided((span,), found["outcome"], 0.8, range(0))


def row_label(lines: Sequence[Line], i: int, last: int) -> Iterator[Decided]:
    """A row of a list that says `Besluit`, about what, and the outcome; its lines follow each other."""
    if not _OPENS_ROW.match(lines[i].core):
        return
    text, stop = lines[i].core, i + 1
    while not (found := _IN_ROW.match(text)) and stop < min(last, i + _ROW_LINES) and lines[stop].core:
        text, stop = f"{text} {lines[stop].core}", stop + 1
    if found is None or (stop == i + 1 and found.start("own") == 0):
        return  # the second is a label
    spans = [line.span for line in lines[i:stop]]
    spans[0] = Span(lines[i].at + found.start("own"), lines[i].stop)
    spans[-1] = Span(spans[-1].start, lines[stop - 1].stop - len(text) + found.end())
    result = result_in(found["own"].rpartition(":")[2].strip())
    yield Decided(tuple(spans), result, True, "uitslag", 0.8, range(i, stop))


def _decided(text: Words, words: str, sure: float, filled: range) -> Decided:
    found = _MATTER_BESIDE.match(words)
    return Decided(text, result_in(found["outcome"] if found else words), True, "uitslag", sure, filled)


def _alone(lines: Sequence[Line], i: int, kind: PartKind) -> Iterator[Decided]:
    """An outcome on a line of its own, with the motion right above it. In minutes it stands below a title."""
    line = lines[i]
    found = _ALONE.fullmatch(line.core)
    above = next((lines[j] for j in (i - 1, i - 2) if j >= 0 and lines[j].core), None)
    if found is None:
        return
    own = Span(
        line.at + found.start("outcome"), line.at + max(found.end("outcome"), len(line.core.rstrip(" .,!|")))
    )
    if above is not None and _OF_MATTER.match(above.core) and not _SAID.search(above.core):
        yield _decided((above.span, own), found["outcome"], 0.8, range(0))
    elif kind == PartKind.DECISION_LIST or (
        kind == PartKind.MINUTES and (above is None or not lines[i - 1].core or _ends(above))
    ):
        yield _decided((own,), found["outcome"], 0.7, range(0))


def _ends(line: Line) -> bool:
    """Whether a line ends a sentence, or is the title of an item: what stands below it starts anew."""
    return (
        line.core[-1] in ".!?;:)"
        or line.heading
        or (len(line.core) <= _TITLE and bullet(line.core) > 0)
        or (
            len(line.core) <= _TITLE
            and line.core[0].isupper() | line.core[0].isdigit()
            and line.core[-1].isalnum()
        )
    )
