"""What a validator is asked about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a pattern found, with up to `recognisers.REACH` characters on each side of it.

    `in_context` says whether one of the recogniser's context words stands shortly before it.
    """

    text: str
    before: str
    after: str
    in_context: bool


Validator = Callable[[Candidate], bool]
