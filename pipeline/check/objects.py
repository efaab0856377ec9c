"""The texts in the objects of a PDF that no reader of pages shows: strings, names, metadata, other streams.

Everything is searched, reachable or not; what nothing refers to is `structure.py`'s business.
"""

from __future__ import annotations

import codecs
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

import pikepdf

from pipeline.errors import CheckError

# Names of ISO 32000 that are words of a language or surnames too. A name of the standard says nothing.
_STANDARD_NAMES = frozenset(
    """
    Action Adobe Alternate Annot Annots Arial Artifact Artikel Ascent Attached Author Back Background Base
    Black Block Body Border Both Bottom Bounds Caption Catalog Center Circle Code Color Colors Columns
    Comment Content Contents Count Cover Custom Dash Data Date Decimal Decode Default Desc Descent Design
    Dest Dests Diff Differences Document Domain Edit Encode Encoding Encrypt Even Event Export Extend
    Fields Figure File Filter First Flags Float Font Fonts Footer Form Format Formula Function Gamma
    Global Gray Group Header Height High Horizontal Identity Image Import Index Info Inline Inset Intent
    Interpolate Item Kids Knockout Label Language Last Layout Leading Left Length Level Limits Line Link
    List Lock Lower Mark Marked Mask Matrix Media Metadata Middle Mode Moderate Multiply Name Names Next
    None Normal Note Number Numbering ObjStm Open Order Ordering Outlines Overlay Page Pages Pagination
    Paragraph Parent Part Pattern Perceptual Perms Placement Points Prev Print Private Process Producer
    Properties Quote Range Rect Reference Registry Resources Right Role Root Rotate Rows Ruby Scope Screen
    Section Shading Shape Size Sound Span Square Stamp Standard Start State Status Style Subject Summary
    Supplement Table Tabs Text Thumb Tint Title Trans Transparency Trapped True Type Underline Upper Usage
    Value Version View Viewer Volume Warichu White Width Widths Word Zoom
    """.casefold().split()
)
_FONT_SUBTYPES = ("/Type1C", "/CIDFontType0C", "/OpenType")
_IMAGE_FILTERS = ("/DCTDecode", "/JPXDecode", "/JBIG2Decode", "/CCITTFaxDecode")

_LITERAL = rb"\((?:[^()\\]|\\.|\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\))*\)"
_HEXADECIMAL = rb"<[0-9A-Fa-f\s]*>"
_CONTENT_STRING = re.compile(rb"(/[A-Za-z0-9]+\s*)?(" + _LITERAL + rb"|" + _HEXADECIMAL + rb")", re.DOTALL)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_TAG_TEXT = re.compile(r">([^<]+)<|=\s*\"([^\"]*)\"|=\s*'([^']*)'|<!--(.*?)-->|<\?(.*?)\?>", re.DOTALL)
_PRINTED = re.compile(rb"[\x20-\x7e\x80-\xff\t]{4,}")
_ASCII = re.compile(rb"[\x20-\x7e]{6,}")
_WIDE_BIG = re.compile(rb"(?:\x00[\x20-\xff]){4,}")
_WIDE_LITTLE = re.compile(rb"(?:[\x20-\xff]\x00){4,}")


@dataclass(frozen=True, slots=True)
class HiddenText:
    """A text from an object: which (0: the trailer), and the texts that it may be read as.

    `letters` and `words` are the least of a secret that is worth a search: short words turn up by chance in
    binary data, and a font program names its makers and its licence. `shown` are the strings that a content
    stream shows.
    """

    number: int
    texts: tuple[str, ...]
    letters: int = 4
    words: int = 1
    shown: bool = False


def objects_of(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """The indirect objects of the file but those that pikepdf gives as a number, a truth value or None."""
    return (thing for thing in pdf.objects if isinstance(thing, pikepdf.Object))


def hidden_texts(pdf: pikepdf.Pdf) -> Iterator[HiddenText]:
    """All texts of all objects.

    Raises:
        CheckError: a stream can't be decompressed.
    """
    contents = _content_streams(pdf)
    yield from _strings(0, pdf.trailer)
    for thing in objects_of(pdf):
        number = thing.objgen[0]
        yield from _strings(number, thing)
        if isinstance(thing, pikepdf.Stream):
            yield from _stream(number, thing, content=number in contents)


def _content_streams(pdf: pikepdf.Pdf) -> frozenset[int]:
    """The object numbers of the content streams of pages; those of forms and patterns tell by their keys."""
    numbers: set[int] = set()
    for page in pdf.pages:
        contents = page.obj.get("/Contents")
        for part in contents if isinstance(contents, pikepdf.Array) else (contents,):
            if isinstance(part, pikepdf.Stream):
                numbers.add(part.objgen[0])
    return frozenset(numbers)


def _strings(number: int, thing: pikepdf.Object) -> Iterator[HiddenText]:
    """The strings and names in an object, without those of the objects that it refers to."""
    stack: list[object] = [thing]
    while stack:
        one = stack.pop()
        if isinstance(one, pikepdf.String):
            yield HiddenText(number, readings(bytes(one)))
        elif isinstance(one, pikepdf.Name):
            yield from _name(number, str(one))
        elif isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
            for key, value in one.items():
                yield from _name(number, key)
                if not _indirect(value):
                    stack.append(value)
        elif isinstance(one, pikepdf.Array):
            stack += [value for value in one.as_list() if not _indirect(value)]


def _indirect(value: object) -> bool:
    return isinstance(value, pikepdf.Object) and value.is_indirect


def _name(number: int, name: str) -> Iterator[HiddenText]:
    if len(name) > 4 and name[1:].casefold() not in _STANDARD_NAMES:
        yield HiddenText(number, (name[1:],))


def _stream(number: int, stream: pikepdf.Stream, *, content: bool) -> Iterator[HiddenText]:
    image = stream.get("/Subtype") == "/Image"
    kind = stream.get("/Type")
    try:
        if image:
            # The samples of an image are no text, but a JPEG carries text beside them.
            data = stream.read_raw_bytes() if _filters(stream) & set(_IMAGE_FILTERS) else b""
        else:
            data = stream.read_bytes()
    except pikepdf.PikepdfError:
        raise CheckError(f"object {number} van de uitvoer kan niet worden uitgepakt") from None
    if kind == "/XRef":
        return
    if kind == "/ObjStm":  # its objects are searched by themselves; a stale one may be left between them
        for _, string in _CONTENT_STRING.findall(data):
            yield HiddenText(number, readings(_string_value(string)))
    elif content or stream.get("/Subtype") == "/Form" or "/PatternType" in stream:
        yield from _content(number, data)
    elif image or "/N" in stream:  # N: a colour profile
        yield HiddenText(number, _binary(data), letters=6)
    elif stream.get("/Subtype") in _FONT_SUBTYPES or "/Length1" in stream:
        yield HiddenText(number, _binary(data), letters=6, words=2)
    elif kind == "/Metadata" or data.lstrip()[:1] == b"<":
        yield HiddenText(number, tuple(_markup(data)))
    else:
        texts = (*_decoded(_PRINTED, data, "latin-1"), *_decoded(_PRINTED, data, "utf-8"), *_wide(data))
        yield HiddenText(number, tuple(dict.fromkeys(texts)))


def _filters(stream: pikepdf.Stream) -> set[str]:
    found = stream.get("/Filter")
    if isinstance(found, pikepdf.Array):
        return {str(one) for one in found.as_list()}
    return {str(found)}


def _binary(data: bytes) -> tuple[str, ...]:
    return (*_decoded(_ASCII, data, "ascii"), *_wide(data))


def _decoded(pattern: re.Pattern[bytes], data: bytes, encoding: str) -> Iterator[str]:
    runs = b"\n".join(pattern.findall(data))
    if runs:
        text = runs.decode(encoding, "replace")
        yield text
        yield from _unescaped(text)


def _wide(data: bytes) -> Iterator[str]:
    if b"\0" not in data:
        return
    for pattern, encoding in ((_WIDE_BIG, "utf-16-be"), (_WIDE_LITTLE, "utf-16-le")):
        for run in pattern.findall(data):
            yield run.decode(encoding, "replace")


def _markup(data: bytes) -> Iterator[str]:
    """The texts, attributes, comments and instructions of XML, without the names of its elements."""
    for text in readings(data):
        yield "\n".join(html.unescape("".join(groups)) for groups in _TAG_TEXT.findall(text))


def _content(number: int, data: bytes) -> Iterator[HiddenText]:
    """The strings of a content stream: those behind a name are properties such as /ActualText, the others are
    shown. A shown word can stand in pieces, so all of them are taken together.
    """
    shown: list[bytes] = []
    for key, string in _CONTENT_STRING.findall(data):
        value = _string_value(string)
        if key:
            yield HiddenText(number, readings(value))
        else:
            shown.append(value)
    yield HiddenText(number, readings(b"".join(shown)), shown=True)


def _string_value(string: bytes) -> bytes:
    if string.startswith(b"<"):
        digits = b"".join(string[1:-1].split())
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
    return _ESCAPE.sub(_escaped, string[1:-1])


def _escaped(match: re.Match[bytes]) -> bytes:
    sign = match[1]
    if sign[:1].isdigit() and sign[:1] < b"8":
        return bytes([int(sign, 8) & 0xFF])
    if sign in (b"\r\n", b"\r", b"\n"):
        return b""
    return _ESCAPED.get(sign, sign)


def readings(data: bytes) -> tuple[str, ...]:
    """What the bytes of a string may say: by its byte order mark, or in each encoding that fits, and with
    percent and character escapes taken away.
    """
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
    ):
        if data.startswith(mark):
            texts = [data[len(mark) :].decode(encoding, "replace")]
            break
    else:
        texts = [data.decode("pdfdoc", "replace")]
        if not data.isascii():
            texts += [data.decode("latin-1"), data.decode("utf-8", "replace")]
        if b"\0" in data:
            texts += [data.decode("utf-16-be", "replace"), data.decode("utf-16-le", "replace")]
    texts += [other for text in texts for other in _unescaped(text)]
    return tuple(dict.fromkeys(texts))


def _unescaped(text: str) -> Iterator[str]:
    if "%" in text:
        yield unquote(text, "utf-8", "replace")
        yield unquote(text, "latin-1", "replace")
    if "&" in text:
        yield html.unescape(text)
