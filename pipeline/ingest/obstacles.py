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

OUT_OF_ZIP = "pak het zip-bestand uit en bied de bestanden los aan"
BROKEN_ZIP = f"het zip-bestand is beschadigd, niet compleet of verdeeld over meer bestanden; {AGAIN}"
EMPTY_ZIP = f"het zip-bestand bevat geen bestanden; {AGAIN}"
ZIP_BOMB = (
    "het zip-bestand is gemaakt om een programma te laten vastlopen en is niet uitgepakt; "
    "vraag na waar het vandaan komt"
)
ENCRYPTED_MEMBER = (
    "dit bestand in het zip-bestand is met een wachtwoord beveiligd; "
    "pak het zip-bestand met het wachtwoord uit en bied de bestanden los aan"
)
BROKEN_MEMBER = f"dit bestand in het zip-bestand is beschadigd; {AGAIN}"
UNPACKS_TOO_LARGE = "het bestand is uitgepakt veel te groot; pak het zelf uit en bied de delen apart aan"
LINK_IN_ZIP = (
    "dit bestand in het zip-bestand is een snelkoppeling die niet wordt gevolgd; "
    "bied het stuk zelf aan als het bij de zaak hoort"
)
ENCRYPTED_OFFICE = (
    "het bestand is met een wachtwoord beveiligd; open het met het wachtwoord, "
    "sla het zonder op en bied het opnieuw aan"
)
BROKEN_SHEET = f"de opbouw van het rekenblad is beschadigd; {AGAIN}"
UNCOMPUTED = (
    "het rekenblad bevat formules zonder berekende uitkomst; "
    "open het in Excel, sla het op en bied het opnieuw aan"
)
BROKEN_PAGE = "de opbouw van de webpagina kan niet worden gelezen; druk de pagina af naar PDF en bied die aan"
PICTURES_ELSEWHERE = (
    "de webpagina toont afbeeldingen of pagina's die niet in het bestand zitten en dus ontbreken; "
    "kijk of dat erg is"
)
EMBEDDED_IN_PAGE = (
    "de webpagina bevat een ingesloten pagina of bestand dat niet is gelezen; "
    "druk de pagina af naar PDF en bied die aan"
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


def unread_archive(shown: str) -> str:
    """A packed file that nobody can open; `shown` is its suffix."""
    return f"het archief {shown} wordt niet gelezen; pak het uit en zet de bestanden los in de map"


def unknown_packing(method: str) -> str:
    """A member of a zip that is packed in a way that nobody reads."""
    return f"dit bestand in het zip-bestand is ingepakt met {method}, wat niet wordt gelezen; {OUT_OF_ZIP}"


def too_many_files(limit: int) -> str:
    """A zip of more than `limit` files, with those in the zips in it."""
    shown = f"{limit:,}".replace(",", ".")
    return f"het zip-bestand bevat meer dan {shown} bestanden; pak het uit en bied de bestanden los aan"


def too_many_cells(limit: int) -> str:
    """A sheet of more than `limit` cells with something in them."""
    shown = f"{limit:,}".replace(",", ".")
    return f"het rekenblad heeft meer dan {shown} gevulde cellen; splits het en bied de delen apart aan"


def too_many_pages(limit: int) -> str:
    """A document of more than `limit` pages."""
    return (
        f"het stuk heeft meer dan {limit} pagina's; splits het en bied de delen apart aan, "
        "of geef --max-pages een hogere waarde"
    )


def false_name(suffix: str, real: str) -> str:
    """A note: the name of a file says another kind than its bytes, by which it was read."""
    return f"het bestand heet {suffix} maar is {real} en is zo gelezen; kijk of dat klopt"


def of_page(obstacle: str) -> str:
    """An obstacle of a mail, said of a web page that was saved in the form of a mail."""
    return obstacle.replace("de mail bevat", "de webpagina bevat", 1).replace(
        "de opbouw van de mail", "de opbouw van de webpagina", 1
    )


def pictures_in(what: str, count: int) -> str:
    """Pictures inside a file: `what` is `de webpagina` or `het rekenblad`."""
    pictures = "een afbeelding" if count == 1 else f"{count} afbeeldingen"
    return f"{what} bevat {pictures} die niemand heeft gelezen; {LOOK}"


def hidden_sheets(sheets: Iterable[int]) -> str:
    """A note: sheets that Excel does not show; the numbers count all sheets."""
    return f"{_sheets(sheets)} is verborgen en staat in de tekst; kijk of dat openbaar moet worden"


def hidden_cells(sheets: Iterable[int]) -> str:
    """A note: sheets with rows, columns or cells that Excel does not show."""
    return (
        f"{_sheets(sheets)} heeft verborgen rijen, kolommen of cellen die in de tekst staan; "
        "kijk of dat openbaar moet worden"
    )


def charts(sheets: Iterable[int]) -> str:
    """A note: sheets with charts, of which only the words are taken over."""
    return f"{_sheets(sheets)} heeft een grafiek waarvan alleen de woorden zijn overgenomen; kijk of dat genoeg is"


def _sheets(numbers: Iterable[int]) -> str:
    return pages_of(numbers, "werkblad", "elk van de werkbladen")


def too_large(limit: int) -> str:
    """A file of more than `limit` bytes."""
    return f"het bestand is groter dan {limit // 1_000_000} MB; splits het en bied de delen apart aan"


def unreadable_file(reason: str) -> str:
    """The file system gave no bytes, or a reader gave up; `reason` is its short sentence."""
    return reason if ";" in reason else f"{reason}; {AGAIN}"


def unexpected(error: Exception) -> str:
    """A reader failed in a way that nobody foresaw; only the class of the error is named."""
    return f"het bestand kon niet worden gelezen ({type(error).__name__}); meld dit en bied het als PDF aan"


def pages_of(pages: Iterable[int], one: str = "pagina", more: str = "pagina's") -> str:
    """`pagina 3`, or `pagina's 1-3, 5 en 8`; the same of anything else that is numbered."""
    runs: list[list[int]] = []
    for page in sorted(set(pages)):
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    shown = [str(p) for run in runs for p in run] if all(len(r) < 3 for r in runs) else _ranges(runs)
    if len(shown) == 1:
        return f"{one} {shown[0]}" if "-" not in shown[0] else f"{more} {shown[0]}"
    return f"{more} {', '.join(shown[:-1])} en {shown[-1]}"


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
