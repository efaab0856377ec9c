"""Objects that stand in an object stream (ISO 32000-2, 7.5.7) and are no longer part of the file."""

from __future__ import annotations

import re
from itertools import pairwise

import pikepdf

from pipeline.check.contents import unpacked
from pipeline.check.file import OpenFile
from pipeline.check.walk import entry, number

__all__ = ["stale_objects"]

# The parser takes no references without a file around them.
_REFERENCE = re.compile(rb"\b\d{1,10}\s+\d{1,5}\s+R\b")


def stale_objects(file: OpenFile) -> bool:
    """Whether an object stream lists an object that the file has no more, or one twice, or holds other bytes."""
    listed: set[int] = set()
    many = b"/Prev" in file.data[-2048:] or file.data.count(b"startxref") > 1  # `revisions.py` tells of those
    for stream in file.pdf.objects:
        if not isinstance(stream, pikepdf.Stream) or entry(stream, "/Type") != "/ObjStm":
            continue
        file.tick()
        data = unpacked(stream)
        first = int(number(entry(stream, "/First")) or 0)
        head = [int(one) for one in re.findall(rb"\d+", data[:first])]
        own = dict(zip(head[1::2], head[::2], strict=False))
        if len(own) < len(head) // 2 or any(_gone(file, one, data[first + at :]) for at, one in own.items()):
            return True
        if not many and not listed.isdisjoint(own.values()):
            return True
        listed.update(own.values())
        places = sorted(own)
        stretches = [data[first : first + min(places, default=0)]]
        stretches += [data[first + at : first + end] for at, end in pairwise([*places, len(data)])]
        if stretches[0].strip() or any(map(_has_more, stretches[1:])):
            return True
    return False


def _gone(file: OpenFile, one: int, data: bytes) -> bool:
    """Whether the file has no such object; one that is null needs no place in the file's table."""
    return file.pdf.get_object((one, 0)) is None and not data.lstrip().startswith(b"null")


def _has_more(data: bytes) -> bool:
    """Whether something stands behind the object that fills a stretch."""
    try:
        pikepdf.Object.parse(_REFERENCE.sub(b"null", data))
    except pikepdf.PikepdfError as error:
        return "trailing data" in str(error)
    return False
