"""A second set of invented documents, kept back from development: no rule was mended by what was missed in it.

Once somebody looks at what is missed here, it is a development set as well, and a new one is needed.
"""

from __future__ import annotations

from collections.abc import Callable

from benchmarks.unseen import formats_case, formats_letter, formats_mail, formats_meeting, formats_office
from models.recipe.invented.draw import Draw

FORMATS: dict[str, Callable[[Draw], str]] = {
    **formats_mail.FORMATS,
    **formats_meeting.FORMATS,
    **formats_letter.FORMATS,
    **formats_case.FORMATS,
    **formats_office.FORMATS,
}
