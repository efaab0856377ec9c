"""From a file of the case to its documents: the file's own first, then its attachments and theirs.

A zip and a mailbox are no documents themselves: what lies in them is read as if it lay in a folder. A file that can't
be read gives a document too, of kind UNREADABLE and with the reason, so that nothing of the case goes missing without a
word.
"""

from __future__ import annotations

import hashlib
import re
import stat
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.errors import UnreadableError
from pipeline.ingest import obstacles as say
from pipeline.ingest.archive import Room, members_of, room_for
from pipeline.ingest.attachment import Attachment, Plain
from pipeline.ingest.discover import is_ignored
from pipeline.ingest.found import Mail
from pipeline.ingest.mail import parse_mail
from pipeline.ingest.mailbox import mails_of
from pipeline.ingest.office import read_office
from pipeline.ingest.outlook import parse_msg
from pipeline.ingest.pdf import read_pdf, read_scan
from pipeline.ingest.scan import read_picture
from pipeline.ingest.sheet import read_csv
from pipeline.ingest.sniff import FileKind, false_suffix, magic_suffix, shown_kind, sniff, usual_suffix
from pipeline.ingest.text import clean, decode, is_readable, join_addresses, open_urls
from pipeline.ingest.tnef import parse_tnef
from pipeline.ingest.webpage import read_html, read_mhtml
from pipeline.ingest.xlsx import read_xlsx
from pipeline.types import Document, DocumentKind, Source

MAX_FILE_BYTES = 200_000_000
"""Larger files are refused; the largest single stock of mail or PDF that a case honestly holds is far below.
"""

MAX_CONTAINER_BYTES = 1_000_000_000
"""The same for a zip or a mailbox of the case itself, which is held in memory while what lies in it is read."""

MAX_DEPTH = 10
"""How many files may sit in each other (a mail in a mail, a zip in a zip) before the innermost is refused."""

_CONTAINERS = (b"PK\x03\x04", b"From ")


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


@dataclass(frozen=True, slots=True)
class _Content:
    """What a file is: a document with files that hang on it, or, without a document, a folder of files that bear
    their path in it as their name.
    """

    document: Document | None
    files: Iterable[Attachment] = ()


_Reader = Callable[[_Item, _Job], _Content]


def read(source: Source, work: Path, ignore: Sequence[str] = ()) -> tuple[Document, ...]:
    """Read a file of the case.

    Args:
        source: the file, as `discover` gives it.
        work: a private folder that exists; PDFs that lay in other files are written there as `<Document.id>.pdf`.
        ignore: the globs that `discover` took, for what lies in a zip or a mailbox.

    Returns:
        the document of the file itself, then its attachments, each followed by its own; of a zip or a mailbox the
        documents in it, none only if all are ignored. Never raises for a bad file: that becomes a document of kind
        UNREADABLE with the reason in `obstacles`.
    """
    try:
        data = _bytes_of(Path(source.file))
    except UnreadableError as error:
        return (_unreadable(_Item(source.path, source.path, b""), str(error)),)
    except (OSError, ValueError) as error:
        reason = f"het bestand kan niet worden geopend ({type(error).__name__}); controleer de toegang ertoe"
        return (_unreadable(_Item(source.path, source.path, b""), reason),)
    return tuple(
        _read(
            _Item(source.path, source.path, data, file=source.file), _Job(work, ignore, room_for(len(data)))
        )
    )


def _bytes_of(file: Path) -> bytes:
    """`discover` resolves the links that it follows, so a link here is one that leads out of the case."""
    mode = file.lstat().st_mode
    if stat.S_ISLNK(mode):
        raise UnreadableError(say.LINK)
    if not stat.S_ISREG(mode):
        raise UnreadableError(say.NO_FILE)
    size = file.stat().st_size
    with file.open("rb") as stream:
        limit = MAX_CONTAINER_BYTES if stream.read(8).startswith(_CONTAINERS) else MAX_FILE_BYTES
        if size > limit:
            raise UnreadableError(say.too_large(limit))
        stream.seek(0)
        return stream.read()


def _read(item: _Item, job: _Job) -> Iterator[Document]:
    try:
        content = _read_one(item, job)
    except UnreadableError as error:
        content = _Content(_unreadable(item, str(error)))
    except Exception as error:  # noqa: BLE001  (one bad file must not stop the case; its reason is kept)
        content = _Content(_unreadable(item, say.unexpected(error)))
    if content.document is None:
        yield from _folder(item, content.files, job)
        return
    yield content.document
    for number, attachment in enumerate(content.files, start=1):
        path = f"{item.path}/{number}-{safe_name(attachment.name)}"
        yield from _inner(item, path, attachment, content.document.id, job)


def _folder(item: _Item, files: Iterable[Attachment], job: _Job) -> Iterator[Document]:
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
            yield from _inner(item, path, member, item.parent, job)


def _inner(item: _Item, path: str, file: Attachment, parent: str | None, job: _Job) -> Iterator[Document]:
    inner = _Item(path, file.name, file.data, file.declared, parent, item.depth + 1)
    if file.obstacle:
        yield _unreadable(inner, file.obstacle)
    else:
        yield from _read(inner, job)


def _read_one(item: _Item, job: _Job) -> _Content:
    if item.depth > MAX_DEPTH:
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
    return _Content(*read_pdf(item.id, item.path, item.parent, _payload(item, job.work), job.work))


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


def safe_name(name: str) -> str:
    """The name of an attachment as one step of a path in the case: no slashes, no control characters, at most
    100 characters with the suffix kept.
    """
    visible = "".join(
        "\ufffd" if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Zl", "Zp"} else c for c in name
    )
    visible = re.sub(r"[/\\]", "-", visible).strip(" .") or "bijlage"
    if len(visible) <= 100:
        return visible
    suffix = Path(visible).suffix[:10]
    return visible[: 100 - len(suffix)] + suffix


_READERS: dict[FileKind, _Reader] = {
    FileKind.MAIL: _mail,
    FileKind.MSG: _msg,
    FileKind.TNEF: _tnef,
    FileKind.MBOX: _mbox,
    FileKind.PDF: _pdf,
    FileKind.TEXT: _text,
    FileKind.HTML: _plain(read_html),
    FileKind.MHTML: _plain(read_mhtml),
    FileKind.CSV: _plain(read_csv),
    FileKind.XLSX: _plain(read_xlsx),
    FileKind.ZIP: _zip,
    FileKind.PICTURE: _picture,
    FileKind.DOCX: _office,
    FileKind.ODT: _office,
    FileKind.RTF: _office,
    FileKind.DOC: _office,
}
