"""Texts made comparable: what a copy of a document, or a quote of a mail, changes without changing its words."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator

from pipeline.types import Span

_QUOTED = re.compile(r"^[ \t\u00a0]*>[> \t\u00a0]*", re.MULTILINE)
_WORD = re.compile(r"[^\W_]+")
# What mail programs put beside an address, a link or a picture when they quote HTML as text.
_LINK = re.compile(r"[<\[](?:mailto:|https?://|tel:|cid:)[^<>\[\]\s]{0,500}[>\]]", re.IGNORECASE)


def digest(*parts: str | bytes | int | None, size: int = 8) -> bytes:
    """A digest of `size` bytes over values, each with its length before it so that no two lists give the same."""
    total = hashlib.blake2b(digest_size=size)
    for part in parts:
        raw = part if isinstance(part, bytes) else str(part).encode("utf-8", "surrogatepass")
        total.update(b"%d:" % len(raw) + raw)
    return total.digest()


def without(text: str, taken: Iterable[Span]) -> str:
    """The text without some stretches of it, a line break in place of each."""
    return "\n".join(text[span.start : span.end] for span in gaps(len(text), taken))


def gaps(length: int, taken: Iterable[Span]) -> Iterator[Span]:
    """What stretches that may overlap leave of a text of this length."""
    at = 0
    for span in sorted(taken):
        if span.start > at:
            yield Span(at, span.start)
        at = max(at, span.end)
    if at < length:
        yield Span(at, length)


def same_form(text: str) -> str:
    """The text with single blanks and without quoting marks: equal for copies that differ in nothing else."""
    return " ".join(unicodedata.normalize("NFC", _QUOTED.sub("", text)).split())


def words_of(text: str) -> list[str]:
    """The words of a text, without capitals; links and addresses that a mail program adds are none."""
    return _WORD.findall(unicodedata.normalize("NFC", _LINK.sub(" ", text)).casefold())
