"""Open actions and promises: by the day that they are due, or by who owns them; what is late comes first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date  # noqa: N812
from datetime import timedelta

from pipeline.archive.protocol import Archive
from pipeline.archive.values import Counts, Hit, Sort
from pipeline.site.asked import Due
from pipeline.site.searching import Row, rows

MOST = 500  # actions on the page; whoever has more open ones chooses an owner, a body or a case
_SOON = timedelta(days=14)
NO_OWNER = "Geen eigenaar gevonden"


@dataclass(frozen=True, slots=True)
class Group:
    """Actions that belong together, and how many of them are late."""

    title: str
    rows: tuple[Row, ...]
    late: int


@dataclass(frozen=True, slots=True)
class Duties:
    """The page of actions. `total` may be more than are shown."""

    groups: tuple[Group, ...]
    total: int
    shown: int
    late: int
    options: Counts


def duties(archive: Archive, asked: Due, today: Date, most: int = MOST) -> Duties:
    """All open actions that are asked for.

    Raises:
        ArchiveStoreError: the archive can't be reached.
    """
    found = archive.find(None, asked.filters(), Sort.DUE, 0, most)
    hits = [Hit(stored, " ".join(stored.item.text.split()), ()) for stored in found.rows]
    listed = rows(archive, hits, today)
    grouped: dict[tuple[str, str], list[Row]] = {}
    for row in listed:
        grouped.setdefault(_by_owner(row) if asked.per == "eigenaar" else _by_term(row, today), []).append(
            row
        )
    ordered = sorted(grouped.items(), key=lambda pair: pair[0])
    return Duties(
        groups=tuple(
            Group(title, tuple(own), sum(row.overdue for row in own)) for (_, title), own in ordered
        ),
        total=found.total,
        shown=len(listed),
        late=sum(row.overdue for row in listed),
        options=archive.options(),
    )


def _by_owner(row: Row) -> tuple[str, str]:
    owner = row.stored.item.owner
    return (owner.casefold(), owner) if owner else ("\U0010ffff", NO_OWNER)


def _by_term(row: Row, today: Date) -> tuple[str, str]:
    due = row.stored.item.due
    if due is None:
        return ("3", "Zonder termijn")
    if row.overdue:
        return ("0", "Termijn voorbij")
    return ("1", "De komende twee weken") if due[:10] <= (today + _SOON).isoformat() else ("2", "Later")
