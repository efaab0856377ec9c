"""The names of the rules, of the neural component and of the conditional random field, joined to one list.

A name that one of them found is not dropped because the others missed it, for a name that stays readable can't be taken
back. What they say of it only changes its score: from 0.5 on a name is sure, below it a person decides
(`pipeline/decide.py`). Only words that name nobody are taken off.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from pipeline.detect.crf import GROUP
from pipeline.detect.gazetteer import toks_of
from pipeline.detect.surnames import is_the_king, thing_before
from pipeline.detect.tokens import Kind, Tok
from pipeline.detect.wordclasses import NEVER_NAMES, PERSON_NOUNS, THING_BEFORE

NER, CRF, BOTH = "ner", "crf", "ner and crf"
BOTH_SCORE, NEURAL_SCORE, LIKELY_SCORE = 0.9, 0.6, 0.6
LIKELY_FROM = 0.5  # probability
_IDLE = (Kind.BREAK, Kind.PUNCTUATION, Kind.HONORIFIC)


@dataclass(frozen=True, slots=True)
class Found:
    """A name in a text: the half-open stretch, the rule that found it, and its score."""

    start: int
    end: int
    rule: str
    score: float


def join(doc: Doc, by_rules: Sequence[Found]) -> list[Found]:
    """All names of a Doc, in order and without overlap."""
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
        if len(inside) == len(runs) == 1 and (whole := _one_name(doc.text, rules[before], runs[0])):
            rules[before] = whole
        else:
            found += runs
    return sorted([*rules, *found], key=lambda f: (f.start, f.end))


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

    A run ends at a gap of two spaces, which sets off the next column of a table.
    """
    run: list[Tok] = []
    first = bisect_left(toks, found.start, key=lambda t: t.end - 1)
    for i in range(first, len(toks)):
        tok = toks[i]
        if tok.start >= found.end:
            break
        covered = any(name.start < tok.end and tok.start < name.end for name in rules)
        if run and (covered or (tok.start - run[-1].end > 1 and tok.kind is not Kind.BREAK)):
            yield from _trimmed(run, found)
            run = []
        if not covered and not is_the_king(toks, i) and (run or not thing_before(toks, i)):
            run.append(tok)
    yield from _trimmed(run, found)


def _trimmed(run: list[Tok], found: Found) -> Iterator[Found]:
    """A run without the signs, titles and small words at its ends, if a word is left that may be a name."""
    while run and run[-1].kind in _IDLE:
        run = run[:-1]
    while run and (run[0].kind in _IDLE or _is_title(run[0])):
        run = run[1:]
    names = [i for i, tok in enumerate(run) if not _is_small_word(tok)]
    if names and not (len(names) == 1 and run[names[0]].kind in (*_IDLE, Kind.PREFIX)):
        start = names[0] if run[0].kind is not Kind.PREFIX else 0
        run = run[start : names[-1] + 1]
    if not run or run[0].text.casefold() in THING_BEFORE:
        return  # Stichting Anna de Wit
    if any(tok.kind is not Kind.PREFIX for tok in run) and not _is_never_a_name(run, found):
        yield Found(run[0].start, run[-1].end, found.rule, found.score)


def _is_title(tok: Tok) -> bool:
    """Whether a token is a title or a function, which stays: Statenlid, wijkagent."""
    return tok.text.casefold() in PERSON_NOUNS


def _is_small_word(tok: Tok) -> bool:
    """Whether a token is an ordinary word in small letters that no list has as a name."""
    return tok.kind is Kind.LOWER and tok.ordinary and not (tok.first or tok.surname)


def _is_never_a_name(run: Sequence[Tok], found: Found) -> bool:
    """Whether nothing but a low probability speaks for a run of ordinary words in small letters, or whether it is a
    word that names nobody: ID, BSN, GRIP.
    """
    if all(tok.text.casefold() in NEVER_NAMES for tok in run):
        return True
    doubtful = found.rule == CRF and found.score < LIKELY_FROM
    return doubtful and all(tok.kind is Kind.LOWER and tok.ordinary and not tok.common_first for tok in run)


def _one_name(text: str, rule: Found, rest: Found) -> Found | None:
    """A name of the rules with the words beside it that a trained component counts to it: `Sanne` / `Oudebos`."""
    gap = text[rule.end : rest.start] if rule.end <= rest.start else text[rest.end : rule.start]
    if gap.strip(" \n") or len(gap) > 1:
        return None
    return replace(rule, start=min(rule.start, rest.start), end=max(rule.end, rest.end))
