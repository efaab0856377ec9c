"""What is kept of a document to compare it with all others of the case: digests and a sketch, no text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.items import Message, PartKind, Structure
from pipeline.relations import mail
from pipeline.relations.sketch import sketch
from pipeline.relations.texts import digest, gaps, same_form, without, words_of
from pipeline.types import Document, DocumentKind, Span

OPENING = 12
"""Words of a message that tell it from others of the same minute, without being hurt by what a quote leaves out of its
end or an answer written into it. Of a shorter message the sender counts too.
"""

_SEPARATORS = {"oorspronkelijk", "oorspronkelijke", "doorgestuurd", "doorgestuurde", "begin", "bericht", "afspraak"} | {
    *("original", "forwarded", "message", "appointment", "ursprüngliche", "weitergeleitete", "nachricht", "e", "mail"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """A message in a document. `start` is the digest of its time and first words, `whole` of its time and all its
    words. `dated`: the time is known to the minute, or the day is.
    """

    start: bytes
    whole: bytes
    dated: bool


@dataclass(frozen=True, slots=True)
class Trace:
    """A document as the main process knows it; every value is a digest, a count or a flag.

    Attributes:
        content: of the bytes of the file; empty where they are not at hand (attachments that are no PDF).
        same: equal for documents with the same text, or the same bytes where text does not tell all.
        is_mail: it is one mail or one thread, so it may be in a thread.
        own_id: of the Message-ID; empty without one.
        references: the ids of other mails that it names, one after another.
        subject: without prefixes and tags; empty without one.
        is_reply: the subject has the prefix of a reply or a forward.
        sent: minutes since 1970, None where nothing states it.
        sender: of who sent it; empty where unknown.
        people: of the sender and all receivers.
        messages: the first is the mail itself.
        complete: the messages hold all that the document holds, so whoever has them has the document.
        sketch: see `pipeline.relations.sketch`.
    """

    content: bytes = b""
    same: bytes = b""
    is_mail: bool = False
    own_id: bytes = b""
    references: tuple[bytes, ...] = ()
    subject: bytes = b""
    is_reply: bool = False
    sent: int | None = None
    sender: bytes = b""
    people: tuple[bytes, ...] = ()
    messages: tuple[Said, ...] = ()
    complete: bool = False
    sketch: bytes = b""


def trace_of(document: Document, structure: Structure, content: str) -> Trace:
    """The trace of a document.

    Args:
        document: as read.
        structure: its items.
        content: a digest of the bytes of its file; empty where they are not at hand.
    """
    text = document.text
    own_id = mail.message_id(document.headers)
    disclaimers = [span for message in structure.messages for span in message.disclaimers]
    common = Trace(
        content=digest("content", content, size=16) if content else b"",
        same=_same(document, same_form(without(text, structure.artifacts)), content, own_id),
        sketch=sketch(words_of(without(text, [*structure.artifacts, *disclaimers]))),
    )
    if not _is_mail(document, structure):
        return common
    return _mail_trace(common, document, structure, own_id)


def _mail_trace(common: Trace, document: Document, structure: Structure, own_id: bytes) -> Trace:
    text, first = document.text, next(iter(structure.messages), None)
    shown = first.subject.of(text) if first and first.subject else ""
    subject, is_reply = mail.plain_subject(mail.first_header(document.headers, "subject") or shown)
    sender, receivers = _parties(document, first)
    people = tuple(dict.fromkeys(mail.people([*sender, *receivers][: mail.MAX_PEOPLE])))
    said = [_said(text, message) for message in structure.messages]
    return Trace(
        content=common.content,
        same=common.same,
        is_mail=True,
        own_id=own_id,
        references=tuple(r for r in mail.references(document.headers) if r != own_id),
        subject=digest("subject", subject) if subject else b"",
        is_reply=is_reply,
        sent=mail.minutes(document.headers, first.sent if first else None),
        sender=next(mail.people(sender), b""),
        people=people,
        messages=tuple(dict.fromkeys(one for one in said if one is not None)),
        complete=bool(said)
        and None not in said
        and not document.obstacles
        and _holds_no_more(text, structure),
        sketch=common.sketch,
    )


def _same(document: Document, text: str, content: str, own_id: bytes) -> bytes:
    """What is equal for documents that are the same.

    Where nobody read a picture in it, or there is no text, the words do not tell all of a document: then it takes the
    same bytes, or the same words under one Message-ID.
    """
    has_words = any(c.isalnum() for c in text)
    if has_words and not document.obstacles:
        return digest("text", text, size=16)
    if has_words and own_id:
        return digest("mail", text, own_id, size=16)
    return digest("bytes", content, size=16) if content else b""


def _is_mail(document: Document, structure: Structure) -> bool:
    """A mail, or a document with one thread in it and nothing else: a bundle belongs to no thread."""
    if document.kind is DocumentKind.MAIL:
        return True
    kinds = [part.kind for part in structure.parts if part.kind is not PartKind.LEGEND]
    return kinds == [PartKind.MAIL] and bool(structure.messages)


def _parties(document: Document, first: Message | None) -> tuple[list[str], list[str]]:
    """The sender and the receivers of a mail, as its header has them."""
    text = document.text
    if document.kind is DocumentKind.MAIL:
        entries = {
            name: mail.first_header(document.headers, name).split("; ") for name in ("from", "to", "cc")
        }
        return entries["from"][:1], [*entries["to"], *entries["cc"]]
    if first is None:
        return [], []
    return [first.sender.of(text)] if first.sender else [], [span.of(text) for span in (*first.to, *first.cc)]


def _said(text: str, message: Message) -> Said | None:
    """A message, unless it has too few words and no time to be told from others."""
    words = words_of("\n".join(span.of(text) for span in message.text))
    short = len(words) < OPENING
    sender = mail.person(message.sender.of(text)) if short and message.sender else ""
    sent = message.sent[:16] if message.sent else ""
    timed = "T" in sent
    if short and not (timed and sender):
        return None
    return Said(
        digest("start", sent, sender, *words[:OPENING]),
        digest("whole", sent, sender, *words),
        dated=bool(sent),
    )


def _holds_no_more(text: str, structure: Structure) -> bool:
    """Whether nothing stands in a mail but its messages as `_said` reads them, with their headers and footers."""
    read = [*structure.artifacts, *_read_spans(structure.messages)]
    return all(
        word in _SEPARATORS
        for gap in gaps(len(text), read)
        for word in words_of(gap.of(text))
        if not word.isdigit()
    )


def _read_spans(messages: Iterable[Message]) -> Iterator[Span]:
    for message in messages:
        yield Span(message.span.start, message.body.start)
        yield from message.text
        yield from message.disclaimers
        if message.signature is not None:
            yield message.signature
