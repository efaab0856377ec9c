"""Constructs of text showing: operators, spacing, matrices, pages, forms, copies, broken names."""

from __future__ import annotations

from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name

from benchmarks.redaction.maker import LINE, REST, Case, form, one_page, page, saved

_KEPT = f"Beste, dank {REST}"

_LINES = {
    "Tj": LINE + " (Beste {s}, dank) Tj ET",
    "TJ, kerned": LINE + " [(Beste ) 20 ({a}) -35 ({b}) 15 (, d) -10 (ank)] TJ ET",
    "TJ, spaces as gaps": LINE + " [(Beste) -278 ({s},) -278 (dank)] TJ ET",
    "'": LINE + " 14 TL 0 14 Td (Beste {s}, dank) ' ET",
    '"': LINE + ' 14 TL 0 14 Td 3 1 (Beste {s}, dank) " ET',
    "T* and TD": LINE + " 0 14 TD 0 -28 TD 0 14 TD (Beste {s}, dank) Tj ET",
    "Tc": LINE + " 2.5 Tc (Beste {s}, dank) Tj ET",
    "Tc, negative": LINE + " -0.6 Tc (Beste {s}, dank) Tj ET",
    "Tw": LINE + " 9 Tw (Beste {s}, dank) Tj ET",
    "Tz": LINE + " 60 Tz (Beste {s}, dank) Tj ET",
    "Ts": LINE + " (Beste ) Tj 4 Ts ({s}) Tj 0 Ts (, dank) Tj ET",
    **{f"Tr {mode}": LINE + f" {mode} Tr (Beste {{s}}, dank) Tj ET" for mode in range(8)},
    "Tc Tw Tz Ts together": LINE + " 1 Tc 4 Tw 130 Tz 2 Ts (Beste {s}, dank) Tj ET",
    "rotated 30 degrees": "BT /F 11 Tf 0.866 0.5 -0.5 0.866 60 150 Tm (Beste {s}, dank) Tj ET",
    "upright": "BT /F 11 Tf 0 1 -1 0 100 60 Tm (Beste {s}, dank) Tj ET",
    "upside down": "BT /F 11 Tf -1 0 0 -1 300 300 Tm (Beste {s}, dank) Tj ET",
    "scaled": "0.05 0 0 0.05 0 0 cm BT /F 220 Tf 800 6000 Td (Beste {s}, dank) Tj ET",
    "scaled unevenly": "2 0 0 0.7 0 0 cm BT /F 11 Tf 20 428 Td (Beste {s}, dank) Tj ET",
    "sheared": "BT /F 11 Tf 1 0 0.33 1 40 300 Tm (Beste {s}, dank) Tj ET",
    "mirrored": "BT /F 11 Tf -1 0 0 1 300 300 Tm (Beste {s}, dank) Tj ET",
    "negative size": "BT /F -11 Tf -1 0 0 -1 40 300 Tm (Beste {s}, dank) Tj ET",
    "two matrices": "1 0 0 -1 0 400 cm BT /F 11 Tf 1 0 0 -1 40 100 Tm (Beste {s}, dank) Tj ET",
    "escapes and hexadecimal": LINE + " (Beste \\\n) Tj <{h}> Tj (, d\\141nk) Tj ET",
    "clipped half away": "30 303 300 20 re W n " + LINE + " (Beste {s}, dank) Tj ET",
    "white on white": "1 g " + LINE + " (Beste {s}, dank) Tj ET 0 g",
    "under a black box": LINE + " (Beste {s}, dank) Tj ET 68 296 60 14 re f",
    "1 point high": "BT /F 1 Tf 40 300 Td (Beste {s}, dank) Tj ET",
}

# Each letter twice: what stays is there twice too.
_COPIES = {
    "shadow": "0.7 g BT /F 11 Tf 41 299 Td (Beste {s}, dank) Tj ET 0 g " + LINE + " (Beste {s}, dank) Tj ET",
    "double strike": LINE + " (Beste {s}, dank) Tj ET BT /F 11 Tf 40.3 300 Td (Beste {s}, dank) Tj ET",
    "drawn twice, same place": LINE + " (Beste {s}, dank) Tj ET " + LINE + " (Beste {s}, dank) Tj ET",
    "twice, second letter by letter": LINE + " (Beste {s}, dank) Tj ET " + LINE
    + " 0.3 0 Td (Beste ) Tj {letters} (, dank) Tj ET",
    "outline over fill": LINE + " (Beste {s}, dank) Tj ET " + LINE + " 1 Tr (Beste {s}, dank) Tj ET",
    "far shadow": "0.7 g BT /F 30 Tf 43 297 Td (Beste {s}, dank) Tj ET 0 g BT /F 30 Tf 40 300 Td "
    "(Beste {s}, dank) Tj ET",
}  # fmt: skip


def fill(template: str, secret: str) -> str:
    """The content of a template for a secret."""
    half = len(secret) // 2
    return template.format(
        s=secret,
        a=secret[:half],
        b=secret[half:],
        h=secret.encode().hex(),
        letters=" ".join(f"({c}) Tj" for c in secret),
    )


def _line(template: str) -> Callable[[str], bytes]:
    return lambda secret: one_page(fill(template, secret))


def _on_page(**entries: object) -> Callable[[str], bytes]:
    return lambda secret: one_page(fill(_LINES["Tj"], secret), None, **entries)


def _streams(secret: str) -> bytes:
    """Content cut in the middle of a text object."""

    def edit(pdf: pikepdf.Pdf, made: pikepdf.Object) -> None:
        parts = (
            f"{LINE} (Beste ",
            f"{secret[:4]}) Tj",
            f"({secret[4:]}, dank) Tj ET BT /F 11 Tf 40 200 Td ({REST}) Tj ET",
        )
        made["/Contents"] = Array([pdf.make_stream(p.encode()) for p in (parts[0] + parts[1], parts[2])])

    return one_page("", edit)


def _nested(secret: str) -> bytes:
    def edit(pdf: pikepdf.Pdf, made: pikepdf.Object) -> None:
        fonts = made.Resources.Font
        inner = form(pdf, fill(_LINES["Tj"], secret), fonts, Matrix=Array([1, 0, 0, 1, 5, -5]))
        middle = form(pdf, "q 0.9 0 0 0.9 3 3 cm /In Do Q", fonts)
        middle.Resources.XObject = Dictionary(In=inner)
        made.Resources.XObject = Dictionary(Out=middle)

    return one_page("/Out Do", edit)


def _shared(secret: str) -> bytes:
    pdf = pikepdf.new()
    first = page(pdf, "/Both Do")
    both = form(pdf, fill(_LINES["Tj"], secret), first.Resources.Font)
    second = page(pdf, "/Both Do")
    for made in (first, second):
        made.Resources.XObject = Dictionary(Both=both)
    return saved(pdf)


def _twice_on_a_page(secret: str) -> bytes:
    def edit(pdf: pikepdf.Pdf, made: pikepdf.Object) -> None:
        made.Resources.XObject = Dictionary(T=form(pdf, fill(_LINES["Tj"], secret), made.Resources.Font))

    return one_page("/T Do q 1 0 0 1 0 -50 cm /T Do Q", edit)


def _inherited(secret: str) -> bytes:
    """A form without resources of its own takes those of the page."""

    def edit(pdf: pikepdf.Pdf, made: pikepdf.Object) -> None:
        old = form(pdf, fill(_LINES["Tj"], secret), made.Resources.Font)
        del old["/Resources"]
        made.Resources.XObject = Dictionary(Old=old)

    return one_page("/Old Do", edit)


def _pattern_cell(pdf: pikepdf.Pdf, fonts: pikepdf.Object, secret: str) -> pikepdf.Object:
    cell = pdf.make_stream(f"BT /F 11 Tf 5 10 Td ({secret}) Tj ET".encode())
    cell.update(
        {
            "/Type": Name.Pattern, "/PatternType": 1, "/PaintType": 1, "/TilingType": 1,
            "/BBox": Array([0, 0, 80, 40]), "/XStep": 80, "/YStep": 40, "/Resources": Dictionary(Font=fonts),
        }
    )  # fmt: skip
    return cell


def _pattern(beside: str) -> Callable[[str], bytes]:
    def make(secret: str) -> bytes:
        def edit(pdf: pikepdf.Pdf, made: pikepdf.Object) -> None:
            made.Resources.Pattern = Dictionary(P=_pattern_cell(pdf, made.Resources.Font, secret))

        return one_page(f"/Pattern cs /P scn 20 20 200 100 re f 0 g {fill(beside, secret)}", edit)

    return make


def _over_lines(secret: str) -> bytes:
    return one_page(f"{LINE} 14 TL (Beste {secret[:4]}-) Tj ({secret[4:]}, dank) ' ET")


def _over_pages(secret: str) -> bytes:
    pdf = pikepdf.new()
    for line in (f"(Beste jan {secret[:4]}) Tj", f"({secret[4:]}, dank) Tj"):
        made = page(pdf, "")
        made["/Contents"] = pdf.make_stream(f"{LINE} {line} ET".encode())
    return saved(pdf)


def cases() -> list[Case]:
    """All constructs of this module."""
    made = [Case(n, "text", _line(t), _KEPT) for n, t in _LINES.items()]
    made.append(Case("content cut in a text object", "text", _streams, _KEPT))
    made += [Case(n, "copies", _line(t), f"Beste, dank {_KEPT}") for n, t in _COPIES.items()]
    made += [Case(f"/Rotate {turn}", "page", _on_page(Rotate=turn), _KEPT) for turn in (90, 180, 270)]
    made += [
        Case("shifted MediaBox", "page", _on_page(MediaBox=Array([-150, -90, 350, 410])), _KEPT),
        Case("CropBox", "page", _on_page(CropBox=Array([20, 150, 390, 350])), _KEPT),
        Case("CropBox and /Rotate", "page", _on_page(CropBox=Array([20, 150, 390, 350]), Rotate=90), _KEPT),
        Case("text outside the CropBox", "page", _on_page(CropBox=Array([0, 0, 400, 250])), _KEPT),
        Case("UserUnit 2", "page", _on_page(UserUnit=2), _KEPT),
        Case("nested forms", "forms", _nested, _KEPT),
        Case("form shared by two pages, one masked", "forms", _shared, _KEPT + _KEPT, (1,), 1),
        Case("form twice on a page", "forms", _twice_on_a_page, "Beste, dank" + _KEPT),
        Case("form with the resources of the page", "forms", _inherited, _KEPT),
        Case("tiling pattern, name in it only", "patterns", _pattern(""), REST),
        Case("tiling pattern and text", "patterns", _pattern(_LINES["Tj"]), _KEPT),
        Case("broken over a line", "broken names", _over_lines, _KEPT, masked=lambda s: f"{s[:4]}-\n{s[4:]}"),
        Case("broken over a page", "broken names", _over_pages, "Beste jan , dank",
             masked=lambda s: f"{s[:4]}\n\f{s[4:]}"),
    ]  # fmt: skip
    return made
