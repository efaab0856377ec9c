"""Other tools over the same documents, run by the Python of an environment of their own.

    python benchmarks/heldout/others.py (deduce|presidio) GOLD FOUND

Reads gold as JSON Lines and writes a line a document: its findings as (start, end, tag). The last line holds the
processor seconds spent on them, loading left out, and how the tool was set up. Nothing of the project is imported.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from importlib import metadata
from pathlib import Path

Search = Callable[[str], list[tuple[int, int, str]]]


def deduce() -> tuple[Search, str]:
    """Deduce with its own lists, as it comes."""
    from deduce import Deduce  # noqa: PLC0415

    tool = Deduce()

    def search(text: str) -> list[tuple[int, int, str]]:
        return [(int(a.start_char), int(a.end_char), a.tag) for a in tool.deidentify(text).annotations]

    return search, f"deduce {metadata.version('deduce')}"


def presidio() -> tuple[Search, str]:
    """Presidio for Dutch: with spaCy's small Dutch model where it is installed, else an empty Dutch pipeline."""
    import spacy  # noqa: PLC0415
    import tldextract  # noqa: PLC0415
    from presidio_analyzer import AnalyzerEngine, RecognizerRegistry  # noqa: PLC0415
    from presidio_analyzer.nlp_engine import SpacyNlpEngine  # noqa: PLC0415

    # It would ask the network for the public suffixes on the first mail address.
    tldextract.tldextract.TLD_EXTRACTOR = tldextract.TLDExtract(suffix_list_urls=())
    tldextract.extract = tldextract.tldextract.TLD_EXTRACTOR
    model = "nl_core_news_sm"
    there = spacy.util.is_package(model)
    engine = SpacyNlpEngine([{"lang_code": "nl", "model_name": model}])
    engine.nlp = {"nl": spacy.load(model) if there else spacy.blank("nl")}
    registry = RecognizerRegistry(supported_languages=["nl"])
    registry.load_predefined_recognizers(languages=["nl"], nlp_engine=engine)
    analyzer = AnalyzerEngine(nlp_engine=engine, supported_languages=["nl"], registry=registry)

    def search(text: str) -> list[tuple[int, int, str]]:
        return [(int(r.start), int(r.end), r.entity_type) for r in analyzer.analyze(text, language="nl")]

    how = f"{model} {metadata.version(model)}" if there else "no model of Dutch: patterns only"
    return search, f"presidio-analyzer {metadata.version('presidio-analyzer')}, {how}"


def main() -> None:
    tool, gold, found = sys.argv[1:]
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    search, name = {"deduce": deduce, "presidio": presidio}[tool]()
    texts = [json.loads(line)["text"] for line in Path(gold).read_text("utf-8").splitlines()]
    search(texts[0])
    began = time.process_time()
    rows = [search(text) for text in texts]
    seconds = time.process_time() - began
    lines = [json.dumps(row) for row in rows] + [json.dumps({"seconds": seconds, "name": name})]
    Path(found).write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
