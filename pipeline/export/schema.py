"""The JSON Schema of the output, and the test that every output passes before it is published."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

from pipeline.errors import CheckError

SCHEMA = "woo-pipeline/document/2"
SCHEMA_FILE = Path(__file__).parent / "schema" / "document-2.schema.json"


def validate(document: dict[str, object]) -> None:
    """Check a document's JSON against the schema.

    Raises:
        CheckError: it does not fit; the message names the place and the rule, never the content.
    """
    error = best_match(_validator().iter_errors(document))
    if error is not None:
        raise CheckError(f"De JSON past niet in het schema: {error.json_path} ({error.validator})")


@lru_cache(maxsize=1)
def _validator() -> Draft202012Validator:
    schema: dict[str, Any] = json.loads(SCHEMA_FILE.read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)
