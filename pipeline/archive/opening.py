"""An archive by its address: a file, or a database of PostgreSQL."""

from __future__ import annotations

from pathlib import Path

from pipeline.archive.protocol import Archive
from pipeline.archive.sqlite import SqliteArchive
from pipeline.errors import UsageError

_POSTGRES = ("postgresql://", "postgres://")


def open_archive(address: str, *, write: bool, other_version: bool = False) -> Archive:
    """Open an archive, or make it where it is opened for writing.

    With `other_version` one that another version made is opened too, to read its cases and its log.

    Raises:
        UsageError: there is none there, or of another version, or PostgreSQL is asked for and its library is missing.
        ArchiveStoreError: it can't be reached, is locked or damaged.
    """
    if not address.startswith(_POSTGRES):
        return SqliteArchive(Path(address), write=write, other_version=other_version)
    try:
        from pipeline.archive.postgres import PostgresArchive  # noqa: PLC0415  (an extra)
    except ModuleNotFoundError as error:
        raise UsageError(
            "an archive in PostgreSQL needs the extra `postgres`: pip install 'woo-pipeline[postgres]'"
        ) from error
    return PostgresArchive(address, write=write, other_version=other_version)
