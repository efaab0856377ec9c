"""Tables of who was at a meeting: columns for the name, the organisation and the function."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.items import Attendee
from pipeline.split.meeting.people import Entry, How, read_list
from pipeline.split.meeting.people_words import Attribute, is_mark, is_name, nobody
from pipeline.types import Span

Row = Sequence[Span]
_COLUMNS = tuple(
    (column, re.compile(words, re.IGNORECASE))
    for column, words in (
        ("first", r"voornaam|voorletters|initialen|first name|aanhef"),
        ("middle", r"tussenvoegsels?"),
        ("last", r"achternaam|last name|surname"),
        ("name", r"naam|namen|name|wie|aanwezig(?:en)?|deelnemers?|afwezig(?:en)?|deelnemer|leden"),
        (
            "organisation",
            r"organisaties?|org\.?|gemeenten?|afdeling|bedrijf|instelling|instantie|namens|partij|fractie"
            r"|organisation|organization|company|departement|dienst|directie|team",
        ),
        ("role", r"functie|rol|role|function|hoedanigheid|functienaam|title"),
        ("there", r"aanwezig\??|present\??|aan-/afwezig|a/a|status"),
        (
            "other",
            r"paraaf|handtekening|e-?mail(?:adres)?|telefoon|nr\.?|#|opmerking(?:en)?|afk\.?|afkorting",
        ),
    )
)
_AWAY = re.compile(r"(?:nee|n|no|-|afw\w*\.?|afgemeld|verhinderd|absent|m\.?k\.?)", re.IGNORECASE)
_RULER = re.compile(r"[\s:|-]*")


def column(words: str) -> str | None:
    """What a column of that heading holds; None for words that head no column."""
    bare = words.strip(" *_:\t")
    return next((name for name, rule in _COLUMNS if bare and rule.fullmatch(bare)), None)


def is_header(cells: Sequence[str]) -> bool:
    """Whether cells are the headings of a table of people."""
    named = [column(cell) for cell in cells]
    return (
        len(cells) > 1 and any(n in ("name", "first", "last") for n in named) and sum(map(bool, named)) >= 2
    )


def read_table(text: str, rows: Sequence[Row], how: How) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
    """The people of a table, and those whom its own column says were not there."""
    filled = [row for row in rows if not all(_RULER.fullmatch(cell.of(text)) for cell in row)]
    if not filled:
        return (), ()
    heads: list[str | None] = [None] * len(filled[0])
    if is_header([cell.of(text) for cell in filled[0]]):
        heads = _heads([cell.of(text) for cell in filled[0]])
        filled = filled[1:]
    there: list[Entry] = []
    away: list[Entry] = []
    for row in filled:
        for entry in _row(text, heads, row, how):
            absent = any(
                head == "there" and _AWAY.fullmatch(cell.of(text))
                for head, cell in zip(heads, row, strict=False)
            )
            (away if absent else there).append(entry)
    return tuple(there), tuple(away)


def _heads(cells: Sequence[str]) -> list[str | None]:
    """What the columns hold. Behind a column for the name, `Aanwezig` says whether somebody was there."""
    heads = [column(cell) for cell in cells]
    if heads.count("name") > 1:
        first = heads.index("name")
        heads = ["there" if head == "name" and i != first else head for i, head in enumerate(heads)]
    return heads


def _row(text: str, heads: Sequence[str | None], row: Row, how: How) -> tuple[Entry, ...]:
    cells = [cell for cell in row if cell.start < cell.end]
    if not cells:
        return ()
    if not any(heads):
        return _plain(text, cells, how)
    by: dict[str, list[Span]] = {}
    for head, cell in zip(heads, row, strict=False):
        if head and cell.start < cell.end:
            by.setdefault(head, []).append(cell)
    parts = [*by.get("first", ()), *by.get("middle", ()), *by.get("last", ()), *by.get("name", ())]
    if not parts:
        return ()
    name = Span(min(p.start for p in parts), max(p.end for p in parts))
    organisation = next(iter(by.get("organisation", ())), None)
    role = next(iter(by.get("role", ())), None)
    if len(parts) == 1:
        inner = read_list(text, [name], how).entries
        if len(inner) == 1 and inner[0].attendee.name:
            one = inner[0].attendee
            return (_entry(row, (one.name, role or one.role, organisation or one.organisation), how),)
        if len(inner) > 1:
            return inner
    if nobody(name.of(text)) or not any(is_name(p.of(text)) or is_mark(p.of(text)) for p in parts):
        return ()
    return (_entry(row, (name, role, organisation), how),)


def _plain(text: str, cells: Row, how: How) -> tuple[Entry, ...]:
    """A row without headings above it: the name first, what else is said of it beside it."""
    inner = read_list(text, cells[:1], how).entries
    if len(inner) != 1 or len(cells) == 1:
        return inner
    one = inner[0].attendee
    beside = read_list(text, [Span(cells[0].start, cells[-1].end)], how).entries
    if len(beside) == 1 and beside[0].attendee.name == one.name:
        return beside
    return (_entry(cells, (one.name, one.role, one.organisation or cells[1]), how),)


def _entry(row: Row, said: tuple[Span | None, Span | None, Span | None], how: How) -> Entry:
    """An entry of name, role and organisation."""
    name, role, organisation = said
    given = [one for one in (*row, *said) if one and one.start < one.end]
    span = Span(min(one.start for one in given), max(one.end for one in given))
    roles = (Attribute((role.start, role.end), None),) if role else ()
    confidence = how.confidence if name else min(how.confidence, 0.5)
    return Entry(Attendee(span, name, role, organisation, how.rule, confidence), roles)
