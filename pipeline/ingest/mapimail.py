"""An item of Outlook as a mail: its header, its body out of all its renderings, its attachments.

Used for .msg and for winmail.dat. The lines of a header that travelled with the mail win; what only Outlook knows
(blind copies, the recipients of a mail that was never sent) is added to them.
"""

from __future__ import annotations

import email
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from email.utils import format_datetime

from pipeline.ingest import obstacles_mail as say_mail
from pipeline.ingest.body import merge
from pipeline.ingest.dutchtime import in_the_netherlands
from pipeline.ingest.found import File, Found, tidy
from pipeline.ingest.headers import POLICY, decoded_headers
from pipeline.ingest.mapi import STRING8, UNICODE, Attached, Bag, Item, Party, recipient, represented, sender
from pipeline.ingest.mapiitems import is_person, item_lines
from pipeline.ingest.rtfbody import BrokenRtfError, read_rtf, unpack_rtf
from pipeline.ingest.text import decode, one_line

MAX_RECIPIENTS = 20_000
"""More are refused; Exchange lets a mail go to 1,000 at most by itself, and 10,000 have been seen in archives."""

Headers = tuple[tuple[str, str], ...]
_FIELDS = {1: "To", 2: "Cc", 3: "Bcc"}  # PidTagRecipientType ([MS-OXPROPS] 2.904)
_SHOWN = {"to", "cc", "bcc"}
_DISPLAYED = {1: 0x0E04, 2: 0x0E03, 3: 0x0E02}
_REPORTS = {"message/delivery-status", "text/rfc822-headers"}  # parts of a bounce, shown as in any mail
_META = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{1,40})", re.IGNORECASE)


def item_headers(item: Item) -> Headers:
    """The header of an item, as `decoded_headers` gives it of a mail."""
    bag = item.bag
    sent = _transport(bag.text(0x007D))
    known = {name.lower() for name, _ in sent}
    added: list[tuple[str, str]] = []
    if not known & {"from"} and not is_person(item.kind):
        handed_in, named = sender(bag), represented(bag)
        author = named if str(named) else handed_in
        added.append(("From", _entry(author)))
        if str(handed_in) and not _same(handed_in, author):
            added.append(("Sender", _entry(handed_in)))
    when = bag.moment(0x0039) or bag.moment(0x0E06)
    if "date" not in known and when is not None:
        added.append(("Date", _rfc_date(when)))
    if "subject" not in known:
        added.append(("Subject", one_line(_subject(bag))))
    ids = (("Message-ID", 0x1035), ("References", 0x1039), ("In-Reply-To", 0x1042))
    added += [(name, one_line(bag.text(number))) for name, number in ids if name.lower() not in known]
    headers = [*sent, *((name, value) for name, value in added if value)]
    return tuple(_with_recipients(headers, item))


def _transport(raw: str) -> list[tuple[str, str]]:
    """The header lines that travelled with a mail (PidTagTransportMessageHeaders)."""
    if not raw.strip():
        return []
    first, _, rest = raw.lstrip("\r\n").partition("\n")
    # Exchange begins them with a line of its own; it stands first and is no header field.
    text = rest if first.startswith("Microsoft Mail Internet Headers") else raw.lstrip("\r\n")
    message = email.message_from_bytes(text.encode("utf-8", "replace"), policy=POLICY)
    return list(decoded_headers(message))


def _with_recipients(headers: list[tuple[str, str]], item: Item) -> list[tuple[str, str]]:
    people: dict[int, list[Party]] = {1: [], 2: [], 3: []}
    for bag in item.recipients:
        kind = bag.number(0x0C15)
        # The upper bits say what the server has done with it; the organiser of a meeting is listed as 0.
        people[(kind or 1) & 3 or 1].append(recipient(bag))
    headers = [(n, _with_addresses(v, people) if n.lower() in _SHOWN else v) for n, v in headers]
    seen = " ".join(v for n, v in headers if n.lower() in _SHOWN).casefold()
    for kind, field in _FIELDS.items():
        shown = [_entry(p) for p in people[kind] if str(p) and not _mentioned(p, seen)]
        stands = any(n.lower() == field.lower() for n, _ in headers)
        if not people[kind] and not stands:
            shown = [one_line(item.bag.text(_DISPLAYED[kind]))]
        value = "; ".join(dict.fromkeys(entry for entry in shown if entry))
        if value:
            headers = _appended(headers, field, value)
    return headers


def _with_addresses(value: str, people: Mapping[int, Sequence[Party]]) -> str:
    """A list of recipients in which those that Outlook knows an address of have it."""
    known = {p.name.casefold(): _entry(p) for group in people.values() for p in group if p.name and p.address}
    return "; ".join(known.get(entry.casefold(), entry) for entry in value.split("; "))


def _mentioned(who: Party, seen: str) -> bool:
    if "@" in who.address:
        return who.address.casefold() in seen
    return str(who).casefold() in seen


def _appended(headers: list[tuple[str, str]], field: str, value: str) -> list[tuple[str, str]]:
    for place, (name, stands) in enumerate(headers):
        if name.lower() == field.lower():
            return [
                *headers[:place],
                (name, f"{stands}; {value}" if stands else value),
                *headers[place + 1 :],
            ]
    return [*headers, (field, value)]


def _entry(who: Party) -> str:
    return one_line(str(who))


def _same(one: Party, other: Party) -> bool:
    return str(one).casefold() == str(other).casefold() or (
        "@" in one.address and one.address.casefold() == other.address.casefold()
    )


def _rfc_date(moment: datetime) -> str:
    return format_datetime(in_the_netherlands(moment))


def _subject(bag: Bag) -> str:
    subject = bag.text(0x0037)
    if subject.startswith("\x01"):  # the length of `Re: ` stands in front ([MS-PST] 2.5.3.1.1.1)
        subject = subject[2:]
    return subject or bag.text(0x003D) + bag.text(0x0E1D)


def item_body(item: Item, found: Found) -> str:
    """The body of an item out of its renderings, and what its kind says in fields; the rest goes to `found`."""
    bag = item.bag
    found.notes += item.notes
    if len(item.recipients) > MAX_RECIPIENTS:
        found.notes.append(say_mail.TOO_MANY_PEOPLE)
    texts = [_plain(bag, found), _html(bag, found), _rtf(bag, found)]
    body = merge([text for text in texts if text.strip()] or [tidy(bag.text(0x1001))])
    fields = tidy("\n".join(item_lines(item)))
    reports = [a for a in item.attachments if a.data and a.bag.text(0x370E).strip().lower() in _REPORTS]
    found.files += [_file(a) for a in item.attachments if a not in reports]
    if bag.pages.unsure or any(b.pages.unsure for b in item.recipients):
        found.notes.append(say_mail.UNKNOWN_CODE_PAGE)
    if "rpmsg" in item.kind or any(f.name.lower().endswith(".rpmsg") for f in found.files):
        found.notes.append(say_mail.RIGHTS_MANAGED)
    return "\n\n".join(
        piece.strip("\n")
        for piece in (fields, body, *(tidy(decode(a.data)) for a in reports))
        if piece.strip()
    )


def _plain(bag: Bag, found: Found) -> str:
    text = bag.text(0x1000)
    found.check(text)
    return found.plain(text)


def _html(bag: Bag, found: Found) -> str:
    """PidTagHtml is bytes in the code page of PidTagInternetCodepage; older programs wrote a text."""
    data = bag.binary(0x1013)
    if data:
        markup = _decoded_html(data, bag)
    else:
        kinds = bag.values.get(0x1013, {})
        markup = bag.text(0x1013) if UNICODE in kinds or STRING8 in kinds else ""
    if not markup.strip("\0 \r\n\t"):
        return ""
    found.check(markup.rstrip("\0"))
    return found.html(markup)


def _decoded_html(data: bytes, bag: Bag) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    meta = _META.search(data[:4096])
    page = bag.number(0x3FDE)
    if page in {1200, 1201} and b"\0" not in data[:200]:
        page = None  # the code page says UTF-16, the bytes don't
    if meta and page is None:
        try:
            return data.decode(meta[1].decode())
        except (LookupError, UnicodeError):
            pass
    return bag.pages.read(data, page)


def _rtf(bag: Bag, found: Found) -> str:
    packed = bag.binary(0x1009)
    if not packed:
        return ""
    try:
        rtf, whole = unpack_rtf(packed)
    except BrokenRtfError:
        found.notes.append(say_mail.BROKEN_RTF)
        return ""
    body = read_rtf(rtf)
    if not (whole and body.whole) and rtf.strip(b"\0 \r\n"):
        found.notes.append(say_mail.BROKEN_RTF)
    if body.is_html:
        return found.html(body.content)
    found.pictures += body.pictures
    found.check(body.content)
    return tidy(body.content)


def _file(attached: Attached) -> File:
    """An attachment as a part. A linked one (PidTagAttachMethod 2, 3, 4 or 7) has no bytes: the reader of the empty
    file says that it must be asked for.
    """
    bag = attached.bag
    name = next((t for t in (bag.text(n).strip() for n in (0x3707, 0x3704, 0x3001)) if t), "")
    declared = "" if attached.embedded else bag.text(0x370E).strip().lower()
    if attached.embedded and not name.lower().endswith(".msg"):
        name = f"{name or 'bericht'}.msg"
    cid = bag.text(0x3712).strip().strip("<>") or bag.text(0x3713).strip()
    # PidTagAttachFlags 4: shown in the body; PidTagAttachmentHidden: in no list of attachments.
    inline = bool((bag.number(0x3714) or 0) & 4) or bool(bag.number(0x7FFE))
    return File(one_line(name), attached.data, declared, cid, attached=not inline)


def is_blank(item: Item, body: str) -> bool:
    """Whether an item says nothing at all: no body, no attachment."""
    return not body.strip() and not item.attachments
