"""An answer as a file for a spreadsheet, and as a feed to follow."""

from __future__ import annotations

import csv
import io
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from lxml import etree

from pipeline.archive.values import Answer, Case, Hit, Meeting
from pipeline.site import dutch, links

_BYTE_ORDER_MARK = "\ufeff"  # without it Excel reads the file in the code page of the machine
# What a spreadsheet runs as a formula (OWASP, CSV injection), also with white space before it.
_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_ATOM = "http://www.w3.org/2005/Atom"
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Of our own making, so that an item has one name in every feed, at whatever address the archive is read.
_NAMES = uuid.UUID("6f1b7a0c-2f0e-5c7b-9a55-3d7b1c3f0a11")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_TITLE = 120  # characters

COLUMNS = (
    *("soort", "tekst", "zaak", "organisatie", "vergadering", "orgaan", "datum", "agendapunt", "onderwerp"),
    *("eigenaar", "termijn", "status", "resultaat", "gronden", "document", "titel", "bladzijde", "adres"),
)


def as_csv(answer: Answer, meetings: Mapping[tuple[str, str], Meeting], address: str) -> str:
    """An answer for a Dutch spreadsheet: byte order mark, semicolons, CRLF.

    Args:
        meetings: by case and key.
        address: where the archive is read, without a slash at its end.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for hit in answer.hits:
        writer.writerow(map(_safe, _fields(hit, meetings, address)))
    if answer.total > len(answer.hits):
        writer.writerow([_safe(more(answer))])
    return _BYTE_ORDER_MARK + out.getvalue()


def more(answer: Answer) -> str:
    """The sentence that says that an export does not hold all."""
    return (
        f"Er is meer: dit zijn de eerste {dutch.number(len(answer.hits))} van "
        f"{dutch.number(answer.total)} onderdelen. Kies meer filters om de rest te krijgen."
    )


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed of a question: `address` is where the archive is read, without a slash at its end; `feed` and `page` are
    the addresses after it of the feed itself and of the same question on the search page.
    """

    title: str
    address: str
    feed: str
    page: str


def as_atom(answer: Answer, cases: Mapping[str, Case], about: Feed) -> bytes:
    """An answer as an Atom feed (RFC 4287); `cases` by name tell when an item came into the archive."""
    # No clock: of an empty feed nothing ever changed.
    moments = [_moment(cases[hit.stored.case].indexed) for hit in answer.hits if hit.stored.case in cases]
    root = etree.fromstring(f'<feed xmlns="{_ATOM}" xml:lang="nl"/>')
    _put(root, "id", _name("feed", about.address + about.feed))
    _put(root, "title", about.title)
    if answer.total > len(answer.hits):
        _put(root, "subtitle", more(answer))
    _put(root, "updated", max(moments, default="1970-01-01T00:00:00Z"))
    _put(_put(root, "author"), "name", about.title)
    _put(root, "link", rel="self", type="application/atom+xml", href=about.address + about.feed)
    _put(root, "link", rel="alternate", type="text/html", href=about.address + about.page)
    for hit in answer.hits:
        _entry(root, hit, cases, about.address)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def _entry(root: etree._Element, hit: Hit, cases: Mapping[str, Case], address: str) -> None:
    stored, item = hit.stored, hit.stored.item
    case = cases.get(stored.case)
    text = " ".join(item.text.split())
    short = text if len(text) <= _TITLE else text[: _TITLE - 1].rsplit(" ", 1)[0] + "…"
    entry = _put(root, "entry")
    _put(entry, "id", _name("item", stored.case, item.key))
    _put(entry, "title", f"{dutch.KINDS[item.kind]}: {short}")
    _put(entry, "updated", _moment(case.indexed) if case else "1970-01-01T00:00:00Z")
    if item.date and _DAY.fullmatch(item.date[:10]):
        _put(entry, "published", f"{item.date[:10]}T00:00:00Z")
    _put(entry, "category", term=item.kind.value, label=dutch.KINDS[item.kind])
    _put(
        entry,
        "link",
        rel="alternate",
        type="text/html",
        href=address + links.item_link(stored.case, item.key),
    )
    told = [dutch.day(item.date), item.body or "", f"zaak {stored.case}"]
    _put(entry, "summary", f"{hit.snippet} ({', '.join(part for part in told if part)})")


def _put(parent: etree._Element, name: str, text: str | None = None, **values: str) -> etree._Element:
    element = etree.SubElement(
        parent, f"{{{_ATOM}}}{name}", {k: _NO_XML.sub(" ", v) for k, v in values.items()}
    )
    if text is not None:
        element.text = _NO_XML.sub(" ", text)
    return element


def _name(*parts: str) -> str:
    return f"urn:uuid:{uuid.uuid5(_NAMES, repr(parts))}"


def _moment(iso: str) -> str:
    """RFC 3339 in UTC."""
    at = datetime.fromisoformat(iso)
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _fields(hit: Hit, meetings: Mapping[tuple[str, str], Meeting], address: str) -> tuple[str, ...]:
    stored, item, place = hit.stored, hit.stored.item, hit.stored.item.places[0]
    meeting = meetings.get((stored.case, item.meeting or ""))
    return (
        item.kind.value,
        item.text,
        stored.case,
        stored.organisation,
        (meeting.name if meeting else None) or "",
        item.body or "",
        item.date or "",
        item.number or "",
        item.topic or "",
        item.owner or "",
        item.due or item.due_text or "",
        item.status or "",
        item.result or "",
        ";".join(item.grounds),
        place.document,
        stored.title,
        "" if place.page is None else str(place.page),
        address + links.item_link(stored.case, item.key),
    )


def _safe(field: str) -> str:
    """The field on one line, and no formula."""
    line = " ".join(field.replace("\0", " ").split())
    return f"'{line}" if line.startswith(_FORMULA) or field.startswith("\t") else line
