"""Names in the places where a name is expected: headers, attendance lists, salutations, closings, labelled fields.

Here a name needs less evidence of its own than in running text: an unknown word with a capital is taken for one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from pipeline.detect.names import Name
from pipeline.detect.surnames import (
    is_the_king,
    names_things,
    next_column,
    prefix_end,
    thing_before,
    unknown_capitals,
)
from pipeline.detect.tokens import Kind, Tok
from pipeline.detect.wordclasses import PERSON_NOUNS, THING_BEFORE

# Fields whose value is one or more people. "Aanwezig op: maandag" is none of them: the label must be the whole label.
FIELDS = regex.compile(
    r"[\s>*_#|•-]*(?P<label>"
    r"van|from|von|aan|to|an|b?cc|kopie(?:\s+aan)?|afzender|ontvanger|namens|antwoord\s+aan|reply-to|"
    r"(?:ambtelijk\s+)?(?:op)?steller|auteur|behandeld\s+door|behandelaar|contactpersoon|contact|naam|volledige\s+naam|(?:achter|roep|geboorte|meisjes|voor)na(?:am|men)|voorletters|naam\s+\p{L}+|opgesteld(?:\s+door)?|paraaf|"
    r"notulist|notulen|verslag(?:legger|legging)?|voorzitter|secretaris|gespreksleider|dagvoorzitter|"
    r"aanwezig(?:en|heid)?|ook\s+aanwezig|tevens\s+aanwezig|afwezig(?:en)?(?:\s+(?:met|zonder)\s+(?:kennisgeving|bericht)|\s+m\.?k\.?(?:g\.?)?)?|"
    r"afgemeld|afmelding(?:en)?|met\s+kennisgeving\s+afwezig|deelnemers?|genodigden?|aan\s+tafel|gasten?|"
    r"organisator|organizer|attendees?|verplichte\s+deelnemers?|optionele\s+deelnemers?|"
    r"melder|melding\s+door|aanvra(?:a)?gers?|verzoekers?|indieners?|bezwaarmakers?|gemachtigden?|bewoners?|eigena(?:a|re)(?:r|n)?|"
    r"getuigen?|betrokkenen?|verdachten?|slachtoffers?|beller|gebeld\s+door|gesproken\s+met|gesprek\s+met|opgenomen\s+door|"
    r"t\.?a\.?v\.?|ter\s+attentie\s+van|actiehouder|eigenaar\s+actie|verantwoordelijk(?:e)?|door|wie|actie\s+door|trekker|"
    r"verbalisant(?:en)?|rapporteur|inspecteur|toezichthouder|medewerk(?:st)?er|ondertekend\s+door|portefeuillehouder|geadresseerde|"
    r"ouders?|cli[eë]nt|pati[eë]nt|leerling|kind|partner|werknemer|referent|interviewer|ge[iï]nterviewde|sprekers?|insprekers?"
    r")\s*(?:\([^)\n]{0,30}\))?\s*[*_]*(?:\s*(?::|\t|\|)[*_]*|[ ]{2,})",
    regex.IGNORECASE,
)
_LISTS = regex.compile(
    r"(?i)aanwezig|ook|tevens|afwezig|afgemeld|afmelding|met\s+kennis|deelnemer|genodigd|aan\s+tafel|gast|attend|verplicht|optione|spreker|inspreker"
)
_ADDRESS_LABEL = regex.compile(r"(?i)van|from|von|aan|to|an|b?cc|kopie")
SALUTATION = regex.compile(
    r"(?i)[\s>*_]*(?:beste|geachte|hoi+|hi|ha|haai|hallo|hey|hé|dag|goede(?:morgen|middag|n?avond|ndag)|lieve|"
    r"dear|hello|liebe[rs]?|sehr\s+geehrte[r]?|guten\s+(?:tag|morgen)|hai|yo|moi|welkom|bedankt|"
    r"dank(?:\s+je|jewel)?|thanks|thx|top|sorry)\b[ ,]*"
)
CLOSING = regex.compile(
    r"(?i)[\s>*_]*(?:"
    r"(?:met\s+)?(?:de\s+)?(?:een\s+)?(?:vriendelijke?|hartelijke?|beste|collegiale|warme|zonnige)?\s*groet(?:en|jes)?"
    r"(?:\s+(?:van|en\s+\w+|uit\s+\w+))?"
    r"|m\.?v\.?g\.?|m\.?vr\.?\s?gr\.?|vr\.?\s?gr\.?|gr|grt|grtz|gr\.|hoogachtend|hgr"
    r"|(?:kind|best|warm)?\s*regards|cheers|best wishes|sincerely|yours \w+|mit\s+freundlichen\s+gr\w+|mfg"
    r"|namens\s+.*|(?:alvast\s+)?(?:bedankt|dank)|tot\s+\w+|fijn(?:e)?\s+\w+"
    r"|ondertekend|was\s+getekend|w\.g\.|ingevuld\s+door"
    r")\b[ ,.!:]*"
)
_BLANK = regex.compile(r"\n[ \t>]*\n")


@dataclass(frozen=True, slots=True)
class Line:
    """The tokens [first, last) of one line, line breaks left out, and the text they stand in."""

    first: int
    last: int
    start: int
    end: int
    after_blank: bool


def lines_of(text: str, toks: Sequence[Tok]) -> list[Line]:
    """The lines that hold a token."""
    lines: list[Line] = []
    first, blank = 0, True
    for i in range(len(toks) + 1):
        if i < len(toks) and toks[i].kind is not Kind.BREAK:
            continue
        if i > first:
            start = text.rfind("\n", 0, toks[first].start) + 1
            lines.append(Line(first, i, start, toks[i - 1].end, blank))
            blank = False
        if i < len(toks):
            blank = blank or bool(_BLANK.search(toks[i].text))
        first = i + 1
    return lines


def find_in_context(text: str, toks: Sequence[Tok]) -> list[Name]:
    """The names that stand where one is expected, in order of their place."""
    lines = lines_of(text, toks)
    found: list[Name] = []
    for n, line in enumerate(lines):
        head = text[line.start : min(line.end, line.start + 200)]
        found.extend(_field(text, toks, lines, n, head))
        found.extend(_salutation(toks, line, head))
        found.extend(_closing(toks, lines, n, head))
        if not FIELDS.match(head):
            found.extend(_speaker(toks, line))
        found.extend(_alone(toks, lines, n))
    return found


def _field(text: str, toks: Sequence[Tok], lines: Sequence[Line], n: int, head: str) -> Iterator[Name]:
    match = FIELDS.match(head)
    if match is None:
        return
    line, label = lines[n], match["label"]
    begin = next(
        (i for i in range(line.first, line.last) if toks[i].start >= line.start + match.end()), line.last
    )
    is_list, is_address = bool(_LISTS.match(label)), bool(_ADDRESS_LABEL.fullmatch(label))
    yield from loose_names(toks, begin, line.last, "field", lower=is_address)
    empty = begin == line.last
    for following in lines[n + 1 : n + 60]:
        body = text[following.start : following.end]
        if FIELDS.match(body) or _is_heading(toks, following):
            return
        if is_address and not _goes_on(text, lines[n], following, body):
            return
        if is_list and following.after_blank and not empty:
            return
        if not is_list and not is_address and not (empty and following is lines[n + 1]):
            return
        yield from loose_names(toks, following.first, following.last, "list")
        n += 1
        empty = False


def _goes_on(text: str, before: Line, line: Line, body: str) -> bool:
    """Whether an address list goes on in this line: the line before ends open, or an address stands here."""
    return text[before.start : before.end].rstrip().endswith((";", ",")) or (
        "@" in body and ":" not in body.split("@", maxsplit=1)[0]
    )


def _is_heading(toks: Sequence[Tok], line: Line) -> bool:
    """`1. Opening`, `Datum: ...`: the list above it is over. `1. Jan Jansen` is a numbered list of people."""
    body = toks[line.first : line.last]
    if body[0].text.rstrip(".").isdigit():
        word = next((t for t in body[1:3] if t.kind is Kind.NAME), None)
        return word is not None and (word.ordinary or not (word.first or word.surname))
    return any(t.text == ":" for t in body[:4])


def _salutation(toks: Sequence[Tok], line: Line, head: str) -> Iterator[Name]:
    match = SALUTATION.match(head)
    if match is None:
        short = line.last - line.first <= 4 and line.after_blank
        if short and toks[line.last - 1].text == "," and not CLOSING.match(head):
            yield from loose_names(toks, line.first, line.last, "salutation", lower=True)
        return
    begin = next(
        (i for i in range(line.first, line.last) if toks[i].start >= line.start + match.end()), line.last
    )
    end = begin
    while end < line.last and end - begin < 14 and toks[end].text not in {"!", ".", "?", ":", "(", "–"}:
        # "Hoi Jan, kun je ...": after a comma only further names belong to the salutation.
        if toks[end].text == "," and end + 1 < line.last and toks[end + 1].kind is Kind.LOWER:
            break
        end += 1
    yield from loose_names(toks, begin, end, "salutation", lower=True)


def _closing(toks: Sequence[Tok], lines: Sequence[Line], n: int, head: str) -> Iterator[Name]:
    match = CLOSING.match(head)
    if match is None:
        return
    line = lines[n]
    begin = next(
        (i for i in range(line.first, line.last) if toks[i].start >= line.start + match.end()), line.last
    )
    if line.last - begin == 1 and _is_signed_with_initials(toks[begin]):
        yield Name(begin, line.last, "closing", 0.6)
    elif line.last - begin <= 6:
        yield from loose_names(toks, begin, line.last, "closing", lower=True)
    for below in lines[n + 1 : n + 5]:
        size = below.last - below.first
        if size > 9:
            return
        body = toks[below.first : below.last]
        if below is lines[n + 1] and size == 1 and _is_signed_with_initials(body[0]):
            yield Name(below.first, below.last, "closing", 0.6)
            return
        if all(
            t.kind in _NAME_KINDS or t.text in {",", "(", ")", "-", "/", "&", "en", "|", "*"} for t in body
        ):
            yield from loose_names(toks, below.first, below.last, "closing")
        elif size <= 3 and below is lines[n + 1]:
            yield from loose_names(toks, below.first, below.last, "closing", lower=True)


def _is_signed_with_initials(tok: Tok) -> bool:
    """`mvg PVT`: two to four capitals where a mail is signed."""
    return tok.kind is Kind.UPPER and len(tok.text) <= 4 and tok.text.isalpha()


def _speaker(toks: Sequence[Tok], line: Line) -> Iterator[Name]:
    """`Moenen: ...` in a report of what was said, `[10:41] fatima: ...` in a chat."""
    i = line.first
    while i < line.last and (
        toks[i].kind is Kind.PUNCTUATION or toks[i].text[0].isdigit() or toks[i].text[0] in "[("
    ):
        i += 1
    colon = next((j for j in range(i, min(i + 6, line.last)) if toks[j].text == ":"), None)
    if colon is None or colon == i:
        return
    if (
        all(t.kind in _NAME_KINDS and not t.ordinary and not t.thing for t in toks[i:colon])
        and any(t.first or t.surname for t in toks[i:colon])
    ) or (colon == i + 1 and toks[i].kind is Kind.LOWER and toks[i].common_first and not toks[i].ordinary):
        yield Name(i, colon, "speaker", 0.6)
    elif (
        colon == i + 1
        and _timed(toks, line.first, i)
        and toks[i].kind is Kind.UPPER
        and len(toks[i].text) <= 3
    ):
        yield Name(i, colon, "speaker", 0.45)  # [10:41] JP: ...


def _timed(toks: Sequence[Tok], begin: int, end: int) -> bool:
    """Whether a time or a date stands between two tokens."""
    return any(t.text[0].isdigit() for t in toks[begin:end])


def _alone(toks: Sequence[Tok], lines: Sequence[Line], n: int) -> Iterator[Name]:
    """A line that holds nothing but a name, with a blank line above it: who signs without a closing."""
    line = lines[n]
    body = toks[line.first : line.last]
    names = [t for t in body if t.kind is Kind.NAME]
    if not line.after_blank or not names or len(body) > 6 or names[0].street:
        return
    if all(t.kind in _NAME_KINDS and t.kind is not Kind.UPPER for t in body) and all(
        (t.first or t.surname) and not t.ordinary and not t.thing for t in names
    ):
        yield from loose_names(toks, line.first, line.last, "alone on a line")


_NAME_KINDS = frozenset({Kind.NAME, Kind.INITIALS, Kind.PREFIX, Kind.HONORIFIC, Kind.UPPER})


def loose_names(
    toks: Sequence[Tok], begin: int, end: int, rule: str, *, lower: bool = False
) -> Iterator[Name]:
    """The names between two tokens of a place where names are expected.

    `lower` takes a common first name in small letters too, as people write to each other.
    """
    i = begin
    while i < end:
        stop = i
        while stop < end and _may_belong(toks, stop, i) and not next_column(toks, i, stop):
            stop += 1
        run = _trim(toks, i, stop)
        if (
            run is not None
            and not _is_thing(toks, run[0])
            and _evidence(toks, *run, whole=_stands_alone(toks, begin, end, *run))
        ):
            yield Name(run[0], run[1], rule, 0.8)
        elif lower and stop == i and toks[i].kind is Kind.LOWER and _lower_name(toks[i]):
            yield Name(i, i + 1, rule, 0.6)
        i = max(stop, i + 1)


def _is_thing(toks: Sequence[Tok], first: int) -> bool:
    """`Stichting Anna de Wit`, `(Bakkerij Veldman)`, `Meldpunt Windmeer`: what is called after a person or a place."""
    tok = toks[first]
    called = names_things(tok) and not (tok.surname or tok.first)
    return called or tok.text.casefold() in THING_BEFORE or thing_before(toks, first)


def _lower_name(tok: Tok) -> bool:
    return (tok.common_first or (tok.first and tok.surname)) and not tok.ordinary and len(tok.text) > 1


def _may_belong(toks: Sequence[Tok], j: int, start: int) -> bool:
    tok = toks[j]
    if tok.kind is Kind.PREFIX:
        return prefix_end(toks, j) > j or (j > start and toks[j - 1].kind is Kind.PREFIX)
    if tok.kind in (Kind.HONORIFIC, Kind.INITIALS):
        return True
    if tok.kind is Kind.NAME:
        return not is_the_king(toks, j)
    if tok.kind is Kind.UPPER:
        near = (toks[k] for k in (j - 1, j + 1) if start <= k < len(toks))
        listed = len(tok.text) >= 3 and (tok.surname or tok.first)
        return listed or (unknown_capitals(tok) and any(t.strong_first for t in near))  # OUDEBOS Sanne
    if tok.text == ",":  # Jansen, P.  or  Vries, Anna de
        return j > start and toks[j - 1].kind in (Kind.NAME, Kind.UPPER) and _first_names_follow(toks, j + 1)
    return False


def _first_names_follow(toks: Sequence[Tok], j: int) -> bool:
    """Whether what follows a comma can only be what goes before a surname: initials, or a first name and no surname."""
    if j >= len(toks):
        return False
    if toks[j].kind is Kind.PREFIX and j + 1 < len(toks) and toks[j + 1].text == ",":
        return True
    k = j
    while k < len(toks) and toks[k].kind is Kind.INITIALS:
        k += 1
    if k == j and toks[j].kind is Kind.NAME and toks[j].first and not toks[j].ordinary:
        k += 1
    if k == j:
        return False
    while k < len(toks) and toks[k].kind is Kind.PREFIX:
        k += 1
    return k >= len(toks) or toks[k].kind not in (Kind.NAME, Kind.INITIALS)


def _trim(toks: Sequence[Tok], i: int, stop: int) -> tuple[int, int] | None:
    """Take off what is no part of a name: honorifics and ordinary words in front, prefixes and commas behind."""
    while i < stop and (
        toks[i].kind is Kind.HONORIFIC
        or toks[i].text == ","
        or toks[i].text.casefold() in PERSON_NOUNS
        or (toks[i].kind is Kind.NAME and toks[i].ordinary and not (toks[i].first or toks[i].surname))
        or (toks[i].kind is Kind.PREFIX and prefix_end(toks, i) == i)
    ):
        i += 1
    while i < stop and toks[stop - 1].text == ",":
        stop -= 1
    if not any(t.text == "," for t in toks[i:stop]):  # Berg, J.P. van der: the prefix ends the name
        while i < stop and toks[stop - 1].kind in (Kind.PREFIX, Kind.HONORIFIC):
            stop -= 1
    return (i, stop) if i < stop else None


def _stands_alone(toks: Sequence[Tok], begin: int, end: int, first: int, last: int) -> bool:
    """Whether nothing but separators stands on both sides, so that the run is the whole entry."""
    edges = (Kind.PUNCTUATION, Kind.BREAK, Kind.HONORIFIC)
    before = first == begin or toks[first - 1].kind in edges or toks[first - 1].text == "en"
    behind = last >= end or toks[last].kind in edges or toks[last].text == "en"
    return before and behind


def _evidence(toks: Sequence[Tok], first: int, last: int, *, whole: bool) -> bool:
    """Whether a run can be a name where one is expected."""
    run = toks[first:last]
    names = [t for t in run if t.kind in (Kind.NAME, Kind.UPPER)]
    honoured = first > 0 and toks[first - 1].kind is Kind.HONORIFIC
    initials = any(t.kind is Kind.INITIALS for t in run)
    called = len(names) > 1 and names[0].common_first
    if not names or (any(t.street for t in names) and not (honoured or initials or called)):
        return False
    # A place with a capital prefix in front is a surname here: Borne (Van Dokkum).
    if (
        honoured
        or initials
        or (run[0].kind is Kind.PREFIX and run[0].text[0].isupper() and not names[0].ordinary)
    ):
        return True
    listed = [t for t in names if (t.first or t.surname) and not t.ordinary and not t.thing]
    if listed:
        return not (
            len(names) > len(listed)
            and all(t.thing for t in names if t not in listed)
            and len(listed) == 1
            and not listed[0].first
        )
    if len(names) >= 2 and names[0].first and names[-1].surname:
        return True  # Mark Koning: every word is ordinary, together they are a name
    if whole and len(names) == 1 and names[0].common_first:
        return True  # Fem, Roos: an entry of its own in a list of people
    return whole and len(names) <= 3 and not any(t.ordinary or t.thing or t.kind is Kind.UPPER for t in names)
