"""What the sender of a mail or letter decides or agrees to: `Wat ons betreft akkoord`, `Ik besluit ...`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.items import PartKind
from pipeline.split.lines import Line, Sentence
from pipeline.split.outcome.decisionfound import BODY, Decided, own_words
from pipeline.split.outcome.decisionsentences import decision_in, is_asked, result_in
from pipeline.types import Span

# A short answer: `Akkoord.`, `Wat politie betreft akkoord.`, `BM akkoord met de routing.`
_AGREES = re.compile(
    r"(?:(?-i:[Aa]kkoord|AKKOORD)|(?:(?!(?:of|als|is|zijn|ben|bent|zodra|na|voor|om|heeft|geen|niet|het|een"
    r"|dit|dat|ons"
    r"|je|jouw|jullie|uw)\b)[\w.&,'’-]+ ){1,4}?(?-i:akkoord))"
    r"(?: (?:met|op|wat|namens|hoor|van mijn|van onze|voor|hierbij|dank|prima)\b[^.?!;:]{0,120})?[.!,]?",
    re.IGNORECASE,
)
_OWN_CONSENT = re.compile(
    r"(?:(?:ik|wij|we) (?:ben|zijn|ga|gaan) (?:(?:(?:hier|er|daar)?mee|dan|ook|helemaal|volledig) ){0,4}akkoord"
    r"|hierbij (?:mijn |ons |onze )?akkoord)\b(?:[^.?!;:]|\.(?=\d)){0,160}[.!]?",
    re.IGNORECASE,
)
_DENIES = re.compile(
    r"\b(?:niet|geen|als|of|mits|indien|nog|graag|verzoek"
    r"|vraag|gevraagd|wacht|fijn|mooi|zodra|voordat|nadat|ter|voor akkoord)\b"
    r"|\?|\d{1,2} (?:jan|feb|ma|apr|mei|jun|jul|aug|sep|okt|nov|dec)"
    r"\w*:",
    re.IGNORECASE,
)
_HEADER = re.compile(
    r"(?:onderwerp|subject|betreft|van|aan|cc|bcc|from|to|bijlagen?|attachments?|datum|verzonden|sent|re|fw)\b"
    r"[^:]{0,12}:",
    re.IGNORECASE,
)
_I = r"(?:ik|wij|we)"
_VERB = r"(?:besloten|ingestemd)"
_PAPER = r"\b\w*(?:nota|plan|verslag|notulen|reactie|advies|besluit|lijst|agenda|brief|begroting|beleid)\b"
_CASE = r"\b(?:verzoek|aanvraag|bezwaar|bezwaren|klacht)\b"
# Somebody decides in the first person, or an authority decides on the request of the addressee.
_OWN = re.compile(
    "|".join(
        (
            rf"\bheb(?:ben)? {_I}\b[^?:]{{0,160}}?\b{_VERB}\b",
            rf"\b{_I} heb(?:ben)?\b[^?:]{{0,160}}?\b{_VERB}\b",
            rf"\bhebben (?:wij|we)\b[^?:]{{0,120}}{_PAPER}[^?:]{{0,60}}\bvastgesteld\b",
            rf"\b{_I} besluit(?:en)?\b|\bbesluit(?:en)? {_I}\b",
            rf"\b(?:wij(?:s|zen) {_I}|{_I} wij(?:s|zen))\b[^?:]{{0,100}}{_CASE}[^?:]{{0,80}}\baf\b",
            rf"\b(?:verkla(?:ar|ren) {_I}|{_I} verkla(?:ar|ren))\b"
            r"[^?:]{0,120}\b(?:(?:on)?gegrond|niet-ontvankelijk)\b",
            rf"\b(?:verle(?:en|nen) {_I}|{_I} verle(?:en|nen)) (?:uw?|aan|hierbij)\b",
            rf"\b{BODY} (?:heeft|hebben) (?:daarom )?besloten (?:om )?(?:aan )?(?:uw?|v|vw|uv) {_CASE[2:]}",
        )
    ),
    re.IGNORECASE,
)
# `_OWN` holds one of these.
_OWN_HINTS = ("beslo", "beslui", "ingestemd", "vastgesteld", "wijs", "wijz", "verkla", "verle")
_NOT_OWN = re.compile(
    r"\b(?:als|indien|of|voordat|wanneer|zodra|zoals|nadat|tenzij|kan|kunnen|zal|zullen|zou|zouden|moet"
    r"|moeten|wil|willen|mag"
    r"|eerder|destijds|jl|voornemens|toen|reeds)\b",
    re.IGNORECASE,
)
_UNDECIDED = re.compile(
    r"\b(?:besloten|besluit(?:en)?|vastgesteld) (?:over|of|wie|wat|welke?|hoe|dat nog|vast)\b"
    r"|\bvastgesteld dat\b|\bbesloten (?:vergadering|overleg)",
    re.IGNORECASE,
)
_EARLIER = re.compile(r"^(?:op|bij|in|per) .{0,40}\d{4}\b|\bin (?:19|20)\d\d\b|\bvorig jaar\b", re.IGNORECASE)
# An announcement in the present tense, where no heading says that the text is minutes.
_NOW = re.compile(
    r"(?:afgesproken|besloten) wordt (?:om|dat|tot)\b"
    r"|(?:[^\s.?]+ ){0,5}wordt (?:er )?(?:unaniem )?(?:afgesproken|besloten) (?:om|dat|tot)\b",
    re.IGNORECASE,
)
_BODY_NOW = re.compile(
    rf"(?:de|het) {BODY}(?: [\w&]+){{0,6}}? besluit(?:en)? (?:om|tot|in te|de|het|dat|een|hiermee|daarom"
    rf"|conform)\b",
    re.IGNORECASE,
)
_LOOSE = frozenset((PartKind.MAIL, PartKind.MEMO, PartKind.OTHER))
_MAX_CONSENT = 180


def sent_decision(sentence: Sentence, lines: Sequence[Line], kind: PartKind) -> Decided | None:
    """The decision or consent that a sentence of a mail, letter or other text is for its sender."""
    words = sentence.words
    mail = kind == PartKind.MAIL
    if mail and "kkoord" in words and len(words) <= _MAX_CONSENT and not _HEADER.match(words):
        short = _AGREES.fullmatch(words) or _OWN_CONSENT.fullmatch(words)
        if short and not _DENIES.search(words):
            return _decided(sentence, lines, "ingestemd", "akkoord", 0.6)
    small = words.lower()
    if kind in _LOOSE and "wordt" in small and _NOW.match(words) and decision_in(words):
        return _decided(sentence, lines, result_in(words), "zin", 0.5)
    if "besluit" in small and _BODY_NOW.match(words) and decision_in(words) and not is_asked(words):
        return _decided(sentence, lines, result_in(words), "zin", 0.5)
    if not any(map(small.__contains__, _OWN_HINTS)):
        return None
    found = _OWN.search(words)
    if found is None or words[-1] in "?:" or _UNDECIDED.search(words[: found.end() + 12]):
        return None
    if _NOT_OWN.search(words[: found.end()]) or _EARLIER.search(words[: found.end()]):
        return None
    if is_asked(words[: found.start()]):
        return None
    return _decided(sentence, lines, result_in(words), "eigen besluit", 0.7 if not mail else 0.6)


def _decided(sentence: Sentence, lines: Sequence[Line], result: str, rule: str, sure: float) -> Decided:
    span = Span(*own_words(sentence.span, lines, sentence.line))
    return Decided((span,), result, False, rule, sure, range(sentence.line, sentence.line + 1))
