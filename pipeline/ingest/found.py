"""What has been found in a mail so far, whichever form it came in: text, files, pictures, invitations, obstacles."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import unquote

from lxml import etree

from pipeline.ingest import obstacles as say
from pipeline.ingest.attachment import Attachment
from pipeline.ingest.headers import header_block
from pipeline.ingest.html import data_bytes, data_image, html_text
from pipeline.ingest.inset import Insets, filled, places_in
from pipeline.ingest.sniff import magic_suffix
from pipeline.ingest.text import clean, is_readable, join_addresses, open_urls
from pipeline.office.drawing import place_of

_PICTURES = {".jpg", ".png", ".gif", ".tif"}
_UU_BEGIN = re.compile(r"^begin [0-7]{3} \S", re.MULTILINE)
_UU_END = re.compile(r"^end[ \t]*\r?$", re.MULTILINE)
_PGP = "-----BEGIN PGP MESSAGE-----"
_CID = re.compile(r"\[(cid:[^\]\[<>\s]{1,300})\]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail as read."""

    text: str
    headers: tuple[tuple[str, str], ...]
    attachments: tuple[Attachment, ...]
    obstacles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class File:
    """A part that is no text; whether it is an attachment or a picture in the body shows at the end.

    `location` is the address that a saved page knows it by.
    """

    name: str
    data: bytes
    declared: str
    cid: str
    attached: bool
    location: str = ""


@dataclass(slots=True)
class Found:
    """What has been found so far. `pictures` counts those in the body that nobody reads; the others have their places
    in the text.
    """

    files: list[File] = field(default_factory=list)
    invites: list[str] = field(default_factory=list)
    pictures: int = 0
    cids: set[str] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)
    has_text: bool = False
    headers: list[tuple[str, str]] = field(default_factory=list)  # that winmail.dat gives
    renderings: list[str] = field(default_factory=list)  # of the body, that winmail.dat gives
    locations: set[str] = field(default_factory=set)  # of the parts of a saved page
    places: dict[tuple[str, str], str] = field(
        default_factory=dict
    )  # of an address, as shown without a picture
    loose: list[str] = field(default_factory=list)  # `data:` URIs that may have no place

    def check(self, text: str) -> None:
        """Note what shows that a text was not read to the end."""
        if not is_readable(text):
            self.notes.append(say.BROKEN_MAIL)
        # Two searches, for one pattern over both would look for every beginning to the end of the text.
        begin = _UU_BEGIN.search(text)
        if begin and _UU_END.search(text, begin.end()):
            self.notes.append(say.UUENCODED)
        if _PGP in text:
            self.notes.append(say.ENCRYPTED_MAIL)

    def html(self, markup: str) -> str:
        """The text of an HTML body with the places of its pictures."""
        try:
            read = html_text(markup, self.place)
        except (etree.LxmlError, ValueError):
            self.notes.append(say.BROKEN_MAIL)
            return tidy(re.sub(r"<[^>]*>", " ", markup))
        self.cids.update(read.cids, map(unquote, read.cids))
        self.pictures += read.drawings
        self.loose += read.data_images
        return tidy(read.text)

    def plain(self, text: str) -> str:
        """A plain body with the places of its pictures, which Outlook shows as `[cid:image001.png@01DB2A3C]`."""
        self.cids.update(unquote(m[1][4:]) for m in _CID.finditer(text))
        return tidy(_CID.sub(lambda m: self.place(m[1], m[0]) or m[0], text))

    def place(self, source: str, shown: str = "") -> str:
        """What stands for a picture in the text until all is read; nothing for one that lies elsewhere.

        Args:
            source: its address.
            shown: what is to stand there if the address turns out to lead to no picture.
        """
        if not (source.lower().startswith(("cid:", "data:image/")) or source in self.locations):
            return ""
        key = source, shown
        return self.places.setdefault(key, place_of(len(self.places)))

    def attachments(self) -> tuple[tuple[Attachment, ...], tuple[File, ...]]:
        """The files that are attachments, and those that are pictures in the body."""
        kept: list[Attachment] = []
        inside: list[File] = []
        for file in self.files:
            if file.name.lower().endswith(".p7s") and file.data[:1] == b"\x30":  # a signature by another name
                continue
            picture = file.declared.startswith("image/") or magic_suffix(file.data) in _PICTURES
            inline = not file.attached or (bool(file.cid) and file.cid in self.cids)
            if picture and inline and file.data and (file.declared.startswith("image/") or file.cid):
                inside.append(file)
                continue
            kept.append(Attachment(file.name or f"bijlage-{len(kept) + 1}", file.data, file.declared))
        return tuple(kept), tuple(inside)

    def mail(self, headers: tuple[tuple[str, str], ...], body: str) -> Mail:
        """The mail with these headers and this body."""
        attachments, inside = self.attachments()
        block = header_block(headers, tuple(a.name for a in attachments))
        insets = Insets()
        body, loose = self._with_pictures(body, inside, insets)
        unread = self.pictures + insets.unread
        notes = [*self.notes, *([say.mail_pictures(unread)] if unread else [])]
        pieces = (body.strip("\n"), *dict.fromkeys(self.invites), "\n".join(loose))
        text = "\n\n".join(piece for piece in pieces if piece.strip())
        attachments = (*attachments, *insets.attachments)
        return Mail(f"{block}\n{text}\n", headers, attachments, tuple(dict.fromkeys(notes)))

    def _with_pictures(self, body: str, inside: tuple[File, ...], insets: Insets) -> tuple[str, list[str]]:
        """The body with its markers, and the markers of pictures that have no place in it."""
        by_address = {f"cid:{file.cid}": file.data for file in reversed(inside) if file.cid}
        by_address |= {file.location: file.data for file in reversed(inside) if file.location}
        address_of = {place: key for key, place in self.places.items()}
        markers: dict[str, str] = {}
        for place in places_in(body):
            if place in address_of:
                source, shown = address_of[place]
                data = data_bytes(source) if source[:5].lower() == "data:" else by_address.get(_bare(source))
                markers[place] = shown if data is None else insets.marker(data)
        placed = {data_image(source) for source, _ in self.places}
        loose = [data_bytes(uri) for uri in dict.fromkeys(self.loose) if uri not in placed]
        shown_already = set(markers.values())
        found = dict.fromkeys(insets.marker(data) for data in (*(file.data for file in inside), *loose))
        return filled(body, markers), [marker for marker in found if marker and marker not in shown_already]


def tidy(text: str) -> str:
    """A body as it is published."""
    return open_urls(join_addresses(clean(text)))


def _bare(source: str) -> str:
    """An address as the header of its part has it."""
    if source[:4].lower() != "cid:":
        return source
    return f"cid:{unquote(source[4:]).strip().strip('<>')}"
