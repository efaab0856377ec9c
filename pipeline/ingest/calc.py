"""Sheets of other programs than Excel 2007 and later (.ods, .xls), as workbooks that LibreOffice makes of them."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.errors import DocumentError, UnreadableError
from pipeline.ingest.attachment import Attachment, Plain
from pipeline.ingest.sniff import FileKind, sniff
from pipeline.ingest.storedvalues import WORD, Stored, stored_ods, stored_xls
from pipeline.ingest.xlsx import read_xlsx
from pipeline.office import soffice

NOT_WHOLE = (
    "het rekenblad is omgezet en daarbij is misschien niet alles meegekomen; "
    "sla het in Excel of LibreOffice op als .xlsx en bied het opnieuw aan"
)
MISSING = (
    "LibreOffice Calc ontbreekt, waarmee dit rekenblad wordt gelezen; "
    "installeer het (pakket libreoffice-calc) en draai opnieuw, of sla het rekenblad op als .xlsx"
)
_HEADING = re.compile(r"^Werkblad: ", re.MULTILINE)


def read_ods(data: bytes) -> Plain:
    """Read a sheet of OpenDocument: as it was saved, nothing computed anew.

    Raises:
        UnreadableError: it is damaged, encrypted or too large, or LibreOffice is not there or can't read it.
    """
    return _read(stored_ods(data), "ods")


def read_xls(data: bytes) -> Plain:
    """Read a sheet of Excel 5 to 2003; raises as `read_ods`."""
    return _read(stored_xls(data), "xls")


def _read(stored: Stored, kind: str) -> Plain:
    found = read_xlsx(to_xlsx(stored.data, kind))
    whole = (
        stored.words <= set(WORD.findall(found.text))
        and len(_HEADING.findall(found.text)) >= stored.sheets
        and sum(map(_is_object, found.attachments)) >= stored.objects
    )
    return found if whole else replace(found, obstacles=(*found.obstacles, NOT_WHOLE))


def _is_object(attachment: Attachment) -> bool:
    return sniff(attachment.data, attachment.name, attachment.declared) is not FileKind.PICTURE


def to_xlsx(data: bytes, kind: str) -> bytes:
    """A sheet (`ods` or `xls`) as a workbook.

    Raises:
        UnreadableError: LibreOffice is not there, or can't read it; the message says which, in Dutch.
    """
    try:
        return soffice.convert(data, kind, "xlsx")
    except soffice.MissingError as error:
        raise UnreadableError(MISSING) from error
    except DocumentError as error:
        raise UnreadableError(str(error)) from error
