"""Where the entries of a list of people start and end, and which of two grammars the list follows."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.split.lines import bullet
from pipeline.split.meeting.people_words import (
    HONORIFIC,
    Range,
    attribute,
    has_person_form,
    is_mark,
    is_name,
    is_organisation_word,
    is_role_word,
    role_before,
    trim,
)
from pipeline.types import Span

BESIDE = re.compile(r"\s[-–—/]\s|\t+|\s{3,}|\s?\|\s?")
_AND = re.compile(r"\s(?:en|and|&|alsmede|evenals|plus)\s", re.IGNORECASE)
_RUNS_OVER = re.compile(r"\),\s*\S|\s(?:van|de|der|den|ten|ter|te|het)\s*\Z")
_ENTRY_END = re.compile(r"[,;(]")
_LEADING_AND = re.compile(r"(?:en|and|&|alsmede)\s+")
_COUNT = re.compile(
    r"\(\d{1,3}\s[^()]{1,30}\)\s*|(?:de leden|leden)\s(?=de heer|de heren|dhr|mevr|mw)", re.IGNORECASE
)
MAX_PART = 400  # characters; a longer part is running text
_MAX_BRACKET = 240  # characters; what runs on longer was never closed


@dataclass(frozen=True, slots=True)
class Flow:
    """The lines of a list as they follow each other, with the way back to the places in the text."""

    words: str
    starts: tuple[int, ...]
    places: tuple[int, ...]

    def span(self, at: int, end: int) -> Span:
        """The place in the text of a stretch that is not empty."""
        first, last = (bisect_right(self.starts, place) - 1 for place in (at, end - 1))
        return Span(self.places[first] + at - self.starts[first], self.places[last] + end - self.starts[last])


def flow_of(text: str, stretches: Sequence[Span]) -> Flow:
    """The stretches one after another, parted by a blank; by a comma where a bracket closes a line and a capital
    opens the next.
    """
    starts: list[int] = []
    words: list[str] = []
    at = 0
    for one in stretches:
        shown = one.of(text)
        if words:
            words.append("," if shown[:1].isupper() and _complete(words[-1], shown) else " ")
        starts.append(at)
        words.append(shown)
        at += len(shown) + 1
    return Flow("".join(words), tuple(starts), tuple(s.start for s in stretches))


def _complete(before: str, after: str) -> bool:
    """Whether a line ends with a whole entry, so that the next line opens one: a bracket, or a name of two words
    with such a name behind it.
    """
    if before.rstrip().endswith(")"):
        return True
    last = before.rsplit(",", 1)[-1].strip()
    following = _ENTRY_END.split(after, maxsplit=1)[0].strip()
    return " " in last and " " in following and is_name(last) and is_name(following)


def cut_chunks(text: str, flow: Flow, stretches: Sequence[Span]) -> Iterator[Range]:
    """The lines of a list where each is an entry; else what stands between semicolons."""
    ends = [*(start - 1 for start in flow.starts[1:]), len(flow.words)]
    lines = list(zip(flow.starts, ends, strict=True))
    if one_a_line([s.of(text) for s in stretches]):
        joined: list[Range] = []
        for start, b in lines:
            a = start + bullet(flow.words[start : min(b, start + 8)])
            if joined and _continues(flow.words[slice(*joined[-1])], flow.words[a:b]):
                joined[-1] = (joined[-1][0], b)
            elif a < b:
                joined.append((a, b))
        for a, b in joined:
            yield from cut_at(flow.words, a, b, ";")
    else:
        start = bullet(flow.words[:8])
        slashes = flow.words.count(" / ") > 1 and not re.search("[,;]", flow.words)
        yield from cut_at(flow.words, start, len(flow.words), "/" if slashes else ";")


def _continues(before: str, line: str) -> bool:
    """Whether a line goes on with the entry on the line before it: within brackets, or with brackets."""
    first = next((c for c in line if c in "()"), "")
    return line.startswith("(") or (_open(before) and first != "(")


def _open(words: str) -> bool:
    return words.count("(") > words.count(")")


def one_a_line(lines: Sequence[str]) -> bool:
    """Whether each line of a list is an entry of its own, or the list runs on over its lines."""
    if len(lines) < 2:
        return False
    if sum(bullet(line) > 0 for line in lines) * 2 > len(lines):
        return True
    for before, after in pairwise(lines):
        if before.rstrip().endswith((",", " en", " &", "-")) or after.startswith(("en ", "and ", "& ")):
            return False
        if _RUNS_OVER.search(before):
            return False
        starts_low = after[:1].islower() and not HONORIFIC.match(after)
        if starts_low and not is_role_word(after.split(maxsplit=1)[0]):
            return False
        if (after.startswith(("(", ")")) or _open(before)) and "," in before:
            return False
    return not (len(lines[0]) >= 55 and sum(line.count(",") for line in lines[:-1]) >= 2 * (len(lines) - 1))


def cut_at(words: str, at: int, end: int, mark: str) -> Iterator[Range]:
    """What stands between the marks outside brackets. A bracket that is never closed holds nothing."""
    closes = closing(words, at, end)
    start = i = at
    while i < end:
        if words[i] == "(":
            i = closes.get(i, i)
        elif words[i] == mark:
            yield (start, i)
            start = i + 1
        i += 1
    if start < end:
        yield (start, end)


def closing(words: str, at: int, end: int) -> dict[int, int]:
    """Where each bracket closes."""
    closes: dict[int, int] = {}
    stack: list[int] = []
    for i in range(at, end):
        if words[i] == "(":
            stack.append(i)
        elif words[i] == ")" and stack:
            opened = stack.pop()
            if i - opened <= _MAX_BRACKET:
                closes[opened] = i
    return closes


def cut_parts(words: str, at: int, end: int) -> Iterator[Range]:
    """What stands between commas, and on both sides of `en` between two names."""
    for part_at, part_end in cut_at(words, at, end, ","):
        a, b = trim(words, part_at, part_end)
        found = _COUNT.match(words, a, b)
        a = found.end() if found else a
        start = a
        for joint in _AND.finditer(words, a, b):
            if joint.start() - start > MAX_PART:
                break
            left, right = words[start : joint.start()], words[joint.end() : min(b, joint.end() + MAX_PART)]
            if left.count("(") == left.count(")") and _named(left) and _opens_name(right):
                yield trim(words, start, joint.start())
                start = joint.end()
        lead = _LEADING_AND.match(words, start, b)
        a, b = trim(words, lead.end() if lead else start, b)
        if a < b:
            yield (a, b)


def _named(words: str) -> bool:
    head = words.split("(", 1)[0].rsplit(":", 1)[-1].strip()
    stop = role_before(head, 0, len(head))
    return is_name(head[stop:].strip()) or (stop > 0 and stop == len(head))


def _opens_name(words: str) -> bool:
    words = words.lstrip()
    stop = role_before(words, 0, len(words))
    rest = words[stop:].lstrip()
    return bool(HONORIFIC.match(words)) or is_mark(rest[:6].rstrip(" ,(")) or rest[:1].isupper()


def grammar_of(words: str, parts: Sequence[Range], by_place: bool) -> bool | None:
    """Whether the names stand between the brackets; None where nothing tells."""
    score = 0.0
    for a, b in parts:
        at = words.find("(", a, b)
        head = words[a:at].strip() if at >= 0 else ""
        if not head:
            continue
        close = words.find(")", at, b)
        content = words[at + 1 : close if close >= 0 else b].split(",", 1)[0].strip()
        stop = role_before(head, 0, len(head))
        if has_person_form(head) or 0 < stop < len(head):
            score -= 1
        elif is_mark(content):
            score += 1 if " " not in head else 0
        elif has_person_form(content):
            score += 1
        elif (said := attribute(content, 0, len(content))) is None or said.role or content.isupper():
            score -= 1
        elif " " in head and is_name(head):
            score -= 0.5
        elif by_place and is_name(content):
            score += 0.25
    return None if score == 0 else score > 0


def by_turns(words: str, parts: Sequence[Sequence[Range]]) -> bool:
    """Whether what follows a comma says something of the name before it: a list of lines of two or three parts,
    or names and roles by turns.
    """
    if len(parts) > 1:
        second = [words[slice(*chunk[1])] for chunk in parts if len(chunk) > 1]
        names = sum(" " in one and is_name(one) and not role_before(one, 0, len(one)) for one in second)
        if names * 2 >= max(1, len(second)):
            return False
        two = sum(
            len(chunk) in (2, 3) or (len(chunk) == 1 and BESIDE.search(words, *chunk[0]) is not None)
            for chunk in parts
        )
        return two >= 2 and two * 2 >= len(parts)
    flat = [part for chunk in parts for part in chunk]
    if len(flat) < 2 or len(flat) % 2 or any("(" in words[a:b] for a, b in flat):
        return False
    clear = 0
    for i, (a, b) in enumerate(flat):
        stop = role_before(words, a, b)
        rest = words[stop:b].strip()
        if i % 2 == 0:
            if stop > a or " " not in rest or not is_name(rest):
                return False
        elif has_person_form(rest) or (stop == a and " " in rest and is_name(rest)):
            return False
        else:
            clear += stop > a or is_organisation_word(rest)
    return clear * 4 >= len(flat)
