"""Files within the file, and media: attachments, portfolios, sound, film, 3D (ISO 32000-2, 7.11.4, 13)."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf

from pipeline.check.file import OpenFile
from pipeline.check.trace import Trace
from pipeline.check.walk import Found, Survey, dictionary, entry, guarded, name, survey

__all__ = ["find"]

_MEND = "Verwijder de bijlage uit het bestand; lak haar zo nodig apart en maak haar apart openbaar."
_MEND_MEDIA = "Verwijder het onderdeel uit de pagina en sla het bestand opnieuw op."
_MEDIA = {
    "/RichMedia": "film of ander beeldmateriaal",
    "/Screen": "film of geluid",
    "/Movie": "een film",
    "/Sound": "een geluidsopname",
    "/3D": "een driedimensionaal model",
}


@guarded("de bijlagen")
def find(file: OpenFile) -> Iterator[Trace]:
    """Each attachment, with the place of its paper clip where it has one, and each piece of media.

    Raises:
        CheckError: the attachments can't be judged.
    """
    found = survey(file)
    places = {_key(spec): one for one in found.of("/Annot") for spec in _specification(one)}
    files = [one for one in found.of("/EF") if dictionary(one.thing, "/EF") is not None]
    loose = 0
    for one in files:
        clip = places.get(_key(one.thing))
        if clip is not None and clip.page is not None:
            reason = f"Aan pagina {clip.page} hangt een bijlage: een heel bestand dat iedereen kan openen."
            yield Trace("attachments", clip.page, found.place(clip), reason, _MEND)
        else:
            loose += 1
    if loose or dictionary(file.pdf.Root, "/Collection") is not None:
        what = (
            "een bijlage" if loose == 1 else f"{loose} bijlagen" if loose else "een verzameling van bijlagen"
        )
        reason = f"Het bestand bevat {what}; wie het opent, kan die openen en bewaren."
        yield Trace("attachments", None, None, reason, _MEND)
    yield from _media(found)


def _specification(one: Found) -> Iterator[pikepdf.Object]:
    specification = dictionary(one.thing, "/FS")
    if specification is not None:
        yield specification


def _media(found: Survey) -> Iterator[Trace]:
    for one in found.of("/Annot"):
        what = _MEDIA.get(name(entry(one.thing, "/Subtype")))
        if what and one.page is not None:
            reason = f"Pagina {one.page} bevat {what}, dat niet als tekst is na te gaan."
            yield Trace("rich-media", one.page, found.place(one), reason, _MEND_MEDIA)


def _key(thing: pikepdf.Object) -> object:
    return thing.objgen if thing.is_indirect else thing.unparse(resolved=False)
