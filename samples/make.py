"""Make the invented case of samples/ and its right answers anew, byte for byte the same.

    python samples/make.py [FOLDER]

Every document is written once, in source/, with its personal data marked up: `{PERSON|Samira el Idrissi}` must
go, `{k:OFFICIAL|Hedwig Terpstra}` must stay and `{e:PERSON|...}` may go either way. The documents and gold/ both
come from that one text. Nobody in it exists: the domains end in `.example` (RFC 2606), BSN begin with 9999, bank
and number plate are of series that were never issued.
"""

from __future__ import annotations

import base64
import html
import io
import json
import quopri
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from pathlib import Path

import reportlab  # type: ignore[import-untyped]
import typst
from reportlab.lib import colors  # type: ignore[import-untyped]
from reportlab.lib.pagesizes import A4  # type: ignore[import-untyped]
from reportlab.lib.styles import ParagraphStyle  # type: ignore[import-untyped]
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]
from reportlab.platypus import (  # type: ignore[import-untyped]
    Flowable,
    PageBreak,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
    TableStyle,
)

HERE = Path(__file__).resolve().parent
MARKUP = re.compile(r"\{(?:(?P<must>[ke]):)?(?P<label>[A-Z_]+)\|(?P<text>[^{}]+)\}")
MUST = {"k": "keep", "e": "either", None: "redact"}
HEADERS = {"Van": "From", "Aan": "To", "CC": "Cc", "Onderwerp": "Subject"}
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


@dataclass(frozen=True, slots=True)
class Entry:
    """One document as it is written: its front matter and its marked-up text."""

    name: str
    meta: dict[str, object]
    marked: str
    attached: tuple[tuple[str, Entry], ...]

    def string(self, key: str, default: str = "") -> str:
        return str(self.meta.get(key, default))

    def strings(self, key: str) -> list[str]:
        """The list under `key`, with those of the attachments behind it."""
        own = self.meta.get(key, [])
        return [
            *map(str, own if isinstance(own, list) else [own]),
            *(s for _, a in self.attached for s in a.strings(key)),
        ]

    @property
    def form(self) -> str:
        return self.name.rsplit(".", 1)[-1]


def read_entry(file: Path) -> Entry:
    """The entry in a file of source/: TOML between two lines of `+++`, then the text."""
    front, marked = file.read_text(encoding="utf-8").removeprefix("+++\n").split("\n+++\n", 1)
    meta = tomllib.loads(front)
    attached = tuple(
        (str(a["name"]), read_entry(HERE / "source" / "attached" / f"{a['source']}.txt"))
        for a in meta.get("attach", [])
    )
    return Entry(file.name.removesuffix(".txt"), meta, marked.strip("\n") + "\n", attached)


def plain(marked: str) -> str:
    return MARKUP.sub(lambda m: m["text"], marked)


def answers(entry: Entry) -> dict[str, object]:
    """What must go, what must stay and what stands in the document, with its full text and that of its attachments."""
    text, spans = "", []
    for part in (entry, *(a for _, a in entry.attached)):
        marked = part.marked
        if part.form == "pdf":  # the signs of the layout are no text
            marked = re.sub(r"(?m)^(?:#{1,2} |---$|\| )| \|$", "", marked).replace(" | ", "  ")
        last = 0
        for m in MARKUP.finditer(marked):
            text += marked[last : m.start()]
            spans.append({"must": MUST[m["must"]], "type": m["label"], "text": m["text"], "start": len(text)})
            text += m["text"]
            last = m.end()
        text += marked[last:] + "\n"
    kept = {str(s["text"]) for s in spans if s["type"] == "OFFICIAL"}
    structure = {k: entry.strings(k) for k in ("agenda_items", "decisions", "actions", "messages", "parts")}
    return {
        "case": "rietmonde",
        "kind": entry.string("kind"),
        "seed": 0,
        "officials": sorted(kept),
        "structure": {k: v for k, v in structure.items() if v},
        "hidden": entry.strings("hidden"),
        "spans": spans,
        "text": text,
    }


def build(entry: Entry) -> bytes:
    """The document itself."""
    if entry.form == "eml":
        return mail(entry)
    if entry.form == "pdf":
        return typst_pdf(entry) if entry.string("maker") == "typst" else reportlab_pdf(entry)
    return plain(entry.marked).encode(entry.string("charset", "utf-8"))


# --- mail: written by hand, since the folding of the email package differs between versions of Python


def mail(entry: Entry) -> bytes:
    head, body = plain(entry.marked).split("\n\n", 1)
    lines = []
    for line in head.split("\n"):
        name, value = line.split(": ", 1)
        lines.append(f"{HEADERS[name]}: {header(name, value)}")
    sent = datetime.fromisoformat(entry.string("sent"))
    serial = re.sub(r"\W", "", entry.string("sent"))
    lines += [
        f"Date: {format_datetime(sent)}",
        f"Message-ID: <{serial}@post.rietmonde.example>",
        "MIME-Version: 1.0",
    ]
    if entry.string("client"):
        lines.append(f"X-Mailer: {entry.string('client')}")
    subtype = "html" if entry.meta.get("html") else "plain"
    part = text_part(as_html(body) if subtype == "html" else body, subtype, entry.string("charset", "utf-8"))
    if entry.attached:
        mark = f"=_grens_{serial}"
        pieces = [part, *(attachment(name, a) for name, a in entry.attached)]
        lines.append(f'Content-Type: multipart/mixed; boundary="{mark}"')
        part = (
            b"\r\n"
            + b"".join(f"--{mark}\r\n".encode() + p + b"\r\n" for p in pieces)
            + f"--{mark}--\r\n".encode()
        )
    return "\r\n".join(lines).encode("ascii") + b"\r\n" + part


def header(name: str, value: str) -> str:
    """A header value in ASCII: words that need it encoded as RFC 2047 asks, lists folded after each address."""
    items = re.split(r"; ", value) if name in ("Aan", "CC") else [value]
    return ",\r\n ".join(encoded(name, item) for item in items)


def encoded(name: str, item: str) -> str:
    words, address = (item, "") if name == "Onderwerp" else re.fullmatch(r"(.*?)\s*(<[^>]+>|)", item).groups()  # type: ignore[union-attr]
    if not words.isascii():
        words = f"=?utf-8?B?{base64.b64encode(words.encode()).decode()}?="
    elif "," in words and name != "Onderwerp":
        words = f'"{words}"'
    return f"{words} {address}".strip()


def text_part(text: str, subtype: str, charset: str) -> bytes:
    data = quopri.encodestring(text.encode(charset)).replace(b"\n", b"\r\n")
    kind = f"Content-Type: text/{subtype}; charset={charset}\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    return kind.encode() + data


def attachment(name: str, entry: Entry) -> bytes:
    data = build(entry)
    if entry.form == "eml":
        return b"Content-Type: message/rfc822\r\nContent-Disposition: attachment\r\n\r\n" + data
    kind = f'Content-Type: application/pdf\r\nContent-Disposition: attachment; filename="{name}"\r\n'
    lines = base64.encodebytes(data).replace(b"\n", b"\r\n")
    return kind.encode() + b"Content-Transfer-Encoding: base64\r\n\r\n" + lines


def as_html(body: str) -> str:
    """The body as a mail client writes it: a paragraph for each block, addresses as links."""
    paragraphs = []
    for block in re.split(r"\n{2,}", body.strip("\n")):
        text = ADDRESS.sub(lambda m: f'<a href="mailto:{m[0]}">{m[0]}</a>', html.escape(block, quote=False))
        paragraphs.append("<p class=MsoNormal>" + text.replace("\n", "<br>\n") + "</p>")
    style = "<style>p.MsoNormal { margin: 0 0 8pt; font-family: Calibri, sans-serif }</style>"
    return f"<html><head>{style}</head>\n<body lang=NL>\n" + "\n".join(paragraphs) + "\n</body></html>\n"


# --- PDF: blocks of the text, laid out by two makers


def blocks(text: str) -> Iterator[tuple[str, list[str]]]:
    """("h1" | "h2" | "p" | "table" | "break", lines): blank lines part paragraphs."""
    for block in re.split(r"\n{2,}", text.strip("\n")):
        lines: list[str] = []
        for line in block.split("\n"):
            if line == "---" or line.startswith("#"):
                if lines:
                    yield "p", lines
                    lines = []
                yield ("break", []) if line == "---" else (f"h{line.index(' ')}", [line.lstrip("# ")])
            else:
                lines.append(line)
        if lines:
            yield ("table" if lines[0].startswith("| ") else "p"), lines


def cells(line: str) -> list[str]:
    return [c.strip() for c in line.strip().strip("|").split(" | ")]


TYPST = """
#let doc = json(bytes(sys.inputs.doc))
#set document(title: doc.title, author: doc.author, date: none)
#set page(paper: "a4", margin: (x: 2.4cm, y: 2.6cm),
  footer: context align(right, text(8pt)[Pagina #counter(page).display() van #counter(page).final().first()]))
#set text(font: doc.font, size: doc.size * 1pt, lang: "nl", region: "NL", hyphenate: false)
#set par(spacing: 1em)
#for (kind, lines) in doc.blocks {
  if kind == "break" { pagebreak() }
  else if kind == "h1" { heading(level: 1, text(lines.first())) }
  else if kind == "h2" { heading(level: 2, text(lines.first())) }
  else if kind == "table" {
    table(columns: doc.columns.map(c => c * 1fr), inset: 5pt, stroke: 0.5pt, ..lines.flatten().map(c => text(c)))
  }
  else { par(lines.map(l => text(l)).join(linebreak())) }
}
"""


def typst_pdf(entry: Entry) -> bytes:
    listed = [
        (kind, [cells(x) for x in lines] if kind == "table" else lines)
        for kind, lines in blocks(plain(entry.marked))
    ]
    data = {
        "title": entry.string("title"),
        "author": entry.string("author") or [],
        "font": entry.string("font", "Libertinus Serif"),
        "size": entry.meta.get("size", 11),
        "columns": entry.meta.get("columns", [1, 1, 1]),
        "blocks": listed,
    }
    made = typst.compile(
        TYPST.encode(), ignore_system_fonts=True, sys_inputs={"doc": json.dumps(data)}, timestamp=0
    )
    if not isinstance(made, bytes):
        raise TypeError("typst gave no single file")
    return made


def reportlab_pdf(entry: Entry) -> bytes:
    font, size = entry.string("font", "Helvetica"), float(entry.string("size", "10.5"))
    bold = {"Helvetica": "Helvetica-Bold", "Times-Roman": "Times-Bold"}[font]
    body = ParagraphStyle("body", fontName=font, fontSize=size, leading=size * 1.35, spaceAfter=size * 0.8)
    heads = {
        f"h{i}": ParagraphStyle(f"h{i}", parent=body, fontName=bold, fontSize=size + 6 - 2 * i)
        for i in (1, 2)
    }
    story: list[Flowable] = []
    for kind, lines in blocks(plain(entry.marked)):
        if kind == "break":
            story.append(PageBreak())
        elif kind == "table":
            rows = [[Paragraph(html.escape(c), body) for c in cells(x)] for x in lines]
            grid = TableStyle(
                [("GRID", (0, 0), (-1, -1), 0.4, colors.grey), ("VALIGN", (0, 0), (-1, -1), "TOP")]
            )
            story += [Table(rows, style=grid), Spacer(1, size)]
        else:
            story.append(Paragraph("<br/>".join(map(html.escape, lines)), heads.get(kind, body)))
    out = io.BytesIO()
    # Uncompressed: builds of zlib differ in the bytes they make.
    document = SimpleDocTemplate(
        out,
        pagesize=A4,
        invariant=1,
        pageCompression=0,
        leftMargin=68,
        rightMargin=68,
        title=entry.string("title"),
        author=entry.string("author"),
        creator=f"reportlab {reportlab.__version__}",
    )
    document.build(story, onFirstPage=footer, onLaterPages=footer)
    return out.getvalue()


def footer(canvas: Canvas, document: SimpleDocTemplate) -> None:
    canvas.setFont("Helvetica", 8)
    canvas.drawCentredString(A4[0] / 2, 30, f"- {document.page} -")


# --- the whole case


def check(golds: dict[str, dict[str, object]]) -> None:
    """Stop where a word of a name that must go stands outside every marked-up place of some document.

    Raises:
        ValueError: the names of the documents and the words.
    """
    spans = [(name, s) for name, gold in golds.items() for s in gold["spans"]]  # type: ignore[attr-defined]
    names = {str(s["text"]) for _, s in spans if s["type"] == "PERSON" and s["must"] == "redact"}
    words = {w.lower() for n in names for w in re.findall(r"[^\W\d_]{3,}", n)} - {"van", "der", "den", "het"}
    missed = []
    for name, gold in golds.items():
        text = list(str(gold["text"]))
        for s in gold["spans"]:  # type: ignore[attr-defined]
            text[s["start"] : s["start"] + len(s["text"])] = " " * len(s["text"])
        missed += [f"{name}: {w}" for w in re.findall(r"[^\W\d_]{3,}", "".join(text)) if w.lower() in words]
    if missed:
        raise ValueError("not marked up: " + ", ".join(missed))


def make(folder: Path) -> None:
    """Write every document and its answers into `folder`."""
    entries = [read_entry(f) for f in sorted((HERE / "source").glob("*.txt"))]
    golds = {e.name: answers(e) for e in entries}
    check(golds)
    (folder / "gold").mkdir(parents=True, exist_ok=True)
    for entry in entries:
        (folder / entry.name).write_bytes(build(entry))
        gold = json.dumps(golds[entry.name], ensure_ascii=False, indent=1) + "\n"
        (folder / "gold" / f"{entry.name}.json").write_text(gold, encoding="utf-8")


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
