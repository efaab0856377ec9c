"""The phrases by which Dutch minutes say that something is decided, and what came of it.

Two kinds. An announcement (`Afgesproken wordt dat`, `De raad besluit om`, `is akkoord met`) makes whatever follows
the decision. A statement (`het verslag wordt vastgesteld`, `in te stemmen met`) is one where its own clause says so.

Results: `vastgesteld`, `ingestemd`, `verleend`, `aangenomen`, `afgewezen`, `verworpen`, `aangehouden`,
`ter kennisname`, `ingetrokken` and `overig`. They are the words that municipal lists of decisions use;
docs/open-raadsinformatie.md says which of them VNG's `besluitresultaat` knows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.split.outcome.decisionfound import BODY


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase and the result it tells. One of the `hints`, in small letters, stands in every text that it fits."""

    result: str
    confidence: float
    hints: tuple[str, ...]
    rule: re.Pattern[str]

    def search(self, words: str, small: str) -> re.Match[str] | None:
        """The phrase in `words`; `small` are the same in small letters."""
        for hint in self.hints:
            if hint in small:
                return self.rule.search(words)
        return None


_BE = r"\b(?:is|zijn|wordt|worden|werd|werden)\s"
_PASSIVE = r"\b(?:wordt|worden|werd|werden)\s"
_PAPER = (
    r"\b(?:\w*voorstel(?:len)?|voordracht\w*|\w*besluit(?:en)?|besluitvorming|nota|notitie|stuk|stukken|\w*agendapunt(?:en)?"
    r"|punt|onderwerp|beslissing|behandeling|aanvraag|motie|moties|amendement\w*|verzoek|brief|plan|bespreking|rapport"
    r"|vergunning|subsidie)\b"
)
_MINUTES = (
    r"\b(?:\w*notulen|\w*verslag(?:en)?|\w*agenda|besluitenlijst(?:en)?|actielijst|\w*lijst|jaarstukken|jaarrekening"
    r"|begroting)\b"
)
_MOTION = r"\b(?:moties?|(?:sub)?amendement(?:en)?|\w*voorstel(?:len)?|voordracht)\b"
_GRANTED = (
    r"(?:\w*vergunning(?:en)?|ontheffing|mandaat|subsidie|toestemming|decharge|vrijstelling|krediet|opdracht|machtiging"
    r"|volmacht)"
)
_NOT_OPEN = r"(?!\s(?:over|of|wie|wat|welke?|hoe|waar|wanneer|waarover)\b)"
_AGREED = r"(?:afgesproken|besloten|overeengekomen)"
_FILL = r"(?:(?!niet\b|nog\b|toen\b)[\w,&-]+ )"
_NO_OBJECT = r"(?!het\b|een\b|dit\b|dat\b|uw\b|te\b|dan\b)"
_NOT_ALL = r"(?!als |of |geen |indien |het |een |dit |dat |ons )"
_REST = r"(?:\W*$|[.,]| (?:tot|in|omdat|voor|en|vanwege|wegens|naar)\b)"

_ANNOUNCED: tuple[tuple[str, float, str, str], ...] = (
    (
        "overig",
        0.7,
        "afgesproken|besloten|overeengekomen",
        rf"^{_AGREED} (?:is|wordt|werd|zijn|worden)\b{_NOT_OPEN}",
    ),
    (
        "overig",
        0.7,
        "afgesproken|besloten|overeengekomen",
        rf"^(?:[^\s.?]+ ){{0,6}}(?:is|wordt|werd) {_FILL}{{0,3}}{_AGREED}\b{_NOT_OPEN}",
    ),
    (
        "overig",
        0.6,
        "afgesproken|besloten|overeengekomen",
        rf"[,;] (?:is|wordt|werd) {_FILL}{{0,3}}{_AGREED}\b{_NOT_OPEN}",
    ),
    (
        "overig",
        0.7,
        "spreekt|spreken",
        r"\bspre(?:ekt|ken)\s(?:[^?;]{0,50}?\s)?af\b(?!\s(?:of|wie|wat|hoe)\b)",
    ),
    ("overig", 0.6, "afspraak", r"^(?:de |een )?afspraak(?: \w+){0,2} is(?: \w+){0,2} (?:om|dat)\b"),
    (
        "overig",
        0.7,
        "beslui|besloten",
        rf"\b(?:we|wij) (?:besluiten|hebben {_FILL}{{0,8}}besloten)\b{_NOT_OPEN}",
    ),
    ("overig", 0.7, "besluiten|beslissen", rf"\b(?:besluiten|beslissen) (?:we|wij)\b{_NOT_OPEN}"),
    (
        "overig",
        0.7,
        "besluit",
        rf"\b{BODY}\b(?:\s{_NO_OBJECT}[^\s.?,;:]+){{0,5}}?\sbesluit(?:en)?\b"
        r"(?! (?:van|over|of|is|was|wordt|zijn|worden|staat|wie|welke?|wat|hoe|en)\b)",
    ),
    ("overig", 0.7, "besluit", rf"\bbesluit(?:en)? (?:de|het) {BODY}\b{_NOT_OPEN}"),
    (
        "overig",
        0.7,
        "concludeert",
        r"\b(?:voorzitter|vergadering|commissie|raad|overleg) concludeert\b(?! of)",
    ),
    ("afgewezen", 0.6, "niet akkoord", r"\b(?:is|zijn|gaat|gaan) (?:\w+ ){0,3}niet akkoord\b"),
    (
        "ingestemd",
        0.8,
        "akkoord",
        r"\b(?:is|zijn|gaat|gaan|ging|gingen) (?:(?!niet\b|nog\b)[\w,]+ ){0,6}akkoord\b",
    ),
    (
        "ingestemd",
        0.8,
        "akkoord",
        rf"^(?:[^.?:]{{2,30}}: |{_NOT_ALL}(?:[\w&.,]+ ){{0,3}}?)akkoord(?: met\b|[.,!;]|$)",
    ),
    ("ingestemd", 0.7, "mee in", r"\b(?:daar|hier|waar)mee (?:ingestemd|instemt|instemmen)\b"),
    (
        "ingestemd",
        0.5,
        "iedereen",
        r"\biedereen is (?:het )?(?:er|hier|daar)?\s?(?:mee |het )?(?:mee )?eens\b"
        r"|\bis iedereen het (?:\w+ )?(?:mee )?eens\b",
    ),
    (
        "ingestemd",
        0.6,
        "overeenstemming|consensus",
        r"^er is (?:(?!geen\b|nog\b|niet\b|weinig\b)\w+ ){0,2}(?:overeenstemming|consensus)\b(?! nodig| vereist)",
    ),
    ("overig", 0.7, "besluit", r"^(?:het )?besluit is (?:om|dat)\b|^besluit om\b"),
    ("overig", 0.6, "gekozen", r"^er (?:is|wordt) (?:\w+ ){0,3}gekozen (?:voor|om)\b"),
    ("overig", 0.6, "kiest voor|kiezen voor", rf"\b{BODY} (?:kiest|kiezen) voor\b"),
    ("ingestemd", 0.6, "instemmen", rf"\b{BODY} (?:kan|kunnen) (?:(?!niet\b)\w+ ){{0,3}}instemmen\b"),
    ("ingestemd", 0.5, "vinden in", rf"\b{BODY} (?:kan|kunnen) zich (?:\w+ ){{0,2}}vinden in\b"),
    ("aangehouden", 0.7, "schui", r"\bschui(?:ft|ven)\s(?:[^?;]{1,80}?\s)?door\b"),
    ("aangehouden", 0.7, "doorgeschoven", r"\b(?:wordt|worden) (?:\w+ ){0,3}doorgeschoven\b"),
    ("aangehouden", 0.6, "schuiven we", r"\b(?:dit|het (?:agenda)?punt) (?:\w+ )?schuiven we\b"),
    ("aangehouden", 0.6, "op de agenda", r"\b(?:laten|laat|blijft|blijven)\s[^?;]{1,40}\sop de agenda\b"),
)

_STATED: tuple[tuple[str, str, str], ...] = (
    ("verworpen", "verworpen", _BE + r"[^?;]{0,120}\bverworpen\b|" + _MOTION + r"[^?;]{0,40}\bverworpen\b"),
    ("afgewezen", "afgewezen", _BE + r"[^?;]{0,120}\bafgewezen\b"),
    ("afgewezen", "wijst|wijzen|wijs ", rf"\bwij(?:st?|zen)\s[^?;]{{0,60}}{_PAPER}[^?;]{{0,80}}\saf\b"),
    (
        "afgewezen",
        "niet in|wijzen|niet ontvankelijk",
        r"\b(?:niet in ?te stemmen|stem(?:t|men) niet in|af ?te wijzen|niet ontvankelijk te verklaren)\b",
    ),
    ("ingetrokken", "ingetrokken", rf"{_PAPER}[^?;]{{0,80}}{_BE}[^?;]{{0,60}}\bingetrokken\b"),
    (
        "ingetrokken",
        "trekt|trekken",
        rf"\btrek(?:t|ken)\s[^?;]{{0,40}}{_PAPER}[^?;]{{0,60}}\sin\b|\bin te trekken\b",
    ),
    (
        "aangehouden",
        "houdt|houden",
        rf"\bhoud(?:t|en)\s(?!zich)[^?;]{{0,80}}{_PAPER}[^?;]{{0,60}}\saan{_REST}",
    ),
    ("aangehouden", "aangehouden", rf"{_PAPER}[^?;]{{0,80}}{_BE}[^?;]{{0,80}}\baangehouden\b"),
    ("aangehouden", "aan te houden", r"\baan te houden\b"),
    (
        "aangehouden",
        "verdaagd|uitgesteld|verplaatst",
        rf"{_PAPER}[^?;]{{0,60}}{_BE}[^?;]{{0,40}}\b(?:verdaagd|uitgesteld|verplaatst) (?:naar|tot)\b",
    ),
    ("ter kennisname", "kennis", r"\bne(?:emt|men)\s[^?;]{0,80}?\b(?:voor )?kennis(?:geving)?\b"),
    ("ter kennisname", "kennis", r"\bkennis ?(?:te nemen|genomen)\b|\bkennisnemen van\b"),
    (
        "ter kennisname",
        "kennis",
        r"\b(?:voor|ter) kennis(?:geving|neming|name) aan(?:genomen| genomen| te nemen)\b"
        r"|^(?:voor|ter) kennis(?:geving|neming|name)\b",
    ),
    ("aangenomen", "aangenomen", _MOTION + r"[^?;]{0,120}" + _BE + r"[^?;]{0,120}\baangenomen\b"),
    (
        "aangenomen",
        "aangenomen",
        _MOTION + r"[^?;]{0,40}\b(?:unaniem )?aangenomen\b|^(?:unaniem |met algemene stemmen )?aangenomen\b",
    ),
    (
        "aangenomen",
        "aangenomen",
        r"\b(?:unaniem|met (?:algemene|\w+) stemmen(?: voor)?[^?;]{0,60}|bij acclamatie) aangenomen\b",
    ),
    (
        "vastgesteld",
        "gesteld",
        _PASSIVE + r"[^?;]{0,160}?\bvast ?gesteld\b(?! (?:dat|of|hoe|welke?|wat|waar)\b)",
    ),
    (
        "vastgesteld",
        "gesteld",
        r"\b(?:is|zijn) (?:\w+ )?(?:daarmee|hiermee|hierbij|ongewijzigd|gewijzigd|conform|definitief|akkoord en"
        r"|zonder \w+)\b[^?;]{0,60}\bvast ?gesteld\b",
    ),
    (
        "vastgesteld",
        "gesteld|goedgekeurd|bevonden|aangenomen",
        rf"{_MINUTES}[^?;]{{0,120}}{_BE}"
        r"[^?;]{0,80}\b(?:vast ?gesteld|goedgekeurd|akkoord bevonden|aangenomen)\b(?! dat)",
    ),
    (
        "vastgesteld",
        "gesteld|goedgekeurd",
        r"\b(?:bij deze|hierbij|hiermee) (?:\w+ ){0,2}vast ?gesteld\b"
        r"|^(?:[\w-]+:? ){0,6}(?:vast ?gesteld|goedgekeurd)\W*$",
    ),
    ("vastgesteld", " vast", r"\bstel(?:t|len|de|den)\s(?!vast\b)[^?;]{1,160}\svast\b(?! dat)"),
    ("vastgesteld", "stellen", r"\bvast ?te ?stellen\b"),
    (
        "vastgesteld",
        "goedgekeurd",
        rf"\b(?:de|het|dit|deze|alle)\b[^?;]{{0,120}}{_BE}[^?;]{{0,60}}\bgoedgekeurd\b",
    ),
    ("vastgesteld", "keurt|keuren", r"\bkeur(?:t|en)\s[^?;]{1,120}\sgoed\b|\bgoed te keuren\b"),
    (
        "ingestemd",
        "stemt|stemmen|stemde",
        r"\bstem(?:t|men|de|den)\s(?:[^?;]{0,60}\s)?in(?: met\b|\W*$|[.,;]| en\b)|\bin ?te stemmen\b",
    ),
    ("ingestemd", "ingestemd|akkoord", r"\bingestemd\b|\bakkoord te gaan\b|^akkoord\b"),
    ("ingestemd", "conform", r"\bconform (?:het )?(?:advies|voorstel|besloten|besluit)\b|^conform\W*$"),
    ("verleend", "verlee|verlenen", rf"\bverle(?:ent|nen)\s[^?;]{{0,80}}\b{_GRANTED}\b|\bte verlenen\b"),
    ("verleend", "verleend", _PASSIVE + r"[^?;]{0,120}\bverleend\b"),
    (
        "verleend",
        "toegekend|toegewezen|gehonoreerd",
        rf"{_PAPER}[^?;]{{0,80}}{_BE}[^?;]{{0,60}}\b(?:toegekend|toegewezen|gehonoreerd)\b",
    ),
    ("ingestemd", "overgenomen", rf"{_PAPER}[^?;]{{0,60}}{_PASSIVE}[^?;]{{0,40}}\bovergenomen\b"),
    ("verleend", "decharge", r"\bdecharge (?:gegeven|verleend)\b"),
    (
        "overig",
        "agenda",
        r"\bagendapunt \w+ (?:is|wordt) (?:van de agenda )?afgevoerd\b|\bvan de agenda (?:gehaald|afgevoerd)\b",
    ),
    (
        "overig",
        "beschikbaar",
        r"\bbeschikbaar (?:te stellen|gesteld)\b|\bstel(?:t|len)\s[^?;]{1,120}\sbeschikbaar\b",
    ),
    (
        "overig",
        "benoem|kozen",
        r"\b(?:wordt|worden) (?:[\w-]+ ){0,6}(?:(?:her)?benoemd|herkozen|verkozen|gekozen (?:tot|als))\b"
        r"|\bte benoemen\b",
    ),
    ("overig", "handelt|handelen", rf"\bhandel(?:t|en)\s[^?;]{{0,60}}{_PAPER}[^?;]{{0,60}}\saf\b"),
    (
        "overig",
        "hamer|doorgeleid|geagendeerd",
        rf"{_PAPER}[^?;]{{0,80}}\b(?:wordt|worden) (?:[\w-]+ ){{0,3}}"
        r"(?:als hamerstuk|doorgeleid|geagendeerd|gehamerd)\b"
        rf"|{_BE}(?:\w+ ){{0,3}}(?:een )?hamerstuk\b",
    ),
    ("overig", "naar de raad", rf"{_PAPER}[^?;]{{0,80}}\bgaat (?:[\w-]+ ){{0,3}}(?:door )?naar de raad\b"),
)
_CERTAIN, _VAGUE = 0.8, 0.6

ANNOUNCEMENTS = tuple(
    Phrase(result, sure, tuple(hints.split("|")), re.compile(rule, re.IGNORECASE))
    for result, sure, hints, rule in _ANNOUNCED
)
STATEMENTS = tuple(
    Phrase(
        result,
        _CERTAIN if result != "overig" else _VAGUE,
        tuple(hints.split("|")),
        re.compile(rule, re.IGNORECASE),
    )
    for result, hints, rule in _STATED
)
HINTS = tuple(sorted({hint for phrase in (*ANNOUNCEMENTS, *STATEMENTS) for hint in phrase.hints}))
