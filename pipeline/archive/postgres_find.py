"""Questions to the PostgreSQL archive: an expression as a tsquery, filters as conditions, and one pass that counts.

All that comes from a question travels as a parameter; the words in a tsquery stand between quotes besides.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter

from psycopg.sql import SQL, Composable, Composed, Placeholder

from pipeline.archive import postgres_rows
from pipeline.archive.analysis import folded, stem
from pipeline.archive.expression import And, AnyOf, Expression, Or
from pipeline.archive.postgres_open import Connection
from pipeline.archive.values import COUNTED, Filters, Found, Sort, Stored

_ORDERS = {
    Sort.RELEVANCE: SQL("score DESC, i.id"),
    Sort.NEWEST: SQL("i.date DESC NULLS LAST, i.id"),
    Sort.OLDEST: SQL("i.date NULLS LAST, i.id"),
    Sort.DUE: SQL("i.due NULLS LAST, i.id"),
}
# A word of the context counts 0.45; texts count by the logarithm of their length, as long ones hold more by chance.
_SCORE = SQL("ts_rank('{{0.45, 0.45, 1, 1}}', i.words, {}, 1)")
# One scan finds what there is, up to one more than is counted; all else is taken from that. Each row is the name of a
# field, a value as JSON and how many there are of it, or for an item its place.
_FIND = SQL("""
WITH i AS MATERIALIZED (
    SELECT i.id, i.kind, i.body, i.case_id, i.document_kind, i.grounds, i.owner, i.date, i.due, {score} AS score
    FROM {items} LIMIT {most}
), page AS (
    SELECT i.id, i.score FROM i WHERE (SELECT count(*) FROM i) < {most}
    ORDER BY {order} LIMIT {limit} OFFSET {offset}
)
SELECT 'total' AS field, NULL::json AS value, count(*) FROM i
UNION ALL SELECT 'kinds', to_json(kind), count(*) FROM i GROUP BY kind
UNION ALL SELECT 'bodies', to_json(body), count(*) FROM i WHERE body <> '' GROUP BY body
UNION ALL SELECT 'cases', to_json(c.name), count(*) FROM i JOIN cases c ON c.id = i.case_id GROUP BY c.name
UNION ALL SELECT 'document_kinds', to_json(document_kind), count(*) FROM i GROUP BY document_kind
UNION ALL SELECT 'grounds', to_json(ground), count(*) FROM i, unnest(i.grounds) AS ground GROUP BY ground
UNION ALL SELECT 'owners', to_json(owner), count(*) FROM i WHERE owner <> '' GROUP BY owner
UNION ALL SELECT 'years', to_json(left(date, 4)), count(*) FROM i WHERE date <> '' GROUP BY left(date, 4)
UNION ALL SELECT 'page', {stored}, row_number() OVER (ORDER BY {order})
    FROM page JOIN items i USING (id) JOIN contexts x ON x.id = i.context_id JOIN cases c ON c.id = i.case_id
""")
_PAGE = SQL("""
WITH page AS (
    SELECT i.id, {score} AS score FROM {items} ORDER BY {order} LIMIT {limit} OFFSET {offset}
)
SELECT {stored} FROM page JOIN items i USING (id) JOIN contexts x ON x.id = i.context_id
    JOIN cases c ON c.id = i.case_id ORDER BY {order}
""")
# The server takes words in compounds to be far more common than they are, and would read the index of each filter too,
# which for a third of a million items takes longer than all else: filters that leave many are looked at afterwards.
_FILTERED = SQL("(SELECT i.* FROM items i WHERE {narrow} OFFSET 0) i WHERE {wide}")
# Forms of a word that count for the order: each costs time for each item, and the nearest come first.
_RANKED = 6


class _Asked:
    """What is asked in SQL, and the values that go with it."""

    def __init__(self) -> None:
        self.values: dict[str, object] = {}

    def given(self, value: object) -> Placeholder:
        """The place of a value."""
        name = f"v{len(self.values)}"
        self.values[name] = value
        return Placeholder(name)


def find(  # noqa: PLR0913, PLR0917  (the verb of the Protocol)
    connection: Connection,
    expression: Expression | None,
    filters: Filters,
    sort: Sort,
    offset: int,
    limit: int,
) -> Found:
    """What an expression and filters leave, counted up to `COUNTED`."""
    asked = _Asked()
    narrow, wide = _conditions(filters, asked)
    items = SQL("items i WHERE {}").format(_all([*narrow, *wide]))
    score: Composable = SQL("0")
    if expression is not None:
        items = _FILTERED.format(narrow=_all([*_matches(expression, asked), *narrow]), wide=_all(wide))
        if sort is Sort.RELEVANCE:
            score = _SCORE.format(_tsquery(expression, asked, most=_RANKED))
    elif sort is Sort.RELEVANCE:
        sort = Sort.NEWEST
    parts = {
        "items": items,
        "score": score,
        "order": _ORDERS[sort],
        "limit": asked.given(limit),
        "offset": asked.given(offset),
        "most": SQL(str(COUNTED + 1)),
        "stored": postgres_rows.STORED,
    }
    found: dict[str, list[tuple[str, int]]] = {}
    page: list[tuple[int, Stored]] = []
    total = 0
    for field, value, count in connection.execute(_FIND.format(**parts), asked.values):
        if field == "page":
            page.append((count, postgres_rows.stored(value)))
        elif field == "total":
            total = count
        else:
            found.setdefault(field, []).append((value, count))
    if total <= COUNTED:
        rows = tuple(row for _, row in sorted(page, key=itemgetter(0)))
        return Found(rows, total, postgres_rows.counts(found))
    further = connection.execute(_PAGE.format(**parts), asked.values)
    return Found(tuple(postgres_rows.stored(row) for (row,) in further), total, None)


def words_with(connection: Connection, part: str, limit: int) -> tuple[tuple[str, int], ...]:
    """Words that hold a part, most first."""
    return _like(connection, f"%{_escaped(part)}%", limit)


def words_from(connection: Connection, start: str, limit: int) -> tuple[tuple[str, int], ...]:
    """Words that begin so, most first."""
    return _like(connection, f"{_escaped(start)}%", limit)


def _like(connection: Connection, pattern: str, limit: int) -> tuple[tuple[str, int], ...]:
    rows = connection.execute(
        "SELECT word, items FROM vocabulary WHERE word LIKE %s ORDER BY items DESC, word LIMIT %s",
        (pattern, limit),
    )
    return tuple(rows)


def words_like(connection: Connection, word: str, limit: int) -> tuple[tuple[str, int], ...]:
    """Words that share groups of three letters with a word, those that share most first."""
    rows = connection.execute(
        "SELECT word, items FROM vocabulary WHERE word %% %(word)s "
        "ORDER BY similarity(word, %(word)s) DESC, items DESC, word LIMIT %(limit)s",
        {"word": word, "limit": limit},
    )
    return tuple(rows)


def stem_counts(connection: Connection, words: Sequence[str]) -> dict[str, int]:
    """How often each word or one with its stem is counted."""
    by_stem = {word: stem(word) for word in words}
    rows = connection.execute(
        "SELECT stem, sum(items)::bigint FROM vocabulary WHERE stem = ANY(%s) GROUP BY stem",
        (sorted(set(by_stem.values())),),
    )
    counts: dict[str, int] = dict(rows.fetchall())
    return {word: counts[root] for word, root in by_stem.items() if root in counts}


def _conditions(filters: Filters, asked: _Asked) -> tuple[list[Composable], list[Composable]]:
    """Filters that leave few items as a rule, and those that leave many."""
    narrow: list[Composable] = []
    wide: list[Composable] = []
    if filters.cases:
        some = asked.given(list(filters.cases))
        narrow.append(SQL("i.case_id = ANY(ARRAY(SELECT id FROM cases WHERE name = ANY({})))").format(some))
    if filters.bodies:
        begin, whole = asked.given([body[:100] for body in filters.bodies]), asked.given(list(filters.bodies))
        narrow.append(SQL("left(i.body, 100) = ANY({}) AND i.body = ANY({})").format(begin, whole))
    if filters.owner:
        part = asked.given(f"%{_escaped(folded(filters.owner))}%")
        narrow.append(SQL("i.owner_folded LIKE {}").format(part))
    if filters.open_only:
        narrow.append(SQL("i.open"))
    if filters.due_before is not None:
        narrow.append(SQL("i.due <= {}").format(asked.given(filters.due_before)))
    for condition, chosen in (
        (SQL("i.kind = ANY({})"), [kind.value for kind in filters.kinds]),
        (SQL("i.document_kind = ANY({})"), list(filters.document_kinds)),
        (SQL("i.grounds && {}::text[]"), list(filters.grounds)),
        (SQL("i.date >= {}"), filters.since),
        (SQL("i.date <= {}"), filters.until),
    ):
        if chosen:
            wide.append(condition.format(asked.given(chosen)))
    return narrow, wide


def _all(conditions: Sequence[Composable]) -> Composed:
    return SQL(" AND ").join(conditions or [SQL("true")])


def _escaped(part: str) -> str:
    """A text as LIKE takes it for itself."""
    return part.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


# --------------------------------------------------------------------------------------------------- tsquery


def _matches(expression: Expression, asked: _Asked) -> list[Composable]:
    """Conditions that all hold: the index skips from one to the other, which it does not inside one tsquery."""
    if isinstance(expression, And):
        refused = [SQL("NOT i.words @@ {}").format(_tsquery(part, asked)) for part in expression.but_not]
        return [condition for part in expression.parts for condition in _matches(part, asked)] + refused
    # Of stop words alone no query is left, which finds nothing, where it should leave nothing out.
    return [SQL("(numnode({0}) = 0 OR i.words @@ {0})").format(_tsquery(expression, asked))]


def _tsquery(expression: Expression, asked: _Asked, most: int | None = None) -> Composable:
    """An expression in SQL of type tsquery, with so many forms of each word.

    Words between quotes are after one another: PostgreSQL leaves out stop words and keeps the distance. Operators
    leave out an operand that holds stop words only.
    """
    match expression:
        case AnyOf(members):
            forms = {tuple(map(stem, words)): words for words in members[:most]}  # of one stem one is enough
            either = " | ".join(_quoted(" ".join(words)) for words in forms.values())
            return SQL("to_tsquery('dutch', {})").format(asked.given(either))
        case Or(parts):
            return SQL("({})").format(SQL(" || ").join(_tsquery(part, asked, most) for part in parts))
        case And(parts, but_not):
            wanted = [_tsquery(part, asked, most) for part in parts]
            refused = [SQL("!! ({})").format(_tsquery(part, asked, most)) for part in but_not]
            return SQL("({})").format(SQL(" && ").join([*wanted, *refused]))


def _quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'"
