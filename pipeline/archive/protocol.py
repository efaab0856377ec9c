"""The verbs of an archive; `sqlite` and `postgres` each have them all, and one contract test goes over both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from pipeline.archive.expression import Expression
from pipeline.archive.values import (
    Case,
    Counts,
    Dossier,
    Filters,
    Found,
    LogEntry,
    Meeting,
    PublishedDocument,
    Sort,
    Stored,
)


class Archive(Protocol):
    """An archive. Any verb may raise ArchiveStoreError: it can't be reached, is locked or damaged.

    A case is whole or not there at all, for every reader at every moment. Safe to use from several threads.
    """

    def put(self, dossier: Dossier, entry: LogEntry) -> None:
        """Make a dossier what the archive holds of its case, and write that in the log, in one transaction."""

    def remove(self, case: str, entry: LogEntry) -> None:
        """Take a case out, so that none of its words stay in the archive, and write that in the log."""

    def remember(self, entries: Sequence[LogEntry]) -> None:
        """Write lines of another archive's log before any of its own: they came from a backup."""

    def find(
        self, expression: Expression | None, filters: Filters, sort: Sort, offset: int, limit: int
    ) -> Found:
        """The items that an expression (None: all) and filters leave, in order."""

    def words_with(self, part: str, limit: int) -> tuple[tuple[str, int], ...]:
        """Words of the archive that hold a part of three letters or more, with how many items have them, most first."""

    def words_from(self, start: str, limit: int) -> tuple[tuple[str, int], ...]:
        """Words of the archive that begin so, with how many items have them, most first."""

    def words_like(self, word: str, limit: int) -> tuple[tuple[str, int], ...]:
        """Words of the archive that share most of their groups of three letters with a word, with their counts."""

    def stem_counts(self, words: Sequence[str]) -> dict[str, int]:
        """How often each of these words stands there, by item and form; those that stand nowhere are left out."""

    def size(self) -> int:
        """How many items there are."""

    def cases(self) -> tuple[Case, ...]:
        """All cases by name."""

    def case(self, name: str) -> Case | None:
        """One case."""

    def options(self) -> Counts:
        """All values that filters can have, with how many items have them."""

    def documents(self, case: str) -> tuple[PublishedDocument, ...]:
        """The documents of a case by number."""

    def document(self, case: str, number: str) -> PublishedDocument | None:
        """One document."""

    def items_of(self, case: str, *, document: str = "", meeting: str = "") -> tuple[Stored, ...]:
        """The items of a case, or of one document or meeting, in the order in which they were published."""

    def item(self, case: str, key: str) -> Stored | None:
        """One item."""

    def meetings(self, case: str) -> tuple[Meeting, ...]:
        """The meetings of a case by date."""

    def log(self, case: str = "") -> tuple[LogEntry, ...]:
        """What was done to all cases or one, the last first."""

    def faults(self) -> Iterator[str]:
        """What is wrong inside the archive, each as a sentence."""

    def close(self) -> None:
        """Let go of it."""
