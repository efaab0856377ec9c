"""Imported once in the process that workers are copied from: none of them has to load the language model."""

from __future__ import annotations

import gc
from contextlib import suppress

from pipeline import rulebook, stages
from pipeline.detect.engine import analyse
from pipeline.pool import silence

__all__ = ["stages"]

# What is wrong with the rules or the model is told by the main process, which loads them too.
with suppress(Exception), silence():
    analyse("Warm.", rulebook.load())

# All of that lives as long as the process: garbage collection need not walk it again and again.
gc.collect()
gc.freeze()
