"""Logins and sites that are made of the name of somebody in the document: `sabrik08`, `www.annasmulders.nl`."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

import regex

from pipeline.types import Finding, Label, Span

_MIN_PART = 4  # letters of a name that an account must share with it
_MIN_SITE = 7  # letters of first name and surname in the name of a site
_TOKEN = regex.compile(
    r"(?<![\w.@/\\\-])(?P<found>(?=[a-z._\-]{0,30}[\d_]|[a-z.\-]{3,30}\.ext)[a-z](?:[a-z\d]|[._\-](?=[a-z\d])){3,30})(?![\w@])"
)
_IN_BRACKETS = regex.compile(r"[ ]?[(\[](?P<found>[a-z](?:[a-z\d]|[._\-](?=[a-z\d])){3,24})[)\]]")
_SITE = regex.compile(
    r"(?<![\w.@])(?P<found>(?:https?://(?:www\.)?|www\.)(?P<name>[\p{L}\d.\-]{4,60})\.\p{L}{2,6}(?![\p{L}\-])(?:/[^\s<>\"')\]]{0,200})?)",
    regex.IGNORECASE,
)
_NO_LETTERS = regex.compile(r"[^a-z]+")
_NOT_OF_A_NAME = regex.compile(r"\.ext$|[\d._\-]+")


def accounts_of_people(text: str, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Logins with a digit, an underscore or `.ext`, logins in brackets behind a name, and sites of one's own."""
    people = [f for f in findings if f.label is Label.PERSON]
    names = sorted({f.span.of(text) for f in people})
    logins, sites = list(_TOKEN.finditer(text)), list(_SITE.finditer(text))  # most documents have neither
    parts = sorted({part for name in names for part in _parts(name)}) if logins else []
    for match in logins:
        if _is_made_of(match["found"], parts):
            yield _found(match, Label.USERNAME, "Gebruikersnaam waarin een naam uit dit document staat")
    for person in people:
        behind = _IN_BRACKETS.match(text, person.span.end)
        if behind and _is_made_of(behind["found"], _parts(person.span.of(text))):
            yield _found(behind, Label.USERNAME, "Gebruikersnaam direct achter de naam van een persoon")
    wholes = {whole for name in names for whole in _wholes(name)} if sites else set()
    for match in sites:
        site = "".join(c for c in match["name"].casefold() if c.isalpha())
        if any(whole in site for whole in wholes):
            yield _found(match, Label.LINK, "Site met de naam van een persoon uit dit document")


def _plain(name: str) -> str:
    """Small letters without accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))


def _parts(name: str) -> list[str]:
    """The words of a name that an account can be made of."""
    return [w for w in _NO_LETTERS.split(_plain(name)) if len(w) >= _MIN_PART and w not in _COMMON]


# Surnames and first names that are words of systems: `mark01` is a person, `koning_api` may not be.
_COMMON = frozenset({"team", "test", "user", "naam", "info", "data", "bank", "file"})


def _wholes(name: str) -> list[str]:
    """First name and surname in one, as sites are called."""
    words = [w for w in _NO_LETTERS.split(_plain(name)) if w]
    if len(words) < 2 or len(words[0]) < 2:
        return []
    whole = "".join(words)
    return [whole] if len(whole) >= _MIN_SITE else []


def _is_made_of(account: str, parts: Iterable[str]) -> bool:
    """Whether an account holds a name, or the first five letters of one, at most an initial or two before it."""
    bare = _NOT_OF_A_NAME.sub("", account)
    return any(
        bare.find(part[:5]) in (0, 1, 2) or part in bare for part in parts if len(bare) >= len(part[:5])
    )


def _found(match: regex.Match[str], label: Label, reason: str) -> Finding:
    return Finding(Span(*match.span("found")), label, 0.7, "beside a name", reason)
