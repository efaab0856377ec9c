"""What stands right behind somebody's name and is theirs: an address without a postcode, a birth date.

And addresses where the text says that somebody lives, or behind a telephone number in a list of people.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

import regex

from pipeline.detect.accounts import accounts_of_people
from pipeline.detect.addresses import is_named_as_office, stands_under_organisation
from pipeline.detect.rows import numbers_beside_people
from pipeline.detect.streets import (
    ENDS_AS_STREET,
    FOUND,
    MIN_STREET,
    NUMBER,
    PLACE,
    SMALL,
    STREET,
    TAIL,
    is_document_part,
)
from pipeline.types import Finding, Label, Span

_REACH = 300  # characters before an address that tell whose it is
_SURE, _UNSURE = 0.7, 0.45
_BEFORE = r"(?:(?:wonende?|woont|woonachtig)[ ]+)?(?:(?:aan|op|in|van|te)[ ]+)?(?:de|het)?[ ]?"
_BEHIND_NAME = regex.compile(
    r"\)?(?:[ ]?[,;:|/][ \t\n]{0,2}|[ \t\n]{1,3}|[ ][-–/|][ ]|[ ]\()" + _BEFORE + FOUND, regex.MULTILINE
)
# Only within the line: a telephone number ends a row as often as not.
_BEHIND_NUMBER = regex.compile(r"[ \t]*[,;|/–-]?[ \t]*" + FOUND, regex.MULTILINE)
_POSTCODE_FIRST = regex.compile(
    r"\)?(?:[ ]?[,;:|/–-])?[ ]{1,3}(?P<found>[1-9]\d{3}[ ]{0,2}[A-Z]{2}(?!\w)[ ]{1,2}"
    + PLACE
    + r",[ ]"
    + STREET
    + NUMBER
    + ")"
)
# Where somebody lives or what they own, said in words: "het perceel Kapelweg 3", "adres klopt nog: Het Zwaantje 27a".
_SAID = regex.compile(
    r"(?i:\b(?:perceel|pand|woning|woonadres|huisadres|thuisadres|adres|woont|wonen|wonende|woonachtig|"
    r"straat en huisnummer)\b"
    r"[^\n.;]{0,25}?[: \t]*(?:[: \t]|\n)(?:aan|op|in)?[ ]*)(?:de[ ]|het[ ])?(?P<found>"
    + STREET
    + NUMBER
    + r")"
)
_SAID_SMALL = regex.compile(
    r"\b(?i:perceel|pand|woning|woonadres|huisadres|adres)[ ](?:aan[ ]|op[ ])?(?:de[ ]|het[ ])?(?P<found>(?P<street>"
    + SMALL
    + NUMBER
    + ")"
    + TAIL
    + ")",
    regex.MULTILINE,
)
_AFTER_IN_BRACKETS = regex.compile(r"[ ]?[,)]|[ ](?:in|te)[ ]|\s[1-9]\d{3}\s{0,2}\p{L}{2}")
_AFTER = regex.compile(r"[ \t]*(?:$|[.,;|)\n]|[-–][ ])|[ \t]{2}|[ ](?:\S+@|\(?[+0]\d|tel)", regex.MULTILINE)
_YEAR = regex.compile(r"(?:19|20)\d\d$")
_OLD_YEAR = r"(?:19\d\d|200\d|201[0-4])"
_DATE = (
    r"\d{1,2}[-/. ]\d{1,2}[-/. ]" + _OLD_YEAR + r"|" + _OLD_YEAR + r"[-./]\d\d[-./]\d\d|"
    r"\d{1,2}[ ]\p{L}{3,9}\.?[ ]" + _OLD_YEAR + r"|\d{1,2}[-/.]\d{1,2}[-/.]['’]?[3-9]\d(?!\d)"
)
# "Lois (12/03/1956)": a date before 2015 in brackets behind a name. Later ones are rarely births in a case file.
_BORN = regex.compile(
    r"[ ]?\([ ]?(?:geb\.?[ ]?|\*[ ]?)?(?P<found>" + _DATE + r"|\d{1,2}-\d{1,2}-['’]\d\d|19[2-9]\d)[ ]?[,)]"
)
# "Anna Smulders, 12 maart 1956, ..." and "Anna Smulders van 12-03-1956": also how the day of a letter is written.
_BORN_BEHIND = regex.compile(
    r"(?:,\s|[ ]?[|;\t][ ]?|[ ]{2,4}|\s(?P<of>van)\s)(?P<found>" + _DATE + r")(?=[ ]?[,.;|)\t]|[ ]{2}|[ ]*$)",
    regex.MULTILINE,
)
_LAST_OF = regex.compile(r"(?:19\d\d|200[0-4]|['’]?[3-9]\d)$|^(?:19\d\d|200[0-4])")
# Right behind a burgerservicenummer: "BSN 123456782 en 12 maart 1956".
_BORN_BEHIND_BSN = regex.compile(
    r"(?:\s(?:en|of)\s|[ ]?[,;|/][ ]?|\t|[ ]{1,4})(?P<found>" + _DATE + r"|\d{1,2}-\d{1,2}-['’]\d\d)(?!\d)"
)


def facts_beside_people(text: str, findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings, in order of the names. Behind a name the street must end as the names of streets do, or stand in a
    field of its own; the latter is for a person to look at.
    """
    findings = tuple(findings)
    for finding in findings:
        end = finding.span.end
        if finding.label is Label.PERSON:
            yield from _behind_person(text, end)
        elif finding.label is Label.PHONE:
            yield from _address(text, _BEHIND_NUMBER.match(text, end), "Adres direct achter iemands gegevens")
        elif finding.label is Label.BSN:
            born = _BORN_BEHIND_BSN.match(text, end)
            if born:
                yield _found(born, Label.BIRTH_DATE, "Datum direct achter een burgerservicenummer")
    reason = "Adres waar volgens de tekst iemand woont of dat iemand bezit"
    for match in _SAID.finditer(text):
        if not _is_office(text, match):
            yield _found(match, Label.ADDRESS, reason)
    for match in _SAID_SMALL.finditer(text):
        if ENDS_AS_STREET.search(match["found"]) and not _is_office(text, match):
            yield _found(match, Label.ADDRESS, reason)
    yield from chain(numbers_beside_people(text, findings), accounts_of_people(text, findings))


def _behind_person(text: str, end: int) -> Iterator[Finding]:
    yield from _address(text, _BEHIND_NAME.match(text, end), "Adres direct achter de naam van een persoon")
    postcode = _POSTCODE_FIRST.match(text, end)
    if postcode:
        yield _found(postcode, Label.ADDRESS, "Adres direct achter de naam van een persoon")
    born = _BORN.match(text, end)
    if born:
        yield _found(born, Label.BIRTH_DATE, "Datum tussen haakjes direct achter de naam van een persoon")
    behind = _BORN_BEHIND.match(text, end)
    if behind and (_LAST_OF.search(behind["found"]) or text[behind.start()] == ","):
        sure = bool(_LAST_OF.search(behind["found"])) and not behind["of"]
        yield _found(
            behind,
            Label.BIRTH_DATE,
            "Datum direct achter de naam van een persoon",
            _SURE if sure else _UNSURE,
        )


def _address(text: str, match: regex.Match[str] | None, reason: str) -> Iterator[Finding]:
    """The address that a match is, if it is one and no office."""
    if (
        match is None
        or len(match["street"]) < MIN_STREET
        or _is_office(text, match)
        or is_document_part(match["found"])
    ):
        return
    street, found = match["street"], match["found"]
    small = found[0].islower() and not regex.search(r"\p{Lu}", street)
    if (
        ENDS_AS_STREET.search(street)
        or _in_brackets(text, match)
        or (len(found) > len(street) and (not small or regex.search(r"\d{4}[ ]{0,2}\p{L}{2}", found)))
    ):
        yield _found(match, Label.ADDRESS, reason)
    elif not small and not _YEAR.search(street) and _AFTER.match(text, match.end("found")):
        yield _found(match, Label.ADDRESS, reason, _UNSURE)


def _is_office(text: str, match: regex.Match[str]) -> bool:
    start, end = match.span("found")
    before = text[max(0, start - _REACH) : start]
    return stands_under_organisation(before, match["found"]) or is_named_as_office(text[end : end + 60])


def _in_brackets(text: str, match: regex.Match[str]) -> bool:
    """Whether an address stands in brackets of its own, where no word for a part of a document stands first."""
    start, end = match.span("found")
    return (
        text[max(0, start - 2) : start].strip() == "("
        and bool(_AFTER_IN_BRACKETS.match(text, end))
        and not (is_document_part(match["found"]))
    )


def _found(match: regex.Match[str], label: Label, reason: str, score: float = _SURE) -> Finding:
    return Finding(Span(*match.span("found")), label, score, "beside a name", reason)
