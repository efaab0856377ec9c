"""The Dutch of the pages: what values are called, days written out, and what is wrong with a question."""

from __future__ import annotations

from datetime import date as Date  # noqa: N812
from datetime import datetime
from zoneinfo import ZoneInfo

from pipeline.archive.query import LONGEST
from pipeline.archive.values import Kind, Sort

_MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
_AMSTERDAM = ZoneInfo("Europe/Amsterdam")

KINDS = {
    Kind.DECISION: "Besluit",
    Kind.ACTION: "Actie",
    Kind.PROMISE: "Toezegging",
    Kind.AGENDA_ITEM: "Agendapunt",
    Kind.MEETING: "Vergadering",
    Kind.MESSAGE: "Bericht",
    Kind.PAGE: "Bladzijde",
}
SORTS = {
    Sort.RELEVANCE: "Best passend eerst",
    Sort.NEWEST: "Nieuwste eerst",
    Sort.OLDEST: "Oudste eerst",
    Sort.DUE: "Termijn die het eerst afloopt",
}
STATUSES = {
    "ok": "Het programma vond niets om na te kijken",
    "review": "Nog na te kijken",
    "failed": "Niet gelukt",
}

# Keys are the faults of pipeline.archive.query: what is wrong, and what to do.
FAULTS = {
    "long": f"De vraag is langer dan {LONGEST:,} tekens. Maak de vraag korter.".replace(",", "."),
    "many": "De vraag heeft meer dan 40 woorden. Laat er een paar weg.",
    "deep": "Er staan meer dan 10 haakjes in elkaar. Laat er een paar weg.",
    "quote": "Een aanhalingsteken is niet gesloten. Zet er ook een achter de woorden die bij elkaar horen.",
    "open": "Een haakje is geopend en niet gesloten. Zet er een ) achter.",
    "close": "Er staat een ) waar geen ( bij hoort. Haal het weg.",
    "operator": (
        "OF en EN hebben aan beide kanten een woord nodig, NIET een woord erachter. "
        "Vul dat aan, of schrijf het woord in kleine letters als u het woord zelf zoekt."
    ),
    "empty": "Tussen de haakjes of aanhalingstekens staat geen woord. Vul er een in of haal ze weg.",
    "only_not": "De vraag zegt alleen wat er niet in mag staan. Voeg een woord toe dat er wel in moet staan.",
    "prefix": "Voor een * moeten ten minste drie letters staan. Maak het begin van het woord langer.",
    "star": "Een * hoort aan het einde van één woord zonder leestekens. Haal hem weg of zet hem daar.",
    "broad": "Er zijn te veel woorden die zo beginnen. Maak het begin van het woord langer.",
    "signs": "Een filter bevat tekens die geen tekst zijn. Typ het opnieuw.",
    "common": "Deze woorden staan bijna overal in. Voeg een woord toe dat zegt waar het over gaat.",
}
UNCLEAR = "Deze vraag is niet te lezen. Probeer het met een paar losse woorden."

# Fields of a form that can hold what is no answer to them.
FIELDS = {
    "van": "de datum bij ‘van’",
    "tot": "de datum bij ‘tot en met’",
    "termijn": "de datum bij ‘termijn voor’",
    "soort": "de soort",
    "volgorde": "de volgorde",
    "weergave": "de weergave",
    "pagina": "de bladzijde van de resultaten",
    "blad": "het bladnummer",
    "eigenaar": "de eigenaar",
    "orgaan": "het orgaan",
    "zaak": "de zaak",
    "documentsoort": "de documentsoort",
    "grond": "de grond",
    "open": "‘alleen openstaande’",
    "per": "de indeling",
    "vraag": "de vraag",
}


def day(iso: str | None) -> str:
    """`2024-03-19` is `19 maart 2024`; what is no day stays as it is."""
    if not iso:
        return ""
    try:
        at = Date.fromisoformat(iso[:10])
    except ValueError:
        return iso
    return f"{at.day} {_MONTHS[at.month - 1]} {at.year}"


def moment(iso: str) -> str:
    """A moment in UTC as the day and the time in the Netherlands."""
    try:
        at = datetime.fromisoformat(iso).astimezone(_AMSTERDAM)
    except ValueError:
        return iso
    return f"{day(at.date().isoformat())}, {at:%H:%M} uur"


def month(iso: str) -> str:
    """`2024-03` is `maart`."""
    return _MONTHS[int(iso[5:7]) - 1]


def number(value: int) -> str:
    """`12345` is `12.345`."""
    return f"{value:,}".replace(",", ".")


def amount(value: int, one: str, more: str) -> str:
    """`1 document`, `3 documenten`."""
    return f"{number(value)} {one if value == 1 else more}"


def unreadable(field: str) -> str:
    """The sentence for a parameter that does not hold what it should."""
    what = FIELDS.get(field)
    if what is None:
        return "Deze vraag heeft een onderdeel dat hier niet bestaat. Begin opnieuw vanaf het zoekveld."
    advice = "Schrijf de datum als 2024-03-19." if what.startswith("de datum") else "Kies een andere waarde."
    return f"Wat er staat bij {what.removeprefix('de datum bij ')} is niet te lezen. {advice}"
