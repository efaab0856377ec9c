"""The command line: `woo process`, `woo status`, `woo check`, `woo evaluate`, `woo officials import`, `woo purge`, and
those of `archive_commands`."""

from __future__ import annotations

import signal
import sys
import threading
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from pipeline import __version__, archive_commands
from pipeline.errors import DocumentError, Interrupted, WooError
from pipeline.limits import Limits
from pipeline.pool import cores, prepare
from pipeline.workspace import printable
from pipeline.workspace import purge as purge_workspace

_LIMITS = Limits()

_EXAMPLES = """\b
Examples:
  woo process case/ --out concept/
  woo process mails/ letter.pdf --out concept/ --case case.toml --jobs 4
  woo status concept/
  woo check concept/publish letter.pdf --html findings.html
  woo evaluate gold.jsonl
  woo officials import medewerkers.csv --out officials.toml
  woo index concept/ --archive archief.sqlite
  woo search 'besluit huisvesting' --archive archief.sqlite
  woo purge concept/
"""

_EXIT_CODES = """\b
Exit codes:
  0  all documents published, or kept back by the case file
  1  some need a person
  2  the command, the case file or the rules can't be used
  3  some failed and are not published
  4  OUT can't be written any more (its disk is full?); run the same command again to go on
  130  interrupted; run the same command again to go on
"""

_EXIT_CODES_OF_STATUS = """\b
Exit codes:
  0  the run is finished
  1  it goes on
  2  there is no run here
  3  it was stopped before its end; run the same command again
"""

_EXIT_CODES_OF_EVALUATE = """\b
Exit codes:
  0  all documents searched
  2  the gold can't be used
  3  some documents could not be searched in full
"""


_EXIT_CODES_OF_CHECK = """\b
Exit codes:
  0  all files judged, nothing found
  1  findings
  2  there is nothing to check, or a list or a report can't be used
  3  a file could not be judged in full
  130  interrupted
"""


@click.group(epilog=_EXAMPLES)
@click.version_option(__version__, prog_name="woo")
def woo() -> None:
    """Redact case folders under the Dutch Wet open overheid."""


@woo.command(epilog=f"{_EXAMPLES}\n{_EXIT_CODES}")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...", type=click.Path(path_type=Path))
@click.option(
    "--out",
    required=True,
    metavar="OUT",
    type=click.Path(path_type=Path),
    help="A new or empty folder, or one of an earlier run to go on with.",
)
@click.option(
    "--case",
    "case_file",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="The case file; without it, case.toml at the root of the first folder.",
)
@click.option(
    "--jobs",
    metavar="N",
    type=click.IntRange(min=1),
    help="How many documents at the same time; without it, one for each core.",
)
@click.option(
    "--max-seconds",
    metavar="N",
    type=click.FloatRange(min=1),
    default=_LIMITS.seconds,
    show_default=True,
    help="How long a document may take in each of the two phases before it is given up.",
)
@click.option(
    "--max-memory",
    metavar="MB",
    type=click.IntRange(min=100),
    default=_LIMITS.megabytes,
    show_default=True,
    help="How much memory a worker may take beside what it starts with.",
)
@click.option(
    "--max-pages",
    metavar="N",
    type=click.IntRange(min=1),
    default=_LIMITS.pages,
    show_default=True,
    help="How many pages a document may have.",
)
@click.option(
    "--max-nesting",
    metavar="N",
    type=click.IntRange(min=0),
    default=_LIMITS.nesting,
    show_default=True,
    help="How many files may sit in each other.",
)
@click.option(
    "--max-unpacked",
    metavar="MB",
    type=click.IntRange(min=1),
    default=_LIMITS.unpacked,
    show_default=True,
    help="How much a zip may hold unpacked, with the zips in it.",
)
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    default="",
    help="Let the workers of this Dask scheduler do it, over folders that all see; needs woo-pipeline[cluster].",
)
@click.option("--pdfa", is_flag=True, help="Make each PDF PDF/A-2b; a document that can't be gets a note.")
@click.option("--verbose", is_flag=True, help="Say for each document how long each stage took.")
def process(
    inputs: tuple[Path, ...],
    out: Path,
    case_file: Path | None,
    jobs: int | None,
    scheduler: str,
    **given: Any,  # noqa: ANN401  (click's own)
) -> int:
    """Redact the documents of a case: mails, PDFs, scans, Word files, sheets, web pages and text, in folders and zips.

    OUT/publish gets a redacted PDF and a JSON file for each document and inventory.csv; OUT/internal gets
    what must stay in the house: which number is which file, and every finding with its text.
    """
    # The language model and its libraries take seconds to import: --help should not wait for them, and the
    # process that workers are copied from can import them beside this one.
    if not scheduler:
        prepare("pipeline.warm")
    from rich.console import Console  # noqa: PLC0415

    from pipeline import report, run  # noqa: PLC0415

    errors = Console(stderr=True, highlight=False)
    limits = Limits(
        seconds=given["max_seconds"],
        megabytes=given["max_memory"],
        pages=given["max_pages"],
        nesting=given["max_nesting"],
        unpacked=given["max_unpacked"],
    )
    options = run.Options(jobs or cores(), given["pdfa"], limits, scheduler)
    with report.progress_bar(errors, verbose=given["verbose"]) as show:
        summary = run.process(inputs, out, case_file, options, show)
    report.closing(summary, Console(highlight=False))
    return summary.exit_code


@woo.command(epilog=f"{_EXAMPLES}\n{_EXIT_CODES_OF_STATUS}")
@click.argument("out", metavar="OUT", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON, with all that failed.")
def status(out: Path, as_json: bool) -> int:
    """Say how far a run is: one that works now, one that ended, one that was stopped."""
    from rich.console import Console  # noqa: PLC0415

    from pipeline.status import show, status_json, status_of  # noqa: PLC0415

    progress = status_of(out)
    if as_json:
        click.echo(status_json(progress))
    else:
        show(progress, Console(highlight=False))
    return progress.exit_code


def _file_option(name: str, to: str, text: str) -> Callable[[Callable[..., int]], Callable[..., int]]:
    return click.option(name, to, metavar="FILE", type=click.Path(path_type=Path), help=text)


@woo.command(epilog=f"{_EXAMPLES}\n{_EXIT_CODES_OF_CHECK}")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(path_type=Path))
@_file_option("--json", "json_file", "Write the findings there as JSON.")
@_file_option("--html", "html_file", "Write a page there with the places marked on pictures of the pages.")
@_file_option("--secrets", "secrets_file", "A list, one a line, of what may not be readable.")
@click.option(
    "--case-out",
    metavar="OUT",
    type=click.Path(path_type=Path),
    help="The OUT of `woo process`: what the case decided to redact may not be readable.",
)
@click.option("--detect/--no-detect", default=True, help="Whether to search the text for personal data.")
@click.option(
    "--seconds", type=click.FloatRange(min=1), default=60, show_default=True,
    help="What a file may take, with half a second more for each page.",
)  # fmt: skip
@click.option(
    "--megabytes", type=click.IntRange(min=1), default=400, show_default=True,
    help="How large a stream of a file may unpack.",
)  # fmt: skip
@click.option(
    "--jobs",
    metavar="N",
    type=click.IntRange(min=1),
    help="How many files at the same time; without it, one for each core.",
)
def check(paths: tuple[Path, ...], jobs: int | None, **options: Any) -> int:  # noqa: ANN401  (click's own)
    """Look at PDFs of any maker before they are published: what can still be read or inferred, and where.

    Reads files and folders and changes nothing. The findings are in Dutch; none quotes what was found.
    """
    from rich.console import Console  # noqa: PLC0415

    from pipeline.check.report.terminal import show  # noqa: PLC0415
    from pipeline.checking import Options, check_files  # noqa: PLC0415

    checked = check_files(paths, Options(jobs=jobs or cores(), **options))
    show(checked, Console(highlight=False))
    return checked.exit_code


@woo.command(epilog=f"{_EXAMPLES}\n{_EXIT_CODES_OF_EVALUATE}")
@click.argument("gold", metavar="GOLD", type=click.Path(path_type=Path))
@click.option(
    "--json",
    "json_file",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write all figures there too.",
)
def evaluate(gold: Path, json_file: Path | None) -> int:
    """Measure detection on documents with known answers: a JSON Lines file or a folder of JSON files.

    Prints what was covered, lost and left readable, by label, by format and by origin of the name, each with its
    counts and 95 per cent interval; at review everything that is masked counts, at sure only what no person needs
    to look at.
    """
    from rich.console import Console  # noqa: PLC0415

    from pipeline import scores  # noqa: PLC0415
    from pipeline.evaluate import evaluate as measure  # noqa: PLC0415
    from pipeline.evaluate import read_gold  # noqa: PLC0415

    result = measure(read_gold(gold))
    scores.show(result, Console(highlight=False))
    if json_file is not None:
        scores.save(result, json_file)
    return DocumentError.exit_code if result.failed else 0


@woo.command(epilog=_EXAMPLES)
@click.argument("out", metavar="OUT", type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, help="Do not ask.")
def purge(out: Path, yes: bool) -> int:
    """Remove OUT/internal for good: the findings, the link from numbers to files, the work of earlier runs.

    OUT/publish stays. A later run can't go on with this OUT.
    """
    internal = printable(str(out / "internal"))
    if not yes and not click.confirm(f"Remove {internal} for good?"):
        click.echo("Nothing was removed.")
        return 0
    purge_workspace(out)
    click.echo(f"Removed {internal}.")
    return 0


@woo.group(epilog=_EXAMPLES)
def officials() -> None:
    """Lists of who holds a public office, for `[persons] officials` of a case file."""


@officials.command("import", epilog=_EXAMPLES)
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--out",
    required=True,
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="The TOML file to write; one that is there is replaced.",
)
def import_officials(file: Path, out: Path) -> int:
    """Make a list of office holders of an export of the register of public bodies.

    FILE is a CSV, plain or gzipped, with the columns Organisatie, Naam and Functie. Only functions that
    rules/roles.toml keeps are taken over.
    """
    from pipeline import officials as lists  # noqa: PLC0415
    from pipeline import rulebook  # noqa: PLC0415

    found = lists.import_officials(lists.read_list(file), str(file), rulebook.load().public_titles())
    lists.write_list(out, lists.officials_toml(found))
    click.echo(f"{len(found)} officials in {printable(str(out))}.")
    return 0


for command in (
    archive_commands.index,
    archive_commands.search,
    archive_commands.archive,
    archive_commands.serve,
):
    woo.add_command(command)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and give its exit code; the one place where an error becomes a message."""
    with warnings.catch_warnings(), _terminated_as_interrupted():
        # A library's warning may quote the text that it stumbled over.
        warnings.simplefilter("ignore")
        try:
            return int(woo.main(arguments, prog_name="woo", standalone_mode=False) or 0)
        except click.ClickException as error:
            error.show()
            return error.exit_code
        except (click.exceptions.Abort, KeyboardInterrupt):
            return _say("stopped", Interrupted.exit_code)
        except WooError as error:
            return _say(str(error), error.exit_code)


def _say(message: str, code: int) -> int:
    click.echo(f"woo: {printable(message)}", err=True)
    return code


@contextmanager
def _terminated_as_interrupted() -> Iterator[None]:
    """While inside, a polite end asked for by the system is the same as Ctrl-C."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


if __name__ == "__main__":
    sys.exit(main())
