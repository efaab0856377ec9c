"""The text of a file with its places, gaps that tell a width, and what a list or a case says must not stand there."""

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen import canvas

from pipeline.check import gaps, personal, secrets
from pipeline.check.file import PageView, open_file
from pipeline.check.fulltext import BAR, FullText, full_text, text_only
from pipeline.check.marks import read_marks
from pipeline.check.trace import Trace
from pipeline.errors import UsageError

FONT, SIZE = "Helvetica", 11
NAMES = ("Verhoeven", "Dijk", "Hoekstra", "Oosterhout", "Li-Wolters", "Prins")
AROUND = "In het overleg heeft mevrouw {} gezegd dat wij voor vrijdag zo snel mogelijk bijeenkomen, waarbij quizvragen."


def set_pdf(lines: list[str], *, box: float | None = 0.0, code: str = "") -> bytes:
    """A page with each line; `{name}` becomes a dark box as wide as the name, or `box` points wide where that is not 0;
    None leaves white.
    """
    data = io.BytesIO()
    page = canvas.Canvas(data, pagesize=(595, 842))
    y = 780.0
    for line in lines:
        x = 40.0
        page.setFont(FONT, SIZE)
        for i, part in enumerate(line.replace("}", "{").split("{")):
            width = stringWidth(part, FONT, SIZE)
            if i % 2:
                width = box or width
                if box is not None:
                    page.setFillGray(0.9 if code else 0)
                    page.rect(x, y - 3, width, 13, stroke=0, fill=1)
                    page.setFillGray(0)
                    page.setFont(FONT, 7)
                    page.drawString(x + 1, y, code)
                    page.setFont(FONT, SIZE)
            else:
                page.drawString(x, y, part)
            x += width
        y -= 24
    page.save()
    return data.getvalue()


def views(pdf: bytes) -> Iterator[PageView]:
    with open_file(pdf) as file:
        for number in range(1, file.count + 1):
            with file.page(number) as page:
                yield page


def read(pdf: bytes) -> FullText:
    return full_text(views(pdf))


def gap_traces(pdf: bytes) -> list[Trace]:
    return list(gaps.find([gap for page in views(pdf) for gap in gaps.gaps_of(page)]))


def test_a_bar_without_text_stands_in_the_text_with_its_place() -> None:
    full = read(set_pdf(["Mevrouw {Verhoeven} belt terug"]))
    assert f"Mevrouw {BAR}" in " ".join(full.text.split())
    found = read_marks(full)
    page, box = full.place(found.marks[0].span)
    assert page == 1
    assert box is not None
    assert 80 < box.x0 < 100 < box.x1
    words = [word.span.of(full.text) for word in full.words]
    assert words == full.text.split()


def test_spaces_before_a_line_end_are_no_part_of_the_text() -> None:
    full = read(set_pdf(["Mevrouw Sanne ", "Dijkstra belt terug"]))
    assert full.text == "Mevrouw Sanne\nDijkstra belt terug\n"
    assert [w.span.of(full.text) for w in full.words] == full.text.split()


def test_text_without_places() -> None:
    full = text_only(["een\u00a0twee", "drie"])
    assert full.text == "een twee\fdrie"
    assert [full.page_of(place) for place in (0, 7, 9)] == [1, 1, 2]


@pytest.mark.parametrize("code", ["", "5.1.2e"])
def test_marks_as_wide_as_what_was_taken_out(code: str) -> None:
    pdf = set_pdf([AROUND.format("{" + name + "}") for name in NAMES], code=code)
    traces = gap_traces(pdf)
    assert len(traces) > 2
    assert all(t.channel == "gap-width" and t.page == 1 and t.box is not None for t in traces)


def test_white_as_wide_as_what_was_taken_out() -> None:
    assert gap_traces(set_pdf([AROUND.format("{" + name + "}") for name in NAMES], box=None))


@pytest.mark.parametrize(("width", "code"), [(40.0, ""), (30.0, "5.1.2e")])
def test_marks_of_one_width_are_clean(width: float, code: str) -> None:
    assert not gap_traces(set_pdf([AROUND.format("{" + name + "}") for name in NAMES], box=width, code=code))


def test_columns_and_tables_are_no_gaps() -> None:
    rows = [
        "Naam          Bedrag          Datum",
        "Verhoeven          12          3 maart",
        "de heer         4   vijf",
    ]
    assert not gap_traces(set_pdf(rows))


LETTER = [
    "Geacht college,",
    "Ambtelijk kan hierover contact worden opgenomen met:",
    "Wietske Aardema, w.aardema@oostland.example of telefoon 06-1234 5678",
    "Provincie Oostland, Postbus 10, 8000 AA Oostdorp, telefoon 14 0199, info@oostland.example",
    "Wethouder Karin Wolters heeft de brief gezien.",
]


def test_personal_data_left_readable_is_told_with_its_place() -> None:
    traces = list(personal.find(read_marks(read(set_pdf(LETTER)))))
    assert {(t.channel, t.page) for t in traces} == {("personal-data", 1)}
    kinds = sorted(t.reason for t in traces)
    assert ["een mailadres" in k or "een naam" in k or "een telefoonnummer" in k for k in kinds] == [True] * 3
    third = 842 - 780 + 2 * 24
    assert all(t.box is not None and abs(t.box.bottom - third) < 8 for t in traces)
    assert not any("Aardema" in t.reason + t.mend for t in traces)


@pytest.mark.parametrize(
    "text",
    [
        "Wethouder Karin Wolters opent. Mail info@oostland.example of bel 14 0199.",
        "Uitvoeringsagenda en kick-off van de regietafel, m.b.t. de opvang van Oekraïners in de regio.",
        "Geachte heer gelakt, grond 5.1.2e, mail gelakt, grond 5.1.2e @oostland.example.",
        "Het Kenniscentrum Wonen en de Stichting Albert Schweitzer werken samen.",
        "Legenda\nArt. 5.1 lid 2 sub e De eerbiediging van de persoonlijke levenssfeer 1",
        "",
    ],
)
def test_text_without_personal_data_is_clean(text: str) -> None:
    assert not list(personal.find(read_marks(text_only([text]))))


def test_the_secrets_of_a_list() -> None:
    full = read(set_pdf(["Hier staat niets.", "Project Zilver-", "vos gaat door met Anna de Wit."]))
    traces = list(secrets.find_secrets(full, ("Project Zilvervos", "Anna de Wit", "Bram Visser")))
    assert {(t.channel, t.page) for t in traces} == {("secret", 1)}
    assert any(t.box is not None for t in traces)
    assert not list(secrets.find_secrets(full, ("Annabel", "Wit de Anna")))


@pytest.mark.parametrize(
    ("text", "secret", "count"),
    [
        ("bel 06-1234 5678 nu", "+31 6 12345678", 1),
        ("bel +31 (0)6 1234.5678 nu", "0612345678", 1),
        ("nummer 061234567812", "0612345678", 0),
        ("Dijkstras plan en DIJKSTRA", "Dijkstra", 2),
        ("Dijk-\nstra belt", "Dijkstra", 1),
        ("D i j k s t r a", "Dijkstra", 1),
        ("de Dijkstraweg", "Dijkstra", 0),
        ("Oud-Dijkstra", "Dijkstra", 1),
        ("de\u00a0Wit, A.", "de Wit", 1),
        ("ﬁetsers", "fietsers", 1),
        ("niets", "", 0),
    ],
)
def test_a_secret_counts_as_words_of_its_own(text: str, secret: str, count: int) -> None:
    assert len(secrets.places_of(text, [secret])) == count


def test_reading_a_list_of_secrets(tmp_path: Path) -> None:
    file = tmp_path / "list.txt"
    file.write_text("\ufeffAnna de Wit\n\n  Bram \n--\n", "utf-8")
    assert secrets.read_secrets(file) == ("Anna de Wit", "Bram")
    with pytest.raises(UsageError):
        secrets.read_secrets(tmp_path / "none.txt")


def case_out(out: Path, rows: list[tuple[str, str, str]]) -> Path:
    (out / "internal").mkdir(parents=True)
    (out / "publish").mkdir()
    (out / "publish" / "000001.pdf").write_bytes(b"%PDF-made")
    findings = [{"text": text, "label": label, "verdict": verdict} for text, label, verdict in rows]
    (out / "internal" / "000001.findings.json").write_text(json.dumps({"findings": findings}), "utf-8")
    return out


def test_what_a_case_decided_must_not_stand_readable(tmp_path: Path) -> None:
    rows = [
        ("Sanne Dijkstra", "PERSON", "redact"),
        ("06-1234 5678", "PHONE", "redact"),
        ("Karin Wolters", "PERSON", "keep"),
        ("Otto Wolters", "PERSON", "redact"),
        ("k.wolters", "EMAIL", "redact"),
        ("Kosten", "PERSON", "redact"),
        ("directeur Haven", "FUNCTION", "flag"),
    ]
    case = secrets.read_case_out(case_out(tmp_path / "out", rows))
    assert case.gone == ("06-1234 5678", "Dijkstra", "Sanne Dijkstra")
    assert case.functions == {"directeur haven"}
    bad = text_only(["Kosten", "bel Dijkstra op +31 6 1234 5678"])
    assert [(t.channel, t.page) for t in secrets.find_decided(bad, case)] == [("decided-name", 2)] * 2
    assert not list(secrets.find_decided(text_only(["K. Wolters over de Kosten van Dijkstrahuis"]), case))


def test_the_files_that_a_case_made(tmp_path: Path) -> None:
    out = case_out(tmp_path / "out", [])
    case = secrets.read_case_out(out)
    assert case.made(b"%PDF-made")
    assert not case.made(b"%PDF-other")
    assert secrets.case_of(out / "publish" / "000001.pdf") == out
    assert secrets.case_of(tmp_path / "000001.pdf") is None


@pytest.mark.parametrize("content", ["", "[]", '{"findings": [{}]}', '{"findings": 3}'])
def test_a_case_that_cannot_be_read(tmp_path: Path, content: str) -> None:
    with pytest.raises(UsageError):
        secrets.read_case_out(tmp_path)
    (tmp_path / "internal").mkdir()
    (tmp_path / "internal" / "000001.findings.json").write_text(content, "utf-8")
    with pytest.raises(UsageError):
        secrets.read_case_out(tmp_path)
