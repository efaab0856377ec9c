"""The notes that an organisation adds below every mail: for whom it is, that it is confidential, who is liable.

One phrase that nobody writes by hand is enough; of weaker ones four must stand together. A note runs on as long as
its words go on about the mail, the receiver or the organisation, and starts with the sentence that holds the phrase.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.split.mail.stems import lines_with

_MAIL = (
    r"(?:(?:dit|deze|een|het|de|this|the|diese[rs]?) (?:e-?mail(?:bericht|verkeer)?s?|bericht|mail(?:tje|bericht)?"
    r"|elektronische? (?:bericht|mail)|message|communication|transmission|nachricht))"
)
_HARD = re.compile(
    "|".join((
        # Dutch
        r"niet voor u (?:is )?(?:bestemd|bedoeld)",
        r"niet (?:de|het) (?:bedoelde )?(?:geadresseerde|ontvanger)\b.{0,60}(?:verzo|vernietig|verwijder|bent|bericht)",
        rf"{_MAIL}\b.{{0,80}}\b(?:uitsluitend|alleen|slechts|exclusief) (?:bestemd|bedoeld)",
        r"(?:uitsluitend|alleen|slechts) (?:bestemd|bedoeld) voor (?:de geadresseerde|gebruik door de)",
        rf"{_MAIL}\b.{{0,60}}\bkan (?:vertrouwelijke |persoonlijke )?informatie (?:bevatten|bevat)",
        rf"(?:aan|uit) (?:de inhoud van )?{_MAIL}.{{0,60}}\bgeen rechten",
        r"(?:aanvaard|accepteer)(?:t|en) geen (?:enkele )?(?:aansprakelijkheid|verantwoordelijkheid)",
        r"aansprakelijkheid is beperkt tot het bedrag",
        r"\b(?:dis|pro)claimer\b.{0,40}(?:van toepassing|http|www|:|\.nl)|[./{] ?(?:dis|pro)claimer\b",
        r"(?:van toepassing|zie|lees)\b.{0,40}\b(?:dis|pro)claimer\b",
        r"^\W*confidentiality ?: ?\w",
        r"denk aan het milieu|voordat u (?:dit|deze) (?:e-?mail|bericht|mail)\w* (?:print|afdrukt)",
        # English
        r"(?:consider|think of) (?:the|our) environment|(?:intended|destined) (?:solely|only|exclusively) for",
        r"(?:solely|only|exclusively) (?:intended|for the use of)",
        rf"{_MAIL}\b.{{0,80}}\b(?:may contain|(?:is|are) (?:strictly )?confidential|privileged)",
        rf"information (?:(?:that is )?\w{{4,12}} )?(?:in|with|by) {_MAIL}.{{0,80}}"
        r"(?:confidential|intended|privileged)",
        r"if you (?:are not the|have received this|received this)\b.{0,50}(?:addressee|recipient|error|mistake)",
        r"not the (?:intended|named) (?:recipient|addressee)|accepts? no (?:liability|responsibility)",
        # German
        r"nicht der (?:richtige|beabsichtigte|vorgesehene) (?:adressat|empfänger)|denken sie an die umwelt",
        r"diese (?:e-?mail|nachricht) (?:enthält|kann|ist)\b.{0,60}(?:vertraulich|bestimmt)",
        r"(?:irrtümlich|versehentlich) (?:erhalten|zugesandt)",
    )),
    re.IGNORECASE,
)  # fmt: skip
_HEADING = re.compile(
    r"\W*(?:\w{8,40}\W+)?(?:disclaimer|proclaimer|confidentiality(?: notice)?|vertrouwelijkheid)\b[\W_]*"
    r"(?:\w{1,20}\W*)?",
    re.IGNORECASE,
)
_SOFT = tuple(
    re.compile(rule)
    for rule in (
        r"\bvertrouwelijk|confidential|vertraulich|privileged|verschoningsrecht|geheimhoudingsplicht|non-disclosure",
        r"\b(?:abusievelijk|ten onrechte|per abuis|per vergissing)\b|in error\b|by mistake|irrtümlich",
        r"\bgeadresseerde|ontvanger\b|recipient|addressee|empfänger|adressat",
        r"\baansprakelijk|liab(?:le|ility)|haftung",
        r"\b(?:verwijder|vernietig)\w*\b.{0,60}(?:bericht|mail)|(?:bericht|mail)\w*\b.{0,60}\b(?:verwijder|vernietig)"
        r"|delete (?:the|this|it)|destroy",
        r"\bafzender\b|notify (?:the|us)|inform (?:the|us)|sender\b|absender",
        r"\brechten (?:worden )?(?:ontleend|ontlenen)|no rights|views or opinions|rechten op informatie",
        r"\bverspreid|openbaarmaking|verveelvoudig|vermenigvuldig|disclos|disseminat|copying|weitergabe"
        r"|kennisneming door|access by others",
        r"\bvirus",
        r"\bhandelsregister|kamer van koophandel|chamber of commerce|algemene voorwaarden|general terms|legal entity",
        r"\bdienstverlening\b.{0,60}e-?mail|e-?mail\W?verkeer|elektronisch\w* ver(?:zend|stu)|electronic transmission"
        r"|beveiligingsbeleid|security policy|proclaimer|disclaimer",
        r"\b(?:this|dit|deze) e-?mail|this message|dit bericht|attachments?\b|bijlagen\b",
    )
)
_ANY_MAIL = len(_SOFT) - 1  # the last of the soft phrases, which alone opens nothing
# Every phrase above holds one of these, which are found much faster.
_STEMS = (
    "claimer", "vertrouwelijk", "vertraul", "confiden", "privileg", "verschoningsr", "geheimhoud", "disclos", "abusiev",
    "onrechte", "per abuis", "vergissing", "error", "mistake", "irrtümlich", "versehentlich", "adressat", "empfänger",
    "geadresseerde", "addressee", "ontvanger", "recipient", "aansprak", "verantwoordelijkheid", "liab", "haftung",
    "responsib", "verwijder", "vernietig", "delete", "destroy", "afzender", "notify",
    "inform the", "inform us", "sender", "rechten",
    "rights", "opinions", "verspreid", "openbaarm", "voudig", "dissemin", "copying", "weitergabe", "kennisneming door",
    "access by", "virus", "handelsregister", "koophandel", "commerce", "voorwaarden", "general terms", "legal entity",
    "mailverkeer", "mail verkeer", "dienstverlening", "elektronisch", "electronic trans", "beveiligingsbeleid",
    "security policy", "environment", "het milieu", "umwelt", "intended", "solely", "exclusively", "bestemd", "bedoeld",
    "bevat", "contain", "this e", "this message", "dit bericht", "deze e", "dit e",
    "deze mail",
)  # fmt: skip
_SENTENCE_END = re.compile(r"[.!?:][\"')\]]*\s*\Z")
_STARTS = re.compile(r"[\"'“(*_-]*[A-ZÀ-Ý]")
_PLACE = re.compile(r"(?:https?:)?\S{2,100}\.\S{2,100}\.?")
_FULL = 55  # characters: a line this long was broken by its margin
_READ = 600  # characters of a line that are read
_OVER = 90  # characters on both sides of a line's end that hold a phrase
_MOST = 60  # lines of one note
_WINDOW = 4  # lines that are read together
_TOGETHER = 4  # kinds of soft phrases
_NAME_BETWEEN = 60  # characters: the name of the organisation between its note in two languages


@dataclass(frozen=True, slots=True)
class _Lines:
    """The filled lines of one sender, whether something stands between each and the one above, and what each says."""

    cores: Sequence[str]
    gaps: Sequence[bool]
    soft: tuple[frozenset[int], ...]
    hard: tuple[bool, ...]


def disclaimers(cores: Sequence[str], gaps: Sequence[bool]) -> list[tuple[int, int]]:
    """The notes among the lines that one sender wrote: their first line and the one behind their last.

    Args:
        cores: the filled lines.
        gaps: for each line, whether an empty line or another sender's stands above it.
    """
    lines = _read(cores, gaps)
    found: list[tuple[int, int]] = []
    i = floor = 0
    while i < len(cores):
        if not _opens(lines, i):
            i += 1
            continue
        first, last = _first(lines, i, floor), _last(lines, i)
        if (
            found
            and first - found[-1][1] <= 1
            and all(len(core) <= _NAME_BETWEEN for core in cores[floor:first])
        ):
            found[-1] = (found[-1][0], last)
        else:
            found.append((first, last))
        i = floor = last
    return found


def _read(cores: Sequence[str], gaps: Sequence[bool]) -> _Lines:
    hints = lines_with(_STEMS, cores)
    soft = tuple(
        _kinds(core[:_READ].lower()) if hint else frozenset() for core, hint in zip(cores, hints, strict=True)
    )
    hard = tuple(_is_hard(cores, hints, i) for i in range(len(cores)))
    return _Lines(cores, gaps, soft, hard)


def _is_hard(cores: Sequence[str], hints: Sequence[bool], i: int) -> bool:
    """Whether a phrase that nobody writes by hand starts on line `i`; it may run over the end of the line."""
    if not any(hints[i : i + 2]):
        return False
    core = cores[i]
    if hints[i] and len(core) <= _NAME_BETWEEN and _HEADING.fullmatch(core):
        return True
    start = 0 if hints[i] else max(0, len(core) - _OVER)
    read = core[start : start + _READ]
    below = cores[i + 1][:_OVER] if i + 1 < len(cores) else ""
    match = _HARD.search(f"{read} {below}")
    return match is not None and match.start() < len(read)


def _kinds(low: str) -> frozenset[int]:
    return frozenset(k for k, rule in enumerate(_SOFT) if rule.search(low))


def _opens(lines: _Lines, i: int) -> bool:
    if lines.hard[i]:
        return True
    if not lines.soft[i] - {_ANY_MAIL}:
        return False
    near: frozenset[int] = frozenset().union(*lines.soft[i : i + _WINDOW])
    return len(near) >= _TOGETHER


def _first(lines: _Lines, i: int, floor: int) -> int:
    """Where the sentence, or the run of such sentences, starts that holds line `i`."""
    while i > floor:
        above = lines.cores[i - 1]
        if len(above) < _FULL:
            break
        goes_on = not _SENTENCE_END.search(above)
        if not goes_on and (lines.gaps[i] or not lines.soft[i - 1]):
            break
        i -= 1
    return i


def _last(lines: _Lines, i: int) -> int:
    """One past the last line of a note."""
    stop = i + 1
    while stop < min(len(lines.cores), i + _MOST) and _goes_on(lines, stop):
        stop += 1
    return stop


def _goes_on(lines: _Lines, i: int) -> bool:
    above, core = lines.cores[i - 1], lines.cores[i]
    if lines.soft[i] or lines.hard[i] or (" " not in core and _PLACE.fullmatch(core[:_READ])):
        return True
    if not lines.gaps[i] and any(lines.soft[i + 1 : i + 2]) and len(core) >= _FULL:
        return True
    if _SENTENCE_END.search(above):
        return False
    if lines.gaps[i]:
        return len(above) >= _FULL and core[0].islower()
    return len(above) >= _FULL or (not _STARTS.match(core) and core[0].isalnum())
