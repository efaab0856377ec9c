"""The few operators that set fonts and show text, read off plain content by regular expression.

Most content is plain: numbers, names, strings, arrays and operators without anything inline. That much can be read
with certainty, and many times faster than by parsing all operands. What is not plain is for the parser.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf

_SPACE = rb"[\x00\t\n\x0c\r ]"
_INNER = rb"[^()\\]|\\."
_STRING = rb"\((?:" + _INNER + rb"|\((?:" + _INNER + rb")*+\))*+\)|<[0-9A-Fa-f\x00\t\n\x0c\r ]*+>"
_NAME = rb"/[^\x00\t\n\x0c\r ()<>\[\]{}/%]*+"
_END = rb"(?=[\x00\t\n\x0c\r ()<>\[\]/]|\Z)"
_WORD = rb"[A-Za-z][A-Za-z0-9]*+\*?|'"
_VALUE = _SPACE + rb"++|[+-]?(?:\d++\.?\d*+|\.\d++)" + _END + rb"|" + _NAME + rb"|" + _STRING
_ARRAY = rb"\[(?:" + _VALUE + rb")*+\]"
_LIST = rb"<<(?:" + _VALUE + rb"|" + _ARRAY + rb"|(?:true|false|null)" + _END + rb")*+>>"
_PLAIN = re.compile(
    rb"(?:" + _VALUE + rb"|" + _ARRAY + rb"|" + _LIST
    + rb"|(?!(?:BI|ID|EI|true|false|null)" + _END + rb")(?:" + _WORD + rb")" + _END + rb")*+",
    re.DOTALL,
)  # fmt: skip
_TOKEN = re.compile(
    _LIST + rb"|(?P<shown>" + _ARRAY + rb"|" + _STRING + rb")|(?P<name>" + _NAME
    + rb")|(?P<word>" + _WORD + rb")",
    re.DOTALL,
)  # fmt: skip
_STRINGS = re.compile(_STRING, re.DOTALL)
_WANTED = {b"q", b"Q", b"Tf", b"gs", b"Do", b"Tj", b"TJ", b"'", b"Tw"}


@dataclass(frozen=True, slots=True)
class Step:
    """An operator: its name, and where its operand starts and it ends.

    `name` is the last name before it, `shown` the place of the last string or array.
    """

    operator: str
    name: str
    shown: tuple[int, int]
    start: int
    end: int


def steps(data: bytes) -> Iterator[Step] | None:
    """The operators of content that concern fonts, in order; None where it isn't plain."""
    return _steps(data) if _PLAIN.fullmatch(data) else None


def _steps(data: bytes) -> Iterator[Step]:
    name, shown, start = b"/", (0, 0), 0
    for token in _TOKEN.finditer(data):
        kind = token.lastgroup
        if kind == "word":
            word = token.group()
            if word in _WANTED:
                yield Step(word.decode("ascii"), _plain_name(name), shown, start, token.end())
            name, shown = b"/", (0, 0)
        elif kind == "name":
            name, start = token.group(), token.start()
        elif kind == "shown":
            shown = token.span()


def _plain_name(name: bytes) -> str:
    if b"#" not in name:
        return name.decode("utf-8", "surrogateescape")
    return str(pikepdf.Object.parse(name))


def strings_in(shown: bytes) -> list[bytes]:
    """The strings of an operand in order, as they stand in content."""
    return _STRINGS.findall(shown)


def value_of(string: bytes) -> bytes:
    """The bytes that a string in content stands for."""
    if string[:1] == b"<":
        digits = b"".join(string[1:-1].replace(b"\0", b"").split())
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
    return bytes(pikepdf.Object.parse(string))


def with_strings(shown: bytes, new: dict[bytes, bytes]) -> bytes:
    """An operand with other strings, each by the one that stood there."""
    return _STRINGS.sub(lambda found: new[found.group()], shown)


def word_space(data: bytes, end: int) -> bool:
    """Whether the `Tw` that ends there sets anything but 0."""
    before = data[max(0, end - 60) : end - 2].split()
    try:
        return float(before[-1]) != 0.0
    except (IndexError, ValueError):
        return True
