"""What the text itself gives away: names that were missed, half redacted, or told by what stands beside the mark."""

from __future__ import annotations

import typst
from reportlab.pdfbase.pdfmetrics import stringWidth

from benchmarks.checking.case import LEFT, SIZE, Case, line, pages, pdf, prose

_HEAD = """#set document(date: none)
#set page(paper: "a4", margin: 24mm, numbering: "1")
#set text(font: "DejaVu Sans", size: 10pt, lang: "nl")
#set table(stroke: 0.4pt)
"""
_OPENING = "De raad heeft gevraagd om een nieuw plan voor het plein. De kosten zijn geraamd op de prijzen van dit jaar."

_LONGER = (
    "De agenda is vooraf toegestuurd. Er zijn geen opmerkingen over het verslag van de vorige keer, dat daarmee is "
    "vastgesteld. De ingekomen stukken zijn voor kennisgeving aangenomen."
)


def _set(*paragraphs: str) -> bytes:
    """Paragraphs of Typst, with the marks as text."""
    body = "\n\n".join(paragraphs).replace("[[", r"\[").replace("]]", r"\]").replace("@", r"\@")
    return typst.compile((_HEAD + body).encode())


def _legend(*rows: tuple[str, str, str]) -> str:
    cells = "".join(f"[{code}], [{says}], [{on}], " for code, says, on in rows)
    head = "table.header([*Code*], [*Grond*], [*Pagina's*])"
    says = "De gelakte plaatsen dragen een code. Die verwijst naar de grond van de Wet open overheid."
    return f"#pagebreak()\n= Legenda\n\n{says}\n\n#table(columns: 3, {head}, {cells})"


_E = "Artikel 5.1, tweede lid, onder e: de eerbiediging van de persoonlijke levenssfeer"
_I = "Artikel 5.1, tweede lid, onder i: het goed functioneren van de Staat"

_NAMES = ("Veldkamp", "Tip", "Van der Meulen-Oosterhuis", "Bos", "Schoonderwoerd", "Ket")


def _gaps(widths: list[float]) -> bytes:
    """Lines with a black bar in them, each as wide as told."""
    content = ""
    before = "Het bezwaar is ingediend door "
    x = LEFT + stringWidth(before, "Helvetica", SIZE)
    for row, width in enumerate(widths):
        y = 560 - 22 * row
        content += line(before, y) + f"q 0 g {x:.2f} {y - 2:g} {width:.2f} 11 re f Q\n"
        content += line(
            "op de laatste dag van de termijn.", y, x=x + width + stringWidth(" ", "Helvetica", SIZE)
        )
    return pages([prose() + content])


def _fitting() -> list[float]:
    return [stringWidth(name, "Helvetica", SIZE) for name in _NAMES]


_ALL = ("personal-data", "possible-personal-data")
_HALF = ("half-redacted-name",)
_SAME = ("redacted-and-readable",)
_FUNCTION = ("function-beside-mark",)

CASES = (
    Case(
        "mail address still readable",
        _ALL,
        lambda: _set(_OPENING, "Vragen kunnen worden gesteld aan [[5.1.2e]], t.veldkamp@kpnmail.example."),
        lambda: _set(_OPENING, "Vragen kunnen worden gesteld aan [[5.1.2e]], via info@gemeente.example."),
        maker="typst",
    ),
    Case(
        "mobile number still readable",
        _ALL,
        lambda: _set(_OPENING, "Bel voor overleg met [[5.1.2e]] op 06 21 43 65 87."),
        lambda: _set(_OPENING, "Bel voor overleg met de gemeente op 14 030."),
        maker="typst",
    ),
    Case(
        "name still readable",
        _ALL,
        lambda: _set(
            _OPENING,
            "De heer T. Veldkamp woont aan het plein en heeft bezwaar gemaakt. Mevrouw [[5.1.2e]] ook.",
        ),
        lambda: _set(
            _OPENING,
            "De heer [[5.1.2e]] woont aan het plein en heeft bezwaar gemaakt. Mevrouw [[5.1.2e]] ook.",
        ),
        maker="typst",
    ),
    Case(
        "bsn still readable",
        _ALL,
        lambda: _set(_OPENING, "Het burgerservicenummer (BSN) van de aanvrager [[5.1.2e]] is 111222333."),
        lambda: _set(_OPENING, "Het zaaknummer van het besluit is 2024-111222."),
        maker="typst",
    ),
    Case(
        "half-redacted name",
        _HALF,
        lambda: _set(_OPENING, "Aanwezig: mw. [[5.1.2e]] Broekhuizen, dhr. [[5.1.2e]] en de voorzitter."),
        lambda: _set(_OPENING, "Aanwezig: mw. [[5.1.2e]], dhr. [[5.1.2e]] en de voorzitter."),
        maker="typst",
    ),
    Case(
        "redacted here, readable there",
        _SAME,
        lambda: _set(
            "= Verslag commissie",
            _OPENING,
            "Aanwezig: mevrouw K. Broekhuizen (voorzitter), de heer [[5.1.2e]] (lid).",
            _LONGER,
            "[[5.1.2e]] opent de vergadering om acht uur.",
        ),
        lambda: _set(
            "= Verslag commissie",
            _OPENING,
            "Aanwezig: mevrouw [[5.1.2e]] (voorzitter), de heer [[5.1.2e]] (lid).",
            _LONGER,
            "[[5.1.2e]] opent de vergadering om acht uur.",
        ),
        maker="typst",
    ),
    Case(
        "one office holder of two",
        ("one-of-two", *_SAME),
        lambda: _set(
            _OPENING,
            "Aanwezig: K. Broekhuizen (gemeentesecretaris Veld), [[5.1.2e]] (gemeentesecretaris Dam).",
        ),
        lambda: _set(
            _OPENING,
            "Aanwezig: K. Broekhuizen (gemeentesecretaris Veld), T. Ket (gemeentesecretaris Dam).",
        ),
        maker="typst",
    ),
    Case(
        "unique function beside a mark",
        _FUNCTION,
        lambda: _set(_OPENING, "De voorzitter van de wijkraad, [[5.1.2e]], licht het plan toe."),
        lambda: _set(_OPENING, "Een medewerker, [[5.1.2e]], licht het plan toe."),
        maker="typst",
    ),
    Case(
        "function with a name of its own beside a mark",
        _FUNCTION,
        lambda: _set(_OPENING, "De programmamanager Waterfront, [[5.1.2e]], licht het plan toe."),
        lambda: _set(_OPENING, "Een manager, [[5.1.2e]], licht het plan toe."),
        maker="typst",
    ),
    Case(
        "mark without a legend row",
        ("mark-without-legend-row",),
        lambda: _set(
            _OPENING, "Het bezwaar van [[5.1.2e]] is besproken. [[5.1.2i]]", _legend(("5.1.2e", _E, "1"))
        ),
        lambda: _set(
            _OPENING,
            "Het bezwaar van [[5.1.2e]] is besproken. [[5.1.2i]]",
            _legend(("5.1.2e", _E, "1"), ("5.1.2i", _I, "1")),
        ),
        maker="typst",
    ),
    Case(
        "legend pages that don't match",
        ("legend-pages", "legend-row-without-mark"),
        lambda: _set(
            _OPENING, "Het bezwaar van [[5.1.2e]] is besproken.", _legend(("5.1.2e", _E, "1, 2, 3"))
        ),
        lambda: _set(_OPENING, "Het bezwaar van [[5.1.2e]] is besproken.", _legend(("5.1.2e", _E, "1"))),
        maker="typst",
    ),
    Case(
        "code that text recognition garbled",
        ("garbled-code",),
        lambda: _set(
            _OPENING,
            "Het bezwaar van 5.1.2e en van S.1.2.e is besproken.",
            "Ook dat van 51.2.e is besproken, en dat van 5.1.2e.",
        ),
        lambda: _set(
            _OPENING,
            "Het bezwaar van 5.1.2e en van 5.1.2e is besproken.",
            "Ook dat van 5.1.2e is besproken, en dat van 5.1.2e.",
        ),
        maker="typst",
    ),
    Case(
        "gap widths",
        ("gap-width",),
        lambda: _gaps(_fitting()),
        lambda: _gaps([60.0] * len(_NAMES)),
    ),
    Case(
        "file name",
        ("file-name",),
        lambda: pdf(""),
        lambda: pdf(""),
        name="Bezwaar de heer T. Veldkamp.pdf",
        clean_name="verslag-overleg-plein-2024-03.pdf",
    ),
    Case(
        "a secret of --secrets",
        ("secret",),
        lambda: pdf(line("Ingediend door T. Vel-", 480) + line("dkamp.", 464)),
        lambda: pdf(line("Ingediend door de buurt.", 480)),
        secrets=("Veldkamp",),
    ),
)
"""A bad and a clean file each."""
