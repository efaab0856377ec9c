"""A question to an archive and its answer: read, widened, found, put in order, shown."""

from __future__ import annotations

from dataclasses import replace

from pipeline.archive.expand import Expanded, Term, expand, loosened, meant
from pipeline.archive.protocol import Archive
from pipeline.archive.query import parse, query_fault
from pipeline.archive.rank import ranked
from pipeline.archive.snippet import snippet
from pipeline.archive.values import Answer, Filters, Found, Hit, Query, Sort, Stored

RANKED = 50  # the store's best that are put in order anew; whoever pages further sees the store's own order
_FEW = 3  # hits: so few may come of a slip of the keys, or of a word too many


def answer(archive: Archive, query: Query) -> Answer:
    """Answer a question.

    Raises:
        QueryError: the question can't be understood.
        ArchiveStoreError: the archive can't be reached, is locked or damaged.
    """
    _see_text(query.filters)
    node = parse(query.words)
    if node is None:
        found = archive.find(None, query.filters, _browsing(query.sort), query.offset, query.limit)
        return Answer(_hits(found.rows, ()), found.total, found.counts)
    expanded = expand(node, archive)
    found = _find(archive, expanded, query)
    relaxed = False
    if found.total < _FEW and (looser := loosened(expanded, few=bool(found.total))) is not None:
        some = _find(archive, looser, query)
        found, relaxed = some, some.total > found.total
    return Answer(
        _hits(found.rows, expanded.terms),
        found.total,
        found.counts,
        corrected=expanded.corrected,
        meant=_meant(archive, expanded) if found.total <= _FEW else (),
        relaxed=relaxed,
    )


def _browsing(sort: Sort) -> Sort:
    """Without words nothing is more relevant than another."""
    return Sort.NEWEST if sort is Sort.RELEVANCE else sort


def _find(archive: Archive, expanded: Expanded, query: Query) -> Found:
    asked, filters, last = expanded.expression, query.filters, query.offset + query.limit
    if query.sort is not Sort.RELEVANCE or query.offset >= RANKED:
        return archive.find(asked, filters, query.sort, query.offset, query.limit)
    found = archive.find(asked, filters, query.sort, 0, RANKED)
    rows = tuple(ranked(found.rows, expanded.terms)[query.offset : last])
    if last > RANKED and found.total > RANKED:
        rows += archive.find(asked, filters, query.sort, RANKED, last - RANKED).rows
    return replace(found, rows=rows)


def _see_text(filters: Filters) -> None:
    """A lone surrogate, as a command line makes of a stray byte, is no text: no store could look for it."""
    days = (filters.since or "", filters.until or "", filters.due_before or "")
    texts = (filters.owner, *filters.bodies, *filters.cases, *filters.document_kinds, *filters.grounds, *days)
    try:
        "".join(texts).encode()
    except UnicodeEncodeError:
        raise query_fault("signs", 0) from None


def _hits(rows: tuple[Stored, ...], terms: tuple[Term, ...]) -> tuple[Hit, ...]:
    return tuple(Hit(row, *snippet(row.item.text, terms)) for row in rows)


def _meant(archive: Archive, expanded: Expanded) -> tuple[tuple[str, str], ...]:
    replaced = {word for word, _ in expanded.corrected}
    asked = [
        term.asked[0] for term in expanded.terms if len(term.asked) == 1 and term.asked[0] not in replaced
    ]
    counts = archive.stem_counts(asked)
    found = (
        (word, meant(word, counts[word], archive))
        for word in dict.fromkeys(asked)
        if counts.get(word, 99) <= _FEW
    )
    return tuple((word, other) for word, other in found if other is not None)
