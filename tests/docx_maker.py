"""Word files built by hand, part by part, so that a test can put anything anywhere in them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": W,
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
        "x": "urn:example:unknown",
    }.items()
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def run(text: str, properties: str = "") -> str:
    """A run with its text as it is."""
    props = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{props}<w:t xml:space="preserve">{text}</w:t></w:r>'


def para(*content: str, properties: str = "") -> str:
    """A paragraph of runs and whatever else; plain words become a run."""
    props = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    inner = "".join(c if c.startswith("<") else run(c) for c in content)
    return f"<w:p>{props}{inner}</w:p>"


def part(tag: str, content: str) -> str:
    """A part of the package with `tag` as its root."""
    return f"{_DECLARATION}<w:{tag} {NAMESPACES}>{content}</w:{tag}>"


def document(body: str, section: str = "") -> str:
    """The main part."""
    return part("document", f"<w:body>{body}<w:sectPr>{section}</w:sectPr></w:body>")


def relationships(targets: Mapping[str, tuple[str, str]]) -> str:
    """A part of relationships: id to kind and target; a target with a scheme is outside the package."""
    rows = "".join(
        f'<Relationship Id="{name}" Type="{kind if ":" in kind else _OFFICE + kind}" Target="{target}"'
        f"{' TargetMode=' + chr(34) + 'External' + chr(34) if ':' in target else ''}/>"
        for name, (kind, target) in targets.items()
    )
    return (
        f'{_DECLARATION}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{rows}</Relationships>"
    )


def make_docx(
    body: str,
    *,
    section: str = "",
    related: Mapping[str, tuple[str, str]] | None = None,
    parts: Mapping[str, str | bytes] | None = None,
    main_type: str = _MAIN,
) -> bytes:
    """A whole file.

    `related` are the relationships of the main part (id to kind and target), `parts` further parts by name.
    """
    types = (
        f'{_DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main_type}"/></Types>'
    )
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": types,
        "_rels/.rels": relationships({"rId1": ("officeDocument", "word/document.xml")}),
        "word/document.xml": document(body, section),
        "word/_rels/document.xml.rels": relationships(related or {}),
        **(parts or {}),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name, content)
    return out.getvalue()


def styles(content: str) -> str:
    """The part of styles."""
    return part("styles", content)
