"""Who does something: the words that can name a person, an office, a body or an organisation.

A name is a run of capitalised words; at the start of a sentence, where any word has a capital, it must not look
like a noun (`Uitrol`, `Besluitvorming`) or a function word (`Hierover`). A redaction mark counts as a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from pipeline.types import Span

_PARTICLE = r"(?:van|de|der|den|het|ter|te|ten|el|al|la|le|du|von|'t|’t|in 't|v\.?d\.?)"
_CAP = r"[A-ZÀ-Ý][\w'’.-]*(?<![.'’-])\.?"
MARK = r"(?:\[[^\]\s]{1,24}\]|\[?[S$&£#*]?5?[.,]?1[.,]?2[.,]?[a-i]\]?(?!\w)|\[?5\.[12]\.[1-5][a-i]?\]?)"
_TITLE = (
    r"(?:[Dd]e (?:heer|heren|dames)|[Mm]evrouw"
    r"|[Mm]evr\.?|[Mm]w\.?|[Dd]hr\.?|[Dd]rs?\.|[Ii]r\.|[Ii]ng\.|[Mm]r\.|[Pp]rof\.)"
)
_OFFICE = (
    r"(?:loco-?)?(?:wethouders?|burgemeesters?|gedeputeerden?|minister|staatssecretaris|dijkgraaf|heemra(?:ad|den)"
    r"|raads(?:lid|leden)|(?:vice-?)?voorzitter|(?:gemeente)?secretaris|directeur|griffier|portefeuillehouders?|lid|leden)"
)
# A noun for who can act; it may be the end of a longer word (`projectleider`, `agendacommissie`).
_ACTOR = (
    r"(?:(?:werk|stuur|project|klankbord|kern|regie|focus)?groep|team|commissie|leiders?|manager|managers|houders?|bestuur"
    r"|coördinator(?:en)?|secretariaat|griffie|penningmeester|notulist|opstellers?|beheerders?|afdeling|directie|college"
    r"|stellers?|adviseurs?|architect|voorzitters?|secretaris|opdrachtgever|opdrachtnemer|aannemer|leverancier|deelnemers"
    r"|aanwezigen|trekkers?|ambtena(?:ar|ren)|medewerkers?|bureau|redactie|raad|driehoek|projectorganisatie|omgevingsdienst"
    r"|presidium|fracties?|ondernemersraad|opvolger|regio|leden|jurist(?:en)?|woordvoerder|politie|organisatie|partijen)"
)
_PUBLIC = r"(?:gemeenten?|provincies?|(?:water|hoogheemraad)schap(?:pen)?|ministerie|rijk|[Rr]ijksoverheid|stadsdeel)"
ORGANISATION = re.compile(rf"(?:(?:de|het) )?(?:{_PUBLIC}|\w*politie)\b", re.IGNORECASE)
# Words with a capital at the start of a sentence that name nobody.
_FUNCTION_WORDS = """
    het een deze dit dat die er hij zij ze wij we ik men dan daar daarna in op met na naar voor bij om aan over ook
    hier als uit per tot vanaf verder tevens hierover hiervoor hiermee hierna hierbij daarom daarnaast daarvoor daarmee
    daarbij daarin vervolgens volgende ten vanuit conform indien wanneer omdat doordat graag wel niet mogelijk
    momenteel nu vandaag morgen gisteren inmiddels geen alle beide sommige veel wat wie waar hoe zo zodra binnen
    tijdens sinds onder door zonder rond ter te toch toen maar want dus of en eerst eerste eventueel uiteindelijk allen
    iedereen niemand iemand alles niets besluit actie actiepunt afgesproken punt bijlage agenda verslag notulen
    rondvraag afspraak vraag antwoord reactie aandacht voorstel doel advies planning stand status datum tijd januari
    februari maart april mei juni juli augustus september oktober november december maandag dinsdag woensdag
    donderdag vrijdag zaterdag zondag week komend komende begin eind medio oplossing belangrijk goed nieuwe nieuw eens
    meer minder de u jij jullie mijn uw onze ons hun naast wegens vanwege gezien via zoals zowel wellicht misschien
    kan kunnen zal zullen moet moeten wil willen gaat gaan is zijn was waren wordt worden heeft hebben had mocht
    mag stel let nb ps pm fase stap kosten deadline publicatie bewoners kinderen mensen
    meestal soms vaak altijd helaas gelukkig
    nog al
    alvast anders bovendien echter immers overigens straks later vooralsnog voorlopig ondertussen intussen daardoor
    hierdoor zodoende desgevraagd desgewenst allereerst tenslotte behalve ondanks volgens samen gezamenlijk concreet
    kortom idem verzoek daarop hierop waarna waarop hoewel nadat terwijl uiteraard andersom waarschijnlijk
    vermoedelijk hopelijk
    datzelfde stapsgewijs krachtens hetzelfde eea namens ondergetekende relevante
"""
_NOBODY = frozenset(_FUNCTION_WORDS.split())
_PRONOMINAL = re.compile(r"(?:[Hh]ier|[Dd]aar|[Ww]aar|[Ee]r)[a-z]{1,8}\Z|[Ee]\.?e\.?a")
_NOUN = re.compile(
    r"\w+(?:ing|ingen|heid|heden|tie|ties|teit|ment|menten|schap|age|isme|stuk|stukken|plan|plannen|punt|punten|lijst"
    r"|brief|nota|project|proces|rol|werk|beleid|onderzoek|traject|programma|verkeer|overleg|gesprek|avond|middag)\Z",
    re.IGNORECASE,
)
_NAME = rf"(?:{_TITLE} |(?:[Dd]e )?{_OFFICE} )?(?:{_CAP}|{MARK})(?: (?:{_PARTICLE} ){{0,3}}(?:{_CAP}|{MARK})){{0,4}}"
_ROLE = (
    rf"(?:[Dd]e|[Hh]et|[Ee]en|[Oo]nze|[Bb]eide|[Aa]lle) (?:[a-zë]{{3,16}} ){{0,1}}?"
    rf"[A-Za-zë-]{{0,24}}?(?:{_OFFICE}|{_ACTOR}|{_PUBLIC})\b"
    rf"(?: (?:{_CAP}))?(?: (?:van|voor) (?:de |het )?\w[\w-]*)?"
)
_ALONE = rf"(?:{_OFFICE}|[A-Za-zë-]{{0,24}}{_ACTOR}|[Tt]eam|[Aa]fdeling|[Gg]emeente|[Pp]rovincie)(?: {_CAP}){{0,3}}"
ONE = rf"@?(?:{_ROLE}|{_NAME}|{_ALONE})(?!\w)(?: \((?:[^()]{{1,20}})\))?"
SEVERAL = rf"(?:{ONE})(?:(?:, ?| en | & | / ?|/| \+ )(?:{ONE})){{0,5}}"
_PERSONS = re.compile(SEVERAL)
_OFFICE_OR_ROLE = re.compile(rf"@?(?:{_TITLE} |(?:[Dd]e )?{_OFFICE} |{_ROLE}|{MARK}|(?:{_ALONE})(?:\s|\Z))")
_SPLIT = re.compile(r"\s*(?:,|;|/|&|\+|\ben\b|\bi\.?o\.?m\.?\b|\bsamen met\b)\s*")
_WITH = re.compile(
    rf"\b(?:samen met|i\.?o\.?m\.?|in overleg met|in samenwerking met|m\.?m\.?v\.?|met ondersteuning van)"
    rf" (?P<others>{SEVERAL})"
)
_KNOWN = re.compile(r"[A-ZÀ-Ý](?:(?<=[a-zà-ÿ] .)|(?<=[,;:(/&] .)|(?<=[(/@].))[\w-]+")
_TOKEN = rf"(?:{_PARTICLE}|en|of|&|\+|dhr\.?|mw\.?|mevr\.?|{_CAP}|{MARK}|[(][^()]{{1,20}}[)])"
_LOOKS_LIKE_NAME = re.compile(rf"@?{_TOKEN}(?:[ ,/]+{_TOKEN}){{0,9}}")
_MOST = 160  # characters of a name
_FIRST_WORD = re.compile(r"\S+")
_ARTICLES = frozenset(("de", "het", "een", "onze", "beide", "alle"))
_LOWER = re.compile(
    rf"{_OFFICE}|[a-zë-]{{0,24}}{_ACTOR}|team|afdeling|gemeente|provincie|s\d?[1.,]|mw|mevr|dhr|drs?\."
)
_SPACES = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Owner:
    """Who acts: the place, and how sure it is that the words name somebody who can."""

    span: Span
    sure: bool


def known_names(text: str, start: int, end: int) -> frozenset[str]:
    """The words that have a capital where a noun would not: within a sentence or in a list of names."""
    return frozenset(found[0] for found in _KNOWN.finditer(text, start, end))


def owner_at(text: str, start: int, end: int, known: frozenset[str]) -> Owner | None:
    """Who is named from `start` on, as far as the name goes within `end`."""
    return owner_in(_SPACES.sub(" ", text[start : min(end, start + _MOST)]), 0, start, known)


def owner_in(flat: str, at: int, shift: int, known: frozenset[str]) -> Owner | None:
    """Who is named at a place of words with single blanks, of which `shift` is the place in the text."""
    word = _FIRST_WORD.match(flat, at)
    if word is None or not _may_open(word[0]):
        return None
    start = shift + at
    found = _PERSONS.match(flat, at, at + _MOST)
    if found is None or not _can_act(found[0], known):
        return None
    sure = _OFFICE_OR_ROLE.match(found[0]) is not None or _sure(found[0], known)
    return Owner(Span(start, shift + found.end()), sure)


@lru_cache(maxsize=4096)
def _may_open(word: str) -> bool:
    """Whether a word can open the name of somebody: most words in small letters can not."""
    return not word[0].islower() or word in _ARTICLES or _LOWER.match(word) is not None


def _can_act(name: str, known: frozenset[str]) -> bool:
    words = name.lstrip("@").split()
    first = words[0].strip(".,()")
    if _PRONOMINAL.match(first) or re.match(r"(?:[Ee]en|[Aa]lle) ", name):
        return False
    if _OFFICE_OR_ROLE.match(name):
        return True
    if first.isdigit() or (first.lower() in _NOBODY and not (first.isupper() and len(first) > 1)):
        return False
    return first in known or not _NOUN.fullmatch(first)


def _sure(name: str, known: frozenset[str]) -> bool:
    """A name that stands elsewhere too, an acronym, or two names; one word with a capital can be a noun."""
    first = re.split(r"[ ,/]", name.lstrip("@"), maxsplit=1)[0]
    return first in known or (first.isupper() and len(first) > 1) or " " in name.strip() or "/" in name


def is_organisation(name: str) -> bool:
    """Whether it is a public body, of which a text also tells what it does in general."""
    return ORGANISATION.match(name) is not None


def looks_like_names(words: str) -> bool:
    """Whether a cell or line holds nothing but names, offices and bodies."""
    flat = " ".join(words.split()).strip(" .;")
    if not flat or len(flat) > 120:
        return False
    found = _PERSONS.match(flat)
    if found and not flat[found.end() :].strip(" .,;/"):
        return True
    return _LOOKS_LIKE_NAME.fullmatch(flat) is not None or flat.lower() in ("allen", "iedereen", "alle")


def parted(text: str, cell: Span) -> tuple[Span | None, tuple[Span, ...]]:
    """The names of an owner cell: the first, and the others."""
    parts = list(_parts(text, cell))
    return (parts[0], tuple(parts[1:])) if parts else (None, ())


def _parts(text: str, cell: Span) -> Iterator[Span]:
    start = cell.start
    for found in (*_SPLIT.finditer(text, cell.start, cell.end), None):
        end = found.start() if found else cell.end
        part = _bare(text, start, end)
        if part:
            yield part
        start = found.end() if found else end


def _bare(text: str, start: int, end: int) -> Span | None:
    while start < end and not (text[start].isalnum() or text[start] in "@[($&£#*"):
        start += 1
    while end > start and text[end - 1] in " \t\n\r.;,:*_|":
        end -= 1
    return Span(start, end) if start < end and any(c.isalnum() for c in text[start:end]) else None


def others_in(text: str, span: Span) -> tuple[Span, ...]:
    """Those with whom it is done: `samen met X`, `i.o.m. X`."""
    words = span.of(text)[:1_200]
    if "met" not in words and ".m" not in words and "iom" not in words:
        return ()
    flat = _SPACES.sub(" ", words)
    found = _WITH.search(flat)
    if found is None:
        return ()
    return tuple(_parts(text, Span(span.start + found.start("others"), span.start + found.end("others"))))
