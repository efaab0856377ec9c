"""Mailboxes (.mbox, RFC 4155 and its relatives): one mail after the other in one file.

A mail begins with a line `From `. Writers keep such a line in a mail apart in three ways: `>` in front of it (mboxo),
also of one that has some already (mboxrd), or by saying how long the mail is (mboxcl2, `Content-Length`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.errors import UnreadableError
from pipeline.ingest import obstacles_mail as say_mail
from pipeline.ingest.attachment import Attachment

MAX_MAILS = 50_000
"""A mailbox of more mails is refused: its parts are one document each, and no case holds so many."""

MAX_HEADER_BYTES = 100_000
"""In which the length of a mail is looked for; longer headers are those of no mail program."""

# With a year or a time in it; the addresses that archives write there are short.
_FROM = re.compile(
    rb"^From [^\r\n]{0,300}(?:\b(?:19|20)\d\d\b|\b\d\d:\d\d\b)[^\r\n]{0,300}\r?\n", re.MULTILINE
)
# After the line stands the header of a mail; within a body it is followed by words.
_HEADER = re.compile(rb"(?:>?[\x21-\x39\x3b-\x7e]{1,76}:(?:[ \t\r\n]|[^/\s])|\r?\n|\Z)")
_LENGTH = re.compile(rb"^content-length:[ \t]*(\d{1,10})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)


def is_mbox(data: bytes) -> bool:
    """Whether the bytes begin as a mailbox does: a line `From ` with a date, and a header under it."""
    start = len(data) - len(data.lstrip(b"\xef\xbb\xbf\r\n"))
    match = _FROM.match(data, start)
    return bool(match and _HEADER.match(data, match.end()))


def mails_of(data: bytes) -> Iterator[Attachment]:
    """The mails of a mailbox in order, each as its bytes, named by its place. What stands before the first mail is
    handed on as a text.

    Raises:
        UnreadableError: there is no mail in it, or absurdly many.
    """
    data = data.removeprefix(b"\xef\xbb\xbf")
    starts = _starts(data)
    if not starts:
        raise UnreadableError(say_mail.NO_MBOX)
    width = len(str(len(starts)))
    before = data[: starts[0][0]]
    if before.strip():
        yield Attachment("voor-de-eerste-mail.txt", before, "text/plain")
    ends = [start for start, _ in starts[1:]] + [len(data)]
    for number, ((_, body), end) in enumerate(zip(starts, ends, strict=True), start=1):
        mail = _QUOTED.sub(rb"\1", data[body:end])
        yield Attachment(f"mail-{number:0{width}d}.eml", mail, "message/rfc822")


def _starts(data: bytes) -> list[tuple[int, int]]:
    """Where each mail begins: its line `From `, and what stands behind that line."""
    found: list[tuple[int, int]] = []
    place = 0
    while match := _FROM.search(data, place):
        place = match.end()
        if not _begins(data, match.start(), match.end(), first=not found):
            continue
        found.append((match.start(), match.end()))
        if len(found) > MAX_MAILS:
            raise UnreadableError(say_mail.too_many_mails(MAX_MAILS))
        place = _behind(data, match.end())
    return found


def _begins(data: bytes, start: int, end: int, *, first: bool) -> bool:
    """Whether a line `From ` is the first of a mail rather than somebody's words."""
    if not _HEADER.match(data, end):
        return False
    if first:
        return True
    # A blank line stands before it, but for writers that forget it after the last border between parts.
    return data[max(0, start - 4) : start].endswith((b"\n\n", b"\n\r\n", b"--\n", b"--\r\n"))


def _behind(data: bytes, start: int) -> int:
    """Where to look for the next mail: behind the length that this one gives, if a mail or the end follows there."""
    ends = [
        (at, at + len(mark))
        for mark in (b"\n\n", b"\n\r\n")
        if (at := data.find(mark, start, start + MAX_HEADER_BYTES)) >= 0
    ]
    if not ends:
        return start
    header_end, body = min(ends)
    length = _LENGTH.search(data, start, header_end + 1)
    if length is None:
        return start
    end = body + int(length[1])
    rest = data[end : end + 8].lstrip(b"\r\n")
    return end if end <= len(data) and (not rest or rest.startswith(b"From ")) else start
