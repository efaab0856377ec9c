"""The words of an HTML mail or web page, as lines.

Blocks begin lines, cells are separated by tabs, quoted blocks (`blockquote`) get `> ` in front of each line
as in a text mail, so that threads keep their shape. What a mail program never shows (styles, scripts, the
head, `display:none`) is left out. An address behind a link is shown in angle brackets where the text says
another.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import unquote, unquote_to_bytes

from lxml import etree

from pipeline.ingest.text import open_urls

_SKIPPED = {"head", "style", "script", "title", "meta", "template", "noframes", "applet"}
_BLOCKS = {
    *(
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "dir",
        "div",
        "dl",
        "dt",
    ),
    *(
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
    ),
    *(
        "html",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
    ),
    *("textarea", "tfoot", "thead", "tr", "ul", "caption"),
}
_SPACED = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "table", "pre"}
_LOADING = {"img", "iframe", "frame", "object", "embed", "video", "audio", "source"}
_SHOWN_FIELDS = {  # the kinds of fields of a form whose value a browser shows
    *("text", "email", "tel", "url", "search", "number", "date", "time", "month", "week", "datetime-local"),
    *("submit", "button", "reset"),
}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_EMPTY = etree.ErrorTypes.ERR_DOCUMENT_EMPTY
_DATA_IMAGE = re.compile(r"data:image/[a-z0-9.+-]+[;,][^\"')>\s]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class HtmlText:
    """The text of an HTML body, the pictures that lie in the markup itself, and the `cid:` names it refers
    to.

    `data_images` are whole `data:` URIs; `drawings` counts SVG drawings. `inside` counts pages and files that lie in
    the markup and are not read, `elsewhere` pictures, pages and films that a browser would load from elsewhere.
    """

    text: str
    data_images: tuple[str, ...]
    drawings: int
    cids: tuple[str, ...]
    inside: int = 0
    elsewhere: int = 0


def no_place(source: str) -> str:
    """What stands where a picture was in a text that only its words are wanted of."""
    return ""


@dataclass(slots=True)
class _Lines:
    """The lines so far.

    A break waits (`pending`: 1 a line, 2 a blank line) until words follow, so that a cell that holds one
    paragraph stays on its row. `space` waits in the same way, and so does the bullet in `prefix`.
    """

    done: list[str] = field(default_factory=list)
    line: str = ""
    pending: int = 0
    space: bool = False
    fresh: bool = False  # a cell has begun and holds no words yet
    prefix: str = ""
    depth: int = 0  # of quoting
    pre: int = 0
    counts: dict[etree._Element, int] = field(default_factory=dict)  # items of each numbered list
    place: Callable[[str], str] = no_place

    def add(self, text: str) -> None:
        if self.pre and text:
            self.settle()
            first, *rest = text.replace("\r\n", "\n").split("\n")
            self.line += first
            for more in rest:
                self.end(force=True)
                self.line = more
            return
        words = text.split()
        if not words:
            self.space = self.space or bool(text)
            return
        self.settle()
        if self.line and not self.line.endswith("\t") and (self.space or text[0].isspace()):
            self.line += " "
        self.line += self.prefix + " ".join(words)
        self.prefix = ""
        self.space = text[-1].isspace()

    def want(self, breaks: int) -> None:
        """A block begins or ends here."""
        if not self.fresh:
            self.pending = max(self.pending, breaks)

    def cell(self, *, first: bool) -> None:
        """A table cell begins here."""
        if not first:
            self.pending = 0
            self.line = self.line.rstrip(" ") + "\t"
        self.fresh = not first or self.fresh

    def end(self, *, force: bool = False) -> None:
        """End the line, if there is one; `force` makes an empty one too."""
        if self.line.strip() or force:
            line = self.line if self.pre else self.line.lstrip("\t")
            self.done.append(("> " * self.depth + line).rstrip())
        self.line, self.space = "", False

    def line_break(self) -> None:
        """A `<br>`."""
        self.settle()
        self.end(force=True)

    def settle(self) -> None:
        """Make the break that waits."""
        if self.pending:
            self.end()
        if self.pending == 2 and self.done and self.done[-1].strip("> "):
            self.done.append(("> " * self.depth).rstrip())
        self.pending, self.fresh = 0, False


def html_text(markup: str, place: Callable[[str], str] = no_place) -> HtmlText:
    """Read an HTML body.

    Args:
        markup: of the body.
        place: what is to stand in the text for a picture, given its address.

    Raises:
        etree.LxmlError: libxml2 makes nothing of it although it is not empty.
        ValueError: libxml2 stopped before the end (tags nested thousands deep), without a word in the tree.
    """
    # NUL ends the text for libxml2, and everything behind it would be lost.
    markup = markup.replace("\0", "")
    images = tuple(m[0] for m in _DATA_IMAGE.finditer(markup))
    cids = tuple(sorted({m[1] for m in re.finditer(r"cid:([^\"'>\s)]+)", markup, re.IGNORECASE)}))
    if not markup.strip():
        return HtmlText("", images, 0, cids)
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    root = etree.fromstring(markup.encode("utf-8", "replace"), parser)
    if any(e.level == etree.ErrorLevels.FATAL and e.type != _EMPTY for e in parser.error_log):
        raise ValueError("the markup was not read to its end")
    if root is None:
        return HtmlText("", images, 0, cids)
    lines = _Lines(place=place)
    met = _walk(root, lines)
    lines.end()
    text = "\n".join(lines.done).strip("\n")
    return HtmlText(text, images, met["drawing"], cids, met["inside"], met["elsewhere"])


def data_image(source: str) -> str:
    """The address of a picture that lies in it, as `HtmlText.data_images` has it; nothing for any other."""
    match = _DATA_IMAGE.match(source)
    return match[0] if match else ""


def data_bytes(uri: str) -> bytes:
    """The bytes in a `data:` URI (RFC 2397), as far as they can be taken out."""
    header, _, data = uri.partition(",")
    raw = unquote_to_bytes(data)
    if not header.lower().endswith("base64"):
        return raw
    raw = b"".join(raw.split())
    try:
        return base64.b64decode(raw + b"=" * (-len(raw) % 4))
    except binascii.Error:
        return raw


def _walk(root: etree._Element, lines: _Lines) -> Counter[str]:
    """Write the words of a tree; counts what else was met. No recursion: tables nest deep."""
    met: Counter[str] = Counter()
    skipping: etree._Element | None = None
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""
        if event == "start":
            if skipping is None and (tag in _SKIPPED or _hidden(element)):
                skipping = element
            if skipping is None:
                met[_what(tag, element)] += 1
                _open(tag, element, lines)
                lines.add(element.text or "")
            continue
        if skipping is None:
            _close(tag, element, lines)
        elif skipping is element:
            skipping = None
        if skipping is None and element is not root:
            lines.add(element.tail or "")
    return met


def _what(tag: str, element: etree._Element) -> str:
    """What an element shows beside words: a drawing, something inside the markup, something from elsewhere."""
    if tag == "svg":
        return "drawing"
    if tag not in _LOADING:
        return ""
    target = str(element.get("src") or element.get("data") or element.get("srcset") or "").strip().lower()
    if element.get("srcdoc") or (target.startswith("data:") and not target.startswith("data:image/")):
        return "inside"
    return "elsewhere" if target and not target.startswith(("data:", "cid:", "about:")) else ""


def _hidden(element: etree._Element) -> bool:
    return "hidden" in element.attrib or bool(_HIDDEN.search(str(element.get("style") or "")))


def _open(tag: str, element: etree._Element, lines: _Lines) -> None:
    if tag in {"td", "th"}:
        lines.cell(first=element.getprevious() is None)
    elif tag == "br":
        lines.line_break()
    elif tag == "img":
        _picture(element, lines)
    elif tag == "input":
        lines.add(_field(element))
    elif tag in _BLOCKS:
        _block(tag, element, lines)
    if tag == "blockquote":
        lines.settle()
        lines.end()
        lines.depth += 1
    elif tag in {"pre", "textarea"}:
        lines.pre += 1
    elif tag == "li":
        lines.prefix = _bullet(element, lines)


def _picture(element: etree._Element, lines: _Lines) -> None:
    place = lines.place(str(element.get("src") or "").strip())
    alt = " ".join(str(element.get("alt") or "").split())
    lines.add(f" {place} " if place else "")
    lines.add(f" [afbeelding: {alt}] " if alt else "")


def _field(element: etree._Element) -> str:
    """What a browser shows of a field of a form."""
    kind = str(element.get("type") or "text").lower()
    if kind in {"checkbox", "radio"}:
        return " [x] " if "checked" in element.attrib else " [ ] "
    return f" {element.get('value') or ''} " if kind in _SHOWN_FIELDS else ""


def _block(tag: str, element: etree._Element, lines: _Lines) -> None:
    """Outlook makes each line a paragraph of class MsoNormal and shows no space between them."""
    spaced = tag in _SPACED and not str(element.get("class") or "").startswith("Mso")
    lines.want(2 if spaced else 1)


def _bullet(element: etree._Element, lines: _Lines) -> str:
    parent = element.getparent()
    if parent is None or parent.tag != "ol":
        return "- "
    start = str(parent.get("start") or "1")
    number = lines.counts.get(parent, int(start) if re.fullmatch(r"[0-9]{1,6}", start) else 1)
    lines.counts[parent] = number + 1
    return f"{number}. "


def _close(tag: str, element: etree._Element, lines: _Lines) -> None:
    if tag == "a":
        lines.add(_target(element))
    elif tag in {"pre", "textarea"}:
        lines.end()
        lines.pre -= 1
    elif tag == "blockquote":
        lines.end()
        lines.depth -= 1
    elif tag == "li":
        lines.prefix = ""
    if tag in _BLOCKS:
        _block(tag, element, lines)


def _target(element: etree._Element) -> str:
    shown = "".join(str(t) for t in element.itertext())
    return link_target(str(element.get("href") or ""), shown)


def link_target(href: str, shown: str) -> str:
    """The address behind a link in angle brackets, with a space before it, where the text that is shown of it does
    not say it already. What follows a `?` or `#` is left out: it is no address but the marks of a mailer, and it often
    names the receiver.
    """
    scheme, _, rest = open_urls(href.strip()).partition(":")
    rest = rest.split("?")[0].split("#")[0]
    shown = "".join(shown.split()).casefold()
    if scheme.lower() == "mailto":
        address = unquote(rest)
        return f" <{address}>" if address and address.casefold() not in shown else ""
    if scheme.lower() not in {"http", "https"} or not rest.strip("/"):
        return ""
    bare = rest.strip("/").removeprefix("www.").casefold()
    return "" if bare in shown else f" <{scheme.lower()}:{rest}>"
