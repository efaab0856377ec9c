"""What each code stands for by a ToUnicode CMap (ISO 32000-2, 9.10.3)."""

from __future__ import annotations

import re

__all__ = ["read_tounicode"]

_BLOCK = re.compile(rb"beginbf(char|range)(.*?)endbf", re.DOTALL)
_TOKEN = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])")
_MOST = 65_536


def read_tounicode(data: bytes) -> dict[int, str]:
    """The text of each code; an entry that is no such thing is passed over."""
    found: dict[int, str] = {}
    for kind, block in _BLOCK.findall(data):
        tokens = [(match[1] or b"", match[2] or match[3] or b"") for match in _TOKEN.finditer(block)]
        values = [
            bytes.fromhex(b"".join(hexa.split()).decode()) if _even(hexa) else b"" for hexa, _ in tokens
        ]
        brackets = [bracket for _, bracket in tokens]
        if kind == b"char":
            found.update((_number(c), _text(t)) for c, t in zip(values[::2], values[1::2], strict=False))
        else:
            _ranges(values, brackets, found)
    return found


def _even(hexadecimal: bytes) -> bool:
    return len(b"".join(hexadecimal.split())) % 2 == 0


def _ranges(values: list[bytes], brackets: list[bytes], found: dict[int, str]) -> None:
    place = 0
    while place + 2 < len(values):
        first, last = _number(values[place]), _number(values[place + 1])
        codes = range(first, min(last, first + _MOST) + 1)
        if brackets[place + 2] == b"[":
            end = brackets.index(b"]", place) if b"]" in brackets[place:] else len(brackets)
            found.update(zip(codes, map(_text, values[place + 3 : end]), strict=False))
            place = end + 1
        else:
            start = values[place + 2]
            for step, code in enumerate(codes):
                last_unit = (int.from_bytes(start[-2:], "big") + step) & 0xFFFF
                found[code] = _text(start[:-2] + last_unit.to_bytes(2, "big"))
            place += 3


def _number(value: bytes) -> int:
    return int.from_bytes(value, "big")


def _text(value: bytes) -> str:
    return value.decode("utf-16-be", "ignore")
