"""The published PDFs behind an archive: handed out only while they are what was indexed, and drawn page by page."""

from __future__ import annotations

import hashlib
import io
import threading
from collections import OrderedDict
from pathlib import Path

import pypdfium2 as pdfium

from pipeline.archive.values import Case, PublishedDocument
from pipeline.site.problems import Refusal, Trouble

_SCALE = 2.0  # pixels a point: sharp on a screen, and readable when enlarged
_MOST_PIXELS = 8_000_000  # of one picture; an A3 at that scale has 4 million
_PICTURES = 64  # that are kept
_PICTURE_BYTES = 48 * 1024 * 1024  # that the kept ones may take together
_CHECKED = 4096  # files whose digest is remembered

_AGAIN = "De beheerder moet de zaak opnieuw indexeren; daarna is het document hier weer te zien."
MOVED = Trouble(
    404,
    "Het bestand is er niet meer",
    f"De PDF is verplaatst of weggehaald sinds de zaak is geïndexeerd. {_AGAIN}",
)
CHANGED = Trouble(
    409, "Het bestand is veranderd", f"De PDF is veranderd sinds de zaak is geïndexeerd. {_AGAIN}"
)
UNDRAWN = Trouble(
    409,
    "Dit blad is niet te tekenen",
    "Open de PDF zelf, of lees de tekst van het blad op de bladzijde van het document.",
)


class Files:
    """Hands out PDFs and pictures of their pages. Safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._digests: OrderedDict[tuple[str, int, int, int], str] = OrderedDict()
        self._drawing = threading.Lock()  # PDFium must not be called by two threads at once
        self._pictures: OrderedDict[tuple[str, int], bytes] = OrderedDict()

    def pdf(self, case: Case, document: PublishedDocument) -> Path:
        """The file of a document.

        Raises:
            Refusal: it is not there, or no longer what was indexed.
        """
        name = f"{document.number}.pdf"
        if Path(name).name != name:
            raise Refusal(MOVED)
        file = Path(case.folder) / name
        try:
            found = self._digest(file)
        except OSError as error:
            raise Refusal(MOVED) from error
        if found != document.digest:
            raise Refusal(CHANGED)
        return file

    def picture(self, case: Case, document: PublishedDocument, page: int) -> bytes:
        """A page as PNG. `page` counts from 1 and must exist.

        Raises:
            Refusal: the file is not there, is no longer what was indexed, or can't be drawn.
        """
        file = self.pdf(case, document)
        key = (document.digest, page)
        with self._lock:
            if key in self._pictures:
                self._pictures.move_to_end(key)
                return self._pictures[key]
        with self._drawing:
            drawn = _drawn(file, page)
        with self._lock:
            self._pictures[key] = drawn
            while len(self._pictures) > _PICTURES or sum(map(len, self._pictures.values())) > _PICTURE_BYTES:
                self._pictures.popitem(last=False)
        return drawn

    def _digest(self, file: Path) -> str:
        """The SHA-256 of a file, read again only when it was written since."""
        with file.open("rb") as stream:
            now = file.stat()
            key = (str(file), now.st_mtime_ns, now.st_size, now.st_ino)
            with self._lock:
                if key in self._digests:
                    return self._digests[key]
            found = hashlib.file_digest(stream, "sha256").hexdigest()
        with self._lock:
            self._digests[key] = found
            if len(self._digests) > _CHECKED:
                self._digests.popitem(last=False)
        return found


def _drawn(file: Path, page: int) -> bytes:
    try:
        with pdfium.PdfDocument(file) as pdf:
            sheet = pdf[page - 1]
            width, height = sheet.get_size()
            scale = min(_SCALE, (_MOST_PIXELS / max(1.0, width * height)) ** 0.5)
            bitmap = sheet.render(scale=scale)
            picture = bitmap.to_pil()
            out = io.BytesIO()
            picture.save(out, "PNG")
            bitmap.close()
            sheet.close()
    except (pdfium.PdfiumError, IndexError) as error:
        raise Refusal(UNDRAWN) from error
    return out.getvalue()
