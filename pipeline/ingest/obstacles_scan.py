"""The Dutch sentences on scans and pictures that were read by OCR, or could not be."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.ingest.obstacles import AGAIN, LOOK, on_pages

NO_OCR = (
    "het stuk bestaat uit beelden zonder tekst en die kunnen hier niet worden gelezen; "
    "installeer tesseract-ocr en tesseract-ocr-nld en bied het opnieuw aan"
)
OCR_LATE = (
    "het lezen van een beeld duurde te lang; "
    "maak de tekst herkenbaar (OCR) met een ander programma en bied het opnieuw aan"
)
OCR_FAILED = (
    "het leesprogramma (OCR) kon een beeld niet verwerken; "
    "maak de tekst herkenbaar met een ander programma en bied het opnieuw aan"
)
BROKEN_PICTURE = f"de afbeelding is beschadigd of niet compleet; {AGAIN}"
LARGE_PICTURE = (
    "de afbeelding heeft te veel beeldpunten om te verwerken; sla haar kleiner op en bied haar opnieuw aan"
)
MOVING_PICTURE = (
    "de afbeelding beweegt of bestaat uit meer beelden; "
    "sla de beelden los of als PDF op en bied ze opnieuw aan"
)


def too_many_pages(limit: int) -> str:
    """A picture file or a scan of more than `limit` pages."""
    return (
        f"het stuk heeft meer dan {limit} pagina's die als beeld moeten worden gelezen; "
        "splits het en bied de delen apart aan"
    )


def unread_scans(pages: Sequence[int]) -> str:
    """Pages that are pictures and on which OCR read nothing, or hardly anything of what stands there. A person may have
    looked at them (`LOOK`).
    """
    return on_pages(pages, "is", "zijn") + (
        " een beeld waarin te weinig kon worden gelezen (ruis, een foto, handschrift of een slechte scan); "
        f"scan opnieuw op 300 dpi, lak dit met de hand, of {LOOK}"
    )


def noise(pages: Sequence[int]) -> str:
    """Pages full of specks, which were not given to OCR. A person may have looked at them (`LOOK`)."""
    return on_pages(pages, "bestaat", "bestaan") + (
        " uit ruis of een foto en kon niet als tekst worden gelezen; "
        f"scan opnieuw op 300 dpi, lak dit met de hand, of {LOOK}"
    )


def late(pages: Sequence[int]) -> str:
    """Pages that were not read since reading took too long."""
    return on_pages(pages, "is", "zijn") + (
        " niet gelezen, omdat het lezen te lang duurde; splits het stuk en bied de delen apart aan"
    )


def unread_pictures(pages: Sequence[int]) -> str:
    """Pages with text and a picture that OCR could not read in full. A person may have looked at it (`LOOK`)."""
    return (
        on_pages(pages, "bevat", "bevatten")
        + f" een afbeelding die niet met zekerheid kon worden gelezen; {LOOK}"
    )


def unsure(pages: Sequence[int]) -> str:
    """A note: OCR was not sure of what it read."""
    return on_pages(pages, "is", "zijn") + (
        " slecht leesbaar, zodat er woorden verkeerd kunnen zijn gelezen; lees dit na en lak zelf bij wat is gemist"
    )


def unread_words(pages: Sequence[int]) -> str:
    """A note: some words could not be read and are masked whatever they say."""
    return on_pages(pages, "heeft", "hebben") + (
        " woorden die niet konden worden gelezen en daarom zijn gelakt; kijk of dat terecht is"
    )


def signed(pages: Sequence[int]) -> str:
    """A note: what stands below a closing and is no text is masked as a signature."""
    return on_pages(pages, "heeft", "hebben") + (
        " onder de afsluiting iets dat geen tekst is en als handtekening is gelakt; kijk of alles is bedekt"
    )


def unexplained(pages: Sequence[int]) -> str:
    """Something stands there that is no text to OCR. A person may have looked at it (`LOOK`)."""
    return on_pages(pages, "toont", "tonen") + (
        " iets dat niet als tekst is gelezen (een handtekening, handschrift, een stempel, een logo of een foto); "
        + LOOK
    )


def garbled(pages: Sequence[int]) -> str:
    """A note: the text layer says other words than the pages show."""
    what = "{} een tekstlaag die niet zegt wat er staat en {} daarom van het beeld gelezen (OCR); lees dit na"
    return on_pages(pages, what.format("heeft", "is"), what.format("hebben", "zijn"))
