"""An answer as a file for a spreadsheet, and as a feed to follow."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from lxml import etree

from pipeline.archive.listing import answer_csv
from pipeline.archive.values import COUNTED, Answer, Case, Hit
from pipeline.site import dutch, links

_ATOM = "http://www.w3.org/2005/Atom"
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Of our own making, so that an item has one name in every feed, at whatever address the archive is read.
_NAMES = uuid.UUID("6f1b7a0c-2f0e-5c7b-9a55-3d7b1c3f0a11")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_TITLE = 120  # characters


def as_csv(answer: Answer) -> str:
    """An answer for a Dutch spreadsheet, as the command line gives it; a last line says when there is more."""
    return answer_csv(answer.hits) + (f"{more(answer)}\r\n" if answer.total > len(answer.hits) else "")


def more(answer: Answer) -> str:
    """The sentence that says that an export does not hold all."""
    there = f"meer dan {dutch.number(COUNTED)}" if answer.total > COUNTED else dutch.number(answer.total)
    return (
        f"Er is meer: dit zijn de eerste {dutch.number(len(answer.hits))} van {there} onderdelen. "
        "Kies meer filters om de rest te krijgen."
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
