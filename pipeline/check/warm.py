"""Imported once in the process that those of `woo check` are copied from: none of them has to load the model."""

from __future__ import annotations

from contextlib import suppress

from pipeline import rulebook
from pipeline.check import inspect
from pipeline.check.report import pictures
from pipeline.detect.engine import analyse

__all__ = ["inspect", "pictures"]

# What is wrong with the rules or the model is told by the process that needs them.
with suppress(Exception):
    analyse("Warm.", rulebook.load())
