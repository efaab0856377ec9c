"""What is wrong inside the PostgreSQL archive: counts against rows, and words against the texts that they are of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from pipeline.archive.analysis import analysis, stem, stop_words, words
from pipeline.archive.postgres_open import Connection

_CUT = re.compile(r"\d+e\d+([^\W\d]\w*)")
_MANY = 2_000  # items at once
_COUNTS = """
SELECT c.name, c.items, (SELECT count(*) FROM items i WHERE i.case_id = c.id),
    c.documents, (SELECT count(*) FROM documents d WHERE d.case_id = c.id)
FROM cases c ORDER BY c.name
"""
_LOOSE = {
    "{} items belong to no case": """
        SELECT count(*) FROM items i WHERE NOT EXISTS (SELECT FROM cases c WHERE c.id = i.case_id)""",
    "{} items have no context": """
        SELECT count(*) FROM items i WHERE NOT EXISTS (SELECT FROM contexts c WHERE c.id = i.context_id)""",
    "{} items have no place in a document": """
        SELECT count(*) FROM items i WHERE NOT EXISTS (SELECT FROM places p WHERE p.item_id = i.id)""",
    "{} places are of no item": """
        SELECT count(*) FROM places p WHERE NOT EXISTS (SELECT FROM items i WHERE i.id = p.item_id)""",
    "{} places are in no document": """
        SELECT count(*) FROM places p WHERE NOT EXISTS (SELECT FROM documents d WHERE d.id = p.document_id)""",
    "{} values of filters are counted wrongly": """
        SELECT count(*) FROM (
            SELECT case_id, 'kinds' AS field, kind AS value, count(*) AS items FROM items GROUP BY case_id, kind
            UNION ALL SELECT case_id, 'bodies', body, count(*) FROM items WHERE body <> '' GROUP BY case_id, body
            UNION ALL SELECT case_id, 'owners', owner, count(*) FROM items WHERE owner <> '' GROUP BY case_id, owner
        ) AS there FULL JOIN (SELECT * FROM options WHERE field IN ('kinds', 'bodies', 'owners')) AS told
        USING (case_id, field, value) WHERE there.items IS DISTINCT FROM told.items""",
}
_STEMS = "SELECT word, ndoc FROM ts_stat('SELECT words FROM items')"


def faults(connection: Connection) -> Iterator[str]:
    """What is wrong, as sentences; it reads all that there is, which takes some minutes for a million items."""
    yield from _of_analysis(connection)
    for name, items, items_there, documents, documents_there in connection.execute(_COUNTS):
        if items != items_there:
            yield f"{name}: the archive says {items} items and holds {items_there}"
        if documents != documents_there:
            yield f"{name}: the archive says {documents} documents and holds {documents_there}"
    for told, question in _LOOSE.items():
        for (count,) in connection.execute(question.encode()):
            if count:
                yield told.format(count)
    yield from _of_words(connection)


def _of_analysis(connection: Connection) -> Iterator[str]:
    if connection.execute("SELECT version FROM analysis").fetchall() != [(analysis(),)]:
        yield "its words were made by another version; make it anew with `woo archive rebuild --to`"


def _of_words(connection: Connection) -> Iterator[str]:
    """The vocabulary and the index against the texts."""
    there: Counter[str] = Counter()
    roots: Counter[str] = Counter()
    silent = stop_words()
    with connection.cursor(name="texts") as texts:
        texts.itersize = _MANY
        texts.execute("SELECT i.text, c.text FROM items i JOIN contexts c ON c.id = i.context_id")
        for text, context in texts:
            found = {*words(text), *words(context)}
            there.update(found)
            roots.update({stem(word) for word in found if word not in silent and word.isalpha()})
    told: dict[str, int] = dict(connection.execute("SELECT word, items FROM vocabulary").fetchall())
    wrong = sum(told.get(word) != there.get(word) for word in told.keys() | there.keys())
    if wrong:
        yield f"{wrong} words of the vocabulary are counted wrongly"
    # Words with digits in them the server has in its own way: without a stem, or cut up after what may be a number.
    cut = {stem(matched[1]) for word in there if (matched := _CUT.fullmatch(word))}
    indexed = {word: count for word, count in connection.execute(_STEMS) if word.isalpha()}
    wrong = sum(indexed.get(root) != roots.get(root) for root in (indexed.keys() | roots.keys()) - cut)
    if wrong:
        yield f"{wrong} stems are indexed otherwise than their texts say; make it anew with `woo archive rebuild --to`"
