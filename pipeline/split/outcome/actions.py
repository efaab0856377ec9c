"""Actions: what somebody will do, with the owner and the time where they are stated.

Three rules: what follows `Actie:`; the points and rows below a heading such as `Actielijst` or `Acties:`; and
sentences of minutes in which somebody undertakes something (`zegt toe`, `zal ... aanleveren`, `past ... aan vóór
8 november`). An action that stands in the text and in the table is listed once, as the table has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.items import ActionItem, ActionKind, PartKind
from pipeline.split.dates import Due, day_of, find_due, read_due
from pipeline.split.lines import MAX_SENTENCE, Line, Sentence
from pipeline.split.outcome.actionlists import Row, rows
from pipeline.split.zones import Zone
from pipeline.types import Span

# What owners do in lists of actions, in the present tense.
_VERBS = (
    r"zal|zullen|gaat|gaan|past|passen|stuurt|sturen|zoekt|zoeken|maakt|maken|stelt|stellen|komt|komen|geeft|geven"
    r"|neemt|nemen|levert|leveren|pakt|pakken|werkt|werken|bespreekt|bespreken|informeert|informeren|plant|plannen"
    r"|regelt|regelen|vraagt|onderzoekt|onderzoeken|bereidt|bereiden|organiseert|organiseren|deelt|delen|koppelt|koppelen"
    r"|bekijkt|bekijken|controleert|controleren|treedt|treden|doet|doen|zorgt|zorgen|schrijft|schrijven|verwerkt"
    r"|verwerken|agendeert|agenderen|mailt|belt|benadert|benaderen|verzendt|verzenden|rondt|legt|leggen|brengt|brengen"
    r"|houdt|houden|voert|voeren|overlegt|overleggen|licht|verzamelt|inventariseert|verkent|verkennen|actualiseert"
    r"|plaatst|publiceert|bevestigt|draagt"
)
_OWNER = re.compile(rf"(?P<owner>[^\s,;:.?!][^,;:?!]{{0,70}}?)\s(?:{_VERBS})\b")
_LABEL = re.compile(
    r"(?:(?<=\s)|(?<=[(*_])|\A)actie(?:punt)?(?:\s\d{1,2})?(?:\s(?P<owner>[^:.;?!\n]{1,40}))?\s?:[*_\s]*",
    re.IGNORECASE,
)
_NOTHING = re.compile(r"(?:geen|n\.?v\.?t|-|nvt)\b", re.IGNORECASE)
_PROMISE = re.compile(
    r"\b(?:zeg(?:t|gen)(?: \w+){0,8}? toe\b|heeft toegezegd|hebben toegezegd|doet de toezegging)",
    re.IGNORECASE,
)
_PROMISER = re.compile(r"(?P<owner>[^,;:?!]{2,70}?)\s(?:zeg(?:t|gen)|heeft|hebben|doet)\b")
_FUNCTION_WORD = (
    r"(?:Het|Een|Deze|Dit|Dat|Die|Er|Hij|Zij|Ze|Wij|We|Ik|Men|Dan|Daar|Daarna|In|Op|Met|Na|Voor|Bij|Om|Aan|Over|Ook|Hier"
    r"|Als|Uit|Naar|Per|Tot|Vanaf|Verder|Tevens)\b"
)
# Who can undertake something: an office or body, a mark, or a name of capitalised words.
_PERSON = re.compile(
    r"(?:(?:[Dd]e|[Hh]et)\s)?(?i:wethouder|burgemeester|voorzitter|secretaris|griffier|lid|college|projectteam|werkgroep"
    r"|dhr|mw|mevrouw|de heer|portefeuillehouder|afdeling|gemeente|directie|secretariaat)\b|\[?5\.1"
    rf"|(?!De\b|{_FUNCTION_WORD})[A-ZÀ-Ý][\w.&-]*(?:\s(?:en|van|de|der|den|het|[A-ZÀ-Ý(][\w.&)-]*)){{0,6}}\Z"
)
# Who can stand before the verb of an action: also other nouns with a capital or an article.
_NAME = re.compile(rf"(?!{_FUNCTION_WORD}\s(?!\w+team|secretariaat|bestuur|college))\S.*", re.DOTALL)
_SEVERAL = re.compile(r"\s(?:en|&|/)\s[A-ZÀ-Ý\[]")
_WILL = re.compile(r"zal|zullen|gaat|gaan")
_WILL_BE_DONE = re.compile(
    r"\b(?:zal|zullen)\b"
    r"(?:.{0,200}\b(?:vóór|uiterlijk)\b.{0,200}\bworden\b|.{0,200}\bworden\b.{0,200}\b(?:vóór|uiterlijk)\b)"
)
_POINTER = re.compile(
    r"(?:[-=–—]>|→)\s*(?:actie\s+(?P<owner>[^,.;()\n]{1,30})"
    rf"|(?P<doer>[^\s,;:.?!()][^,;:?!()\n]{{0,40}}?)\s(?:{_VERBS})\b)"
    r"|\(?\btrekkers?\s?:?\s(?P<lead>[^,.;()\n]{1,30})\)"
)
_ASKS = re.compile(r"\?\W*$|^(?:als|indien|mocht|wanneer|voordat|hoewel)\b", re.IGNORECASE)
_NO_ACTION = re.compile(
    r"\b(?:zodra|niet|geen|worden|mogelijk|waarschijnlijk|indien|mits|zou|zouden|kunnen|kan|wil|blijft|sprake|vraagt)\b"
    r"|\bgaa[nt] (?:over|uit van|om|akkoord|ervan)\b|\bge(?:eft|ven) (?:\w+ ){0,3}aan\b",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"\s*\((?P<inside>[^()]{2,60})\)\W*\Z")
_MAX_COMPARED = 200  # rows of a table that a sentence is compared with
_ALIKE = 0.75  # share of the words of the shorter text that the longer one has too


@dataclass(frozen=True, slots=True)
class Found:
    """An action, the words it is compared by, and whether a table has it."""

    item: ActionItem
    words: frozenset[str]
    table: bool


def list_rows(text: str, lines: Sequence[Line], zones: Sequence[Zone]) -> tuple[tuple[Zone, Row], ...]:
    """The rows of all lists and tables of actions."""
    return tuple(
        (zone, row)
        for zone in zones
        if zone.kind not in (PartKind.LEGEND, PartKind.AGENDA, PartKind.ANNOTATED_AGENDA)
        for row in rows(text, lines, zone.first, zone.last)
    )


def action_items(
    text: str,
    read: Sequence[tuple[Zone, Sequence[Sentence]]],
    listed: Sequence[tuple[Zone, Row]],
    breaks: frozenset[int],
) -> tuple[ActionItem, ...]:
    """All actions in the order of the text. `listed` are the rows of the lists; `breaks` their lines and the titles
    of items.
    """
    found: list[Found] = []
    tables: dict[int, list[Found]] = {}
    for zone, row in listed:
        tables.setdefault(zone.first, []).append(_from_row(text, row, day_of(zone.day)))
    for zone, spoken in read:
        if zone.kind == PartKind.LEGEND:
            continue
        table = tables.get(zone.first, [])
        found.extend(table)
        found.extend(action for action in _inline(text, zone, spoken, breaks) if not _repeats(action, table))
    return tuple(sorted((f.item for f in found), key=lambda a: (a.span.start, a.span.end)))


def _from_row(text: str, row: Row, base: date | None) -> Found:
    words = row.span.of(text)
    due = read_due(row.due.of(text), base) if row.due else None
    place = row.due
    if due is None:
        due, place = _due_in(words, row.span.start, base)
    owner = row.owner or _owner_in(words, row.span.start)
    return Found(_item(row.span, owner, due, place, ("actielijst", 0.9)), _bag(words), True)


def _item(
    span: Span, owner: Span | None, due: Due | None, place: Span | None, evidence: tuple[str, float]
) -> ActionItem:
    rule, confidence = evidence
    return ActionItem(
        span=span,
        text=(span,),
        kind=ActionKind.PROMISE if rule == "toezegging" else ActionKind.ACTION,
        owner=owner,
        others=(),
        due_text=place,
        due=due.iso if due else None,
        status=None,
        item=None,
        also=(),
        rule=rule,
        confidence=confidence,
    )


def _due_in(words: str, start: int, base: date | None) -> tuple[Due | None, Span | None]:
    due = find_due(words[:MAX_SENTENCE], base)
    return (due, Span(start + due.span.start, start + due.span.end)) if due else (None, None)


def _inline(text: str, zone: Zone, spoken: Sequence[Sentence], breaks: frozenset[int]) -> Iterator[Found]:
    base = day_of(zone.day)
    minutes = zone.kind in (PartKind.MINUTES, PartKind.DECISION_LIST)
    for sentence in spoken:
        if sentence.line in breaks or len(sentence.words) > MAX_SENTENCE:
            continue
        action = _labelled(text, sentence, base) or _pointed(text, sentence, base)
        if action is None and minutes:
            action = _undertaken(text, sentence, base)
        if action:
            yield action


def _labelled(text: str, sentence: Sentence, base: date | None) -> Found | None:
    words = sentence.span.of(text)
    found = _LABEL.search(words) if "ctie" in words or "CTIE" in words else None
    if found is None or _NOTHING.match(words, found.end()):
        return None
    start = sentence.span.start + found.end()
    rest = words[found.end() :]
    if not any(c.isalpha() for c in rest) or rest.rstrip().endswith("?"):
        return None
    due, place = _due_in(rest, start, base)
    owner = (
        Span(sentence.span.start + found.start("owner"), sentence.span.start + found.end("owner"))
        if found["owner"]
        else None
    )
    owner = owner or _owner_in(rest, start)
    item = _item(Span(start, sentence.span.end), owner, due, place, ("actie", 0.9))
    return Found(item, _bag(rest), False)


def _undertaken(text: str, sentence: Sentence, base: date | None) -> Found | None:
    """Somebody promises something, will do it, or does it before a day that is named."""
    if not 15 <= len(sentence.words) <= 600 or _ASKS.search(sentence.words):
        return None
    words = sentence.span.of(text)
    due, place = _due_in(words, sentence.span.start, base)
    promise = _PROMISE.search(sentence.words)
    subject = (_PROMISER if promise else _OWNER).match(words)
    named = subject is not None and _PERSON.match(subject["owner"]) is not None
    if promise:
        rule, sure = "toezegging", 0.7
    elif place and _WILL_BE_DONE.search(sentence.words):
        rule, sure = "voornemen", 0.5
    elif _NO_ACTION.search(sentence.words) or not (named and (place or _will(words, subject))):
        return None
    else:
        rule, sure = "voornemen", 0.7 if place else 0.5
    if promise and not named:
        return None
    owner = (
        Span(sentence.span.start, sentence.span.start + subject.end("owner")) if subject and named else None
    )
    return Found(_item(sentence.span, owner, due, place, (rule, sure)), _bag(words), False)


def _will(words: str, subject: re.Match[str] | None) -> bool:
    return (
        subject is not None
        and _WILL.fullmatch(words[subject.end("owner") : subject.end()].strip()) is not None
    )


def _pointed(text: str, sentence: Sentence, base: date | None) -> Found | None:
    """A point of a list that says behind an arrow or in brackets who does it: `-> actie X`, `(trekker X)`."""
    words = sentence.span.of(text)
    found = _POINTER.search(words) if ">" in words or "→" in words or "rekker" in words else None
    if found is None or words.endswith("?"):
        return None
    name = next(group for group in ("owner", "doer", "lead") if found[group])
    due, place = _due_in(words, sentence.span.start, base)
    start = sentence.span.start
    owner = Span(start + found.start(name), start + found.end(name))
    return Found(_item(sentence.span, owner, due, place, ("pijl", 0.6)), _bag(words), False)


def _owner_in(words: str, start: int) -> Span | None:
    """The owner that an action names: before its verb, in brackets at its end, or all there is."""
    found = _OWNER.match(words)
    if found and _can_own(words, found):
        return Span(start, start + found.end("owner"))
    shift = max(0, len(words) - 80)
    bracket = _BRACKET.search(words, shift)
    if bracket and find_due(bracket["inside"], None) is None and read_due(bracket["inside"], None) is None:
        return Span(start + bracket.start("inside"), start + bracket.end("inside"))
    bare = words[: bracket.start()] if bracket else words.rstrip(" .;")
    if 0 < len(bare.split()) <= 3 and not bare.endswith("en"):
        return Span(start, start + len(bare))
    return None


def _can_own(words: str, found: re.Match[str]) -> bool:
    """Whether what stands before the verb can be its subject. A plural verb is as often an infinitive (`Stukken
    sturen`), so it needs a subject of two names.
    """
    owner, verb = found["owner"], words[found.end("owner") : found.end()].strip()
    if len(owner.split()) > 8 or not _NAME.fullmatch(owner):
        return False
    return (
        verb in ("gaan", "zullen")
        or not verb.endswith(("en", "gaan", "doen"))
        or _SEVERAL.search(owner) is not None
    )


def _bag(words: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w{3,}", words[:MAX_SENTENCE].lower()))


def _repeats(action: Found, table: Sequence[Found]) -> bool:
    """Whether the table has the same action in nearly the same words."""
    for row in table[:_MAX_COMPARED]:
        smaller = min(len(action.words), len(row.words))
        if smaller >= 4 and len(action.words & row.words) >= _ALIKE * smaller:
            return True
    return False
