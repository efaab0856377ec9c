"""Small PDFs made by hand, for the constructs."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name

SECRET = "veldkamp"
TWIN = "delvpmak"
"""The same letters, half by half: what is redacted must not tell which of the two it was."""

REST = "andere regel"
LINE = "BT /F 11 Tf 40 300 Td"


@dataclass(frozen=True, slots=True)
class Case:
    """A construct: `make` gives the file for a secret. `kept` is all the other text of the file, in any order.

    `masked` gives what the masks cover, where that is not the secret. `pages`: only places on these pages are masked,
    and the secret `stays` so often on others. `shown`: how the font of the construct writes the secret.
    """

    name: str
    group: str
    make: Callable[[str], bytes]
    kept: str
    pages: tuple[int, ...] = ()
    stays: int = 0
    shown: Callable[[str], bytes] | None = None
    masked: Callable[[str], str] | None = None


def saved(pdf: pikepdf.Pdf) -> bytes:
    """The bytes of a file, which is closed."""
    out = io.BytesIO()
    pdf.save(out, static_id=True)
    pdf.close()
    return out.getvalue()


def helvetica(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """Helvetica as one of the standard 14, without widths."""
    return pdf.make_indirect(
        Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    )


def page(pdf: pikepdf.Pdf, content: bytes | str, **entries: object) -> pikepdf.Object:
    """A page of 400 by 400 points with Helvetica as /F, and another line of text below."""
    data = content if isinstance(content, bytes) else content.encode("cp1252")
    rest = f" BT /F 11 Tf 40 200 Td ({REST}) Tj ET".encode()
    made = Dictionary(
        Type=Name.Page,
        MediaBox=[0, 0, 400, 400],
        Resources=Dictionary(Font=Dictionary(F=helvetica(pdf))),
        Contents=pdf.make_stream(b"q " + data + b" Q" + rest),
    )
    for key, value in entries.items():
        made["/" + key] = value
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(made)))
    return pdf.pages[-1].obj


Edit = Callable[[pikepdf.Pdf, pikepdf.Object], None]


def one_page(content: bytes | str, edit: Edit | None = None, **entries: object) -> bytes:
    """A file of one page; `edit` works on it before it is saved."""
    pdf = pikepdf.new()
    made = page(pdf, content, **entries)
    if edit is not None:
        edit(pdf, made)
    return saved(pdf)


def form(pdf: pikepdf.Pdf, content: bytes | str, fonts: pikepdf.Object, **entries: object) -> pikepdf.Object:
    """A form of 400 by 400 points with its own resources."""
    data = content if isinstance(content, bytes) else content.encode("cp1252")
    made = pdf.make_stream(data)
    made["/Type"], made["/Subtype"] = Name.XObject, Name.Form
    made["/BBox"] = Array([0, 0, 400, 400])
    made["/Resources"] = Dictionary(Font=fonts)
    for key, value in entries.items():
        made["/" + key] = value
    return made


def to_unicode(pdf: pikepdf.Pdf, pairs: Mapping[str, str], size: int) -> pikepdf.Object:
    """A ToUnicode CMap: hexadecimal codes of `size` bytes to text."""
    lines = "\n".join(f"<{code}> <{text.encode('utf-16-be').hex()}>" for code, text in pairs.items())
    return pdf.make_stream(
        (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def\n"
            f"1 begincodespacerange <{'00' * size}> <{'ff' * size}> endcodespacerange\n"
            f"{len(pairs)} beginbfchar\n{lines}\nendbfchar endcmap end end"
        ).encode()
    )
