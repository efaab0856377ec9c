"""The legend of a redacted file: which codes it explains, on which pages it says that they stand, and where it errs.

A legend starts at its heading or at the sentence that opens it, and runs to the end of its last row. A row is a ground
in words (`Art. 5.1 lid 2 sub e`), its code (`5.1.2e`), or a letter that stands for one (`A = persoonsgegevens`). Its
page numbers stand under the heading of their column; where nothing has a place, at the ends of its lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from pipeline.check.codes import IN_WORDS, SURE_WOB, SURE_WOO, MarkKind, MarkPlace, normalise
from pipeline.check.fulltext import FullText
from pipeline.check.trace import Trace
from pipeline.types import Span

_OPENS = regex.compile(
    r"(?im)^[ \t\f#*]*(?:legenda\b[^\n]{0,80}"
    r"|(?:toegepaste|gehanteerde|gebruikte|toelichting(?:[ ]op)?(?:[ ]de)?)[ ](?:uitzonderings|weigerings)?"
    r"(?:gronden|grondslagen|codes)\b[^\n]{0,60}"
    r"|in[ ]dit[ ]document[ ]zijn[ ][^\n]{0,30}(?:geanonimiseerd|gelakt|onleesbaar)[^\n]{0,60}"
    r"|[^\n]{0,40}gelakt[^\n]{0,30}op[ ](?:grond[ ]van|de[ ]volgende[ ]gronden?)[^\n]{0,40}:)[ \t]*$"
)
_ARTICLE = regex.compile(
    rf"(?i)(?<![\w.])(?:(?:artikel|art\.?)[ ]?)?(?P<code>{IN_WORDS}|{SURE_WOO}|{SURE_WOB}"
    r"|5\.1\.[456]|5\.2\.[12]|5\.4a\.1|10\.[12](?=[ ])|11\.1)(?![\d]|\.\d)"
)
_LETTER_ROW = regex.compile(
    r"(?m)^[ \t\f]*[\[(]?(?P<letter>\p{Lu}{1,2})[\])]?[ \t]*(?:[=:–-]|\t|[ ]{1,})[ \t]*(?P<says>[^\n]{6,})$"
)
_SAYS_GROUND = regex.compile(
    r"(?i)levenssfeer|persoonsgegevens|persoonlijke|belangen|bedrijfsgegevens|beleidsopvatting|controle|toezicht"
    r"|veiligheid|buiten[ ](?:verzoek|reikwijdte)|dubbel|\bart(?:ikel|\.)|\b5\.[12]|\b10\.[12]|grond"
)
_PAGES_HEAD = regex.compile(r"(?i)\bpagina(?:'s|’s|\('s\)|\(’s\)|s|nummers?|\(s\))?(?!\w)|\bpag\.|\bblz\b")
_NUMBERS = r"\d{1,4}(?:[ ]?(?:[-–]|t/m)[ ]?\d{1,4})?"
_AT_END = regex.compile(
    rf"(?m)(?:^|(?<=[\s]))(?P<list>{_NUMBERS}(?:[ ,;/&]+(?:en[ ])?{_NUMBERS})*)[ ]*,?[ ]*$"
)
_IN_COLUMN = regex.compile(r"[\d,;/&–-]+|en|t/m")
_RANGE = regex.compile(r"(\d{1,4})(?:[ ]?(?:[-–]|t/m)[ ]?(\d{1,4}))?")
_FOOTER = regex.compile(
    r"(?i)(?:pagina|blad(?:zijde)?|p\.)[ ]?\d+(?:[ ](?:van|/)[ ]\d+)?|\d+[ ](?:van|/)[ ]\d+"
)
_LONGEST_ROW = 900  # characters; the longest ground of the Woo has 420
_LAST_PAGE = 10_000

_MEND_ROW = "Vul de legenda aan met deze code, of verbeter de code op de gelakte plaats."
_MEND_PAGES = "Maak de legenda opnieuw, nadat de laatste plaats is gelakt."


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a legend: what it explains, where it names it, and the pages that it lists; None where it lists none."""

    code: str
    span: Span
    pages: frozenset[int] | None


@dataclass(frozen=True, slots=True)
class Legend:
    """The legends of a file. `letters` are the letters that they explain, with the ground each stands for, if any."""

    spans: tuple[Span, ...] = ()
    rows: tuple[Row, ...] = ()
    letters: tuple[tuple[str, str | None], ...] = ()

    def holds(self, place: int) -> bool:
        """Whether a place in the text lies within a legend."""
        return any(span.start <= place < span.end for span in self.spans)


def read_legend(full: FullText) -> Legend:
    """The legends of a file; empty where it has none."""
    spans: list[Span] = []
    rows: list[Row] = []
    letters: dict[str, str | None] = {}
    for opening in _OPENS.finditer(full.text):
        if spans and opening.start() < spans[-1].end:
            continue
        span, found, said = _legend_at(full, opening.start(), opening.end())
        if found or said:
            spans.append(span)
            rows += found
            letters |= said
    return Legend(tuple(spans), tuple(rows), tuple(sorted(letters.items())))


def _legend_at(full: FullText, start: int, after: int) -> tuple[Span, list[Row], dict[str, str | None]]:
    """The legend that opens at a place: its stretch, its rows and its letters."""
    text = full.text
    letters: dict[str, str | None] = {}
    end = after
    for match in _LETTER_ROW.finditer(text, after):
        if match.start() > end + _LONGEST_ROW:
            break
        if _SAYS_GROUND.search(match["says"]):
            code = _ARTICLE.search(match["says"])
            letters[match["letter"]] = normalise(code["code"]) if code else None
            end = match.end()
    articles: list[regex.Match[str]] = []
    for match in _ARTICLE.finditer(text, after):
        if match.start() > end + _LONGEST_ROW:
            break
        articles.append(match)
        end = max(end, match.end())
    borders = [*(match.start() for match in articles[1:]), _row_end(text, end)]
    rows: dict[str, Row] = {}
    for match, border in zip(articles, borders, strict=False):
        code = normalise(match["code"])
        if code is None:
            continue
        pages = _pages_of(full, Span(match.end(), border), start)
        known = rows.get(code)
        if known is not None:  # "5.1.2e  Art. 5.1 lid 2 sub e ...": one row, named twice
            pages = pages | (known.pages or frozenset()) if pages is not None else known.pages
        rows[code] = Row(code, known.span if known else Span(*match.span()), pages)
    return Span(start, borders[-1] if articles else end), list(rows.values()), letters


def _row_end(text: str, start: int) -> int:
    """Where the last row of a legend ends: at the end of its page, or a blank line, or its longest."""
    stops = [len(text), start + _LONGEST_ROW]
    for stop in ("\f", "\n\n\n"):
        place = text.find(stop, start)
        if place >= 0:
            stops.append(place)
    return min(stops)


def _pages_of(full: FullText, row: Span, legend: int) -> frozenset[int] | None:
    """The page numbers of a row; None where it has none."""
    column = _column(full, legend, row.end)
    lists: list[str] = []
    if column is not None:
        lists = [w.span.of(full.text) for w in full.words if row.covers(w.span) and w.box.x0 >= column]
    if not lists or not all(_IN_COLUMN.fullmatch(word) for word in lists):
        text = _FOOTER.sub("", row.of(full.text))
        lists = [match["list"] for match in _AT_END.finditer(text)]
    numbers: set[int] = set()
    for match in _RANGE.finditer(" ".join(lists)):
        first, last = int(match[1]), int(match[2] or match[1])
        if last - first <= _LAST_PAGE:
            numbers.update(range(first, last + 1))
    return frozenset(numbers) if numbers else None


def _column(full: FullText, legend: int, end: int) -> float | None:
    """Where the column of page numbers starts, in points from the left; None without places or such a column."""
    match = _PAGES_HEAD.search(full.text, legend, end)
    boxes = full.boxes(Span(*match.span())) if match else ()
    return boxes[0].x0 - boxes[0].bottom + boxes[0].top if boxes else None


def find(full: FullText, legend: Legend, marks: Sequence[MarkPlace]) -> Iterator[Trace]:
    """Marks without a row, rows without a mark, and rows whose list of pages is not where their marks stand.

    A file without a legend has nothing that could not match: a ground's code says itself what it means.
    """
    if not legend.rows:
        return
    stand: dict[str, set[int]] = {}
    first: dict[str, Span] = {}
    for mark in marks:
        for code in mark.codes:
            stand.setdefault(code, set()).add(full.page_of(mark.span.start))
            first.setdefault(code, mark.span)
    garbled = any(mark.kind is MarkKind.GARBLED for mark in marks)
    rows = {row.code for row in legend.rows}
    for code in sorted(set(stand) - rows):
        page, box = full.place(first[code])
        reason = (
            f"De legenda heeft geen regel voor de code {code}, die op pagina {page} als grond is gebruikt."
        )
        yield Trace("mark-without-legend-row", page, box, reason, _MEND_ROW)
    for row in legend.rows:
        page, box = full.place(row.span)
        if row.code not in stand:
            if not garbled and not _only_bars(marks):
                reason = f"De legenda noemt de grond {row.code}, die op geen enkele gelakte plaats staat."
                yield Trace("legend-row-without-mark", page, box, reason, _MEND_PAGES)
        elif row.pages is not None and row.pages != stand[row.code] and not garbled:
            yield Trace("legend-pages", page, box, _wrong_pages(row, stand[row.code]), _MEND_PAGES)


def _only_bars(marks: Sequence[MarkPlace]) -> bool:
    """Whether some mark carries no code, so that it can be the one of any row."""
    return any(mark.kind in (MarkKind.BAR, MarkKind.LETTER) for mark in marks)


def _wrong_pages(row: Row, stand: set[int]) -> str:
    listed = row.pages or frozenset()
    missing, idle = sorted(stand - listed), sorted(listed - stand)
    parts = []
    if missing:
        parts.append(f"noemt pagina {_listed(missing)} niet, waar die grond wel staat")
    if idle:
        parts.append(f"noemt pagina {_listed(idle)}, waar die grond niet staat")
    return f"De legenda klopt niet voor de grond {row.code}: zij {' en '.join(parts)}."


def _listed(pages: Sequence[int]) -> str:
    shown = [str(page) for page in pages[:8]]
    if len(pages) > len(shown):
        return f"{', '.join(shown)} en {len(pages) - len(shown)} andere"
    return " en ".join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else shown[0]
