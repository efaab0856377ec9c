"""Published documents with invented people put back where the officer's marks stand.

The marks show where real officers found names, and in what words: headers, greetings, lists, signatures, remarks.
Only the lines around a mark are taken; names that were left readable there are found by the name rules.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import regex
from spacy.language import Language

from models.recipe.invented.draw import Draw
from models.recipe.invented.marks import CLOSE, OPEN, SPLIT, Answer, Sample, mark, read
from models.recipe.invented.people import Person
from pipeline.detect.gazetteer import toks_of
from pipeline.detect.lexicon import load
from pipeline.detect.tokens import Kind, Tok
from pipeline.detect.wordclasses import THING_BEFORE

# The ground 5.1.2e (Wob: 10.2.e) as text recognition reads it on a mark.
MARK = regex.compile(
    r"(?<![\w.@])[(\[]?(?:[sSB&5§][\s.,]{0,2}[1lLiIt][\s.,]{0,3}2[\s.,]{0,2}[eE©]|10[.\s(,]{0,3}2[.)\s(,]{0,3}e)(?!\w)[)\]]?"
)
_MAIL = regex.compile(r"\s?_?@\s?(?=\p{L}[\p{L}-]+\.\p{L}{2})")
_PHONE = regex.compile(r"(?i)(?:\b06|\btel(?:efoon)?|\bmob(?:iel)?|(?:^|\n)[TM])[.:\s]*$")
_GREETING = regex.compile(
    r"(?i)\b(?:beste|hi|ha|hoi|dag|hallo|lieve|goedemorgen|goedemiddag|groet(?:en|jes)?,?|gr\.?,?)\s+$"
)
_HONORIFIC = regex.compile(r"(?i)\b(?:dhr\.?|mw\.?|mevr\.?|mevrouw|heer)\s+$")
_HEADER = regex.compile(
    r"(?i)(?:^|\n)\s*(?:van|from|aan|to|cc|deelnemers|genodigden|optioneel)\s*:[^\n]*$|[;<>\"']\s*$"
)
# In an inventory the grounds stand in a column of their own, where no name was.
_INVENTORY = regex.compile(r"(?i)deels\s+openbaar|beoordeling")
PLAIN_LINES, PLAIN_WORDS = 10, 25  # lines of a stretch without marks, and words it must have
REACH = 6  # lines taken on each side of a mark

NameRules = Callable[[str], list[tuple[int, int]]]


def samples(file: Path, seed: int, rules: NameRules) -> Iterator[Sample]:
    """A sample for each stretch of a document that holds marks, with people drawn anew.

    Args:
        file: gzipped JSON lines with the key `text`, a document each.
        seed: of the draw of people.
        rules: gives (start, end) of the names that a text shows by itself.
    """
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            draw = Draw(seed * 10_000 + number, split="train")
            people = draw.people(8)
            for block in _blocks(json.loads(line)["text"]):
                if _INVENTORY.search(block):
                    continue
                yield read(_fill(block, draw, people, rules), "published")


def plain(file: Path, nlp: Language, rules: NameRules) -> Iterator[Sample]:
    """Stretches without a mark in which every word that may be a name was found by the rules.

    What an officer published without marks names hardly anybody; its abbreviations, headings and places teach what a
    name is not.
    """
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            text = json.loads(line)["text"]
            rows = text.split("\n")
            for i in range(0, len(rows), PLAIN_LINES):
                block = "\n".join(rows[i : i + PLAIN_LINES])
                if len(block.split()) < PLAIN_WORDS or MARK.search(block):
                    continue
                found = rules(block)
                toks = toks_of(nlp.get_pipe("woo_gazetteer")(nlp.make_doc(block)))
                covered = {i for start, end in found for i in range(start, end)}
                if not _doubtful(toks, covered):
                    people = [Answer(start, end, "PERSON", "either") for start, end in found]
                    yield Sample(block, "plain", tuple(sorted([*people, *_things(toks, covered)])))


def _things(toks: Sequence[Tok], covered: set[int]) -> Iterator[Answer]:
    """The places and organisations of the lists, with the word before that says what they are."""
    places = load().places
    for before, tok in pairwise(toks):
        if tok.kind is Kind.NAME and tok.thing and tok.start not in covered:
            named = before.text.casefold() in THING_BEFORE and tok.start - before.end == 1
            label = "ORG" if named or tok.text.casefold() not in places else "LOC"
            yield Answer(before.start if named else tok.start, tok.end, label, "keep")


def _doubtful(toks: Sequence[Tok], covered: set[int]) -> bool:
    """Whether a word stands there that may be a name and that the rules did not find."""
    return any(
        tok.kind in (Kind.NAME, Kind.UPPER)
        and not (tok.ordinary or tok.thing or tok.street)
        and (tok.common_first or tok.surname)
        and tok.start not in covered
        for tok in toks
    )


def _blocks(text: str) -> Iterator[str]:
    """The lines around marks; lines between marks that stand close stay together."""
    lines = text.split("\n")
    marked = [i for i, line in enumerate(lines) if MARK.search(line)]
    start, end = 0, -1
    for i in marked:
        if i - REACH > end:
            if end >= 0:
                yield "\n".join(lines[start:end])
            start = max(0, i - REACH)
        end = min(len(lines), i + REACH + 1)
    if end >= 0:
        yield "\n".join(lines[start:end])


def _fill(block: str, draw: Draw, people: list[Person], rules: NameRules) -> str:
    for sign in (OPEN, SPLIT, CLOSE):
        block = block.replace(sign, " ")
    out: list[str] = []
    at = 0
    for match in MARK.finditer(block):
        before = block[at : match.start()]
        out.append(_left_readable(before, rules))
        out.append(_put_back(block[: match.start()], block[match.end() :], draw, people))
        at = match.end()
    out.append(_left_readable(block[at:], rules))
    return "".join(out)


def _left_readable(text: str, rules: NameRules) -> str:
    for start, end in sorted(rules(text), reverse=True):
        text = text[:start] + mark("PERSON", text[start:end], "either") + text[end:]
    return text


def _put_back(before: str, after: str, draw: Draw, people: list[Person]) -> str:
    person = draw.rng.choice(people)
    tail = before[-60:]
    if _MAIL.match(after):
        return mark("EMAIL", person.plain_full().lower().replace(" ", "."))
    if _PHONE.search(tail):
        return draw.phone()
    if _GREETING.search(tail):
        return person.given()
    if _HONORIFIC.search(tail):
        return person.last_small() if draw.rng.random() < 0.3 else person.last()
    if _HEADER.search(tail):
        return draw.rng.choice((person.address_book, person.full, person.inverted, person.inverted_first))()
    return draw.rng.choice(
        (person.full, person.full, person.given, person.given, person.last, person.formal)
    )()
