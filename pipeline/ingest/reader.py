"""From a file of the case to its documents: the file's own first, then its attachments and theirs.

A file that can't be read gives a document too, of kind UNREADABLE and with the reason, so that nothing of the
case goes missing without a word.
"""

from __future__ import annotations

import hashlib
import re
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import UnreadableError
from pipeline.ingest import obstacles as say
from pipeline.ingest.attachment import Attachment
from pipeline.ingest.mail import parse_mail
from pipeline.ingest.pdf import read_pdf
from pipeline.ingest.sniff import FileKind, shown_kind, sniff
from pipeline.ingest.text import clean, decode, is_readable, join_addresses, open_urls
from pipeline.types import Document, DocumentKind, Source

MAX_FILE_BYTES = 200_000_000
"""Larger files are refused; the largest single stock of mail or PDF that a case honestly holds is far below.
"""

MAX_DEPTH = 10
"""How many files may sit in each other (a mail in a mail, a PDF in a PDF) before the innermost is refused."""


@dataclass(frozen=True, slots=True)
class _Item:
    """Bytes to be read, and where they came from. `file` is None for an attachment."""

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


def read(source: Source, work: Path) -> tuple[Document, ...]:
    """Read a file of the case.

    Args:
        source: the file, as `discover` gives it.
        work: a private folder that exists; attached PDFs are written there as `<Document.id>.pdf`.

    Returns:
        the document of the file itself, then its attachments, each followed by its own. Never raises for a
        bad file: that becomes a document of kind UNREADABLE with the reason in `obstacles`.
    """
    try:
        data = _bytes_of(Path(source.file))
    except UnreadableError as error:
        return (_unreadable(_Item(source.path, source.path, b""), str(error)),)
    except (OSError, ValueError) as error:
        reason = f"het bestand kan niet worden geopend ({type(error).__name__}); controleer de toegang ertoe"
        return (_unreadable(_Item(source.path, source.path, b""), reason),)
    return tuple(_read(_Item(source.path, source.path, data, file=source.file), work))


def _bytes_of(file: Path) -> bytes:
    """`discover` resolves the links that it follows, so a link here is one that leads out of the case."""
    mode = file.lstat().st_mode
    if stat.S_ISLNK(mode):
        raise UnreadableError(say.LINK)
    if not stat.S_ISREG(mode):
        raise UnreadableError(say.NO_FILE)
    if file.stat().st_size > MAX_FILE_BYTES:
        raise UnreadableError(say.too_large(MAX_FILE_BYTES))
    return file.read_bytes()


def _read(item: _Item, work: Path) -> Iterator[Document]:
    try:
        document, attachments = _read_one(item, work)
    except UnreadableError as error:
        document, attachments = _unreadable(item, str(error)), ()
    except Exception as error:  # noqa: BLE001  (one bad file must not stop the case; its reason is kept)
        document, attachments = _unreadable(item, say.unexpected(error)), ()
    yield document
    for number, attachment in enumerate(attachments, start=1):
        path = f"{item.path}/{number}-{safe_name(attachment.name)}"
        inner = _Item(
            path, attachment.name, attachment.data, attachment.declared, document.id, item.depth + 1
        )
        yield from _read(inner, work)


def _read_one(item: _Item, work: Path) -> tuple[Document, tuple[Attachment, ...]]:
    if item.depth > MAX_DEPTH:
        raise UnreadableError(say.TOO_DEEP)
    kind = sniff(item.data, item.name, item.declared)
    if kind is FileKind.MAIL:
        return _mail(item)
    if kind is FileKind.PDF:
        return read_pdf(item.id, item.path, item.parent, _payload(item, work))
    if kind is FileKind.TEXT:
        return _text(item), ()
    raise UnreadableError(_refusal(kind, item))


def _refusal(kind: FileKind, item: _Item) -> str:
    if kind is FileKind.EMPTY:
        return say.EMPTY_FILE if item.parent is None else say.EMPTY_ATTACHMENT
    if kind is FileKind.FALSE_PDF:
        return say.NO_PDF
    if kind is FileKind.TNEF:
        return say.TNEF
    return say.unknown_kind(shown_kind(item.data, item.name, item.declared))


def _mail(item: _Item) -> tuple[Document, tuple[Attachment, ...]]:
    mail = parse_mail(item.data)
    document = Document(
        id=item.id,
        source=item.path,
        kind=DocumentKind.MAIL,
        text=mail.text,
        parent=item.parent,
        headers=mail.headers,
        obstacles=mail.obstacles,
    )
    return document, mail.attachments


def _text(item: _Item) -> Document:
    text = decode(item.data)
    if not is_readable(text):
        raise UnreadableError(say.NO_TEXT)
    text = open_urls(join_addresses(clean(text)))
    return Document(item.id, item.path, DocumentKind.TEXT, text, parent=item.parent)


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
