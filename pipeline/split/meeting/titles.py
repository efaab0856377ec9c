"""The words of agenda titles: the ones that every meeting uses, what an item is for, and headings that are none."""

from __future__ import annotations

import re

from pipeline.items import ItemKind


def _words(*rules: str) -> re.Pattern[str]:
    """One pattern of alternatives, in small and capital letters."""
    return re.compile(rf"(?:{'|'.join(rules)})", re.IGNORECASE)


_ROUND = "|".join((
    r"rond(?:je|e)? ?vra(?:ag|gen)",
    r"vragen(?:half)?(?:ronde|uur(?:tje)?)",
    r"w\.? ?v\.? ?t\.? ?t\.? ?k\b\.?",
    r"(?:wat )?verder ter tafel (?:komt|komende?)",
))  # fmt: skip
# A title that starts with one of these is surely one of a meeting.
_USUAL = _words(
    r"opening",
    r"welkom",
    r"mededeling(?:en)?",
    r"vaststell(?:en|ing)\b",
    r"ingekomen (?:stukken|post)",
    r"ingebrachte agendapunten",
    r"actualiteiten",
    r"termijnagenda",
    r"insprekers",
    r"inspreekmoment",
    r"spreekrecht",
    r"hamerstuk(?:ken)?",
    r"bespreekstuk(?:ken)?",
    _ROUND,
    r"(?:af)?sluiting",
    r"sluiten van de vergadering",
    r"(?:concept)?-?(?:verslag|notulen|besluitenlijst)\b.{0,40}\bvorig",
    r"ter (?:kennisname|kennisneming|informatie|bespreking|besluitvorming|vaststelling)\b",
    r"welcome\b|announcements|any other business|aob\b|closing\b|(?:approval of|minutes of) (?:the )?",
    r"iepening|meidielings|omfreegjen|slúting|sluting",
)
_AGREED = r"vaststell(?:en|ing)(?: van)?(?: de)? agenda"
# The same, of titles that hold nothing else: they need no number or mark to be known.
_ALONE = _words(
    rf"opening(?: (?:en|&) (?:welkom|mededelingen|{_AGREED}))?",
    r"welkom(?: en opening)?",
    r"mededelingen",
    r"(?:van )?(?:de )?agenda vaststellen",
    _AGREED,
    r"actualiteiten",
    r"ingekomen stukken",
    rf"(?:{_ROUND})(?: (?:en|&) (?:(?:af)?sluiting|{_ROUND}))?",
    r"(?:af)?sluiting(?: van de vergadering)?",
    r"welcome|announcements|any other business(?: \(aob\))?|aob|closing",
    r"iepening|meidielings|omfreegjen|slúting|sluting",
)
# Headings of minutes and agendas that are no item of the meeting.
_STOP = _words(
    r"(?:de )?(?:vergadering|bijeenkomst)",
    r"(?:overige? )?(?:aan|af)wezig\w*",
    r"afgemeld\w*",
    r"(?:bericht van )?verhinder(?:d|ing)",
    r"absent\w*",
    r"deelnemer\w*",
    r"genodigde\w*",
    r"gasten",
    r"presentie\w*",
    r"(?:aan|af)melding\w*",
    r"leden",
    r"toehoorders?",
    r"met kennisgeving",
    r"(?:overzicht |lijst )?(?:van )?(?:de )?(?:openstaande |nieuwe |lopende )?"
    r"(?:actie|besluit|afspraak|toezegging)(?:en|s)?[- /]*(?:punten?)?[- /]*(?:(?:en|&) )?(?:besluiten)?-?(?:lijst)?",
    r"afspraken(?:lijst)?",
    r"vervolgacties",
    r"conclusies?",
    r"samenvatting",
    r"toelichting",
    r"bijlagen?",
    r"inhoud(?:sopgave)?",
    r"colofon",
    r"verzendlijst",
    r"legenda",
    r"datum",
    r"tijd(?:stip)?",
    r"plaats",
    r"lo[ck]atie",
    r"voorzitter",
    r"secretaris",
    r"notulist(?:e)?",
    r"status",
    r"versie\w*",
    r"onderwerp",
    r"betreft",
    r"van",
    r"aan",
    r"cc",
    r"voorstel",
    r"beslis ?punten?",
    r"gevraagd besluit",
    r"kern van (?:het )?betoog",
    r"discussie",
    r"doel",
    r"vra(?:ag|gen)",
    r"antwoord",
    r"reactie",
    r"uitkomsten",
    r"links?",
    r"bronnen",
    r"zie ook",
    r"contact(?:gegevens)?",
    r"ondertekening",
    r"volgende (?:vergadering|overleg|bijeenkomst|afspraak)",
    r"(?:concept[- ]?)?(?:de )?(?:vastgestelde )?agenda(?:punten)?(?:[ /]+(?:en )?verslag)?",
    r"verslag",
    r"notulen",
    r"vergader(?:datum|plaats)",
    r"programma",
    r"te bespreken",
    r"onderwerpen",
    r"actielijst",
)
_STOP_LINE = re.compile(
    rf"{_STOP.pattern}(?:\s?(?:\(.{{0,80}}\)|:|van (?:de|het) .{{1,60}}|m\.?k\.?|met .{{1,30}}))?\s?[:.]?",
    re.IGNORECASE,
)
_ITSELF = _words(
    r"\b(?:agenda|verslag|notulen|vergadering|bijeenkomst|programma|onderwerpen|te bespreken)\b",
)
_LIST_LABEL = re.compile(
    r"[^:]{0,40}\b(?:aanwezig|afwezig|afgemeld|deelnemers|genodigden|verhinderd|bijlagen?|actie(?:s|punten|lijst)|vragen"
    r"|toezeggingen|besluiten|afspraken|taken|stappen|voorwaarden|redenen|opties)\b[^:]{0,40}:?",
    re.IGNORECASE,
)
_AGENDA_LABEL = re.compile(
    r".{0,60}\b(?:agenda|agendapunten|onderwerpen|programma|aan de orde|te bespreken|besproken|bespreekpunten)\b"
    r".{0,40}",
    re.IGNORECASE,
)
# A heading that stands above items and says what they are for.
_GROUP = re.compile(
    r"(?:[A-Z]\.? )?(?:bespreek ?(?:punten|stukken)|hamer ?stukken|besluitvorming|kennisname"
    r"|(?:stukken |punten )?ter (?:kennis ?(?:name|neming|geving)|informatie|besluitvorming|vaststelling|bespreking"
    r"|advisering)|besluitvormende?(?: (?:deel|vergadering|punten))?"
    r"|(?:informer|beeldvorm|oordeelsvorm|opini[eë]r)ende?(?: (?:deel|vergadering|punten))?)"
    r"(?: .{0,40})?\s?:?",
    re.IGNORECASE,
)
_KINDS: tuple[tuple[ItemKind, re.Pattern[str]], ...] = (
    (
        ItemKind.INFORMATION,
        _words(
            r"\bter (?:kennis ?(?:name|neming|geving)|info(?:rmatie)?|inzage)\b",
            r"\b(?:voor )?kennis ?(?:te )?(?:name|nemen|neming|geving)\b",
            r"\bmededeling(?:en)?\b",
            r"\bingekomen (?:stukken|post|brieven)\b",
            r"\binformerend",
            r"\bt\.?k\.?n\b",
            r"\braadsinformatiebrie(?:f|ven)\b",
        ),
    ),
    (
        ItemKind.DECISION,
        _words(
            r"\bvast(?:stell(?:en|ing)| te stellen)\b",
            r"\bhamer ?stuk",
            r"\bbesluitvorm",
            r"\bter (?:vaststelling|goedkeuring|accordering)\b",
            r"\binstemm(?:en|ing)\b|\bin te stemmen\b",
            r"\bgoedkeur(?:en|ing)\b",
            r"\bvoorstel(?:len)? (?:tot|om|inzake)\b",
            r"\b(?:her)?benoem(?:en|ing)\b|\b(?:her)?(?:ver)?kiezing(?:en)?\b",
            r"\bstemming(?:en)?\b",
            r"\bdecharge\b",
            r"\b(?:verslag|notulen|besluitenlijst)\b.{0,40}\b(?:vorige?|vergadering|d\.?d\b|\d{4})\b",
            r"\bconcept-?(?:verslag|notulen)",
        ),
    ),
    (
        ItemKind.OPENING,
        _words(
            r"\bopen(?:ing|en)\b",
            r"\bwelkom(?:stwoord)?\b",
            r"\baftrap\b",
            r"\bvoorstelrond",
            r"\bkennismaking",
        ),
    ),
    (ItemKind.ROUND, _words(rf"\b(?:{_ROUND})")),
    (ItemKind.CLOSING, _words(r"\b(?:af)?sluit(?:ing|en)\b", r"\beinde (?:van de )?vergadering")),
    (
        ItemKind.DISCUSSION,
        _words(
            r"\bter (?:bespreking|discussie|advisering|consultatie)\b",
            r"\bbespreek",
            r"\b(?:oordeels|beeld)vorm",
            r"\bopini[eë]r",
        ),
    ),
)


def is_usual(title: str) -> bool:
    """Whether a title starts as the titles of most meetings do (`Opening en mededelingen`)."""
    return _USUAL.match(title) is not None


def is_usual_alone(title: str) -> bool:
    """Whether a line is nothing but such a title."""
    return len(title) <= 60 and _ALONE.fullmatch(title.rstrip(" :.")) is not None


def is_closing(title: str) -> bool:
    """Whether a title is that of the round or the closing at the end of a meeting."""
    return kind_by(title) in (ItemKind.ROUND, ItemKind.CLOSING)


def is_agenda(heading: str) -> bool:
    """Whether a heading stands above the items themselves (`Agenda/Verslag`, `De vergadering`)."""
    return _ITSELF.search(heading) is not None


def is_no_item(heading: str) -> bool:
    """Whether a heading is one of a list, of the data of a meeting or of a part of an item (`Aanwezig`, `Besluit`)."""
    if len(heading) > 120:
        return False
    return _STOP_LINE.fullmatch(heading) is not None


def opens_other_list(line: str) -> bool:
    """Whether a line introduces a list that holds no items of a meeting (`Vragen aan de raad`, `Aanwezig:`)."""
    if len(line) > 100 or _AGENDA_LABEL.fullmatch(line):
        return False
    return line.endswith(":") or (_LIST_LABEL.fullmatch(line) is not None and line[-1] not in ".!")


def is_group(line: str) -> bool:
    """Whether a line says what the items below it are for (`Hamerstukken`)."""
    return len(line) <= 80 and line[-1:] not in ".;,?!" and _GROUP.fullmatch(line) is not None


def kind_by(words: str) -> ItemKind | None:
    """What an item is for, by the words that stand first in its title; None when they don't say."""
    found = [(m.start(), i) for i, (_, rule) in enumerate(_KINDS) if (m := rule.search(words[:200]))]
    return _KINDS[min(found)[1]][0] if found else None
