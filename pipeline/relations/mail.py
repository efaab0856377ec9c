"""What mails have in common with the mails they answer: message ids, a subject, people."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from pipeline.relations.texts import digest

Headers = tuple[tuple[str, str], ...]

MAX_REFERENCES = 200
"""Kept of one mail: the first and the last, as RFC 5322 (3.6.4) advises those who shorten the header."""

MAX_PEOPLE = 100
"""Read of an address list; a mail to more is no conversation between them."""

_ID = re.compile(r"<\s*([^<>\s]{3,998})\s*>")
# RE:, Re[2]:, FW:, Fwd:, Antw:, Betr.:, Doorst:, AW:, WG:, TR: in any order, with tags of lists and gateways between.
_REPLY = re.compile(
    r"(?:re|fwd?|antw(?:oord)?|betr(?:eft)?|doorst(?:uren)?|doorgestuurd|aw|wg|tr|sv|vs)\.?"
    r"\s?(?:[\[(]\d{1,3}[\])])?\s?[:：]\s*",
    re.IGNORECASE,
)
_TAG = re.compile(r"\[[^\[\]\d]{1,40}\]\s*|\(extern(?:al)?\)\s*", re.IGNORECASE)
_ADDRESS = re.compile(r"[^\s<>@;,\"'()\[\]:]{1,64}@[^\s<>@;,\"'()\[\]]{1,255}")
_LETTERS = re.compile(r"[^\W\d_]+")
_CONVERSATION_BYTES = 22


def first_header(headers: Headers, name: str) -> str:
    """The first value of a header; empty where there is none."""
    return next((value for field, value in headers if field.lower() == name), "")


def message_id(headers: Headers) -> bytes:
    """The digest of the id that a mail has by itself; empty where there is none."""
    return next(_ids(first_header(headers, "message-id")), b"")


def references(headers: Headers) -> tuple[bytes, ...]:
    """The digests of the mails that a mail says it follows, each once, and of the conversation that Outlook says it
    belongs to ([MS-OXOMSG] 2.2.1.3: the first 22 bytes of Thread-Index are the same in all of it).
    """
    found = list(dict.fromkeys(_ids(" ".join(v for n, v in headers if n.lower() in _FOLLOWS))))
    if len(found) > MAX_REFERENCES:
        found = [found[0], *found[1 - MAX_REFERENCES :]]
    return (*found, *_conversation(first_header(headers, "thread-index")))


_FOLLOWS = {"in-reply-to", "references"}


def _ids(value: str) -> Iterator[bytes]:
    found = _ID.findall(value) or ([value.strip()] if "@" in value and " " not in value.strip() else [])
    return (digest("id", one) for one in found)


def _conversation(value: str) -> Iterator[bytes]:
    try:
        raw = base64.b64decode("".join(value.split()), validate=True)
    except (binascii.Error, ValueError):
        return
    if len(raw) >= _CONVERSATION_BYTES:
        yield digest("conversation", raw[:_CONVERSATION_BYTES])


def plain_subject(subject: str) -> tuple[str, bool]:
    """A subject without the prefixes of replies and forwards and without tags, and whether it had such a prefix."""
    rest, reply = " ".join(subject.split())[:500], False
    while True:
        found = _REPLY.match(rest)
        reply = reply or found is not None
        found = found or _TAG.match(rest)
        if found is None:
            return rest.casefold(), reply
        rest = rest[found.end() :]


def minutes(headers: Headers, stated: str | None) -> int | None:
    """When a mail was sent, in minutes since 1970: its Date header, else what its text states (ISO 8601)."""
    try:
        when = parsedate_to_datetime(first_header(headers, "date"))
    except (ValueError, TypeError, IndexError, OverflowError):
        try:
            when = datetime.fromisoformat(stated or "")
        except ValueError:
            return None
    try:
        return int((when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp() // 60)
    except (ValueError, OverflowError):
        return None


def people(entries: Iterable[str]) -> Iterator[bytes]:
    """The digest of each person in an address list."""
    for entry in entries:
        key = person(entry)
        if key:
            yield digest("person", key)


def person(entry: str) -> str:
    """What names a person, however an address list has it: the parts of the address or else of the name, sorted.

    `Sanne Oudebos <sanne.oudebos@voorbeeld.nl>` and `Oudebos, Sanne` are the same; an address without two names in
    it counts whole.
    """
    entry = entry[:300].casefold()
    address = _ADDRESS.search(entry)
    if address is None:
        return " ".join(sorted(_LETTERS.findall(entry)))
    local = _LETTERS.findall(address[0].partition("@")[0])
    return " ".join(sorted(local)) if len(local) > 1 else address[0].rstrip(".")
