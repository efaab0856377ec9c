"""Whether a sentence states a decision, and which result the words of one tell.

Only the words before an announcement can take it back; a statement must hold in its whole clause: no condition, wish,
question, report of somebody's words or of an earlier day.
"""

from __future__ import annotations

import re

from pipeline.split.outcome.decisionphrases import ANNOUNCEMENTS, HINTS, STATEMENTS

_OPEN_END = re.compile(r"[?:][\s*_\"'”’)]*$|\bbesluit(?:en)?\W*$", re.IGNORECASE)
_CONDITION = re.compile(
    r"^(?:als|zoals|indien|mocht|wanneer|zodra|voordat|nadat|of|stel|zolang|conform afspraak)\b"
    r"|\b(?:indien|mits|tenzij|alvorens|voordat|zodra|nadat|in afwachting van)\b",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"^(?:gevraagd|voorgesteld|voorstel|verzoek|advies|graag|doel|vraag|wens)\b"
    r"|\b(?:vraagt|vragen (?:of|om|het|de)|gevraagd|verzoekt|verzocht|stelt voor|stellen voor"
    r"|voorgesteld|adviseert|adviseren|wil|willen|zou|zouden|voornemens|insteek"
    r"|bedoeling|hoopt|hopen|pleit)\b|\bnog (?:niet|geen|te)\b",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"\b(?:geeft|geven|gaf|gaven)\s(?:[^?;]{0,60}\s)?aan\b|\b(?:zegt|zeggen|zei|meldt|melden|meldde|vindt|vinden|vond|vertelt"
    r"|denkt|denken|verwacht|verwachten|laat weten|licht toe|memoreert|herinnert|meent|blijkt|bleek|hoort|weet"
    r"|stelt dat|merkt|wijst erop|benadrukt|aangegeven|gezegd|gemeld)\b",
    re.IGNORECASE,
)
_MODAL = re.compile(
    r"\b(?:kan|kunnen|kon|konden|moet|moeten|moest|mag|mogen|dient|dienen|zal|zullen|hoeft|hoeven)\b",
    re.IGNORECASE,
)
_WITHIN = re.compile(
    r"\S,? (?:dat|die|welke|waarin|waarmee|waarbij|waarop|waarover|waarvan|of|hoe|wie|wat)\b[^,;:]*\Z",
    re.IGNORECASE,
)
_ACCORDING = re.compile(r"(?:volgens|naar verluidt)\b", re.IGNORECASE)
_RELATIVE = re.compile(r"\b(?:die|waarin|waarmee|waarover)\b", re.IGNORECASE)
_PERFECT = re.compile(r"\b(?:is|zijn|was|waren|werd|werden|heeft|hebben|had|hadden)\b", re.IGNORECASE)
_MONTH = r"(?:jan|feb|maart|apr|mei|jun|jul|aug|sep|okt|nov|dec)[a-z]*"
_EARLIER = re.compile(
    r"\b(?:eerder|destijds|toen|indertijd|voorheen|reeds|jl|al|onlangs|gisteren|vorig jaar|vorige (?:week|maand|keer)"
    r"|(?:in|tijdens|bij|op) (?:de|het|een|onze) (?:vorige|eerdere|laatste)\b|in het verleden"
    rf"|in (?:19|20)\d\d|(?:in|sinds|begin|eind|medio|op \d{{1,2}}) {_MONTH}|op \d{{1,2}}-\d{{1,2}}-\d{{2,4}})\b",
    re.IGNORECASE,
)
_LATER = re.compile(
    r"\b(?:volgende?|later|binnenkort|komende|straks|t\.z\.t|te zijner tijd|na de zomer)\b"
    r"|\bvast ?gesteld in de (?:\w+ ){0,3}vergadering\b",
    re.IGNORECASE,
)
_NEGATED = re.compile(r"\b(?:niet|geen) (?:\w+ )?\w+\Z", re.IGNORECASE)
_OPPOSITE = {
    "verleend": "afgewezen",
    "ingestemd": "afgewezen",
    "aangenomen": "verworpen",
    "afgewezen": "afgewezen",
}
_BECAUSE = re.compile(r"^(?:omdat|hoewel|doordat|nu|aangezien)\b", re.IGNORECASE)
# The verdict alone, as a list gives it: `Aangehouden.`, `Afgewezen`
_VERDICT = re.compile(
    r"\W*(aangehouden|verworpen|afgewezen|geweigerd|ingetrokken|verleend|vastgesteld|goedgekeurd|aangenomen|ingestemd)\b",
    re.IGNORECASE,
)
_VERDICTS = {"goedgekeurd": "vastgesteld", "geweigerd": "afgewezen"}
_INFINITIVE_OPENS = re.compile(r"(?:niet )?(?:[a-zà-ÿ]{2,12}\s)?(?:in)?te\s[a-zà-ÿ]{2,}n\b", re.IGNORECASE)
_INFINITIVE_ENDS = re.compile(r"\b(?:\w+\s)?te \w{2,}n\b(?:[^.;]{0,60})[.;,]?\W*\Z", re.IGNORECASE)
_FINITE = re.compile(
    r"\b(?:is|zijn|wordt|worden|was|waren|heeft|hebben|bevat|bevatten|zal|zullen|kan|kunnen|moet|moeten|staat|staan)\b",
    re.IGNORECASE,
)


def result_in(words: str) -> str:
    """The result that the words of a decision tell; `overig` where they tell none."""
    verdict = _VERDICT.match(words)
    if verdict:
        return _VERDICTS.get(verdict[1].lower(), verdict[1].lower())
    small = words.lower()
    return next((p.result for p in (*STATEMENTS, *ANNOUNCEMENTS) if p.search(words, small)), "overig")


def decision_in(words: str) -> tuple[str, float] | None:
    """The result and confidence of a sentence that states a decision; None for any other sentence."""
    small = words.lower()
    if not _hinted(small) or _OPEN_END.search(words[-40:]):
        return None
    for phrase in ANNOUNCEMENTS:
        found = phrase.search(words, small)
        if found and _stands(words[: found.start()], words[: found.end()]):
            behind = phrase.result if phrase.result != "overig" else _result_behind(words, found.end())
            return behind, phrase.confidence
    for phrase in STATEMENTS:
        found = phrase.search(words, small)
        if found and _holds(words, found, phrase.result):
            result = _OPPOSITE.get(phrase.result) if _NEGATED.search(found[0].rstrip(" .")) else phrase.result
            return (result, phrase.confidence) if result else None
    return None


def _hinted(small: str) -> bool:
    return any(map(small.__contains__, HINTS))


def reads_as_point(words: str) -> bool:
    """Whether words read as a point of a decision: an infinitive clause, or a sentence that decides."""
    lead = words[:160]
    opens = _INFINITIVE_OPENS.match(lead) is not None
    ends = _INFINITIVE_ENDS.search(words[-120:]) is not None and not _FINITE.search(words[:80])
    return opens or ends or decision_in(words) is not None


def has_infinitive(words: str) -> bool:
    """Whether a `te` with an infinitive stands anywhere in the words."""
    return re.search(r"\bte \w{2,}n\b|\binte\s", words, re.IGNORECASE) is not None


def is_asked(words: str) -> bool:
    """Whether words ask, propose or depend on something."""
    return bool(_ASKED.search(words) or _CONDITION.search(words))


def _result_behind(words: str, end: int) -> str:
    """The result of `besluit in te stemmen met`; only the words right behind an announcement tell it."""
    behind = words[end : end + 160]
    small = behind.lower()
    return next((phrase.result for phrase in STATEMENTS if phrase.search(behind, small)), "overig")


def _stands(before: str, whole: str) -> bool:
    """Whether nothing before an announcement takes it back."""
    if _CONDITION.search(before) or _ASKED.search(before) or _SAID.search(before) or _MODAL.search(before):
        return False
    if _WITHIN.search(before) or _CONDITION.match(whole) or _ACCORDING.match(whole):
        return False
    if _BECAUSE.match(whole) and "," not in before:
        return False
    return not (_PERFECT.search(whole) and _EARLIER.search(whole))


def _holds(words: str, found: re.Match[str], result: str) -> bool:
    """Whether the clause that a statement stands in holds by itself."""
    before, whole = words[: found.start()], words[: found.end()]
    at, end = found.span()
    if not _stands(before, whole) or any(
        rule.search(words, at, end) for rule in (_MODAL, _ASKED, _SAID, _RELATIVE)
    ):
        return False
    if result == "aangehouden":
        return True
    return not _LATER.search(words[found.start() : found.end() + 60])
