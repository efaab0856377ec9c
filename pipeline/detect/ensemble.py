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
from pipeline.detect.surnames import is_the_king, thing_before
from pipeline.detect.tokens import Kind, Tok
from pipeline.detect.wordclasses import NEVER_NAMES, PERSON_NOUNS, THING_BEFORE

NER, CRF, BOTH = "ner", "crf", "ner and crf"
BOTH_SCORE, NEURAL_SCORE, LIKELY_SCORE = 0.9, 0.6, 0.6
LIKELY_FROM = 0.5  # probability
DOUBTFUL_SCORE = 0.45
# Places in a text where initials stand that are no named person's: no more than these, for one component or both.
FEW_INITIALS, MOST_INITIALS = 2, 6
_ARTICLE = regex.compile(
    r"(?<!\p{L})(?i:de|het|een|dit|deze|die|dat|geen|onze)\s(?P<code>\p{Lu}\p{L}{1,5})(?!\p{L})"
)
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
    return sorted([*rules, *_without_abbreviations(doc, rules, found)], key=lambda f: (f.start, f.end))


def _without_abbreviations(doc: Doc, rules: Sequence[Found], found: Sequence[Found]) -> Iterator[Found]:
    """What the trained components found alone, less the abbreviations that are nobody's initials.

    They take many an abbreviation for initials. One that stands for nobody whom the text names goes where the text has
    it behind an article (`de TRA`) or where only one component sees it in more than a few places.
    """
    text = doc.text
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
    return tok.kind is Kind.LOWER and not (tok.first or tok.surname) and load().is_common_noun(tok.text)


def _is_never_a_name(run: Sequence[Tok], found: Found) -> bool:
    """Whether a run names nobody: ID, BSN, Ter Apel, Twentse Regietafel, a small word with a low probability."""
    words = [tok for tok in run if tok.kind is not Kind.PREFIX]
    if all(tok.text.casefold() in NEVER_NAMES or len(tok.text) == 1 for tok in words):
        return True
    lexicon = load()
    whole = " ".join(tok.text for tok in run).casefold()
    if whole in lexicon.places and (len(run) > 1 or found.score < BOTH_SCORE):
        return True
    doubtful = found.rule == CRF and found.score < LIKELY_FROM
    if doubtful and all(tok.kind is Kind.LOWER and tok.ordinary and not tok.common_first for tok in words):
        return True
    nouns = [lexicon.is_common_noun(tok.text) for tok in words]
    if len(words) == 1:
        return nouns[0] and (found.score < BOTH_SCORE or not words[0].text.istitle())
    # Twentse Regietafel: an adjective of a place before nouns.
    adjectives = [tok.text.endswith("se") and not (tok.first or tok.surname) for tok in words]
    return any(nouns) and all(n or a for n, a in zip(nouns, adjectives, strict=True))


def _one_name(text: str, rule: Found, rest: Found) -> Found | None:
    """A name of the rules with the words beside it that a trained component counts to it: `Sanne` / `Oudebos`."""
    gap = text[rule.end : rest.start] if rule.end <= rest.start else text[rest.end : rule.start]
    if gap.strip(" \n") or len(gap) > 1:
        return None
    return replace(rule, start=min(rule.start, rest.start), end=max(rule.end, rest.end))
