"""What kind of document a heading names, in the words of Dutch municipalities, provinces and water authorities.

A heading is a short line that starts with a known word (`Besluitenlijst college 3 mei`), also with a letter that a
text recogniser lost or misread (`Verlag`), with spaced letters (`M E M O`) or over two lines (`Actie- en` /
`besluitenlijst`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.items import PartKind
from pipeline.split.lines import Line

_K = PartKind
# What may stand before the word that names the kind.
_BEFORE = (
    r"(?:titl?e?l? ?: ?[\"']?)?(?:(?:concept|ontwerp|voorlopige?|definitie(?:f|ve)|openbare?|besloten|vastgestelde?"
    r"|verkorte?|korte?|beknopte?|woordelijke?|interne?|ambtelijke?|vertrouwelijke?|geheime?|gewijzigde?|herziene?"
    r"|nieuwe?)[ -]{0,3}|bijlage ?\d{0,2}[a-z]? ?[:.–—-]? ?){0,4}"
)
_BODY = (
    r"(?:college|(?:gemeente)?raads?|staten|bestuurs?|b ?(?:&|en|/) ?w|gs|ab|db|directie|burgemeesters?"
    r"|commissie)[ -]{0,3}"
)
_RULES: tuple[tuple[PartKind, tuple[str, ...]], ...] = (
    (
        _K.LEGEND,
        (
            r"legenda\b",
            r"(?:toegepaste|gebruikte|overzicht (?:van )?(?:de )?)? ?(?:uitzonderings|weigerings)grond(?:en|slagen)\Z",
        ),
    ),
    (
        _K.ANNOTATED_AGENDA,
        (
            r"geannoteerde (?:concept-?)?agenda\b",
            r"annotaties? (?:bij|voor|t\.?b\.?v\.?) .{0,30}(?:agenda|overleg|vergadering)",
        ),
    ),
    (
        _K.DECISION_LIST,
        (
            rf"(?:actie(?:punten)?-? ?(?:en|/|&) ?)?(?:{_BODY})?besluitenlijst\b",
            r"besluiten-? ?(?:en|/|&) ?actie(?:punten)?lijst\b",
            r"lijst (?:van|met) besluiten\b",
            r"uitslagenlijst\b",
            r"(?:(?:afspraken|besluiten)-? ?(?:en|/) ?)?(?:afspraken|besluiten)lijst\b",
        ),
    ),
    (
        _K.MINUTES,
        (
            rf"(?:gespreks|vergader|overleg|besprekings|bijeenkomst|{_BODY})?(?:verslag|notulen)\b(?!gever)",
            r"agenda ?(?:en|/|&|\+) ?(?:verslag|notulen)\b",
            r"(?:draft )?minutes (?:of|from)\b",
            r"(?:\w{1,20} )?(?:meeting )?minutes\Z",
            r"meeting minutes\b",
        ),
    ),
    (
        _K.AGENDA,
        (
            rf"(?:{_BODY}|vergader)?agenda\b",
            r"convocatie\b",
            r"uitnodiging (?:voor (?:de|het|een) |tot (?:de|het) )?(?:\w{1,25} ){0,2}(?:vergadering|\w{0,12}overleg)\b",
            r"agendabrief\b",
        ),
    ),
    (
        _K.MEMO,
        (
            rf"(?:{_BODY}|opleg(?:ger)?|informatie|bespreek|advies|staf)?[ -]?memo(?:randum)?\b",
            rf"(?:{_BODY}|opleg|informatie|bespreek|start|discussie|beleids)?[ -]?notitie\b",
            r"oplegger\b",
        ),
    ),
    (
        _K.LETTER,
        (
            r"(?:raads?(?:informatie)?|college|aanbiedings|kamer|staten|informatie|wethouders|bewoners|uitnodigings)-?brief\b",
            r"(?:begeleidende|open) brief\b",
            r"brief (?:aan|van) .",
            r"raadsadres\b",
            r"(?:besluit|beslissing|beschikking) (?:op |inzake |over )?(?:uw |het |een )?wo[ob][ -]?verzoek",
            r"wo[ob]-?(?:besluit|beschikking)\b",
        ),
    ),
    (
        _K.PROPOSAL,
        (
            rf"(?:{_BODY}|initiatief|besluit|beslis|advies)[ -]{{0,3}}(?:voorstel|nota|advies|besluit|voordracht)\b",
            r"(?:discussie|start|kader|beleids|visie|uitgangspunten|perspectief)nota\b",
            r"nota (?:aan|voor) .",
            r"nota\Z",
            r"voordracht\b",
            r"voorstel (?:aan|voor) (?:de |het |burgemeester|b ?&|college|raad)",
            r"beslis(?:nota|document|notitie)\b",
            r"advies aan (?:burgemeester|het college|b ?&|de raad)",
            r"ontwerpbesluit\b",
            r"besluit\Z",
        ),
    ),
    (
        _K.OTHER,
        (
            r"verordening (?:van|op|tot|inzake|houdende|regelende|gemeente)\b",
            r"\w{3,30}verordening\b",
            r"regeling (?:van|tot|inzake|houdende)\b",
            r"beleidsregels?\b",
            r"reglement van\b",
            r"(?:samenwerkings)?overeenkomst (?:tussen|inzake|tot)\b|convenant\b",
            r"factsheet\b",
            r"toezeggingenlijst\b|lijst (?:van|met) toezeggingen\b",
            r"inventaris(?:lijst\b|\Z)",
            r"persbericht\b",
            r"motie\b|amendement\b|schriftelijke vragen\b",
            r"(?:aanwijzings|mandaat|delegatie)besluit\b",
            r"presentielijst\b",
        ),
    ),
)
_KINDS = tuple(kind for kind, _ in _RULES)
_HEADING = re.compile(
    _BEFORE + "(?:" + "|".join(f"(?P<k{i}>{'|'.join(rules)})" for i, (_, rules) in enumerate(_RULES)) + ")",
    re.IGNORECASE,
)
# Kinds that only open a document or a page: the same words open sentences and rows of tables too.
_WEAK = frozenset((_K.LETTER, _K.OTHER))
# `Startnota: hoe verder?` is a title, though it asks.
_ASKS = re.compile(r"[^\W\d_]{4,30}: ")
_PAGE_HEADER = re.compile(r"\bpagina ?\d|\bblad(?:zijde)? \d", re.IGNORECASE)
_SAYS = re.compile(
    r"\b(?:wordt|worden|werd|werden|volgt|volgen|heeft|hebben|kunt|treft|zullen|zal)\b", re.IGNORECASE
)
# Words that a text recogniser garbles by one letter, and the kind they name.
_GARBLED = (
    ("verslag", _K.MINUTES),
    ("notulen", _K.MINUTES),
    ("besluitenlijst", _K.DECISION_LIST),
    ("legenda", _K.LEGEND),
)
_FIRST_WORD = re.compile(_BEFORE + r"([^\W\d_]{5,20})\b", re.IGNORECASE)
_SPACED = re.compile(r"(?:[A-Z] ){3,}[A-Z]\b")
_OPENS = re.compile(
    r"(?:concept|openbare|geannoteerde|definitieve?|actie(?:punten)?-?|besluiten-?|voorstel|nota|advies|afspraken-?"
    r"|college-?|raads-?|vergader-?|raadsinformatie-?|bestuurs-?)(?: ?(?:en|/|&|aan|voor|van|op))?",
    re.IGNORECASE,
)
_MAX_HEADING = 140  # characters


@dataclass(frozen=True, slots=True)
class Heading:
    """What a line, or a line with the one below it, is the heading of. `exact`: its words are spelled in full."""

    kind: PartKind
    lines: int
    exact: bool


def heading_kind(line: Line) -> PartKind | None:
    """The kind of document that a line is the heading of, wherever it stands; None for any other line."""
    kind = _kind(line)
    return None if kind in _WEAK else kind


def heading(lines: Sequence[Line], i: int) -> Heading | None:
    """The heading that starts on line `i`, as it may open a document or a page."""
    line = lines[i]
    kind = _kind(line)
    if kind:
        return Heading(kind, 1, True)
    if not line.core or len(line.core) > 60 or not line.core[0].isupper() or line.core[-1] in ".,;?!":
        return None
    if i + 1 < len(lines) and lines[i + 1].core and _OPENS.fullmatch(line.core):
        below = lines[i + 1].core
        broken = f"{line.core[:-1]}{below}" if line.core[-1] == "-" else f"{line.core} {below}"
        kind = _kind(replace(line, core=broken))
        if kind:
            return Heading(kind, 2, True)
    return _garbled(line)


def _kind(line: Line) -> PartKind | None:
    core = line.core
    if not core or len(core) > _MAX_HEADING or core[-1] in ".,;!":
        return None
    if not (core[0].isupper() or line.heading or core[:6].lower() in ("title:", "titel:")):
        return None
    if core[-1] == "?" and not _ASKS.match(core):
        return None
    found = _HEADING.match(core.replace(" ", "") if _SPACED.match(core) else core)
    if found is None or found.lastgroup is None or _PAGE_HEADER.search(core) or _SAYS.search(core):
        return None
    return _KINDS[int(found.lastgroup[1:])]


def _garbled(line: Line) -> Heading | None:
    """A heading such as `Verlag van het overleg`: one letter of its first word is lost or misread."""
    found = _FIRST_WORD.match(line.core)
    if found is None or _SAYS.search(line.core):
        return None
    word = found[1].lower()
    kind = next((kind for known, kind in _GARBLED if _one_off(word, known)), None)
    return Heading(kind, 1, False) if kind else None


def _one_off(word: str, known: str) -> bool:
    """Whether two words with the same ends differ in one letter, or one has a letter more."""
    if word[0] != known[0] or word[-1] != known[-1] or abs(len(word) - len(known)) > 1 or word == known:
        return False
    pairs = enumerate(zip(word, known, strict=False))
    same = next((i for i, (a, b) in pairs if a != b), min(len(word), len(known)))
    rest, meant = word[same:], known[same:]
    return rest[1:] == meant[1:] or rest[1:] == meant or rest == meant[1:]
