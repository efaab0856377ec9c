"""Opens a PDF so that it can be read and redacted: whole, not absurdly large inside, and made plain."""

from __future__ import annotations

import io
import zlib
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from pdfminer.ascii85 import ascii85decode, asciihexdecode

from pipeline.errors import UnreadableError
from pipeline.pdf.plain import plain
from pipeline.pdf.scrub import content_objects, scrub_property_lists, streams_of
from pipeline.pdf.understood import understand

MAX_STREAM = 64 * 1024 * 1024
"""A content stream of more bytes than this after decompression is refused (the largest honest ones are a few MB)."""

_PACKING = {"/FlateDecode", "/LZWDecode", "/RunLengthDecode"}
_SHORT = {  # ISO 32000-1, table 94
    "/Fl": "/FlateDecode",
    "/LZW": "/LZWDecode",
    "/RL": "/RunLengthDecode",
    "/AHx": "/ASCIIHexDecode",
    "/A85": "/ASCII85Decode",
}

DAMAGE = (
    pikepdf.PikepdfError,
    ArithmeticError,
    AttributeError,
    LookupError,
    RuntimeError,
    TypeError,
    ValueError,
)
"""What a PDF raises whose objects are not as the standard says: pikepdf's own errors, and Python's."""


@dataclass(frozen=True, slots=True)
class Readable:
    """A PDF as it is read and redacted, and Dutch sentences on what was left out of it."""

    data: bytes
    notes: tuple[str, ...]


def load(file: str | Path) -> bytes:
    """The bytes of a PDF file.

    Raises:
        UnreadableError: the file is empty, no PDF, or broken off.
    """
    try:
        data = Path(file).read_bytes()
    except OSError as error:
        raise UnreadableError(f"het bestand kan niet worden gelezen: {error.strerror}") from error
    if not data:
        raise UnreadableError("het bestand is leeg")
    if b"%PDF-" not in data[:1024]:
        raise UnreadableError("het bestand is geen PDF")
    # Both readers repair a broken-off file in silence, and pages may be gone then.
    if b"%%EOF" not in data[-4096:]:
        raise UnreadableError("het PDF-bestand is afgebroken: het einde ontbreekt")
    return data


def open_pdf(data: bytes) -> pikepdf.Pdf:
    """Open a PDF for pikepdf; the caller closes it.

    Raises:
        UnreadableError: it is encrypted with a password, or damaged.
    """
    try:
        return pikepdf.open(io.BytesIO(data), suppress_warnings=True)
    except pikepdf.PasswordError as error:
        raise UnreadableError("het PDF-bestand is met een wachtwoord beveiligd") from error
    except DAMAGE as error:
        raise UnreadableError("het PDF-bestand is beschadigd") from error


def readable(data: bytes) -> Readable:
    """The PDF made plain (`plain.py`), with no content but what is understood, and no /ActualText in its content.

    Where it is so already it stays the same bytes.

    Raises:
        UnreadableError: it is encrypted with a password, damaged, without pages, absurdly large inside, or shows
            something that can't be made plain.
    """
    with open_pdf(data) as pdf:
        try:
            if not len(pdf.pages):
                raise UnreadableError("het PDF-bestand heeft geen pagina's")
            check_sizes(pdf)
            check_whole(pdf)
            made = plain(pdf)
            if made.changed:
                check_whole(pdf)  # what annotations show was no content before
            left = understand(pdf)
            scrubbed = scrub_property_lists(pdf)
            notes = (*made.notes, *left.notes)
            if not (made.changed or left.changed or scrubbed):
                return Readable(data, notes)
            out = io.BytesIO()
            pdf.save(out, deterministic_id=not pdf.is_encrypted, encryption=False)
        except DAMAGE as error:
            raise UnreadableError("het PDF-bestand is beschadigd") from error
    return Readable(out.getvalue(), notes)


def check_sizes(pdf: pikepdf.Pdf) -> None:
    """Refuse a content stream that unpacks to more than MAX_STREAM bytes.

    Only compressed streams can be small outside and huge inside; deflate gains at most 1,032 to 1, so most
    streams need no unpacking to know.

    Raises:
        UnreadableError: there is one.
    """
    for obj in pdf.objects:
        if not isinstance(obj, pikepdf.Stream) or obj.get("/Subtype") == "/Image":
            continue
        raw = obj.read_raw_bytes()
        names = _filters(obj)
        packed = [name for name in names if name in _PACKING]
        if (
            len(packed) > 1
            or ("/LZWDecode" in packed and len(raw) > MAX_STREAM // 4096)
            or len(raw) > MAX_STREAM
            or (
                len(raw) > MAX_STREAM // 1032 and packed == ["/FlateDecode"] and _inflates_too_far(raw, names)
            )
        ):
            raise UnreadableError("het PDF-bestand bevat een inhoudsstroom die te groot is om te lezen")


def _filters(stream: pikepdf.Object) -> list[str]:
    """The filters of a stream by their full names; readers take the short ones of inline images too."""
    given = stream.get("/Filter")
    names = [str(f) for f in given] if isinstance(given, pikepdf.Array) else [str(given)]
    return [_SHORT.get(name, name) for name in names]


def _inflates_too_far(raw: bytes, names: list[str]) -> bool:
    for name in names:
        if name == "/ASCII85Decode":
            raw = ascii85decode(raw)
        elif name == "/ASCIIHexDecode":
            raw = asciihexdecode(raw)
        elif name == "/FlateDecode":
            break
    unpacker = zlib.decompressobj()
    try:
        return len(unpacker.decompress(raw, MAX_STREAM + 1)) > MAX_STREAM
    except zlib.error:
        return False  # broken data is told of where it is read


def check_whole(pdf: pikepdf.Pdf) -> None:
    """Refuse content that breaks off or is damaged: every reader shows what comes before, and hides the rest.

    Raises:
        UnreadableError: there is some.
    """
    for content in content_objects(pdf):
        if not all(map(_is_whole, streams_of(content.holder))):
            raise UnreadableError(f"de inhoud van pagina {content.page} is beschadigd")


def _is_whole(stream: pikepdf.Object) -> bool:
    """Whether deflated data runs to its end; the checksum behind it is left out, for many programs do so too."""
    filters = stream.get("/Filter")
    if filters not in (pikepdf.Name.FlateDecode, pikepdf.Array([pikepdf.Name.FlateDecode])):
        return True
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    raw = stream.read_raw_bytes()
    try:
        unpacker.decompress(raw[2:])
    except zlib.error:
        return False
    return unpacker.eof or not raw
