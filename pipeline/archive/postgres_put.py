"""Cases into the PostgreSQL archive and out of it. The caller holds the transaction and the lock of whoever writes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from psycopg.sql import SQL, Identifier

from pipeline.archive.analysis import folded, stem, words
from pipeline.archive.choices import option_counts
from pipeline.archive.columns import columns
from pipeline.archive.postgres_open import Connection
from pipeline.archive.values import Dossier, Item, LogEntry, is_open

_MANY = 2_000  # items at once
# Bytes of words that are indexed, of an item and of its context: a tsvector holds 1 MB, in which each word takes up to
# four more. No page holds as much.
_LONGEST = 500_000
_LONGEST_BESIDE = 100_000
# What is copied to these gets the columns that the server makes on its way to where it stays.
_NEW = """
CREATE TEMPORARY TABLE new_words (word text COLLATE "C", stem text, items integer) ON COMMIT DROP;
CREATE TEMPORARY TABLE new_contexts (id integer, words text) ON COMMIT DROP;
CREATE TEMPORARY TABLE new_items (LIKE items) ON COMMIT DROP;
ALTER TABLE new_items ALTER COLUMN words TYPE text;
"""
# Stop words are not kept and take a place: so many stand before the context that no phrase begins in the words of an
# item itself and ends in those of its context.
_INDEX = """
WITH beside AS MATERIALIZED (
    SELECT id, setweight(to_tsvector('dutch', repeat('de ', 16) || words), 'D') AS words FROM new_contexts
)
INSERT INTO items
SELECT n.id, n.case_id, n.context_id, n.key, n.kind, n.text, n.meeting, n.date, n.body, n.number, n.topic, n.owner,
    n.owner_folded, n.due, n.due_text, n.status, n.result, n.grounds, n.document_kind, n.open,
    setweight(to_tsvector('dutch', n.words), 'A') || b.words
FROM new_items n JOIN beside b ON b.id = n.context_id ORDER BY n.id
"""
_COUNT = """
INSERT INTO vocabulary AS v (word, stem, items) SELECT word, stem, items FROM new_words ORDER BY word
ON CONFLICT (word) DO UPDATE SET items = v.items + excluded.items
"""
_FORGET = "DELETE FROM vocabulary v USING new_words n WHERE n.items < 0 AND v.word = n.word AND v.items <= 0"


def put(connection: Connection, dossier: Dossier, entry: LogEntry) -> None:
    """Make a dossier what there is of its case, and write its line in the log."""
    connection.execute(_NEW)
    gone = _taken_out(connection, dossier.case)
    _count(connection, _inserted(connection, dossier, entry), gone)
    log(connection, [entry])


def remove(connection: Connection, name: str, entry: LogEntry) -> None:
    """Take a case out, its words too, and write its line in the log."""
    connection.execute(_NEW)
    _count(connection, {}, _taken_out(connection, name))
    log(connection, [entry])


def log(connection: Connection, entries: Sequence[LogEntry]) -> None:
    """Write lines in the log."""
    numbered = enumerate(entries, _next(connection, "log"))
    rows = ((number, one.at, one.by, one.deed, one.case, one.reason, one.items) for number, one in numbered)
    _copy(connection, "log", rows)


def _taken_out(connection: Connection, name: str) -> Counter[str]:
    """Take out the rows of a case; gives in how many of its items each word stood."""
    gone: Counter[str] = Counter()
    row = connection.execute("SELECT id FROM cases WHERE name = %s", (name,)).fetchone()
    if row is None:
        return gone
    with connection.cursor(name="stored") as stored:
        stored.itersize = _MANY
        stored.execute(
            "SELECT i.text, c.text FROM items i JOIN contexts c ON c.id = i.context_id WHERE i.case_id = %s",
            row,
        )
        for text, context in stored:
            gone.update({*words(text), *words(context)})
    connection.execute("DELETE FROM places p USING items i WHERE i.id = p.item_id AND i.case_id = %s", row)
    for table in ("items", "contexts", "meetings", "documents", "options"):
        connection.execute(SQL("DELETE FROM {} WHERE case_id = %s").format(Identifier(table)), row)
    connection.execute("DELETE FROM cases WHERE id = %s", row)
    return gone


def _inserted(connection: Connection, dossier: Dossier, entry: LogEntry) -> Counter[str]:
    """Put in a dossier of a case that is not there; gives in how many of its items each word stands."""
    case = _next(connection, "cases")
    told = (dossier.case, dossier.organisation, dossier.folder, dossier.digest, entry.at)
    _copy(connection, "cases", [(case, *told, len(dossier.documents), len(dossier.items))])
    documents = _numbered(_next(connection, "documents"), (one.number for one in dossier.documents))
    _copy(
        connection,
        "documents",
        ((documents[one.number], case, *columns(one, _array)) for one in dossier.documents),
    )
    meetings = enumerate(dossier.meetings, _next(connection, "meetings"))
    _copy(connection, "meetings", ((number, case, *columns(one, _array)) for number, one in meetings))
    contexts = _numbered(_next(connection, "contexts"), (item.context for item in dossier.items))
    beside = {text: words(text) for text in contexts}
    _copy(connection, "contexts", ((number, case, text) for text, number in contexts.items()))
    _copy(
        connection,
        "new_contexts",
        ((number, _joined(beside[text], _LONGEST_BESIDE)) for text, number in contexts.items()),
    )
    counted: Counter[str] = Counter()
    first = _next(connection, "items")

    def items() -> Iterator[tuple[object, ...]]:
        for number, item in enumerate(dossier.items, first):
            own = words(item.text)
            counted.update({*own, *beside[item.context]})
            yield (*_item(number, case, contexts[item.context], item), _joined(own, _LONGEST))

    _copy(connection, "new_items", items())
    connection.execute(_INDEX)
    _copy(connection, "places", _places(first, dossier.items, documents))
    options = sorted(option_counts(dossier.items).items())
    _copy(connection, "options", ((case, *option, count) for option, count in options))
    return counted


def _count(connection: Connection, come: Mapping[str, int], gone: Mapping[str, int]) -> None:
    """Keep the vocabulary with what came and went."""
    more = Counter(come)
    more.subtract(gone)
    # Letters and digits need no escaping, and this is most of all rows.
    lines = "".join([f"{word}\t{stem(word)}\t{count}\n" for word, count in more.items() if count])
    with connection.cursor() as cursor, cursor.copy("COPY new_words FROM STDIN") as copy:
        copy.write(lines)
    connection.execute(_COUNT)
    connection.execute(_FORGET)


def _copy(connection: Connection, table: str, rows: Iterable[Sequence[object]]) -> None:
    with (
        connection.cursor() as cursor,
        cursor.copy(SQL("COPY {} FROM STDIN").format(Identifier(table))) as copy,
    ):
        for row in rows:
            copy.write_row(row)


def _next(connection: Connection, table: str) -> int:
    """The first number that is free in a table."""
    row = connection.execute(
        SQL("SELECT coalesce(max(id), 0) + 1 FROM {}").format(Identifier(table))
    ).fetchone()
    return int(row[0]) if row else 1


def _numbered(first: int, values: Iterable[str]) -> dict[str, int]:
    return {value: number for number, value in enumerate(dict.fromkeys(values), first)}


def _joined(found: Sequence[str], longest: int) -> str:
    """Words as to_tsvector takes them."""
    return " ".join(found).encode()[:longest].decode(errors="ignore")


def _array(values: tuple[object, ...]) -> list[object]:
    """A tuple, also one of tuples, as psycopg takes an array."""
    return [list(map(float, value)) if isinstance(value, tuple) else value for value in values]


def _item(number: int, case: int, context: int, item: Item) -> tuple[object, ...]:
    return (
        number,
        case,
        context,
        item.key,
        item.kind.value,
        item.text,
        item.meeting,
        item.date,
        item.body,
        item.number,
        item.topic,
        item.owner,
        None if item.owner is None else folded(item.owner),
        item.due,
        item.due_text,
        item.status,
        item.result,
        list(item.grounds),
        item.document_kind,
        is_open(item.kind, item.status),
    )


def _places(first: int, items: Iterable[Item], documents: Mapping[str, int]) -> Iterator[tuple[object, ...]]:
    for number, item in enumerate(items, first):
        for position, place in enumerate(item.places):
            box = place.box
            corners = (
                None if box is None else [float(box.x0), float(box.top), float(box.x1), float(box.bottom)]
            )
            yield (number, position, documents[place.document], place.page, place.last_page, corners)
