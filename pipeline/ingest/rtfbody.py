"""The body of an Outlook item as RTF: unpacked ([MS-OXRTFCP]), then as text, or as the HTML that Exchange packed into
it ([MS-OXRTFEX]).

Own code: RTFDE reads encapsulated bodies only and brings a package under the GPL along; compressed-rtf is four times
as slow, raises bare exceptions and gives nothing of a body whose checksum is wrong. Only what a mail program shows
becomes text; no picture and no object is opened.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass, field

from pipeline.ingest.mapi import codec_of

MAX_RTF_BYTES = 30_000_000
"""A larger body is damaged; the largest that people write are a few megabytes."""
MAX_TOKENS = 5_000_000
"""Reading ends after so many words, signs and braces, and that is told; it takes ten seconds or less."""
MAX_GROUPS = 5_000
"""Groups nested deeper than this are told of; Word nests a few dozen."""

_START = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\f"
    b"modern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier"
    b"{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)  # what the dictionary holds at the start ([MS-OXRTFCP] 2.1.2.1)


class BrokenRtfError(ValueError):
    """The bytes are no compressed RTF."""


def unpack_rtf(data: bytes) -> tuple[bytes, bool]:
    """The RTF of a compressed body, and whether it is surely whole.

    Raises:
        BrokenRtfError: no header of either kind, or absurdly much text.
    """
    if len(data) < 16 or data[8:12] not in {b"LZFu", b"MELA"}:
        raise BrokenRtfError
    packed, size = int.from_bytes(data[:4], "little"), int.from_bytes(data[4:8], "little")
    body = data[16 : max(16, packed + 4)]
    whole = len(body) + 12 == packed
    if data[8:12] == b"MELA":
        return body[:size], whole and len(body) >= size
    # The checksum is CRC-32 without its two inversions ([MS-OXRTFCP] 2.1.3.2).
    checked = zlib.crc32(body, 0xFFFFFFFF) ^ 0xFFFFFFFF == int.from_bytes(data[12:16], "little")
    text, ended = _unpacked(body)
    return text, whole and checked and ended and len(text) >= size


def _unpacked(body: bytes) -> tuple[bytes, bool]:
    # The dictionary is a ring of 4096 bytes; here it is the last 4096 of what was written, 207 places further on.
    out = bytearray(b" " * (4096 - len(_START)) + _START)
    place, end = 0, len(body)
    while place < end:
        flags = body[place]
        place += 1
        for bit in range(8):
            if place >= end:
                return bytes(out[4096:]), False
            if not flags >> bit & 1:
                out.append(body[place])
                place += 1
                continue
            token = int.from_bytes(body[place : place + 2], "big")
            place += 2
            back = (len(out) + len(_START) - (token >> 4)) % 4096
            if back == 0 or place > end:
                return bytes(out[4096:]), place <= end
            length = (token & 15) + 2
            piece = bytes(out[len(out) - back : len(out) - back + length])
            out += (piece * (length // len(piece) + 1))[:length]
        if len(out) > MAX_RTF_BYTES:
            raise BrokenRtfError
    return bytes(out[4096:]), False


@dataclass(frozen=True, slots=True)
class RtfBody:
    """A body read from RTF; `pictures` counts those that lie in the RTF itself."""

    content: str
    is_html: bool
    pictures: int
    whole: bool


_TOKEN = re.compile(
    rb"\\([A-Za-z]{1,40})(-?[0-9]{1,10})? ?|\\'([0-9A-Fa-f]{2})|\\([^A-Za-z])|([{}])|([\r\n]+)|([^\\{}\r\n]+)|(.)",
    re.DOTALL,
)
# Groups that hold no text of the body. Any other that opens with `\*` is left out as well.
_SILENT = {
    *(
        "fonttbl",
        "colortbl",
        "stylesheet",
        "info",
        "listtable",
        "listoverridetable",
        "rsidtbl",
        "generator",
        "themedata",
    ),
    *(
        "filetbl",
        "revtbl",
        "xmlnstbl",
        "datastore",
        "latentstyles",
        "colorschememapping",
        "pict",
        "objdata",
        "objclass",
    ),
    *(
        "objname",
        "nonshppict",
        "mhtmltag",
        "pn",
        "template",
        "bkmkstart",
        "bkmkend",
        "mmathPr",
        "wgrffmtfilter",
    ),
}
_SHOWN_STARRED = {"htmltag", "shppict", "fldinst", "ud", "shptxt", "shpinst"}
_SIGNS = {
    "lquote": "\u2018",
    "rquote": "\u2019",
    "ldblquote": "\u201c",
    "rdblquote": "\u201d",
    "bullet": "\u2022",
    "endash": "\u2013",
    "emdash": "\u2014",
    "enspace": " ",
    "emspace": " ",
    "qmspace": " ",
    "tab": "\t",
    "cell": "\t",
    "nestcell": "\t",
    "row": "\n",
    "nestrow": "\n",
    "par": "\n",
    "line": "\n",
    "lbr": "\n",
    "sect": "\n",
    "page": "\n",
    "column": "\n",
}
_CHARSETS = {  # of a font, as code pages (RTF 1.9.1, Font Table)
    0: 1252,
    2: 1252,
    77: 10000,
    128: 932,
    129: 949,
    130: 1361,
    134: 936,
    136: 950,
    161: 1253,
    162: 1254,
    163: 1258,
    177: 1255,
    178: 1256,
    186: 1257,
    204: 1251,
    222: 874,
    238: 1250,
    254: 437,
    255: 850,
}
_FIELD_MOST = 2_000  # characters and pieces of a field that are looked at
_LINK = re.compile(r'HYPERLINK\s+(?:\\[a-z]\s+)*"?([^"\s]{1,2000})', re.IGNORECASE)


@dataclass(slots=True)
class _Group:
    """What holds up to the end of a group."""

    silent: bool = False
    hidden: bool = False
    suppressed: bool = False  # \htmlrtf: the RTF that stands for a piece of HTML
    in_tag: bool = False
    skip: int = 1  # how many characters stand behind \u for readers without Unicode
    font: int = -1
    role: str = ""  # the control word that the group began with, for those that matter
    started: bool = False
    starred: bool = False


@dataclass(slots=True)
class _Reader:
    rtf: bytes
    out: list[str] = field(default_factory=list)
    pending: bytearray = field(default_factory=bytearray)
    fonts: dict[int, int] = field(default_factory=dict)
    page: int = 1252
    default_font: int = 0
    defining: int = -1  # the font whose entry in the table is being read
    is_html: bool = False
    pictures: int = 0
    whole: bool = True
    left: int = 0  # characters still to be skipped behind \u
    link: list[str] = field(default_factory=list)

    def read(self) -> RtfBody:
        """Walk through the RTF once."""
        group, stack, place, left = _Group(), list[_Group](), 0, MAX_TOKENS
        if not self.rtf.lstrip().startswith(b"{\\rtf"):
            self.whole = False
        while match := _TOKEN.match(self.rtf, place):
            place, left = match.end(), left - 1
            word, number, _, _, brace, *_ = match.groups()
            if brace is not None:
                self.left = 0
            if brace == b"{":
                self.flush(group)
                stack.append(group)
                group = _opened(group)
            elif brace == b"}":
                self.flush(group)
                self.close(group)
                group = stack.pop() if stack else group
            elif word is not None:
                self.word(word.decode(), int(number) if number else None, group)
                place += max(0, int(number or 0)) if word == b"bin" else 0
            else:
                self.other(match, group)
            ended = brace == b"}" and not stack  # RTF ends where its first group does
            if ended or not left or len(stack) > MAX_GROUPS:
                break
        self.flush(group)
        self.whole = self.whole and not stack
        text = "".join(self.out).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        return RtfBody(text, self.is_html, self.pictures, self.whole)

    def other(self, match: re.Match[bytes], group: _Group) -> None:
        """Anything but a control word or a brace."""
        _, _, code, sign, _, _, raw, _ = match.groups()
        if code is not None:
            self.letter(bytes([int(code, 16)]), group)
        elif sign is not None:
            self.sign(sign, group)
        elif raw is not None:
            self.letter(raw, group)

    def word(self, word: str, value: int | None, group: _Group) -> None:
        """A control word."""
        first, group.started = not group.started, True
        if word == "u" and value is not None:
            self.flush(group)
            self.emit(chr(value % 65536), group)
            self.left = group.skip
            return
        if self.left and word in _SIGNS:  # it stands for a sign behind \u
            self.left -= 1
            return
        self.flush(group)
        self.left = 0
        if first and self.destination(word, group):
            return
        if word in _SIGNS:
            self.emit(_SIGNS[word], group)
        else:
            self.state(word, value, group)

    def destination(self, word: str, group: _Group) -> bool:
        """Whether the group that begins with this word is one of those with a meaning of its own."""
        if word == "pict":
            self.pictures += not (group.silent or group.suppressed)
        if word in _SILENT or (group.starred and word not in _SHOWN_STARRED):
            group.silent = True
            group.role = word if word == "fonttbl" else group.role
            return True
        if word == "htmltag":
            group.in_tag, group.suppressed = True, False
            return True
        if word == "fldinst":
            group.role, group.silent = "fldinst", True
            self.link.append("")
            return True
        if word == "fldrslt":
            group.role = "fldrslt"
            self.link.append(str(len(self.out)))
            return True
        return False

    def state(self, word: str, value: int | None, group: _Group) -> None:
        """A control word that changes how what follows is read."""
        if word == "htmlrtf":
            group.suppressed = value != 0
        elif word == "fromhtml":
            self.is_html = value != 0
        elif word == "v":
            group.hidden = value != 0
        elif word == "plain":
            group.hidden, group.font = False, -1
        elif word == "uc" and value is not None:
            group.skip = max(0, min(value, 100))
        elif word == "f" and value is not None:
            group.font = self.defining = value
        elif word == "deff" and value is not None:
            self.default_font = value
        elif word == "ansicpg" and value:
            self.page = value
        elif word in {"mac", "pc", "pca"}:
            self.page = {"mac": 10000, "pc": 437, "pca": 850}[word]
        elif word == "fcharset" and value is not None and group.silent:
            self.fonts.setdefault(self.defining, _CHARSETS.get(value, 0) if value != 1 else 0)
        elif word == "cpg" and value is not None and group.silent:
            self.fonts[self.defining] = value

    def sign(self, sign: bytes, group: _Group) -> None:
        """A backslash with something else than a letter behind it."""
        if sign == b"*":
            group.starred = True
            return
        if self.left:
            self.left -= 1
            return
        if sign in b"\\{}":
            self.letter(sign, group)
            return
        self.flush(group)
        shown = {b"~": "\u00a0", b"_": "-", b"\n": "\n", b"\r": "\n", b"\t": "\t"}.get(sign, "")
        self.emit(shown, group)

    def letter(self, raw: bytes, group: _Group) -> None:
        """Bytes of text; they wait until all bytes of a letter are there."""
        group.started = True
        cut = min(self.left, len(raw))
        self.left -= cut
        self.pending += raw[cut:]

    def flush(self, group: _Group) -> None:
        """Make letters of the bytes that wait."""
        if not self.pending:
            return
        data = bytes(self.pending)
        self.pending.clear()
        if group.role == "fldinst" and self.link and len(self.link[-1]) < _FIELD_MOST:
            self.link[-1] += data.decode("cp1252", "replace")
        if group.silent or group.hidden or group.suppressed:
            return
        font = group.font if group.font >= 0 else self.default_font
        codec = codec_of(self.fonts.get(font) or self.page) or "cp1252"
        try:
            text = data.decode(codec)
        except UnicodeError:
            text = data.decode(codec_of(self.page) or "cp1252", "replace")
            self.whole = self.whole and "\ufffd" not in text
        self.emit(text, group)

    def emit(self, text: str, group: _Group) -> None:
        """Add text, if a reader sees it."""
        if group.silent or group.suppressed or (group.hidden and not self.is_html):
            return
        if self.is_html and not group.in_tag:
            text = text.replace("<", "&lt;").replace(">", "&gt;")
        self.out.append(text)

    def close(self, group: _Group) -> None:
        """A group ends: behind the text of a link comes where it leads to, where the text does not say so."""
        if group.role != "fldrslt" or len(self.link) < 2 or self.is_html:
            return
        start, code = self.link.pop(), self.link.pop()
        match = _LINK.search(code)
        shown = "".join(self.out[int(start) : int(start) + _FIELD_MOST])
        if match and match[1].removeprefix("mailto:").rstrip("/") not in shown:
            self.out.append(f" <{match[1].removeprefix('mailto:')}>")


def _opened(outer: _Group) -> _Group:
    return _Group(
        outer.silent, outer.hidden, outer.suppressed, outer.in_tag, outer.skip, outer.font,
        outer.role if outer.role == "fldinst" else "",
    )  # fmt: skip


def read_rtf(rtf: bytes) -> RtfBody:
    """The text of an RTF body, or the HTML it was made of. Never fails; `whole` says whether its groups all end."""
    return _Reader(rtf).read()
