"""Tells whether a page holds letters that its fonts give no way to text.

Where a font has no ToUnicode map and no known encoding, pdfium gives the code of the glyph as if it were a
character: a name then reads as `5HIHUHQW`, and nothing that looks for names will find it. pdfium does say so of
each character, and that is what counts here.
"""

from __future__ import annotations

import re

import pypdfium2
import pypdfium2.raw as pdfium_c

MAX_UNKNOWN_SHARE = 0.2
"""Share of a page's characters without a way to text from which the page counts as unread."""

UNKNOWN = "\ufffd"
_AFTER_LETTER = re.compile("[^\\W\\d_]\ufffd")
_END_HYPHEN = re.compile("[\x02\ufffe]")  # what pdfium gives for a hyphen at the end of a line
_UNKNOWN = re.compile("[\ufffd\x00-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\U000f0000-\U0010fffd]")


def page_is_unknown(page: pypdfium2.PdfPage) -> bool:
    """Whether a page holds letters that its fonts give no way to text.

    Raises:
        pypdfium2.PdfiumError: pdfium can't read the text of the page.
    """
    textpage = page.get_textpage()
    try:
        raw = textpage.raw
        count = pdfium_c.FPDFText_CountChars(raw)
        failed = pdfium_c.FPDFText_HasUnicodeMapError
        if any(failed(raw, i) == 1 for i in range(count)):
            return has_unknown_letters("".join(_character(raw, i) for i in range(count)))
        return has_unknown_letters(_END_HYPHEN.sub("-", textpage.get_text_range()))
    finally:
        textpage.close()


def _character(textpage: pdfium_c.FPDF_TEXTPAGE, index: int) -> str:
    code = pdfium_c.FPDFText_GetUnicode(textpage, index)
    if (
        pdfium_c.FPDFText_IsGenerated(textpage, index) == 1
        or pdfium_c.FPDFText_IsHyphen(textpage, index) == 1
    ):
        return " " if code <= 0x20 else "-"
    if pdfium_c.FPDFText_HasUnicodeMapError(textpage, index) == 1 or code > 0x10FFFF:
        return UNKNOWN
    return "-" if code in {0x02, 0xFFFE} else chr(code)


def has_unknown_letters(text: str) -> bool:
    """Whether the characters of a page hold letters that nobody can tell.

    An unknown character is U+FFFD, a control character or of a private use area, and one alone is mostly a
    bullet. A page counts when

    - two of them stand next to each other (a word of an unknown font), or
    - three or more follow a letter directly (a font that lacks some of its letters), or
    - they are at least a fifth of its characters, white space aside.
    """
    unknown = len(_UNKNOWN.findall(text))
    if not unknown:
        return False
    marked = _UNKNOWN.sub(UNKNOWN, text)
    if UNKNOWN * 2 in marked or len(_AFTER_LETTER.findall(marked)) >= 3:
        return True
    return unknown >= MAX_UNKNOWN_SHARE * len("".join(marked.split()))
