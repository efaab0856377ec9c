"""What JPEG and JPEG 2000 images carry beside their pixels: EXIF, IPTC, XMP and comments.

A place, a name, a serial number, a text or a small copy of the picture is a finding; the make and model of a camera,
dates, sizes and colour profiles are not.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator

import pikepdf
from PIL import ExifTags, Image

from pipeline.check.contents import filters
from pipeline.check.file import OpenFile
from pipeline.check.metadata import xmp_reasons
from pipeline.check.paths import names_a_file, names_a_mailbox
from pipeline.check.readable import Readable, readable, words_of
from pipeline.check.trace import Trace
from pipeline.check.walk import guarded, survey

__all__ = ["find"]

_MEND = "Sla de afbeelding op zonder extra gegevens, of maak er een schermafdruk van, en zet haar opnieuw in het stuk."
_GPS = "de plaats waar zij is gemaakt"
_THUMBNAIL = "een verkleinde kopie, die kan laten zien wat op de pagina is weggehaald"
_NAME = "de naam van een maker of eigenaar"
_SERIAL = "het serienummer van een toestel"
_TEXT = "tekst die op de pagina niet te lezen is"

# EXIF 2.32, table 4 and annex; those that Windows adds (XP*).
_NAMES = {0x013B: _NAME, 0x8298: _NAME, 0x9C9D: _NAME, 0xA430: _NAME, 0xC71B: _NAME}
_SERIALS = {0xA431: _SERIAL, 0xA435: _SERIAL, 0xC62F: _SERIAL}
_TEXTS = dict.fromkeys((0x010D, 0x010E, 0x013C, 0x9286, 0x9C9B, 0x9C9C, 0x9C9E, 0x9C9F), _TEXT)
_KNOWN = {**_NAMES, **_SERIALS, **_TEXTS}
_THUMBNAIL_RESOURCES = (1033, 1036)  # Photoshop file formats specification, image resource IDs
_IPTC = 1028
# IPTC-IIM 4.2, record 2: what says how, not what; the rest is text of people.
_IPTC_HARMLESS = frozenset({0, 3, 4, 10, 55, 60, 62, 63, 65, 70, 75, 130, 131, 135})
_ENCODERS = re.compile(
    r"created with|creator:|compressed|optimi[sz]ed|encod|lavc|lead tech|jpeg|quality|adobe|gimp|paint|photoshop|"
    r"xv ver|acdsee|irfanview|imagemagick|software|file written|intel|barebones|scan|icc",
    re.IGNORECASE,
)


@guarded("de gegevens in afbeeldingen")
def find(file: OpenFile) -> Iterator[Trace]:
    """What images tell beside their pixels, each with the first page that it hangs on.

    Raises:
        CheckError: it can't be judged.
    """
    shown = readable(file)
    for one in survey(file).of("/Image"):
        chain = filters(one.thing)
        if not isinstance(one.thing, pikepdf.Stream) or not chain:
            continue
        data = _encoded(one.thing, chain)
        what = set(_in_jpeg(data, shown)) if data[:2] == b"\xff\xd8" else set(_in_boxes(data, shown))
        for told in sorted(what):
            where = "Het bestand" if one.page is None else f"Pagina {one.page}"
            yield Trace("image-data", one.page, None, f"{where} heeft een afbeelding met {told}.", _MEND)


def _encoded(stream: pikepdf.Stream, chain: list[str]) -> bytes:
    """The bytes of a JPEG or JPEG 2000 image; none for other images."""
    if chain[-1] not in ("/DCTDecode", "/DCT", "/JPXDecode"):
        return b""
    if len(chain) == 1:
        return bytes(stream.read_raw_bytes())
    with pikepdf.new() as scratch:
        outer = pikepdf.Array([pikepdf.Name(name) for name in chain[:-1]])
        return bytes(pikepdf.Stream(scratch, stream.read_raw_bytes(), Filter=outer).read_bytes())


def _in_jpeg(data: bytes, shown: Readable) -> Iterator[str]:
    """The segments before the pixels (ITU-T T.81, annex B), and what stands behind the end."""
    place = 2
    while place + 4 <= len(data) and data[place] == 0xFF:
        marker = data[place + 1]
        if marker == 0xFF:
            place += 1
            continue
        if marker in (0xDA, 0xD9):
            break
        size = int.from_bytes(data[place + 2 : place + 4], "big")
        body = data[place + 4 : place + 2 + size]
        place += 2 + max(size, 2)
        if marker == 0xE1 and body.startswith(b"Exif\0"):
            yield from _exif(body, shown)
        elif marker == 0xE1 and body.startswith(b"http://ns.adobe.com/"):
            if xmp_reasons(body.partition(b"\0")[2], shown):
                yield _TEXT
        elif marker == 0xED and body.startswith(b"Photoshop 3.0\0"):
            yield from _photoshop(body[14:], shown)
        elif marker == 0xFE and _speaks(body, shown):
            yield _TEXT
        elif marker == 0xE0 and body.startswith(b"JFXX\0"):
            yield _THUMBNAIL


def _speaks(body: bytes, shown: Readable) -> bool:
    said = body.decode("utf-8", "replace")
    if names_a_file(said) or names_a_mailbox(said):
        return True
    return not _ENCODERS.search(said) and any(words_of(said)) and not shown.tells(said)


def _exif(body: bytes, shown: Readable) -> Iterator[str]:
    exif = Image.Exif()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow warns of data that is cut off and gives what it could read
        exif.load(body)
        tags = {**exif, **exif.get_ifd(ExifTags.IFD.Exif)}
        place, small = exif.get_ifd(ExifTags.IFD.GPSInfo), exif.get_ifd(ExifTags.IFD.IFD1)
    for tag, value in tags.items():
        what = _KNOWN.get(tag)
        if what is not None and _says(value, shown, sure=what != _TEXT):
            yield what
    if any(key > 0 for key in place):
        yield _GPS
    if 0x0201 in small:
        yield _THUMBNAIL


def _says(value: object, shown: Readable, *, sure: bool) -> bool:
    if isinstance(value, bytes):
        said = (
            " ".join((value.decode("utf-8", "ignore"), value.decode("utf-16-le", "ignore"))) if sure else ""
        )
        said = said or (value[8:] if value[:5] in (b"ASCII", b"UNICO") else value).decode("utf-8", "ignore")
    else:
        said = str(value)
    said = said.replace("\0", "").strip()
    if sure:
        return any(sign.isalnum() for sign in said)
    return not _ENCODERS.search(said) and not shown.tells(said)


def _photoshop(body: bytes, shown: Readable) -> Iterator[str]:
    """The image resources: signature, number, name padded to even, size, data padded to even."""
    place = 0
    while body[place : place + 4] == b"8BIM" and place + 12 <= len(body):
        kind = int.from_bytes(body[place + 4 : place + 6], "big")
        start = place + 6 + (body[place + 6] + 2) // 2 * 2
        size = int.from_bytes(body[start : start + 4], "big")
        data = body[start + 4 : start + 4 + size]
        place = start + 4 + (size + 1) // 2 * 2
        if kind in _THUMBNAIL_RESOURCES:
            yield _THUMBNAIL
        elif kind == _IPTC:
            yield from _iptc(data, shown)


def _iptc(data: bytes, shown: Readable) -> Iterator[str]:
    place = 0
    while place + 5 <= len(data) and data[place] == 0x1C:
        record, kind = data[place + 1], data[place + 2]
        size = int.from_bytes(data[place + 3 : place + 5], "big")
        said = data[place + 5 : place + 5 + size].decode("utf-8", "replace")
        place += 5 + size
        if record == 2 and kind in (80, 85, 110, 115, 116, 118, 122) and said.strip():
            yield _NAME
        elif record == 2 and kind not in _IPTC_HARMLESS and not shown.tells(said):
            yield _TEXT


def _in_boxes(data: bytes, shown: Readable) -> Iterator[str]:
    """The boxes of a JPEG 2000 file that hold XML or XMP (ISO 15444-1, annex I)."""
    for match in re.finditer(rb"xml |uuid", data[: data.find(b"jp2c")]):
        size = int.from_bytes(data[match.start() - 4 : match.start()], "big")
        body = data[match.end() : match.start() - 4 + size]
        start = body.find(b"<")
        if start >= 0 and xmp_reasons(body[start:], shown):
            yield _TEXT
