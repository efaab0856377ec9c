"""The Dutch sentences that say why a document can't be published, and what an officer can do about it.

They stand together so that the wording is one, and so that `about_pictures` knows which of them end once a
person has looked at the pictures of a document. None quotes the text of a document.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

LOOK = "bekijk dit zelf en meld in het zaakbestand dat de afbeeldingen zijn gezien"
"""How every sentence about unread pictures ends."""

AGAIN = "vraag het bestand opnieuw op en bied het opnieuw aan"

EMPTY_FILE = f"het bestand is leeg; {AGAIN}"
EMPTY_ATTACHMENT = "de bijlage is leeg; vraag de bijlage op bij de afzender of de ontvanger"
NO_PDF = "het bestand heet .pdf maar is geen PDF; sla het stuk opnieuw op als PDF en bied het opnieuw aan"
ENCRYPTED_PDF = "het PDF-bestand is versleuteld; verwijder eerst het wachtwoord en bied het opnieuw aan"
NO_TEXT = "het bestand bevat geen leesbare tekst; zet het om naar PDF of tekst en bied het opnieuw aan"
NO_MAIL = "het bestand heet .eml maar heeft geen kopregels van een mail; sla de mail opnieuw op"
TOO_DEEP = "het stuk zit te diep genest in andere stukken; sla het los op en bied het apart aan"
TNEF = (
    "het bestandstype winmail.dat (TNEF) wordt nog niet gelezen; "
    "open de mail in Outlook en bied de bijlagen los aan"
)
LINK = (
    "het bestand is een snelkoppeling die niet wordt gevolgd; "
    "zet het stuk zelf in de map als het bij de zaak hoort"
)
NO_FILE = (
    "dit is geen gewoon bestand en is niet gelezen; zet het stuk zelf in de map als het bij de zaak hoort"
)
UNCHECKED_PDF = f"de opbouw van het PDF-bestand kon niet worden nagekeken; {AGAIN}"
UNREAD_EMBEDDED = (
    "het PDF-bestand bevat een ingesloten bestand dat niet kan worden gelezen; "
    "haal het eruit en bied het apart aan"
)

ENCRYPTED_MAIL = "de mail is versleuteld; sla hem onversleuteld op en bied hem opnieuw aan"
OPAQUE_SIGNATURE = (
    "de inhoud van de mail zit in een ondertekend pakket dat niet wordt gelezen; "
    "sla de mail zonder ondertekening op en bied hem opnieuw aan"
)
BROKEN_MAIL = (
    "de opbouw van de mail is beschadigd, zodat misschien niet alles is gelezen; "
    "sla de mail opnieuw op en bied hem opnieuw aan"
)
UUENCODED = (
    "de mail bevat een bestand dat in de tekst is ingepakt (uuencode) en niet is gelezen; "
    "haal het eruit en bied het apart aan"
)


def unknown_kind(shown: str) -> str:
    """A kind of file that nobody can read yet; `shown` is its suffix or kind."""
    return f"het bestandstype {shown} wordt nog niet gelezen; zet het om naar PDF en bied het opnieuw aan"


def too_large(limit: int) -> str:
    """A file of more than `limit` bytes."""
    return f"het bestand is groter dan {limit // 1_000_000} MB; splits het en bied de delen apart aan"


def unreadable_file(reason: str) -> str:
    """The file system gave no bytes, or a reader gave up; `reason` is its short sentence."""
    return reason if ";" in reason else f"{reason}; {AGAIN}"


def unexpected(error: Exception) -> str:
    """A reader failed in a way that nobody foresaw; only the class of the error is named."""
    return f"het bestand kon niet worden gelezen ({type(error).__name__}); meld dit en bied het als PDF aan"


def pages_of(pages: Iterable[int]) -> str:
    """`pagina 3`, or `pagina's 1-3, 5 en 8`."""
    runs: list[list[int]] = []
    for page in sorted(set(pages)):
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    shown = [str(p) for run in runs for p in run] if all(len(r) < 3 for r in runs) else _ranges(runs)
    if len(shown) == 1:
        return f"pagina {shown[0]}" if "-" not in shown[0] else f"pagina's {shown[0]}"
    return f"pagina's {', '.join(shown[:-1])} en {shown[-1]}"


def _ranges(runs: list[list[int]]) -> list[str]:
    return [str(r[0]) if len(r) == 1 else f"{r[0]}-{r[-1]}" for r in runs]


def on_pages(pages: Sequence[int], one: str, more: str) -> str:
    """A sentence that opens with the pages: `one` follows a single page, `more` follows several."""
    return f"{pages_of(pages)} {one if len(set(pages)) == 1 else more}"


def mail_pictures(count: int) -> str:
    """Inline pictures of a mail."""
    what = "een ingesloten afbeelding" if count == 1 else f"{count} ingesloten afbeeldingen"
    return f"de mail bevat {what} die niemand heeft gelezen; {LOOK}"


def no_text_layer(pages: Sequence[int]) -> str:
    """Pages on which no character of text stands."""
    return on_pages(pages, "heeft", "hebben") + (
        " geen tekstlaag, zodat niemand heeft gelezen wat er staat; "
        "maak de tekst herkenbaar (OCR) en bied het bestand opnieuw aan"
    )


def pdf_pictures(pages: Sequence[int]) -> str:
    """Pages with a picture that may hold text."""
    return on_pages(pages, "bevat", "bevatten") + f" een afbeelding die niemand heeft gelezen; {LOOK}"


def pdf_outlines(pages: Sequence[int]) -> str:
    """Pages with drawn lines that may be letters."""
    return on_pages(pages, "bevat", "bevatten") + (
        f" getekende vormen die letters kunnen zijn en die niemand heeft gelezen; {LOOK}"
    )


def pdf_hidden_layer(pages: Sequence[int]) -> str:
    """Pages with text or a picture inside a tiling pattern or a soft mask, where no reader of text looks."""
    return on_pages(pages, "bevat", "bevatten") + (
        f" een vulpatroon of masker met tekst of een afbeelding die niemand heeft gelezen; {LOOK}"
    )


def pdf_fonts(pages: Sequence[int]) -> str:
    """Pages with letters that a font gives no way to text."""
    return on_pages(pages, "bevat", "bevatten") + (
        " letters waarvan het lettertype niet zegt welke het zijn; "
        "druk het stuk opnieuw af naar PDF of maak de tekst herkenbaar (OCR)"
    )


def about_pictures(obstacle: str) -> bool:
    """Whether an obstacle ends once a person has looked at the pictures of the document."""
    return obstacle.endswith(LOOK)
