"""The grammar of names in running text.

Each rule looks at one place of the token list and says how far a name runs from there. The strictest rules come
first; a place that no rule takes is passed over. What a rule needs (a first name of the lists, initials, an
honorific, a verb that only people govern) is its evidence, and its score says how much that is worth.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.detect.surnames import (
    MAX_NAME_TOKENS,
    inside,
    is_name,
    is_place,
    is_the_king,
    prefix_end,
    surname_end,
    thing_before,
)
from pipeline.detect.tokens import Kind, Tok
from pipeline.detect.wordclasses import (
    ORGANISATION_ENDINGS,
    PERSON_NOUNS,
    PERSON_VERBS,
    PERSONAL_HONORIFICS,
    SALUTATION_WORDS,
    STREET_ENDINGS,
    THING_BEFORE,
)

# Words that stand before things and not before the name of a person.
_DETERMINERS = frozenset("de het een 't deze dit die dat onze ons uw hun elke ieder geen".split())  # noqa: SIM905


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a token list: the tokens [first, last), and how it was found."""

    first: int
    last: int
    rule: str
    score: float


def find_names(toks: Sequence[Tok]) -> list[Name]:
    """The names in running text, in order and without overlap."""
    found: list[Name] = []
    i = 0
    while i < len(toks):
        name = _at(toks, i)
        if name is None:
            i += 1
        else:
            found.append(name)
            i = name.last
    return found


def _at(toks: Sequence[Tok], i: int) -> Name | None:
    tok = toks[i]
    if tok.text.casefold() in PERSON_NOUNS:
        return _after_noun(toks, i)
    if tok.kind is Kind.HONORIFIC:
        return _after_honorific(toks, i)
    if tok.kind is Kind.INITIALS:
        return _initials(toks, i)
    if tok.kind is Kind.NAME and not is_the_king(toks, i):
        return (
            _inverted(toks, i)
            or _surname_and_initials(toks, i)
            or _first_name(toks, i)
            or _subject(toks, i)
            or _unknown_first(toks, i)
            or _surname_alone(toks, i)
        )
    if tok.kind is Kind.UPPER:
        return _capitals(toks, i)
    if tok.kind is Kind.PREFIX and tok.text[0].isupper():
        return _inverted(toks, i) or _subject(toks, i) or _prefixed(toks, i)
    if tok.kind is Kind.LOWER and tok.first and not tok.ordinary:
        return _small_letters(toks, i)
    return None


def _after_honorific(toks: Sequence[Tok], i: int) -> Name | None:
    """`dhr. J. de Vries`, `mevrouw Van den Heuvel`, `mw. drs. K.M. Nowak`; the honorific itself stays."""
    j = i + 1
    while j < len(toks) and j - i < MAX_NAME_TOKENS and toks[j].kind is Kind.HONORIFIC:
        j += 1
    start = j
    while (
        j < len(toks)
        and j - start < MAX_NAME_TOKENS
        and (toks[j].kind is Kind.INITIALS or (toks[j].kind is Kind.NAME and toks[j].first))
    ):
        j += 1
    # Dr. Schaepmanstraat: streets have academic titles too, but no "heer" or "mevrouw".
    personal = any(t.text.casefold() in PERSONAL_HONORIFICS for t in toks[i:start])
    end = surname_end(toks, j, expected=True, introduced=personal or j > start)
    if end is None and j > start and toks[j - 1].kind is Kind.NAME:
        end = j
    # "mr." and "dr." also stand alone, "Heer" also opens a letter: a name must follow on the same line.
    return Name(start, end, "honorific", 0.95) if end is not None and start < end else None


def _initials(toks: Sequence[Tok], i: int) -> Name | None:
    """`J.P. van der Berg`. At the start of a line a single letter may also number a list: `A. Opening`."""
    j = i
    while j < len(toks) and j - i < MAX_NAME_TOKENS and toks[j].kind is Kind.INITIALS:
        j += 1
    behind_name = i > 0 and _adjacent(toks, i) and toks[i - 1].kind in (Kind.NAME, Kind.UPPER)
    if behind_name and j < len(toks) and toks[j].start - toks[j - 1].end > 1:
        return None  # a column of surnames with initials, and the next column: `Bos A.  Omgevingsdienst`
    numbered = j == i + 1 and len(toks[i].text) <= 2 and (i == 0 or toks[i - 1].kind is Kind.BREAK)
    if numbered and j < len(toks) and toks[j].kind is Kind.PREFIX and toks[j].text.islower():
        numbered = False  # no heading starts with a small "van"
    if numbered and j + 1 < len(toks) and toks[j].surname and toks[j + 1].start - toks[j].end >= 2:
        numbered = False  # a table cell that holds no more than this: `B. Lijn   Ruimte`
    if toks[i].text.isalpha() and not numbered and j == i + 1:
        # One letter without a full stop is rarely an initial: `plan B Nieuwstraat`; only before a known surname.
        end = surname_end(toks, j, expected=False)
    else:
        end = surname_end(toks, j, expected=not numbered, introduced=not numbered)
    if end is None and numbered and is_name(toks, j) and toks[j].surname and not toks[j].thing:
        return Name(i, j + 1, "initials", 0.45)  # `H. Bos`: perhaps a name, perhaps the eighth item of a list
    if end is None or thing_before(toks, i):
        return None
    return Name(i, end, "initials", 0.95)


def _first_name(toks: Sequence[Tok], i: int) -> Name | None:
    """`Mette van der Horst`, `Nadia Amal El Idrissi`, and a common first name alone: `Wouter belt`."""
    tok = toks[i]
    greeting = tok.text.casefold() in SALUTATION_WORDS and (i == 0 or toks[i - 1].kind is Kind.BREAK)
    weak = tok.ordinary or tok.thing
    articled = weak and i > 0 and toks[i - 1].text in _DETERMINERS  # aan de Lange Akker
    if not tok.first or greeting or articled or thing_before(toks, i):
        return None
    if tok.text.casefold().endswith(ORGANISATION_ENDINGS) and not tok.common_first:
        return None  # Advocatenkantoor: the lists of names hold words like it
    j = i + 1
    while j < len(toks) and j - i < 4 and _adjacent(toks, j) and (
        toks[j].kind is Kind.INITIALS or (toks[j].kind is Kind.NAME and toks[j].strong_first)
    ):  # fmt: skip
        j += 1
    # "wilde Rens Billung spreken": inside a sentence a doubtful first name and an unknown word are a name.
    k = prefix_end(toks, j)
    unknown = is_name(toks, k) and not (toks[k].ordinary or toks[k].thing)
    in_sentence = tok.common_first and i > 0 and inside(toks[i - 1])
    expected = (weak and in_sentence and unknown) or (not weak and _may_be_surname(toks, j))
    end = surname_end(toks, j, expected=expected) if _adjacent(toks, j) else None
    if end is not None:
        return Name(i, end, "first name and surname", 0.9 if not weak else 0.6)
    if is_place(toks, j - 1) or (j < len(toks) and _prefixed_street(toks, j)):
        return None
    if j > i + 1 and (not weak or toks[j - 1].surname or in_sentence):
        return Name(i, j, "first names", 0.85 if not weak else 0.6)
    if weak or _possessive_thing(toks, i):
        return None
    if tok.common_first:
        return Name(i, j, "first name", 0.6)
    within = i > 0 and (inside(toks[i - 1]) or toks[i - 1].text in {",", "(", "/", "&", "[", "en"})
    # "Thuy, ter info": who is spoken to at the start of a line.
    addressed = (i == 0 or toks[i - 1].kind is Kind.BREAK) and j < len(toks) and toks[j].text == ","
    return Name(i, j, "rare first name", 0.5) if (within or addressed) and len(tok.text) > 2 else None


def _unknown_first(toks: Sequence[Tok], i: int) -> Name | None:
    """`Svitlana Lysenko` where no list knows Svitlana: an unknown word with a capital before a known surname."""
    tok = toks[i]
    if tok.first or tok.ordinary or tok.thing or tok.street or len(tok.text) < 3 or thing_before(toks, i):
        return None
    folded = tok.text.casefold()
    if folded in THING_BEFORE or folded.endswith(ORGANISATION_ENDINGS) or not _adjacent(toks, i + 1):
        return None
    end = surname_end(toks, i + 1, expected=False)
    if end is None or (
        prefix_end(toks, i + 1) > i + 1
        and toks[i + 1].text.casefold() in {"van", "de", "het"}
        and not tok.surname
    ):
        # "Omgevingsvisie van Groningen": a single plain prefix is weak evidence behind an unknown word.
        return None
    return Name(i, end, "unknown first name", 0.55)


def _surname_alone(toks: Sequence[Tok], i: int) -> Name | None:
    """`het besluit van Belkasmi`: a surname of the lists alone in a sentence or a table cell; a person decides."""
    tok = toks[i]
    if (
        not tok.surname
        or tok.ordinary
        or tok.thing
        or tok.street
        or len(tok.text) < 4
        or thing_before(toks, i)
    ):
        return None
    if tok.text.casefold().endswith((*ORGANISATION_ENDINGS, *STREET_ENDINGS)) or is_place(toks, i):
        return None
    if _prefixed_street(toks, i + 1) or (i > 0 and toks[i - 1].text in _DETERMINERS):
        return None
    before = toks[i - 1] if i > 0 else None
    within = before is not None and (
        inside(before) or before.text in {",", "(", "[", "/", "&"} or tok.start - before.end >= 2
    ) and before.kind is not Kind.BREAK  # fmt: skip
    alone = not (
        _adjacent(toks, i + 1)
        and toks[i + 1].kind in (Kind.NAME, Kind.UPPER)
        and toks[i + 1].start - tok.end == 1
    )
    named = before is not None and before.kind is Kind.NAME and tok.start - before.end == 1
    return Name(i, i + 1, "surname alone", 0.45) if within and alone and not named else None


def _may_be_surname(toks: Sequence[Tok], j: int) -> bool:
    """Whether the word after a first name may be its surname: known, or unknown and no ordinary word."""
    k = prefix_end(toks, j)
    return is_name(toks, k, expected=True) and (
        k > j or toks[k].surname or toks[j - 1].common_first or not (toks[k].ordinary or toks[k].thing)
    )


def _prefixed_street(toks: Sequence[Tok], j: int) -> bool:
    j = prefix_end(toks, j)
    return is_name(toks, j) and is_place(toks, j)


def _adjacent(toks: Sequence[Tok], j: int) -> bool:
    return j < len(toks) and j > 0 and toks[j].start - toks[j - 1].end <= 1 and toks[j].kind is not Kind.BREAK


def _possessive_thing(toks: Sequence[Tok], i: int) -> bool:
    """`Emma Kinderziekenhuis`: a capitalised word behind that is no surname makes the first name part of a thing."""
    if not _adjacent(toks, i + 1):
        return False
    after = toks[i + 1]
    return after.kind is Kind.UPPER or (after.kind is Kind.NAME and (after.street or after.thing))


def _after_noun(toks: Sequence[Tok], i: int) -> Name | None:
    """`wethouder Van Weerd`, `advocaat Spoelstra`, `collega Priya`: a word for a person, and a name behind it."""
    j = i + 1
    if not _adjacent(toks, j) or toks[j].kind is Kind.PUNCTUATION:
        return None
    start = j
    while (
        _adjacent(toks, j)
        and j - start < MAX_NAME_TOKENS
        and (toks[j].kind is Kind.INITIALS or (toks[j].kind is Kind.NAME and toks[j].strong_first))
    ):
        j += 1
    end = surname_end(toks, j, expected=j > start, introduced=j > start) if j < len(toks) else None
    unknown = is_name(toks, j) and not (toks[j].ordinary or toks[j].thing or toks[j].kind is Kind.UPPER)
    if (
        end is None
        and unknown
        and not (_adjacent(toks, j + 1) and toks[j + 1].kind is Kind.NAME and not toks[j + 1].surname)
    ):
        end = surname_end(toks, j, expected=True, introduced=True)
    if end is None and j > start and toks[j - 1].kind is Kind.NAME:
        end = j
    return Name(start, end, "after a title", 0.85) if end is not None else None


def _prefixed(toks: Sequence[Tok], i: int) -> Name | None:
    """`Ten Cate`, `Van der Meer`: a prefix with a capital in a sentence, or two prefixes, before a known surname."""
    within = i > 0 and (
        inside(toks[i - 1])
        or toks[i - 1].kind in (Kind.NAME, Kind.HONORIFIC)
        or toks[i - 1].text in {",", "(", "/"}
    )
    two = i + 1 < len(toks) and toks[i + 1].kind is Kind.PREFIX
    if not (within or two) or thing_before(toks, i):
        return None
    end = surname_end(toks, i, expected=False)
    return Name(i, end, "prefix and surname", 0.7) if end is not None else None


def _small_letters(toks: Sequence[Tok], i: int) -> Name | None:
    """`peter de haan`: a first name and a surname of the lists in small letters; `heb noa gebeld` is for a person."""
    tok = toks[i]
    j = prefix_end(toks, i + 1)
    named = _adjacent(toks, j) and toks[j].kind is Kind.LOWER and toks[j].surname and len(toks[j].text) > 2
    if named and not (toks[j].ordinary and j == i + 1):
        return Name(i, j + 1, "small letters", 0.6)
    # One in a thousand words of running text is a common first name by its letters alone: little to look at.
    if tok.common_first and not tok.thing and not tok.street and len(tok.text) > 2:
        return Name(i, i + 1, "small first name", 0.45)
    return None


def _inverted(toks: Sequence[Tok], i: int) -> Name | None:
    """`Jansen, P.`, `Berg, J.P. van der`, `Wit, de, Sanne`: a surname, a comma, and what goes before it."""
    j = prefix_end(toks, i)
    if not is_name(toks, j) or not (toks[j].surname or not toks[j].ordinary) or toks[j].thing:
        return None
    j += 1
    if j + 1 >= len(toks) or toks[j].text != "," or toks[j + 1].kind is Kind.BREAK:
        return None
    j += 1
    if (
        toks[j].kind is Kind.PREFIX
        and j + 2 < len(toks)
        and toks[j + 1].text == ","
        and toks[j + 2].strong_first
    ):
        return Name(i, j + 3, "inverted", 0.85)
    if toks[j].kind is Kind.NAME and not toks[j].ordinary and (end := _prefix_behind(toks, j + 1)):
        return Name(i, end, "inverted", 0.85)
    if (i == 0 or toks[i - 1].kind is Kind.BREAK) and toks[j].kind is Kind.NAME and toks[j].strong_first:
        surname = toks[j - 2]
        if surname.surname and toks[j].common_first:
            return Name(i, j + 1, "inverted", 0.6)  # a list of people: one a line
    if toks[j].kind is not Kind.INITIALS or toks[j].text.isalpha():
        return None
    start = j
    while _adjacent(toks, j) and j - start < MAX_NAME_TOKENS and toks[j].kind in (Kind.INITIALS, Kind.PREFIX):
        j += 1
    if is_name(toks, j) and _adjacent(toks, j) and (toks[j].surname or not toks[j].ordinary):
        return None  # Jan, A. Bos: the initials belong to the name behind them
    return Name(i, j, "inverted", 0.9)


def _prefix_behind(toks: Sequence[Tok], j: int) -> int | None:
    """Where the prefixes end that close `Wijngaard, Cornelis van den`; None where there are none or a name follows."""
    k = j
    while _adjacent(toks, k) and k - j < 5 and toks[k].kind in (Kind.INITIALS, Kind.PREFIX):
        k += 1
    closed = k > j and toks[k - 1].kind is Kind.PREFIX and toks[k - 1].text.islower()
    follows = (
        closed and _adjacent(toks, k) and toks[k].kind in (Kind.NAME, Kind.UPPER, Kind.LOWER, Kind.INITIALS)
    )
    return k if closed and not follows else None


def _surname_and_initials(toks: Sequence[Tok], i: int) -> Name | None:
    """`Meeuwsen E.` in a cell or on a line of its own."""
    before = toks[i - 1] if i else None
    # A line, a cell or the number of a row stands before it.
    opens = (
        before is None
        or before.kind is Kind.BREAK
        or not _adjacent(toks, i)
        or before.text in {"|", ";", ")"}
        or before.text[0].isdigit()
    )
    if not opens or toks[i].ordinary or toks[i].thing:
        return None
    j = prefix_end(toks, i + 1)
    while _adjacent(toks, j) and toks[j].kind is Kind.INITIALS and not toks[j].text.isalpha():
        j += 1
    closes = j >= len(toks) or not _adjacent(toks, j) or toks[j].text in {"|", ";", "(", ","}
    return Name(i, j, "surname and initials", 0.6) if closes and toks[j - 1].kind is Kind.INITIALS else None


def _subject(toks: Sequence[Tok], i: int) -> Name | None:
    """`Moenen bevestigt`, `De Swart licht toe`: a name of the lists that starts a sentence, and a person's verb."""
    if i > 0 and not (toks[i - 1].kind in (Kind.BREAK, Kind.PUNCTUATION) or toks[i - 1].text.endswith(".")):
        return None
    end = i + 1 if toks[i].strong_first else surname_end(toks, i, expected=False)
    if end is None or not _adjacent(toks, end) or toks[end].text not in PERSON_VERBS:
        return None
    return Name(i, end, "subject", 0.6)


def _capitals(toks: Sequence[Tok], i: int) -> Name | None:
    """`JAN DE VRIES`: a first name that many have and a surname, both in capitals.

    A surname that is an ordinary word or in no list (`PIET BAKKER`) is for a person to look at.
    """
    tok = toks[i]
    if not tok.common_first or tok.ordinary or tok.thing or not _adjacent(toks, i + 1):
        return None
    listed = surname_end(toks, i + 1, expected=False)
    end = listed or surname_end(toks, i + 1, expected=True)
    if (
        end is None
        or toks[end - 1].kind is not Kind.UPPER
        or (listed is None and toks[end - 1].thing)
        or len(toks[end - 1].text) < 3
    ):
        return None
    return Name(i, end, "capitals", 0.7 if listed else 0.45)
