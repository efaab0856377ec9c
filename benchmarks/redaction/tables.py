"""Tables to read, in Markdown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from benchmarks.redaction.measure import PageResult
from benchmarks.redaction.real import Made


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Rows under a head, columns as wide as they must be."""
    lines = [tuple(str(cell) for cell in row) for row in (head, *rows)]
    widths = [max(len(line[i]) for line in lines) for i in range(len(head))]
    shown = [
        "| " + " | ".join(c.ljust(w) for c, w in zip(line, widths, strict=True)) + " |" for line in lines
    ]
    return "\n".join([shown[0], "|" + "|".join("-" * (w + 2) for w in widths) + "|", *shown[1:]])


def real(made: Sequence[Made]) -> str:
    """A row for each maker and variant."""
    groups: dict[tuple[str, str], list[Made]] = {}
    for one in made:
        groups.setdefault((one.producer, one.variant), []).append(one)
    rows = [(*key, *_counts(group)) for key, group in groups.items()]
    rows.append(("all", "", *_counts(made)))
    head = (
        "maker",
        "variant",
        "pages",
        "refused",
        "leaks",
        "lost",
        "added",
        "pictures",
        "pixels",
        "shape",
        "exact",
    )
    return table(head, rows)


def _counts(made: Sequence[Made]) -> tuple[object, ...]:
    """Pages, and of those: refused, with a leak, with lost and with added letters, pictures, changed pixels;
    marks of another shape than most, and marks whose gap kept its width.
    """
    found = [m.result for m in made if m.result is not None]
    pages = [page for result in found for page in result.results]
    return (
        sum(result.pages for result in found),
        sum(result.pages for result in found if result.refused) + sum(m.result is None for m in made),
        sum(bool(p.leaks) for p in pages),
        sum(bool(p.lost) for p in pages),
        sum(bool(p.added) for p in pages),
        sum(p.picture for p in pages),
        sum(bool(p.pixels) for p in pages),
        _narrow(pages),
        sum(page.exact for page in pages),
    )


def _narrow(pages: Sequence[PageResult]) -> int:
    """Marks whose shape is not the most frequent one."""
    widths = Counter(round(width, 1) for page in pages for width in page.widths if not page.picture)
    return sum(widths.values()) - max(widths.values(), default=0)


def details(made: Sequence[Made]) -> str:
    """A line for each page that is not as it should be."""
    lines: list[str] = []
    for one in made:
        if one.result is None or one.result.refused:
            reason = one.broken if one.result is None else one.result.refused
            lines.append(f"{one.file}: {reason}")
            continue
        for page in one.result.results:
            said = _said(page)
            if said:
                lines.append(f"{one.file}, page {page.page}, '{page.word}': {said}")
    return "\n".join(lines)


def _said(page: PageResult) -> str:
    parts = [f"leaks in {', '.join(page.leaks)}"] if page.leaks else []
    parts += [f"lost in {name}: {_short(letters)}" for name, letters in page.lost.items()]
    parts += [f"added in {name}: {_short(letters)}" for name, letters in page.added.items()]
    parts += ["picture"] if page.picture else []
    parts += [f"{page.pixels} pixels differ by up to {page.strongest}"] if page.pixels else []
    return "; ".join(parts)


def _short(letters: str) -> str:
    return repr(letters) if len(letters) <= 40 else f"{letters[:40]!r} ({len(letters)})"
