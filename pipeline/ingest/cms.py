"""The content of a signed package (CMS, RFC 5652), read by its structure only: nothing is verified or decrypted."""

from __future__ import annotations

from dataclasses import dataclass

_SIGNED = bytes.fromhex("2a864886f70d010702")
_DATA = bytes.fromhex("2a864886f70d010701")
_ENCRYPTED = (
    bytes.fromhex("2a864886f70d010703"),  # enveloped
    bytes.fromhex("2a864886f70d010706"),  # encrypted
    bytes.fromhex("2a864886f70d0109100117"),  # authenticated and enveloped
)
MAX_PIECES = 1_000_000
"""More pieces of one content are refused; Outlook writes one a kilobyte or so."""
_DEPTH = 20  # of constructed strings in each other


class NotSignedError(ValueError):
    """The bytes are no signed package that can be read for sure."""


@dataclass(frozen=True, slots=True)
class _Element:
    """One element of BER: its tag, where its content lies, and where the next element begins.

    `end` of an indefinite length is the place of the mark that ends it.
    """

    tag: int
    start: int
    end: int
    after: int


def is_encrypted(data: bytes) -> bool:
    """Whether the package says that its content is encrypted."""
    try:
        outer = _element(data, 0, len(data))
        kind = _element(data, outer.start, outer.end)
    except NotSignedError:
        return False
    return kind.tag == 0x06 and data[kind.start : kind.end] in _ENCRYPTED


def signed_content(data: bytes) -> bytes:
    """What was signed.

    Raises:
        NotSignedError: the bytes are something else, are damaged, or hold no content.
    """
    outer = _element(data, 0, len(data))
    kind = _element(data, outer.start, outer.end)
    if outer.tag != 0x30 or data[kind.start : kind.end] != _SIGNED:
        raise NotSignedError
    wrapped = _element(data, kind.after, outer.end)
    signed = _element(data, wrapped.start, wrapped.end)
    version = _element(data, signed.start, signed.end)
    digests = _element(data, version.after, signed.end)
    inner = _element(data, digests.after, signed.end)
    tags = (wrapped.tag, signed.tag, version.tag, digests.tag, inner.tag)
    content_kind = _element(data, inner.start, inner.end)
    if tags != (0xA0, 0x30, 0x02, 0x31, 0x30) or data[content_kind.start : content_kind.end] != _DATA:
        raise NotSignedError
    content = _element(data, content_kind.after, inner.end)
    if content.tag != 0xA0:
        raise NotSignedError
    pieces: list[bytes] = []
    _octets(data, _element(data, content.start, content.end), pieces, 0)
    return b"".join(pieces)


def _octets(data: bytes, element: _Element, pieces: list[bytes], depth: int) -> None:
    """The bytes of an octet string, which may be made of octet strings."""
    if depth > _DEPTH or len(pieces) > MAX_PIECES:
        raise NotSignedError
    if element.tag == 0x04:
        pieces.append(data[element.start : element.end])
        return
    if element.tag != 0x24:
        raise NotSignedError
    place = element.start
    while place < element.end:
        inner = _element(data, place, element.end)
        _octets(data, inner, pieces, depth + 1)
        place = inner.after


def _element(data: bytes, place: int, limit: int) -> _Element:
    tag, start, size = _head(data, place, limit)
    if size is not None:
        if start + size > limit:
            raise NotSignedError
        return _Element(tag, start, start + size, start + size)
    end = _end_of_contents(data, start, limit)
    return _Element(tag, start, end, end + 2)


def _head(data: bytes, place: int, limit: int) -> tuple[int, int, int | None]:
    if place + 2 > limit or data[place] & 0x1F == 0x1F:
        raise NotSignedError
    tag, first = data[place], data[place + 1]
    if first < 0x80:
        return tag, place + 2, first
    if first == 0x80:
        if not tag & 0x20:
            raise NotSignedError
        return tag, place + 2, None
    count = first & 0x7F
    if count > 5 or place + 2 + count > limit:
        raise NotSignedError
    return tag, place + 2 + count, int.from_bytes(data[place + 2 : place + 2 + count], "big")


def _end_of_contents(data: bytes, place: int, limit: int) -> int:
    """Where the two zeros stand that end an element of indefinite length."""
    open_ones = 1
    while place < limit:
        if data[place : place + 2] == b"\0\0":
            open_ones -= 1
            if open_ones == 0:
                return place
            place += 2
            continue
        _, start, size = _head(data, place, limit)
        if size is None:
            open_ones += 1
            place = start
        else:
            place = start + size
    raise NotSignedError
