"""Actions: what somebody will do, with the owner, the time and the status where they are stated.

They come from three sources: rows of lists and tables, marks in the text (`Actie:`, `-> X doet ...`), and sentences
that undertake something. Minutes and lists are read in full; mails for marks and plain promises; letters, proposals and
other parts for marks and lists only. The same action in the text and in a list is one, as the list has it, with the
sentence in `also`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.items import ActionItem, PartKind
from pipeline.split.dates import day_of
from pipeline.split.due import Due, find_due, read_due
from pipeline.split.lines import MAX_SENTENCE, Line, Sentence
from pipeline.split.outcome.actionlabels import Marked, before, marked, reads_as_task
from pipeline.split.outcome.actionlists import rows
from pipeline.split.outcome.actionmails import by_writer
from pipeline.split.outcome.actionread import Said, Scene
from pipeline.split.outcome.actionrows import Row
from pipeline.split.outcome.actionsame import merged
from pipeline.split.outcome.actionsentences import goes_on, next_meeting, undertaken
from pipeline.split.outcome.actiontables import table_rows
from pipeline.split.outcome.actionverbs import ALL_VERBS
from pipeline.split.outcome.owner import known_names, looks_like_names, others_in, owner_at, parted
from pipeline.split.zones import Zone
from pipeline.types import Span, Table

__all__ = ["action_items", "list_rows"]

_SILENT = frozenset((PartKind.LEGEND, PartKind.AGENDA, PartKind.ANNOTATED_AGENDA))
_SPOKEN = frozenset((PartKind.MINUTES, PartKind.DECISION_LIST))
_WRITTEN = frozenset((PartKind.MAIL, PartKind.MEMO))
_LED = _SPOKEN | _WRITTEN
_TELLS = 5  # words of an owner cell that can be names alone
_FIELD = re.compile(
    r"(?:(?P<due>wanneer|deadline|gereed|planning|termijn|streefdatum|klaar)"
    r"|wie|door|actiehouder|trekker|verantwoordelijke?|eigenaar|uitvoerder)\s?: \S.{0,80}\Z",
    re.IGNORECASE,
)
_UNNAMED = 0.7  # what a table is sure of that no word calls one of actions; in a proposal that is a plan
_BRACKET = re.compile(r"\s*\((?P<inside>[^()]{2,60})\)\W*\Z")
_VERB_BEHIND = re.compile(r"\s(?P<verb>[a-zà-ÿ]+)\b")
_LEADING = re.compile(r"\s*(?P<owner>@[^:.;?!]{2,40}?|[^:.;?!\n]{2,40}):\s")
_BEHIND_COLON = re.compile(r":\s(?P<owner>[^:;!?]{2,100}?)[\s.]*\Z")
_AT = re.compile(r"(?<![^\s(])@[A-ZÀ-Ýa-z][\w-]*(?: (?:van|de|der|den|[A-ZÀ-Ý][\w-]*)){0,3}(?!\.\w)\b")
_PASSIVE_OWNER = re.compile(r"\b(?:door|trekker:?|actie:?) (?=[A-ZÀ-Ý@\[])")


def list_rows(
    text: str, lines: Sequence[Line], zones: Sequence[Zone], tables: Sequence[Table] = ()
) -> tuple[tuple[Zone, Row], ...]:
    """The rows of all lists and tables of actions, in order; a row of `tables` is not found again in the text."""
    read = [zone for zone in zones if zone.kind not in _SILENT]
    drawn = list(_in_zones(read, table_rows(text, tables, lines)))
    taken = frozenset(i for _, row in drawn for i in row.lines)
    plain = [
        (zone, row)
        for zone in read
        for row in rows(text, lines, zone.first, zone.last, zone.kind)
        if taken.isdisjoint(row.lines)
    ]
    return tuple(sorted((*drawn, *plain), key=lambda one: (one[1].action.start, one[1].action.end)))


def _in_zones(zones: Sequence[Zone], found: Iterator[Row]) -> Iterator[tuple[Zone, Row]]:
    """Each row with the zone that holds its first line; none of a zone that is not read."""
    of_line = {i: zone for zone in zones for i in range(zone.first, zone.last)} if zones else {}
    for row in found:
        zone = of_line.get(row.lines[0]) if row.lines else None
        if zone and (zone.kind in _LED or row.confidence > _UNNAMED):
            yield zone, row


def action_items(
    text: str,
    read: Sequence[tuple[Zone, Sequence[Sentence]]],
    listed: Sequence[tuple[Zone, Row]],
    breaks: frozenset[int],
) -> tuple[ActionItem, ...]:
    """All actions in the order of the text. `listed` are the rows of the lists; `breaks` their lines and the titles
    of items.
    """
    by_zone: dict[int, list[Row]] = {}
    for zone, row in listed:
        by_zone.setdefault(zone.first, []).append(row)
    told: list[ActionItem] = []
    in_lists: list[ActionItem] = []
    for zone, spoken in read:
        if zone.kind == PartKind.LEGEND or not (spoken or zone.first in by_zone):
            continue
        scene = _scene(text, zone, spoken)
        in_lists.extend(_from_row(text, row, scene) for row in by_zone.pop(zone.first, ()))
        told.extend(_inline(text, zone, spoken, breaks, scene))
    return tuple(sorted(merged(text, in_lists, told), key=lambda a: (a.span.start, a.span.end)))


def _scene(text: str, zone: Zone, spoken: Sequence[Sentence]) -> Scene:
    base = day_of(zone.day)
    if not spoken:
        return Scene(base, None, frozenset())
    names = known_names(text, spoken[0].span.start, spoken[-1].span.end)
    return Scene(base, next_meeting(spoken, base), names)


def _from_row(text: str, row: Row, scene: Scene) -> ActionItem:
    words = row.action.of(text)
    place = row.due if row.due and any(c.isalnum() for c in row.due.of(text)) else None
    due = read_due(place.of(text), scene.base, scene.following) if place else None
    if row.due is None:
        due, place = _due_in(words, row.action.start, scene)
    owner, others = (
        _in_cell(text, row.owner, scene) if row.owner else (_owner_in(text, row.action, scene), ())
    )
    if owner and not row.owner:
        owner, others = parted(text, owner)
    return ActionItem(
        span=row.span,
        text=row.text,
        kind=row.kind,
        owner=owner,
        others=(*others, *(one for one in others_in(text, row.action) if one != owner)),
        due_text=place,
        due=due.iso if due else None,
        status=row.status,
        item=None,
        also=(),
        rule=row.rule,
        confidence=row.confidence,
    )


def _in_cell(text: str, cell: Span, scene: Scene) -> tuple[Span | None, tuple[Span, ...]]:
    """The names of an owner cell; of one that tells what came of it (`Anna heeft dit uitgezet`), who it opens with."""
    if len(cell.of(text).split()) > _TELLS and not looks_like_names(cell.of(text)):
        own = owner_at(text, cell.start, cell.end, scene.names)
        if own:
            return parted(text, own.span)
    return parted(text, cell)


def _due_in(words: str, start: int, scene: Scene) -> tuple[Due | None, Span | None]:
    due = find_due(words[:MAX_SENTENCE], scene.base, scene.following)
    return (due, Span(start + due.span.start, start + due.span.end)) if due else (None, None)


def _inline(
    text: str, zone: Zone, spoken: Sequence[Sentence], breaks: frozenset[int], scene: Scene
) -> Iterator[ActionItem]:
    """The actions of the sentences of a zone; a label with only a name takes what the sentence before it says."""
    last: ActionItem | None = None
    item: ActionItem | None
    for i, sentence in enumerate(spoken):
        if sentence.line in breaks or len(sentence.words) > MAX_SENTENCE:
            continue
        field = _FIELD.match(sentence.words) if last and last.rule == "actie" else None
        if field and last:
            last = _with_field(text, last, sentence, field["due"] is not None, scene)
            continue
        mark = marked(text, sentence, scene.names, led=zone.kind in _LED)
        if mark:
            item = _from_mark(text, mark, scene)
            above = _above(spoken, i, last, breaks) if mark.back else None
            if above:
                last = None if _is(last, above) else last
                item = _of_label(item, above, mark, text, scene)
        else:
            said = _spoken(text, zone.kind, sentence, scene)
            if said is None and zone.kind in _SPOKEN and last and last.owner and _is(last, spoken[i - 1]):
                said = goes_on(text, sentence, last.owner, scene)
            item = _from_said(text, said) if said else None
        if item is None:
            continue
        if last:
            yield last
        last = item
    if last:
        yield last


def _with_field(text: str, item: ActionItem, sentence: Sentence, timed: bool, scene: Scene) -> ActionItem:
    """An action with what a line below it tells: `Wie: Anna`, `Gereed: 1 mei`."""
    start = text.index(":", sentence.span.start) + 1
    start += len(text[start : sentence.span.end]) - len(text[start : sentence.span.end].lstrip(" *_"))
    cell = Span(start, sentence.span.end)
    span = Span(item.span.start, max(item.span.end, cell.end))
    if timed:
        due = read_due(cell.of(text), scene.base, scene.following)
        return replace(item, span=span, due_text=cell, due=due.iso if due else None)
    owner, others = parted(text, cell)
    return replace(item, span=span, owner=owner, others=others)


def _above(
    spoken: Sequence[Sentence], i: int, last: ActionItem | None, breaks: frozenset[int]
) -> Sentence | None:
    """The sentence that says what a label with only a name is about: the one right before it, or the last action of the
    same paragraph.
    """
    above = before(spoken, i)
    if above is None or above.line in breaks:
        return None
    if _is(last, above) or reads_as_task(above):
        return above
    near = [one for one in spoken[max(0, i - 3) : i] if one.line == spoken[i].line]
    return next((one for one in reversed(near) if _is(last, one)), None)


def _is(item: ActionItem | None, sentence: Sentence) -> bool:
    return item is not None and item.text[0].start == sentence.span.start


def _of_label(item: ActionItem, above: Sentence, mark: Marked, text: str, scene: Scene) -> ActionItem:
    """The action that the sentence before `Actie: X` says, with the owner that the label names."""
    due, place = (
        (None, item.due_text) if item.due_text else _due_in(above.span.of(text), above.span.start, scene)
    )
    return replace(
        item,
        span=Span(above.span.start, max(above.span.end, mark.span.end)),
        text=(above.span,),
        due_text=place,
        due=due.iso if due else item.due,
    )


def _spoken(text: str, kind: PartKind, sentence: Sentence, scene: Scene) -> Said | None:
    if kind in _SPOKEN:
        return undertaken(text, sentence, scene)
    return by_writer(text, sentence, scene) if kind in _WRITTEN else None


def _from_said(text: str, said: Said) -> ActionItem:
    owner, others = parted(text, said.owner) if said.owner else (None, ())
    return ActionItem(
        span=said.span,
        text=(said.span,),
        kind=said.kind,
        owner=owner,
        others=(*others, *(one for one in others_in(text, said.span) if one != owner)),
        due_text=said.due.span if said.due else None,
        due=said.due.iso if said.due else None,
        status=None,
        item=None,
        also=(),
        rule=said.rule,
        confidence=said.confidence,
    )


def _from_mark(text: str, mark: Marked, scene: Scene) -> ActionItem:
    due, place = _due_in(mark.span.of(text), mark.span.start, scene)
    named = mark.owner or _owner_in(text, mark.span, scene)
    owner, others = parted(text, named) if named else (None, ())
    start = min(mark.span.start, mark.owner.start) if mark.owner else mark.span.start
    end = max(mark.span.end, mark.owner.end) if mark.owner else mark.span.end
    return ActionItem(
        span=Span(start, end),
        text=(mark.span,),
        kind=mark.kind,
        owner=owner,
        others=(*others, *(one for one in others_in(text, mark.span) if one != owner)),
        due_text=place,
        due=due.iso if due else None,
        status=None,
        item=None,
        also=(),
        rule=mark.rule,
        confidence=mark.confidence,
    )


def _owner_in(text: str, action: Span, scene: Scene) -> Span | None:
    """The owner that an action names: before its verb or a colon, behind `@`, in brackets, or all there is."""
    words = action.of(text)[:MAX_SENTENCE]
    own = owner_at(text, action.start, action.end, scene.names)
    verb = _VERB_BEHIND.match(text, own.span.end, action.end) if own else None
    if own and verb and _finite(verb["verb"], own.span.of(text)):
        return own.span
    for found in (_LEADING.match(words), _AT.search(words)):
        if found and (found[0].lstrip()[0] == "@" or _names_somebody(found["owner"], scene)):
            group = "owner" if "owner" in found.re.groupindex else 0
            return Span(action.start + found.start(group), action.start + found.end(group))
    behind = _BEHIND_COLON.search(words, max(0, len(words) - 120))
    if behind and _names_somebody(behind["owner"], scene):
        return Span(action.start + behind.start("owner"), action.start + behind.end("owner"))
    bracket = _BRACKET.search(words, max(0, len(words) - 80))
    if bracket and looks_like_names(bracket["inside"]) and not read_due(bracket["inside"], None):
        return Span(action.start + bracket.start("inside"), action.start + bracket.end("inside"))
    by = _PASSIVE_OWNER.search(words)
    named = owner_at(text, action.start + by.end(), action.end, scene.names) if by else None
    if named:
        return named.span
    bare = (words[: bracket.start()] if bracket else words).rstrip(" .;\n")
    if 0 < len(bare.split()) <= 3 and not bare.endswith("en"):
        return Span(action.start, action.start + len(bare))
    return None


def _names_somebody(words: str, scene: Scene) -> bool:
    """Whether what stands before a colon names somebody: `Anna de Wit: ...`, not `Werkwijze: ...`."""
    own = owner_at(words, 0, len(words), scene.names)
    return own is not None and own.sure and looks_like_names(words)


def _finite(verb: str, owner: str) -> bool:
    """Whether a word can be the verb of this subject. A plural form is as often an infinitive (`Stukken sturen`), so
    that it needs two names.
    """
    if verb in ("gaan", "zullen"):
        return True
    if verb.endswith("en"):
        return re.search(r"\sen\s|[&/,]", owner) is not None
    return verb in ALL_VERBS or (len(verb) > 4 and verb.endswith("t"))
