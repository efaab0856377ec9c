"""What the gate reports."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Leak:
    """Something in an output that must not stand there.

    `reader` is what saw it (`pdfium`, `pdfplumber`, `objecten` or `structuur`), `page` where, or None where
    no single page can be told. `reason` is Dutch, for the officer, and never holds what should be hidden.
    """

    reader: str
    page: int | None
    reason: str

    def order(self) -> tuple[str, int, str]:
        """A key that sorts leaks the same way at every run."""
        return (self.reader, self.page or 0, self.reason)
