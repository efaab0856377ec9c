"""case.json: of which case and body a publish/ is, so that an archive can tell without asking internal/."""

from __future__ import annotations

from pipeline.export.places import JsonObject

CASE_SCHEMA = "woo-pipeline/case/1"


def case_json(number: str, organisation: str, law_version: str) -> JsonObject:
    """What `[case]` of the case file says of itself; null where it says nothing."""
    return {
        "schema": CASE_SCHEMA,
        "number": number or None,
        "organisation": organisation or None,
        "law_version": law_version,
    }
