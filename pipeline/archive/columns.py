"""Values as rows: the columns of `documents` and `meetings` have the names of the fields, in their order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields

from pipeline.archive.values import Meeting, PublishedDocument


def columns(
    one: PublishedDocument | Meeting, several: Callable[[tuple[object, ...]], object]
) -> tuple[object, ...]:
    """What the fields of a value hold; `several` makes of one that holds several what the store takes."""
    held = (getattr(one, field.name) for field in fields(one))
    return tuple(several(value) if isinstance(value, tuple) else value for value in held)
