"""Actions that sentences tell: somebody undertakes, promises or is asked to do something.

The rules, with their names: `toezegging` (`zegt toe`, `heeft toegezegd`, `biedt ... aan`), `voornemen` (a named
person with a verb of undertaking, with `zal` or `gaat`, or with any verb and a time), `passief` (`wordt door X
uitgezocht`, `wordt geagendeerd voor de volgende vergadering`), `opdracht` (`X wordt gevraagd om ... te`, `de actie ligt
bij X`), `afspraak` (`afgesproken is dat X ...`) and `notitie` (`X: datum prikken`, see `actiontelegram`). A question, a
condition, a denial, or what is already done is no action.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from pipeline.split.dates import find_dates
from pipeline.split.due import Due
from pipeline.split.lines import Sentence
from pipeline.split.outcome.actionread import (
    LEAST,
    MOST,
    REPORTS_AIM,
    SUBCLAUSE,
    Read,
    Said,
    Scene,
    asks,
    denies,
    flat_words,
    main_clause,
    said_of,
    tokens_of,
)
from pipeline.split.outcome.actiontelegram import may_be_note, noted
from pipeline.split.outcome.actionverbs import (
    ALL_VERBS,
    DOING,
    GOES,
    GOES_OTHERWISE,
    INFINITIVE,
    NOT_DONE,
    PARTICIPLE,
    UNDERTAKES,
    WILL,
    WITH_TIME,
)
from pipeline.split.outcome.owner import Owner, is_organisation
from pipeline.types import Span

_REPORTS = re.compile(
    r"\s?(?:(?:\w+ ){0,3}(?:aan|mee|toe|weer)(?: dat|,|\b(?= te\b))"
    r"|dat\b(?! (?:terug|op|uit|na|mee|rond|door|verder|nog|z\.?s)))"
)
_SHOWS = re.compile(r" (?:\w+ ){0,3}aan\b")
_PROMISE = re.compile(
    r"\b(?:zeg(?:t|gen)|ik zeg)\b(?:\s[^\s.]+){0,14}?\stoe\b|\b(?:heeft|hebben)\s(?:[^\s.]+\s){0,16}?toegezegd\b"
    r"|\b(?:is|wordt)\s(?:[^\s.]+\s){0,8}?toegezegd\b|\bdoe(?:t|n) (?:\w+ ){0,2}toezegging\b"
    r"|\b(?:belooft|beloven)\b"
    r"|\bbied(?:t|en) (?:zich )?aan(?= om\b| te\b| een\b| de\b| het\b| dat (?:hij|zij|ze)\b|[.,;:]|\Z)"
    r"|\bbied(?:t|en)\s(?:[^\s.]+\s){1,14}?aan(?=[.,;]|$| om\b| te\b| waar)"
    r"|\b(?:heeft|hebben)\s(?:[^\s.]+\s){1,14}?aangeboden\b",
    re.IGNORECASE,
)
_NO_PROMISE = re.compile(
    r"excuses|verleden|ontslag|petitie|handtekening|\bniet\b|\bhad\b|\beerder\b|destijds", re.IGNORECASE
)
_PROMISE_HINT = frozenset(
    (
        "zeg",
        "zegt",
        "zeggen",
        "toegezegd",
        "toezegging",
        "belooft",
        "beloven",
        "biedt",
        "bieden",
        "aangeboden",
    )
)
_TOLD = re.compile(
    r"(?:[Dd]e |[Hh]et )?(?:\w*wethouder|\w*burgemeester|\w*voorzitter|college|portefeuillehouder"
    r"|gedeputeerde"
    r"|secretaris|minister|staatssecretaris)\b[^,.;]{0,40}?\b(?:heeft aangegeven|geeft aan"
    r"|heeft gemeld|meldt) dat "
)
_TOLD_VERB = re.compile(r"\b(?:wordt|worden|zal|zullen|gaat|gaan|komt|komen)\b")
# What was agreed on at another meeting (`Tijdens het overleg van 3 mei is afgesproken`) is told, not agreed on now.
_AGREED = re.compile(
    r"(?:(?:er|hierbij|daarom|verder|ook|vervolgens|tevens|voor nu) )?"
    r"(?:(?:is|wordt|werd) )?(?:afgesproken|de afspraak|afspraak)\b"
    r"(?!.{0,40}\b(?:vorige|eerder|jl))[^.;]{0,60}?\bdat ",
    re.IGNORECASE,
)
_WORD = re.compile(r"(?<=\s)([a-zà-ÿ]+)\s(?:nog |ook |dan |daarom |zelf )?")
_NOWHERE = Scene(None, None, frozenset())
_NEXT_MEETING = re.compile(
    r"(?:datum )?(?:de |het )?(?:eerst)?(?:volgende?|komende?)"
    r" \w{0,20}(?:vergadering|overleg|bijeenkomst|sessie|keer|[A-Z]{2,4})\b",
    re.IGNORECASE,
)
# A redacted mark in the margin, as a text recogniser reads it, stands before the first word.
_MARGIN_NOISE = re.compile(r"(?:[a-z]{1,3}|[|_©«=]{1,4}) (?=[A-ZÀ-Ý])")
_OBJECT = re.compile(
    r"\A (?:die|dat)(?: (?!het|een|deze|alle|terug|door|rond|verder|over|samen|even|voor)"
    r"[a-zà-ÿ-]{4,30})?(?= (?:met|aan|voor|vóór|op|in|bij|naar|uiterlijk) )"
)
_MANY = re.compile(r"\sen\s|[,&/+]|(?:en|s)\Z|^(?:[Ww]e|[Ww]ij)\Z")
_SEVERAL = re.compile(r"\sen\s|[,&/]")
_WE = re.compile(r"(?:[Ww]e|[Ww]ij)\b")
_FIRST_WORD = re.compile(r":? ([a-zà-ÿ]+)\b")
_AND = re.compile(r"(?:\ben|\bmaar|,) (?:zij |hij |ook )?\Z")
_IN_BRACKETS = re.compile(r"\((?P<inside>[A-ZÀ-Ý@\[][^()]{9,150})\)")
# Who is asked, or has it as a task: `Bram wordt gevraagd om ... te`, `de actie ligt bij Bram`, `aan Bram de taak om`.
_ASKED = re.compile(
    r" (?:wordt|worden|is|zijn) (?:daarom |hierbij |ook )?(?:gevraagd|verzocht"
    r"|bereid(?: gevonden)?)(?: om)?\b(?=.{1,200}\bte\b)"
    r"| (?:krijgt|krijgen|heeft|hebben|kreeg) (?:de |het |als )(?:opdracht|taak|actie(?:punt)?"
    r"|verzoek)(?: mee)? om\b"
    r"| (?:is|zijn) (?:nu |hiervoor |weer )?aan zet\b| m(?:ag|ogen) zich (?:hierover|hier over"
    r"|daarover) buigen"
    r"| (?:trekt|trekken) dit(?: punt| verder)?\b"
)
_LIES_WITH = re.compile(
    r"\b(?:actie|bal|taak|initiatief|regie|uitwerking|uitvoering|trekkerschap|coördinatie|dit"
    r"|deze) (?:hiervoor |hiervan |nu )?"
    r"(?:ligt|liggen|is|berust) (?:hiervoor |nu )?(?:bij|voor) "
    r"|(?:\b[Vv]erzoek aan|\A[Aa]an) (?=[^.;:]{2,60} (?:om|wordt gevraagd|de (?:taak|opdracht|vraag)"
    r"|het verzoek)\b.{1,200}\bte\b)"
)
_OVER_TO = re.compile(r"(?:Hier|Daar) m(?:ag|ogen) (?=.{2,60} zich over buigen)")
_SHORT = 200  # characters of a sentence of which brackets hold what matters
_FORMAL = re.compile(
    r"\b(?:in te stemmen|akkoord te gaan|kennis te nemen|vast te stellen|te besluiten|voor te stellen)\b"
)
_ASK_HINT = (
    "gevraagd",
    "erzo",
    "bereid",
    "aan zet",
    "buigen",
    "trek",
    "ligt bij",
    "opdracht",
    "taak",
    "als actie",
    "Aan ",
)
_AFTER = re.compile(r"(?:zo gauw|zodra|nadat|na) ", re.IGNORECASE)
_HE = re.compile(r"(?:Hij|Zij|Ze) zegt toe dat (?:hij|zij|ze) ")
_OUTSIDE = re.compile(r"(?:de|het|een) (?:leverancier|aannemer|bank|verzekeraar|verhuurder)\b", re.IGNORECASE)
_PRONOUN = re.compile(r"(?:we|wij|hij|zij|ze)\b")
_AND_DOES = re.compile(r"(?:En|Ook|Tevens|Daarnaast|Verder|Daarna) (?P<verb>[a-z]+t) (?P<rest>\S.*)")
_FOR_WHAT = re.compile(r"\bom\b.{1,200}\bte\b|\bom (?:hulp|een|advies|input|de)\b|\bof\b")
_ASKED_IN = re.compile(r"(?:ik|je|jij|u|jullie|iemand|er)\b")
_GLADLY = re.compile(r"\bgraag\b")
_BY = re.compile(r"\b[Dd]oor ")
_DONE_BY = re.compile(rf"\b(?:{PARTICIPLE})\b")
_BE = re.compile(r"\b(?:wordt|worden|zal|zullen)\b")
_COMES_BACK = re.compile(
    r"\bkom(?:t|en) (?:\w+ ){0,6}terug (?:op|in) (?:de|het) (?:eerst)?(?:volgende|komende) "
)
_ASK_WORDS = """gevraagd verzocht verzoek bereid zet buigen trekt trekken ligt liggen is berust opdracht taak actie
    actiepunt aan om"""
DOES = ALL_VERBS | WITH_TIME


def undertaken(text: str, sentence: Sentence, scene: Scene) -> Said | None:
    """What a sentence of minutes says that somebody will do."""
    if not LEAST <= len(sentence.words) <= MOST or asks(sentence.words):
        return None
    if REPORTS_AIM.match(sentence.words):
        return None
    tokens = tokens_of(sentence.words)
    rules = [rule for signals, rule in _RULES if not signals.isdisjoint(tokens)]
    if may_be_note(sentence.words):
        rules = [*rules, *([] if DOING.isdisjoint(tokens) else [noted]), *([_in_brackets] if rules else [])]
    if not rules:
        return None
    read = Read(text, sentence, flat_words(text, sentence), scene)
    for rule in rules:
        said = rule(read)
        if said:
            return said
    return None


def goes_on(text: str, sentence: Sentence, owner: Span, scene: Scene) -> Said | None:
    """`En vraagt Anna om hulp`, right behind an action: a sentence without a subject, of which `owner` is the same."""
    found = _AND_DOES.match(sentence.words) if len(sentence.words) <= MOST else None
    if found is None or asks(sentence.words):
        return None
    read = Read(text, sentence, flat_words(text, sentence), scene)
    if read.who(found.start("rest")) is not None and found["verb"] not in ("vraagt", "verzoekt"):
        return None  # it has a subject of its own
    rest = " " + found["rest"]
    if found["verb"] in ("vraagt", "verzoekt") and _FOR_WHAT.search(rest):
        return said_of(read, owner, read.due(), "voornemen", 0.5)
    return _does(read, Owner(owner, sure=True), found["verb"], rest)


def _promised(read: Read) -> Said | None:
    found = _PROMISE.search(read.flat)
    if found is None or _NO_PROMISE.search(read.flat) or _OUTSIDE.match(read.flat):
        return None
    owner = read.who(0)
    if owner is None or not 0 <= read.start + found.start() - owner.span.end <= 1:
        owner = read.who(found.start() + len(found[0].split(" ", 1)[0]) + 1)
    by = _BY.search(read.flat) if owner is None else None
    owner = read.who(by.end()) if by else owner
    if owner is None and _AND.search(read.flat, 0, found.start()):
        owner = read.who(0)
    if owner is None and _HE.match(read.flat):
        return said_of(read, None, read.due(), "toezegging", 0.5)
    spoken = read.who(0) if owner is None and found[0].lower().startswith("ik ") else None
    if spoken and read.flat.startswith(":", spoken.span.end - read.start):
        owner = spoken
    if owner is None and not (found[0].lower().startswith(("is ", "wordt ")) and found.start() < 20):
        return None
    return said_of(read, owner.span if owner else None, read.due(), "toezegging", 0.7 if owner else 0.6)


def by_subject(read: Read) -> Said | None:
    """`X zoekt uit ...`: the sentence opens with who does it."""
    owner = read.who(0)
    noise = _MARGIN_NOISE.match(read.flat) if owner is None else None
    owner = read.who(noise.end()) if noise else owner
    if owner is None:
        pronoun = _WE.match(read.flat)
        if pronoun is None:
            return None
        owner = Owner(Span(read.start, read.start + pronoun.end()), sure=False)
    at = owner.span.end - read.start
    verb = _FIRST_WORD.match(read.flat, at)
    if (
        verb is None
        or (_WE.match(read.flat) and verb[1] not in WILL)
        or (verb[1].endswith("en") and verb[1] not in WILL and not _MANY.search(owner.span.of(read.text)))
        or _PRONOUN.match(read.flat, verb.end() + 1)
        or _ASKED_IN.match(read.flat, verb.end() + 1)
    ):
        return None
    return _does(read, owner, verb[1], read.flat[verb.end() :])


def _does(read: Read, owner: Owner, verb: str, rest: str) -> Said | None:
    """What the subject does, with this verb and what follows it."""
    rest = _OBJECT.sub("", rest)
    main = main_clause(rest)
    if denies(main) or _REPORTS.match(rest) or (verb in ("geeft", "geven") and _SHOWS.match(rest)):
        return None
    needs = UNDERTAKES.get(verb)
    fits = verb in UNDERTAKES and (
        needs is None or needs.search(rest if "kijk" in verb else main) is not None
    )
    fits = fits or (verb in WILL and _will(verb, main))
    timed = owner.sure and verb in WITH_TIME
    if not (fits or timed):
        return None
    due = read.due()
    if due is None and (not fits or is_organisation(owner.span.of(read.text))):
        return None
    return said_of(read, owner.span, due, "voornemen", _sure(owner, due))


def acts(words: str) -> bool:
    """Whether a point opens with somebody and a verb of undertaking: `Anna belt de zaal`."""
    flat = " ".join(words.split())
    sentence = Sentence(Span(0, len(flat)), flat, 0)
    return by_subject(Read(flat, sentence, flat, _NOWHERE)) is not None


def _assigned(read: Read) -> Said | None:
    """`Bram wordt gevraagd om ... te ...`, `de actie ligt bij Bram`, `Hier mag de commissie zich over buigen`."""
    if not any(hint in read.flat for hint in _ASK_HINT) or _FORMAL.search(read.flat):
        return None
    owner = read.who(0)
    found = _ASKED.match(read.flat, owner.span.end - read.start) if owner else None
    if found is None:
        lies = _LIES_WITH.search(read.flat) or _OVER_TO.match(read.flat)
        owner = read.who(lies.end()) if lies else None
    if owner is None or not owner.sure or denies(read.flat.replace("mag ", "").replace("heeft ", "")):
        return None
    return said_of(read, owner.span, read.due(), "opdracht", 0.5)


def _in_brackets(read: Read) -> Said | None:
    """`Utrecht, 3 maart (Anna belt de zaal)`: a sentence in brackets behind a few words."""
    found = _IN_BRACKETS.search(read.flat) if "(" in read.flat else None
    if found is None or len(read.flat) > _SHORT:
        return None
    inner = Span(read.start + found.start("inside"), read.start + found.end("inside"))
    sentence = Sentence(inner, found["inside"], read.sentence.line)
    said = by_subject(Read(read.text, sentence, found["inside"], read.scene))
    return replace(said, span=read.sentence.span) if said else None


def _sure(owner: Owner, due: Due | None) -> float:
    if owner.sure:
        return 0.7
    return 0.6 if due else 0.5


def _will(verb: str, main: str) -> bool:
    """Whether `zal` or `gaat` leads in something to do."""
    if NOT_DONE.search(main) or " over tot" in main:
        return False
    if re.search(r"\bworden\b", main):
        return False  # done to something: see _passive
    if verb in ("zal", "zullen"):
        return True
    return GOES.search(main) is not None or (
        GOES_OTHERWISE.match(main) is None and INFINITIVE.search(main) is not None
    )


def _inverted(read: Read) -> Said | None:
    """`Hierover stuurt X een mail`, `Punt 7 pakken X en Y op`."""
    for found in _WORD.finditer(read.flat, 0, 260):
        if found[1] not in ALL_VERBS:
            continue
        before = read.flat[: found.start()]
        if (SUBCLAUSE.search(before) and not _AFTER.match(before)) or denies(before):
            return None
        owner = read.who(found.end())
        plural = found[1].endswith("en") and found[1] not in WILL
        if owner and plural and not _SEVERAL.search(owner.span.of(read.text)):
            continue  # an infinitive or a noun
        if owner is None:
            pronoun = _PRONOUN.match(read.flat, found.end())
            timed = pronoun is not None and pronoun[0] in ("we", "wij") and read.due() is not None
            if pronoun is None or not (found[1] in WILL or timed) or _GLADLY.search(read.flat):
                continue
            start = read.start + found.end()
            owner = Owner(Span(start, start + len(pronoun[0])), sure=False)
        said = _does(read, owner, found[1], read.flat[owner.span.end - read.start :])
        if said:
            return said
    return None


def _passive(read: Read) -> Said | None:
    be = _BE.search(read.flat)
    if be is None:
        return None
    done = _DONE_BY.search(read.flat, be.start())
    if done is None or SUBCLAUSE.search(read.flat[: be.start()]) or denies(read.flat[: done.end()]):
        return None
    if SUBCLAUSE.search(read.flat[be.end() : done.start()]):
        return None
    due = read.due()
    for found in _BY.finditer(read.flat, be.start()):
        owner = read.who(found.end())
        if owner and (due or not is_organisation(owner.span.of(read.text))):
            return said_of(read, owner.span, due, "passief", 0.7 if owner.sure else 0.5)
    return said_of(read, None, due, "passief", 0.5) if due and not _gone_by(due, read.scene) else None


def _gone_by(due: Due, scene: Scene) -> bool:
    return due.iso is not None and scene.base is not None and due.iso < scene.base.isoformat()


def _reported(read: Read) -> Said | None:
    """`De wethouder geeft aan dat ... wordt gedeeld` with a time, `afgesproken is dat X ...`."""
    if " dat " not in read.flat:
        return None
    told = _TOLD.match(read.flat)
    if told:
        due, owner = read.due(), read.who(0)
        if due and _TOLD_VERB.search(read.flat, told.end()) and not denies(read.flat[told.end() :]):
            return said_of(read, owner.span if owner else None, due, "toezegging", 0.5)
    agreed = _AGREED.match(read.flat)
    owner = read.who(agreed.end()) if agreed else None
    if agreed is None or owner is None or denies(read.flat[agreed.end() :]):
        return None
    return said_of(read, owner.span, read.due(), "afspraak", 0.6)


# Each rule with the words of which a sentence holds one that it fits.
_RULES = (
    (_PROMISE_HINT, _promised),
    (DOES, by_subject),
    (ALL_VERBS, _inverted),
    (frozenset(_ASK_WORDS.split()), _assigned),
    (frozenset(("wordt", "worden", "zal", "zullen")), _passive),
    (frozenset(("dat",)), _reported),
)


def next_meeting(sentences: Iterable[Sentence], base: date | None) -> date | None:
    """The day of the next meeting where a sentence states it: `De volgende vergadering is op 13 maart 2024`."""
    for sentence in sentences:
        found = _NEXT_MEETING.match(sentence.words)
        day = next(find_dates(sentence.words[: found.end() + 60], base), None) if found else None
        if day and (base is None or day.day > base):
            return day.day
    return None
