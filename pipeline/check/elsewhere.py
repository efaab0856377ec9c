"""People who are taken out in one place and told in another.

- redacted-and-readable: a mark in the place of somebody whom the file names elsewhere: the chair of a meeting, the
  sender of a mail who signs it or whom it greets, the same words around a mark here and around a name there.
- one-of-two: of two holders of the same public office in one list, one is named and the other is not.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

import regex

from pipeline import rulebook
from pipeline.check.marks import Marked
from pipeline.check.names import CAPITAL, HONORIFIC, PREFIX, may_be_name
from pipeline.check.trace import Trace
from pipeline.detect import lexicon as lists
from pipeline.types import Span

_MEND_BOTH = "Beslis voor het hele document of deze naam leesbaar is, en lak hem dan overal of nergens."
_MEND_OFFICE = "Beslis over beide gelijk: wie een openbare functie bekleedt, blijft als regel leesbaar."

_Found = tuple[str, Span, str, str]


def find(marked: Marked) -> Iterator[Trace]:
    """Both kinds, in the order of the text."""
    if not marked.runs:
        return
    found = [*same_words(marked), *chairs(marked), *signed(marked), *offices(marked)]
    seen: set[tuple[str, Span]] = set()
    for channel, span, reason, mend in sorted(found, key=lambda f: (f[1], f[0])):
        if (channel, span) not in seen:
            seen.add((channel, span))
            page, box = marked.full.place(span)
            yield Trace(channel, page, box, reason.replace("{page}", str(page)), mend)


_TOKEN = regex.compile(r"[\p{L}\p{N}]+(?:['’.-][\p{L}\p{N}]+)*|[^\s\p{L}\p{N}]")
_SIDE = 4  # tokens on each side of a mark
_LETTERS = 14  # on both sides together, so that "," and "de heer" are no evidence
_NAME = regex.compile(
    rf"(?:{CAPITAL}|(?:\p{{Lu}}\.)+|{PREFIX})(?:[ \n](?:{CAPITAL}|(?:\p{{Lu}}\.)+|{PREFIX})){{0,4}}"
)


def same_words(marked: Marked) -> Iterator[_Found]:
    """A mark and a name with the very same words around them: a text that stands in the file twice, and in which the
    name was taken out once.
    """
    reason = (
        "Op pagina {page} is te lezen wat op een andere plaats in dezelfde woorden is gelakt"
        " (pagina {other}): wie beide vergelijkt, weet om wie het gaat."
    )
    text = marked.text
    around: dict[tuple[tuple[str, ...], tuple[str, ...]], Span] = {}
    tokens = _tokens(marked)
    starts = [start for start, _, _ in tokens]
    for run in marked.runs:
        key = _around(tokens, starts, run)
        if key is not None:
            around.setdefault(key, run)
    lefts = {left for left, _ in around}
    if not lefts:
        return
    for i in range(_SIDE, len(tokens)):
        left = tuple(token for _, _, token in tokens[i - _SIDE : i])
        if left not in lefts or tokens[i][2] == _GAP:
            continue
        match = _NAME.match(text, tokens[i][0])
        if match is None or not _holds_name(match.group()):
            continue
        span = Span(*match.span())
        j = bisect_right(starts, span.end - 1)
        right = tuple(token for _, _, token in tokens[j : j + _SIDE])
        twin = around.get((left, right))
        if twin is not None:
            other = marked.full.page_of(twin.start)
            yield "redacted-and-readable", span, reason.replace("{other}", str(other)), _MEND_BOTH


_GAP = "\0"


def _tokens(marked: Marked) -> list[tuple[int, int, str]]:
    """The tokens of the text in small letters, each run of marks as one."""
    tokens: list[tuple[int, int, str]] = []
    done = 0
    for run in [*marked.runs, Span(len(marked.text), len(marked.text))]:
        tokens += [
            (m.start(), m.end(), m.group().casefold()) for m in _TOKEN.finditer(marked.text, done, run.start)
        ]
        if run.start < run.end:
            tokens.append((run.start, run.end, _GAP))
        done = run.end
    return tokens


def _around(
    tokens: list[tuple[int, int, str]], starts: list[int], run: Span
) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    i = bisect_right(starts, run.start) - 1
    left = tuple(token for _, _, token in tokens[max(0, i - _SIDE) : i])
    right = tuple(token for _, _, token in tokens[i + 1 : i + 1 + _SIDE])
    if len(left) < _SIDE or len(right) < _SIDE or _GAP in left or _GAP in right:
        return None
    letters = sum(len(token) for token in left + right if token.isalpha())
    return (left, right) if letters >= _LETTERS else None


def _holds_name(written: str) -> bool:
    """Whether a stretch with capitals holds a word that is rather a name than anything else."""
    lexicon = lists.load()
    words = regex.findall(CAPITAL, written)
    return any(
        (lexicon.is_surname(w) or lexicon.is_common_first(w))
        and not lexicon.is_ordinary(w)
        and may_be_name(w)
        for w in words
    )


@dataclass(frozen=True, slots=True)
class _Holder:
    """Somebody in a list with a title: `name` is where the name or the mark stands."""

    name: Span
    title: str
    redacted: bool


_ATTENDANCE = regex.compile(r"(?im)^[ \t\f]*(?:aanwezig(?:en)?|deelnemers|present)\b[^\n:]{0,30}:?")
_MEETING = r"(?:vergadering|bijeenkomst|zitting|overleg)"
_AS_CHAIR = regex.compile(
    rf"""(?xi)[ \n]+(?:
      (?:\p{{L}}+[ \n]+)?als[ \n]+(?:de[ \n]+)?voorzitter\b
    | (?:opent|heropent|sluit|schorst)\b[^.\n]{{0,30}}\s?{_MEETING}
    | (?:opent|sluit)[ ](?:om|de|het)\b
    | (?:heet|dankt)[ ](?:alle|de)[ ]?aanwezigen
    | (?:\p{{L}}+[ \n]+){{0,6}}?sluit[ \n]+de[ \n]+{_MEETING}
    )"""
)
_CHAIR_BEFORE = regex.compile(r"(?i)\bvoorzitter,?[ ]\Z")
_NAME_PART = rf"(?:{CAPITAL}|(?:\p{{Lu}}\.)+)"
_CHAIR_NAMED = regex.compile(
    rf"""(?x)(?P<name>{_NAME_PART}(?:[ \n](?:{PREFIX}[ \n])?{_NAME_PART}){{0,3}})[ \n]?
      (?: \((?:[^()\n]|\n(?!\n)){{0,80}}?\bvoorzitter\b(?P<of>[^(),;]{{0,40}})[^()]{{0,40}}\)
        | ,[ \n]voorzitter\b(?P<of2>[^(),;\n]{{0,40}}) )
    | \b[vV]oorzitter[ ]?:[ ](?:(?i:{HONORIFIC})[ ]+)*
      (?P<name2>(?:\p{{Lu}}\.)*[ ]?(?:{PREFIX}[ ]+)?{CAPITAL}(?:[ ](?:{PREFIX}[ ]+)?{CAPITAL}){{0,2}})"""
)
_LIST = 2_500  # characters of a list of those present


def chairs(marked: Marked) -> Iterator[_Found]:
    """The chair of a meeting whom the minutes take out where the list of those present names them."""
    text = marked.text
    reason = (
        "Op pagina {page} is de naam van de voorzitter gelakt, maar op pagina {other} staat in de lijst van"
        " aanwezigen leesbaar wie dat is."
    )
    lists_at = [match.start() for match in _ATTENDANCE.finditer(text)]
    named = {
        start: _chair_of(text, start, stop)
        for start, stop in zip(lists_at, [*lists_at[1:], len(text)], strict=False)
    }
    for run in marked.runs:
        acts = _AS_CHAIR.match(text, run.end, run.end + 140)
        before = _CHAIR_BEFORE.search(text, max(0, run.start - 20), run.start)
        i = bisect_right(lists_at, run.start) - 1
        if not (acts or before) or i < 0:
            continue
        chair = named[lists_at[i]]
        if chair is not None and "\n" in text[chair.end : run.start]:
            other = marked.full.page_of(chair.start)
            yield "redacted-and-readable", run, reason.replace("{other}", str(other)), _MEND_BOTH


def _chair_of(text: str, start: int, stop: int) -> Span | None:
    """Whom a list of those present names as the chair of this meeting: the one without another body behind the word,
    else the first.
    """
    best: Span | None = None
    for match in _CHAIR_NAMED.finditer(text, start, min(stop, start + _LIST)):
        name = "name2" if match["name2"] else "name"
        of = (match["of"] or match["of2"] or "").strip()
        if not of:
            return Span(*match.span(name))
        best = best or Span(*match.span(name))
    return best


_FROM = regex.compile(r"(?m)^[ \t\f>*]*(?:Van|From|Afzender|Von)[ ]?:[ *\t\"'<]*")
_TO = regex.compile(r"(?m)^[ \t\f>*]*(?:Aan|To|An)[ ]?:[ *\t\"'<]*")
_CLOSES = regex.compile(
    r"(?mi)^[ \t>]*(?:(?:met|mede)[ ](?:vriendelijke|hartelijke|beste)[ ]groet(?:en)?"
    r"|(?:hartelijke|vriendelijke)?[ ]?groet(?:en|jes)?"
    r"|hoogachtend|m\.?v\.?g\.?|gr\.?|kind[ ]regards|best[ ]regards)\b[^\n]{0,40}\n[ \t>\n]{0,12}"
)
_GREETS = regex.compile(
    rf"(?mi)^[ \t>]*(?:beste|dag|hoi|hallo|geachte|goedemorgen|goedemiddag)[ ](?:(?:{HONORIFIC})[ ]+)*"
)
_WHOLE = regex.compile(
    rf"(?:(?:\p{{Lu}}\.)+[ ]?)?(?:{PREFIX}[ ]+)?{CAPITAL}(?:[ ](?:{PREFIX}[ ]+)?{CAPITAL}){{0,3}}"
    r"(?=[ \t]*[,!.]?[ \t]*(?:\n|\Z))"
)
_MAIL = 6_000  # characters of a mail that are read


def signed(marked: Marked) -> Iterator[_Found]:
    """A mail whose sender was taken out of its header and signs it readably, and one that greets by name the only
    one to whom it was sent, who was taken out.
    """
    text = marked.text
    heads = [match.start() for match in _FROM.finditer(text)]
    for start, stop in zip(heads, [*heads[1:], len(text)], strict=False):
        end = min(stop, start + _MAIL)
        for head, opening, who in (
            (_FROM, _CLOSES, "van de afzender in de kop van een mail gelakt, maar onder de mail"),
            (_TO, _GREETS, "van de ontvanger in de kop van een mail gelakt, maar in de aanhef"),
        ):
            header = head.search(text, start, end)
            if header is None or not _redacted_alone(marked, header.end()):
                continue
            named = opening.search(text, header.end(), end)
            name = _WHOLE.match(text, named.end()) if named else None
            if name and _holds_name(name.group()):
                reason = f"Op pagina {{page}} is de naam {who} leesbaar."
                yield "redacted-and-readable", Span(*name.span()), reason, _MEND_BOTH


def _redacted_alone(marked: Marked, place: int) -> bool:
    """Whether one person stands at a place, as a mark and nothing more: not the mark of a mail address alone, behind
    which a name may stand readable.
    """
    i = bisect_right(marked.runs, place, key=lambda run: run.start) - 1
    if i < 0 or marked.runs[i].start != place:
        return False
    run = marked.runs[i]
    line = marked.text[run.end :].partition("\n")[0]
    return not line.startswith("@") and ";" not in line and not regex.search(CAPITAL, line)


_ROW = 40  # characters between a name and its title


def offices(marked: Marked) -> Iterator[_Found]:
    """Two holders of one public office in one list, of whom one is named and the other not."""
    titles = "|".join(
        regex.escape(t) for t in sorted(rulebook.load().public_titles(), key=lambda t: (-len(t), t))
    )
    if not marked.runs:
        return
    reason = (
        "Op pagina {page} is de naam gelakt van wie een openbare functie bekleedt (%s), terwijl een ander met"
        " dezelfde functie in dezelfde lijst leesbaar is."
    )
    holders = sorted(_holders(marked, titles), key=lambda h: h.name)
    for one in holders:
        if not one.redacted:
            continue
        for other in holders:
            near = (
                abs(other.name.start - one.name.start) < _LIST
                and "\n\n"
                not in marked.text[min(one.name.end, other.name.end) : max(one.name.start, other.name.start)]
            )
            if not other.redacted and other.title == one.title and near:
                yield "one-of-two", one.name, reason % one.title, _MEND_OFFICE
                break


def _holders(marked: Marked, titles: str) -> Iterator[_Holder]:
    text = marked.text
    behind = regex.compile(
        rf"(?i)[ ]?\n?(?:\([ ]?|,[ ]?)\n?(?:de[ ]|waarnemend[ ])?(?P<title>{titles})(?![\p{{L}}-])"
    )
    for run in marked.runs:
        match = behind.match(text, run.end, run.end + _ROW + 40)
        if match:
            yield _Holder(run, match["title"].casefold(), redacted=True)
    named = regex.compile(
        rf"(?P<name>{CAPITAL})[ ]?\n?(?:\([ ]?|,[ ]?)\n?(?:de[ ]|waarnemend[ ])?(?i:(?P<title>{titles}))(?![\p{{L}}-])"
    )
    for match in named.finditer(text):
        yield _Holder(Span(*match.span("name")), match["title"].casefold(), redacted=False)
