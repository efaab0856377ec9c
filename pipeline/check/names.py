"""Half-redacted names: a mark with a part of a name beside it: `Mw. 5.1.2e Verhoeven geeft aan`, `J.P. 5.1.2e`.

A capital is no proof of a name, so a word beside a mark counts only where something else says that it is one: an
honorific before the mark, the verb of a person behind it, the file naming a person by it, or the lists of surnames
knowing it as nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from pipeline import rulebook
from pipeline.check.marks import Marked
from pipeline.check.trace import Trace
from pipeline.detect import lexicon as lists
from pipeline.detect.wordclasses import (
    COMPANY_FORMS,
    INSTITUTIONS,
    NEVER_NAMES,
    PERSON_VERBS,
    SALUTATION_WORDS,
)
from pipeline.types import Span

HONORIFIC = r"(?:dhr|mw|mevr|drs|mr|ir|ing|dr|prof)\.?|mevrouw|meneer|(?:de[ ])?heer|familie|fam\."
_HONORIFIC_BEFORE = regex.compile(rf"(?i)(?<!\p{{L}})(?:{HONORIFIC})(?:[ ]+(?:{HONORIFIC}))*[ ]*+\n?[ ]*\Z")
PREFIX = (
    r"(?i:van[ ]der|van[ ]den|van[ ]de|van[ ]het|van[ ]'t|in[ ]'t|op[ ]de|op[ ]den|de|der|den|ten|ter|te|el|al"
    r"|van|von|la|le|di|da|dos)"
)
CAPITAL = r"\p{Lu}[\p{L}\p{M}'’]*\p{Ll}[\p{L}\p{M}'’]*(?:-[\p{Lu}][\p{L}'’]+)*"
_BEHIND = regex.compile(
    rf"(?P<gap>[ ]{{0,40}}+\n?[ ]{{0,40}}+)(?P<name>(?:(?P<prefix>{PREFIX})[ ]+)?(?P<word>{CAPITAL}))"
    r"(?P<next>[ \n]+[\p{L}]+|[^\p{L}]|\Z)"
)
_INITIALS_BEFORE = regex.compile(
    r"(?<![\p{L}.])(?P<found>(?:\p{Lu}\.[ ]?(?:-(?=\p{Lu}))?){1,5}(?:(?:Th|Ch|Chr|Ph|Sj|Tj|IJ)\.)?)[ ]*\Z"
)
_FIRST_BEFORE = regex.compile(rf"(?P<found>(?<!\p{{L}}){CAPITAL})(?P<prefix>[ ]+{PREFIX})?[ ]+\Z")
_PREFIX_BEFORE = regex.compile(rf"(?P<found>(?<!\p{{L}}){PREFIX})[ ]+\Z")
_HYPHEN = regex.compile(rf"-(?P<found>{CAPITAL})")
_HYPHEN_BEFORE = regex.compile(rf"(?<!\p{{L}})(?P<found>{CAPITAL})-\Z")
_ACCOUNT = regex.compile(r"(?P<found>[._-]?\p{L}[\p{L}\d._-]*)@")
_ACCOUNT_BEFORE = regex.compile(r"(?<![\w@])(?P<found>[\p{L}\d][\p{L}\d._-]*[._-]|\p{L}[._-])\Z")
_NAMED_ELSEWHERE = rf"(?:(?i:{HONORIFIC})[ ]+(?:{PREFIX}[ ]+)?|(?P<first>{CAPITAL})[ ]+(?:{PREFIX}[ ]+)?)"
_TWICE = 2
_AHEAD = 160  # characters behind a mark that are looked at
_REACH = 60  # characters before a mark that are looked at

_MEND = "Lak de naam als geheel, met alle delen en voorletters."


def find(marked: Marked) -> Iterator[Trace]:
    """The parts of names and of mail addresses beside marks, in the order of the text."""
    found = dict(sorted([*_halves(marked), *_accounts(marked)]))
    for span, reason in found.items():
        page, box = marked.full.place(span)
        yield Trace("half-redacted-name", page, box, reason.replace("{page}", str(page)), _MEND)


def _halves(marked: Marked) -> Iterator[tuple[Span, str]]:
    reason = "Op pagina {page} is een naam half gelakt: naast de gelakte plaats is een deel ervan te lezen."
    for run in marked.runs:
        for span in (_behind(marked, run), _before(marked, run)):
            if span is not None:
                yield span, reason


def _behind(marked: Marked, run: Span) -> Span | None:
    """The part of a name right behind a mark."""
    text = marked.text
    hyphen = _HYPHEN.match(text, run.end, run.end + _AHEAD)
    if hyphen and may_be_name(hyphen["found"]):
        return Span(*hyphen.span("found"))
    match = _BEHIND.match(text, run.end, run.end + _AHEAD)
    if match is None or not may_be_name(match["word"]):
        return None
    span = Span(*match.span("name"))
    honorific = bool(_HONORIFIC_BEFORE.search(text, max(0, run.start - _REACH), run.start))
    following = match["next"].strip()
    acts = following.casefold() in PERSON_VERBS or (
        honorific and following.islower() and following not in _NO_VERBS
    )
    if "\n" in match["gap"]:
        if not (acts and _fills_line(marked, run)):
            return None
    elif not marked.full.beside(run, span):
        return None
    if following[:1] in {":", "("} and not honorific:
        return None
    return span if _is_part(marked, match, honorific=honorific, acts=acts) else None


# Behind a place or a body these go on, and behind a name hardly ever.
_NO_VERBS = frozenset(
    {
        "en",
        "of",
        "van",
        "in",
        "te",
        "voor",
        "bij",
        "met",
        "aan",
        "op",
        "uit",
        "tot",
        "namens",
        "is",
        "als",
        "door",
    }
    | {"over", "om", "dat", "die"}
)


def _is_part(marked: Marked, match: regex.Match[str], *, honorific: bool, acts: bool) -> bool:
    """Whether the word behind a mark is the rest of a name."""
    lexicon = lists.load()
    word = match["word"]
    plain = lexicon.is_surname(word) and not _is_other(word, lexicon)
    prefix = (match["prefix"] or "").casefold()
    if prefix in {"van", "de", "te", "der"} and not honorific and (lexicon.is_thing(word) or not plain):
        return False  # 5.1.2e van Utrecht, 5.1.2e de Raad
    if acts and (honorific or plain or lexicon.is_surname(word)):
        return True
    return (
        plain
        or (honorific and lexicon.is_surname(word) and _named_elsewhere(marked.text, word))
        or (not lexicon.is_thing(word) and _named_elsewhere(marked.text, word))
    )


def _is_other(word: str, lexicon: lists.Lexicon) -> bool:
    return lexicon.is_ordinary(word) or lexicon.is_thing(word) or lexicon.is_common_noun(word)


def may_be_name(word: str) -> bool:
    """Whether a word with a capital is none of those that are never a name."""
    folded = word.casefold()
    never = folded in NEVER_NAMES or folded in INSTITUTIONS or folded in COMPANY_FORMS
    title = any(folded == t or folded.endswith(t) for t in rulebook.load().public_titles())
    return len(word) > 2 and not never and not title and folded not in SALUTATION_WORDS


def _named_elsewhere(text: str, word: str) -> bool:
    """Whether the file names somebody by a word, behind an honorific or a first name."""
    if text.count(word) < _TWICE:
        return False
    lexicon = lists.load()
    for match in regex.finditer(rf"{_NAMED_ELSEWHERE}{regex.escape(word)}(?![\p{{L}}])", text):
        if match["first"] is None or (
            lexicon.is_common_first(match["first"]) and not lexicon.is_ordinary(match["first"])
        ):
            return True
    return False


def _fills_line(marked: Marked, run: Span) -> bool:
    """Whether running text goes on behind a mark at the end of its line: the line has words before it."""
    start = marked.text.rfind("\n", 0, run.start) + 1
    return len(marked.text[start : run.start].split()) > 3


def _before(marked: Marked, run: Span) -> Span | None:
    """The part of a name right before a mark."""
    text, start = marked.text, max(0, run.start - _REACH)
    hyphen = _HYPHEN_BEFORE.search(text, start, run.start)
    if hyphen and may_be_name(hyphen["found"]) and lists.load().is_surname(hyphen["found"]):
        return Span(*hyphen.span("found"))
    initials = _INITIALS_BEFORE.search(text, start, run.start)
    if initials:
        return _initials(marked, run, Span(*initials.span("found")))
    prefix = _PREFIX_BEFORE.search(text, start, run.start)
    if prefix and _HONORIFIC_BEFORE.search(text, start, prefix.start()):
        return Span(*prefix.span("found"))
    first = _FIRST_BEFORE.search(text, start, run.start)
    if first is None or not _is_first_name(text, first):
        return None
    span = Span(*first.span("found"))
    return span if marked.full.beside(span, run) else None


def _initials(marked: Marked, run: Span, span: Span) -> Span | None:
    """Initials before a mark; a letter that opens a line numbers an item."""
    line = marked.text.rfind("\n", 0, span.start) + 1
    single = span.of(marked.text).count(".") == 1
    opens = not marked.text[line : span.start].strip(" \t\f")
    return span if marked.full.beside(span, run) and not (single and opens) else None


def _is_first_name(text: str, match: regex.Match[str]) -> bool:
    """Whether a first name alone stands before a mark: no surname and no other name before it."""
    lexicon, word = lists.load(), match["found"]
    if not lexicon.is_common_first(word) or _is_other(word, lexicon) or not may_be_name(word):
        return False
    before = regex.search(r"([\p{L}.'’-]+)[ ]+\Z", text[max(0, match.start() - 40) : match.start()])
    if before is None or before[1].islower() or before[1].endswith("."):
        return True
    return before[1].casefold() in SALUTATION_WORDS or lexicon.is_ordinary(before[1])


def _accounts(marked: Marked) -> Iterator[tuple[Span, str]]:
    """Mail addresses of which a part before the @ can be read: `5.1.2e.verhoeven@`, `j.5.1.2e@`."""
    reason = "Op pagina {page} is een mailadres half gelakt: een deel van wat voor de @ staat, is te lezen."
    for run in marked.runs:
        behind = _ACCOUNT.match(marked.text, run.end, run.end + _AHEAD)
        if behind:
            yield Span(*behind.span("found")), reason
        before = _ACCOUNT_BEFORE.search(marked.text, max(0, run.start - _REACH), run.start)
        if before and marked.text[run.end : run.end + 1] == "@":
            yield Span(*before.span("found")), reason
