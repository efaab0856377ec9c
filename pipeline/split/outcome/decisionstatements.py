"""Statements: what a body does by saying so, what is done with a paper, a motion, the minutes or a person."""

from __future__ import annotations

import re

from pipeline.split.outcome.decisionfound import BODY
from pipeline.split.outcome.decisionwords import (
    BE,
    CONSENT,
    GRANTED,
    MINUTES,
    MOTION,
    NO_OBJECT,
    PAPER,
    PASSIVE,
    REST,
    Phrase,
)

# What a body does by saying so, in the present tense: result, hints, verb, what stands behind it. In a list of
# decisions the verbs without a result too.
_ACTS: tuple[tuple[str, str, str, str], ...] = (
    ("verworpen", "verwerp", "verwerp(?:t|en)", ""),
    ("aangenomen", "aanvaard", "aanvaard(?:t|en)", rf"[^?;]{{0,60}}{MOTION}"),
    ("aangenomen", "neemt|nemen", "ne(?:emt|men)", rf"[^?;]{{0,60}}{MOTION}[^?;]{{0,100}}\baan{REST}"),
    ("ingetrokken", "neemt|nemen", "ne(?:emt|men)", rf"[^?;]{{0,60}}{PAPER}[^?;]{{0,60}}\bterug{REST}"),
    (
        "ingestemd",
        "neemt|nemen",
        "ne(?:emt|men)",
        rf"[^?;]{{0,60}}\b(?:adviezen|advies|voorstel(?:len)?|aanbeveling(?:en)?)\b[^?;]{{0,60}}\bover{REST}",
    ),
    (
        "ingestemd",
        "onderschrij|accord",
        "(?:onderschrij(?:ft|ven)|accorde(?:ert|ren))",
        r" (?:de|het|deze|dit)\b(?! (?:belang|zorg|wens))",
    ),
    ("ingestemd", "verle", "verle(?:ent|nen)", rf"(?: \w+){{0,3}} {CONSENT}\b"),
    ("ingestemd", "geeft|geven", "ge(?:eft|ven)", rf"(?: (?!geen)\w+){{0,3}} {CONSENT}\b"),
    (
        "vastgesteld",
        "goedkeuring",
        "(?:geeft|geven|verleent|verlenen)",
        r"(?: (?!geen)\w+){0,3} goedkeuring\b(?! (?:nog )?niet)",
    ),
    ("verleend", "dechargeer|dechargeren", "decharge(?:ert|ren)", ""),
    (
        "overig",
        "geheim",
        "(?:bekrachtig(?:t|en)|hef(?:t|fen)|leg(?:t|gen))",
        r"[^?;]{0,60}\bgeheim(?:houding)?\b",
    ),
    ("overig", "benoem", "(?:her)?benoem(?:t|en)", r"[^?;]{1,80}\b(?:tot|als|in)\b"),
    (
        "overig",
        "stelt|stellen",
        "stel(?:t|len)",
        rf" een (?:\w+ )?\w*(?:commissie|groep|fonds)\b[^?;]{{0,60}}\bin{REST}",
    ),
    ("overig", "machtig|mandate", "(?:machtig(?:t|en)|mandate(?:ert|ren))", ""),
)
# Who is spoken of in minutes more often than that it decides.
_NOT_BODY = r"(?!voorzitter|wethouder|gemeente\b|stadsdeel|provincie\b|waterschap|minister|staatss)"
_SUBJECT = rf"\b{_NOT_BODY}{BODY}\b(?:\s{NO_OBJECT}[^\s.?,;:]+){{0,5}}?\s"

_STATED: tuple[tuple[str, str, str], ...] = (
    *(
        (result, hints, rf"(?:{_SUBJECT}{verb}|\b{verb} (?:de|het) {BODY})\b{behind}")
        for result, hints, verb, behind in _ACTS
    ),
    (
        "verworpen",
        "meerderheid|haalt",
        MOTION + r"[^?;]{0,40}\b(?:haal[td]e?n? het niet|(?:haalt|krijgt) geen meerderheid)\b",
    ),
    ("verworpen", "verworpen", BE + r"[^?;]{0,120}\bverworpen\b|" + MOTION + r"[^?;]{0,40}\bverworpen\b"),
    ("afgewezen", "afgewezen", BE + r"[^?;]{0,120}\bafgewezen\b"),
    (
        "afgewezen",
        "geweigerd",
        PAPER[:-3] + r"|\w*vergunning)\b[^?;]{0,60}" + PASSIVE + r"[^?;]{0,60}\bgeweigerd\b",
    ),
    ("afgewezen", "wijst|wijzen|wijs ", rf"\bwij(?:st?|zen)\s[^?;]{{0,60}}{PAPER}[^?;]{{0,80}}\saf\b"),
    (
        "afgewezen",
        "niet in|wijzen|niet ontvankelijk",
        r"\b(?:niet in ?te stemmen|stem(?:t|men) niet in|af ?te wijzen|niet ontvankelijk te verklaren)\b",
    ),
    (
        "ingetrokken",
        "ingetrokken|teruggenomen",
        rf"{PAPER}[^?;]{{0,80}}{BE}[^?;]{{0,60}}\b(?:ingetrokken|teruggenomen)\b",
    ),
    (
        "ingetrokken",
        "trekt|trekken",
        rf"\btrek(?:t|ken)\s[^?;]{{0,40}}{PAPER}[^?;]{{0,60}}\sin\b|\bin te trekken\b",
    ),
    (
        "aangehouden",
        "houdt|houden",
        rf"\bhoud(?:t|en)\s(?!zich)[^?;]{{0,80}}{PAPER}[^?;]{{0,60}}\saan{REST}",
    ),
    ("aangehouden", "aangehouden", rf"{PAPER}[^?;]{{0,80}}{BE}[^?;]{{0,80}}\baangehouden\b"),
    ("aangehouden", "aan te houden", r"\baan te houden\b"),
    (
        "aangehouden",
        "verdaagd|uitgesteld|verplaatst",
        rf"{PAPER}[^?;]{{0,60}}{BE}[^?;]{{0,40}}\b(?:verdaagd|uitgesteld|verplaatst) (?:naar|tot)\b",
    ),
    ("ter kennisname", "kennis", r"\bne(?:emt|men)\s[^?;]{0,80}?\b(?:voor )?kennis(?:geving)?\b"),
    ("ter kennisname", "kennis", r"\bkennis ?(?:te nemen|genomen)\b|\bkennisnemen van\b"),
    (
        "ter kennisname",
        "kennis",
        r"\b(?:voor|ter) kennis(?:geving|neming|name) aan(?:genomen| genomen| te nemen)\b"
        r"|^(?:voor|ter) kennis(?:geving|neming|name)\b",
    ),
    (
        "aangenomen",
        "aangenomen|aanvaard",
        MOTION + r"[^?;]{0,120}" + BE + r"[^?;]{0,120}\b(?:aangenomen|aanvaard)\b",
    ),
    (
        "aangenomen",
        "aangenomen",
        r"\b(?:is|zijn|wordt|worden) (?:de|het|deze|dit) " + MOTION[2:] + r"[^?;]{0,80}\baangenomen\b",
    ),
    ("aangehouden", "staken", r"\bstemmen\b[^?;]{0,60}\bstaken\b|\bstaken de stemmen\b"),
    (
        "aangenomen",
        "aangenomen",
        MOTION + r"[^?;]{0,40}\b(?:unaniem )?aangenomen\b|^(?:unaniem "
        r"|met algemene stemmen )?aangenomen\b(?! (?:is|wordt|dat)\b)",
    ),
    (
        "aangenomen",
        "aangenomen",
        r"\b(?:unaniem|met (?:algemene|\w+) stemmen(?: voor)?[^?;]{0,60}|bij acclamatie) aangenomen\b",
    ),
    (
        "vastgesteld",
        "gesteld",
        PASSIVE + r"[^?;]{0,160}?\bvast ?gesteld\b(?! (?:dat|of|hoe|welke?|wat|waar)\b)",
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
        rf"{MINUTES}[^?;]{{0,120}}{BE}"
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
        rf"\b(?:de|het|dit|deze|alle)\b[^?;]{{0,120}}{BE}[^?;]{{0,60}}\bgoedgekeurd\b",
    ),
    ("vastgesteld", "keurt|keuren", r"\bkeur(?:t|en)\s[^?;]{1,120}\sgoed\b|\bgoed te keuren\b"),
    (
        "ingestemd",
        "stemt|stemmen|stemde",
        r"\bstem(?:t|men|de|den)\s(?:[^?;]{0,60}\s)?in(?: met\b|\W*$|[.,;]| en\b)|\bin ?te stemmen\b",
    ),
    (
        "ingestemd",
        "ingestemd|akkoord",
        r"\bingestemd\b|\bakkoord te gaan\b|^akkoord(?: (?:met|van|op|conform|voor)\b|[^\w ]|$)",
    ),
    ("ingestemd", "conform", r"\bconform (?:het )?(?:advies|voorstel|besloten|besluit)\b|^conform\W*$"),
    ("verleend", "verlee|verlenen", rf"\bverle(?:ent|nen)\s[^?;]{{0,80}}\b{GRANTED}\b|\bte verlenen\b"),
    ("verleend", "verleend", PASSIVE + r"[^?;]{0,120}\bverleend\b"),
    (
        "verleend",
        "toegekend|toegewezen|gehonoreerd|ingewilligd",
        rf"{PAPER}[^?;]{{0,80}}{BE}[^?;]{{0,60}}\b(?:toegekend|toegewezen|gehonoreerd|ingewilligd)\b",
    ),
    (
        "ingestemd",
        "overgenomen|geacce|geacco",
        rf"(?:{PAPER}|\bwijziging(?:en)?\b)[^?;]{{0,60}}{PASSIVE}[^?;]{{0,40}}\b(?:overgenomen|geaccepteerd"
        rf"|geaccordeerd)\b",
    ),
    (
        "verleend",
        "charge",
        r"\bd[eé]charge (?:gegeven|verleend)\b|\b(?:krijgt|krijgen) d[eé]charge\b|\bgedechargeerd\b",
    ),
    ("overig", "gegrond", BE + r"[^?;]{0,60}\b(?:on)?gegrond verklaard\b"),
    ("overig", "geloofsbrie", r"\bgeloofsbrie(?:f|ven)\b[^?;]{0,60}\bin orde bevonden\b"),
    (
        "overig",
        "ingesteld|opgeheven|ontbonden",
        r"\b(?:\w*commissie|\w*groep|fonds)\b[^?;]{0,60}"
        + PASSIVE
        + r"[^?;]{0,40}\b(?:ingesteld|opgeheven|ontbonden)\b|"
        + PASSIVE
        + r"een (?:\w+ )?\w*(?:commissie|groep) ingesteld\b",
    ),
    (
        "overig",
        "agenda|vervalt",
        r"^(?:agenda)?punt \w+ vervalt\b(?! (?:omdat|want|wegens|nu)\b)"
        r"|\bagendapunt \w+ (?:is|wordt) (?:van de agenda )?afgevoerd\b"
        r"|\bvan de agenda (?:gehaald|afgevoerd)\b",
    ),
    (
        "overig",
        "beschikbaar",
        r"\bbeschikbaar (?:te stellen|gesteld)\b|\bstel(?:t|len)\s[^?;]{0,80}(?:€|euro|krediet|budget"
        r"|bedrag|middelen)[^?;]{0,80}\sbeschikbaar\b",
    ),
    (
        "overig",
        "benoem|kozen|toegelaten",
        r"\b(?:(?:wordt|worden) (?:[\w-]+ ){0,6}|(?:is|zijn) (?:unaniem|met [\w ]{1,40}stemmen"
        r"|bij acclamatie) )"
        r"(?:(?:her)?benoemd|herkozen|verkozen|gekozen (?:tot|als)|toegelaten (?:tot|als))\b|\bte benoemen\b",
    ),
    (
        "overig",
        "in handen|ter a|afgedaan|vrijgegeven",
        rf"{PAPER}[^?;]{{0,60}}{PASSIVE}[^?;]{{0,60}}\b(?:in handen (?:van [\w ]{{1,40}} )?gesteld|afgedaan"
        rf"|ter (?:afdoening|advisering)\b)|\b(?:wordt|worden) (?:\w+ ){{0,3}}vrijgegeven voor\b",
    ),
    ("overig", "rijp voor", r"\b(?:is|zijn|acht|achten)\s[^?;]{0,60}\brijp voor (?:be|de)"),
    ("overig", "handelt|handelen", rf"\bhandel(?:t|en)\s[^?;]{{0,60}}{PAPER}[^?;]{{0,60}}\saf\b"),
    (
        "overig",
        "hamer|doorgeleid|geagendeerd",
        rf"{PAPER}[^?;]{{0,80}}\b(?:wordt|worden) (?:[\w-]+ ){{0,3}}"
        r"(?:als hamerstuk|doorgeleid|geagendeerd|gehamerd)\b"
        rf"|{BE}(?:\w+ ){{0,3}}(?:een )?hamerstuk\b",
    ),
    ("overig", "naar de raad", rf"{PAPER}[^?;]{{0,80}}\bgaat (?:[\w-]+ ){{0,3}}(?:door )?naar de raad\b"),
)
_CERTAIN, _VAGUE = 0.8, 0.6

STATEMENTS = tuple(
    Phrase(
        result,
        _CERTAIN if result != "overig" else _VAGUE,
        frozenset(hints.split("|")),
        re.compile(rule, re.IGNORECASE),
    )
    for result, hints, rule in _STATED
)
