"""Home addresses without a postcode: street and number right behind a name, or where the text says somebody lives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import regex

from pipeline.detect.wordclasses import STREET_ENDINGS
from pipeline.types import Finding, Label, Span

_NUMBER = (
    r"[ \t]+\d{1,4}(?:[ -]?[\p{L}](?!\p{L})|-\d+(?!\d)|\s?(?:hs|huis|bis|[IVX]+)(?!\p{L}))?(?![\d:.,]?\d)"
)
_STREET = (
    r"(?:(?:de|het|\'t|van|den|der|ten|Burg\.|Dr\.|Ds\.|Pastoor|Sint|St\.)[ \t]+)*"
    r"\p{Lu}[\p{L}.'’-]*(?:[ \t]+(?:van|de|der|den|het|\p{Lu}[\p{L}.'’-]*)){0,4}"
)
_BEHIND_NAME = regex.compile(
    r"\)?[,;]?[ \t\n]{1,2}(?:(?:wonende[ ]+)?(?:aan|op|in)[ ]+)?(?:de|het)?[ ]?(?P<found>"
    + _STREET
    + _NUMBER
    + r")"
)
_ENDS_AS_STREET = regex.compile(r"(?:" + "|".join(STREET_ENDINGS) + r")[ \t]+\d", regex.IGNORECASE)
# Where somebody lives or what they own, said in words: "het perceel Kapelweg 3", "adres klopt nog: Het Zwaantje 27a".
_SAID = regex.compile(
    r"(?i:\b(?:perceel|pand|woning|woonadres|huisadres|thuisadres|adres|woont|wonen|wonende|woonachtig|"
    r"straat en huisnummer)\b"
    r"[^\n.;]{0,25}?[: \t]+(?:aan|op|in)?[ ]*(?:de[ ]|het[ ])?)(?P<found>" + _STREET + _NUMBER + r")"
)


def homes_of_people(text: str, findings: Iterable[Finding]) -> Iterator[Finding]:
    """The addresses, in order of their place. Behind a name the street must end as the names of streets do."""
    for finding in findings:
        if finding.label is not Label.PERSON:
            continue
        match = _BEHIND_NAME.match(text, finding.span.end)
        if match and _ENDS_AS_STREET.search(match["found"]):
            yield _found(match, "Adres direct achter de naam van een persoon")
    for match in _SAID.finditer(text):
        yield _found(match, "Adres waar volgens de tekst iemand woont of dat iemand bezit")


def _found(match: regex.Match[str], reason: str) -> Finding:
    return Finding(Span(*match.span("found")), Label.ADDRESS, 0.7, "homes", reason)
