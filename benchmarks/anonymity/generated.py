"""Documents that are typeset anew: pairs that differ only in a name must give the same bytes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from benchmarks.anonymity.measure import GROUNDS, spans_of
from pipeline import rulebook
from pipeline.export.documents import About, document_json
from pipeline.ingest import read
from pipeline.masking import redact_text
from pipeline.redact import redact
from pipeline.relations import Relation
from pipeline.split import split
from pipeline.types import Label, Mask, Outcome, Source, Status
from pipeline.workspace import json_bytes

_NUMBER = "001"

SOURCES = {
    "mail": (
        "in.eml",
        "From: Griffie <griffie@gemeente.example>\nTo: {name} <post@example.org>\nSubject: Verzoek van {name}\n"
        "Date: Mon, 3 Mar 2025 10:00:00 +0100\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n"
        "Geachte heer {name},\n\nUw verzoek is ontvangen. Wij spraken {name} op maandag over het plan voor de dijk "
        "en de weg erlangs, en over de kosten daarvan.\n\nGriffie\n",
    ),
    "text": (
        "in.txt",
        "Verslag van de vergadering van 3 maart 2025\n\n1. Opening\nDe heer {name} opent de vergadering.\n\n"
        "2. Dijk\nBesluit: {name} krijgt antwoord.\nActie: {name} maakt het verslag voor 1 april 2025.\n",
    ),
}


def outputs(kind: str, names: Sequence[str], folder: Path) -> tuple[list[bytes], list[bytes]]:
    """The PDF and the JSON for each name, all at the same path and under the same number.

    Each place of the name is masked: what detection finds is not measured here.
    """
    pdfs: list[bytes] = []
    exported: list[bytes] = []
    rules = rulebook.load()
    file, template = SOURCES[kind]
    for name in names:
        path = folder / file
        path.write_text(template.format(name=name), encoding="utf-8")
        (document,) = read(Source(file, str(path)), folder)
        spans = spans_of(document.text, name)
        masks = tuple(Mask(span, GROUNDS, Label.PERSON) for span in spans)
        text = redact_text(document.text, masks)
        done = redact(document, masks, text, rules, f"Document {_NUMBER}")
        outcome = Outcome(document.id, Status.OK, True, ())
        made = document_json(
            _NUMBER,
            None,
            document,
            split(document),
            text,
            done,
            outcome,
            rules.law_version,
            Relation(1),
            About(),
        )
        pdfs.append(done.pdf)
        exported.append(json_bytes(made))
    return pdfs, exported
