"""What one document may ask of the machine before it is given up, and the case goes on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one document; each is an option of `woo process`.

    `seconds` and `megabytes` bound a process at work on it (memory beside what it starts with), in each of the two
    phases; programs that it starts have bounds of their own. `pages` counts its pages. `nesting` is how many files may
    sit in each other, a mail in a mail or a zip in a zip. `unpacked` is the megabytes that a zip, with the zips in it,
    may hold unpacked, whatever its own size.

    The defaults are far above what honest documents need (a minute for the slowest of a thousand) and low enough
    that one bad file costs a night's run ten minutes.
    """

    seconds: float = 600.0
    megabytes: int = 2_000
    pages: int = 5_000
    nesting: int = 10
    unpacked: int = 2_000

    @property
    def of_reading(self) -> str:
        """Those that shape what is read, as a text for a fingerprint; the others only make a document fail."""
        return f"{self.pages} {self.nesting} {self.unpacked}"
