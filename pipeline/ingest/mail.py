"""A mail as text in a fixed form, with its attachments as bytes.

Every part counts: texts become the body, invitations are added to it, files become attachments, and a picture
in the mail itself is told of, for nobody reads it. What can't be read becomes an obstacle, never a gap.
"""

from __future__ import annotations

import base64
import binascii
import email
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from email.message import Message
from urllib.parse import unquote_to_bytes

from lxml import etree

from pipeline.errors import UnreadableError
from pipeline.ingest import obstacles as say
from pipeline.ingest.attachment import Attachment
from pipeline.ingest.body import merge, unflow
from pipeline.ingest.headers import POLICY, decoded_headers, header_block
from pipeline.ingest.html import html_text
from pipeline.ingest.invite import invite_text
from pipeline.ingest.parts import disposition, file_name, mend_header, message_bytes, parameter, payload
from pipeline.ingest.sniff import is_tiny_picture, magic_suffix
from pipeline.ingest.text import clean, decode, is_readable, join_addresses, open_urls

MAX_PARTS_DEPTH = 100
"""Parts nested deeper than this are told of instead of read; honest mails have fewer than ten levels."""

_SIGNATURES = {"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"}
_PACKED = {"application/pkcs7-mime", "application/x-pkcs7-mime"}
_HTML = {"text/html", "text/x-amp-html", "text/watch-html"}
_BODIES = {"text/plain", "text/rfc822-headers", *_HTML}
_INVITES = {"text/calendar", "application/ics"}
_PICTURES = {".jpg", ".png", ".gif", ".tif"}
_KNOWN = {"from", "to", "cc", "bcc", "date", "subject", "sender", "received", "message-id", "mime-version"}
_STRAY_PART = re.compile(r"^content-(?:type|transfer-encoding):", re.IGNORECASE | re.MULTILINE)
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
class _File:
    """A part that is no text; whether it is an attachment or a picture in the body shows at the end."""

    name: str
    data: bytes
    declared: str
    cid: str
    attached: bool


@dataclass(slots=True)
class _Found:
    """What has been found so far."""

    files: list[_File] = field(default_factory=list)
    invites: list[str] = field(default_factory=list)
    pictures: int = 0
    cids: set[str] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)
    has_text: bool = False


def parse_mail(data: bytes) -> Mail:
    """Read a mail.

    Raises:
        UnreadableError: the bytes have no header of a mail, or their parts are nested absurdly deep.
    """
    found = _Found()
    try:
        message = email.message_from_bytes(mend_header(data), policy=POLICY)
        if not any(name.lower() in _KNOWN for name in message.keys()):  # noqa: SIM118 (no mapping)
            raise UnreadableError(say.NO_MAIL)
        body = _body(message, found, 0)
    except RecursionError as error:
        raise UnreadableError(say.TOO_DEEP) from error
    attachments = _attachments(found)
    if found.pictures:
        found.notes.append(say.mail_pictures(found.pictures))
    headers = decoded_headers(message)
    block = header_block(headers, tuple(a.name for a in attachments))
    text = "\n\n".join(piece for piece in (body.strip("\n"), *dict.fromkeys(found.invites)) if piece.strip())
    return Mail(f"{block}\n{text}\n", headers, attachments, tuple(dict.fromkeys(found.notes)))


def _body(part: Message, found: _Found, depth: int) -> str:
    """The text of a part and of all parts in it; everything else goes to `found`."""
    kind = part.get_content_type()
    if depth > MAX_PARTS_DEPTH:
        raise UnreadableError(say.TOO_DEEP)
    if kind == "multipart/encrypted":
        found.notes.append(say.ENCRYPTED_MAIL)
        return ""
    if kind.startswith("multipart/"):
        return _multipart(part, kind, found, depth)
    if kind.startswith("message/"):
        return _message(part, kind, found)
    return _leaf(part, kind, found)


def _multipart(part: Message, kind: str, found: _Found, depth: int) -> str:
    if not part.is_multipart():  # the border between the parts is missing or stands nowhere
        found.notes.append(say.BROKEN_MAIL)
        return _tidy(decode(payload(part)))
    if _STRAY_PART.search(f"{part.preamble or ''}\n{part.epilogue or ''}"):
        found.notes.append(say.BROKEN_MAIL)
    pieces: list[str] = []
    for inner in part.get_payload():
        if isinstance(inner, Message):
            if kind == "multipart/alternative":
                found.has_text = False  # each rendering may be the first text, whatever its name
            pieces.append(_body(inner, found, depth + 1))
    if kind == "multipart/alternative":
        return merge(pieces)
    return "\n\n".join(piece.strip("\n") for piece in pieces if piece.strip())


def _message(part: Message, kind: str, found: _Found) -> str:
    if kind in {"message/rfc822", "message/global", "message/partial", "message/external-body"}:
        if kind in {"message/partial", "message/external-body"}:
            found.notes.append(say.BROKEN_MAIL)  # the rest of it is somewhere else
        found.files.append(_File(file_name(part), message_bytes(part), "message/rfc822", "", attached=True))
        return ""
    if not part.is_multipart():
        return _tidy(decode(payload(part)))
    inner = [m for m in part.get_payload() if isinstance(m, Message)]
    lines = ["\n".join([*(f"{n}: {v}" for n, v in decoded_headers(m)), decode(payload(m))]) for m in inner]
    return _tidy("\n\n".join(lines))


def _leaf(part: Message, kind: str, found: _Found) -> str:
    if kind in _SIGNATURES:
        return ""
    if kind in _PACKED or kind == "application/pgp-encrypted":
        signed = "signed" in parameter(part, "smime-type").lower()
        found.notes.append(say.OPAQUE_SIGNATURE if signed else say.ENCRYPTED_MAIL)
        return ""
    data, name = payload(part), file_name(part)
    if kind in _INVITES:
        found.invites.append(_tidy(invite_text(decode(data, parameter(part, "charset")))))
        return ""
    attached = disposition(part) == "attachment"
    if kind in _BODIES and not attached and not (name and found.has_text):
        found.has_text = True
        return _text(part, kind, data, found)
    cid = str(part.get("content-id") or "").strip().strip("<>")
    found.files.append(_File(name, data, kind, cid, attached))
    return ""


def _text(part: Message, kind: str, data: bytes, found: _Found) -> str:
    text = decode(data, parameter(part, "charset"))
    if not is_readable(text) or (part.defects and _STRAY_PART.search(text)):
        found.notes.append(say.BROKEN_MAIL)
    if _UUENCODED.search(text):
        found.notes.append(say.UUENCODED)
    if _PGP in text:
        found.notes.append(say.ENCRYPTED_MAIL)
    if kind in _HTML:
        return _html(text, found)
    if parameter(part, "format").lower() == "flowed":
        text = unflow(text.replace("\r\n", "\n"), delete_space=parameter(part, "delsp").lower() == "yes")
    return _tidy(text)


def _html(markup: str, found: _Found) -> str:
    try:
        read = html_text(markup)
    except (etree.LxmlError, ValueError):
        found.notes.append(say.BROKEN_MAIL)
        return _tidy(re.sub(r"<[^>]*>", " ", markup))
    found.cids.update(read.cids)
    found.pictures += read.drawings + sum(
        1 for uri in read.data_images if not is_tiny_picture(_uri_bytes(uri))
    )
    return _tidy(read.text)


def _uri_bytes(uri: str) -> bytes:
    header, _, data = uri.partition(",")
    raw = unquote_to_bytes(data)
    if not header.lower().endswith("base64"):
        return raw
    try:
        return base64.b64decode(raw + b"=" * (-len(raw) % 4))
    except binascii.Error:
        return raw


def _tidy(text: str) -> str:
    return open_urls(join_addresses(clean(text)))


def _attachments(found: _Found) -> tuple[Attachment, ...]:
    """The files that are attachments; the pictures that stand in the body are counted instead."""
    kept: list[Attachment] = []
    for file in found.files:
        if file.name.lower().endswith(".p7s") and file.data[:1] == b"\x30":  # a signature by another name
            continue
        picture = file.declared.startswith("image/") or magic_suffix(file.data) in _PICTURES
        inline = not file.attached or _named(file.cid, found.cids)
        if picture and inline and file.data and (file.declared.startswith("image/") or file.cid):
            found.pictures += not is_tiny_picture(file.data)
            continue
        kept.append(Attachment(file.name or f"bijlage-{len(kept) + 1}", file.data, file.declared))
    return tuple(kept)


def _named(cid: str, cids: Iterable[str]) -> bool:
    return bool(cid) and cid in cids
