"""From a file of the case to its documents: the file's own first, then its attachments and theirs.

A zip and a mailbox are no documents themselves: what lies in them is read as if it lay in a folder. A file that can't
be read gives a document too, of kind UNREADABLE and with the reason, so that nothing of the case goes missing without a
word.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from pipeline.errors import UnreadableError
from pipeline.ingest import obstacles as say
from pipeline.ingest.archive import Room, members_of, room_for
from pipeline.ingest.attachment import Attachment, Plain
from pipeline.ingest.calc import read_ods, read_xls
from pipeline.ingest.discover import is_ignored
from pipeline.ingest.files import MAX_FILE_BYTES, bytes_of, safe_name
from pipeline.ingest.found import Mail
from pipeline.ingest.mail import parse_mail
from pipeline.ingest.mailbox import mails_of
from pipeline.ingest.office import read_office
from pipeline.ingest.outlook import parse_msg
from pipeline.ingest.pdf import read_pdf, read_scan, see_that_pages_fit
from pipeline.ingest.pst import items_of
from pipeline.ingest.scan import read_picture
from pipeline.ingest.sheet import read_csv
from pipeline.ingest.sniff import FileKind, false_suffix, magic_suffix, shown_kind, sniff, usual_suffix
from pipeline.ingest.text import clean, decode, is_readable, join_addresses, open_urls
from pipeline.ingest.tnef import parse_tnef
from pipeline.ingest.webpage import read_html, read_mhtml
from pipeline.ingest.xlsx import read_xlsx
from pipeline.limits import Limits
from pipeline.types import Document, DocumentKind, Source

T = TypeVar("T")

_LIMITS = Limits()
_FOLDERS = (FileKind.ZIP, FileKind.MBOX, FileKind.PST)


@dataclass(frozen=True, slots=True)
class _Item:
    """Bytes to be read, and where they came from. `file` is None for what lay in another file."""

    path: str
    name: str
    data: bytes
    declared: str = ""
    parent: str | None = None
    depth: int = 0
    file: str | None = None

    @property
    def id(self) -> str:
        path = self.path.encode("utf-8", "surrogateescape")
        return hashlib.sha256(path + b"\0" + self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class _Job:
    """What all files that are read out of one file of the case share."""

    work: Path
    ignore: Sequence[str]
    room: Room
    limits: Limits


@dataclass(frozen=True, slots=True)
class _Content:
    """What a file is: a document with files that hang on it, or, without a document, a folder of files that bear
    their path in it as their name.
    """

    document: Document | None
    files: Iterable[Attachment] = ()


_Reader = Callable[[_Item, _Job], _Content]


def read(
    source: Source, work: Path, ignore: Sequence[str] = (), limits: Limits = _LIMITS
) -> tuple[Document, ...]:
    """Read a file of the case.

    Args:
        source: the file, as `discover` or `unfold` gives it.
        work: a private folder that exists; PDFs that lay in other files are written there as `<Document.id>.pdf`.
        ignore: the globs that `discover` took, for what lies in a zip or a mailbox.
        limits: what it may ask; of these its pages, nesting and unpacked size are looked at here.

    Returns:
        the document of the file itself, then its attachments, each followed by its own; of a zip or a mailbox the
        documents in it, none only if all are ignored. Never raises for a bad file: that becomes a document of kind
        UNREADABLE with the reason in `obstacles`.
    """
    try:
        data, size = bytes_of(Path(source.file))
    except UnreadableError as error:
        return (_unreadable(_Item(source.path, source.path, b""), str(error)),)
    except (OSError, ValueError) as error:
        reason = f"het bestand kan niet worden geopend ({type(error).__name__}); controleer de toegang ertoe"
        return (_unreadable(_Item(source.path, source.path, b""), reason),)
    return tuple(_read(_item(source, data), _job(work, ignore, limits, size)))


def unfold(
    source: Source, work: Path, ignore: Sequence[str] = (), limits: Limits = _LIMITS
) -> Iterator[Source | Document] | None:
    """What lies in a zip or a mailbox of the case, and in the zips in it, each as a file of its own in `work`; None of
    any other file, and of one that can't be opened, of which `read` says why.

    What can't be taken out is a document of kind UNREADABLE. A file gets the name `<SHA-256 of its path>.part`, so that
    the same zip gives the same again.
    """
    try:
        data, size = bytes_of(Path(source.file))
    except (UnreadableError, OSError, ValueError):
        return None
    if sniff(data, source.path, "") not in _FOLDERS:
        return None
    return _unfold(_item(source, data), _job(work, ignore, limits, size))


def _item(source: Source, data: bytes) -> _Item:
    return _Item(source.path, source.path, data, depth=source.depth, file=source.file)


def _job(work: Path, ignore: Sequence[str], limits: Limits, size: int) -> _Job:
    return _Job(work, ignore, room_for(size, limits.unpacked * 1_000_000), limits)


def _read(item: _Item, job: _Job) -> Iterator[Document]:
    content = _content(item, job)
    if content.document is None:
        yield from _folder(item, content.files, job, _read)
        return
    yield content.document
    for number, attachment in enumerate(content.files, start=1):
        path = f"{item.path}/{number}-{safe_name(attachment.name)}"
        inner = _inside(item, path, attachment, content.document.id)
        yield from (_unreadable(inner, attachment.obstacle),) if attachment.obstacle else _read(inner, job)


def _unfold(item: _Item, job: _Job) -> Iterator[Source | Document]:
    if sniff(item.data, item.name, item.declared) not in _FOLDERS:
        target = job.work / f"{hashlib.sha256(item.path.encode('utf-8', 'surrogateescape')).hexdigest()}.part"
        target.write_bytes(item.data)
        yield Source(item.path, str(target), item.depth)
        return
    content = _content(item, job)
    if content.document is not None:
        yield content.document
        return
    yield from _folder(item, content.files, job, _unfold)


def _content(item: _Item, job: _Job) -> _Content:
    """What an item is; what can't be read is a document that says why."""
    try:
        content = _read_one(item, job)
    except UnreadableError as error:
        content = _Content(_unreadable(item, str(error)))
    except Exception as error:  # noqa: BLE001  (one bad file must not stop the case; its reason is kept)
        content = _Content(_unreadable(item, say.unexpected(error)))
    if content.document is None:
        return content
    return replace(content, document=replace(content.document, content=hashlib.sha256(item.data).hexdigest()))


def _folder(
    item: _Item, files: Iterable[Attachment], job: _Job, each: Callable[[_Item, _Job], Iterator[T]]
) -> Iterator[T | Document]:
    """What lies in a zip or a mailbox. When no more of it can be read, that is told of the whole."""
    rest = iter(files)
    while True:
        try:
            member = next(rest, None)
        except UnreadableError as error:
            yield _unreadable(item, str(error))
            return
        except Exception as error:  # noqa: BLE001  (what came before it is read; its reason is kept)
            yield _unreadable(item, say.unexpected(error))
            return
        if member is None:
            return
        path = f"{item.path}/{member.name}"
        if not is_ignored(path, job.ignore):
            inner = _inside(item, path, member, item.parent)
            yield from (_unreadable(inner, member.obstacle),) if member.obstacle else each(inner, job)


def _inside(item: _Item, path: str, file: Attachment, parent: str | None) -> _Item:
    return _Item(path, file.name, file.data, file.declared, parent, item.depth + 1)


def _read_one(item: _Item, job: _Job) -> _Content:
    if item.depth > job.limits.nesting:
        raise UnreadableError(say.TOO_DEEP)
    kind = sniff(item.data, item.name, item.declared)
    content = _READERS.get(kind, _refused)(item, job)
    shown = false_suffix(kind, item.name)
    if content.document is None or not shown:
        return content
    note = say.false_name(shown, usual_suffix(kind, item.data))
    return replace(content, document=replace(content.document, notes=(*content.document.notes, note)))


def _refused(item: _Item, job: _Job) -> _Content:
    """What nobody reads."""
    kind = sniff(item.data, item.name, item.declared)
    lying = false_suffix(kind, item.name)
    shown = usual_suffix(kind, item.data) if lying else shown_kind(item.data, item.name, item.declared)
    empty = say.EMPTY_FILE if item.parent is None else say.EMPTY_ATTACHMENT
    reasons = {
        FileKind.EMPTY: empty,
        FileKind.FALSE_PDF: say.NO_PDF,
        FileKind.ENCRYPTED: say.ENCRYPTED_OFFICE,
        FileKind.ARCHIVE: say.unread_archive(magic_suffix(item.data) or shown),
    }
    raise UnreadableError(reasons.get(kind) or say.unknown_kind(shown))


# ------------------------------------------------------------------------------------------ a reader a kind


def _mail(item: _Item, job: _Job) -> _Content:
    return _mail_document(item, parse_mail(item.data))


def _msg(item: _Item, job: _Job) -> _Content:
    return _mail_document(item, parse_msg(item.data))


def _tnef(item: _Item, job: _Job) -> _Content:
    return _mail_document(item, parse_tnef(item.data))


def _mail_document(item: _Item, mail: Mail) -> _Content:
    document = Document(
        id=item.id,
        source=item.path,
        kind=DocumentKind.MAIL,
        text=mail.text,
        parent=item.parent,
        headers=mail.headers,
        obstacles=mail.obstacles,
    )
    return _Content(document, mail.attachments)


def _pdf(item: _Item, job: _Job) -> _Content:
    payload = _payload(item, job.work)
    see_that_pages_fit(payload, job.limits.pages)
    return _Content(*read_pdf(item.id, item.path, item.parent, payload, job.work))


def _picture(item: _Item, job: _Job) -> _Content:
    return _Content(read_scan(item.id, item.path, item.parent, read_picture(item.data), job.work))


def _text(item: _Item, job: _Job) -> _Content:
    text = decode(item.data)
    if not is_readable(text):
        raise UnreadableError(say.NO_TEXT)
    text = open_urls(join_addresses(clean(text)))
    return _Content(Document(item.id, item.path, DocumentKind.TEXT, text, parent=item.parent))


def _plain(parse: Callable[[bytes], Plain]) -> _Reader:
    """The reader of a kind that becomes a text."""

    def read_plain(item: _Item, job: _Job) -> _Content:
        found = parse(item.data)
        document = Document(
            id=item.id,
            source=item.path,
            kind=DocumentKind.TEXT,
            text=found.text,
            parent=item.parent,
            obstacles=found.obstacles,
            notes=found.notes,
        )
        return _Content(document, found.attachments)

    return read_plain


def _office(item: _Item, job: _Job) -> _Content:
    found = read_office(item.data, item.name)
    target = job.work / f"{item.id}.docx"
    target.write_bytes(found.docx)
    document = Document(
        id=item.id,
        source=item.path,
        kind=DocumentKind.OFFICE,
        text=found.text,
        tables=found.tables,
        parent=item.parent,
        payload=str(target),
        obstacles=found.obstacles,
        notes=found.notes,
    )
    return _Content(document, found.attachments)


def _zip(item: _Item, job: _Job) -> _Content:
    return _Content(None, members_of(item.data, job.room, MAX_FILE_BYTES))


def _mbox(item: _Item, job: _Job) -> _Content:
    return _Content(None, mails_of(item.data))


def _pst(item: _Item, job: _Job) -> _Content:
    return _Content(None, items_of(Path(item.file) if item.file is not None else item.data))


def _payload(item: _Item, work: Path) -> str:
    if item.file is not None:
        return item.file
    target = work / f"{item.id}.pdf"
    target.write_bytes(item.data)
    return str(target)


def _unreadable(item: _Item, reason: str) -> Document:
    return Document(
        id=item.id,
        source=item.path,
        kind=DocumentKind.UNREADABLE,
        text="",
        parent=item.parent,
        obstacles=(say.unreadable_file(reason),),
    )


_READERS: dict[FileKind, _Reader] = {
    FileKind.MAIL: _mail,
    FileKind.MSG: _msg,
    FileKind.TNEF: _tnef,
    FileKind.MBOX: _mbox,
    FileKind.PST: _pst,
    FileKind.PDF: _pdf,
    FileKind.TEXT: _text,
    FileKind.HTML: _plain(read_html),
    FileKind.MHTML: _plain(read_mhtml),
    FileKind.CSV: _plain(read_csv),
    FileKind.XLSX: _plain(read_xlsx),
    FileKind.ODS: _plain(read_ods),
    FileKind.XLS: _plain(read_xls),
    FileKind.ZIP: _zip,
    FileKind.PICTURE: _picture,
    FileKind.DOCX: _office,
    FileKind.ODT: _office,
    FileKind.RTF: _office,
    FileKind.DOC: _office,
}
