"""The bytes and parameters of one part of a mail, however badly it says what they are."""

from __future__ import annotations

import base64
import binascii
import copy
import io
import re
from email.errors import MessageError
from email.generator import BytesGenerator
from email.message import Message

from pipeline.ingest.headers import POLICY, decode_words
from pipeline.ingest.text import decode, one_line

_BASE64_LINE = re.compile(rb"[A-Za-z0-9+/]+={0,2}")
_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
_KNOWN_FIELD = re.compile(
    rb"(?:from|to|cc|bcc|subject|date|sender|reply-to|message-id|mime-version|content-[a-z-]+|received"
    rb"|return-path|references|in-reply-to|x-[\w-]+)[ \t]*:",
    re.IGNORECASE,
)
_FIELD = re.compile(rb"[\x21-\x39\x3b-\x7e]+:")
_LOOSE_FIELD = re.compile(rb"([\x21-\x39\x3b-\x7e]+)[ \t]+:")


def mend_header(data: bytes) -> bytes:
    """A message whose header the parser will read to its end.

    The parser takes the first line that is no header field for the start of the body, and would then show
    everything that follows, attachments and all, as text. Such a line becomes a continuation of the one
    before when header fields follow it. A byte order mark and blank lines before the header go; UTF-16
    becomes UTF-8.
    """
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        data = decode(data).encode("utf-8", "replace")
    data = data.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    end = _BLANK_LINE.search(data)
    head = data[: end.start()] if end else data
    lines = head.split(b"\n")
    last = max((i for i, line in enumerate(lines) if _KNOWN_FIELD.match(line)), default=-1)
    for i, line in enumerate(lines[: last + 1]):
        if loose := _LOOSE_FIELD.match(line):
            lines[i] = loose[1] + line[loose.end() - 1 :]
        elif not (_FIELD.match(line) or line[:1] in {b" ", b"\t"} or (i == 0 and line.startswith(b"From "))):
            lines[i] = b" " + line if i else b"X-Broken: " + line
    return b"\n".join(lines) + data[len(head) :]


def parameter(part: Message, name: str, header: str = "content-type") -> str:
    """A parameter of a header (RFC 2231 in all its forms, RFC 2047 where it shouldn't be), or nothing."""
    try:
        value = part.get_param(name, "", header)
    except (TypeError, ValueError, IndexError):  # the library trips over mixed forms of RFC 2231
        match = re.search(rf'\b{name}\*?[0-9]*\*?="?([^";]*)', str(part.get(header) or ""), re.IGNORECASE)
        value = match[1] if match else ""
    if isinstance(value, tuple):
        charset, _, text = value
        return one_line(decode(str(text).encode("latin-1", "replace"), charset))
    return one_line(decode_words(str(value or "")))


def file_name(part: Message) -> str:
    """The name that a part gives its file, or nothing."""
    return parameter(part, "filename", "content-disposition") or parameter(part, "name")


def disposition(part: Message) -> str:
    """`attachment`, `inline` or nothing."""
    return str(part.get("content-disposition") or "").partition(";")[0].strip().lower()


def payload(part: Message) -> bytes:
    """The bytes of a part that holds no other parts, with the transfer encoding taken off where it fits."""
    # Without its transfer encoding the library gives the bytes as they came; with it, it decodes what it can't.
    bare = copy.copy(part)
    del bare["content-transfer-encoding"]
    data = bare.get_payload(decode=True)
    if not isinstance(data, bytes):
        return b""
    encoding = str(part.get("content-transfer-encoding") or "").partition(";")[0].strip().strip('"').lower()
    if encoding == "base64":
        return _from_base64(data)
    if encoding == "quoted-printable":
        return binascii.a2b_qp(data)
    if encoding in {"x-uuencode", "uuencode", "uue", "x-uue"}:
        decoded = part.get_payload(decode=True)
        return decoded if isinstance(decoded, bytes) else data
    return data


def _from_base64(data: bytes) -> bytes:
    """Decode as far as it is base64; a text that follows (the footer of a mailing list) stays as it is, and
    what only says that it is base64 stays as it is too.
    """
    lines = [line.strip() for line in data.splitlines()]
    good = next((i for i, line in enumerate(lines) if line and not _BASE64_LINE.fullmatch(line)), len(lines))
    block = b"".join(lines[:good]).replace(b"=", b"")
    rest = b"\n".join(lines[good:])
    if not block or (rest and len(block) < 16):
        return data
    block = block[: len(block) - (len(block) % 4 == 1)]  # one character left over is no byte
    decoded = base64.b64decode(block + b"=" * (-len(block) % 4))
    return decoded + (b"\n" + rest if rest else b"")


def message_bytes(part: Message) -> bytes:
    """The bytes of a mail inside a mail."""
    inner = part.get_payload(0) if part.is_multipart() else part
    if not isinstance(inner, Message):
        return b""
    encoding = str(part.get("content-transfer-encoding") or "").strip().lower()
    if encoding in {"base64", "quoted-printable"} and not inner.keys() and not inner.is_multipart():
        inner["Content-Transfer-Encoding"] = encoding  # not allowed by RFC 2046, and done all the same
        return payload(inner)
    out = io.BytesIO()
    try:
        BytesGenerator(out, mangle_from_=False, maxheaderlen=0, policy=POLICY).flatten(inner)
    except (MessageError, UnicodeError, ValueError, TypeError, KeyError, IndexError, AttributeError):
        return b""
    return out.getvalue()
