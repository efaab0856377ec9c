"""Initials that stand for a person: `SB`, `SvdB`, `LaH`, as staff write them for one another."""

from __future__ import annotations

import regex

from pipeline.detect.persons import PersonName

# Two to six letters by themselves, two of them capitals.
CODE = regex.compile(
    r"(?<![\p{L}\p{N}.-])\p{Lu}(?=\p{L}{1,5}(?!\p{L}))(?:\p{Ll}{0,3}\p{Lu}){1,4}(?![\p{L}\p{N}@-]|\.[\p{L}\p{N}])"
)


def is_code(text: str) -> bool:
    """Whether a text has the form of somebody's initials or of an abbreviation."""
    return bool(CODE.fullmatch(text))


def codes_of(name: PersonName) -> frozenset[str]:
    """The ways in which the initials of a name are written; none where only one part of it is known."""
    start = (name.first or name.initials)[:1].upper()
    if not start or not name.surname:
        return frozenset()
    end = name.surname[0].upper()
    prefixes = "".join(p.strip("'’")[:1] for p in name.prefix.split())
    initials = name.initials.upper() or start
    forms = {start + end, initials + end}
    forms |= {s + p + end for s in (start, initials) for p in (prefixes, prefixes.upper())}
    if len(name.first) > 1:
        forms.add(start + name.first[1] + end)
    if len(name.surname) > 1:
        forms.add(start + end + name.surname[1])
    return frozenset(f for f in forms if len(f) > 1)
