"""Web pages: HTML, and HTML with what belongs to it in one file (MHTML, RFC 2557).

Nothing is loaded from elsewhere and no script runs: a page is the words in its markup. Comments, scripts, styles,
hidden elements and fields, tooltips and all other attributes are not published: the output is set from the words alone.
"""

from __future__ import annotations

import re

from lxml import etree

from pipeline.errors import UnreadableError
from pipeline.ingest import obstacles as say
from pipeline.ingest.attachment import Plain
from pipeline.ingest.html import data_bytes, data_image, html_text
from pipeline.ingest.inset import Insets, filled
from pipeline.ingest.mail import parse_mail
from pipeline.ingest.text import clean, decode, is_readable, join_addresses, open_urls
from pipeline.office.drawing import place_of

MAX_HTML_BYTES = 20_000_000
"""Larger pages are refused; one saved with all its pictures has some millions of bytes, and a tree of this size
takes about a gigabyte.
"""

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE)
# Parts of a saved page that hold no words that anybody sees.
_DRESSING = re.compile(
    r"text/css|text/javascript|text/xml|(?:application|font)/(?:x-)?(?:\w+-)?(?:javascript|ecmascript|xml|font|mso|woff2?"
    r"|ttf|otf|sfnt|json)|font/.*|application/(?:font-.*|vnd\.ms-(?:officetheme|fontobject))"
)


def read_html(data: bytes) -> Plain:
    """Read a web page.

    Raises:
        UnreadableError: the bytes are no text, or too many of them, or no parser reads them to their end.
    """
    if len(data) > MAX_HTML_BYTES:
        raise UnreadableError(say.too_large(MAX_HTML_BYTES))
    stated = _CHARSET.search(data[:4096])
    markup = decode(data, stated[1].decode("ascii") if stated else None)
    if not is_readable(markup):
        raise UnreadableError(say.NO_TEXT)
    places: dict[str, str] = {}

    def place(source: str) -> str:
        return places.setdefault(source, place_of(len(places))) if data_image(source) else ""

    try:
        read = html_text(markup, place)
    except (etree.LxmlError, ValueError) as error:
        raise UnreadableError(say.BROKEN_PAGE) from error
    obstacles: list[str] = []
    insets = Insets()
    markers = {place: insets.marker(data_bytes(source)) for source, place in places.items()}
    placed = {data_image(source) for source in places}
    loose = [insets.marker(data_bytes(uri)) for uri in read.data_images if uri not in placed]
    if pictures := read.drawings + insets.unread:
        obstacles.append(say.pictures_in("de webpagina", pictures))
    if read.inside:
        obstacles.append(say.EMBEDDED_IN_PAGE)
    notes = (say.PICTURES_ELSEWHERE,) if read.elsewhere else ()
    text = filled(open_urls(join_addresses(clean(read.text))), markers)
    last = "\n".join(marker for marker in dict.fromkeys(loose) if marker and marker not in markers.values())
    text = "\n\n".join(piece for piece in (text, last) if piece)
    return Plain(f"{text}\n", tuple(obstacles), notes, tuple(insets.attachments))


def read_mhtml(data: bytes) -> Plain:
    """Read a web page that was saved as a mail.

    Raises:
        UnreadableError: the bytes have no header of a mail, or their parts are nested absurdly deep.
    """
    mail = parse_mail(data)
    _, _, text = mail.text.partition("\n\n")  # the header is the browser's
    return Plain(
        text=text,
        obstacles=tuple(say.of_page(obstacle) for obstacle in mail.obstacles),
        attachments=tuple(a for a in mail.attachments if not _DRESSING.fullmatch(a.declared)),
    )
