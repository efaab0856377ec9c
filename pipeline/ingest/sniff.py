"""What kind of file some bytes are: by what they hold, then by their name."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import PurePosixPath


class FileKind(StrEnum):
    """What a reader can be found for, and what none is."""

    EMPTY = "empty"
    MAIL = "mail"
    PDF = "pdf"
    FALSE_PDF = "false pdf"  # the name says PDF, the bytes don't
    TEXT = "text"
    TNEF = "tnef"
    UNKNOWN = "unknown"


_TEXT_SUFFIXES = {".txt", ".md", ".text", ".markdown"}
_MAGIC = (  # how kinds that nobody reads begin, and how they are called in a reason
    (b"PK\x03\x04", ".zip"),
    (b"PK\x05\x06", ".zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".msg, .doc, .xls of .ppt"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"\x89PNG\r\n\x1a\n", ".png"),
    (b"GIF8", ".gif"),
    (b"II*\0", ".tif"),
    (b"MM\0*", ".tif"),
    (b"{\\rtf", ".rtf"),
    (b"7z\xbc\xaf\x27\x1c", ".7z"),
    (b"Rar!", ".rar"),
    (b"\x1f\x8b", ".gz"),
)
_TNEF = b"\x78\x9f\x3e\x22"  # 0x223E9F78, little endian ([MS-OXTNEF] 2.1.3.1)
# What only the header of a message says; `From:` and `Subject:` also open a mail that was saved as text.
_MIME_HEADER = re.compile(
    rb"^(?:mime-version|content-type|received|message-id):", re.IGNORECASE | re.MULTILINE
)
_HEADER_LINE = re.compile(rb"(?:[\x21-\x39\x3b-\x7e]+[ \t]*:|From )")


def sniff(data: bytes, name: str, declared: str = "") -> FileKind:
    """The kind of a file.

    Args:
        data: all bytes of the file.
        name: its name, of which only the suffix counts.
        declared: the media type that a mail gives its attachment; of use only where name and bytes say
        nothing.
    """
    suffix = PurePosixPath(name.lower()).suffix
    plain = not suffix and declared in {"", "text/plain", "application/octet-stream"}
    tests = (
        (FileKind.EMPTY, not data),
        (FileKind.TNEF, data.startswith(_TNEF) or (suffix == ".dat" and "winmail" in name.lower())),
        (FileKind.PDF, _is_pdf(data, suffix)),
        (FileKind.FALSE_PDF, suffix == ".pdf"),
        (FileKind.UNKNOWN, bool(magic_suffix(data))),
        (FileKind.MAIL, suffix == ".eml" or declared == "message/rfc822" or _is_mail(data)),
        (FileKind.TEXT, suffix in _TEXT_SUFFIXES or plain),
    )
    return next((kind for kind, fits in tests if fits), FileKind.UNKNOWN)


def _is_pdf(data: bytes, suffix: str) -> bool:
    """ISO 32000-2 7.5.2 wants the mark at the start; readers take it within the first 1,024 bytes, which in a
    mail or a text may just as well be somebody's words.
    """
    if data.lstrip(b"\xef\xbb\xbf\0 \t\r\n").startswith(b"%PDF-"):
        return True
    return b"%PDF-" in data[:1024] and suffix not in {".eml", *_TEXT_SUFFIXES} and not _is_mail(data)


def _is_mail(data: bytes) -> bool:
    head = re.split(rb"\r?\n\r?\n", data.lstrip(b"\xef\xbb\xbf\r\n")[:65536], maxsplit=1)[0]
    return bool(_HEADER_LINE.match(head) and _MIME_HEADER.search(head))


def magic_suffix(data: bytes) -> str:
    """The usual suffix of a well-known kind that nobody reads yet, or nothing."""
    return next((suffix for magic, suffix in _MAGIC if data.startswith(magic)), "")


def shown_kind(data: bytes, name: str, declared: str = "") -> str:
    """How a kind that nobody reads is called in a reason: by its suffix, else by its bytes, else as a mail
    says.
    """
    suffix = PurePosixPath(name.lower()).suffix
    if re.fullmatch(r"\.[a-z0-9]{1,8}", suffix):
        return suffix
    if re.fullmatch(r"[a-z0-9.+-]{1,40}/[a-z0-9.+-]{1,80}", declared):
        return magic_suffix(data) or declared
    return magic_suffix(data) or "zonder herkenbaar achtervoegsel"


def is_tiny_picture(data: bytes) -> bool:
    """Whether a picture has at most 3 by 3 pixels, as tracking pixels have; such a picture holds no text.

    PNG, GIF and BMP say their size at a fixed place; any other picture is not tiny.
    """
    if data.startswith(b"\x89PNG\r\n\x1a\n") and len(data) >= 24:
        size = data[16:20], data[20:24]
        return all(0 < int.from_bytes(s, "big") <= 3 for s in size)
    if data.startswith((b"GIF87a", b"GIF89a")) and len(data) >= 10:
        return all(0 < int.from_bytes(s, "little") <= 3 for s in (data[6:8], data[8:10]))
    if data.startswith(b"BM") and len(data) >= 26:
        return all(0 < abs(int.from_bytes(s, "little", signed=True)) <= 3 for s in (data[18:22], data[22:26]))
    return False
