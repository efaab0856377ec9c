"""The commands of the archive: `woo index`, `woo search`, `woo archive ...`, `woo serve`."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import click

from pipeline.archive.values import Kind, Sort
from pipeline.errors import UsageError
from pipeline.workspace import printable

_EXAMPLES = """\b
Examples:
  woo index concept/ --archive archief.sqlite
  woo search 'besluit huisvesting' --archive archief.sqlite --since 2024-01-01
  woo search --kind actie --open --sort termijn --archive archief.sqlite --csv
  woo archive remove 2024-0312 --reason 'name left readable' --archive archief.sqlite
  woo archive backup archief.jsonl.gz --archive archief.sqlite
  woo serve --archive archief.sqlite
"""

_EXIT_CODES_OF_SEARCH = """\b
Exit codes:
  0  something was found
  1  nothing was found
  2  the question or the archive can't be used
  4  the archive can't be reached, is locked or damaged
"""

_EXIT_CODES = """\b
Exit codes:
  0  done
  1  something is wrong and is said
  2  the command or the archive can't be used
  4  the archive can't be reached, is locked or damaged
"""

_DAY = click.DateTime(formats=["%Y-%m-%d"])


def _archive_option(name: str) -> Callable[[Callable[..., int]], Callable[..., int]]:
    return click.option(
        "--archive",
        name,
        required=True,
        metavar="FILE|URL",
        envvar="WOO_ARCHIVE",
        help="A file, or postgresql://...; in WOO_ARCHIVE a password stays out of the list of processes.",
    )


archive_option = _archive_option("address")
_by_option = click.option(
    "--by", metavar="NAME", help="Who does it, for the log; without it, who is logged in."
)


@click.command(epilog=f"{_EXAMPLES}\n{_EXIT_CODES}")
@click.argument("outs", nargs=-1, required=True, metavar="OUT...", type=click.Path(path_type=Path))
@archive_option
@click.option(
    "--name", default="", metavar="CASE", help="What the case is called; without it, its number or folder."
)
@click.option("--again", is_flag=True, help="Put in a case that was withdrawn, too.")
@_by_option
def index(outs: tuple[Path, ...], address: str, name: str, again: bool, by: str | None) -> int:
    """Put what was published in an archive: publish/ of each OUT, in place of what the archive has of that case.

    Only publish/ is read, never internal/. A case comes in whole or not at all.
    """
    from pipeline import archiving  # noqa: PLC0415

    code = 0
    for one in archiving.index(address, outs, name=name, by=by or archiving.whoami(), again=again):
        code = max(code, _say_indexed(one))
    return code


def _say_indexed(one: Any) -> int:  # noqa: ANN401  (archiving is imported late)
    from pipeline.archive import log  # noqa: PLC0415

    if one.fault:
        click.echo(f"woo: {printable(one.fault)}", err=True)
        return UsageError.exit_code
    deed = {log.INDEXED: "indexed", log.REPLACED: "replaced"}.get(one.deed, "unchanged")
    click.echo(f"{printable(one.case)}: {deed}, {one.items} items")
    return 0


@click.command(epilog=f"{_EXAMPLES}\n{_EXIT_CODES_OF_SEARCH}")
@click.argument("words", nargs=-1, metavar="[QUERY]...")
@archive_option
@click.option(
    "--kind", "kinds", multiple=True, type=click.Choice([kind.value for kind in Kind]), help="What it is."
)
@click.option(
    "--body", "bodies", multiple=True, metavar="NAME", help="The body that met, as the archive has it."
)
@click.option("--case", "cases", multiple=True, metavar="CASE", help="The case it is of.")
@click.option(
    "--document-kind", "document_kinds", multiple=True, metavar="KIND", help="Such as verslag or mail."
)
@click.option(
    "--ground", "grounds", multiple=True, metavar="CODE", help="A ground on a mark in it, such as 5.1.2e."
)
@click.option("--owner", default="", metavar="NAME", help="Part of the name of who does it.")
@click.option("--since", type=_DAY, metavar="DAY", help="From this day of the meeting on, as 2024-03-19.")
@click.option("--until", type=_DAY, metavar="DAY", help="Up to this day.")
@click.option("--due-before", type=_DAY, metavar="DAY", help="Due on this day or before it.")
@click.option("--open", "open_only", is_flag=True, help="Only actions that no document calls done.")
@click.option(
    "--sort",
    type=click.Choice([sort.value for sort in Sort]),
    default=Sort.RELEVANCE.value,
    show_default=True,
    help="The order; without words, the newest first.",
)
@click.option(
    "--limit", type=click.IntRange(1, 10_000), default=20, show_default=True, help="How many at most."
)
@click.option("--offset", type=click.IntRange(0, 1_000_000), default=0, help="How many to pass over.")
@click.option("--json", "form", flag_value="json", help="Print JSON.")
@click.option("--csv", "form", flag_value="csv", help="Print CSV for a Dutch spreadsheet.")
def search(
    words: tuple[str, ...],
    address: str,
    form: str | None,
    limit: int,
    offset: int,
    **given: Any,  # noqa: ANN401
) -> int:
    """Search decisions, actions, meetings, mails and documents.

    A word finds its other forms and what is made with it. "..." keeps words together; AND, OR, NOT and brackets join;
    a * at the end of a word finds all that begin so.
    """
    from pipeline.archive import listing  # noqa: PLC0415
    from pipeline.archive.opening import open_archive  # noqa: PLC0415
    from pipeline.archive.search import answer  # noqa: PLC0415
    from pipeline.archive.values import Filters, Query  # noqa: PLC0415

    sort = Sort(given.pop("sort"))
    given["kinds"] = tuple(Kind(kind) for kind in given["kinds"])
    for key in ("since", "until", "due_before"):
        given[key] = f"{given[key]:%Y-%m-%d}" if given[key] else None
    query = Query(" ".join(words), Filters(**given), sort, offset, limit)
    with closing(open_archive(address, write=False)) as archive:
        found = answer(archive, query)
    if form == "json":
        click.echo(json.dumps(listing.answer_json(found, offset=offset), ensure_ascii=False, indent=1))
    elif form == "csv":
        click.echo(listing.answer_csv(found.hits), nl=False)
    else:
        _show(found, offset)
    return 0 if found.total else 1


def _show(found: Any, offset: int) -> None:  # noqa: ANN401
    from rich.console import Console  # noqa: PLC0415

    from pipeline.archive.terminal import show  # noqa: PLC0415

    show(found, Console(highlight=False), offset=offset)


@click.group(epilog=_EXAMPLES)
def archive() -> None:
    """Look after an archive."""


@archive.command("list", epilog=_EXAMPLES)
@archive_option
def list_cases(address: str) -> int:
    """List the cases of an archive."""
    from pipeline.archive.opening import open_archive  # noqa: PLC0415

    with closing(open_archive(address, write=False)) as opened:
        for case in opened.cases():
            counted = (f"{case.documents} documents", f"{case.items} items")
            _columns(case.name, case.organisation, *counted, case.indexed)
    return 0


def _columns(*fields: str) -> None:
    click.echo("\t".join(map(printable, fields)))


@archive.command("log", epilog=_EXAMPLES)
@click.argument("case", default="", metavar="[CASE]")
@archive_option
def show_log(case: str, address: str) -> int:
    """Say who indexed and withdrew which case and when, the last first."""
    from pipeline.archive.opening import open_archive  # noqa: PLC0415

    with closing(open_archive(address, write=False)) as opened:
        for line in opened.log(case):
            _columns(line.at, line.by, line.deed, line.case, f"{line.items} items", line.reason)
    return 0


@archive.command("remove", epilog=f"{_EXAMPLES}\n{_EXIT_CODES}")
@click.argument("case", metavar="CASE")
@archive_option
@click.option("--reason", required=True, metavar="TEXT", help="Why, for the log; no personal data.")
@_by_option
def remove(case: str, address: str, reason: str, by: str | None) -> int:
    """Withdraw a case: nothing of it can be found any more, and the log says who did it and why.

    The files in publish/ stay where they are. `woo index` does not put the case in again, unless with --again.
    """
    from pipeline import archiving  # noqa: PLC0415

    gone = archiving.withdraw(address, case, by=by or archiving.whoami(), reason=reason)
    click.echo(f"{printable(gone.name)}: withdrawn, {gone.items} items")
    return 0


@archive.command("verify", epilog=f"{_EXAMPLES}\n{_EXIT_CODES}")
@archive_option
def verify(address: str) -> int:
    """See whether an archive is whole and says what publish/ of its cases says."""
    from pipeline import archiving  # noqa: PLC0415

    faults = 0
    for fault in archiving.verify(address):
        faults += 1
        click.echo(printable(fault))
    click.echo(f"{faults} faults" if faults else "nothing wrong was found")
    return 1 if faults else 0


@archive.command("rebuild", epilog=f"{_EXAMPLES}\n{_EXIT_CODES}")
@archive_option
@click.option("--to", required=True, metavar="FILE|URL", help="The new archive; the old one stays as it is.")
@_by_option
def rebuild(address: str, to: str, by: str | None) -> int:
    """Make an archive anew from publish/ of its cases, with its log; the old one may be of another version."""
    from pipeline import archiving  # noqa: PLC0415

    codes = [0]
    archiving.rebuild(
        address, to, by=by or archiving.whoami(), told=lambda one: codes.append(_say_indexed(one))
    )
    return max(codes)


@archive.command("backup", epilog=f"{_EXAMPLES}\n{_EXIT_CODES}")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@archive_option
def backup(file: Path, address: str) -> int:
    """Write all that an archive holds, with its log, to one file (JSON Lines, gzipped)."""
    from pipeline import archiving  # noqa: PLC0415

    click.echo(f"{archiving.backup(address, file)} cases in {printable(str(file))}")
    return 0


@archive.command("restore", epilog=f"{_EXAMPLES}\n{_EXIT_CODES}")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@archive_option
@_by_option
def restore(file: Path, address: str, by: str | None) -> int:
    """Put a backup back into a new archive, in a file or in PostgreSQL, whichever it came from."""
    from pipeline import archiving  # noqa: PLC0415

    cases = archiving.restore(file, address, by=by or archiving.whoami())
    click.echo(f"{cases} cases put back")
    return 0


@click.command(epilog=_EXAMPLES)
@_archive_option("archive")
@click.option(
    "--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="The address to listen at."
)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 for any that is free."
)
@click.option(
    "--title", default="Woo-archief", show_default=True, metavar="TEXT", help="What stands above each page."
)
@click.option(
    "--name",
    "hosts",
    multiple=True,
    metavar="HOST",
    help="A name that readers call it by, such as archief.voorbeeld.nl.",
)
@click.option("--address", default=None, metavar="URL", help="Where readers see it, for the links in feeds.")
@click.option(
    "--proxy",
    "proxies",
    multiple=True,
    metavar="ADDRESS",
    help="A proxy before it that says who the reader is.",
)
@click.option(
    "--requests-a-minute", type=click.IntRange(min=1), default=300, show_default=True, help="Of each reader."
)
def serve(address: str | None, host: str, port: int, **given: Any) -> int:  # noqa: ANN401
    """Show an archive as web pages, to search and to read; nothing can be changed there.

    Only this machine can see it unless --host says otherwise. There is no login: docs/archive.md says how to put one
    before it.
    """
    from pipeline.archive.opening import open_archive  # noqa: PLC0415
    from pipeline.site.serve import serve as run  # noqa: PLC0415
    from pipeline.site.settings import Settings  # noqa: PLC0415

    with closing(open_archive(given.pop("archive"), write=False)) as opened:
        settings = Settings(address=address, **given)
        run(opened, host, port, settings, listening=lambda url: click.echo(f"{url} (Ctrl-C stops it)"))
    return 0
