"""The words that the phrases of decisions are made of, and what a phrase is."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase and the result it tells. One of the `hints`, in small letters, stands in every text that it fits."""

    result: str
    confidence: float
    hints: frozenset[str]
    rule: re.Pattern[str]


BE = r"\b(?:is|zijn|wordt|worden|werd|werden)\b,?\s"
PASSIVE = r"\b(?:wordt|worden|werd|werden)\b,?\s"
PAPER = (
    r"\b(?:\w*voorstel(?:len)?|voordracht\w*|\w*besluit(?:en)?|besluitvorming|nota|notitie|stuk|stukken"
    r"|\w*agendapunt(?:en)?"
    r"|punt|onderwerp|beslissing|behandeling|aanvraag|motie|moties|amendement\w*|\w*verzoek(?:en)?|brief"
    r"|brieven|plan|bespreking|rapport"
    r"|vergunning|subsidie)\b"
)
MINUTES = (
    r"\b(?:\w*notulen|\w*verslag(?:en)?|\w*agenda|besluitenlijst(?:en)?|actielijst|\w*lijst|jaarstukken"
    r"|jaarrekening"
    r"|begroting)\b"
)
MOTION = r"\b(?:moties?|(?:sub)?amendement(?:en)?|\w*voorstel(?:len)?|voordracht|\w*wijziging(?:en)?)\b"
GRANTED = (
    r"(?:\w*vergunning(?:en)?|ontheffing|mandaat|subsidie|toestemming|decharge|vrijstelling|krediet"
    r"|opdracht|machtiging"
    r"|volmacht)"
)
NOT_OPEN = r"(?!\s(?:over|of|wie|wat|welke?|hoe|waar|wanneer|waarover)\b)"
AGREED = r"(?:afgesproken|besloten|overeengekomen)"
FILL = r"(?:(?!niet\b|nog\b|toen\b)[\w,&-]+ )"
NO_OBJECT = r"(?!het\b|een\b|dit\b|dat\b|uw\b|te\b|dan\b)"
NOT_ALL = r"(?!als |of |geen |indien |het |een |dit |dat |ons )"
MONTHS = r"januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
WE = r"(?:we|wij)"
NOW = r"(?:nu|voor nu|voorlopig|vooralsnog)"
CONSENT = r"(?:instemming|akkoord|fiat|toestemming|groen licht)"
REST = r"(?:\W*$|[.,]| (?:tot|in|omdat|voor|en|vanwege|wegens|naar)\b)"
