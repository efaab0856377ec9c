"""All channels of `woo check` over one file: the one place that lists them, and their order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import TypeVar, cast

import pypdfium2

from pipeline.check import (
    actions,
    attachments,
    comments,
    covered,
    elsewhere,
    filename,
    fonts,
    formvalues,
    functions,
    gaps,
    imagedata,
    leftovers,
    legend,
    marks,
    metadata,
    names,
    navigation,
    personal,
    pixels,
    revisions,
    secrets,
    signatures,
    thumbnails,
    unapplied,
    unpainted,
    unseen,
    words,
)
from pipeline.check.file import Item, Limits, OpenFile, PageView, PageWord, Shown, open_file
from pipeline.check.fulltext import FullText, full_text
from pipeline.check.secrets import CaseOut
from pipeline.check.trace import Trace
from pipeline.errors import CheckError

PageChannel = Callable[[PageView], Iterable[Trace]]
FileChannel = Callable[[OpenFile], Iterable[Trace]]
TextChannel = Callable[[], Iterable[Trace]]
T = TypeVar("T")

PAGE_CHANNELS: tuple[PageChannel, ...] = (
    covered.find,
    unseen.find,
    unapplied.find,
    pixels.find,
    thumbnails.find,
)
FILE_CHANNELS: tuple[FileChannel, ...] = (
    metadata.find,
    words.find,
    navigation.find_bookmarks,
    navigation.find_names,
    navigation.find_labels,
    navigation.find_links,
    actions.find,
    attachments.find,
    comments.find,
    formvalues.find,
    imagedata.find,
    leftovers.find,
    unpainted.find,
    revisions.find,
    signatures.find,
    fonts.find,
)


def text_channels(
    full: FullText, widths: Sequence[gaps.Gap], options: Options
) -> Iterator[tuple[str, TextChannel]]:
    """The channels of the text of a whole file with their names; what they share is read once.

    In an output of the case itself nobody is told anew of names and functions beside marks: `woo process` has laid them
    before the officer, who may have decided.
    """
    marked = marks.read_marks(full)
    case = options.case
    yield "garbled", partial(marks.find_garbled, marked)
    yield "legend", partial(legend.find, full, marked.legend, marked.marks)
    yield "names", partial(names.find, marked)
    if not options.own_output:
        yield "elsewhere", partial(elsewhere.find, marked)
        yield "functions", partial(functions.find, marked, case.functions if case is not None else ())
    yield "gaps", partial(gaps.find, widths)
    yield "secrets", partial(secrets.find_secrets, full, options.secrets)
    yield "listed-name", partial(filename.find_listed, options.name, options.secrets)
    if case is not None:
        yield "decided", partial(secrets.find_decided, full, case)
        yield "decided-name", partial(filename.find_listed, options.name, case.gone)
    if options.detect:
        yield "personal", partial(personal.find, marked)
        yield "file-name", partial(filename.find, options.name)


FROM_THE_ORIGINAL = frozenset({"covered-text", "unseen-text", "covered-pixels"})
"""Channels that may find in an output what its maker covered or hid: redacted as all else, but nobody saw it."""

SECONDS_A_PAGE = 0.5
"""What a page adds to the seconds that a file may take: a bundle of 1,000 pages is no attack."""

_USUAL = Limits()
_MOST = 1000  # findings of one channel in one file; who has that many needs no more
TOO_MUCH = "het nakijken vraagt te veel geheugen"


@dataclass(frozen=True, slots=True)
class Options:
    """What is asked of one file.

    `name` is the file's own name, `read_text` whether what the text gives away is looked at. `seconds` and
    `megabytes` bound what it may take (see `Limits`); `detect` is whether the text is searched for personal data.
    `secrets` may not be readable in it, nor what the `case` decided to redact; `own_output`: the case published it.
    """

    name: str = ""
    read_text: bool = True
    seconds: float = _USUAL.seconds
    megabytes: int = _USUAL.megabytes
    detect: bool = True
    secrets: tuple[str, ...] = ()
    case: CaseOut | None = None
    own_output: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """What the channels found in one file, sorted, and the Dutch reasons why some of it could not be judged."""

    pages: int
    traces: tuple[Trace, ...]
    not_judged: tuple[str, ...]


def count_pages(data: bytes) -> int:
    """How many pages a file says it has, without reading them; 0 where that can't be told."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return 0
    try:
        return len(document)
    finally:
        document.close()


def seconds_for(pages: int, seconds: float) -> float:
    """How long a file of so many pages may take."""
    return seconds + SECONDS_A_PAGE * min(pages, _USUAL.pages)


def inspect(data: bytes, options: Options) -> Report:
    """Look at a file through every channel; a channel that can't judge it leaves the others going.

    Never raises for what is in the file: what can't be judged is said in the report.
    """
    limits = Limits(seconds_for(count_pages(data), options.seconds), options.megabytes)
    try:
        file = open_file(data, limits)
    except CheckError as error:
        return Report(0, (), (str(error),))
    except MemoryError:
        return Report(0, (), (TOO_MUCH,))
    except Exception as error:  # noqa: BLE001  (what nobody foresaw in a hostile file is told, and the next one is read)
        return Report(0, (), (_unexpected(error),))
    with file:
        run = _Run(file, options)
        run.all()
        return run.report()


class _Blank:
    """Stands for a page that can't be read in the text of the whole file, so that the next keep
    their number.
    """

    text = ""
    chars: tuple[Shown, ...] = ()
    words: tuple[PageWord, ...] = ()
    items: tuple[Item, ...] = ()


class _Run:
    """The channels over one opened file: each page is opened once."""

    def __init__(self, file: OpenFile, options: Options) -> None:
        self.file = file
        self.options = options
        self.found: dict[object, list[Trace]] = {}
        self.not_judged: list[str] = []
        self.gaps: list[gaps.Gap] = []

    def all(self) -> None:
        """Run them all; what each finds lies in `found`."""
        full = None
        if self.options.read_text:
            full = self._judged(lambda: full_text(self._pages()))
        else:
            for _ in self._pages():  # each page is looked at while it is open
                pass
        for file_channel in FILE_CHANNELS:
            self._take(file_channel, partial(file_channel, self.file))
        if full is not None:
            self._judged(partial(self._text, full))

    def _text(self, full: FullText) -> None:
        for name, find in text_channels(full, self.gaps, self.options):
            self._take(name, find)

    def report(self) -> Report:
        """What was found, each trace once, sorted."""
        traces = {trace for found in self.found.values() for trace in found}
        return Report(
            self.file.count, tuple(sorted(traces, key=Trace.order)), tuple(dict.fromkeys(self.not_judged))
        )

    def _pages(self) -> Iterator[PageView]:
        for number in range(1, self.file.count + 1):
            page = self._judged(partial(self._opened, number))
            if page is None:
                yield cast("PageView", _Blank())
                if self.file.late():
                    return
                continue
            with page:
                for channel in PAGE_CHANNELS:
                    self._take(channel, partial(channel, page))
                if self.options.read_text:
                    self.gaps += self._judged(partial(gaps.gaps_of, page)) or ()
                yield page

    def _opened(self, number: int) -> PageView:
        """A page whose parts can be read: what can't says so here, not where the text is put together."""
        page = self.file.page(number)
        try:
            _ = page.words, page.items
        except BaseException:
            page.close()
            raise
        return page

    def _take(self, channel: object, find: Callable[[], Iterable[Trace]]) -> None:
        """Add what a channel finds, up to `_MOST` in a file."""
        found = self.found.setdefault(channel, [])

        def collect() -> None:
            for trace in islice(find(), max(0, _MOST - len(found))):
                found.append(trace)

        self._judged(collect)

    def _judged(self, work: Callable[[], T]) -> T | None:
        """What comes of a piece of work; what goes wrong is a reason why the file could not be judged."""
        try:
            return work()
        except CheckError as error:
            self.not_judged.append(str(error))
        except MemoryError:
            self.not_judged.append(TOO_MUCH)
        except Exception as error:  # noqa: BLE001  (a hostile file may break a channel; the others go on)
            self.not_judged.append(_unexpected(error))
        return None


def _unexpected(error: BaseException) -> str:
    """The reason for an error that nobody foresaw: its type, never its message, which may hold text."""
    return f"onverwachte fout ({type(error).__name__}) bij het nakijken; meld dit aan de beheerder"
