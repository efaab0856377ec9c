"""Actions that sentences tell: somebody undertakes, promises or is asked to do something.

The rules, with their names: `toezegging` (`zegt toe`, `heeft toegezegd`, `biedt ... aan`), `voornemen` (a named
person with a verb of undertaking, with `zal` or `gaat`, or with any verb and a time), `passief` (`wordt door X
uitgezocht`, `wordt geagendeerd voor de volgende vergadering`), `afspraak` (`afgesproken is dat X ...`) and `ik` (`ik
stuur`, `wij zullen` in mails). A question, a condition, a denial, or what is already done is no action.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from pipeline.items import ActionKind
from pipeline.split.dates import find_dates
from pipeline.split.due import Due, find_due
from pipeline.split.lines import Sentence
from pipeline.split.outcome.actionverbs import (
    ALL_VERBS,
    FIRST_PERSON,
    FOR_OTHERS,
    GOES,
    GOES_OTHERWISE,
    INFINITIVE,
    NOT_DONE,
    PARTICIPLE,
    UNDERTAKES,
    WILL,
    WITH_TIME,
)
from pipeline.split.outcome.owner import Owner, is_organisation, owner_at
from pipeline.types import Span

_SPACES = re.compile(r"\s")
_ASKS = re.compile(r"\?\W*$|^(?:als|indien|mocht(?:en)?|wanneer|voordat|hoewel|omdat|zoals)\b", re.IGNORECASE)
# Where the main clause ends. `dat` and `die` may also be what is done: `koppelt dat terug`.
_SUBCLAUSE = re.compile(
    r"[,;:]|\b(?:of|zodat|waarbij|waarin|waarmee|wie|wat|hoe|welke|wanneer|omdat|als|indien|mits|tenzij|om|zodra)\b"
    r"|\b(?:die|dat)\b(?! (?:(?:terug|op|uit|na|mee|rond|door|over|bij|verder|nog)\b(?! (?:de|het|een)\b)|z\.?s))"
)
_DENIES = re.compile(
    r"\b(?:niet|geen|nooit|mogelijk|waarschijnlijk|wellicht|misschien|zou|zouden|kan|kunnen|wil|willen|mag|meestal|normaal|altijd"
    r"|vaak|soms|meestal|regelmatig|momenteel|sinds|gisteren|vorige|al|reeds"
    r"|inmiddels|destijds|normaliter|jaarlijks|dagelijks"
    r"|wekelijks|sprake|naar verwachting|op dit moment|heeft|hebben|had)\b",
    re.IGNORECASE,
)
_REPORTS_AIM = re.compile(
    r"(?:ter informatie|vandaag|onderwerp ?:|voor de volledigheid|momenteel)\b", re.IGNORECASE
)
_LINK = re.compile(r"\]\(https?://[^()\s]{1,300}\)")
_REPORTS = re.compile(
    r"\s?(?:(?:\w+ ){0,3}(?:aan|mee|toe|weer)(?: dat|,|\b(?= te\b))"
    r"|dat\b(?! (?:terug|op|uit|na|mee|rond|door|verder|nog|z\.?s)))"
)
_SHOWS = re.compile(r" (?:\w+ ){0,3}aan\b")
_PROMISE = re.compile(
    r"\bzeg(?:t|gen)\b(?:\s[^\s.]+){0,14}?\stoe\b|\b(?:heeft|hebben)\s(?:[^\s.]+\s){0,16}?toegezegd\b"
    r"|\b(?:is|wordt)\s(?:[^\s.]+\s){0,8}?toegezegd\b|\bdoe(?:t|n) (?:\w+ ){0,2}toezegging\b|\b(?:belooft|beloven)\b"
    r"|\bbied(?:t|en) (?:zich )?aan(?= om\b| te\b| een\b| de\b| het\b|[.,;:]|\Z)"
    r"|\bbied(?:t|en)\s(?:[^\s.]+\s){1,14}?aan(?=[.,;]|$| om\b| te\b| waar)"
    r"|\b(?:heeft|hebben)\s(?:[^\s.]+\s){1,14}?aangeboden\b",
    re.IGNORECASE,
)
_NO_PROMISE = re.compile(
    r"excuses|verleden|ontslag|petitie|handtekening|\bniet\b|\bhad\b|\beerder\b|destijds", re.IGNORECASE
)
_PROMISE_HINT = ("toe", "aan", "belo")
_TOLD = re.compile(
    r"(?:[Dd]e |[Hh]et )?(?:\w*wethouder|\w*burgemeester|\w*voorzitter|college|portefeuillehouder|gedeputeerde"
    r"|secretaris|minister|staatssecretaris)\b[^,.;]{0,40}?\b(?:heeft aangegeven|geeft aan|heeft gemeld|meldt) dat "
)
_TOLD_VERB = re.compile(r"\b(?:wordt|worden|zal|zullen|gaat|gaan|komt|komen)\b")
# What was agreed on at another meeting (`Tijdens het overleg van 3 mei is afgesproken`) is told, not agreed on now.
_AGREED = re.compile(
    r"(?:(?:er|hierbij|daarom|verder|ook|vervolgens|tevens|voor nu) )?"
    r"(?:(?:is|wordt|werd) )?(?:afgesproken|de afspraak|afspraak)\b"
    r"(?!.{0,40}\b(?:vorige|eerder|jl))[^.;]{0,60}?\bdat ",
    re.IGNORECASE,
)
_VERB = re.compile(rf"\s({'|'.join(sorted(ALL_VERBS))})\s(?:nog |ook |dan |daarom |zelf )?")
_NEXT_MEETING = re.compile(
    r"(?:datum )?(?:de |het )?(?:eerst)?(?:volgende?|komende?)"
    r" \w{0,20}(?:vergadering|overleg|bijeenkomst|sessie|keer|[A-Z]{2,4})\b",
    re.IGNORECASE,
)
# A redacted mark in the margin, as a text recogniser reads it, stands before the first word.
_MARGIN_NOISE = re.compile(r"(?:[a-z]{1,3}|[|_©«=]{1,4}) (?=[A-ZÀ-Ý])")
_OBJECT = re.compile(r"\A (?:die|dat)(?= (?:met|aan|voor) )")
_GREETING = re.compile(
    r"(?:hoi|ha|hallo|hi|dag|beste|geachte|goede(?:morgen|middag|navond))\b[^,\n]{0,60}(?:,|\n)\s*(?=\S)",
    re.IGNORECASE,
)
_SEVERAL = re.compile(r"\sen\s|[,&/]")
_WE = re.compile(r"(?:[Ww]e|[Ww]ij)\b")
_FIRST = re.compile(r"\b(?:ik|wij|we)\b", re.IGNORECASE)
_FIRST_WORD = re.compile(r" ([a-zà-ÿ]+)\b")
_LATER = re.compile(r"\b(?:nog|straks|later|snel|spoedig|meteen|terug|contact|uit|daarna|week)\b")
_WILL_FIRST = ("zal", "zullen", "ga", "gaan")
_AFTER = re.compile(r"(?:zo gauw|zodra|nadat|na) ", re.IGNORECASE)
_PRONOUN = re.compile(r"(?:we|wij|hij|zij|ze)\b")
_BY = re.compile(r"\bdoor ")
_DONE_BY = re.compile(rf"\b(?:{PARTICIPLE})\b")
_BE = re.compile(r"\b(?:wordt|worden|zal|zullen)\b")
_COMES_BACK = re.compile(
    r"\bkom(?:t|en) (?:\w+ ){0,6}terug (?:op|in) (?:de|het) (?:eerst)?(?:volgende|komende) "
)
_HEREBY = re.compile(
    r"\b(?:hierbij|bijgaand|bijgevoegd|bijlage|onderstaand|nu|alvast|graag|willen|wil)\b", re.IGNORECASE
)
_LEAST, _MOST = 15, 600  # characters of a sentence that can be an action


@dataclass(frozen=True, slots=True)
class Scene:
    """What a sentence is read against: the day of its meeting, that of the next one, and the names in its zone."""

    base: date | None
    following: date | None
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Read:
    """A sentence with single blanks in `flat` (as long as in the text), and what it is read against."""

    text: str
    sentence: Sentence
    flat: str
    scene: Scene

    @property
    def start(self) -> int:
        return self.sentence.span.start

    def who(self, at: int) -> Owner | None:
        """Who is named at a place of `flat`."""
        return owner_at(self.text, self.start + at, self.sentence.span.end, self.scene.names)

    def due(self) -> Due | None:
        due = find_due(self.flat, self.scene.base, self.scene.following)
        return Due(Span(self.start + due.span.start, self.start + due.span.end), due.iso) if due else None


@dataclass(frozen=True, slots=True)
class Said:
    """An action of a sentence. `place` is where its words for the time stand."""

    span: Span
    owner: Span | None
    due: Due | None
    kind: ActionKind
    rule: str
    confidence: float


def undertaken(text: str, sentence: Sentence, scene: Scene) -> Said | None:
    """What a sentence of minutes says that somebody will do."""
    if not _LEAST <= len(sentence.words) <= _MOST or _ASKS.search(sentence.words):
        return None
    if _REPORTS_AIM.match(sentence.words):
        return None
    read = _Read(text, sentence, _flat(text, sentence), scene)
    return _promised(read) or _by_subject(read) or _inverted(read) or _passive(read) or _reported(read)


def _flat(text: str, sentence: Sentence) -> str:
    """The sentence with single blanks, and with blanks for the addresses of links; as long as in the text."""
    flat = _SPACES.sub(" ", sentence.span.of(text))
    return _LINK.sub(lambda found: " " * len(found[0]), flat) if "](http" in flat else flat


def by_writer(text: str, sentence: Sentence, scene: Scene) -> Said | None:
    """What the writer of a mail says that he or she will do, or that somebody named will do before some time."""
    if not _LEAST <= len(sentence.words) <= 300 or _ASKS.search(sentence.words):
        return None
    greeting = _GREETING.match(sentence.span.of(text))
    if greeting:
        start = sentence.span.start + greeting.end()
        sentence = replace(sentence, span=Span(start, sentence.span.end))
    read = _Read(text, sentence, _flat(text, sentence), scene)
    found = FIRST_PERSON.search(read.flat)
    if found is None:
        said = _by_subject(read)
        return said if said and said.due and said.confidence >= 0.7 else None
    main = _main(read.flat[found.end() :])
    if (
        _DENIES.search(main)
        or _HEREBY.search(read.flat)
        or _REPORTS_AIM.match(read.flat)
        or "," in read.flat[: found.start()]
    ):
        return None
    verb = next(found[g] for g in ("v1", "v2", "v3", "v4") if found[g]).lower()
    present = verb not in _WILL_FIRST
    if present and not (_LATER.search(main) or read.due() or verb in ("bel", "bellen", "laat")):
        return None
    if present and re.search(r"\bmee\b|\b(?:deze|dit) \w*(?:mail|bericht)\b", main):
        return None
    if not (FOR_OTHERS.search(main) or GOES.search(main) if not present else _first_person_does(verb, main)):
        return None
    pronoun = _FIRST.search(found[0])
    start = read.start + found.start()
    owner = Span(start + pronoun.start(), start + pronoun.end()) if pronoun else None
    return _said(read, owner, read.due(), "ik", 0.5)


def _first_person_does(verb: str, main: str) -> bool:
    """Whether `ik stuur`, `pak ik ... op` undertakes something: the same particles as in the third person."""
    if verb == "laat":
        return re.match(r" (?:\w+ ){0,4}weten\b", main) is not None
    form = verb if verb.endswith(("en", "t")) else verb + "t"
    needs = UNDERTAKES.get(form)
    return form in UNDERTAKES and (needs is None or needs.search(main) is not None)


def _said(read: _Read, owner: Span | None, due: Due | None, rule: str, confidence: float) -> Said:
    kind = ActionKind.PROMISE if rule == "toezegging" else ActionKind.ACTION
    return Said(read.sentence.span, owner, due, kind, rule, confidence)


def _main(rest: str) -> str:
    found = _SUBCLAUSE.search(rest)
    return rest[: found.start()] if found else rest


def _promised(read: _Read) -> Said | None:
    if not any(hint in read.flat for hint in _PROMISE_HINT):
        return None
    found = _PROMISE.search(read.flat)
    if found is None or _NO_PROMISE.search(read.flat):
        return None
    owner = read.who(0)
    if owner is None or not 0 <= read.start + found.start() - owner.span.end <= 1:
        owner = read.who(found.start() + len(found[0].split(" ", 1)[0]) + 1)
    if owner is None and not (found[0].lower().startswith(("is ", "wordt ")) and found.start() < 20):
        return None
    return _said(read, owner.span if owner else None, read.due(), "toezegging", 0.7 if owner else 0.6)


def _by_subject(read: _Read) -> Said | None:
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
        or _PRONOUN.match(read.flat, verb.end() + 1)
    ):
        return None
    return _does(read, owner, verb[1], read.flat[verb.end() :])


def _does(read: _Read, owner: Owner, verb: str, rest: str) -> Said | None:
    """What the subject does, with this verb and what follows it."""
    main = _main(_OBJECT.sub(" ", rest))
    if _DENIES.search(main) or _REPORTS.match(rest) or (verb in ("geeft", "geven") and _SHOWS.match(rest)):
        return None
    due = read.due()
    if due is None and is_organisation(owner.span.of(read.text)):
        return None
    if verb in WILL:
        return _said(read, owner.span, due, "voornemen", _sure(owner, due)) if _will(verb, main) else None
    needs = UNDERTAKES.get(verb)
    fits = verb in UNDERTAKES and (
        needs is None or needs.search(rest if "kijk" in verb else main) is not None
    )
    if fits or (due and owner.sure and verb in WITH_TIME):
        return _said(read, owner.span, due, "voornemen", _sure(owner, due))
    return None


def _sure(owner: Owner, due: Due | None) -> float:
    if owner.sure:
        return 0.7
    return 0.6 if due else 0.5


def _will(verb: str, main: str) -> bool:
    """Whether `zal` or `gaat` leads in something to do."""
    if NOT_DONE.search(main):
        return False
    if re.search(r"\bworden\b", main):
        return False  # done to something: see _passive
    if verb in ("zal", "zullen"):
        return True
    return GOES.search(main) is not None or (
        GOES_OTHERWISE.match(main) is None and INFINITIVE.search(main) is not None
    )


def _inverted(read: _Read) -> Said | None:
    """`Hierover stuurt X een mail`, `Punt 7 pakken X en Y op`."""
    for found in _VERB.finditer(read.flat, 0, 260):
        before = read.flat[: found.start()]
        if (_SUBCLAUSE.search(before) and not _AFTER.match(before)) or _DENIES.search(before):
            return None
        owner = read.who(found.end())
        plural = found[1].endswith("en") and found[1] not in WILL
        if owner and plural and not _SEVERAL.search(owner.span.of(read.text)):
            continue  # an infinitive or a noun
        if owner is None:
            pronoun = _PRONOUN.match(read.flat, found.end())
            if pronoun is None or found[1] not in WILL:
                continue
            start = read.start + found.end()
            owner = Owner(Span(start, start + len(pronoun[0])), sure=False)
        said = _does(read, owner, found[1], read.flat[owner.span.end - read.start :])
        if said:
            return said
    return None


def _passive(read: _Read) -> Said | None:
    be = _BE.search(read.flat)
    if be is None:
        return None
    done = _DONE_BY.search(read.flat, be.start())
    if done is None or _SUBCLAUSE.search(read.flat[: be.start()]) or _DENIES.search(read.flat[: done.end()]):
        return None
    if _SUBCLAUSE.search(read.flat[be.end() : done.start()]):
        return None
    due = read.due()
    for found in _BY.finditer(read.flat, be.start()):
        owner = read.who(found.end())
        if owner and (due or not is_organisation(owner.span.of(read.text))):
            return _said(read, owner.span, due, "passief", 0.7 if owner.sure else 0.5)
    return _said(read, None, due, "passief", 0.5) if due and not _gone_by(due, read.scene) else None


def _gone_by(due: Due, scene: Scene) -> bool:
    return due.iso is not None and scene.base is not None and due.iso < scene.base.isoformat()


def _reported(read: _Read) -> Said | None:
    """`De wethouder geeft aan dat ... wordt gedeeld` with a time, `afgesproken is dat X ...`."""
    told = _TOLD.match(read.flat)
    if told:
        due, owner = read.due(), read.who(0)
        if due and _TOLD_VERB.search(read.flat, told.end()) and not _DENIES.search(read.flat, told.end()):
            return _said(read, owner.span if owner else None, due, "toezegging", 0.5)
    agreed = _AGREED.match(read.flat)
    owner = read.who(agreed.end()) if agreed else None
    if agreed is None or owner is None or _DENIES.search(read.flat, agreed.end()):
        return None
    return _said(read, owner.span, read.due(), "afspraak", 0.6)


def next_meeting(sentences: Iterable[Sentence], base: date | None) -> date | None:
    """The day of the next meeting where a sentence states it: `De volgende vergadering is op 13 maart 2024`."""
    for sentence in sentences:
        found = _NEXT_MEETING.match(sentence.words)
        day = next(find_dates(sentence.words[: found.end() + 60], base), None) if found else None
        if day and (base is None or day.day > base):
            return day.day
    return None
