"""The names of the rules, of the neural component and of the conditional random field, joined to one list.

A name that one of them found is not dropped because the others missed it, for a name that stays readable can't be taken
back. What they say of it only changes its score: from 0.5 on a name is sure, below it a person decides
(`pipeline/decide.py`). Only words that name nobody are taken off.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import regex
from spacy.tokens import Doc

from pipeline.detect.codes import codes_of, is_code
from pipeline.detect.crf import GROUP
from pipeline.detect.gazetteer import toks_of
from pipeline.detect.lexicon import load
from pipeline.detect.persons import parse_name
from pipeline.detect.surnames import is_the_king, names_things, next_column, thing_before
from pipeline.detect.tokens import Kind, Tok
from pipeline.detect.trim import names_nobody, trimmed

NER, CRF, BOTH = "ner", "crf", "ner and crf"
BOTH_SCORE, NEURAL_SCORE, LIKELY_SCORE = 0.9, 0.6, 0.6
LIKELY_FROM = 0.5  # probability
DOUBTFUL_SCORE = 0.45
# Places in a text where initials stand that are no named person's: no more than these, for one component or both.
FEW_INITIALS, MOST_INITIALS = 2, 6
_ARTICLE = regex.compile(
    r"(?<!\p{L})(?i:de|het|een|dit|deze|die|dat|geen|onze)\s(?P<code>\p{Lu}\p{L}{1,5})(?!\p{L})"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A name in a text: the half-open stretch, the rule that found it, and its score."""

    start: int
    end: int
    rule: str
    score: float


def join(doc: Doc, by_rules: Sequence[Found]) -> list[Found]:
    """All names of a Doc, in order and without overlap."""
    text = doc.text  # spaCy builds the text anew each time it is asked for
    found: list[Found] = []
    rules = list(by_rules)
    for one in _trained(doc):
        before = bisect_left(rules, one.start, key=lambda f: f.end - 1)
        after = bisect_left(rules, one.end, lo=before, key=lambda f: f.start)
        inside = rules[before:after]
        for i, name in enumerate(inside, before):
            if one.score > name.score and one.score >= LIKELY_FROM:
                rules[i] = replace(name, score=one.score)
        runs = list(_runs(toks_of(doc), one, inside))
        if len(inside) == len(runs) == 1 and (whole := _one_name(text, rules[before], runs[0])):
            rules[before] = whole
        else:
            found += runs
    return sorted([*rules, *_without_abbreviations(text, rules, found)], key=lambda f: (f.start, f.end))


def _without_abbreviations(text: str, rules: Sequence[Found], found: Sequence[Found]) -> Iterator[Found]:
    """What the trained components found alone, less the abbreviations that are nobody's initials.

    They take many an abbreviation for initials. One that stands for nobody whom the text names goes where the text has
    it behind an article (`de TRA`) or where only one component sees it in more than a few places.
    """
    words = {f: text[f.start : f.end] for f in found}
    often = Counter(word for word in words.values() if is_code(word))
    names = (text[f.start : f.end] for f in (*rules, *found)) if often else ()
    parsed = (parse_name(name, load()) for name in names if not is_code(name))
    known = frozenset(code for name in parsed if name is not None for code in codes_of(name))
    articled = frozenset(m["code"] for m in _ARTICLE.finditer(text)) if often else frozenset()
    for one, word in words.items():
        seldom = word not in articled and often[word] <= MOST_INITIALS
        if not is_code(word) or word in known or (seldom and one.score >= BOTH_SCORE):
            yield one
        elif word not in articled and (often[word] <= FEW_INITIALS or one.score >= BOTH_SCORE):
            yield replace(one, score=min(one.score, DOUBTFUL_SCORE))


def _trained(doc: Doc) -> list[Found]:
    """What the trained components found, those that overlap joined, sorted."""
    neural = [Found(e.start_char, e.end_char, NER, NEURAL_SCORE) for e in doc.ents if e.label_ == "PER"]
    group = doc.spans.get(GROUP, ())
    chances = [Found(s.start_char, s.end_char, CRF, float(s.kb_id_)) for s in group]
    merged: list[Found] = []
    for one in sorted([*neural, *chances], key=lambda f: (f.start, f.end, f.rule)):
        if merged and one.start < merged[-1].end:
            merged[-1] = _both(merged[-1], one)
        else:
            merged.append(one)
    return [_scored(f) for f in merged]


def _both(one: Found, other: Found) -> Found:
    rule = one.rule if one.rule == other.rule else BOTH
    chance = max((f.score for f in (one, other) if f.rule != NER), default=NEURAL_SCORE)
    return Found(one.start, max(one.end, other.end), rule, chance)


def _scored(found: Found) -> Found:
    likely = found.score >= LIKELY_FROM
    if found.rule == NER:
        return found
    if found.rule == CRF:
        return replace(found, score=LIKELY_SCORE) if likely else found
    return replace(found, score=BOTH_SCORE if likely else NEURAL_SCORE)


def _runs(toks: Sequence[Tok], found: Found, rules: Sequence[Found]) -> Iterator[Found]:
    """What of a trained finding the rules did not cover, each run of words a finding of its own.

    A run ends at a gap of two spaces, which sets off the next column of a table. What follows a word for a thing
    belongs to its name: `sporthal De Kaai`.
    """
    begin = i = bisect_left(toks, found.start, key=lambda t: t.end - 1)
    in_thing = False
    while i <= len(toks):
        tok = toks[i] if i < len(toks) and toks[i].start < found.end else None
        covered = tok is None or any(n.start < tok.end and tok.start < n.end for n in rules)
        if covered or next_column(toks, begin, i) or is_the_king(toks, i):
            yield from _run(toks, begin, i, found)
            begin, in_thing = i, False
        if tok is None:
            return
        in_thing = (in_thing and tok.kind is not Kind.PUNCTUATION) or (begin == i and thing_before(toks, i))
        if covered or in_thing or is_the_king(toks, i):
            begin = i + 1
        i += 1


def _run(toks: Sequence[Tok], begin: int, end: int, found: Found) -> Iterator[Found]:
    run = trimmed(toks[begin:end])
    if not run:
        return
    at = toks.index(run[0], begin)
    both, doubtful = found.score >= BOTH_SCORE, found.rule == CRF and found.score < LIKELY_FROM
    if (not both and _behind_postcode(toks, at)) or _ends_a_thing(toks, at):
        return
    if not names_nobody(run, toks[at - 1] if at else None, sure=both, doubtful=doubtful):
        yield Found(run[0].start, run[-1].end, found.rule, found.score)


def _ends_a_thing(toks: Sequence[Tok], i: int) -> bool:
    """`Stichting Albert` / `Schweitzer`: the rest of a thing's name, a line break or a first name further on."""
    for j in range(i - 1, max(-1, i - 4), -1):
        if names_things(toks[j]):
            return i - j > 1 or toks[i].start - toks[j].end == 1
        if toks[j].kind not in (Kind.NAME, Kind.PREFIX) and toks[j].text != "\n":
            return False
    return False


def _behind_postcode(toks: Sequence[Tok], i: int) -> bool:
    """Whether the place of an address stands at `i`: `4290 AA` / `Rietmonde`."""
    letters = i if toks[i].kind is Kind.UPPER and len(toks[i].text) == 2 else i - 1
    before = toks[letters - 1].text if letters > 0 else ""
    return (
        len(toks[letters].text) == 2
        and toks[letters].text.isupper()
        and len(before) == 4
        and before.isdigit()
    )


def _one_name(text: str, rule: Found, rest: Found) -> Found | None:
    """A name of the rules with the words beside it that a trained component counts to it: `Sanne` / `Oudebos`."""
    gap = text[rule.end : rest.start] if rule.end <= rest.start else text[rest.end : rule.start]
    if gap.strip(" \n") or len(gap) > 1:
        return None
    return replace(rule, start=min(rule.start, rest.start), end=max(rule.end, rest.end))
