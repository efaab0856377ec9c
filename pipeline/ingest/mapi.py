"""The properties of Outlook's items (MAPI, [MS-OXCDATA], [MS-OXPROPS]), wherever they were found: .msg or winmail.dat.

Numbers of properties stand in hexadecimal, as the documents of Microsoft name them.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from pipeline.ingest.dutchtime import from_filetime

STRING8, UNICODE, BINARY, OBJECT = 0x001E, 0x001F, 0x0102, 0x000D
MANY = 0x1000
"""Added to a type: a property of several values."""

PS_MAPI = "00020328-0000-0000-C000-000000000046"
PS_PUBLIC_STRINGS = "00020329-0000-0000-C000-000000000046"

_NAMES = {  # code pages that Python calls otherwise than `cp` and the number
    1200: "utf-16-le",
    1201: "utf-16-be",
    12000: "utf-32-le",
    12001: "utf-32-be",
    65000: "utf-7",
    65001: "utf-8",
    932: "cp932",
    936: "gb18030",
    949: "cp949",
    950: "cp950",
    1361: "johab",
    54936: "gb18030",
    52936: "hz",
    10000: "mac-roman",
    10006: "mac-greek",
    10007: "mac-cyrillic",
    10029: "mac-latin2",
    10079: "mac-iceland",
    10081: "mac-turkish",
    20127: "ascii",
    20866: "koi8-r",
    21866: "koi8-u",
    20932: "euc-jp",
    51932: "euc-jp",
    50220: "iso2022-jp",
    50221: "iso2022-jp",
    50222: "iso2022-jp",
    50225: "iso2022-kr",
    51949: "euc-kr",
    51936: "gb2312",
    20936: "gb2312",
    20949: "cp949",
    20273: "cp273",
    20424: "cp424",
    38598: "iso8859-8",
    **{28590 + part: f"iso8859-{part}" for part in (*range(1, 12), *range(13, 17))},
}


def codec_of(page: int | None) -> str | None:
    """Python's name for a Windows code page, or None where there is none."""
    name = _NAMES.get(page or 0) or f"cp{page}"
    try:
        return codecs.lookup(name).name if page else None
    except LookupError:
        return None


@dataclass(slots=True)
class CodePages:
    """How the 8-bit texts of one item are to be read. `unsure` becomes true once a text could not be read for sure."""

    page: int | None = None
    unsure: bool = False

    def read(self, data: bytes, page: int | None = None) -> str:
        """An 8-bit text. Letters beyond ASCII that are UTF-8 throughout are UTF-8, whatever the item says: programs
        fill in the wrong code page, and texts in other code pages are hardly ever UTF-8 by accident.
        """
        codec = codec_of(page or self.page)
        if codec is not None and codec.startswith(("utf-16", "utf-32")):
            return data.decode(codec, "replace")
        for name in ("utf-7" if codec == "utf-7" else "utf-8", codec):
            try:
                return data.decode(name) if name else self._guess(data)
            except UnicodeError:
                continue
        return self._guess(data)

    def _guess(self, data: bytes) -> str:
        self.unsure = True
        return data.decode("cp1252", "replace")


@dataclass(slots=True)
class Bag:
    """The properties of a message, a recipient or an attachment: by number, then by type, the values as bytes.

    `named` gives the numbers of the named properties: `(set of properties, number or name)`.
    """

    pages: CodePages = field(default_factory=CodePages)
    values: dict[int, dict[int, tuple[bytes, ...]]] = field(default_factory=dict)
    named: Mapping[tuple[str, int | str], int] = field(default_factory=dict)

    def add(self, number: int, kind: int, *values: bytes) -> None:
        """Add the value of a property, or its values; what stands there already stays."""
        self.values.setdefault(number, {}).setdefault(kind, values)

    def texts(self, number: int) -> tuple[str, ...]:
        """The texts that a property holds, as Unicode where it has that."""
        kinds = self.values.get(number, {})
        for kind in (UNICODE, UNICODE | MANY, STRING8, STRING8 | MANY):
            if kind in kinds:
                wide = kind & ~MANY == UNICODE
                read = [v.decode("utf-16-le", "replace") if wide else self.pages.read(v) for v in kinds[kind]]
                return tuple(text.rstrip("\0") for text in read)
        return ()

    def text(self, number: int) -> str:
        """The text of a property; several are joined by a semicolon."""
        return "; ".join(t for t in self.texts(number) if t)

    def binary(self, number: int) -> bytes:
        """The bytes of a property, or none."""
        return next(iter(self.values.get(number, {}).get(BINARY, ())), b"")

    def number(self, number: int) -> int | None:
        """The whole number or truth value of a property."""
        for kind, size in ((0x0003, 4), (0x0002, 2), (0x000B, 1)):
            for value in self.values.get(number, {}).get(kind, ()):
                return int.from_bytes(value[:size], "little", signed=size > 1)
        return None

    def moment(self, number: int) -> datetime | None:
        """The moment that a property gives, in UTC."""
        for value in self.values.get(number, {}).get(0x0040, ()):
            return from_filetime(int.from_bytes(value[:8], "little"))
        return None

    def name(self, group: str, name: int | str) -> int:
        """The number of a named property, 0 where the item has none."""
        return self.named.get((group, name), 0)


@dataclass(frozen=True, slots=True)
class Attached:
    """An attachment: its properties and its bytes. `embedded` says that the bytes are an item of Outlook again."""

    bag: Bag
    data: bytes
    embedded: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """An item of Outlook. `notes` are the obstacles met in reading it."""

    bag: Bag
    recipients: tuple[Bag, ...]
    attachments: tuple[Attached, ...]
    notes: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """The class of the item in small letters: `ipm.note`, `ipm.appointment` and so on."""
        return self.bag.text(0x001A).strip().lower() or "ipm.note"


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who sent or got an item."""

    name: str
    address: str

    def __str__(self) -> str:
        if not self.address or self.address.casefold() == self.name.casefold():
            return self.name or self.address
        return f"{self.name} <{self.address}>" if self.name else self.address


_SMTP = re.compile(r"[^\s<>@]+@[^\s<>@]+")


def party(bag: Bag, name: int, smtp: tuple[int, ...], kind: int, address: int) -> Party:
    """Somebody by the numbers of the properties that name him. An address of Exchange (X.500: `/o=...`) is shown only
    where nothing else tells who it is.
    """
    shown = _unquoted(bag.text(name))
    found = [bag.text(number).strip() for number in smtp]
    raw = bag.text(address).strip()
    exchange = bag.text(kind).strip().upper() == "EX" or raw.lower().startswith(("/o=", "/cn="))
    candidates = [*found, "" if exchange else raw]
    chosen = next((c for c in candidates if _SMTP.fullmatch(c)), "") or next((c for c in candidates if c), "")
    return Party(shown, chosen or ("" if shown else raw))


def _unquoted(name: str) -> str:
    return " ".join(name.replace("\0", "").split()).strip("'\"").strip()


def sender(bag: Bag) -> Party:
    """Who handed the item in, perhaps in somebody else's name."""
    return party(bag, 0x0C1A, (0x5D01, 0x5D0A), 0x0C1E, 0x0C1F)


def represented(bag: Bag) -> Party:
    """In whose name it was sent."""
    return party(bag, 0x0042, (0x5D02, 0x5D0B), 0x0064, 0x0065)


def recipient(bag: Bag) -> Party:
    """One of the recipients."""
    who = party(bag, 0x3001, (0x39FE, 0x5D09), 0x3002, 0x3003)
    if who.name:
        return who
    return Party(_unquoted(bag.text(0x5FF6)), who.address)
