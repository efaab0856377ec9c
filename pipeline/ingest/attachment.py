"""What a file holds before anybody has read it, and what a form says that becomes a text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came inside another one.

    `declared` is its media type as the mail says it; empty where nobody says. `obstacle` is the Dutch reason why its
    bytes could not be taken out of the file that holds it; `data` is then empty.
    """

    name: str
    data: bytes
    declared: str = ""
    obstacle: str = ""


@dataclass(frozen=True, slots=True)
class Plain:
    """A file of a form that is published as a text in our own layout; the fields are those of `Document`."""

    text: str
    obstacles: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()
