"""What can go wrong, as one tree; the exit code stands on the class.

WooError
├── UsageError         2    the command line or the case file asks for something that can't be
│   └── QueryError          a question to the archive can't be understood
├── RulebookError      2    rules/ does not hold what it should
├── DocumentError      3    one document can't be read, redacted or checked; the others go on
│   ├── UnreadableError     its bytes can't be read
│   ├── RedactionError      something that must go can't be taken out
│   ├── CheckError          a check could not be completed
│   └── ArchiveError        a PDF can't be made PDF/A
├── StorageError       4    OUT can't be written any more, so that the run can't go on
├── ArchiveStoreError  4    an archive can't be reached, or is damaged
└── Interrupted        130  somebody pressed Ctrl-C

Messages that name a document's problem are in Dutch, as an officer reads them; they never quote its text.
"""

from __future__ import annotations

from pathlib import Path


class WooError(Exception):
    """Anything this tool raises on purpose."""

    exit_code = 1


class UsageError(WooError):
    """The command line or the case file asks for something that can't be."""

    exit_code = 2


class QueryError(UsageError):
    """A question to the archive can't be understood.

    `fault` names what is wrong with it (a key of `pipeline.archive.query.FAULTS`), `at` is the place in the question.
    """

    def __init__(self, message: str, fault: str, at: int) -> None:
        super().__init__(message)
        self.fault = fault
        self.at = at


class RulebookError(WooError):
    """A file in rules/ does not hold what it should."""

    exit_code = 2


class DocumentError(WooError):
    """One document can't be read, redacted or checked."""

    exit_code = 3


class UnreadableError(DocumentError):
    """The bytes of a document can't be read."""


class RedactionError(DocumentError):
    """Something that must go can't be taken out of a document."""


class CheckError(DocumentError):
    """A check of a document could not be completed."""


class ArchiveError(DocumentError):
    """A PDF can't be made PDF/A-2b; the message says in Dutch why."""


class StorageError(WooError):
    """OUT can't be written any more: its disk is full, or it went away."""

    exit_code = 4

    @classmethod
    def of(cls, file: Path, reason: str | None) -> StorageError:
        """The sentence for a file that could not be written; `reason` is the system's."""
        return cls(
            f"{file} can't be written ({reason or 'no reason given'}): see that the disk has room and is there, "
            "then run the same command again to go on from here"
        )


class ArchiveStoreError(WooError):
    """An archive can't be reached, is locked, or is damaged; the message says what to do."""

    exit_code = 4


class Interrupted(WooError):  # noqa: N818  (it is no error of anyone's)
    """Somebody stopped the run."""

    exit_code = 130
