"""What of a trained component's finding may be a name, and what names nobody.

The trained components know no word classes of their own, so they take a title with a name, an organisation with the
person it is called after, and now and then an abbreviation, a place or a noun with a capital.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.detect.lexicon import load
from pipeline.detect.surnames import names_things
from pipeline.detect.tokens import Kind, Tok
from pipeline.detect.wordclasses import NEVER_NAMES, NUMBERED_THINGS, PERSON_NOUNS

_JOINING = ("en", "of")  # what stands between two names is a part of neither
_IDLE = (Kind.BREAK, Kind.PUNCTUATION, Kind.HONORIFIC)


def trimmed(run: Sequence[Tok]) -> Sequence[Tok]:
    """A run without the signs, titles and small words at its ends; empty where no word is left or it is a thing."""
    while run and (run[-1].kind in _IDLE or run[-1].text in _JOINING):
        run = run[:-1]
    while run and (run[0].kind in _IDLE or run[0].text in _JOINING or run[0].text.casefold() in PERSON_NOUNS):
        run = run[1:]
    names = [i for i, tok in enumerate(run) if not _is_small_word(tok)]
    if names and not (len(names) == 1 and run[names[0]].kind in (*_IDLE, Kind.PREFIX)):
        start = names[0] if run[0].kind is not Kind.PREFIX else 0
        run = run[start : names[-1] + 1]
    if not run or names_things(run[0]) or all(tok.kind is Kind.PREFIX for tok in run):
        return ()  # Stichting Anna de Wit
    return run


def _is_small_word(tok: Tok) -> bool:
    """Whether a token is an ordinary word in small letters that no list has as a name."""
    if tok.kind is not Kind.LOWER or tok.first or tok.surname:
        return False
    return tok.ordinary or load().is_common_noun(tok.text)


def names_nobody(run: Sequence[Tok], before: Tok | None, *, sure: bool, doubtful: bool) -> bool:
    """Whether a run names nobody: ID, Ter Apel, Twentse Regietafel, `Elke` at the start of a sentence.

    `before` is the token before the run. `sure` says that both trained components found it, `doubtful` that only one
    did, with a low probability: the less sure, the less it takes.
    """
    words = [tok for tok in run if tok.kind is not Kind.PREFIX]
    if all(_is_never(tok, sure=sure) for tok in words) or _is_numbered(words):
        return True
    if not sure and (_is_place(run) or _opens_a_sentence(words, before)):
        return True
    if doubtful and all(tok.kind is Kind.LOWER and tok.ordinary and not tok.common_first for tok in words):
        return True
    return _is_place(run) if len(run) > 1 and len(words) == 1 else _are_nouns(words, sure=sure)


def _is_never(tok: Tok, *, sure: bool) -> bool:
    """Whether a word names nobody. `Sun` and `Mei` are names too: with a capital they go where both saw a name."""
    if len(tok.text) == 1:
        return True
    return tok.text.casefold() in NEVER_NAMES and not (sure and tok.kind is Kind.NAME)


def _is_numbered(words: Sequence[Tok]) -> bool:
    """Whether a run is a thing with its letter or numeral: Bijlage, Bijlage II, Variant B."""
    if not words or words[0].text.casefold() not in NUMBERED_THINGS:
        return False
    return all(len(tok.text) == 1 or set(tok.text) <= set("IVX-") for tok in words[1:])


def _is_place(run: Sequence[Tok]) -> bool:
    whole = " ".join(tok.text for tok in run).casefold()
    return whole in load().places or run[-1].street


def _opens_a_sentence(words: Sequence[Tok], before: Tok | None) -> bool:
    """Whether a run is one ordinary word that has its capital from its place."""
    starts = before is None or before.kind is Kind.BREAK or before.text[-1] in ".!?:"
    return starts and len(words) == 1 and words[0].kind is Kind.NAME and words[0].ordinary


def _are_nouns(words: Sequence[Tok], *, sure: bool) -> bool:
    nouns = [load().is_common_noun(tok.text) for tok in words]
    if len(words) == 1:
        return nouns[0] and not (sure and words[0].text.istitle())
    # Twentse Regietafel: an adjective of a place before nouns.
    adjectives = [tok.text.endswith("se") and not (tok.first or tok.surname) for tok in words]
    return any(nouns) and all(n or a for n, a in zip(nouns, adjectives, strict=True))
