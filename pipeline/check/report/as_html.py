"""The findings as one page that needs nothing else: no script, nothing from elsewhere.

The pages are pictures with numbered outlines; beside each stands the list. Colours have a contrast of at least 4.5
to 1 with what they stand on, lines of 3 to 1 (WCAG 2.2, success criteria 1.4.3 and 1.4.11).
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from html import escape

from pipeline.check.report.judged import Checked, Judged, Judgement, Picture
from pipeline.check.report.pictures import MOST
from pipeline.check.report.places import place_of
from pipeline.check.trace import Trace
from pipeline.types import Box

_TITLE = "Controle vóór publicatie"

_WORDS = {
    Judgement.CLEAN: "niets gevonden",
    Judgement.FINDINGS: "zo niet publiceren",
    Judgement.UNJUDGED: "niet (geheel) te beoordelen",
}

_WARNING = (
    "Deze pagina toont de stukken zelf en kan persoonsgegevens bevatten. Bewaar haar zoals de stukken zelf, "
    "geef haar niet door en verwijder haar als de bevindingen zijn verholpen."
)

_STYLE = """
:root{color-scheme:light}
body{font:1rem/1.5 system-ui,sans-serif;color:#1a1a1a;background:#fff;margin:0 auto;max-width:90rem;padding:1rem 2rem}
h1,h2,h3{line-height:1.25}
h2{border-top:3px solid #1a1a1a;padding-top:1rem;margin-top:3rem;overflow-wrap:anywhere}
a{color:#0b3d91}
a:focus{outline:3px solid #0b3d91;outline-offset:2px}
.skip{position:absolute;left:-999rem}
.skip:focus{position:static}
.warning{border:2px solid #8a1c00;background:#fff4f0;padding:.75rem 1rem}
table{border-collapse:collapse;width:100%}
caption{text-align:left;font-weight:600;padding:.5rem 0}
th,td{border:1px solid #6b6b6b;padding:.35rem .6rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}
th{background:#ececec}
.page{display:flex;flex-wrap:wrap;gap:1.5rem;align-items:flex-start}
figure{position:relative;margin:0;flex:1 1 30rem;max-width:52rem;border:1px solid #6b6b6b}
figure img,figure svg{display:block;width:100%;height:auto}
figure svg{position:absolute;inset:0;height:100%}
.page ol,.page ul{flex:1 1 22rem;margin:0;padding-left:2.5rem}
li{margin-bottom:.75rem}
.mend{display:block}
@media print{figure{break-inside:avoid}}
""".strip()

_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def as_html(checked: Checked) -> Iterator[str]:
    """The pieces of the page, in order: a run may hold too many pictures for one string."""
    yield (
        '<!DOCTYPE html>\n<html lang="nl">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(_POLICY)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="robots" content="noindex">\n<meta name="referrer" content="no-referrer">\n'
        f"<title>{_TITLE}</title>\n<style>\n{_STYLE}\n</style>\n</head>\n<body>\n"
        '<a class="skip" href="#bestanden">Naar de bevindingen</a>\n'
        f'<header>\n<h1>{_TITLE}</h1>\n<p class="warning"><strong>Let op.</strong> {_WARNING}</p>\n</header>\n'
        "<main>\n"
    )
    yield _summary(checked)
    yield '<div id="bestanden">\n'
    for number, file in enumerate(checked.files, start=1):
        yield from _file(number, file)
    yield "</div>\n</main>\n</body>\n</html>\n"


def _summary(checked: Checked) -> str:
    rows = "".join(
        f'<tr><th scope="row"><a href="#bestand-{number}">{escape(file.path)}</a></th>'
        f"<td>{_WORDS[file.judgement]}</td><td>{file.pages or 'onbekend'}</td><td>{len(file.traces)}</td></tr>\n"
        for number, file in enumerate(checked.files, start=1)
    )
    passed_over = (
        f"<p>Bestanden in de mappen die geen PDF zijn en niet zijn bekeken: {checked.passed_over}.</p>\n"
        if checked.passed_over
        else ""
    )
    return (
        "<table>\n<caption>Bekeken bestanden</caption>\n<thead><tr>"
        '<th scope="col">Bestand</th><th scope="col">Oordeel</th><th scope="col">Pagina’s</th>'
        f'<th scope="col">Bevindingen</th></tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n{passed_over}'
    )


def _file(number: int, file: Judged) -> Iterator[str]:
    yield (
        f'<section aria-labelledby="bestand-{number}">\n<h2 id="bestand-{number}">{escape(file.path)}</h2>\n'
        f"<p>Oordeel: <strong>{_WORDS[file.judgement]}</strong>.</p>\n"
    )
    if file.not_judged:
        reasons = "".join(f"<li>{escape(reason)}.</li>\n" for reason in file.not_judged)
        yield f"<h3>Niet beoordeeld</h3>\n<ul>\n{reasons}</ul>\n"
    whole = [trace for trace in file.traces if trace.page is None]
    if whole:
        yield f"<h3>In het bestand als geheel</h3>\n<ul>\n{''.join(map(_item, whole))}</ul>\n"
    pictures = {picture.page: picture for picture in file.pictures}
    pages = sorted({trace.page for trace in file.traces if trace.page is not None})
    if len(pages) > MOST:
        yield f"<p>Van de eerste {MOST} pagina’s met bevindingen staat de afbeelding hieronder.</p>\n"
    for page in pages:
        yield from _page(page, [t for t in file.traces if t.page == page], pictures.get(page))
    yield "</section>\n"


def _page(page: int, traces: Sequence[Trace], picture: Picture | None) -> Iterator[str]:
    yield f'<h3>Pagina {page}</h3>\n<div class="page">\n'
    if picture is not None:
        yield from _figure(picture, traces)
    yield f"<ol>\n{''.join(map(_item, traces))}</ol>\n</div>\n"


def _figure(picture: Picture, traces: Sequence[Trace]) -> Iterator[str]:
    count = sum(trace.box is not None for trace in traces)
    places = "1 genummerde plaats" if count == 1 else f"{count} genummerde plaatsen"
    yield (
        f'<figure>\n<img alt="Pagina {picture.page} met {places}; de lijst ernaast zegt wat daar is" '
        'src="data:image/png;base64,'
    )
    yield base64.b64encode(picture.png).decode("ascii")
    yield f'">\n<svg viewBox="0 0 {picture.width:.2f} {picture.height:.2f}" aria-hidden="true">\n'
    together: dict[tuple[int, ...], list[int]] = {}
    boxes: dict[tuple[int, ...], Box] = {}
    for number, trace in enumerate(traces, start=1):
        if trace.box is not None:
            # Findings at one place get one label, to the point: else the last would hide the others.
            place = (round(trace.box.x0 / 3), round(trace.box.top / 3))
            together.setdefault(place, []).append(number)
            boxes.setdefault(place, trace.box)
    yield "".join(
        _outline(", ".join(map(str, numbers)), boxes[at], picture) for at, numbers in together.items()
    )
    yield "</svg>\n</figure>\n"


def _outline(label: str, box: Box, picture: Picture) -> str:
    """A box with its numbers on a dark label that stays on the page, wherever the box lies."""
    x0, x1 = (min(max(x, 0.0), picture.width) for x in (box.x0 - 1.5, box.x1 + 1.5))
    top, bottom = (min(max(y, 0.0), picture.height) for y in (box.top - 1.5, box.bottom + 1.5))
    wide = 4 + 5 * len(label)
    left = min(max(x0 - wide, 0.0), max(picture.width - wide, 0.0))
    upper = min(top, max(picture.height - 11, 0.0))
    return (
        f'<rect x="{x0:.1f}" y="{top:.1f}" width="{max(x1 - x0, 2):.1f}" height="{max(bottom - top, 2):.1f}" '
        'fill="none" stroke="#c00000" stroke-width="1.5"/>'
        f'<rect x="{left:.1f}" y="{upper:.1f}" width="{wide}" height="11" fill="#c00000"/>'
        f'<text x="{left + wide / 2:.1f}" y="{upper + 8.5:.1f}" text-anchor="middle" font-size="9" '
        f'font-family="sans-serif" font-weight="700" fill="#fff">{label}</text>\n'
    )


def _item(trace: Trace) -> str:
    place = place_of(trace)
    shown = f" <span>({escape(place)})</span>" if place else ""
    mend = f'<span class="mend">Zo verhelpt u het: {escape(_lower(trace.mend))}</span>'
    return f"<li>{escape(trace.reason)}{shown} {mend}</li>\n"


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
