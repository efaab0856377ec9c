"""A PDF as a document: its text and words from `pdf/text.py`, and everything on its pages that text does not
tell.
"""

from __future__ import annotations

from pathlib import Path

import pypdfium2

from pipeline.errors import UnreadableError
from pipeline.ingest import obstacles as say
from pipeline.ingest.attachment import Attachment
from pipeline.ingest.pictures import find_unread
from pipeline.ingest.structure import ERRORS, is_locked, read_structure
from pipeline.ingest.tables import find_tables
from pipeline.pdf.opening import load, readable
from pipeline.pdf.text import PdfText, read_text
from pipeline.types import Document, DocumentKind


def read_pdf(
    doc_id: str, path: str, parent: str | None, payload: str
) -> tuple[Document, tuple[Attachment, ...]]:
    """Read a PDF.

    Args:
        doc_id: the id that the document gets.
        path: its path in the case.
        parent: the id of the document that it hangs on.
        payload: the file with its bytes.

    Returns:
        the document, with an obstacle for each thing on its pages that nobody read, and the files embedded in
        it: they are documents of the case as the attachments of a mail are.

    Raises:
        UnreadableError: it is encrypted, damaged or no PDF.
    """
    try:
        ready = readable(load(payload))
        read = read_text(ready.data)
    except UnreadableError as error:
        raise UnreadableError(say.ENCRYPTED_PDF if is_locked(Path(payload)) else str(error)) from error
    obstacles, embedded = _beside_the_text(ready.data, _pages_without_text(read))
    document = Document(
        id=doc_id,
        source=path,
        kind=DocumentKind.PDF,
        text=read.text,
        words=read.words,
        pages=read.pages,
        tables=find_tables(ready.data, read),
        parent=parent,
        payload=payload,
        obstacles=tuple(obstacles),
        notes=ready.notes,
    )
    return document, embedded


def _beside_the_text(data: bytes, textless: list[int]) -> tuple[list[str], tuple[Attachment, ...]]:
    """Obstacles and embedded files. A page without text that paints nothing is blank, and so was read."""
    notes: list[str] = []
    embedded: tuple[Attachment, ...] = ()
    try:
        structure = read_structure(data, textless)
        unread = [page for page in textless if page not in structure.blank]
        if unread:
            notes.append(say.no_text_layer(unread))
        seen = find_unread(data)
        if seen.pictures:
            notes.append(say.pdf_pictures(seen.pictures))
        if seen.outlines:
            notes.append(say.pdf_outlines(seen.outlines))
        if seen.unknown_letters:
            notes.append(say.pdf_fonts(seen.unknown_letters))
        if structure.hidden_layers:
            notes.append(say.pdf_hidden_layer(structure.hidden_layers))
        if structure.unread_embedded:
            notes.append(say.UNREAD_EMBEDDED)
        embedded = structure.embedded
    except (pypdfium2.PdfiumError, OverflowError, *ERRORS):
        notes.append(say.UNCHECKED_PDF)
    return notes, embedded


def _pages_without_text(read: PdfText) -> list[int]:
    return [page.number for page in read.pages if not page.span.of(read.text).strip()]
