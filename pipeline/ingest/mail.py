"""A mail as text in a fixed form, with its attachments as bytes.

Every part counts: texts become the body, invitations are added to it, files become attachments, and so does a picture
in the mail itself, with a marker in its place. What can't be read becomes an obstacle, never a gap.
"""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from email.message import Message

from pipeline.errors import UnreadableError
from pipeline.ingest import obstacles as say
from pipeline.ingest import obstacles_mail as say_mail
from pipeline.ingest.body import merge, unflow
from pipeline.ingest.cms import NotSignedError, is_encrypted, signed_content
from pipeline.ingest.found import File, Found, Mail, tidy
from pipeline.ingest.headers import POLICY, decoded_headers
from pipeline.ingest.invite import read_invite, unfolded
from pipeline.ingest.parts import disposition, file_name, mend_header, message_bytes, parameter, payload
from pipeline.ingest.text import decode
from pipeline.ingest.tnef import MAGIC as TNEF
from pipeline.ingest.tnef import add_tnef

__all__ = ["Mail", "add_entity", "add_signed", "parse_mail"]

MAX_PARTS_DEPTH = 100
"""Parts nested deeper than this are told of instead of read; honest mails have fewer than ten levels."""

_SIGNATURES = {"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"}
_PACKED = {"application/pkcs7-mime", "application/x-pkcs7-mime"}
_HTML = {"text/html", "text/x-amp-html", "text/watch-html"}
_BODIES = {"text/plain", "text/rfc822-headers", *_HTML}
_INVITES = {"text/calendar", "application/ics"}
_KNOWN = {"from", "to", "cc", "bcc", "date", "subject", "sender", "received", "message-id", "mime-version"}
_STRAY_PART = re.compile(r"^content-(?:type|transfer-encoding):", re.IGNORECASE | re.MULTILINE)


def parse_mail(data: bytes) -> Mail:
    """Read a mail.

    Raises:
        UnreadableError: the bytes have no header of a mail, or their parts are nested absurdly deep.
    """
    found = Found()
    try:
        message = email.message_from_bytes(mend_header(data), policy=POLICY)
        if not any(name.lower() in _KNOWN for name in message.keys()):  # noqa: SIM118 (no mapping)
            raise UnreadableError(say.NO_MAIL)
        found.locations.update(_locations(message))
        body = _body(message, found, 0)
    except RecursionError as error:
        raise UnreadableError(say.TOO_DEEP) from error
    headers = decoded_headers(message)
    stands = {name.lower() for name, value in headers if value}
    headers += tuple((name, value) for name, value in found.headers if name.lower() not in stands)
    return found.mail(headers, merge([body, *found.renderings]) if found.renderings else body)


def add_entity(data: bytes, found: Found, depth: int = 0) -> str:
    """The text of a part that was packed as a whole (what was signed), with its own few header lines.

    Raises:
        UnreadableError: parts nested absurdly deep.
    """
    try:
        return _body(email.message_from_bytes(data, policy=POLICY), found, depth)
    except RecursionError as error:
        raise UnreadableError(say.TOO_DEEP) from error


def add_signed(data: bytes, found: Found, declared: str = "", depth: int = 0) -> str:
    """The text of a package of S/MIME; `declared` is the `smime-type` that the mail gives it."""
    if is_encrypted(data):
        found.notes.append(say.ENCRYPTED_MAIL)
        return ""
    try:
        content = signed_content(data)
    except NotSignedError:
        found.notes.append(say.OPAQUE_SIGNATURE if "signed" in declared else say.ENCRYPTED_MAIL)
        return ""
    return add_entity(content, found, depth + 1)


def _body(part: Message, found: Found, depth: int) -> str:
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
    return _leaf(part, kind, found, depth)


def _multipart(part: Message, kind: str, found: Found, depth: int) -> str:
    if not part.is_multipart():  # the border between the parts is missing or stands nowhere
        found.notes.append(say.BROKEN_MAIL)
        return tidy(decode(payload(part)))
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


def _message(part: Message, kind: str, found: Found) -> str:
    if kind in {"message/rfc822", "message/global", "message/partial", "message/external-body"}:
        if kind in {"message/partial", "message/external-body"}:
            found.notes.append(say.BROKEN_MAIL)  # the rest of it is somewhere else
        found.files.append(File(file_name(part), message_bytes(part), "message/rfc822", "", attached=True))
        return ""
    if not part.is_multipart():
        return tidy(decode(payload(part)))
    inner = [m for m in part.get_payload() if isinstance(m, Message)]
    lines = ["\n".join([*(f"{n}: {v}" for n, v in decoded_headers(m)), decode(payload(m))]) for m in inner]
    return tidy("\n\n".join(lines))


def _leaf(part: Message, kind: str, found: Found, depth: int) -> str:
    if kind in _SIGNATURES:
        return ""
    data, name = payload(part), file_name(part)
    packed = name.lower().endswith(".p7m") and data[:1] == b"\x30"
    if kind in _PACKED or kind == "application/pgp-encrypted" or packed:
        return add_signed(data, found, parameter(part, "smime-type").lower(), depth)
    if data.startswith(TNEF):
        add_tnef(data, found)
        return ""
    if kind in _INVITES:
        _invite(part, data, found)
        return ""
    attached = disposition(part) == "attachment"
    if kind in _BODIES and not attached and not (name and found.has_text):
        found.has_text = True
        return _text(part, kind, data, found)
    cid, location = str(part.get("content-id") or "").strip().strip("<>"), _location(part)
    if kind.startswith("image/") and not (
        attached or cid or location
    ):  # it stands between the texts around it
        location = f"part:{len(found.files)}"
        found.locations.add(location)
        found.files.append(File(name, data, kind, cid, attached, location))
        return found.place(location)
    found.files.append(File(name, data, kind, cid, attached, location))
    return ""


def _locations(message: Message) -> Iterator[str]:
    """The addresses of all parts; no recursion, for parts nest deep."""
    left = [message]
    while left:
        part = left.pop()
        if location := _location(part):
            yield location
        if part.is_multipart():
            left += [inner for inner in part.get_payload() if isinstance(inner, Message)]


def _location(part: Message) -> str:
    """The address that a part of a saved page had (RFC 2557)."""
    return "".join(str(part.get("content-location") or "").split())


def _invite(part: Message, data: bytes, found: Found) -> None:
    invite = read_invite(decode(unfolded(data), parameter(part, "charset")))
    found.invites.append(tidy(invite.text))
    found.files += [File(f.name, f.data, f.declared, "", attached=True) for f in invite.files]
    if not invite.whole:
        found.notes.append(say_mail.BROKEN_INVITE)


def _text(part: Message, kind: str, data: bytes, found: Found) -> str:
    text = decode(data, parameter(part, "charset"))
    found.check(text)
    if part.defects and _STRAY_PART.search(text):
        found.notes.append(say.BROKEN_MAIL)
    if kind in _HTML:
        return found.html(text)
    if parameter(part, "format").lower() == "flowed":
        text = unflow(text.replace("\r\n", "\n"), delete_space=parameter(part, "delsp").lower() == "yes")
    return found.plain(text)
