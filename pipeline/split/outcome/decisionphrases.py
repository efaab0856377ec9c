"""The phrases by which Dutch minutes say that something is decided, and what came of it.

Two kinds. An announcement (`Afgesproken wordt dat`, `De raad besluit om`, `is akkoord met`) makes whatever follows
the decision. A statement (`het verslag wordt vastgesteld`, `in te stemmen met`) is one where its own clause says so.

Results: `vastgesteld`, `ingestemd`, `verleend`, `aangenomen`, `afgewezen`, `verworpen`, `aangehouden`,
`ter kennisname`, `ingetrokken` and `overig`. They are the words that municipal lists of decisions use;
docs/open-raadsinformatie.md says which of them VNG's `besluitresultaat` knows.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.split.outcome.decisionfound import BODY
from pipeline.split.outcome.decisionstatements import STATEMENTS
from pipeline.split.outcome.decisionwords import (
    AGREED,
    FILL,
    MONTHS,
    NO_OBJECT,
    NOT_ALL,
    NOT_OPEN,
    NOW,
    WE,
    Phrase,
)

__all__ = ["announcements", "hints_in", "statements"]

_ANNOUNCED: tuple[tuple[str, float, str, str], ...] = (
    (
        "overig",
        0.7,
        "afgesproken|besloten|overeengekomen",
        rf"^{AGREED} (?:(?:is|wordt|werd|zijn|worden)\b{NOT_OPEN}|(?:om|dat|tot)\b)",
    ),
    (
        "overig",
        0.7,
        "afgesproken|besloten|overeengekomen",
        rf"^(?:[^\s.?]+ ){{0,6}}(?:is|wordt|werd) {FILL}{{0,3}}{AGREED}\b{NOT_OPEN}",
    ),
    (
        "overig",
        0.6,
        "afgesproken|besloten|overeengekomen",
        rf"[,;] (?:is|wordt|werd) {FILL}{{0,3}}{AGREED}\b{NOT_OPEN}",
    ),
    (
        "overig",
        0.7,
        "spreekt|spreken",
        r"\bspre(?:ekt|ken)\s(?:[^?;]{0,50}?\s)?af\b(?!\s(?:of|wie|wat|hoe)\b)",
    ),
    (
        "overig",
        0.7,
        "overeen",
        r"\bkom(?:t|en) (?:(?:we|wij|hierbij|daarom|unaniem) ){0,2}overeen (?:om|dat)\b",
    ),
    ("overig", 0.6, "afspraak", r"^(?:de |een )?afspraak(?: \w+){0,2} is(?: \w+){0,2} (?:om|dat)\b"),
    (
        "overig",
        0.7,
        "beslui|besloten|afgesproken|gekozen",
        rf"\b{WE} (?:besluiten|hebben {FILL}{{0,8}}(?:besloten|afgesproken|gekozen voor))\b{NOT_OPEN}",
    ),
    (
        "overig",
        0.6,
        "besloten|het besluit",
        r"\b(?:vergadering|leden|aanwezigen|deelnemers|(?:werk|project)?groep|team|overleg) (?:heeft"
        r"|hebben) besloten\b"
        rf"{NOT_OPEN}|\bne(?:emt|men) het besluit (?:om|dat|tot)\b"
        rf"|\b{BODY} (?:heeft|hebben) (?:hiermee|daarom|hierop|vandaag|unaniem"
        rf"|dan ook) {FILL}{{0,8}}besloten\b{NOT_OPEN}",
    ),
    ("overig", 0.7, "besluiten|beslissen", rf"\b(?:besluiten|beslissen) (?:we|wij)\b{NOT_OPEN}"),
    (
        "overig",
        0.7,
        "besluit",
        rf"\b{BODY}\b(?:\s{NO_OBJECT}[^\s.?,;:]+){{0,5}}?\sbesluit(?:en)?\b"
        rf"(?! (?:er (?:\w+ ){{0,4}}over\b|(?:(?:straks|later|zelf|dan) )?(?:van|over(?! te)|of|wie|welke?|wat|hoe)"
        rf"|(?:de|een) (?:fractie|indiener)|straks|later|pas|morgen|volgende|komende|eind|begin|na de"
        rf"|in (?:{MONTHS})|van|over(?! te)|of|is|was|wordt|zijn|worden|staat|wie|welke?|wat|hoe|en)\b)",
    ),
    ("overig", 0.7, "besluit", rf"\bbesluit(?:en)? (?:de|het) {BODY}\b{NOT_OPEN}"),
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
        rf"^(?:[^.?:]{{2,30}}: |{NOT_ALL}(?:[\w&.,]+ ){{0,3}}?)akkoord(?: met\b| (?:om|dat) |[.,!;]|$)",
    ),
    ("ingestemd", 0.7, "mee in", r"\b(?:daar|hier|waar)mee (?:ingestemd|instemt|instemmen)\b"),
    (
        "ingestemd",
        0.5,
        "eens",
        rf"\b(?:{WE}|{BODY}) (?:is|zijn) het (?:(?:\w+ )?(?:er ?|hier|daar)over (?:\w+ )?eens\b"
        rf"|(?:unaniem )?eens met\b)",
    ),
    (
        "ingestemd",
        0.6,
        "bezwa",
        rf"^(?:er (?:is|zijn|bestaa[tn]|wordt) (?:[\w-]+ ){{0,3}}|(?:(?:de|het) )?{BODY} (?:heeft|hebben"
        rf"|maakt|maken) (?:\w+ )?)?"
        r"geen bezwa(?:ar|ren)\b(?! (?:\w+ )?(?:gemaakt|ingediend|ingekomen|binnengekomen|ontvangen))"
        r"|^niemand (?:heeft|maakt) (?:\w+ )?bezwaar\b",
    ),
    ("ingestemd", 0.6, "unaniem voor", r"\b(?:is|zijn) unaniem voor\b"),
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
        r"^er is (?:(?!geen\b|nog\b|niet\b|weinig\b)\w+ ){0,2}(?:overeenstemming|consensus)\b(?! nodig"
        r"| vereist)",
    ),
    (
        "overig",
        0.7,
        "besluit",
        rf"(?:^|> ?)(?:(?:{NOW}|dus|daarom),? )?(?:is )?(?:het )?besluit is (?:om|dat)\b|(?:^|> ?)(?:{NOW}"
        rf"|dus|daarom),? het besluit om\b|^besluit om\b",
    ),
    (
        "overig",
        0.6,
        "gekozen",
        r"^(?:er (?:is|wordt) (?:\w+ ){0,3}gekozen|gekozen (?:is|wordt)) (?:voor|om)\b",
    ),
    (
        "overig",
        0.6,
        "kiest|kiezen|keuze|houden het",
        rf"\b(?:{BODY}|{WE}) (?:kiest|kiezen) (?:er)?voor\b|\bkiezen {WE} (?:\w+ ){{0,2}}(?:er)?voor\b"
        rf"|^de keuze (?:valt|is gevallen) op\b|\b{WE} houden het (?:bij|op) (?:de|het|een)\b",
    ),
    (
        "overig",
        0.5,
        "nu niet|nu nog niet|voorlopig|vooralsnog|voor nu",
        rf"\b(?:gaan {WE}|{WE} gaan) (?:\w+ )?{NOW} (?:nog )?niet\b(?! (?:over|verder|dieper|in)\b)"
        rf"|^{NOW} (?!zijn|hebben|verwachten|zien|weten|denken|willen|kunnen"
        rf"|moeten)\w+en {WE}\b[^?;]{{0,160}}\bniet\b",
    ),
    ("ingestemd", 0.6, "instemmen", rf"\b{BODY} (?:kan|kunnen) (?:(?!niet\b)\w+ ){{0,3}}instemmen\b"),
    ("ingestemd", 0.5, "vinden in", rf"\b{BODY} (?:kan|kunnen) zich (?:\w+ ){{0,2}}vinden in\b"),
    ("aangehouden", 0.7, "schui", r"\bschui(?:ft|ven)\s(?:[^?;]{1,80}?\s)?door\b"),
    ("aangehouden", 0.7, "doorgeschoven", r"\b(?:wordt|worden) (?:\w+ ){0,3}doorgeschoven\b"),
    ("aangehouden", 0.6, "schuiven we", r"\b(?:dit|het (?:agenda)?punt) (?:\w+ )?schuiven we\b"),
    ("aangehouden", 0.6, "op de agenda", r"\b(?:laten|laat|blijft|blijven)\s[^?;]{1,40}\sop de agenda\b"),
)


ANNOUNCEMENTS = tuple(
    Phrase(result, sure, frozenset(hints.split("|")), re.compile(rule, re.IGNORECASE))
    for result, sure, hints, rule in _ANNOUNCED
)
_HINTS = tuple(sorted({hint for phrase in (*ANNOUNCEMENTS, *STATEMENTS) for hint in phrase.hints}))
_OF_WORD = tuple(hint for hint in _HINTS if " " not in hint)
_SOME = re.compile("|".join(sorted({hint[:4] for hint in _OF_WORD})))
_SHORT = min(map(len, _OF_WORD)) - 1  # letters of a word that can hold none
_OF_WORDS = tuple(hint for hint in _HINTS if " " in hint)


def hints_in(words: str) -> frozenset[str]:
    """The hints of phrases that stand in words."""
    small = words.lower()
    found = {hint for word in small.split() if len(word) > _SHORT for hint in _in_word(word)}
    found.update([hint for hint in _OF_WORDS if hint in small])
    return frozenset(found)


@lru_cache(maxsize=32_768)
def _in_word(word: str) -> tuple[str, ...]:
    """The hints in a word: most words come back often, and hold none."""
    return tuple(hint for hint in _OF_WORD if hint in word) if _SOME.search(word) else ()


@lru_cache(maxsize=1024)
def announcements(present: frozenset[str]) -> tuple[Phrase, ...]:
    """The announcements of which a hint is present."""
    return tuple(phrase for phrase in ANNOUNCEMENTS if not phrase.hints.isdisjoint(present))


@lru_cache(maxsize=1024)
def statements(present: frozenset[str]) -> tuple[Phrase, ...]:
    """The statements of which a hint is present."""
    return tuple(phrase for phrase in STATEMENTS if not phrase.hints.isdisjoint(present))
