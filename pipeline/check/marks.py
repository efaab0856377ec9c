"""Where something was taken out of a text: the marks of grounds, and what stands for one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from pipeline.check.codes import (
    IN_WORDS,
    SURE_WOB,
    SURE_WOO,
    WOO,
    MarkKind,
    MarkPlace,
    garbled_codes,
    normalise,
)
from pipeline.check.fulltext import FullText
from pipeline.check.legend import Legend, read_legend
from pipeline.check.trace import Trace
from pipeline.types import Span

_SURE = rf"(?:{SURE_WOO}|{SURE_WOB})"
_MORE = rf"{WOO}|{SURE_WOB}|{IN_WORDS}|11\.1"
_NO_GROUND = (
    r"dubbel|buiten[ ](?:het[ ])?(?:verzoek|reikwijdte)|niet[ ]relevant|geanonimiseerd|(?:weg)?gelakt|zwartgemaakt"
    r"|onleesbaar"
    r"|privacy|avg|persoonsgegevens?|naam(?:[ ]\p{Ll}+)?|namen|persoon(?:[ ]?\w)?|adres"
    r"|telefoonnummer|e-?mail(?:adres)?"
)
_ARTICLE = r"(?:art(?:ikel|\.)?[ ]*)?"
_LAW = r"(?:[ ](?:woo|wob))?"
_AND = r"[ ]*(?:[;,/&+]|en|jo\.?)[ ]*"
_WITH = (
    r"(?:[ ]*[;,/&+][ ]*(?:5\.1\.[456]|5\.2\.[12])(?![\d.]*\d))*"  # beside a sure one these are grounds too
)
_MARK = regex.compile(
    rf"""(?xi)
      \[[ ]*(?P<bracketed>{_ARTICLE}(?:{_MORE})(?:{_AND}{_ARTICLE}(?:{_MORE}))*{_LAW})[ ]*\]
    | \[[ ]*(?P<other>{_NO_GROUND})[ ]*\]
    | (?:gelakt,?[ ]gronde?n?[ ])?(?P<bare>(?<![\p{{L}}\d])(?<!\d[.,])(?-i:{_SURE}){_WITH})
      (?=[^\p{{Ll}}\d]|\Z|5\.1\.|mr\.|dhr|mw)
    | (?P<glued>(?<=5\.1\.[12]\.?[a-i])(?-i:{SURE_WOO}))(?=[^\p{{Ll}}\d]|\Z|5\.1\.)
    | ^[ \t\f]*(?P<alone>{_ARTICLE}(?:{IN_WORDS}){_LAW})[ \t]*$
    | (?P<bar>\u2588+|\u25a0{{2,}}|(?<!\w)X{{5,}}(?!\w))
    """,
    regex.MULTILINE,
)
# A reference to the law, not a mark.
_REFERS = regex.compile(
    r"(?i)(?:\b(?:artikel(?:en)?|art\.?|sub|onder|ingevolge|grondslag|uitzonderingsgrond|weigeringsgrond"
    r"|op[ ]grond[ ]van|in[ ]de[ ]zin[ ]van|bedoeld[ ]in)[ ]*[\[(]?[ ]*)\Z"
)
_REFERS_ON = regex.compile(r"(?i)[ ]*(?:,[ ])?(?:van[ ]de[ ])?(?:woo|wob|wet[ ]open)\b")
_CODE = regex.compile(rf"(?i){IN_WORDS}|{WOO}|{SURE_WOB}|11\.1")
_KNOWN = "[5.1.2e]"  # the form of a mark that the detectors know
_MEND_GARBLED = (
    "Zet de code als echte tekst op de gelakte plaats, of verbeter de tekstherkenning van het bestand."
)


@dataclass(frozen=True, slots=True)
class Marked:
    """The text of a file with what was taken out of it.

    `marks` are those of the documents, sorted and disjoint: what stands in a legend is none. `runs` are marks with
    nothing but spaces between them, as one stretch: `5.1.2e 5.1.2e`.
    """

    full: FullText
    legend: Legend
    marks: tuple[MarkPlace, ...]
    runs: tuple[Span, ...]

    @property
    def text(self) -> str:
        """The text of the file."""
        return self.full.text


def read_marks(full: FullText) -> Marked:
    """Find all marks of a text."""
    legend = read_legend(full)
    found = [mark for mark in _marks(full.text, legend) if not legend.holds(mark.span.start)]
    found.sort()
    marks: list[MarkPlace] = []
    for mark in found:
        if not marks or mark.span.start >= marks[-1].span.end:
            marks.append(mark)
    return Marked(full, legend, tuple(marks), tuple(_runs(full.text, marks)))


def _marks(text: str, legend: Legend) -> Iterator[MarkPlace]:
    for match in _MARK.finditer(text):
        span = Span(*match.span())
        if match["bar"]:
            yield MarkPlace(span, MarkKind.BAR)
        elif match["other"]:
            yield MarkPlace(span, MarkKind.OTHER)
        elif match["alone"]:
            start = match.start("alone")
            yield MarkPlace(Span(start, match.end("alone")), MarkKind.GROUND, _codes(match["alone"]))
        elif match["bracketed"] or not _is_reference(text, span):
            yield MarkPlace(span, MarkKind.GROUND, _codes(match.group()))
    yield from garbled_codes(text)
    if legend.letters:
        letters = dict(legend.letters)
        # A letter by itself, in brackets or not; not the start of a sentence, of an item or of initials.
        listed = "|".join(sorted(letters, key=lambda s: (-len(s), s)))
        for match in regex.finditer(
            rf"\[(?P<a>{listed})\]|\((?P<b>{listed})\)|(?<![\w.'’-])(?<!^[ \t]*)(?P<c>{listed})(?![\w.'’)-])",
            text,
            regex.MULTILINE,
        ):
            code = letters[match["a"] or match["b"] or match["c"]]
            yield MarkPlace(Span(*match.span()), MarkKind.LETTER, (code,) if code else ())


def _codes(text: str) -> tuple[str, ...]:
    codes = (normalise(match.group()) for match in _CODE.finditer(text))
    return tuple(dict.fromkeys(code for code in codes if code))


def _is_reference(text: str, span: Span) -> bool:
    if span.of(text)[:1] in "gG":  # gelakt, grond 5.1.2e
        return False
    before = _REFERS.search(text, max(0, span.start - 30), span.start)
    return bool(before or _REFERS_ON.match(text, span.end, span.end + 40))


def _runs(text: str, marks: list[MarkPlace]) -> Iterator[Span]:
    run: Span | None = None
    for mark in marks:
        if run is not None and not text[run.end : mark.span.start].strip(" \t"):
            run = Span(run.start, mark.span.end)
            continue
        if run is not None:
            yield run
        run = mark.span
    if run is not None:
        yield run


def find_garbled(marked: Marked) -> Iterator[Trace]:
    """The codes that text recognition garbled: who reads the text can't tell on what ground something was taken out."""
    for mark in marked.marks:
        if mark.kind is MarkKind.GARBLED and len(marked.marks) > 1:
            page, box = marked.full.place(mark.span)
            reason = (
                f"Op pagina {page} staat een code van een grond die door tekstherkenning verminkt is;"
                " wie de tekst leest of laat voorlezen, weet niet waarom hier iets ontbreekt."
            )
            yield Trace("garbled-code", page, box, reason, _MEND_GARBLED)


def blanked(marked: Marked) -> str:
    """The text with each mark in the one form that the detectors know, of the same length: what is read as a name or
    an address must not hang on how a mark is written.
    """
    parts: list[str] = []
    done = 0
    for mark in marked.marks:
        length = mark.span.end - mark.span.start
        written = mark.span.of(marked.text)
        parts += [
            marked.text[done : mark.span.start],
            _KNOWN.ljust(length) if length >= len(_KNOWN) else written,
        ]
        done = mark.span.end
    return "".join([*parts, marked.text[done:]])
