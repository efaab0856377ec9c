"""What the file does by itself: scripts, programs that it starts, forms that it sends (ISO 32000-2, 12.6)."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.check.file import OpenFile
from pipeline.check.trace import Trace
from pipeline.check.walk import entry, guarded, name, survey

__all__ = ["find"]

_MEND = "Sla het bestand opnieuw op zonder scripts en acties, bijvoorbeeld door het af te drukken naar een nieuwe pdf."
_SCRIPT = (
    "Het bestand bevat een script (JavaScript); daarin kan tekst staan en het kan tekst laten verschijnen."
)
_ACTIONS = {
    "/Launch": "Het bestand bevat een opdracht om een programma of bestand op de computer van de lezer te openen.",
    "/SubmitForm": "Het bestand bevat een opdracht om ingevulde gegevens te versturen.",
    "/ImportData": "Het bestand bevat een opdracht om gegevens uit een ander bestand op te halen.",
    "/Rendition": "Het bestand bevat een opdracht om film of geluid af te spelen.",
    "/Movie": "Het bestand bevat een opdracht om film of geluid af te spelen.",
    "/Sound": "Het bestand bevat een opdracht om film of geluid af te spelen.",
    "/RichMediaExecute": "Het bestand bevat een opdracht om film of geluid af te spelen.",
}


@guarded("de acties")
def find(file: OpenFile) -> Iterator[Trace]:
    """Scripts and actions that do more than go to a page or a web address.

    Raises:
        CheckError: the actions can't be judged.
    """
    found = survey(file)
    scripts = [
        *found.of("/JS"),
        *(one for one in found.of("/Action") if entry(one.thing, "/S") == "/JavaScript"),
    ]
    for one in scripts:
        yield Trace("javascript", one.page, None, _SCRIPT, _MEND)
    for one in found.of("/Action"):
        reason = _ACTIONS.get(name(entry(one.thing, "/S")))
        if reason:
            yield Trace("actions", one.page, None, reason, _MEND)
