"""Header blocks of which a PDF gives all labels first and the values after them, column by column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.split.lines import Line, next_filled
from pipeline.split.mail.blocks import is_address
from pipeline.split.mail.head import Fields
from pipeline.split.mail.labels import label_of
from pipeline.split.mail.sending import is_clocked, is_time_of_sending
from pipeline.types import Span

_MOST = 30  # filled lines in which the values stand
_LABELS = 3  # fewer labels without values are labels whose values were taken out
_DATE_LINE = 80  # characters


@dataclass(frozen=True, slots=True)
class Columns:
    """The fields with the values that stood below them, and the first line behind the values."""

    fields: Fields
    body: int


def read_columns(text: str, lines: Sequence[Line], fields: Fields, body: int) -> Columns | None:
    """The values of labels that stand alone, found by the one line among them that is a time of sending."""
    names = [name for name, _ in fields]
    if len(names) < _LABELS or any(span.end > span.start for _, span in fields):
        return None
    anchor = next((k for k, name in enumerate(names) if name in ("sent", "date")), None)
    if anchor is None:
        return None
    filled = _filled(lines, body)
    when = next((k for k, i in enumerate(filled[: anchor + 6]) if _is_time(lines[i].core)), None)
    if when is None or any(label_of(lines[i]) for i in filled[: when + 1]):
        return None
    values = dict(_before(names[:anchor], filled[:when]))
    values[names[anchor]] = [filled[when]]
    used = when + 1
    for name in names[anchor + 1 :]:
        taken = _take(lines, name, filled[used:])
        values[name] = taken
        used += len(taken)
    return Columns(
        tuple((name, _around(lines, values.get(name, []), span)) for name, span in fields),
        filled[used - 1] + 1,
    )


def _filled(lines: Sequence[Line], body: int) -> list[int]:
    found: list[int] = []
    i = next_filled(lines, body)
    while i < len(lines) and len(found) < _MOST:
        found.append(i)
        i = next_filled(lines, i + 1)
    return found


def _is_time(core: str) -> bool:
    return len(core) <= _DATE_LINE and is_clocked(core) and is_time_of_sending(core)


def _before(names: list[str], lines: list[int]) -> list[tuple[str, list[int]]]:
    """The values above the time: one line each, the first one more where there are more."""
    if not names or len(lines) < len(names):
        return list(zip(reversed(names), ([i] for i in reversed(lines)), strict=False))
    extra = len(lines) - len(names)
    return [
        (names[0], lines[: extra + 1]),
        *((n, [i]) for n, i in zip(names[1:], lines[extra + 1 :], strict=True)),
    ]


def _take(lines: Sequence[Line], name: str, rest: list[int]) -> list[int]:
    """The lines of one value below the time: a list of addresses may run on."""
    taken = rest[:1]
    while name in ("to", "cc", "bcc") and taken and len(taken) < len(rest):
        core, following = lines[taken[-1]].core, lines[rest[len(taken)]].core
        if not core.endswith((";", ",")) and not ("@" in following and is_address(following)):
            break
        taken.append(rest[len(taken)])
    return taken


def _around(lines: Sequence[Line], taken: list[int], empty: Span) -> Span:
    return Span(lines[taken[0]].at, lines[taken[-1]].stop) if taken else empty
