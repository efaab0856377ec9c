"""Where a message ends with a greeting, a name and an address.

A signature starts at a closing formula, at the mark `-- `, at what a telephone adds (`Verstuurd vanaf mijn iPhone`),
or at the lines of contact that end a message. It stops where somebody goes on writing: a postscript, a salutation,
a sentence. What is not surely signature stays text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.split.lines import bullet

_MOST = 40  # filled lines
_TRIM = " \t\u00a0*_|,.!;:-–"
_CLOSING = re.compile(
    r"\W{0,3}(?:"
    + "|".join((
        # Dutch
        r"(?:(?:met|veel|en|dank(?: je(?: wel)?)? en|bedankt en|alvast) )?(?:(?:zeer )?\w{3,14}e |een \w{3,12}e ){0,2}"
        r"groet(?:en|jes|s|ies)?",
        r"m\.? ?v\.? ?(?:vr\.?)? ?gr?\.?|(?:vr(?:iendelijke)?\.? ?)?gr(?:t[jzs]{0,3}|tn)?\.?|hgr\.?|mvgr?\.?",
        r"(?:met (?:de meeste |bijzondere |gevoelens van )?)?(?:hoogachting|hoogachtend)",
        # English
        r"(?:with )?(?:(?:kind(?:est)?|best|warm(?:est)?|many|friendly|sincere) )?regards|(?:with )?best wishes",
        r"all the best|(?:yours )?(?:sincerely|faithfully|truly)(?: yours)?|cheers|thanks and (?:kind |best )?regards",
        # German
        r"mit (?:freundlich|best|herzlich|lieb|kollegial|vielen)\w{0,2} gr(?:ü|ue|u)(?:ß|ss)(?:en)?",
        r"gru(?:ß|ss)|mfg|lg|vg",
        r"(?:viele|beste|herzliche|liebe|freundliche|schöne|sonnige) gr(?:ü|ue)(?:ß|ss)e|hochachtungsvoll",
    ))
    + r")(?!\w)(?:[\s,.!/|:;()–-]{1,6}(?P<tail>.{0,60}))?",
    re.IGNORECASE,
)  # fmt: skip
_LONE = re.compile(r"best,|liefs,?|warmly,?|greetings,?|met vriendelijke[,.]?", re.IGNORECASE)
_INLINE = re.compile(
    r"(?<=[.!?)])\s{1,3}((?:met (?:vriendelijke |hartelijke )?|vriendelijke |hartelijke )?"
    r"(?:groet(?:en|jes)?|gr\.?|mvg)[, ].{0,40})\Z",
    re.IGNORECASE,
)
_NOT_A_NAME = re.compile(
    r"(?:aan|voor|uit|is|zijn|was|die|dat|wie|wat|het|iedereen|allen|doen|terug|niet|je|jullie|u|to|for|that|an)\b",
    re.IGNORECASE,
)
_SMALL = frozenset((
    "van", "de", "der", "den", "ten", "ter", "te", "het", "el", "en", "and", "und", "mede", "namens", "ook", "uit",
    "on", "behalf", "of", "i.o.", "o.b.v.", "p/o", "'t",
))  # fmt: skip
_DEVICE = re.compile(
    r"(?:met vriendelijke groet,? )?(?:verstuurd|verzonden|gestuurd|sent|gesendet|von meinem|get|download"
    r"|outlook (?:voor|for|für)|this message was sent)\b.{0,50}\b(?:i ?phone|i ?pad|i ?os|[i1][o0]s|mac|android|samsung"
    r"|galaxy|outlook|mail|blackberry|smartphone|telefoon|phone|mobiel|mobile|mobieltje|huawei|windows|yahoo|gmail|proton"
    r"|handy|tablet|apparaat|device|toestel|app)\b.{0,40}"
    r"|von meinem \w{2,20} gesendet.{0,3}|outlook voor \w{2,8} downloaden",
    re.IGNORECASE,
)
_MARK = re.compile(r"--|—")
_DAY = r"(?:ma(?:andag)?|di(?:nsdag)?|woe?(?:nsdag)?|do(?:n(?:derdag)?)?|vr(?:ijdag)?|mon|tue|wed|thu|fri)"
_CONTACT = re.compile(
    "|".join((
        r"(?:\+|\b00|\b0|\(0)\d{1,3}[\d\s().\/-]{5,14}\d|\S@\s?\w|@\s?\w[\w-]+\.\w{2,4}|\bwww\.\w|https?:",
        r"\b\w[\w-]{2,40}\.(?:nl|com|org|net|eu|info|be|de|frl|amsterdam)\b(?!\s\w)",
        r"\b\d{4} ?[A-Z]{2}\b|\b(?:postbus|pb) \d",
        r"^\W{0,3}(?:[tmefawi]|tel|telefoon(?:nummer)?|mob|mobiel|mobile|phone|fax|e-?mail|mail|web(?:site)?|internet"
        r"|adres|bezoekadres|postadres|bezoek|post|kamer|kvk|k\.v\.k|btw|twitter|linkedin|facebook|instagram|skype|iban"
        r"|secretariaat|direct) ?[.:)|]",
        r"^\W{0,3}[TMEFW] (?=[+(\d]|\S{1,30}@|www)|^\W{0,3}(?:werkdagen|aanwezig op)\W{0,3}$",
        r"\b(?:werkdag(?:en)?|werktijden|aanwezig|aanw\.|afwezig|bereikbaar(?:heid)?|beschikbaar|werkzaam|kantoortijden"
        rf"|vrije dag)\b.{{0,25}}(?:\b{_DAY}\b|:|\d)",
        rf"\b{_DAY}\b\W{{0,4}}(?:t/m|t\.m\.|tot|en|[-–—/,&])\W{{0,3}}\b{_DAY}\b|^\W{{0,2}}{_DAY}\b\W{{1,3}}{_DAY}\b",
    )),
    re.IGNORECASE,
)  # fmt: skip
_POSTSCRIPT = re.compile(
    r"\W{0,2}(?:p\.?\s?s\.?|n\.?\s?b\.?|post scriptum|ps\d?)(?:[\s:;,.–-]|\Z)", re.IGNORECASE
)
_SALUTATION = re.compile(
    r"(?:beste|geachte|hallo|hoi|hi|ha|dag|dear|hello|lieber?|sehr geehrte|goede(?:morgen|middag|navond|dag))\b"
    r".{0,60}[,!]?",
    re.IGNORECASE,
)
_SPEAKS = re.compile(
    r"\b(?:ik|jij|je|jullie|wij|we|u|hij|zij|ze|is|zijn|was|heb|hebt|heeft|hebben|kan|kun(?:t|nen)?|zal|zou|wil|graag|dat"
    r"|dit|deze|er|worden|wordt|I (?:am|have|will|would|can|hope)|you|are|have|will|would|please|this|that|ich|sie|wir"
    r"|ist|sind|bitte)\b",
    re.IGNORECASE,
)
_POSTSCRIPT_LINES = 6
_BAR = 4  # characters: what a text recogniser makes of a bar over a name
_LIST = re.compile(r"\W{0,2}\d{1,2}[.)]\s")


def is_closing(core: str) -> bool:
    """Whether a line is a closing formula, perhaps with a name behind it."""
    if len(core) > 110:
        return False
    bare = core.strip(" \t\u00a0*_|")
    if _LONE.fullmatch(bare):
        return True
    found = _CLOSING.fullmatch(bare)
    return found is not None and _is_name(found["tail"] or "")


def closing_inside(core: str) -> int | None:
    """Where a closing formula starts behind the last sentence of a line."""
    found = _INLINE.search(core, max(0, len(core) - 90))
    return found.start(1) if found and is_closing(found[1]) else None


def _is_name(tail: str) -> bool:
    tail = tail.strip(_TRIM + "/()[]")
    if not tail:
        return True
    if is_closing(tail) if len(tail) < 60 else False:
        return True  # `Met vriendelijke groet / Kind regards`
    words = tail.split()
    if len(words) > 7 or (_NOT_A_NAME.match(tail) and words[0][0].islower()) or tail[-1] == "?":
        return False
    small = [word for word in words if word[0].islower() and word.strip(",.") not in _SMALL]
    return len(small) <= (1 if len(words) <= 2 else len(words) // 3)


def is_contact(core: str) -> bool:
    """Whether a line holds a telephone number, an address, working days or the like."""
    return len(core) <= 240 and _CONTACT.search(core) is not None


def is_device(core: str) -> bool:
    """Whether a line is what a telephone or program adds below a message."""
    return len(core) <= 110 and _DEVICE.fullmatch(core) is not None


def signature_lines(cores: Sequence[str], raw: Sequence[str]) -> tuple[int, int] | None:
    """The first line and the one behind the last line of the signature among the lines that one sender wrote.

    Args:
        cores: the lines without quoting and marks.
        raw: the same lines as they stand there, for the mark `-- `.
    """
    first = _next_start(cores, raw, 0)
    if first is None:
        return _contact_tail(cores)
    stop = _end(cores, first + 1)
    if stop == len(cores):
        return first, stop
    again = _next_start(cores[: stop + _POSTSCRIPT_LINES], raw, stop)
    if again is not None and any(is_contact(core) for core in cores[again : _end(cores, again + 1)]):
        return again, _end(
            cores, again + 1
        )  # a greeting, a postscript, and then the signature of the program
    return first, stop


def _next_start(cores: Sequence[str], raw: Sequence[str], i: int) -> int | None:
    """The next line at which a signature starts; a greeting on top of a text is none."""
    for k in range(i, len(cores)):
        core = cores[k]
        marked = _MARK.fullmatch(core) is not None and raw[k].rstrip("\r\n").endswith("-- ")
        marked = marked and any(c.isalnum() for below in cores[k + 1 : _end(cores, k + 1)] for c in below)
        if not (is_closing(core) or closing_inside(core) is not None or is_device(core) or marked):
            continue
        if k > 0 or _end(cores, 1) == len(cores):
            return k
    return None


def _end(cores: Sequence[str], i: int) -> int:
    """One past the last line that still belongs to a signature of which line `i` may be the next."""
    stop = i
    while stop < min(len(cores), i + _MOST):
        if _goes_on_writing(cores[stop]):
            while stop > i and cores[stop - 1].endswith(("?", ":")) and not is_contact(cores[stop - 1]):
                stop -= 1  # the heading of what follows
            return stop
        stop += 1
    return stop


def _goes_on_writing(core: str) -> bool:
    if _POSTSCRIPT.match(core) or is_separator_text(core):
        return True
    if is_closing(core) or is_device(core):
        return False
    if _SALUTATION.fullmatch(core) and len(core) <= 70:
        return True
    words = core.split()
    speaks = _SPEAKS.search(core) is not None
    if is_contact(core):
        return len(words) > 14 and speaks
    if bullet(core) and _LIST.match(core):
        return len(words) >= 4
    if core.endswith("?"):
        return len(words) >= 3
    if speaks:
        return len(words) >= 5
    lower = sum(1 for word in words if word[0].islower())
    return len(words) >= (8 if core[-1] in ".!;:," else 14) and lower * 10 >= len(words) * 6


def is_separator_text(core: str) -> bool:
    """Whether a line is a rule of stars or waves that parts a message from a meeting request."""
    return len(core) >= 5 and not any(c.isalnum() for c in core) and set(core) <= set("*~ ")


def _contact_tail(cores: Sequence[str]) -> tuple[int, int] | None:
    """A message without a closing formula: the lines of contact at its end, with the name right above them."""
    start = len(cores)
    contacts = 0
    for i in range(len(cores) - 1, max(-1, len(cores) - 16), -1):
        core = cores[i]
        if is_contact(core) and not _goes_on_writing(core) and len(core.split()) <= 10:
            contacts += 1
            start = i
        elif not _is_title(core) and len(core) > _BAR:
            break
    first = start
    while (
        start > 0
        and len(cores) - start < 16
        and (_is_title(cores[start - 1]) or len(cores[start - 1]) <= _BAR)
    ):
        start -= 1
    titles = sum(1 for core in cores[start:] if _is_title(core))
    enough = (
        contacts > 2 or (contacts == 2 and titles > 0) or (contacts == 1 and titles > 2 and start < first)
    )
    return (start, len(cores)) if start > 0 and enough else None


def _is_title(core: str) -> bool:
    """A line such as a name, a function or an organisation has: a few words, most with a capital."""
    words = core.split()
    if not words or len(words) > 8 or core[-1] in ".!?:;," or _SPEAKS.search(core) or bullet(core):
        return False
    if _SALUTATION.fullmatch(core):
        return False
    capitals = sum(1 for word in words if not word[0].islower() or word in _SMALL)
    return capitals * 2 >= len(words) and (not words[0][0].islower() or capitals * 3 >= len(words) * 2)
