"""From bytes to text, and text made fit to be searched and published.

A mail or a text file is published in our own layout, so its text may be cleaned: what no reader sees must
not stand between the letters of a name. The text of a PDF is never cleaned; it must stay what pdf/text.py gives.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from urllib.parse import parse_qs, unquote, urlsplit

# Line breaks beside "\n": vertical tab (Outlook's soft break), form feed, NEL, line and paragraph separator.
# A form feed becomes a line break as well: a text file has no pages that anything refers to.
_BREAKS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# Invisible, and no format character (Cf) to Unicode: combining grapheme joiner, Hangul fillers, variation
# selectors.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]"
)
_SURROGATES = re.compile("[\ud800-\udfff]")
_STRANGE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd]"
)  # what no text holds: controls, and what was no character
_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
# An address in angle brackets that a program broke at the end of a line, of a quotation too.
_BROKEN_ADDRESS = re.compile(r"<([^<>\s]{1,99})[ \t]*\n[ \t]*(?:>[> \t]*)?([^<>\s]{1,99})>")
_URL = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_BOMS = (  # the longest first: UTF-32's begins with UTF-16's
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("as-cp1252", _as_cp1252)


def decode(data: bytes, charset: str | None = None) -> str:
    """Decode bytes of which little is known; never fails.

    A byte order mark wins, then `charset` where it fits, then UTF-8 in which every byte that is no UTF-8
    counts as Windows-1252. So pure Windows-1252 comes out right too, but for the rare pair that is UTF-8 by
    accident.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return data.decode(name, "replace")
    if charset:
        try:
            if codecs.lookup(charset).name not in {"utf-8", "ascii", "iso8859-1"}:
                return data.decode(charset)
        except (LookupError, UnicodeError, ValueError):
            pass  # a charset that nobody knows, or that the bytes are not in
    return data.decode("utf-8", "as-cp1252")


def is_readable(text: str) -> bool:
    """Whether a text is one, rather than the bytes of something else: no NUL, and at most one character in a
    hundred (two in a short text) that no text holds.
    """
    if "\0" in text:
        return False
    return sum(1 for _ in _STRANGE.finditer(text)) <= max(2, len(text) // 100)


def clean(text: str) -> str:
    """A text with "\\n" as its only line break and without invisible characters, in Unicode's form NFC.

    Zero-width characters, soft hyphens, bidirectional controls and control characters are taken out (a reader
    sees `Jansen` where the bytes say `Jan`, zero-width joiner, `sen`), and every kind of space becomes a
    plain one. A lone surrogate becomes U+FFFD. Emoji made of several signs fall apart.
    """
    text = _BREAKS.sub("\n", text)
    text = _SPACES.sub(" ", _INVISIBLE.sub("", text))
    return unicodedata.normalize("NFC", _SURROGATES.sub("\ufffd", text))


def one_line(text: str) -> str:
    """A cleaned text on one line, with single spaces."""
    return " ".join(clean(text).split())


def join_addresses(text: str) -> str:
    """A cleaned text with the mail addresses in one piece that stand in angle brackets over two lines."""
    return _BROKEN_ADDRESS.sub(lambda m: f"<{m[1]}{m[2]}>" if (m[1] + m[2]).count("@") == 1 else m[0], text)


def open_urls(text: str) -> str:
    """Links as a reader of names should see them.

    Microsoft's Safe Links wrap every link in one that carries the mail address of the receiver,
    percent-encoded: the wrapped address is put back. Any other link with an encoded @ is decoded, so that
    the address in it can be found.
    """
    return _URL.sub(lambda m: _open_url(m[0]), text)


def _open_url(url: str) -> str:
    try:
        parts = urlsplit(url)
        if (parts.hostname or "").endswith("safelinks.protection.outlook.com"):
            inner = parse_qs(parts.query.replace("&amp;", "&")).get("url")
            url = inner[0] if inner else f"{parts.scheme}://{parts.netloc}"
    except ValueError:
        pass  # no address that anybody can open; it stays as it is
    for _ in range(3):  # an address can be encoded twice
        url = unquote(url) if "@" in unquote(unquote(url)) else url
    return one_line(url).replace(" ", "%20")
