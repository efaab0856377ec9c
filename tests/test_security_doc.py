"""docs/security.md names a test for every threat; each must be there."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
_NODE = re.compile(r"`(tests/\w+\.py)((?:::\w+)+)`")
_ROW = re.compile(r"^\|(?!\s*(?:threat|-))[^|]+\|[^|]+\|(?P<tests>[^|]+)\|$", re.MULTILINE)
TEXT = (ROOT / "docs/security.md").read_text(encoding="utf-8")
NODES = sorted(set(_NODE.findall(TEXT)))


@cache
def names_in(file: str) -> frozenset[str]:
    """The tests of a file, those of a class behind its name."""
    found: set[str] = set()
    for node in ast.parse((ROOT / file).read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef):
            found.add(f"::{node.name}")
        if isinstance(node, ast.ClassDef):
            inner = (n.name for n in node.body if isinstance(n, ast.FunctionDef))
            found.update(f"::{node.name}::{name}" for name in inner)
    return frozenset(found)


@pytest.mark.parametrize(("file", "name"), NODES)
def test_a_test_that_the_threat_model_names_is_there(file, name):
    assert name in names_in(file)
    assert name.rpartition("::")[2].startswith("test_")


def test_every_threat_has_a_test():
    rows = list(_ROW.finditer(TEXT))
    assert len(rows) > 40
    for row in rows:
        assert _NODE.search(row["tests"]), row[0]
