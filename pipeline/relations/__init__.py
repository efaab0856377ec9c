"""How the documents of a case belong together: threads, families, duplicates, near duplicates, mails in mails.

`trace_of` makes of each document what is needed of it, where its text is at hand; `relate` compares the traces of all.
The time is linear in the text and near linear in the documents.
"""

from pipeline.relations.relation import Relation, relate, told
from pipeline.relations.trace import Trace, trace_of

__all__ = ["Relation", "Trace", "relate", "told", "trace_of"]
