"""Numbers of a workbook as Excel with Dutch settings shows them (ECMA-376-1, 18.8.30 and 18.8.31).

What a number looks like decides what it is taken for: 12345678 under `000000000` is a citizen service number with its
zero, and 45000 under `d-m-yyyy` a date. A format that is not understood gives the bare number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache

BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "d-m-yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm",
    21: "h:mm:ss", 22: "d-m-yyyy h:mm", 37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
}  # fmt: skip
"""The formats that a file names by a number alone, by number; 14 and 22 follow the settings of the computer."""

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_(?P<space>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<ampm>AM/PM|A/P)|(?P<general>General|Standaard)|(?P<exponent>E[+-]0+)"
    r"|(?P<date>y+|m+|d+|h+|s+(?:\.0+)?)|(?P<digit>[0#?])|(?P<sign>[.,%@/])|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")
_CURRENCY = re.compile(r"\$([^-]*)(?:-.*)?")
_MONTHS = (  # in Dutch and in English
    [
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ],
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
)
_SHORT_MONTHS = (
    ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"],
    [month[:3] for month in _MONTHS[1]],
)
_DAYS = (
    ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"],
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
)
_ENGLISH = re.compile(r"\$[^-]*-(?:0{0,4})?[48]09", re.IGNORECASE)
_LAST_DAY = 2_958_466  # 1 January 10000
_MAX_PLACES = 30


@dataclass(frozen=True, slots=True)
class _Section:
    """One of the formats between semicolons: its tokens as kind and text, and when it holds."""

    tokens: tuple[tuple[str, str], ...]
    condition: tuple[str, Decimal] | None
    is_date: bool
    english: bool


def shown_number(raw: str, code: str, *, from_1904: bool = False) -> str:
    """How a number is shown; empty where its format shows nothing.

    Args:
        raw: the number as the file says it, with a decimal point.
        code: its format.
        from_1904: whether the workbook counts days from 1904, as old ones of the Mac do.
    """
    try:
        value = _rounded(Decimal(raw))
    except InvalidOperation:
        return raw
    sections = _sections(code)
    section, drop_sign = _chosen(sections, value)
    if section is None:
        return _general(value)
    if section.is_date:
        return _date(section, value, from_1904) or _general(value)
    return _number(section, abs(value) if drop_sign else value)


def shown_text(text: str, code: str) -> str:
    """How a text is shown: the fourth section of a format may put words around it."""
    sections = _sections(code)
    section = sections[3] if len(sections) > 3 else sections[0]
    if ("sign", "@") not in section.tokens:
        return text
    return "".join(
        text if (kind, token) == ("sign", "@") else _literal(kind, token) for kind, token in section.tokens
    )


def _rounded(value: Decimal) -> Decimal:
    """Excel knows fifteen digits; a file may say 0.1 as 0.10000000000000001."""
    if not value.is_finite() or abs(value.adjusted()) > 300:
        raise InvalidOperation
    if not value:
        return Decimal(0)
    return (
        value.quantize(Decimal(1).scaleb(value.adjusted() - 14)).normalize()
        if len(value.as_tuple().digits) > 15
        else value
    )


def _general(value: Decimal) -> str:
    """A number without a format, with all its digits: a cell that is too narrow would hide some."""
    if not -10 < value.adjusted() < 21:
        return str(value.normalize()).replace(".", ",")
    shown = f"{value:f}"
    return (shown.rstrip("0").rstrip(".") if "." in shown else shown).replace(".", ",")


@lru_cache(maxsize=500)
def _sections(code: str) -> tuple[_Section, ...]:
    parts: list[list[tuple[str, str]]] = [[]]
    for match in _TOKEN.finditer(code[:500]):
        kind = match.lastgroup or "other"
        text = match[kind]
        if kind == "other" and text == ";":
            parts.append([])
        else:
            parts[-1].append((kind, text))
    return tuple(_section(part) for part in parts)


def _section(tokens: Sequence[tuple[str, str]]) -> _Section:
    condition = None
    for kind, text in tokens:
        if kind == "bracket" and (match := _CONDITION.fullmatch(text)):
            condition = match[1], Decimal(match[2])
    elapsed = any(kind == "bracket" and _ELAPSED.fullmatch(text) for kind, text in tokens)
    is_date = elapsed or any(kind == "date" for kind, _ in tokens)
    english = any(kind == "bracket" and _ENGLISH.match(text) for kind, text in tokens)
    return _Section(tuple(tokens), condition, is_date, english)


def _chosen(sections: tuple[_Section, ...], value: Decimal) -> tuple[_Section | None, bool]:
    """The section that a number is shown by, and whether it says the sign itself."""
    numbers = sections[:3]
    if any(section.condition for section in numbers):
        for section in numbers:
            if section.condition is None or _holds(section.condition, value):
                return section, value < 0 and section.condition is not None and len(numbers) > 1
        return None, False
    if value < 0 and len(numbers) > 1:
        return numbers[1], True
    if value == 0 and len(numbers) > 2:
        return numbers[2], True
    return numbers[0], False


def _holds(condition: tuple[str, Decimal], value: Decimal) -> bool:
    sign, other = condition
    return {
        "<": value < other, "<=": value <= other, ">": value > other, ">=": value >= other,
        "=": value == other, "<>": value != other,
    }[sign]  # fmt: skip


def _literal(kind: str, text: str) -> str:
    if kind == "space":
        return " "
    if kind == "bracket":
        match = _CURRENCY.fullmatch(text)
        return match[1] if match else ""
    return "" if kind == "fill" else text


def _number(section: _Section, value: Decimal) -> str:
    """A number in the places that a section has for digits."""
    tokens = section.tokens
    signs = [text for kind, text in tokens if kind == "sign"]
    digits = [i for i, (kind, _) in enumerate(tokens) if kind == "digit"]
    if not digits:
        bare = {"general": _general(value), "sign@": _general(value)}
        sign = (
            "-" if value < 0 and not any(kind == "general" for kind, _ in tokens) and "@" not in signs else ""
        )
        shown = "".join(
            bare.get(kind if kind == "general" else kind + text, "") or _literal(kind, text)
            for kind, text in tokens
        )
        return (sign + shown).strip()
    if "/" in signs or any(kind == "exponent" for kind, _ in tokens):
        return _general(value)
    value *= 100 ** signs.count("%")
    point = next((i for i, token in enumerate(tokens) if token == ("sign", ".")), len(tokens))
    whole = [i for i in digits if i < point]
    after = [i for i in digits if i > point][:_MAX_PLACES]
    commas = [i for i, token in enumerate(tokens) if token == ("sign", ",")]
    value /= 1000 ** sum(1 for i in commas if i > digits[-1] or (whole and whole[-1] < i < point))
    if value.adjusted() + len(after) > _MAX_PLACES - 5:  # more digits than Decimal counts with
        return _general(value)
    value = value.quantize(Decimal(1).scaleb(-len(after)), rounding=ROUND_HALF_UP)
    grouped = bool(whole) and any(whole[0] < i < whole[-1] for i in commas)
    filled = _places(tokens, whole, after, f"{abs(value):f}", grouped=grouped)
    shown = "".join(
        filled.get(i, "") if kind == "digit" else "" if text == "," and kind == "sign" else
        ("," if after and any(filled.get(j) for j in after) else "") if i == point else _literal(kind, text)
        for i, (kind, text) in enumerate(tokens)
    )  # fmt: skip
    return ("-" if value < 0 else "") + shown.strip()


def _places(
    tokens: Sequence[tuple[str, str]], whole: list[int], after: list[int], digits: str, *, grouped: bool
) -> dict[int, str]:
    """What stands in each place for a digit; the first takes all that there is no other place for."""
    integer, _, fraction = digits.partition(".")
    integer = integer.lstrip("0")
    filled: dict[int, str] = {}
    count = 0
    for place in reversed(whole):
        if integer:
            digit, integer = integer[-1], integer[:-1]
        else:
            digit = {"0": "0", "?": ""}.get(tokens[place][1], "")
        if digit:
            filled[place] = digit + ("." if grouped and count and count % 3 == 0 else "")
            count += 1
    if whole:
        first = whole[0]
        for digit in reversed(integer):
            dot = "." if grouped and count and count % 3 == 0 else ""
            filled[first] = digit + dot + filled.get(first, "")
            count += 1
    needed = len(fraction.rstrip("0"))
    for number, place in enumerate(after):
        if number < needed or any(tokens[p][1] == "0" for p in after[number:]):
            filled[place] = fraction[number]
    return filled


def _date(section: _Section, value: Decimal, from_1904: bool) -> str:
    """A number of days as a date or time; empty where it is none that Excel shows."""
    if not 0 <= value < _LAST_DAY:
        return ""
    fine = any(kind == "date" and ".0" in text for kind, text in section.tokens)
    seconds = int((value * 86_400_000).to_integral_value(ROUND_HALF_UP))
    if not fine:
        seconds = (seconds + 500) // 1000 * 1000
    # Excel takes 1900 for a leap year, so its days before 1 March 1900 stand one further.
    start = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 31 if value < 60 else 30)
    try:
        moment = start + timedelta(milliseconds=seconds)
    except OverflowError:
        return ""
    tokens = section.tokens
    dates = [text.lower()[0] if kind == "date" else "" for kind, text in tokens]
    twelve = any(kind == "ampm" for kind, _ in tokens)
    out: list[str] = []
    for i, (kind, text) in enumerate(tokens):
        if kind == "ampm":
            out.append("AM" if moment.hour < 12 else "PM")
        elif kind == "bracket" and _ELAPSED.fullmatch(text):
            per = {"h": 3_600_000, "m": 60_000, "s": 1000}[text[0].lower()]
            out.append(str(seconds // per).rjust(len(text), "0"))
        elif kind == "date":
            out.append(
                _date_part(text.lower(), moment, _is_minutes(tokens, dates, i), section.english, twelve)
            )
        elif kind == "sign":
            out.append({"/": "-", "@": "", ".": "."}.get(text, text))
        elif kind == "digit":
            out.append(text)
        else:
            out.append(_literal(kind, text))
    return "".join(out).strip()


def _is_minutes(tokens: Sequence[tuple[str, str]], dates: list[str], place: int) -> bool:
    """Whether an `m` stands right behind hours or right before seconds."""
    if dates[place] != "m" or len(tokens[place][1]) > 2:
        return False
    before = next((_unit(tokens, dates, i) for i in range(place - 1, -1, -1) if _unit(tokens, dates, i)), "")
    behind = next(
        (_unit(tokens, dates, i) for i in range(place + 1, len(tokens)) if _unit(tokens, dates, i)), ""
    )
    return before == "h" or behind == "s"


def _unit(tokens: Sequence[tuple[str, str]], dates: list[str], place: int) -> str:
    kind, text = tokens[place]
    return text[0].lower() if kind == "bracket" and _ELAPSED.fullmatch(text) else dates[place]


def _date_part(text: str, moment: datetime, minutes: bool, english: bool, twelve: bool) -> str:
    letter, size = text[0], len(text.partition(".")[0])
    months, days = _MONTHS[english], _DAYS[english]
    if letter == "y":
        return f"{moment.year:04}" if size > 2 else f"{moment.year % 100:02}"
    if letter == "m" and not minutes and size > 2:
        short = _SHORT_MONTHS[english][moment.month - 1]
        return {3: short, 5: short[0]}.get(size, months[moment.month - 1])
    if letter == "d" and size > 2:
        name = days[moment.weekday()]
        return name if size > 3 else name[: 3 if english else 2]
    if letter == "h":
        number = (moment.hour + 11) % 12 + 1 if twelve else moment.hour
    elif letter == "s":
        number = moment.second
    elif letter == "m":
        number = moment.minute if minutes else moment.month
    else:
        number = moment.day
    shown = f"{number:02}" if size > 1 else str(number)
    places = len(text.partition(".")[2])
    return shown + (f",{moment.microsecond // 1000:03}"[: places + 1] if places else "")
