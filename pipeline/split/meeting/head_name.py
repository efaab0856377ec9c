"""What a meeting is called, of which kind it is and whose it is, from its title and the lines around it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.split.dates import find_dates
from pipeline.split.lines import Line
from pipeline.split.meeting.head_when import DAY_MONTH
from pipeline.types import Span

_WORD = (
    r"(?:geannoteerde )?(?:vergader)?agenda(?:punten)?|(?:concept|gespreks|vergader|kort"
    r"|eind)?verslag(?! van bevindingen)"
    r"|verlag|notulen|(?:actie(?:punten)?-? ?(?:en|/|&) ?)?besluitenlijst|besluiten- ?(?:en"
    r"|/) ?actie(?:punten)?lijst|lijst van besluiten"
    r"|uitslagenlijst|actie(?:punten)?lijst|aantekeningen|minutes|besluiten"
)
_STATE = (
    r"(?:concept|definitief|definitieve|openbare?|vastgestelde?|voorlopige?|kort|beknopt|ontwerp|besloten"
    r"|samenvattend)"
)
_PREFIX = re.compile(
    rf"(?:title:\s+[\"']?)?(?:{_STATE}[\s-]*){{0,3}}(?:{_WORD})(?!\w)(?:\s?(?:en|/|&|\+)\s?"
    rf"(?:{_STATE}\s)?(?:{_WORD})(?!\w)){{0,2}}"
    r"(?P<join>\s?[:–—|-]+\s*|,\s*|\s+|\Z)"
    r"(?:(?:van|voor|of)\s)?(?:(?:de|het|een|the)\s)?(?:(?:openbare?|besloten|reguliere|gewone|digitale"
    r"|extra)\s(?=\w))?",
    re.IGNORECASE,
)
_TITLE_KEY = re.compile(r"title:\s+[\"']?", re.IGNORECASE)
_TAIL = re.compile(
    r"\bd\.?\s?d\.|\bgehouden\b|\bop\s(?:maan|dins|woens|donder|vrij|zater|zon)dag\b"
    r"|\b(?:maan|dins|woens|donder|vrij|zater|zon)dag\b|,\s?aanvang\b|\s[-–—|]\s(?:vergadering|bijeenkomst"
    r"|overleg)\b|[-–]\s(?:vergadering|bijeenkomst)\s\d|\s\(?\d{1,2}[.:]\d\d\b"
    r"|\s[–—|]\s(?=(?:online|digitaal|via)\b)",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    r"(?:[\s,:;(|–—-]+|[\s,:;(|–—]+(?:van|op|te|dd?|d\.d\.?|datum|in|week)[\s,:;(|–—-]*|(?:\s[-–—]\s?"
    r"|[-–—,:]\s)vergadering\s*)\Z",
    re.IGNORECASE,
)
_MEETING = re.compile(
    r"\w*(?:overleg|vergadering|bijeenkomst|commissie|groep|tafel|beraad|bestuur|overlegorgaan|sessie|college"
    r"|gemeenteraad"
    r"|dorpsraad|wijkraad|raad|staten|platform|congres|gesprek|afstemming|kernteam|directieteam"
    r"|managementteam)(?!\w)"
    r"|\b(?-i:ALV|AV|MT|DB|AB|OR|MR|BOB|TO|BO|RvT|RvC)\b|\b(?:committee|board|meeting|council)\b",
    re.IGNORECASE,
)
_KINDS = tuple(
    (kind, re.compile(words, re.IGNORECASE))
    for kind, words in (
        ("commissievergadering", r"\b(?:raads|staten)?commissie(?:vergadering)?\b|\bcommissieoverleg"),
        (
            "collegevergadering",
            r"collegevergadering|\bcollege van (?:burgemeester|b ?(?:&|en) ?w|gedeputeerde)|\bb ?(?:&"
            r"|en) ?w-?(?:vergadering)?\b"
            r"|vergadering (?:van )?(?:het )?college|gedeputeerde staten",
        ),
        ("statenvergadering", r"statenvergadering|provinciale staten"),
        ("ledenvergadering", r"ledenvergadering|\bALV\b"),
        ("aandeelhoudersvergadering", r"aandeelhouders|\bAVA\b"),
        (
            "bestuursvergadering",
            r"bestuursvergadering|\b(?:algemeen|dagelijks) bestuur\b"
            r"|\b[AD]B[- ]vergadering|verenigde vergadering",
        ),
        (
            "raadsvergadering",
            r"raadsvergadering|gemeenteraad|\braad(?:s\w*)?\b(?! van (?:toezicht|commissarissen|bestuur))",
        ),
        ("stuurgroep", r"stuurgroep"),
        ("werkgroep", r"werkgroep"),
        ("projectgroep", r"projectgroep"),
        ("klankbordgroep", r"klankbordgroep"),
        ("regietafel", r"regietafel"),
        ("overleg", r"\w*overleg\b|\b(?-i:TO|BO|MT)\b|beraad|\bgesprek\b"),
        ("bijeenkomst", r"\w*bijeenkomst\b|sessie\b"),
        ("vergadering", r"\w*vergadering\b|\bmeeting\b"),
    )
)
_TAILWORDS = (
    r"(?:[ \n](?:van|voor|de|het|en|der|den|te|in|&|(?-i:[A-ZÀ-Ý(])[\w&()/'’-]*)"
    r"|,[ \n](?-i:[A-ZÀ-Ý])[\w&()/'’-]*|,(?=\sen\s)){0,14}"
)
_BODY = re.compile(
    rf"\b(?:college van (?:burgemeester en wethouders|b\s?(?:&|en)\s?w|gedeputeerde staten"
    rf"|dijkgraaf en (?:hoog)?heemraden)"
    rf"(?: van (?:de |het )?(?:gemeente |provincie )?(?-i:[A-Z])[\w-]+)?"
    rf"|(?:gemeente)?raad(?: van)? (?:de |der )?gemeente (?-i:[A-Z])[\w-]+|gemeenteraad(?: van (?-i:[A-Z])[\w-]+)?"
    rf"|provinciale staten(?: van (?-i:[A-Z])[\w-]+)?|gedeputeerde staten(?: van (?-i:[A-Z])[\w-]+)?"
    rf"|(?:algemeen|dagelijks) bestuur{_TAILWORDS}|verenigde vergadering|ondernemingsraad"
    rf"|B\s?(?:&|en)\s?W\b|(?:raads|staten)?commissie(?!\w)(?: [a-z]{{5,30}}\b)?{_TAILWORDS}|(?:dorps|wijk"
    rf"|cliënten|medezeggenschaps|jeugd)raad{_TAILWORDS}"
    rf"|(?:stuur|werk|project|klankbord|stakeholder|begeleidings|regie|kern|expert)groep{_TAILWORDS}"
    rf"|(?-i:(?:[A-Z]\w+ ){{0,2}})regietafel{_TAILWORDS})".replace(" ", r"\s"),
    re.IGNORECASE,
)
_DANGLING = re.compile(r"(?:[\s,]+(?:van|voor|de|het|en|der|den|te|in|&))+\Z", re.IGNORECASE)
MAX_TITLE = 200
_YEAR = re.compile(r"(?:19|20)\d\d")
_OPEN_ENDED = re.compile(r"(?:\s(?:van|de|het|en|der|voor|in|te|op)|[-–&,/])\Z")
_LABELLED = re.compile(
    r"[A-ZÀ-Ý][^\W\d]*(?: [^\W\d]+){0,2}\.?[ mk.]{0,5}:|(?:Vergader)?(?:[Dd]atum|[Tt]ijd\w*|[Ll]ocatie"
    r"|[Pp]laats|[Zz]aal)\b"
    r"|(?:Aan|Af)wezig|Voorzitter\b|Deelnemers\b|(?:Van|Aan|Kenmerk|Ons kenmerk|Onderwerp|Betreft|Pagina)\b"
)
_WRAPPED = 38  # characters; a title that long may go on below in capitals


def name_in(text: str, title: Span) -> Span | None:
    """What a title calls the meeting: without `Verslag van`, the day and the hours; None where nothing is left."""
    words = title.of(text)[:MAX_TITLE]
    prefix = _PREFIX.match(words) or _TITLE_KEY.match(words)
    at = prefix.end() if prefix else 0
    stops = [found.start() for found in (_TAIL.search(words, at), DAY_MONTH.search(words, at)) if found]
    day = next(find_dates(words), None)
    if day and day.span.start >= at:
        stops.append(day.span.start)
    stop = min(stops, default=len(words))
    name = _bare(words, at, stop)
    if name is None and day and day.span.start <= at + 12:
        name = _bare(words, day.span.end, len(words))
    if name is None:
        return None
    return Span(title.start + name[0], title.start + name[1])


def _bare(words: str, at: int, stop: int) -> tuple[int, int] | None:
    while at < stop and (words[at] in " \n\t\"'“”‘’*_:;,|–—-."):
        at += 1
    while (found := _TRAILING.search(words, at, stop)) and found.end() == stop and found.start() < stop:
        stop = found.start()
    while stop > at and words[stop - 1] in " \n\t.\"'“”‘’*_":
        stop -= 1
    shown = words[at:stop]
    if sum(c.isalpha() for c in shown) < 2 or not any(c.isalnum() for c in shown) or not _telling(shown):
        return None
    return at, stop


def _telling(words: str) -> bool:
    """Whether a name says more than that something is a document of a meeting."""
    return (
        re.fullmatch(
            rf"(?:{_WORD}|{_STATE}|nr|nummer|versie|vergadering|overleg|bijeenkomst|meeting|van|de|het|en"
            rf"|[\W\d_]|\s)+",
            words,
            re.IGNORECASE,
        )
        is None
    )


def titled(words: str) -> bool:
    """Whether a line starts as the title of minutes or an agenda does."""
    return _PREFIX.match(words) is not None


def about_meeting(words: str) -> bool:
    """Whether words name a meeting or a body."""
    return _MEETING.search(words) is not None


def kind_of(*words: str) -> str | None:
    """The kind of meeting by its name, else by the next words given; None when none of them tells."""
    for one in words:
        for kind, rule in _KINDS:
            if one and rule.search(one):
                return kind
    return None


def body_in(text: str, *places: Span | None) -> Span | None:
    """The body whose meeting it is, where one of the places names one."""
    for place in places:
        if place is None:
            continue
        found = _BODY.search(place.of(text)[:400])
        if found:
            end = found.end()
            cut = _DANGLING.search(found[0])
            if cut:
                end -= len(cut[0])
            words = found[0][: end - found.start()]
            end -= len(words) - len(words.rstrip(" ,\n"))
            return Span(place.start + found.start(), place.start + end)
    return None


def title_lines(lines: Sequence[Line], i: int, last: int) -> int:
    """One past the last line of the title that starts at line `i`."""
    stop = i + 1
    while stop < min(last, i + 3):
        before, after = lines[stop - 1].core, lines[stop].core
        if not after or lines[stop].heading or len(after) > 100 or after[-1] in ".;:?!" or "|" in after:
            break
        if not (after[0].islower() or _YEAR.fullmatch(after) or _OPEN_ENDED.search(before)):
            behind = lines[stop + 1].core if stop + 1 < last else ""
            wrapped = len(before) >= _WRAPPED and len(after) <= 60 and not _LABELLED.match(after)
            tail = stop == i + 1 and about_meeting(after) and not about_meeting(before) and len(after) <= 60
            named = tail and not _LABELLED.match(after) and not titled(after)
            dated = bool(_LABELLED.match(behind) or DAY_MONTH.search(behind))
            if not ((wrapped or named) and (not behind or dated or behind[0].isdigit())):
                break
        stop += 1
    return stop
