"""What stands right behind somebody's name and is theirs: an address without a postcode, a birth date in brackets.

And addresses where the text says that somebody lives.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import regex

from pipeline.detect.wordclasses import STREET_ENDINGS
from pipeline.types import Finding, Label, Span

_GAP = r"[ \t]*(?:[ \t]|\n)"  # wrapped text may break between the words of an address
_NUMBER = (
    _GAP
    + r"\d{1,4}(?:[ -]?[\p{L}](?!\p{L})|-(?:\d+(?!\d)|[IVX]+(?!\p{L}))|\s?(?:hs|huis|bis|[IVX]+)(?!\p{L}))?"
    r"(?![\d:.,]?\d)"
)
_STREET = (
    r"(?:(?:de|het|\'t|van|den|der|ten|Burg\.|Dr\.|Ds\.|Pastoor|Sint|St\.)" + _GAP + r")*"
    r"\p{Lu}[\p{L}.'’-]*(?:" + _GAP + r"(?:van|de|der|den|het|\p{Lu}[\p{L}.'’-]*)){0,4}"
)
_BEHIND_NAME = regex.compile(
    r"\)?(?:[,;:]?[ \t\n]{1,2}|[ ][/|][ ]|[ ]\()(?:(?:wonende[ ]+)?(?:aan|op|in)[ ]+)?(?:de|het)?[ ]?(?P<found>"
    + _STREET
    + _NUMBER
    + r")"
)
_ENDS_AS_STREET = regex.compile(r"(?:" + "|".join(STREET_ENDINGS) + r")\s+\d", regex.IGNORECASE)
# Where somebody lives or what they own, said in words: "het perceel Kapelweg 3", "adres klopt nog: Het Zwaantje 27a".
_SAID = regex.compile(
    r"(?i:\b(?:perceel|pand|woning|woonadres|huisadres|thuisadres|adres|woont|wonen|wonende|woonachtig|"
    r"straat en huisnummer)\b"
    r"[^\n.;]{0,25}?[: \t]*(?:[: \t]|\n)(?:aan|op|in)?[ ]*)(?:de[ ]|het[ ])?(?P<found>"
    + _STREET
    + _NUMBER
    + r")"
)
_AFTER_IN_BRACKETS = regex.compile(r"[ ]?[,)]|[ ](?:in|te)[ ]|\s[1-9]\d{3}\s{0,2}\p{L}{2}")
_DOCUMENT_PART = regex.compile(
    r"(?i:art(?:ikel)?|bijlage|zaak|kamer|pagina|agendapunt|punt|tel|lid|versie|nota|fase|team|groep|ronde|week|januari|"
    r"februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|\w+dag)(?!\w)"
)
# "Lois (12/03/1956)": a date before 2015 in brackets behind a name. Later ones are rarely births in a case file.
_BORN = regex.compile(
    r"[ ]?\([ ]?(?:geb\.?[ ]?|\*[ ]?)?(?P<found>\d{1,2}[-/. ]\d{1,2}[-/. ](?:19\d\d|200\d|201[0-4])|"
    r"(?:19\d\d|200\d|201[0-4])-\d\d-\d\d|\d{1,2}[ ]\p{L}{3,9}\.?[ ](?:19\d\d|200\d|201[0-4])|19[2-9]\d)[ ]?[,)]"
)


def facts_beside_people(text: str, findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings, in order of the names. Behind a name the street must end as the names of streets do."""
    for finding in findings:
        if finding.label is not Label.PERSON:
            continue
        match = _BEHIND_NAME.match(text, finding.span.end)
        if match and (_ENDS_AS_STREET.search(match["found"]) or _in_brackets(text, match)):
            yield _found(match, Label.ADDRESS, "Adres direct achter de naam van een persoon")
        born = _BORN.match(text, finding.span.end)
        if born:
            yield _found(born, Label.BIRTH_DATE, "Datum tussen haakjes direct achter de naam van een persoon")
    for match in _SAID.finditer(text):
        yield _found(match, Label.ADDRESS, "Adres waar volgens de tekst iemand woont of dat iemand bezit")


def _in_brackets(text: str, match: regex.Match[str]) -> bool:
    """Whether an address stands in brackets of its own, where no word for a part of a document stands first."""
    start, end = match.span("found")
    return (
        text[max(0, start - 2) : start].strip() == "("
        and bool(_AFTER_IN_BRACKETS.match(text, end))
        and not (_DOCUMENT_PART.match(match["found"]))
    )


def _found(match: regex.Match[str], label: Label, reason: str) -> Finding:
    return Finding(Span(*match.span("found")), label, 0.7, "beside a name", reason)
