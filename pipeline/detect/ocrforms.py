"""Numbers and addresses as OCR misreads them: an O for a 0, a space in the middle, a check digit that fails.

Only for what OCR read. The text is mended sign for sign, so that every place stays, and the rules for numbers look at
it once more; beside them a few rules of its own take what no mending brings back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

import regex

from pipeline.detect.recognisers import RuleRecognizer
from pipeline.rulebook import PatternRule, RecogniserRule, Rulebook
from pipeline.types import Finding, Label, Span

_AGAIN = frozenset(
    {
        Label.ADDRESS, Label.BIG_NUMBER, Label.BIRTH_DATE, Label.BSN, Label.EMAIL, Label.IBAN, Label.NUMBER_PLATE,
        Label.PASSPORT, Label.PHONE, Label.V_NUMBER,
    }
)  # fmt: skip
_REASON = "zoals OCR het kan hebben gelezen"

_DIGIT = str.maketrans("OoQDIl|i!SsBZzGbgq", "000011111558226699")
_LETTER = str.maketrans("01528|!6", "OISZBIIG")
_AS_DIGIT = r"\dOoQDIl|i!SsBZzGbgq"
_END, _BEGIN = r"(?![\w|!])", r"(?<![\w|!])"
_NUMBER = regex.compile(rf"{_BEGIN}(?=[^\d\s]*\d)[{_AS_DIGIT}]{{2,}}{_END}")
_BETWEEN = regex.compile(rf"(?<=\d[ .\-/]){_BEGIN}[OIl|SBZG]{{1,4}}{_END}(?=[ .\-/]\d)")
_IBAN = regex.compile(
    rf"{_BEGIN}(?P<land>[NMH][LI1l|])(?P<check>[ .]?[{_AS_DIGIT}][ .]?[{_AS_DIGIT}])"
    rf"(?P<bank>(?:[ .\-]?[A-Z0-9|]){{4}})(?P<number>(?:[ .\-]{{0,2}}[{_AS_DIGIT}]){{8,12}}){_END}"
)
_POSTCODE = regex.compile(
    rf"{_BEGIN}(?P<digits>[1-9IlZSBG][{_AS_DIGIT}]{{3}})(?P<letters>[ ]{{0,2}}[A-Z0-9]{{2}}){_END}"
)
_DOMAIN = r"[a-z0-9\-]{2,40}(?:[.,][a-z0-9\-]{2,30}){0,2}[.,](?:nl|com|org|net|eu|be|de|info|example)\b"
_AT = regex.compile(
    rf"(?<=\w[ ]?)[©®](?=[ ]?{_DOMAIN})|(?<=\b[a-z]+[._][a-z0-9._\-]*[a-z])[GQO](?={_DOMAIN})"
)
_COMMA = regex.compile(r"(?<=@[a-z0-9.\-]{2,60}),(?=(?:nl|com|org|net|eu|be|de|info|example)\b)")
_LEAST_DIGITS = {"IBAN": 6, "postcode": 3}


def findings_on_scans(text: str, scanned: Iterable[Span], rulebook: Rulebook) -> tuple[Finding, ...]:
    """What the rules find in those stretches of a text that OCR read, once they are mended, and the rules for misread
    numbers; sorted. Some of it was found in the text as it is too.

    Raises:
        CheckError: a recogniser ran out of time.
    """
    again, own = _recognisers(rulebook)
    found: set[Finding] = set()
    for span in scanned:
        page = span.of(text)
        better = mended(page)
        found.update(_findings(page, span.start, _PLAIN))
        found.update(_findings(better, span.start, own))
        if better != page:
            found.update(_findings(better, span.start, again))
    return tuple(sorted(found, key=lambda f: (f.span, f.label, f.recogniser, f.score)))


def _findings(
    page: str, offset: int, rules: Iterable[tuple[RecogniserRule, RuleRecognizer]]
) -> Iterator[Finding]:
    for rule, recogniser in rules:
        for result in recogniser.analyze(page, [rule.name]):
            span = Span(result.start + offset, result.end + offset)
            yield Finding(span, rule.label, round(result.score, 4), rule.name, f"{rule.reason}, {_REASON}")


def mended(text: str) -> str:
    """A text of the same length with digits where OCR may have taken one for a letter, and the other way round."""
    for pattern, repair in _REPAIRS:
        text = pattern.sub(repair, text)
    return text


def _digits(match: regex.Match[str]) -> str:
    return str(match[0]).translate(_DIGIT)


def _iban(match: regex.Match[str]) -> str:
    number = str(match["number"])
    if sum(map(str.isdecimal, number)) < _LEAST_DIGITS["IBAN"]:
        return str(match[0])
    check, bank = str(match["check"]), str(match["bank"])
    return f"NL{check.translate(_DIGIT)}{bank.translate(_LETTER)}{number.translate(_DIGIT)}"


def _postcode(match: regex.Match[str]) -> str:
    digits, letters = str(match["digits"]), str(match["letters"])
    if sum(map(str.isdecimal, digits)) < _LEAST_DIGITS["postcode"] or not any(map(str.isalpha, letters)):
        return str(match[0])
    return digits.translate(_DIGIT) + letters.translate(_LETTER)


_REPAIRS = (
    (_IBAN, _iban),
    (_POSTCODE, _postcode),
    (_NUMBER, _digits),
    (_BETWEEN, _digits),
    (_AT, lambda _: "@"),
    (_COMMA, lambda _: "."),
)


# Rules of its own

_GAP = r"[ .,\-–—~'’·_:]{0,3}"
_BSN_NAME = (
    r"\b(?:(?:bsn|b\.s\.n\.|b\s?s\s?n|b[5$]n|[8e]sn|bsm|8[5$]n)(?:[-\s]?nummer|[-\s]?nr\.?)?"
    r"|burger[-\s]?serv[il1]ce[-\s]?(?:num+er|nurnmer|nr)|sofi-?(?:nummer|nr))"
)
_PHONE_NAME = (
    r"(?<!\w)(?:te[l1]|te[l1]efoon|telefonisch|mob|mobiel|gsm|doorkies|whatsapp|fax|bereikbaar\s(?:op|via|onder)|"
    r"(?:ge)?bel(?:len|t|de|d)?\s(?:op|naar|met|via)?)(?:nummer|nr)?[.:,;]{0,2}(?:\s(?:is|op|nummer|nr))?[ .:]{0,4}"
)


_CONTEXTS = {
    "iban_scan": ("iban", "1ban", "lban", "rekening", "rekeningnummer", "rekeningnr", "bankrekening", "giro"),
    "plate_scan": ("kenteken", "kentekens", "nummerplaat", "auto", "voertuig", "personenauto"),
}


def _rule(
    name: str, label: Label, reason: str, validator: str | None, *patterns: PatternRule
) -> RecogniserRule:
    return RecogniserRule(name, label, reason, patterns, validator, _CONTEXTS.get(name, ()), (), ())


_OWN = (
    _rule(
        "iban_scan", Label.IBAN, "Bankrekeningnummer", "iban_scan",
        PatternRule(
            "NL, bank and about ten digits",
            r"(?-i:(?<!\w)NL[ .]?\d[ .]?\d(?:[ .\-]?[A-Z]){4}(?:[ .\-]{0,2}\d){8,12}(?!\w))",
            0.8,
        ),
        PatternRule(
            "behind a word for account",
            r"(?<!\w)(?:[i1l]ban|(?:bank)?rekening(?:nummer|nr)?|rek\.?\s?nr|giro(?:nummer|nr)?)(?!\w)[^\d\n]{0,16}?"
            r"[ :](?P<found>(?-i:[A-Z0-9][A-Z0-9 .\-–]{6,36}\d))(?!\w)",
            0.8,
        ),
    ),
    _rule(
        "bsn_scan", Label.BSN, "Burgerservicenummer", None,
        PatternRule(
            "behind its name",
            _BSN_NAME + rf"[^\d\n]{{0,30}}?(?:\n[^\d\n]{{0,10}}?)?(?P<found>\d(?:{_GAP}\d){{5,10}})(?!\d)",
            0.9,
        ),
    ),
    _rule(
        "nine_digits_scan", Label.BSN, "Mogelijk een burgerservicenummer", "nine_digits_scan",
        PatternRule(
            "nine digits",
            r"(?<![\w€]|€\s|\d[.,\-/ ])(?P<found>\d{9}|\d{3}[ .]\d{3}[ .]\d{3}|\d{4}[ .]\d{2}[ .]\d{3})"
            r"(?!\w|[.,\-/ ]\d|\s?(?:euro|eur)\b)",
            0.45,
        ),
    ),
    _rule(
        "phone_scan", Label.PHONE, "Telefoonnummer", "phone_scan",
        PatternRule(
            "06 and about eight digits",
            rf"(?<![\w+]|\d[.\-])(?P<found>\(?0[ ]?6\)?{_GAP}\d(?:{_GAP}\d){{5,8}})(?!\d)",
            0.8,
        ),
        PatternRule(
            "behind a word for telephone",
            _PHONE_NAME + rf"(?P<found>[(+]?\d(?:[()/]?{_GAP}[()/]?\d){{5,14}})(?!\d)",
            0.8,
        ),
    ),
    _rule(
        "mail_scan", Label.EMAIL, "E-mailadres", "mail_scan",
        PatternRule(
            "behind a word for mail",
            r"(?<!\w)e?[-–]?mail(?:adres)?[.:]{0,2}\s{1,3}" rf"(?P<found>[^\s@/]{{3,64}}?(?-i:{_DOMAIN}))",
            0.8,
        ),
        PatternRule(
            "a in brackets for the at sign",
            rf"(?<!\w)(?P<found>\w[\w.+\-]{{1,63}})[ ]?[({{\[]a[)}}\]][ ]?(?={_DOMAIN})",
            0.8,
        ),
    ),
)  # fmt: skip
_PLATE = _rule(
    "plate_scan", Label.NUMBER_PLATE, "Kenteken", "plate_scan",
    PatternRule(
        "three groups",
        r"(?-i:(?<![\w\-/.])(?P<found>[A-Z0-9]{1,3}(?:[ ]?[\-–—~=.][ ]?[A-Z0-9]{1,3}){2})(?![\w/]|[\-–.,]\w))",
        0.45,
    ),
)  # fmt: skip
RULES = (*_OWN, _PLATE)
"""The rules for misread numbers."""

_Rules = tuple[tuple[RecogniserRule, RuleRecognizer], ...]
_PLAIN: _Rules = (
    (_PLATE, RuleRecognizer(_PLATE)),
)  # on the text as it is: mending makes digits of its letters


@lru_cache(maxsize=2)
def _recognisers(rulebook: Rulebook) -> tuple[_Rules, _Rules]:
    """The rules that look at a mended text once more, and those of this module."""
    again = tuple((rule, RuleRecognizer(rule)) for rule in rulebook.recognisers if rule.label in _AGAIN)
    return again, tuple((rule, RuleRecognizer(rule)) for rule in _OWN)
