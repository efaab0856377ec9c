"""Actions in the short style of notes: `Anna: datum prikken`, `Brief sturen (Bram)`, `Offerte opvragen - Anna`.

Two things stand beside each other, parted by a sign: who, and what is to be done. The who is nothing but names; the
what holds an infinitive of doing and no verb that tells (`is`, `heeft`, `wil`) and nobody who speaks (`we`, `ik`).
"""

from __future__ import annotations

import re

from pipeline.items import ActionKind
from pipeline.split.due import read_due
from pipeline.split.outcome.actionread import Read, Said
from pipeline.split.outcome.actionverbs import ALL_VERBS, DO
from pipeline.split.outcome.owner import Owner, looks_like_names
from pipeline.types import Span

_MOST = 220  # characters
_TELLS = re.compile(
    r"\b(?:is|zijn|was|waren|heeft|hebben|had|hadden|wordt|worden|werd|kan|kunnen|kon|moet|moeten"
    r"|wil|willen|mag|mogen|zou"
    r"|zouden|zal|zullen|gaat|gaan|komt|komen|laten we|laten wij|laat|ik|we|wij|je|jij|jullie|hij|ze|u|er|te|niet"
    r"|misschien|vaker|eventueel|idee|geen|waarom|hoe|graag)\b"
)
_SIGN = re.compile(r"[:>→(@]|\s[-–]\s")  # one of these parts who from what
_NOUN = r"(?<!\bde )(?<!\bhet )(?<!\been )(?<!\bdeze )(?<!\bdie )(?<!\bvan )(?<!\balle )"  # `de onderzoeken`
_OPENS = re.compile(rf"(?:nog |even |z\.?s\.?m\.? |verder |ook )*(?:{DO})\b", re.IGNORECASE)
_ENDS = re.compile(
    rf"{_NOUN}\b(?:{DO})(?=\W*\Z|\s*\(|\s+(?:met|aan|bij|voor|vóór|naar|over|in|op|via|uiterlijk|rond|van"
    rf"|per|door|z\.?s\.?m)\b)",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"(?P<who>@?[^\W\d_][^:.;!?()>→]{1,59}?)\s?(?::|\s[-–—]|\s?(?:[-=–—]{1,2}>|→))\s(?P<what>\S.*)"
)
_BEHIND = re.compile(
    r"(?P<what>.*\w[)\"”’]?[.,]?)\s?(?:(?::|\s[-–—]|\s?(?:[-=–—]{1,2}>|→)"
    r"|\s/)\s(?P<plain>@?[^:;!?()>→]{2,60})"
    r"|\((?P<round>@?[^()]{2,60})\)|\s(?P<at>@[A-ZÀ-Ý][\w .-]{1,40}))[\s.]*\Z"
)


def may_be_note(words: str) -> bool:
    """Whether a sign stands in it that can part who from what."""
    return _SIGN.search(words) is not None


def noted(read: Read) -> Said | None:
    """The action of a sentence that has who and what beside each other; a sign and a verb of `DOING` stand in it."""
    flat = read.flat
    if len(flat) > _MOST:
        return None
    found = _BEFORE.match(flat)
    if found and _is_task(found["what"]):
        who = _who(read, found.start("who"), found["who"])
        if who:
            return _said(read, who)
    found = _BEHIND.match(flat)
    if found is None or not _is_task(found["what"]):
        return None
    group = next(name for name in ("plain", "round", "at") if found[name])
    who = _who(read, found.start(group), found[group])
    return _said(read, who) if who else None


def _is_task(words: str) -> bool:
    if _TELLS.search(words) or words.rstrip().endswith("?"):
        return False
    return _OPENS.match(words) is not None or _ENDS.search(words) is not None


def _who(read: Read, at: int, words: str) -> Span | None:
    """The names, and nothing but names, without a time behind them: `Anna, 1 mei`."""
    bare = words.strip()
    name, _, rest = bare.partition(",") if not looks_like_names(bare) else (bare, "", "")
    if rest and not read_due(rest, read.scene.base):
        return None
    name = name.strip()
    if not looks_like_names(name) or name.lower() in ALL_VERBS:
        return None
    start = at + words.index(name)
    lead = 1 if name.startswith("@") else 0
    own: Owner | None = read.who(start + lead)
    if own is None or not (own.sure or lead):
        return None
    return Span(read.start + start, read.start + start + len(name))


def _said(read: Read, who: Span) -> Said:
    return Said(read.sentence.span, who, read.due(), ActionKind.ACTION, "notitie", 0.6)
