"""What the names in an address stand for: looked up in the archive, and nowhere else."""

from __future__ import annotations

from pipeline.archive.protocol import Archive
from pipeline.archive.values import Case, Meeting, PublishedDocument, Stored
from pipeline.site import links, problems
from pipeline.site.problems import Refusal


def case(archive: Archive, segment: str) -> Case:
    """A case.

    Raises:
        Refusal: it is not there, or it was withdrawn.
    """
    name = links.named(segment)
    found = archive.case(name) if name is not None else None
    if found is None:
        raise Refusal(problems.no_case(archive, name))
    return found


def document(archive: Archive, case: Case, segment: str) -> PublishedDocument:
    """A document of a case.

    Raises:
        Refusal: it is not there.
    """
    number = links.named(segment)
    found = archive.document(case.name, number) if number is not None else None
    if found is None:
        raise Refusal(problems.MISSING)
    return found


def item(archive: Archive, case: Case, segment: str) -> Stored:
    """An item of a case.

    Raises:
        Refusal: it is not there.
    """
    key = links.named(segment)
    found = archive.item(case.name, key) if key is not None else None
    if found is None:
        raise Refusal(problems.MISSING)
    return found


def meeting(archive: Archive, case: Case, segment: str) -> Meeting:
    """A meeting of a case.

    Raises:
        Refusal: it is not there.
    """
    key = links.named(segment)
    found = next((one for one in archive.meetings(case.name) if one.key == key), None)
    if found is None:
        raise Refusal(problems.MISSING)
    return found


class Meetings:
    """The meetings of the items on one page; those of a case are fetched once."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._cases: dict[str, dict[str, Meeting]] = {}

    def of(self, stored: Stored) -> Meeting | None:
        """The meeting that an item belongs to."""
        if stored.item.meeting is None:
            return None
        if stored.case not in self._cases:
            self._cases[stored.case] = {one.key: one for one in self._archive.meetings(stored.case)}
        return self._cases[stored.case].get(stored.item.meeting)
