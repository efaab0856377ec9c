"""Word files, and text files of other office programs that LibreOffice makes Word files of first."""

from __future__ import annotations

import re
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath

from pipeline.errors import DocumentError, UnreadableError
from pipeline.ingest import obstacles as say
from pipeline.ingest.attachment import Attachment
from pipeline.ingest.cfb import MAGIC as _OLE
from pipeline.ingest.cfb import DamagedError, read_cfb
from pipeline.ingest.inset import Insets
from pipeline.ingest.oleobject import object_bytes
from pipeline.office.package import LOCKED
from pipeline.office.rebuild import Rebuilt, rebuild
from pipeline.office.soffice import to_docx
from pipeline.office.text import read_rebuilt
from pipeline.types import Table

_ODT = {
    "application/vnd.oasis.opendocument.text",
    "application/vnd.oasis.opendocument.text-template",
}
WHAT = "het Word-bestand"

NO_WORD = (
    "het bestand is geen Word-bestand dat kan worden gelezen; zet het om naar PDF en bied het opnieuw aan"
)
BROKEN_PART = (
    "het Word-bestand is zo opgebouwd dat misschien niet alles is gelezen; "
    "open het in Word, sla het op als PDF en bied die aan"
)
UNKNOWN_PART = (
    "het Word-bestand bevat een onderdeel met tekst dat niet wordt gelezen; "
    "open het in Word, sla het op als PDF en bied die aan"
)
LOST_OBJECT = "een bestand in het Word-bestand kan niet worden gelezen; haal het eruit en bied het apart aan"
# Fields with which a file asks for another one of this machine; LibreOffice would put that into it.
_FROM_DISK = re.compile(
    rb"I\0?N\0?C\0?L\0?U\0?D\0?E\0?(?:P\0?I\0?C\0?T\0?U\0?R\0?E|T\0?E\0?X\0?T)", re.IGNORECASE
)
_NOTES = {
    "hidden": "verborgen tekst in het Word-bestand is weggelaten; kijk of die bij het stuk hoort",
    "comments": "opmerkingen bij het Word-bestand zijn weggelaten; kijk of die bij het stuk horen",
    "tracked": "bijgehouden wijzigingen zijn verwerkt: wat was geschrapt is weggelaten; kijk of dat klopt",
    "formulas": "formules staan als gewone tekst; kijk of ze zo leesbaar zijn",
    "lost_numbers": "een nummering met eigen woorden staat zonder die woorden; kijk of dat klopt",
}
_NO_PICTURES = "de afbeeldingen van het Word-bestand staan niet in de uitvoer"


@dataclass(frozen=True, slots=True)
class Office:
    """A Word file as read: `docx` is the file built anew, which the redactor works on; the rest as of `Document`."""

    text: str
    docx: bytes
    tables: tuple[Table, ...]
    obstacles: tuple[str, ...]
    notes: tuple[str, ...]
    attachments: tuple[Attachment, ...]


def read_office(data: bytes, name: str) -> Office:
    """Read a Word file, or one that LibreOffice makes one of (.odt, .rtf, .doc).

    Args:
        data: its bytes, which alone say what it is.
        name: its name; of no use but for whoever has a table of readers.

    Raises:
        UnreadableError: it is none of these, damaged, encrypted or absurdly large, or LibreOffice is not there or
        can't read it; the message says which, in Dutch.
    """
    del name
    kind = office_kind(data)
    lost = False
    insets = Insets()
    if kind != "docx":
        try:
            made = to_docx(_FROM_DISK.sub(_nothing, data), kind)
        except DocumentError as error:
            raise UnreadableError(str(error)) from error
        rebuilt = rebuild(made, insets.marker)
        lost = kind == "rtf" and b"\\objdata" in data and not rebuilt.embedded
    else:
        rebuilt = rebuild(data, insets.marker)
    reading = read_rebuilt(rebuilt.data)
    pictures = rebuilt.unseen + insets.unread
    return Office(
        text=reading.text,
        docx=rebuilt.data,
        tables=tuple(reading.tables),
        obstacles=tuple(_obstacles(rebuilt, pictures, lost=lost)),
        notes=tuple(_notes(rebuilt, pictures)),
        attachments=(
            *(_attachment(inner, content) for inner, content in rebuilt.embedded),
            *insets.attachments,
        ),
    )


def _nothing(field: re.Match[bytes]) -> bytes:
    """A field of the same length that no program knows."""
    return field[0].replace(b"C", b"X", 1).replace(b"c", b"x", 1)


def _attachment(name: str, content: bytes) -> Attachment:
    """A file inside; one that Windows packed as an object is taken out of it."""
    if content.startswith(_OLE) and name.lower().endswith(".bin"):
        try:
            content = object_bytes(read_cfb(content))
        except DamagedError:
            return Attachment(name, b"", obstacle=LOST_OBJECT)
        name = PurePosixPath(name).stem
    return Attachment(name, content)


def office_kind(data: bytes) -> str:
    """What a file is by its bytes: `docx`, `odt`, `rtf` or `doc`.

    Raises:
        UnreadableError: none of these, or encrypted.
    """
    if data.lstrip(b"\xef\xbb\xbf\0 \t\r\n").startswith(b"{\\rtf"):
        return "rtf"
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise UnreadableError(LOCKED)
        if "WordDocument".encode("utf-16-le") in data:
            return "doc"
        raise UnreadableError(NO_WORD)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
            if "[Content_Types].xml" in names:
                return "docx"
            if "content.xml" in names and _declared(archive) in _ODT:
                return _odt(archive, names)
    except (
        zipfile.BadZipFile,
        OSError,
        NotImplementedError,
        RuntimeError,
        EOFError,
        ValueError,
        zlib.error,
    ) as error:
        raise UnreadableError(NO_WORD) from error
    raise UnreadableError(NO_WORD)


def _declared(archive: zipfile.ZipFile) -> str:
    if "mimetype" not in archive.namelist():
        return ""
    with archive.open("mimetype") as stream:
        return stream.read(200).decode("ascii", "replace").strip()


def _odt(archive: zipfile.ZipFile, names: set[str]) -> str:
    if "META-INF/manifest.xml" in names:
        with archive.open("META-INF/manifest.xml") as stream:
            if b"encryption-data" in stream.read(10_000_000):
                raise UnreadableError(LOCKED)
    return "odt"


def _obstacles(rebuilt: Rebuilt, pictures: int, *, lost: bool) -> list[str]:
    found: list[str] = []
    if pictures:
        found.append(say.pictures_in(WHAT, pictures))
    if rebuilt.unknown:
        found.append(UNKNOWN_PART)
    if rebuilt.broken:
        found.append(BROKEN_PART)
    if lost:
        found.append(LOST_OBJECT)
    return found


def _notes(rebuilt: Rebuilt, pictures: int) -> list[str]:
    found = [sentence for name, sentence in _NOTES.items() if getattr(rebuilt, name)]
    return [*found, _NO_PICTURES] if pictures else found
