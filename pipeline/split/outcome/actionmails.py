"""What the writer of a mail says that he or she will do: `ik stuur`, `wij zullen`."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.split.lines import Sentence
from pipeline.split.outcome.actionread import (
    LEAST,
    REPORTS_AIM,
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
from pipeline.split.outcome.actionsentences import DOES, by_subject
from pipeline.split.outcome.actionverbs import FIRST_PERSON, FOR_OTHERS, GOES, UNDERTAKES
from pipeline.types import Span

_GREETING = re.compile(
    r"(?:hoi|ha|hallo|hi|dag|beste|geachte|goede(?:morgen|middag|navond))\b[^,\n]{0,60}(?:,|\n)\s*(?=\S)",
    re.IGNORECASE,
)
_FIRST = re.compile(r"\b(?:ik|wij|we)\b", re.IGNORECASE)
_LATER = re.compile(
    r"\b(?:nog|straks|later|snel|spoedig|meteen|vanavond|vanmiddag|morgen|terug|contact|uit|daarna|week"
    r"|maandag|dinsdag|woensdag|donderdag|vrijdag|per post)\b"
)
_WRITERS = frozenset(("ik", "wij", "we"))
_WILL_FIRST = ("zal", "zullen", "ga", "gaan")
_HEREBY = re.compile(
    r"\b(?:hierbij|bijgaand|bijgevoegd|bijlage|onderstaand|nu|alvast|graag|willen|wil)\b", re.IGNORECASE
)


def by_writer(text: str, sentence: Sentence, scene: Scene) -> Said | None:
    """What the writer of a mail says that he or she will do, or that somebody named will do before some time."""
    if not LEAST <= len(sentence.words) <= 300 or asks(sentence.words):
        return None
    tokens = tokens_of(sentence.words)
    first = not _WRITERS.isdisjoint(tokens)
    if not first and DOES.isdisjoint(tokens):
        return None
    greeting = _GREETING.match(sentence.span.of(text))
    if greeting:
        start = sentence.span.start + greeting.end()
        sentence = replace(sentence, span=Span(start, sentence.span.end))
    read = Read(text, sentence, flat_words(text, sentence), scene)
    found = FIRST_PERSON.search(read.flat) if first else None
    if found is None:
        said = by_subject(read)
        return said if said and said.due and said.confidence >= 0.7 else None
    main = main_clause(read.flat[found.end() :])
    if denies(main) or _HEREBY.search(read.flat) or REPORTS_AIM.match(read.flat) or _apart(read.flat, found):
        return None
    verb = next(found[g] for g in ("v1", "v2", "v3", "v4") if found[g]).lower()
    present = verb not in _WILL_FIRST
    if present and not (
        _LATER.search(main) or read.due() or verb in ("bel", "bellen", "laat", "regel", "regelen")
    ):
        return None
    if present and re.search(r"\bmee\b|\b(?:deze|dit) \w*(?:mail|bericht)\b", main):
        return None
    if not (FOR_OTHERS.search(main) or GOES.search(main) if not present else _first_person_does(verb, main)):
        return None
    pronoun = _FIRST.search(found[0])
    start = read.start + found.start()
    owner = Span(start + pronoun.start(), start + pronoun.end()) if pronoun else None
    return said_of(read, owner, read.due(), "ik", 0.5)


def _apart(flat: str, found: re.Match[str]) -> bool:
    """Whether another clause stands before `ik stuur`; `Zodra dat kan, stuur ik` is one sentence."""
    before = flat[: found.start()].rstrip()
    return "," in before and not (
        before.endswith(",") and (found["v2"] or found["v4"]) and before.count(",") == 1
    )


def _first_person_does(verb: str, main: str) -> bool:
    """Whether `ik stuur`, `pak ik ... op` undertakes something: the same particles as in the third person."""
    if verb == "laat":
        return re.match(r" (?:\w+ ){0,4}weten\b", main) is not None
    form = verb if verb in UNDERTAKES else verb + "t"
    needs = UNDERTAKES.get(form)
    return form in UNDERTAKES and (needs is None or needs.search(main) is not None)
