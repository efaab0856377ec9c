"""What a message consists of: the words of its sender, the signature, the notes below it, a meeting request."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.items import Words
from pipeline.split.lines import Line
from pipeline.split.mail.disclaimers import disclaimers
from pipeline.split.mail.invitations import invitation
from pipeline.split.mail.signatures import closing_inside, signature_lines
from pipeline.types import Span


@dataclass(frozen=True, slots=True)
class Contents:
    """The parts of what a sender wrote; every line with a word is in exactly one of them."""

    text: Words
    signature: Span | None
    disclaimers: tuple[Span, ...]
    invitation: Span | None


def contents(text: str, lines: Sequence[Line], own: Sequence[int], quoted: bool) -> Contents:
    """The parts of the lines `own`. `quoted`: they carry quoting marks, so that each is a stretch of its own."""
    notes: list[Span] = []
    request: Span | None = None
    signed: Span | None = None
    taken: set[int] = set()
    for run in _runs(lines, own):
        cores = [lines[i].core for i in run]
        block = None if request else invitation(cores)
        if block:
            request = _span(lines, run, *block)
            taken.update(run[slice(*block)])
        for rest in _runs(lines, [i for i in run if i not in taken]):
            gaps = [k == 0 or i != rest[k - 1] + 1 for k, i in enumerate(rest)]
            for note in disclaimers([lines[i].core for i in rest], gaps):
                notes.append(_span(lines, rest, *note))
                taken.update(rest[slice(*note)])
        if signed is None:
            signed = _signature(text, lines, run, taken)
    claimed = sorted(span for span in (*notes, request, signed) if span)
    return Contents(tuple(_words(text, lines, own, claimed, quoted)), signed, tuple(notes), request)


def _runs(lines: Sequence[Line], own: Sequence[int]) -> Iterator[list[int]]:
    """The lines in stretches between which no line of somebody else stands."""
    run: list[int] = []
    for i in own:
        if run and any(lines[k].core for k in range(run[-1] + 1, i)):
            yield run
            run = []
        run.append(i)
    if run:
        yield run


def _span(lines: Sequence[Line], run: Sequence[int], first: int, stop: int) -> Span:
    return Span(lines[run[first]].at, lines[run[stop - 1]].stop)


def _signature(text: str, lines: Sequence[Line], run: Sequence[int], taken: set[int]) -> Span | None:
    """The first signature of a run that no other part interrupts."""
    for rest in _runs(lines, [i for i in run if i not in taken]):
        cores = [lines[i].core for i in rest]
        found = signature_lines(cores, [text[lines[i].start : lines[i].end] for i in rest])
        if found:
            first, stop = found
            inside = closing_inside(cores[first])
            start = lines[rest[first]].at + (inside or 0)
            return Span(start, lines[rest[stop - 1]].stop)
    return None


def _words(
    text: str, lines: Sequence[Line], own: Sequence[int], claimed: Sequence[Span], quoted: bool
) -> Iterator[Span]:
    """What no other part has, in stretches as long as can be; one a line where lines carry quoting marks."""
    start = end = above = -1
    for i, piece, whole in _pieces(text, lines, own, claimed, quoted):
        if not quoted and above >= 0 and not any(_has_word(lines[k].core) for k in range(above + 1, i)):
            end = piece.end
        else:
            if end >= 0:
                yield Span(start, end)
            start, end = piece.start, piece.end
        above = i if whole else -1
    if end >= 0:
        yield Span(start, end)


def _pieces(
    text: str, lines: Sequence[Line], own: Sequence[int], claimed: Sequence[Span], quoted: bool
) -> Iterator[tuple[int, Span, bool]]:
    """Each line with words that no other part has, and whether it has them all."""
    position = 0
    for i in own:
        line = lines[i]
        while position < len(claimed) and claimed[position].end <= line.at:
            position += 1
        left, right = (line.at, line.stop) if quoted else (line.start, line.end)
        whole = position == len(claimed) or claimed[position].start >= line.stop
        if not whole:
            right = max(left, claimed[position].start)
        words = text[left:right]
        if _has_word(words):
            left += len(words) - len(words.lstrip())
            yield i, Span(left, right - (len(words) - len(words.rstrip()))), whole


def _has_word(words: str) -> bool:
    return any(c.isalnum() for c in words)
