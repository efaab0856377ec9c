"""Reads the parts of a list of people one after another, by the grammar that the list follows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.split.meeting.people_parts import (
    BESIDE,
    MAX_PART,
    closing,
    cut_at,
    cut_parts,
)
from pipeline.split.meeting.people_words import (
    HONORIFIC,
    Attribute,
    Range,
    attribute,
    has_person_form,
    is_initials,
    is_name,
    is_organisation_word,
    is_role_word,
    nobody,
    role_before,
    trim,
)

_GROUP_LEAD = re.compile(
    r"(?:(?:van|namens|vanuit|voor|de|het|fractie|en|vertegenwoordigers|delegatie|overige|leden(?= van))\s+)+(?=\S)",
    re.IGNORECASE,
)
_MAX_GROUP = 60
_ON_BEHALF = ("namens", "vanuit")
_PLURAL = re.compile(r"(?:ders|sters|eurs|leden|raden|issen|ors|uden)\Z")
_ARTICLE = re.compile(r"(?:de|het)\s", re.IGNORECASE)
_WORD = re.compile(r"\S+")


@dataclass(slots=True)
class Found:
    """An entry while it is read; all stretches are of the flow."""

    whole: Range
    name: Range | None = None
    organisation: Range | None = None
    roles: list[Attribute] = field(default_factory=list)

    def add(self, more: Attribute | None) -> None:
        """Add what a stretch beside the name says; the first organisation stays."""
        if more is None:
            return
        if more.role:
            self.roles.append(more)
        if more.organisation and self.organisation is None:
            self.organisation = more.organisation


@dataclass(slots=True)
class Reader:
    """Reads the parts of a list one after another."""

    words: str
    organisations_first: bool
    by_place: bool
    attributes: bool
    inherited: bool  # the grammar is that of another list
    found: list[Found] = field(default_factory=list)
    missed: int = 0
    group: Attribute | None = None
    grouped: bool = False
    plural: Attribute | None = None  # `wethouders`, for the names behind the first
    open_group: bool = False  # the group goes on in the next chunk: its label stood alone

    def header(self, part: Range) -> None:
        """Read a line with an organisation: of the people below it, or of the one above it where people come first."""
        if self.found and not self.open_group:
            self.found[-1].add(Attribute(None, part))
        else:
            self.group = Attribute(None, part)
            self.open_group = self.grouped = True

    def chunk(self, parts: Sequence[Range]) -> None:
        """Read what stands on one line, or between two semicolons."""
        if not self.open_group:
            self.group = None
        fresh = len(self.found)
        for k, (start, end) in enumerate(parts):
            at = self._group(start, end)
            if at == end:
                continue
            first = k == 0 or len(self.found) == fresh
            if not first and self._says_of_last(at, end):
                continue
            self.part(at, end)

    def _group(self, at: int, end: int) -> int:
        """Read a label such as `Namens de gemeente:`; returns where the part goes on."""
        colon = self.words.find(":", at, min(end, at + _MAX_GROUP))
        if colon < 0 or "(" in self.words[at:colon]:
            return at
        lead = _GROUP_LEAD.match(self.words, at, colon)
        a, b = trim(self.words, lead.end() if lead else at, colon)
        self.group = attribute(self.words, a, b) if a < b else None
        self.grouped = True
        rest, _ = trim(self.words, colon + 1, end)
        self.open_group = rest >= end
        return min(rest, end)

    def _says_of_last(self, at: int, end: int) -> bool:
        """Whether a part is a role or organisation of the entry before it; then it is added to that one."""
        if end - at > MAX_PART:
            return False
        part = self.words[at:end]
        last = self.found[-1]
        if is_initials(part) and last.name and last.name[1] == last.whole[1]:
            last.name = last.whole = (last.name[0], end)
            return True
        stop = role_before(self.words, at, end)
        rest = self.words[stop:end].strip()
        pure = stop > at and (not rest or not (rest[:1].isupper() or has_person_form(rest)))
        if not pure and (has_person_form(part) or not self._beside_last(part, rest, stop > at)):
            return False
        if nobody(part) and not pure:
            return True
        head, contents = self._brackets(at, end)
        last.add(attribute(self.words, *head))
        for content in contents:
            last.add(attribute(self.words, *content))
        last.whole = (last.whole[0], end)
        return True

    def _beside_last(self, part: str, rest: str, role: bool) -> bool:
        """Whether a part that is no mere role stands in a column, so to say, beside the name before it."""
        if self.organisations_first:
            return False
        closed = self.words[self.found[-1].whole[1] - 1] == ")"
        if self.attributes and not closed and not has_person_form(rest):
            return True
        if role and rest:
            return False
        if part[:1].isupper():
            return self.by_place and is_organisation_word(part)
        return not is_name(part)  # `van der Berg` opens a new entry

    def part(self, at: int, end: int) -> None:
        """Read an entry."""
        if end - at > MAX_PART:
            self.missed += 1
            return
        head, contents = self._brackets(at, end)
        if head[0] == head[1]:
            if self.found and contents:
                self.found[-1].add(attribute(self.words, *contents[0]))
            return
        if nobody(self.words[slice(*head)]):
            return
        if self._titled_before(head):
            return
        if self._is_organisation(head, contents):
            self._organisation(head, contents, (at, end))
        else:
            self._person(head, contents, (at, end))

    def _is_organisation(self, head: Range, contents: Sequence[Range]) -> bool:
        words = self.words[slice(*head)]
        if not self.organisations_first or has_person_form(words):
            return False
        stop = role_before(self.words, *head)
        if stop > head[0] and is_name(self.words[stop : head[1]].strip()):
            return False
        return bool(contents) or not self.inherited or " " not in words or not is_name(words)

    def _titled_before(self, head: Range) -> bool:
        """`de griffier, de heer Kok`: a name behind its role. Then the role's entry gets the name."""
        last = self.found[-1] if self.found else None
        if last is None or last.name or last.organisation or not last.roles or last.whole[1] >= head[0]:
            return False
        if self.words[last.whole[1] : head[0]].strip() != "," or not has_person_form(
            self.words[slice(*head)]
        ):
            return False
        self._name(last, head)
        last.whole = (last.whole[0], head[1])
        return True

    def _brackets(self, at: int, end: int) -> tuple[Range, list[Range]]:
        """What stands before the brackets, and what in them."""
        opened = self.words.find("(", at, end)
        if opened < 0:
            return trim(self.words, at, end), []
        closes = closing(self.words, at, end)
        contents: list[Range] = []
        i = opened
        while 0 <= i < end:
            close = closes.get(i, end)
            contents.append(trim(self.words, i + 1, close))
            i = self.words.find("(", close, end)
        return trim(self.words, at, opened), [c for c in contents if c[0] < c[1]]

    def _person(self, head: Range, contents: Sequence[Range], whole: Range) -> None:
        one = Found(trim(self.words, *whole))
        beside = BESIDE.search(self.words, *head)
        name = trim(self.words, head[0], beside.start()) if beside else head
        self._name(one, name)
        if beside:
            behind = [trim(self.words, a, b) for a, b in self._beside(beside.end(), head[1])]
            for a, b in behind:
                one.add(attribute(self.words, a, b))
        for content in contents:
            for a, b in cut_at(self.words, *content, ","):
                if not self._short_for(one.name, a, b):
                    one.add(attribute(self.words, a, b))
        if not (one.name or one.roles or one.organisation):
            self.missed += 1
            return
        if self.group:
            one.add(self.group)
        self._share(one)
        self.found.append(one)

    def _short_for(self, name: Range | None, at: int, end: int) -> bool:
        """Whether a bracket holds the initials of the name before it: `Jan Kok (JK)`."""
        if name is None:
            return False
        tokens = self.words[slice(*name)].split()
        shown = self.words[at:end].strip(" .").lower()
        letters = "".join(token[0] for token in tokens).lower()
        capitals = "".join(token[0] for token in tokens if token[0].isupper()).lower()
        return len(tokens) > 1 and shown in (letters, capitals)

    def _share(self, one: Found) -> None:
        """`wethouders Kok en Mol`: the role goes for all names behind it, up to one with a role of its own."""
        before = next((role for role in one.roles if role.role and role.role[0] == one.whole[0]), None)
        if before and before.role:
            word = self.words[slice(*before.role)].rsplit(maxsplit=1)[-1].lower()
            self.plural = before if _PLURAL.search(word) else None
        elif self.plural and not one.roles and not HONORIFIC.match(self.words, one.whole[0]):
            one.roles.append(self.plural)
        elif one.roles:
            self.plural = None

    def _beside(self, at: int, end: int) -> Iterator[Range]:
        for found in BESIDE.finditer(self.words, at, end):
            yield (at, found.start())
            at = found.end()
        if at < end:
            yield (at, end)

    def _name(self, one: Found, head: Range) -> None:
        """The name of an entry, with the role before it or the words behind it."""
        at, end = head
        stop = role_before(self.words, at, end)
        start, _ = trim(self.words, stop, end)
        if stop > at and start >= end:
            one.roles.append(Attribute((self._article(at), stop), None))
            return
        titled = HONORIFIC.search(self.words, start, end)
        if stop > at and titled and titled.start() > start:
            one.organisation = trim(self.words, start, titled.start())
            start = titled.start()
        if is_name(self.words[start:end]):
            if stop > at:
                one.roles.append(Attribute((self._article(at), stop), None))
            title = HONORIFIC.match(self.words, start, end)
            one.name = (title.end() if title and title.end() < end else start, end)
            return
        self._name_with_words(one, (at, end))

    def _article(self, at: int) -> int:
        found = _ARTICLE.match(self.words, at)
        return found.end() if found else at

    def _name_with_words(self, one: Found, head: Range) -> None:
        """`Jan Kok projectleider gemeente Borne`: a name, then the first word of a role or an organisation."""
        at, end = head
        tokens = [found.span() for found in _WORD.finditer(self.words, at, end)][:12]
        for a, b in tokens[1:]:
            token = self.words[a:b]
            if token.islower() and (
                is_role_word(token) or is_organisation_word(token) or token in _ON_BEHALF
            ):
                before = trim(self.words, at, a)
                if is_name(self.words[slice(*before)]):
                    title = HONORIFIC.match(self.words, *before)
                    one.name = (title.end() if title else before[0], before[1])
                    one.add(attribute(self.words, b if token in _ON_BEHALF else a, end))
                    return
        shown = self.words[at:end]
        capitals = sum(self.words[a].isupper() for a, _ in tokens)
        likely = capitals * 2 >= len(tokens) or is_organisation_word(shown)
        if shown[:1].isupper() and likely and len(tokens) <= 7 and not shown.endswith("."):
            one.organisation = head

    def _organisation(self, head: Range, contents: Sequence[Range], whole: Range) -> None:
        """`Hengelo (dhr. Kok, wethouder)`. What follows on a bracket in the brackets is no longer of Hengelo."""
        before = len(self.found)
        spill: list[Range] = []
        for content in contents[:1]:
            closed = False
            for a, b in cut_parts(self.words, *content):
                if closed:
                    spill.append((a, b))
                elif len(self.found) > before and not self._person_within(a, b):
                    self.found[-1].add(attribute(self.words, a, b))
                else:
                    inner, notes = self._brackets(a, b)
                    one = Found((whole[0], b), organisation=head)
                    self._name(one, inner)
                    one.organisation = head
                    for note in notes:
                        one.add(attribute(self.words, *note))
                    self.found.append(one)
                closed = closed or "(" in self.words[a:b]
        if len(self.found) == before:
            self.found.append(Found(head, organisation=head))
        elif not spill:
            for one in self.found[before:]:
                one.whole = (one.whole[0], trim(self.words, *whole)[1])
        for a, b in spill:
            if not self._says_of_last(a, b):
                self.part(a, b)

    def _person_within(self, at: int, end: int) -> bool:
        part = self.words[at:end]
        stop = role_before(self.words, at, end)
        return has_person_form(part) or (stop == at and is_name(part))
