"""How a Dutch street, its number and what follows them are written, as pieces of patterns, and where an address lies in
what a model took for one.
"""

from __future__ import annotations

import regex

from pipeline.detect.wordclasses import STREET_ENDINGS
from pipeline.types import Span

GAP = r"(?:[ ]|[ ]?\n(?!\d{1,3}[.)]))"  # wrapped text may break between the words of an address
NUMBER = (
    GAP + r"\d{1,4}(?:[ -]?[\p{L}](?!\p{L}|@|[._]\w)|[-/](?:\d+(?!\d)|[IVXivx]+(?!\p{L}))|\s?(?:hs"
    r"|huis|bis|boven|[IVX]+|[ivx]+)(?!\p{L}|@|[._]\w))?"
    r"(?![\d:.,/]?\d)"
)
STREET = (
    r"(?:(?:de|het|\'t|van|den|der|ten|Burg\.|Dr\.|Ds\.|Mr\.|Prof\.|Pastoor|Sint|St\.)" + GAP + r")*"
    r"(?:\d{1,2}e[ ])?\p{Lu}[\p{L}.'’-]*(?:"
    + GAP
    + r"(?:van|de|der|den|het|ten|ter|te|op|aan|en|\'[ts]|\p{Lu}[\p{L}.'’-]*)){0,4}"
)
# Typed without capitals: only words that end as the name of a street does, or a postcode behind it, make it one.
SMALL = r"\p{Ll}[\p{L}.'’-]*(?:[ ]\p{Ll}[\p{L}.'’-]*){0,3}"
PLACE = (
    r"(?:['’][st][ -]?)?\p{Lu}[\p{L}'’-]+"
    r"(?:[ ](?:(?:aan|op|bij|van|in|en|over|de|den|der|het|['’]t)[ ]){0,2}\p{Lu}[\p{L}'’-]+){0,3}"
)
END = r"(?=[ \t]*(?:$|[.,;|)])|[ \t]{2}|[ ][-–][ ])"
TAIL = (
    r"(?:(?:[ ]?[,;|(]\s{0,2}|\s{1,2}|[ ]?\n)\(?[1-9]\d{3}[ ]{0,2}\p{L}{2}(?!\p{L})\)?"
    r"(?:[ ,]{1,2}(?:te[ ])?(?:"
    + PLACE
    + r"|\p{Ll}[\p{L}'’ -]{2,30}"
    + END
    + r"))?|,?[ ](?:te|in)[ ](?:"
    + PLACE
    + r"|(?!de[ ]|het[ ]|een[ ])\p{Ll}[\p{L}'’-]{2,20}(?:(?:[ ](?:aan|op|bij|van|in|en|de|den"
    r"|het)){0,2}[ ]\p{Ll}[\p{L}'’-]{1,20}" + END + r")?)|,[ ](?:" + PLACE + END + r"))?"
)
FOUND = r"(?P<found>(?P<street>(?:" + STREET + "|" + SMALL + ")" + NUMBER + ")" + TAIL + ")"
_ENDINGS = (
    *STREET_ENDINGS,
    *(
        "straatje",
        "laantje",
        "brink",
        "hoeve",
        "gaarde",
        "vliet",
        "vaart",
        "oever",
        "weide",
        "akker",
        "akkers",
    ),
    *(
        "terras",
        "passage",
        "rijn",
        "vest",
        "stee",
        "donk",
        "spoor",
        "werf",
        "hoven",
        "linden",
        "meent",
        "rand",
    ),
)
ENDS_AS_STREET = regex.compile(r"(?:" + "|".join(_ENDINGS) + r")\s+\d", regex.IGNORECASE)
DOCUMENT_PART = regex.compile(
    r"(?i:vergadering|bijeenkomst|overleg|sessie|art(?:ikel)?|bijlage|zaak|kamer|pagina"
    r"|agendapunt|punt|tel|lid|versie|nota|fase|team|groep|ronde|week|januari|"
    r"februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|\w+dag"
    r"|zaal|lokaal|ruimte|"
    r"hoofdstuk|paragraaf|module|blok|perron|gate|bus|lijn|tram|route|foto|figuur|tabel|stap"
    r"|optie|variant|scenario|"
    r"deel|nummer|nr|no|jaar|leeftijd|schaal|niveau|klasse|graad|cluster|perceel|gebied|zone"
    r"|sectie|kavel|lot|gemeente|"
    r"sinds|vanaf|tot|om|circa|ca|aantal|totaal|bedrag|dossier|kenmerk|besluit|onderwerp"
    r"|postbus|antwoordnummer|stemmen|"
    r"geboren|geb|bsn|iban|mobiel|telefoon|fax|station|haven|rijksweg|a|n|nen|iso|windows|covid)(?![\p{L}-])"
)
MIN_STREET = 6  # characters of a street with its number
_LAST_WORD = regex.compile(r"(?P<word>[\p{L}-]+)\s+\d")


def is_document_part(address: str) -> bool:
    """Whether the first word or the one before the number is a word for a part of a document or the like."""
    last = _LAST_WORD.search(address)
    alone = last and not regex.search(r"\p{L}{3}", address[last.end() :])
    return bool(DOCUMENT_PART.match(address) or (alone and DOCUMENT_PART.fullmatch(last["word"])))


_WITHIN = regex.compile(FOUND, regex.MULTILINE)
_POSTCODE = regex.compile(r"(?<!\w)[1-9]\d{3}[ ]{0,2}\p{L}{2}(?!\w)")


def address_within(text: str) -> Span | None:
    """The address in a stretch of text, without the words of another field beside it; None where there is none."""
    match = _WITHIN.search(text)
    postcode = _POSTCODE.search(text)
    if postcode and (match is None or postcode.start() < match.start()):
        return Span(postcode.start(), len(text))
    if match is None or len(match["street"]) < MIN_STREET or is_document_part(match["found"]):
        return None
    small = not regex.search(r"\p{Lu}", match["street"])
    if (small or "\n" in match["street"]) and not (ENDS_AS_STREET.search(match["street"]) or postcode):
        return None
    return Span(*match.span("found"))
