"""The reports of `woo check`: what the JSON, the terminal and the page say, and what they never do."""

import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pikepdf
import pytest
from jsonschema import Draft202012Validator
from pikepdf import Array, Dictionary, Name
from rich.console import Console

from pipeline.check.report import pictures
from pipeline.check.report.as_html import as_html
from pipeline.check.report.as_json import as_json
from pipeline.check.report.judged import Checked, Judged, Judgement, Picture
from pipeline.check.report.pictures import pictures_of
from pipeline.check.report.terminal import show
from pipeline.check.trace import Trace
from pipeline.types import Box

SCHEMA = Path(__file__).parent.parent / "pipeline" / "export" / "schema" / "check-1.schema.json"
WHOLE = Trace("metadata", None, None, "De eigenschappen noemen een maker.", "Maak ze leeg.")


def trace(page=1, x0=72.0, top=100.0):
    box = Box(page, x0, top, x0 + 50, top + 12)
    return Trace("covered-text", page, box, f"Op pagina {page} staat tekst onder een vlak.", "Lak de tekst.")


def judged(path="a.pdf", traces=(), not_judged=(), made=()):
    return Judged(path, "0" * 64, 2, tuple(traces), tuple(not_judged), tuple(made))


def told(checked):
    console = Console(file=io.StringIO(), width=140, highlight=False)
    show(checked, console)
    return console.file.getvalue()


def html(checked):
    return "".join(as_html(checked))


@pytest.mark.parametrize(
    ("traces", "not_judged", "judgement", "code"),
    [
        ((), (), Judgement.CLEAN, 0),
        ((WHOLE,), (), Judgement.FINDINGS, 1),
        ((), ("het is geen PDF",), Judgement.UNJUDGED, 3),
        ((WHOLE,), ("pagina 2 kan niet worden gelezen",), Judgement.UNJUDGED, 3),
    ],
)
def test_what_is_said_of_a_file(traces, not_judged, judgement, code):
    file = judged(traces=traces, not_judged=not_judged)
    assert file.judgement is judgement
    assert Checked((judged(),)).exit_code == 0
    assert Checked((judged(), file, judged(traces=(WHOLE,) if code else ()))).exit_code == code


def test_the_json_fits_its_schema():
    schema = json.loads(SCHEMA.read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    unread = Judged("b.pdf", "", 0, (), ("het is geen PDF",))
    made = as_json(Checked((judged(), judged("c.pdf", [WHOLE, trace(2, 33.333)]), unread)))
    Draft202012Validator(schema).validate(made)
    assert [file["status"] for file in made["files"]] == ["clean", "findings", "unjudged"]
    assert made["files"][1]["findings"][1]["box"] == [33.3, 100.0, 83.3, 112.0]
    assert made["files"][2]["sha256"] is None
    made["files"][0]["status"] = "findings"
    assert list(Draft202012Validator(schema).iter_errors(made))


def test_the_terminal_says_where_what_and_how():
    said = told(
        Checked((judged(traces=[WHOLE, trace()]), judged("b.pdf", not_judged=["het is geen PDF"])), 2)
    )
    assert "zo niet publiceren" in said
    assert "2,5 cm van links" in said
    assert "Maak ze leeg." in said
    assert "Niet beoordeeld: het is geen PDF." in said
    assert "0 zonder bevindingen, 1 met bevindingen, 1 niet te beoordelen" in said
    assert "2 bestanden zijn geen PDF" in said


def test_the_terminal_stops_at_fifty_rows():
    assert "en 7 meer" in told(Checked((judged(traces=[trace(1, float(i)) for i in range(57)]),)))
    assert "meer" not in told(Checked((judged(traces=[trace(1, float(i)) for i in range(50)]),)))


def test_a_path_can_hold_no_markup():
    path = "[red]<b>&amp;</b>[/red].pdf"
    assert path in told(Checked((judged(path),)))
    page = html(Checked((judged(path),)))
    assert "<b>&amp;" not in page
    assert "&lt;b&gt;&amp;amp;" in page


class _Page(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.headings = [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))


@pytest.fixture(scope="module")
def page():
    picture = Picture(1, 595.0, 842.0, b"\x89PNG")
    files = (judged(traces=[WHOLE, trace(), trace(1, 300.0), trace(2)], made=[picture]), judged("b.pdf"))
    return html(Checked(files, 3))


def test_the_page_needs_nothing_else(page):
    read = _Page()
    read.feed(page)
    tags = {tag for tag, _ in read.tags}
    assert not tags & {"script", "link", "iframe", "object", "form"}
    for _, attributes in read.tags:
        for key in ("src", "href"):
            assert attributes.get(key, "#").startswith(("#", "data:image/png;base64,"))
    assert "http" not in page.replace("http-equiv", "")


def test_the_page_can_be_read_by_everybody(page):
    read = _Page()
    read.feed(page)
    assert ("html", {"lang": "nl"}) in read.tags
    assert read.headings[0] == 1
    assert read.headings.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(read.headings, read.headings[1:], strict=False))
    images = [attributes for tag, attributes in read.tags if tag == "img"]
    assert [image["alt"] for image in images] == [
        "Pagina 1 met 2 genummerde plaatsen; de lijst ernaast zegt wat daar is"
    ]
    ids = [attributes["id"] for _, attributes in read.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    targets = [a["href"][1:] for tag, a in read.tags if tag == "a"]
    assert set(targets) <= set(ids)


def test_the_page_says_that_it_holds_personal_data(page):
    assert "kan persoonsgegevens bevatten" in page


def test_a_page_without_a_picture_has_its_list(page):
    assert page.count("<figure>") == 1
    assert "Pagina 2" in page


def _luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        ("1a1a1a", "ffffff"),
        ("0b3d91", "ffffff"),
        ("1a1a1a", "fff4f0"),
        ("1a1a1a", "ececec"),
        ("ffffff", "c00000"),
    ],
)
def test_the_contrast_is_enough(ink, ground):
    lighter, darker = sorted((_luminance(ink), _luminance(ground)), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5
    source = (Path(pictures.__file__).parent / "as_html.py").read_text("utf-8")
    short = ink if len(set(ink)) > 1 else ink[:3]
    assert f"#{short}" in source


def blank(*sizes):
    made = pikepdf.new()
    for width, height in sizes:
        made.pages.append(
            pikepdf.Page(
                Dictionary(Type=Name.Page, MediaBox=Array([0, 0, width, height]), Resources=Dictionary())
            )
        )
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _pixels(png):
    return int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")


def test_only_pages_with_findings_are_drawn_at_a_hundred_dots_an_inch():
    made = pictures_of(blank((72, 144), (144, 72), (72, 72)), [WHOLE, trace(2), trace(2, 9.0)])
    assert [(one.page, one.width, one.height) for one in made] == [(2, 144.0, 72.0)]
    assert _pixels(made[0].png) == (200, 100)


def test_a_huge_page_is_drawn_small():
    (one,) = pictures_of(blank((14400, 14400)), [trace(1)])
    assert max(_pixels(one.png)) <= 2000


def test_what_is_no_pdf_has_no_pictures():
    assert pictures_of(b"%PDF-1.4 nonsense", [trace(1)]) == ()
    assert pictures_of(blank((72, 72)), [trace(5)]) == ()
