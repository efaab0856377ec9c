"""All formats of the training text by name."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import Path

from models.recipe.invented.draw import Draw


def _formats() -> dict[str, Callable[[Draw], str]]:
    """What every module `formats_*.py` beside this one offers; a name is given once."""
    found: dict[str, Callable[[Draw], str]] = {}
    for file in sorted(Path(__file__).parent.glob("formats_*.py")):
        module = importlib.import_module(f"models.recipe.invented.{file.stem}")
        offered: dict[str, Callable[[Draw], str]] = getattr(module, "FORMATS", {})
        if twice := found.keys() & offered.keys():
            raise ValueError(f"{file.name}: offered before: {sorted(twice)}")
        found.update(offered)
    return found


TRAINING = _formats()
