"""The zip that an Office file is (ECMA-376 part 2): its parts within bounds, their relationships, and a new one."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.errors import UnreadableError
from pipeline.office.markup import BROKEN, PACKAGE, Element, parse

MAX_PARTS = 20_000
"""Parts of a package; a report with a thousand pictures has some two thousand."""
MAX_PART_BYTES = 100_000_000
"""One part unpacked; the text of the longest document is far below, a photograph too."""
MAX_BYTES = 400_000_000
"""All parts that are unpacked: twice the largest file that is read at all."""

TOO_LARGE = "het Office-bestand is uitgepakt te groot; splits het en bied de delen apart aan"
LOCKED = "het Office-bestand is versleuteld; verwijder eerst het wachtwoord en bied het opnieuw aan"

_BROKEN_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip can tell


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part leads to: `kind` is the last word of its type, `target` the name of a part or an address."""

    kind: str
    target: str
    external: bool


@dataclass(frozen=True, slots=True)
class Package:
    """The parts by name, without the slash in front."""

    parts: Mapping[str, bytes]

    def relations(self, part: str) -> dict[str, Relation]:
        """What a part leads to, by id; a broken list of relationships leads nowhere.

        Raises:
            UnreadableError: the list is no XML.
        """
        folder, name = posixpath.split(part)
        data = self.parts.get(posixpath.join(folder, "_rels", f"{name}.rels"))
        found: dict[str, Relation] = {}
        for row in parse(data) if data is not None else ():
            if row.tag == f"{{{PACKAGE}relationships}}Relationship":
                kind = row.get("Type", "").rsplit("/", 1)[-1]
                external = row.get("TargetMode") == "External"
                target = row.get("Target", "")
                if not external:
                    target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
                found[row.get("Id", "")] = Relation(kind, target, external)
        return found

    def related(self, part: str, kind: str) -> tuple[str, ...]:
        """The parts of one kind that a part leads to and that are there."""
        rows = self.relations(part).values()
        return tuple(r.target for r in rows if r.kind == kind and not r.external and r.target in self.parts)

    def root(self, part: str) -> Element:
        """The root of a part.

        Raises:
            UnreadableError: it is not there, or no XML.
        """
        if part not in self.parts:
            raise UnreadableError(BROKEN)
        return parse(self.parts[part])


def open_package(data: bytes) -> Package:
    """Unpack a file.

    Raises:
        UnreadableError: it is no zip, it is damaged, encrypted or absurdly large inside.
    """
    parts: dict[str, bytes] = {}
    total = 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = [info for info in archive.infolist() if not info.filename.endswith("/")]
            if len(infos) > MAX_PARTS:
                raise UnreadableError(TOO_LARGE)
            for info in infos:
                if info.flag_bits & 1:
                    raise UnreadableError(LOCKED)
                name = info.filename.replace("\\", "/").lstrip("/")
                if name in parts:
                    raise UnreadableError(BROKEN)  # which of the two another program reads, nobody knows
                parts[name] = _unpacked(archive, info, min(MAX_PART_BYTES, MAX_BYTES - total))
                total += len(parts[name])
    except _BROKEN_ZIP as error:
        raise UnreadableError(BROKEN) from error
    return Package(parts)


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int) -> bytes:
    """The sizes that the zip states are no proof, so no more is read than may be there."""
    with archive.open(info) as stream:
        content = stream.read(most + 1)
    if len(content) > most:
        raise UnreadableError(TOO_LARGE)
    return content


def pack(parts: Mapping[str, bytes]) -> bytes:
    """A zip of the parts in their order, without a date; the same bytes for the same parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return out.getvalue()
