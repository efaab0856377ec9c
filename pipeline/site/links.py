"""Addresses that last: what a case, a meeting, an item and a document are called in the address bar.

A name is one segment of a path. Servers and proxies take `%2F` and `%5C` for a slash, and `.` and `..` for a folder,
so these and the other signs that a path gives a meaning to are written as `~` and two hexadecimal digits a byte.
"""

from __future__ import annotations

import re
from urllib.parse import quote

from pipeline.archive.values import Kind, Place, Stored

_SIGNS = re.compile(r"[\x00-\x1f\x7f~/\\%;?#]|^\.+$")
_CODE = re.compile(r"~([0-9A-F]{2})")


def segment(name: str) -> str:
    """A name as one segment of an address, percent-encoded: `a/b c` is `a~2Fb%20c`."""
    return quote(_escaped(name), safe="~")


def named(segment: str) -> str | None:
    """The name that a decoded segment stands for; None where no link of ours is written so."""
    name = _CODE.sub(lambda found: chr(int(found[1], 16)), segment)
    return name if name and "\0" not in name and _escaped(name) == segment else None


def _escaped(name: str) -> str:
    return _SIGNS.sub(lambda found: "".join(f"~{ord(sign):02X}" for sign in found[0]), name)


def case_link(case: str) -> str:
    """The page of a case."""
    return f"/zaak/{segment(case)}"


def meeting_link(case: str, key: str) -> str:
    """The page of a meeting."""
    return f"{case_link(case)}/vergadering/{segment(key)}"


def item_link(case: str, key: str) -> str:
    """The page of one item, which stays."""
    return f"{case_link(case)}/onderdeel/{segment(key)}"


def document_link(case: str, number: str, page: int | None = None, key: str = "") -> str:
    """The page of a document, at a page of it and with an item framed."""
    asked = [
        *([f"blad={page}"] if page is not None else []),
        *([f"onderdeel={quote(key, safe='')}"] if key else []),
    ]
    return f"{case_link(case)}/document/{segment(number)}" + ("?" + "&".join(asked) if asked else "")


def pdf_link(case: str, number: str, page: int | None = None) -> str:
    """The published PDF itself, opened at a page."""
    return f"{document_link(case, number)}.pdf" + (f"#page={page}" if page is not None else "")


def picture_link(case: str, number: str, page: int) -> str:
    """A page of the published PDF as a picture."""
    return f"{document_link(case, number)}/blad/{page}.png"


def place_link(stored: Stored, place: Place | None = None) -> str:
    """Where an item stands in its document, framed; its first place unless another is given."""
    where = place or stored.item.places[0]
    framed = "" if stored.item.kind is Kind.PAGE else stored.item.key  # a whole page needs no frame
    return document_link(stored.case, where.document, where.page, framed)
