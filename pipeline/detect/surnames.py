"""Where a surname starts and ends, and when a word with a capital is a place or a thing instead."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.detect.tokens import Kind, Tok
from pipeline.detect.wordclasses import (
    ARTICLES,
    INSTITUTIONS,
    ORGANISATION_ENDINGS,
    PREFIXES,
    STREET_ENDINGS,
    SURNAME_OPENERS,
    THING_BEFORE,
    WEAK_PREFIXES,
)

MAX_NAME_TOKENS = 9


def surname_end(toks: Sequence[Tok], i: int, *, expected: bool, introduced: bool = False) -> int | None:
    """Where the surname that starts at `i` ends: prefixes, then one to three capitalised words.

    `expected` says that a surname must stand here (after initials, an honorific, a first name), so that an
    ordinary or unknown word with a capital is taken for one. `introduced` says that only a person can follow
    (an honorific, initials, a title), however the word ends: de heer Hogelaan, mevrouw Tinbergenhuis.
    """
    j = prefix_end(toks, i)
    if (
        j < len(toks)
        and toks[j].text.casefold() in SURNAME_OPENERS
        and is_name(toks, j + 1)
        and toks[j].text[0].isupper()
    ):
        j += 1
    if not is_name(toks, j, expected=expected):
        return None
    head = toks[j]
    if not expected and not (
        head.surname and (not (head.ordinary or head.thing) or _written_as_name(toks, i, j))
    ):
        return None
    organisation = not head.surname and head.text.casefold().endswith(ORGANISATION_ENDINGS)
    if introduced:
        # mevrouw Oei van Marktvereniging De Luifel: a small "van" before an organisation is no part of the name.
        if _numbered_street(toks, j) or (organisation and j > i and toks[i].text.islower()):
            return None
    elif is_place(toks, j) or organisation:
        return None
    j += 1
    while j < len(toks) and j - i < MAX_NAME_TOKENS and _continues(toks, j):
        j += 2 if toks[j].kind is Kind.PUNCTUATION else 1
    if not introduced and is_place(toks, j - 1):
        return None
    return j


def prefix_end(toks: Sequence[Tok], i: int) -> int:
    """Where the tussenvoegsels that start at `i` end; `i` itself where there is none."""
    j = i
    while j < len(toks) and j - i < 4 and toks[j].kind is Kind.PREFIX:
        if (
            j == i
            and toks[j].text.casefold() in WEAK_PREFIXES
            and not (j + 1 < len(toks) and toks[j + 1].text.casefold() in ARTICLES)
        ):
            break
        j += 1
    return j


def _written_as_name(toks: Sequence[Tok], i: int, j: int) -> bool:
    """Whether the prefix before the word at `j` shows a name: with a capital inside a sentence, or two of them."""
    if j == i:
        return False
    within = i > 0 and inside(toks[i - 1]) and toks[i].text[0].isupper()
    return within or (j - i >= 2 and toks[j].kind is Kind.NAME)


def inside(before: Tok) -> bool:
    """Whether a sentence is under way after this token."""
    return before.kind in (Kind.LOWER, Kind.UPPER) or (before.kind is Kind.PREFIX and before.text.islower())


def is_name(toks: Sequence[Tok], j: int, *, expected: bool = False) -> bool:
    """Whether the word at `j` is written as a name is. Where a surname is `expected` it may be an unknown word in
    capitals that is too long for an abbreviation: `mevrouw OUDEBOS`.
    """
    if j >= len(toks):
        return False
    tok = toks[j]
    return (
        (tok.kind is Kind.NAME and len(tok.text) > 1)
        or (tok.kind is Kind.UPPER and len(tok.text) > 2 and (tok.surname or tok.first))
        or (expected and unknown_capitals(tok))
    )


def unknown_capitals(tok: Tok) -> bool:
    """Whether a token is a word in capitals that no list knows and that is too long for an abbreviation."""
    return tok.kind is Kind.UPPER and len(tok.text) >= 5 and not (tok.ordinary or tok.thing or tok.street)


def _continues(toks: Sequence[Tok], j: int) -> bool:
    """Whether a further word of a double surname stands at `j`: `Tjon A Kiet`, `Oude Elferink`, `Bos - Vermeer`."""
    tok = toks[j]
    if tok.kind is Kind.PUNCTUATION and tok.text in "-–":
        return is_name(toks, j + 1) and toks[j + 1].surname and tok.start - toks[j - 1].end <= 1
    adjacent = tok.start - toks[j - 1].end == 1
    if adjacent and tok.kind is Kind.NAME and toks[j - 1].text.casefold().rpartition("-")[2] in PREFIXES:
        return True  # Zanten-de Graaf
    if (
        tok.kind is Kind.PREFIX
        and adjacent
        and tok.text.casefold() in {"el", "al", "ait", "aït", "ben", "bin", "van", "de"}
    ):
        return (
            is_name(toks, j + 1)
            and toks[j + 1].surname
            and not toks[j + 1].thing
            and not toks[j + 1].ordinary
        )
    return (
        tok.kind is Kind.NAME and adjacent and (tok.surname or tok.first)
        and not tok.ordinary and not tok.thing and not tok.street
    )  # fmt: skip


def is_place(toks: Sequence[Tok], j: int) -> bool:
    """Whether the word at `j` is the name of a street or an institution rather than of a person."""
    tok = toks[j]
    if tok.street:
        return True
    after = toks[j + 1] if j + 1 < len(toks) else None
    if after and after.text.casefold() in INSTITUTIONS and after.start - tok.end == 1:
        return after.kind is not Kind.UPPER
    return _numbered_street(toks, j)


def _numbered_street(toks: Sequence[Tok], j: int) -> bool:
    """Whether a house number stands behind a word that ends as streets do. A year has four digits."""
    after = toks[j + 1].text if j + 1 < len(toks) else ""
    return after[:1].isdigit() and len(after) <= 3 and toks[j].text.casefold().endswith(STREET_ENDINGS)


def is_the_king(toks: Sequence[Tok], j: int) -> bool:
    """Whether the word at `j` ends `commissaris van de Koning`, a title and no name."""
    return (
        j > 2
        and toks[j].text.casefold() in {"koning", "koningin"}
        and toks[j - 3].text.casefold() == "commissaris"
    )


def next_column(toks: Sequence[Tok], begin: int, i: int) -> bool:
    """Whether two spaces set the token at `i` off from the one before it in a run that starts at `begin`, as they do
    the columns of a table.
    """
    return i > begin and toks[i].start - toks[i - 1].end > 1 and toks[i].kind is not Kind.BREAK


def thing_before(toks: Sequence[Tok], i: int) -> bool:
    """Whether the word before `i` makes the name a thing: `Stichting Albert Schweitzer`."""
    return i > 0 and toks[i].start - toks[i - 1].end == 1 and names_things(toks[i - 1])


def names_things(tok: Tok) -> bool:
    """Whether a word stands before the names of things: Stichting, sporthal, Marktvereniging."""
    word = tok.text.casefold()
    return word in THING_BEFORE or word.endswith(
        ("kantoor", "stichting", "vereniging", "combinatie", "bedrijf", "school", "punt", "loket")
    )
