"""What has been found in a mail so far, whichever form it came in: text, files, pictures, invitations, obstacles."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass, field
from urllib.parse import unquote_to_bytes

from lxml import etree

from pipeline.ingest import obstacles as say
from pipeline.ingest.attachment import Attachment
from pipeline.ingest.headers import header_block
from pipeline.ingest.html import html_text
from pipeline.ingest.sniff import is_tiny_picture, magic_suffix
from pipeline.ingest.text import clean, is_readable, join_addresses, open_urls

_PICTURES = {".jpg", ".png", ".gif", ".tif"}
_UUENCODED = re.compile(r"^begin [0-7]{3} \S.*^end[ \t]*\r?$", re.MULTILINE | re.DOTALL)
_PGP = "-----BEGIN PGP MESSAGE-----"


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail as read."""

    text: str
    headers: tuple[tuple[str, str], ...]
    attachments: tuple[Attachment, ...]
    obstacles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class File:
    """A part that is no text; whether it is an attachment or a picture in the body shows at the end."""

    name: str
    data: bytes
    declared: str
    cid: str
    attached: bool


@dataclass(slots=True)
class Found:
    """What has been found so far."""

    files: list[File] = field(default_factory=list)
    invites: list[str] = field(default_factory=list)
    pictures: int = 0
    cids: set[str] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)
    has_text: bool = False
    headers: list[tuple[str, str]] = field(default_factory=list)  # that winmail.dat gives
    renderings: list[str] = field(default_factory=list)  # of the body, that winmail.dat gives

    def check(self, text: str) -> None:
        """Note what shows that a text was not read to the end."""
        if not is_readable(text):
            self.notes.append(say.BROKEN_MAIL)
        if _UUENCODED.search(text):
            self.notes.append(say.UUENCODED)
        if _PGP in text:
            self.notes.append(say.ENCRYPTED_MAIL)

    def html(self, markup: str) -> str:
        """The text of an HTML body; its pictures are counted."""
        try:
            read = html_text(markup)
        except (etree.LxmlError, ValueError):
            self.notes.append(say.BROKEN_MAIL)
            return tidy(re.sub(r"<[^>]*>", " ", markup))
        self.cids.update(read.cids)
        self.pictures += read.drawings + sum(
            1 for uri in read.data_images if not is_tiny_picture(_uri_bytes(uri))
        )
        return tidy(read.text)

    def attachments(self) -> tuple[Attachment, ...]:
        """The files that are attachments; the pictures that stand in the body are counted instead."""
        kept: list[Attachment] = []
        for file in self.files:
            if file.name.lower().endswith(".p7s") and file.data[:1] == b"\x30":  # a signature by another name
                continue
            picture = file.declared.startswith("image/") or magic_suffix(file.data) in _PICTURES
            inline = not file.attached or (bool(file.cid) and file.cid in self.cids)
            if picture and inline and file.data and (file.declared.startswith("image/") or file.cid):
                self.pictures += not is_tiny_picture(file.data)
                continue
            kept.append(Attachment(file.name or f"bijlage-{len(kept) + 1}", file.data, file.declared))
        return tuple(kept)

    def mail(self, headers: tuple[tuple[str, str], ...], body: str) -> Mail:
        """The mail with these headers and this body."""
        attachments = self.attachments()
        notes = [*self.notes, *([say.mail_pictures(self.pictures)] if self.pictures else [])]
        block = header_block(headers, tuple(a.name for a in attachments))
        pieces = (body.strip("\n"), *dict.fromkeys(self.invites))
        text = "\n\n".join(piece for piece in pieces if piece.strip())
        return Mail(f"{block}\n{text}\n", headers, attachments, tuple(dict.fromkeys(notes)))


def tidy(text: str) -> str:
    """A body as it is published."""
    return open_urls(join_addresses(clean(text)))


def _uri_bytes(uri: str) -> bytes:
    header, _, data = uri.partition(",")
    raw = unquote_to_bytes(data)
    if not header.lower().endswith("base64"):
        return raw
    try:
        return base64.b64decode(raw + b"=" * (-len(raw) % 4))
    except binascii.Error:
        return raw
