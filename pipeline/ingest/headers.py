"""The header of a mail: its encoded words, its address lists, its date, and how it is shown.

The parser of the standard library reads the message under `POLICY`, which hands out each header as one line
of text as it stands. The stricter `policy.default` raises on headers that real mails have, and its address
parser drops what it doesn't understand; here every character of an address list stays.
"""

from __future__ import annotations

import base64
import binascii
import re
from email.message import Message
from email.policy import Compat32
from email.utils import parsedate_to_datetime

from pipeline.ingest.text import decode, one_line

MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
_DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_ENCODED = re.compile(r"=\?([^?\s]*)\?([bBqQ])\?([^?]*(?:\?(?!=)[^?]*){0,50})\?=")
# In quotes or comments no name is longer than 250 characters; without a bound, quotes that never end would be read to
# the end each time.
_QUOTED = re.compile(r'"((?:\\.|[^"\\]){0,250}+)"', re.DOTALL)
# A separator is a comma or semicolon outside quotes, comments, angle brackets and encoded words.
_TOKEN = re.compile(
    rf"=\?[^?\s]*\?[bBqQ]\?[^?]*\?=|{_QUOTED.pattern}|<[^<>]*>|\((?:\\.|[^()\\]){{0,250}}+\)|[^,;]", re.DOTALL
)
_ANGLE = re.compile(r"^(?P<name>.*?)\s*<\s*(?P<address>[^<>]*?)\s*>\s*(?P<rest>.*)$", re.DOTALL)
_ADDRESS_FIELDS = {"from", "sender", "reply-to", "to", "cc", "bcc"}


class _AsItStands(Compat32):
    """Headers come out unfolded, with their raw 8-bit bytes decoded."""

    def header_fetch_parse(self, name: str, value: object) -> str:
        """The raw value of a header as text."""
        raw = str(value).encode("utf-8", "surrogateescape")
        return re.sub(r"[\r\n]+[ \t]*", " ", decode(raw)).strip()


POLICY = _AsItStands()


def decode_words(value: str) -> str:
    """Decode RFC 2047 encoded words, wherever they stand (also within quotes, where they shouldn't).

    Words of one charset that follow each other are joined before decoding: mailers break them inside a
    letter. A word that can't be decoded stays as it is.
    """
    pieces: list[str] = []
    pending, charset, end = b"", "", 0
    for match in _ENCODED.finditer(value):
        data = _word_bytes(match[2], match[3])
        name = match[1].split("*")[0].lower()  # RFC 2231 lets a language follow the charset
        between = value[end : match.start()]
        follows = end > 0 and not between.strip()
        if not (follows and name == charset and data is not None):
            pieces.append(decode(pending, charset))
            pending = b""
        pieces.append("" if follows else between)
        if data is None:
            pieces.append(match[0])
        else:
            pending += data
        charset, end = name, match.end()
    return "".join([*pieces, decode(pending, charset), value[end:]])


def _word_bytes(encoding: str, text: str) -> bytes | None:
    raw = text.encode("utf-8", "surrogateescape")
    if encoding in "bB":
        raw = re.sub(rb"[^A-Za-z0-9+/]", b"", raw)
        try:
            return base64.b64decode(raw + b"=" * (-len(raw) % 4))
        except binascii.Error:
            return None
    return re.sub(rb"=([0-9A-Fa-f]{2})", lambda m: bytes([int(m[1], 16)]), raw.replace(b"_", b" "))


def addresses(value: str) -> tuple[str, ...]:
    """The entries of an address list as `Name <address>`, in order; nothing of the list is dropped."""
    entries: list[str] = []
    current: list[str] = []
    place = 0
    while place < len(value):
        match = _TOKEN.match(value, place)
        if match is None:  # a separator
            entries.append("".join(current))
            current = []
            place += 1
        else:
            current.append(match[0])
            place = match.end()
    shown = [_entry(e) for e in [*entries, "".join(current)]]
    return tuple(e for e in shown if e)


def _entry(raw: str) -> str:
    raw = " ".join(raw.split())  # long runs of blanks would cost the pattern dear
    match = _ANGLE.match(raw)
    if match is None:
        return one_line(_unquote(raw))
    name, address = one_line(_unquote(match["name"])), one_line(decode_words(match["address"]))
    if address.count("@") == 1:
        address = address.replace(" ", "")  # the header was folded inside it
    rest = one_line(_unquote(match["rest"]))
    if name.casefold() in {"", address.casefold()}:
        name = ""
    shown = f"{name} <{address}>" if name else address
    return f"{shown} {rest}".strip()


def _unquote(text: str) -> str:
    """Without the quotes around a name; encoded words are decoded after, for they may hold quotes of their
    own.
    """
    bare = _QUOTED.sub(lambda m: re.sub(r"\\(.)", r"\1", m[1]), text.strip())
    return decode_words(bare).strip().strip("'").strip()


def shown_date(raw: str) -> str:
    """`maandag 4 maart 2024 09:14`, in the zone that the mail itself gives; the raw text if it is no date."""
    try:
        when = parsedate_to_datetime(raw)
    except (ValueError, TypeError, IndexError, OverflowError):
        return one_line(decode_words(raw))
    return f"{_DAYS[when.weekday()]} {when.day} {MONTHS[when.month - 1]} {when.year} {when:%H:%M}"


def decoded_headers(message: Message) -> tuple[tuple[str, str], ...]:
    """Every header with its decoded value on one line; address lists as `Name <address>; Name <address>`."""
    found: list[tuple[str, str]] = []
    for name, value in message.items():
        raw = str(value)
        shown = "; ".join(addresses(raw)) if name.lower() in _ADDRESS_FIELDS else one_line(decode_words(raw))
        found.append((one_line(name), shown))
    return tuple(found)


def header_block(headers: tuple[tuple[str, str], ...], attachments: tuple[str, ...]) -> str:
    """The header as published: Dutch field names, only what a reader of the mail would see.

    Args:
        headers: as `decoded_headers` gives them.
        attachments: the names of the attachments.
    """
    sender = _values(headers, "from")
    lines = [("Van", "; ".join(sender))]
    lines += [("Verzonden", shown_date(v)) for v in _values(headers, "date")]
    for shown, field in (("Aan", "to"), ("CC", "cc"), ("BCC", "bcc")):
        lines.append((shown, "; ".join(_values(headers, field))))
    lines += [("Onderwerp", v) for v in _values(headers, "subject")]
    # Underscores would hide a name (`CV_Jan_Jansen.pdf`) from what looks for names.
    lines.append(("Bijlagen", "; ".join(one_line(name.replace("_", " ")) for name in attachments)))
    known = {_address(v) for v in sender}
    for shown, field in (("Namens", "sender"), ("Antwoord aan", "reply-to")):
        lines += [(shown, v) for v in _values(headers, field) if _address(v) not in known]
    return "".join(f"{name}: {value}\n" for name, value in lines if value)


def _address(entry: str) -> str:
    match = _ANGLE.match(entry)
    return (match["address"] if match else entry).casefold()


def _values(headers: tuple[tuple[str, str], ...], field: str) -> list[str]:
    """The values of a field that may stand there twice, each once."""
    return list(dict.fromkeys(v for name, v in headers if name.lower() == field and v))
