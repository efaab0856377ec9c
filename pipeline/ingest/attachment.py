"""A file that came inside another one, before anybody has read it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Attachment:
    """`declared` is its media type as the mail says it; empty where nobody says."""

    name: str
    data: bytes
    declared: str = ""
