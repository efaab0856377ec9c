"""Invented documents in formats that no model was trained on, written apart from the formats of the training."""

from __future__ import annotations

from collections.abc import Callable

from benchmarks.heldout import formats_field, formats_letter, formats_list, formats_mail, formats_meeting
from models.recipe.invented.draw import Draw

FORMATS: dict[str, Callable[[Draw], str]] = {
    **formats_mail.FORMATS,
    **formats_meeting.FORMATS,
    **formats_field.FORMATS,
    **formats_letter.FORMATS,
    **formats_list.FORMATS,
}
