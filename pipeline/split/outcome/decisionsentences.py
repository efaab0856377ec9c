"""Whether a sentence states a decision, and which result the words of one tell.

Only the words before an announcement can take it back; a statement must hold in its whole clause: no condition, wish,
question, report of somebody's words or of an earlier day.
"""

from __future__ import annotations

import re

from pipeline.split.outcome.decisionphrases import announcements, hints_in, statements

_OPEN_END = re.compile(r"[?][\s*_\"'”’)]*$|\bbesluit(?:en)?\W*$", re.IGNORECASE)
_LEADS = re.compile(r":[\s*_\"'”’)]*$")
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
    r"\b(?:geeft|geven|gaf|gaven)\s(?:[^?;]{0,60}\s)?aan\b|\b(?:zegt|zeggen|zei|meldt|melden|meldde|vindt"
    r"|vinden|vond|vertelt"
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
_ACCORDING = re.compile(
    r"(?:volgens|naar verluidt|het (?:verzoek|voorstel|advies|idee|plan) (?:is|was) (?:om|dat))\b",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"\b(?:die|waarin|waarmee|waarover)\b", re.IGNORECASE)
_PERFECT = re.compile(r"\b(?:is|zijn|was|waren|werd|werden|heeft|hebben|had|hadden)\b", re.IGNORECASE)
_MONTH = r"(?:jan|feb|maart|apr|mei|jun|jul|aug|sep|okt|nov|dec)[a-z]*"
_EARLIER = re.compile(
    r"\b(?:eerder|destijds|toen|indertijd|voorheen|reeds|jl|al|onlangs|gisteren|vorig jaar"
    r"|(?<!van de )vorige (?:week|maand|keer)"
    r"|(?:in|tijdens|bij|op) (?:de|het|een|onze) (?:vorige|eerdere|laatste)\b|in het verleden"
    rf"|(?:in|op|bij|tijdens) (?:de|het) (?:(?-i:[A-Z]{{2,}})|alv|ledenvergadering|mt|stuurgroep|\w*(?:raad"
    rf"|bestuur|commissie))\b"
    rf"|in (?:19|20)\d\d|(?:in|sinds|begin|eind|medio|op \d{{1,2}}) {_MONTH}"
    rf"|op \d{{1,2}}-\d{{1,2}}-\d{{2,4}})\b",
    re.IGNORECASE,
)
_WHEN = re.compile(r"\b(?:zodra|totdat|zolang)\b", re.IGNORECASE)
_LATER = re.compile(
    r"(?<!^de )\b(?:volgende?|later|binnenkort|komende|straks|t\.z\.t|te zijner tijd|na de zomer)\b"
    r"|\bvast ?gesteld in de (?:\w+ ){0,3}vergadering\b",
    re.IGNORECASE,
)
_PLANNED = re.compile(
    rf"\b(?:in|begin|eind|medio|na|voor) (?:de zomer|het (?:na|voor)jaar|{_MONTH})\b", re.IGNORECASE
)
# `om vast te stellen` is an aim, not a decision.
_TO = re.compile(r"\bte \w{2,}n\b", re.IGNORECASE)
_AIM = re.compile(r"\b(?:om|door|zonder|na)\b[^,;]{0,120}\Z", re.IGNORECASE)
_GOVERNS = re.compile(
    r"\b(?:is|zijn|wordt|worden|heeft|hebben|besluit|besluiten|biedt|bieden|dient|probeert|belooft|zegt"
    r"|weigert)\b",
    re.IGNORECASE,
)
_STATES = re.compile(
    r"(?:de )?voorzitter (?:constateert|concludeert|stelt (?:\w+ )?vast) dat ", re.IGNORECASE
)
# Who is not at the table, and where a meeting does not decide: what is told of them is a report.
_OTHERS = re.compile(
    r"(?:de |het |een )?(?:provincie|rijk|regering|kabinet|tweede kamer|accountant|rechtbank|rechter"
    r"|politie|aannemer"
    r"|leverancier|kascommissie|bewoners?|buren|inspectie|ministerie|fractie(?=.{0,80}\b(?:akkoord|stem(?:t"
    r"|men))\b))\b",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"(?:landelijk|regionaal|bestuurlijk|met (?:de|het|onze|een)|in (?:de|het|een|onze) (?!vergadering|overleg"
    r"|bijeenkomst|groep|\w+groep|kader|verlengde|bespreking)\w+)\b",
    re.IGNORECASE,
)
_IF = re.compile(
    r"[^,;]{0,40}\b(?:als|indien|wanneer|zodra) (?:de|het|er|alle|dit|dat|we|wij|iedereen)\b", re.IGNORECASE
)
_DATED = re.compile(r"[^,;:]{0,40}\b(?:in|op) (?:\d{1,2} \w+ )?(?:19|20)\d\d\W*\Z", re.IGNORECASE)
_NEGATED = re.compile(r"\b(?:niet|geen) (?:\w+ )?\w+\Z", re.IGNORECASE)
_OPPOSITE = {
    "verleend": "afgewezen",
    "ingestemd": "afgewezen",
    "aangenomen": "verworpen",
    "afgewezen": "afgewezen",
}
_BECAUSE = re.compile(r"^(?:omdat|hoewel|doordat|nu|aangezien)\b", re.IGNORECASE)
# The verdict alone, as a list gives it: `Aangehouden.`, `Afgewezen`
_RESULTS = (
    r"(aangehouden|verdaagd|doorgeschoven|verworpen|afgewezen|geweigerd|ingetrokken|teruggenomen|verleend"
    r"|vastgesteld"
    r"|goedgekeurd|aangenomen|aanvaard|ingestemd|akkoord|conform|overgenomen)\b"
)
_VERDICT = re.compile(rf"\W*{_RESULTS}(?! (?:is|wordt|dat)\b)", re.IGNORECASE)
_VERDICT_ENDS = re.compile(rf"\b{_RESULTS}[^\w]*(?:\([^()]*\)\W*)?\Z", re.IGNORECASE)
_VERDICTS = {
    "goedgekeurd": "vastgesteld",
    "geweigerd": "afgewezen",
    "verdaagd": "aangehouden",
    "doorgeschoven": "aangehouden",
    "teruggenomen": "ingetrokken",
    "aanvaard": "aangenomen",
    "akkoord": "ingestemd",
    "conform": "ingestemd",
    "overgenomen": "ingestemd",
}
_INFINITIVE_OPENS = re.compile(r"(?:niet )?(?:[a-zà-ÿ]{2,12}\s)?(?:in)?te\s[a-zà-ÿ]{2,}n\b", re.IGNORECASE)
_INFINITIVE_ENDS = re.compile(r"\b(?:\w+\s)?te \w{2,}n\b(?:[^.;]{0,60})[.;,]?\W*\Z", re.IGNORECASE)
_CLAUSE = re.compile(
    r"(?:de|het|een|geen|deze|dit|niet|in|met|conform|akkoord|kennis)\b.{3,400}\bte \w{2,}n[.;]?\Z",
    re.IGNORECASE,
)
_FINITE = re.compile(
    r"\b(?:is|zijn|wordt|worden|was|waren|heeft|hebben|bevat|bevatten|zal|zullen|kan|kunnen|moet|moeten"
    r"|staat|staan)\b",
    re.IGNORECASE,
)


def result_in(words: str) -> str:
    """The result that the words of a decision tell; `overig` where they tell none."""
    verdict = _VERDICT.match(words)
    if verdict is None:
        present = hints_in(words)
        found = next(
            (p.result for p in (*statements(present), *announcements(present)) if p.rule.search(words)),
            "overig",
        )
        verdict = _VERDICT_ENDS.search(words[-120:]) if found == "overig" else None
        if verdict is None:
            return found
    return _VERDICTS.get(verdict[1].lower(), verdict[1].lower())


def decision_in(words: str) -> tuple[str, float] | None:
    """The result and confidence of a sentence that states a decision; None for any other sentence."""
    present = hints_in(words)
    if not present or _OPEN_END.search(words[-40:]):
        return None
    chair = _STATES.match(words)  # what the chair establishes was decided there
    return (
        (_stated(words[chair.end() :], present) if chair else None)
        or _announced(words, present)
        or _stated(words, present)
    )


def _announced(words: str, present: frozenset[str]) -> tuple[str, float] | None:
    if _LEADS.search(words[-8:]):
        return None
    for phrase in announcements(present):
        found = phrase.rule.search(words)
        if found and _stands(words[: found.start()], words[: found.end()]):
            overig = phrase.result == "overig"
            behind = _result_behind(words, found.start(), found.end()) if overig else phrase.result
            return behind, phrase.confidence
    return None


def _stated(words: str, present: frozenset[str]) -> tuple[str, float] | None:
    for phrase in statements(present):
        found = phrase.rule.search(words)
        if found and _holds(words, found, phrase.result):
            result = _OPPOSITE.get(phrase.result) if _NEGATED.search(found[0].rstrip(" .")) else phrase.result
            return (result, phrase.confidence) if result else None
    return None


def reads_as_point(words: str) -> bool:
    """Whether words read as a point of a decision: an infinitive clause, or a sentence that decides."""
    lead = words[:160]
    opens = _INFINITIVE_OPENS.match(lead) is not None
    ends = _INFINITIVE_ENDS.search(words[-120:]) is not None and not _FINITE.search(words[:80])
    return opens or ends or decision_in(words) is not None


def is_infinitive(words: str) -> bool:
    """Whether a sentence is an infinitive clause about a thing: `De raad te informeren.`"""
    return _CLAUSE.match(words) is not None and not (_FINITE.search(words) or _GOVERNS.search(words))


def has_infinitive(words: str) -> bool:
    """Whether a `te` with an infinitive stands anywhere in the words."""
    return re.search(r"\bte \w{2,}n\b|\binte\s", words, re.IGNORECASE) is not None


def is_asked(words: str) -> bool:
    """Whether words ask, propose or depend on something."""
    return bool(_ASKED.search(words) or _CONDITION.search(words))


def _result_behind(words: str, start: int, end: int) -> str:
    """The result of `besluit in te stemmen met`: an announcement and the words right behind it tell it."""
    behind = words[start : end + 160]
    present = hints_in(behind)
    return next((phrase.result for phrase in statements(present) if phrase.rule.search(behind)), "overig")


def _stands(before: str, whole: str) -> bool:
    """Whether nothing before an announcement takes it back."""
    if _CONDITION.search(before) or _ASKED.search(before) or _SAID.search(before) or _MODAL.search(before):
        return False
    if _OTHERS.match(whole) or (_ELSEWHERE.match(whole) and _PERFECT.search(whole)):
        return False
    if _WITHIN.search(before) or _CONDITION.match(whole) or _ACCORDING.match(whole):
        return False
    if _BECAUSE.match(whole) and "," not in whole:
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
    rest = words[end : end + 80]
    if _IF.match(rest) or (_PERFECT.search(found[0]) and _DATED.match(rest)):
        return False
    if result == "aangehouden":
        return True
    return not (
        _WHEN.search(found[0])
        or _LATER.search(words[found.start() : found.end() + 60])
        or _PLANNED.search(found[0])
        or (_TO.search(found[0]) and (_AIM.search(before) or _GOVERNS.search(before)))
    )
