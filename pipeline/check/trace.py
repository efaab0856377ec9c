"""What a channel of `woo check` reports."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.types import Box


@dataclass(frozen=True, slots=True)
class Trace:
    """One place where something can still be read or inferred.

    `channel` is the channel's English name in kebab-case (`covered-text`). `page` counts from 1; None: it is of the
    file as a whole. `box` is where on the page, or None. `reason` says in one Dutch sentence what is wrong, `mend`
    in another how to mend it; neither ever holds the text itself or the name of a file.
    """

    channel: str
    page: int | None
    box: Box | None
    reason: str
    mend: str

    def order(self) -> tuple[int, str, tuple[float, float, float, float], str, str]:
        """A key that sorts traces the same way at every run: what is of the whole file first, then page by page."""
        box = self.box
        place = (box.top, box.x0, box.bottom, box.x1) if box else (-1.0, -1.0, -1.0, -1.0)
        return (self.page or 0, self.channel, place, self.reason, self.mend)
