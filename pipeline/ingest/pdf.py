"""A PDF as a document: its text and words from `pdf/text.py`, and everything on its pages that text does not tell.

Pages that are pictures get their text by OCR, and so do pictures on pages with text: what is published then is a PDF
with those words invisibly over the picture, so that all that follows goes as for any other PDF.
"""

from __future__ import annotations

import contextlib
from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

import pypdfium2

from pipeline.errors import UnreadableError
from pipeline.ingest import obstacles as say
from pipeline.ingest import obstacles_scan as say_scan
from pipeline.ingest.attachment import Attachment
from pipeline.ingest.garbled import garbled, suspected
from pipeline.ingest.obstacles_scan import NO_OCR, unread_pictures
from pipeline.ingest.ocr import OcrMissingError
from pipeline.ingest.pagepictures import read_pictures
from pipeline.ingest.pictures import Unread, find_unread
from pipeline.ingest.scan import Scans, read_scans
from pipeline.ingest.structure import ERRORS, is_locked, read_structure
from pipeline.ingest.tables import find_tables
from pipeline.pdf.opening import load, readable
from pipeline.pdf.text import PdfText, read_text
from pipeline.types import Document, DocumentKind

_BROKEN = (pypdfium2.PdfiumError, OverflowError, *ERRORS)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What OCR made of the pictures of a PDF: the bytes to go on with, what is told, the pages it answers for."""

    data: bytes
    obstacles: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    scanned: tuple[int, ...] = ()


def see_that_pages_fit(payload: str, most: int) -> None:
    """Before anything walks over them. What PDFium can't open, the reader of its text says more of.

    Raises:
        UnreadableError: a PDF has more pages than `most`.
    """
    with contextlib.suppress(*_BROKEN), pypdfium2.PdfDocument(payload) as pdf:
        if len(pdf) > most:
            raise UnreadableError(say.too_many_pages(most))


def read_pdf(
    doc_id: str, path: str, parent: str | None, payload: str, work: Path
) -> tuple[Document, tuple[Attachment, ...]]:
    """Read a PDF.

    Args:
        doc_id: the id that the document gets.
        path: its path in the case.
        parent: the id of the document that it hangs on.
        payload: the file with its bytes.
        work: a private folder, where a PDF that got words by OCR is written as `<doc_id>.pdf`.

    Returns:
        the document, with an obstacle for each thing on its pages that nobody read, and the files embedded in
        it: they are documents of the case as the attachments of a mail are.

    Raises:
        UnreadableError: it is encrypted, damaged or no PDF, or OCR can't draw a page of it.
    """
    try:
        ready = readable(load(payload))
        read = read_text(ready.data)
    except UnreadableError as error:
        raise UnreadableError(say.ENCRYPTED_PDF if is_locked(Path(payload)) else str(error)) from error
    obstacles, embedded, seen = _beside_the_text(ready.data, read)
    if seen.data is not ready.data:
        payload = _kept(seen.data, doc_id, work)
        read = read_text(seen.data)
    document = Document(
        id=doc_id,
        source=path,
        kind=DocumentKind.PDF,
        text=read.text,
        words=read.words,
        pages=read.pages,
        tables=find_tables(seen.data, read),
        parent=parent,
        payload=payload,
        obstacles=(*obstacles, *seen.obstacles),
        notes=(*ready.notes, *seen.notes),
        scanned=tuple(page.span for page in read.pages if page.number in seen.scanned),
    )
    return document, embedded


def read_scan(doc_id: str, path: str, parent: str | None, scans: Scans, work: Path) -> Document:
    """A picture file, which OCR made a PDF of, as a document.

    Raises:
        UnreadableError: PDFium can't read what was made.
    """
    read = read_text(scans.data)
    return Document(
        id=doc_id,
        source=path,
        kind=DocumentKind.PDF,
        text=read.text,
        words=read.words,
        pages=read.pages,
        tables=find_tables(scans.data, read),
        parent=parent,
        payload=_kept(scans.data, doc_id, work),
        obstacles=scans.obstacles,
        notes=scans.notes,
        scanned=tuple(page.span for page in read.pages),
    )


def _kept(data: bytes, doc_id: str, work: Path) -> str:
    """The file in which a PDF with words of OCR waits for the redactor."""
    file = work / f"{doc_id}.pdf"
    file.write_bytes(data)
    return str(file)


def _beside_the_text(data: bytes, read: PdfText) -> tuple[list[str], tuple[Attachment, ...], _Seen]:
    """Obstacles, embedded files, and what OCR saw. A page without text that paints nothing is blank, and so read."""
    told: list[str] = []
    embedded: tuple[Attachment, ...] = ()
    seen = _Seen(data)
    try:
        empty = _pages_without_text(read)
        structure = read_structure(data, empty)
        textless = _less(empty, structure.blank)
        unread = find_unread(data)
        doubted = suspected(read)
        try:
            wrong = garbled(data, read, doubted)
            seen = _looked_at(data, [*textless, *wrong], read, unread)
            seen = replace(seen, notes=(*seen.notes, say_scan.garbled(wrong))) if wrong else seen
        except UnreadableError as error:
            missing = isinstance(error, OcrMissingError)
            told.extend([say.pdf_fonts(doubted)] if doubted else [])
            told.extend([say.no_text_layer(textless)] if textless else [])
            told.extend([NO_OCR if missing else str(error)] if textless or not missing else [])
            told.extend([say.pdf_pictures(unread.pictures)] if unread.pictures else [])
        else:
            told.extend([say.no_text_layer(left)] if (left := _less(textless, seen.scanned)) else [])
        if outlines := _less(unread.outlines, seen.scanned):
            told.append(say.pdf_outlines(outlines))
        if unread.unknown_letters:
            told.append(say.pdf_fonts(unread.unknown_letters))
        if structure.hidden_layers:
            told.append(say.pdf_hidden_layer(structure.hidden_layers))
        if structure.unread_embedded:
            told.append(say.UNREAD_EMBEDDED)
        embedded = structure.embedded
    except _BROKEN:
        told.append(say.UNCHECKED_PDF)
        seen = _Seen(data)
    return told, embedded, seen


def _looked_at(data: bytes, textless: list[int], read: PdfText, unread: Unread) -> _Seen:
    """The PDF with what OCR reads on its pictures.

    Raises:
        OcrMissingError: it has pictures, and tesseract or its Dutch is not installed.
        UnreadableError: a page can't be drawn, or there are too many.
    """
    scans = read_scans(data, textless)
    scanned = scans.pages if scans else ()
    drawn = [one for one in unread.drawn if one.page not in scanned]
    words = [(word.box, word.span.of(read.text)) for word in read.words]
    pictures = read_pictures(scans.data if scans else data, drawn, words)
    pages = {one.page for one in drawn if one not in pictures.passed} | set(_less(unread.strewn, scanned))
    told = (unread_pictures(sorted(pages)),) if pages else ()
    if scans is None:
        return _Seen(pictures.data, told)
    return _Seen(pictures.data, (*scans.obstacles, *told), scans.notes, scans.pages)


def _less(pages: Collection[int], taken: Collection[int]) -> list[int]:
    return [page for page in pages if page not in taken]


def _pages_without_text(read: PdfText) -> list[int]:
    return [page.number for page in read.pages if not page.span.of(read.text).strip()]
