"""All formats of the training text by name."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import Path

from models.recipe.invented.draw import Draw


def _formats() -> dict[str, Callable[[Draw], str]]:
    """What every module `formats_*.py` beside this one offers, by the module's name and the format's."""
    found: dict[str, Callable[[Draw], str]] = {}
    for file in sorted(Path(__file__).parent.glob("formats_*.py")):
        module = importlib.import_module(f"models.recipe.invented.{file.stem}")
        offered: dict[str, Callable[[Draw], str]] = getattr(module, "FORMATS", {})
        family = file.stem.removeprefix("formats_")
        found.update({f"{family}.{name}": write for name, write in offered.items()})
    return found


TRAINING = _formats()
