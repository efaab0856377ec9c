"""A decision as the rules find it, before it has its agenda item."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.items import Words
from pipeline.split.lines import Line
from pipeline.types import Span

# Who decides, in the words of municipalities, provinces, water authorities, ministries and associations.
BODY = (
    r"(?:college|b ?& ?w|b en w|(?:gemeente|deel|programma|advies|ondernemings|medezeggenschaps|wijk|dorps"
    r"|directie|redactie|leerlingen|ouder)?raad|commissie|\w+commissie|bestuur|\w+bestuur|db|ab|burgemeester"
    r"|wethouders?|vergadering|ledenvergadering|alv|staten|provinciale staten|gedeputeerde staten|gs|ps"
    r"|stuurgroep"
    r"|werkgroep|projectgroep|klankbordgroep|regiegroep|groep|gmr|mr|raad van toezicht|directie"
    r"|managementteam|mt|\w+team|driehoek|portefeuillehouders?|portefeuilleberaad|voorzitter|presidium"
    r"|dijkgraaf|heemraad|heemraden|overleg|minister|staatssecretaris|ministerraad|gemeente|stadsdeel|provincie"
    r"|waterschap|hoogheemraadschap|leden|aanwezigen|deelnemers|(?-i:[A-Z]{2,4}))"
)
_NOTHING = re.compile(
    r"\W*(?:geen(?: besluit(?:en)?)?|n\.?v\.?t|nvt|niet van toepassing|volgt|pm|-+)?\W*", re.IGNORECASE
)

# A rule of a form or the edge of a page, which a text recogniser reads as a pipe: what stands behind it is not of
# the sentence before it.
_EDGE = re.compile(r"[.!;?](?=\s*\|[\s|]*\Z)")
# A sentence in which the sender or a body decides starts so, also where a heading of a line stands above it.
_SPEAKS = re.compile(
    rf"(?:[\w’']+,? ){{0,2}}?(?:ik|wij|we|{BODY})\b[^.?:]{{0,80}}\b(?:besluit(?:en)?|besloten)\b"
    rf"|.{{0,160}}\b(?:heb|hebben|besluit(?:en)?) (?:ik|wij|we)\b",
    re.IGNORECASE,
)
_HEADING = 60  # characters of a line that can be the heading above a sentence


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision as found: its words, result, the rule that found it, and the lines it fills.

    `explicit` where a label, a column or a list says that it is a decision, otherwise a sentence tells it. `lines`
    is empty where other rules may read the lines too, as with an outcome beside a title.
    """

    text: Words
    result: str
    explicit: bool
    rule: str
    confidence: float
    lines: range

    @property
    def span(self) -> Span:
        """From its first word to its last."""
        return Span(self.text[0].start, self.text[-1].end)


def says_nothing(words: str) -> bool:
    """Whether the place of a decision holds none: empty, `geen`, `n.v.t.`, a dash."""
    return not any(c.isalpha() for c in words) or _NOTHING.fullmatch(words[:60]) is not None


def own_words(span: Span, lines: Sequence[Line], first: int) -> tuple[int, int]:
    """Where a decision starts and ends without the heading that was read with it and the noise behind it. `first`
    is the line that it starts on.
    """
    start, end = span.start, span.end
    i = first
    while i < len(lines) and lines[i].at < end:
        line = lines[i]
        edge = _EDGE.search(line.core, max(0, len(line.core) - 40)) if line.core.endswith("|") else None
        if edge and start < line.at + edge.end() < end:
            return start, line.at + edge.end()
        below = lines[i + 1] if i + 1 < len(lines) else None
        if (
            below is not None
            and start == max(start, line.at)
            and len(line.core) <= _HEADING
            and start < below.at < end
            and below.core[:1].isupper()
            and _SPEAKS.match(below.core[:200])
            and not line.core.endswith((",", "-"))
        ):
            start = below.at
        i += 1
    return start, end
