"""Actions that a label or a sign marks: `Actie:`, `Actiepunt 3:`, `AP:`, `[ACTIE]`, `<Actiepunt X>`, `(actie: X)`,
`Actie X` in the margin, `-> X doet ...`, `(trekker X)`.

Behind a label that holds nothing but a name, the action is what stands before it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.items import ActionKind
from pipeline.split.lines import Sentence
from pipeline.split.outcome.actionrows import is_column
from pipeline.split.outcome.actionverbs import UNDERTAKES, WILL
from pipeline.split.outcome.owner import looks_like_names, owner_at
from pipeline.types import Span

_WORD = r"(?:(?i:acties?|actiepunt(?:en)?|toezegging)|(?<!\S)AP)"
_COLON = re.compile(
    rf"(?<![^\s(*_>|]){_WORD}(?:\s?(?:nr\.?\s?)?\d{{1,3}})?(?:\s(?:voor\s|door\s|van\s)?(?P<owner>[^:.;?!\n]{{1,50}}?))?"
    r"(?:\*{2,3}|_)?\s?:[*_\s]*"
)
_IN = r"(?:(?i:actie|actiepunt|toezegging|to ?do)|AP)(?:\s?\d{1,3})?(?=[\s:>\])])[\s:]*"
_BRACKET = re.compile(
    rf"(?:\[\s?{_IN}(?P<square>[^\[\]]{{0,400}})\]|<\s?{_IN}(?P<angle>[^<>]{{0,400}})>|\(\s?{_IN}(?P<round>[^()]{{0,120}})\))"
    r"[:\s*_]*"
)
_BOLD = re.compile(r"\A(?i:actie(?:punt)?)\*{2,3}\s?(?=\S)")
_MARGIN = re.compile(r"(?:\A|\n)[ \t>*_|]*Actie(?:punt)?\s(?P<owner>[^\n:.?]{1,40})(?=\n|\Z)")
_LEADER = re.compile(
    r"\(?\b[Tt]rekkers?\s?:?\s(?P<owner>[^,.;()\n]{1,30})\)|\((?i:door|actiehouder:?|wie:) (?P<by>[^()\n]{1,40})\)"
)
_ARROW = re.compile(r"(?:[-=–—]{1,3}>|→|⇒|➔|➜)\s*(?:(?i:actie)\s(?P<owner>[^,.;()\n]{1,30}))?")
_ASKED = re.compile(r"(?:gevraagde|geen|volgende|vorige|deze|in|tot|\bde)\s\Z", re.IGNORECASE)
_NOTHING = re.compile(r"(?:geen|n\.?v\.?t|-|nvt|allen akkoord|n\.a)\b", re.IGNORECASE)
_DONE = re.compile(r"(?:gereed|afgerond|afgehandeld|akkoord|vervallen)\b", re.IGNORECASE)
_DOES = re.compile(rf"\s(?:{'|'.join(sorted({*UNDERTAKES, *WILL}))})\b")
_INFINITIVE_END = re.compile(r"\b[a-zà-ÿ]{3,}(?:en|aan)\b")


@dataclass(frozen=True, slots=True)
class Marked:
    """A marked action. `span` is what it says; `owner` what the label names, or None. `back`: the label holds only a
    name, so that the sentence before it may be the action.
    """

    span: Span
    owner: Span | None
    kind: ActionKind
    rule: str
    confidence: float
    back: bool = False


def marked(text: str, sentence: Sentence, names: frozenset[str], *, led: bool) -> Marked | None:
    """The action of a sentence that a label, a bracket, the margin or an arrow marks. `led`: also by who leads it, in
    brackets behind it; in letters and proposals that tells who did something.
    """
    raw = sentence.span.of(text)
    if "ctie" in raw or "CTIE" in raw or (led and "AP" in raw) or "oezegging" in raw:
        found = _labelled(raw, sentence.span) or _margin(raw, sentence.span)
        if found:
            return found
    if ">" in raw or "→" in raw or "⇒" in raw or "➔" in raw or "➜" in raw:
        found = _pointed(text, raw, sentence.span, names)
        if found:
            return found
    if led and ("rekker" in raw or "(door " in raw or "ctiehouder" in raw or "(wie" in raw):
        return _led(raw, sentence.span)
    return None


def _labelled(raw: str, span: Span) -> Marked | None:
    bracket = _BRACKET.search(raw)
    if bracket:
        return _bracketed(raw, span, bracket)
    found = _COLON.search(raw) or _BOLD.match(raw)
    if found is None or _ASKED.search(raw, max(0, found.start() - 12), found.start()):
        return None
    owner = found.groupdict().get("owner")
    if owner and not _may_label(raw, found.start(), owner):
        return None
    rest = raw[found.end() :]
    if _NOTHING.match(rest) or not any(c.isalpha() for c in rest) or rest.rstrip(" *_").endswith("?"):
        return None
    start = span.start + found.end()
    names = _place(span, found, "owner") if owner else None
    only = _only_names(rest) and owner is None
    return Marked(Span(start, span.end), names, _kind(found[0]), "actie", 0.9, back=only)


def _may_label(raw: str, at: int, owner: str) -> bool:
    """Whether `Actie X:` is a label: it opens a line or sentence, and X can be a name."""
    opens = (
        not raw[:at].strip(" *_([<")
        or raw[:at].rstrip(" *_([<")[-1] in ".;:!?\n)"
        or "\n" in raw[max(0, at - 3) : at]
    )
    return (
        opens
        and re.search(r"\d{3}|\d-\d", owner) is None
        and (looks_like_names(owner) or len(owner.split()) <= 3)
    )


def _place(span: Span, found: re.Match[str], group: str) -> Span:
    return Span(span.start + found.start(group), span.start + found.end(group))


def _kind(label: str) -> ActionKind:
    return ActionKind.PROMISE if "oezegging" in label else ActionKind.ACTION


def _only_names(rest: str) -> bool:
    """Whether nothing but a name stands there, at most with a time in brackets behind it."""
    bare = re.sub(r"\([^()]{1,40}\)", "", rest).strip(" .;*_\n")
    return 0 < len(bare.split()) <= 6 and (looks_like_names(bare) or len(bare.split()) == 1)


def _bracketed(raw: str, span: Span, found: re.Match[str]) -> Marked | None:
    """`[ACTIE] ...`, `<Actiepunt X> ...`: what follows; `... (actie: X)`: what stands before it."""
    group = found.lastgroup or "square"
    inside = found[group].strip()
    if inside and (_NOTHING.match(inside) or inside.endswith("?")):
        return None
    owner = _place(span, found, group) if inside and ":" not in inside and _only_names(inside) else None
    before, after = raw[: found.start()].rstrip(), raw[found.end() :]
    if inside and owner is None and len(inside.split()) > 1:
        return Marked(_place(span, found, group), None, _kind(found[0]), "actie", 0.9)
    if any(c.isalpha() for c in after):
        return Marked(Span(span.start + found.end(), span.end), owner, _kind(found[0]), "actie", 0.9)
    if any(c.isalpha() for c in before):
        return Marked(Span(span.start, span.start + len(before)), owner, _kind(found[0]), "actie", 0.9)
    return Marked(owner, owner, _kind(found[0]), "actie", 0.9, back=True) if owner else None


def _margin(raw: str, span: Span) -> Marked | None:
    """`Actie X` on a line of its own, beside the text it belongs to."""
    found = _MARGIN.search(raw)
    if found is None or found["owner"][0].islower() or is_column(found["owner"]):
        return None
    if not looks_like_names(found["owner"]):
        return None
    owner = _place(span, found, "owner")
    before, after = raw[: found.start()].rstrip(), raw[found.end() :].strip()
    if len(before) > 15:
        return Marked(Span(span.start, span.start + len(before)), owner, ActionKind.ACTION, "kantlijn", 0.7)
    if len(after) > 15:
        start = span.start + raw.index(after, found.end())
        return Marked(Span(start, span.end), owner, ActionKind.ACTION, "kantlijn", 0.6)
    return Marked(owner, owner, ActionKind.ACTION, "kantlijn", 0.7, back=True)


def _pointed(text: str, raw: str, span: Span, names: frozenset[str]) -> Marked | None:
    """A point that says behind an arrow who does it."""
    found = _ARROW.search(raw)
    if found is None or raw.rstrip().endswith("?"):
        return None
    start = span.start + found.end()
    above = raw[: found.start()].rstrip(" \t>*-")
    begin = start if not above.strip() or above[-1] in "\n.;!?" else span.start
    if found["owner"]:
        return Marked(Span(begin, span.end), _place(span, found, "owner"), ActionKind.ACTION, "pijl", 0.7)
    owner = owner_at(text, start, span.end, names)
    if owner is None or _DONE.match(raw, found.end()):
        return None
    behind = raw[owner.span.end - span.start :]
    does = _DOES.match(behind) is not None
    if not does and not (owner.sure and _INFINITIVE_END.search(behind)):
        return None
    return Marked(Span(begin, span.end), owner.span, ActionKind.ACTION, "pijl", 0.6)


def _led(raw: str, span: Span) -> Marked | None:
    found = _LEADER.search(raw)
    if found is None or raw.rstrip().endswith("?"):
        return None
    group = "owner" if found["owner"] else "by"
    if group == "by" and not looks_like_names(found["by"]):
        return None
    return Marked(span, _place(span, found, group), ActionKind.ACTION, "trekker", 0.6)


def reads_as_task(sentence: Sentence) -> bool:
    """Whether the sentence before `Actie: X` says what is to be done, not what was talked about."""
    words = sentence.words
    return (
        re.search(r"\b(?:moet|moeten|dient|dienen|wordt|worden|zal|zullen|gaan|graag)\b", words) is not None
        and not words.endswith("?")
        and not re.match(r"(?:[Dd]hr|[Mm]w|[Dd]e heer|[Mm]evrouw)\b", words)
    )


def before(sentences: Sequence[Sentence], i: int) -> Sentence | None:
    """The sentence right before the `i`-th, in the same paragraph or on the line above."""
    if i == 0 or sentences[i].line - sentences[i - 1].line > 3:
        return None
    return sentences[i - 1]
