"""What the commands of the archive do: published cases in, cases out, and an archive looked over, copied, made anew."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pipeline.archive.backup import read_backup, write_backup
from pipeline.archive.log import INDEXED, REPLACED, RESTORED, WITHDRAWN, withdrawal
from pipeline.archive.opening import open_archive
from pipeline.archive.protocol import Archive
from pipeline.archive.published import read_published
from pipeline.archive.values import Case, Dossier, LogEntry
from pipeline.errors import UsageError


@dataclass(frozen=True, slots=True)
class Indexed:
    """What became of one OUT. `deed` is empty where the archive had the very same; `fault` says what is wrong."""

    out: Path
    case: str = ""
    deed: str = ""
    items: int = 0
    fault: str = ""


def whoami() -> str:
    """Who runs this command, for the log."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # an account without a name, as in a container
        return "onbekend"


def index(address: str, outs: Sequence[Path], *, name: str, by: str, again: bool) -> Iterator[Indexed]:
    """Put the cases of some OUTs in an archive, each in a transaction of its own; one that can't be is said and passed.

    Args:
        address: of the archive; it is made where there is none.
        outs: folders of `woo process`.
        name: what the case is called in the archive; only with one OUT.
        by: who does it, for the log.
        again: put in cases that were withdrawn, too.

    Raises:
        UsageError: a name with several OUTs, or the archive is of another version.
        ArchiveStoreError: the archive can't be written.
    """
    if name and len(outs) > 1:
        raise UsageError("--name names one case; give one OUT with it")
    with closing(open_archive(address, write=True)) as archive:
        for out in outs:
            try:
                yield _index(archive, out, read_published(out, name), by, again=again)
            except UsageError as error:
                yield Indexed(out, fault=str(error))


def _index(archive: Archive, out: Path, dossier: Dossier, by: str, *, again: bool) -> Indexed:
    known = archive.case(dossier.case)
    if known is not None and (known.digest, known.folder) == (dossier.digest, dossier.folder):
        return Indexed(out, dossier.case, "", known.items)
    withdrawn = withdrawal(archive, dossier.case)
    if withdrawn and not again:
        raise UsageError(
            f"{out}: the case {dossier.case} was withdrawn on {withdrawn.at[:10]} by {withdrawn.by}; "
            "with --again it is put in all the same"
        )
    deed = REPLACED if known else INDEXED
    archive.put(dossier, _entry(by, deed, dossier.case, "", len(dossier.items)))
    return Indexed(out, dossier.case, deed, len(dossier.items))


def withdraw(address: str, case: str, *, by: str, reason: str) -> Case:
    """Take a case out of an archive and write in its log who did so and why.

    Raises:
        UsageError: there is no such case.
        ArchiveStoreError: the archive can't be written.
    """
    with closing(_existing(address)) as archive:
        known = archive.case(case)
        if known is None:
            raise UsageError(f"there is no case {case} in this archive; `woo archive list` shows them all")
        archive.remove(case, _entry(by, WITHDRAWN, case, reason, known.items))
        return known


def verify(address: str) -> Iterator[str]:
    """What is wrong in an archive, or differs between it and publish/ of its cases, each as a sentence.

    Raises:
        UsageError: there is no archive, or it is of another version.
        ArchiveStoreError: it can't be read.
    """
    with closing(_existing(address)) as archive:
        yield from archive.faults()
        for case in archive.cases():
            try:
                now = read_published(Path(case.folder), case.name)
            except UsageError as error:
                yield f"{case.name}: {error}"
                continue
            if now.digest != case.digest:
                yield f"{case.name}: {case.folder} is not what was indexed; run `woo index` on it again"


def rebuild(address: str, to: str, *, by: str, told: Callable[[Indexed], None]) -> None:
    """Make an archive anew from publish/ of its cases, with its log.

    Args:
        address: of the old one, which another version may have made.
        to: of the new one, which must not hold any case.
        by: who does it, for the log.
        told: hears of each case.

    Raises:
        UsageError: the new one holds cases, or is of another version.
        ArchiveStoreError: one of the two can't be read or written.
    """
    with (
        closing(open_archive(address, write=False, other_version=True)) as old,
        closing(_empty(to)) as new,
    ):
        new.remember(tuple(reversed(old.log())))
        for case in old.cases():
            out = Path(case.folder)
            try:
                told(_index(new, out, read_published(out, case.name), by, again=True))
            except UsageError as error:
                told(Indexed(out, case.name, fault=str(error)))


def backup(address: str, file: Path) -> int:
    """Write an archive to a file; the number of cases. See `pipeline.archive.backup`."""
    with closing(open_archive(address, write=False)) as archive:
        return write_backup(archive, file)


def restore(file: Path, address: str, *, by: str) -> int:
    """Put back what a backup holds into an archive without cases; the number of cases.

    Raises:
        UsageError: the file is no backup or is damaged, or the archive holds cases.
        ArchiveStoreError: the archive can't be written.
    """
    entries: list[LogEntry] = []
    cases = 0
    for _ in read_backup(file):  # to its end, before anything is written
        pass
    with closing(_empty(address)) as archive:
        for one in read_backup(file):
            if isinstance(one, LogEntry):
                entries.append(one)
                continue
            if not cases:
                archive.remember(entries)
            archive.put(one, _entry(by, RESTORED, one.case, file.name, len(one.items)))
            cases += 1
        if not cases:
            archive.remember(entries)
    return cases


def _existing(address: str) -> Archive:
    """An archive to write in that is there already: a slip in its name must not make a new one."""
    open_archive(address, write=False).close()
    return open_archive(address, write=True)


def _empty(address: str) -> Archive:
    archive = open_archive(address, write=True)
    if archive.cases():
        archive.close()
        raise UsageError("the archive to write to holds cases already; give the address of a new one")
    return archive


def _entry(by: str, deed: str, case: str, reason: str, items: int) -> LogEntry:
    return LogEntry(datetime.now(UTC).isoformat(timespec="seconds"), by, deed, case, reason, items)
