"""Tables of PDFs: which words stand in which cell, however the page draws the table and orders its words."""

import io
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.colors import lightgrey, white, yellow
from reportlab.pdfgen.canvas import Canvas

from pipeline.ingest import read, tables
from pipeline.ingest.tables import find_tables
from pipeline.pdf.text import read_text
from pipeline.types import Source

HEAD = ("Nr", "Actie", "Wie", "Wanneer", "Status")
ROWS = (
    ("1", "Offertes opvragen bij drie/aannemers en de uitkomst delen", "Noor Bakker", "1 maart", "Open"),
    ("2", "Brief sturen", "Team Zuid en/Daan Visser", "z.s.m.", "Loopt"),
    ("3", "Planning aanpassen aan de/nieuwe datum van de/oplevering", "Allen", "15-04-2025", "Gereed"),
    ("4", "Zaal bespreken", "Noor Bakker", "", "Open"),
)
XS = (40, 70, 270, 370, 450, 530)
LINE, PAD = 12, 4  # points from line to line, and around what a cell holds

Row = Sequence[str]
Draw = Callable[[Canvas], object]


def orders() -> dict[str, Callable[[tuple[int, int, int]], tuple[int, ...]]]:
    """What a maker may sort its lines by: row, column and line in the cell."""
    return {
        "cell by cell": lambda at: at,
        "line by line": lambda at: (at[0], at[2], at[1]),
        "column by column": lambda at: (at[1], at[0], at[2]),
        "from the end": lambda at: (-at[0], -at[1], -at[2]),
    }


def write(
    canvas: Canvas,
    rows: Sequence[Row],
    top: float = 780,
    *,
    xs: Sequence[float] = XS,
    order: str = "cell by cell",
    pad: float = PAD,
    middle: bool = False,
) -> list[float]:
    """Write the words of a table, a slash for each new line in a cell. Returns the heights of its borders."""
    canvas.setFont("Helvetica", 10)
    pieces: list[tuple[tuple[int, int, int], float, str]] = []
    ys = [top]
    for r, row in enumerate(rows):
        cells = [cell.split("/") for cell in row]
        most = max(map(len, cells))
        for c, lines in enumerate(cells):
            down = (most - len(lines)) / 2 if middle else 0
            for n, line in enumerate(lines):
                pieces.append(((r, c, n), ys[-1] - pad - 8 - LINE * (n + down), line))
        ys.append(ys[-1] - LINE * most - 2 * pad + 2)
    for (_, c, _), y, line in sorted(pieces, key=lambda p: orders()[order](p[0])):
        canvas.drawString(xs[c] + PAD, y, line)
    return ys


def ruled(rows: Sequence[Row], **options: object) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.grid(options.get("xs", XS), write(canvas, rows, **options))

    return draw


def bare(rows: Sequence[Row], **options: object) -> Draw:
    return lambda canvas: write(canvas, rows, **options)


def striped(rows: Sequence[Row], *, every: int = 1) -> Draw:
    """Each cell of every so many rows is a filled area."""

    def draw(canvas: Canvas) -> None:
        ys = write(Canvas(io.BytesIO()), rows)
        for r in range(0, len(rows), every):
            canvas.setFillColor(lightgrey if r // every % 2 else white)
            for x0, x1 in pairwise(XS):
                canvas.rect(x0, ys[r + 1], x1 - x0, ys[r] - ys[r + 1], stroke=0, fill=1)
        canvas.setFillColor("black")
        write(canvas, rows)

    return draw


def underlined(rows: Sequence[Row], **options: object) -> Draw:
    """A line below each row, and none between columns."""

    def draw(canvas: Canvas) -> None:
        for y in write(canvas, rows, **options)[1:]:
            canvas.line(XS[0], y, XS[-1], y)

    return draw


def also(*draws: Draw) -> Draw:
    return lambda canvas: [draw(canvas) for draw in draws]


def text_at(x: float, y: float, words: str) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 10)
        canvas.drawString(x, y, words)

    return draw


def pdf(*pages: Draw, compressed: int = 0) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=True, pageCompression=compressed)
    for draw in pages:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def found(data: bytes) -> list[tuple[int, list[tuple[str, ...]]]]:
    """Each table with its page: its rows of cells, `/` between the lines of a cell and ` + ` between stretches."""
    text = read_text(data)
    return [
        (
            t.page,
            [tuple(" + ".join("/".join(s.of(text.text).split("\n")) for s in c) for c in r) for r in t.rows],
        )
        for t in find_tables(data, text)
    ]


def words(data: bytes) -> list[list[tuple[str, ...]]]:
    """The rows of each table, with plain spaces between words."""
    return [[tuple(plain(cell) for cell in row) for row in rows] for _, rows in found(data)]


def plain(cell: str) -> str:
    return " ".join(cell.replace(" + ", " ").replace("/", " ").split())


def as_written(*rows: Row) -> list[tuple[str, ...]]:
    return [tuple(plain(cell) for cell in row) for row in rows]


ALL = (HEAD, *ROWS)


class TestCells:
    @pytest.mark.parametrize("order", orders())
    @pytest.mark.parametrize("draw", [ruled, bare, underlined])
    def test_a_cell_has_its_words_in_whatever_order_the_page_writes_them(self, draw, order):
        assert words(pdf(draw(ALL, order=order))) == [as_written(*ALL)]

    def test_words_that_follow_each_other_are_one_stretch(self):
        ((page, rows),) = found(pdf(ruled(ALL)))
        assert page == 1
        assert rows == [HEAD, *ROWS]

    def test_words_with_those_of_other_cells_between_them_are_several(self):
        ((_, rows),) = found(pdf(ruled(ALL, order="line by line")))
        assert rows[1][1] == "Offertes opvragen bij drie + aannemers en de uitkomst delen"
        assert rows[1][0] == "1"

    @pytest.mark.parametrize("middle", [False, True])
    def test_a_number_may_stand_halfway_down_a_row_with_borders(self, middle):
        for draw in (ruled, underlined):
            assert words(pdf(draw(ALL, middle=middle))) == [as_written(*ALL)]

    @pytest.mark.parametrize("every", [1, 2])
    def test_filled_areas_are_cells_too(self, every):
        assert words(pdf(striped(ALL, every=every))) == [as_written(*ALL)]

    def test_a_marked_word_makes_no_column(self):
        def marks(canvas: Canvas) -> None:
            canvas.setFillColor(yellow)
            canvas.rect(XS[1] + 30, 745, 60, 14, stroke=0, fill=1)
            canvas.setFillColor("black")

        assert words(pdf(also(marks, ruled(ALL)))) == [as_written(*ALL)]

    def test_a_cell_over_all_columns_stands_in_the_first(self):
        title = ("Actielijst van het overleg van maart over de speeltuin", "", "", "", "")

        def draw(canvas: Canvas) -> None:
            ys = write(canvas, (title, *ALL))
            canvas.grid(XS, ys[1:])
            canvas.rect(XS[0], ys[1], XS[-1] - XS[0], ys[0] - ys[1])

        assert words(pdf(draw)) == [as_written(title, *ALL)]

    def test_borders_missing_in_every_other_row_are_taken_from_the_rest(self):
        def draw(canvas: Canvas) -> None:
            ys = write(canvas, ALL)
            for y in ys:
                canvas.line(XS[0], y, XS[-1], y)
            for x in XS:
                outer = x in (XS[0], XS[-1])
                canvas.line(x, ys[0], x, ys[-1] if outer else ys[1])

        assert words(pdf(draw)) == [as_written(*ALL)]

    def test_sides_without_a_line_are_borders(self):
        def draw(canvas: Canvas) -> None:
            ys = write(canvas, ALL)
            for x in XS[1:-1]:
                canvas.line(x, ys[0], x, ys[-1])
            for y in ys[1:-1]:
                canvas.line(XS[0], y, XS[-1], y)

        assert words(pdf(draw)) == [as_written(*ALL)]

    def test_heads_above_the_border_are_the_first_row(self):
        def draw(canvas: Canvas) -> None:
            ys = write(canvas, ALL)
            canvas.grid(XS, ys[1:])

        assert words(pdf(draw)) == [as_written(*ALL)]

    def test_empty_rows_and_columns_are_left_out(self):
        rows = [(*row[:2], "", *row[2:]) for row in (*ALL[:3], ("", "", "", "", ""), *ALL[3:])]
        xs = (40, 70, 270, 290, 370, 450, 530)
        assert words(pdf(ruled(rows, xs=xs))) == [as_written(*ALL)]

    def test_tables_that_touch_are_two(self):
        people = (("Aanwezig", "Noor Bakker, voorzitter"), ("Afwezig", "Daan Visser"))

        def draw(canvas: Canvas) -> None:
            ys = write(canvas, people, xs=(40, 150, 530))
            canvas.grid((40, 150, 530), ys)
            canvas.grid(XS, write(canvas, ALL, ys[-1]))

        assert words(pdf(draw)) == [as_written(*people), as_written(*ALL)]

    @settings(max_examples=25, deadline=None)
    @given(
        rows=st.lists(
            st.tuples(
                *[st.lists(st.sampled_from(["de", "nota", "van", "Xi", "2b"]), max_size=3).map("/".join)] * 3
            ),
            min_size=2,
            max_size=5,
        ),
        order=st.sampled_from(sorted(orders())),
    )
    def test_every_word_of_a_table_stands_in_its_cell(self, rows, order):
        head = ("Besluit", "Wie", "Datum")
        kept = as_written(head, *(row for row in rows if any(row)))
        expected = [kept] if sum(sum(map(bool, row)) > 1 for row in kept) > 1 else []
        columns = [c for c in range(3) if any(row[c] for row in kept)]
        assert words(pdf(ruled((head, *rows), xs=(40, 200, 300, 400), order=order))) == [
            [tuple(row[c] for c in columns) for row in rows] for rows in expected
        ]


class TestPlacesOnThePage:
    @pytest.mark.parametrize(
        ("turn", "size", "matrix"),
        [
            (0, (595, 842), (1, 0, 0, 1, 0, 0)),
            (90, (842, 595), (0, 1, -1, 0, 842, 0)),
            (180, (595, 842), (-1, 0, 0, -1, 595, 842)),
            (270, (842, 595), (0, -1, 1, 0, 0, 595)),
        ],
    )
    @pytest.mark.parametrize("key", ["/Rotate", "/CropBox", "/UserUnit", "/MediaBox"])
    def test_a_turned_or_cut_page_gives_the_same(self, turn, size, matrix, key):
        out = io.BytesIO()
        canvas = Canvas(out, pagesize=size, invariant=True)
        canvas.transform(*matrix)
        ruled(ALL, order="line by line")(canvas)
        canvas.save()
        with pikepdf.open(out) as opened:
            page = opened.pages[0].obj
            page["/Rotate"] = turn
            if key == "/UserUnit":
                page[key] = 2
            elif key != "/Rotate":
                page[key] = pikepdf.Array([-30, 10, size[0] - 20, size[1] + 40])
            changed = io.BytesIO()
            opened.save(changed)
        assert words(changed.getvalue()) == [as_written(*ALL)]

    @pytest.mark.parametrize("turn", [90, 270])
    def test_a_table_that_lies_on_its_side_is_left_out(self, turn):
        with pikepdf.open(io.BytesIO(pdf(ruled(ALL)))) as opened:
            opened.pages[0].obj["/Rotate"] = turn
            changed = io.BytesIO()
            opened.save(changed)
        assert words(changed.getvalue()) == []

    def test_a_table_in_a_form_gives_the_same(self):
        def draw(canvas: Canvas) -> None:
            canvas.beginForm("tabel")
            ruled(ALL)(canvas)
            canvas.endForm()
            canvas.translate(20, -30)
            canvas.scale(0.9, 0.9)
            canvas.doForm("tabel")

        assert words(pdf(draw)) == [as_written(*ALL)]


class TestPages:
    @pytest.mark.parametrize("draw", [ruled, bare, underlined])
    def test_a_table_goes_on_without_its_heads_on_the_next_page(self, draw):
        pages = pdf(draw(ALL[:4], top=300), draw((HEAD, ALL[4])))
        assert words(pages) == [as_written(*ALL)]
        assert [page for page, _ in found(pages)] == [1]

    @pytest.mark.parametrize("draw", [ruled, bare, underlined])
    def test_heads_need_not_be_repeated(self, draw):
        more = [(str(n), "Nota schrijven", "Noor Bakker", "mei", "Open") for n in range(5, 8)]
        assert words(pdf(draw(ALL, top=300), draw(more))) == [as_written(*ALL, *more)]

    @pytest.mark.parametrize("draw", [ruled, bare])
    def test_a_row_that_the_border_tears_is_one_row(self, draw):
        rest = ("", "en de datum daarvan/melden aan de leden", "", "", "")
        last = ("5", "Verslag maken", "Allen", "juni", "Open")
        whole = ("4", "Zaal bespreken en de datum daarvan melden aan de leden", "Noor Bakker", "", "Open")
        pages = pdf(draw(ALL, top=300), draw((HEAD, rest, last)))
        assert words(pages) == [as_written(*ALL[:-1], whole, last)]

    def test_a_row_without_a_number_is_no_torn_row_where_others_have_none(self):
        people = (("Besluit", "Wie"), ("Akkoord", "Allen"), ("", "Noor Bakker"), ("Vastgesteld", "Allen"))
        xs = (40, 200, 400)
        rest = (("", "Daan Visser"), ("Aangehouden", "Allen"))
        pages = pdf(ruled(people, top=300, xs=xs), ruled(rest, xs=xs))
        assert words(pages) == [as_written(*people, *rest)]

    def test_a_row_without_a_line_below_it_is_torn(self):
        people = (("Besluit", "Wie"), ("Akkoord", "Allen"), ("", "Noor Bakker"), ("Vastgesteld", "Allen"))
        xs = (40, 200, 400)

        def draw(canvas: Canvas) -> None:
            ys = write(canvas, people, top=300, xs=xs)
            canvas.grid(xs, ys[:-1])
            for x in xs:
                canvas.line(x, ys[-2], x, ys[-1])

        pages = pdf(draw, ruled((("", "en Daan Visser"), ("Aangehouden", "Allen")), xs=xs))
        assert words(pages) == [
            as_written(*people[:-1], ("Vastgesteld", "Allen en Daan Visser"), ("Aangehouden", "Allen"))
        ]

    def test_running_headers_and_page_numbers_stand_between_the_halves(self):
        def running(page: int) -> Draw:
            return also(text_at(200, 700, "Gemeente Lindedal"), text_at(280, 150, f"Pagina {page}"))

        first = also(running(1), ruled(ALL[:3], top=300))
        assert words(pdf(first, also(running(2), ruled((HEAD, *ALL[3:]), top=690)))) == [as_written(*ALL)]

    @pytest.mark.parametrize(
        ("below", "above"), [(text_at(72, 120, "Rondvraag"), None), (None, text_at(72, 735, "Nog een lijst"))]
    )
    def test_text_between_them_makes_two_tables(self, below, above):
        first = also(ruled(ALL, top=300), *([below] if below else []))
        second = also(ruled(ALL, top=700), *([above] if above else []))
        assert words(pdf(first, second)) == [as_written(*ALL)] * 2

    def test_other_columns_or_other_heads_make_another_table(self):
        xs = (40, 80, 270, 370, 450, 530)
        other = (("Nr", "Besluit", "Wie", "Datum", "Status"), *ROWS)
        for second in (ruled(ALL, xs=xs), ruled(other)):
            assert len(words(pdf(ruled(ALL, top=300), second))) == 2

    def test_a_table_of_three_pages_is_one(self):
        more = [(str(n), "Nota schrijven", "Noor Bakker", "mei", "Open") for n in range(5, 60)]
        pages = pdf(ruled(ALL, top=300), ruled((HEAD, *more[:30])), ruled((HEAD, *more[30:])))
        assert words(pages) == [as_written(*ALL, *more)]


class TestWithoutUprights:
    def test_numbers_tell_the_rows(self):
        assert words(pdf(bare(ALL))) == [as_written(*ALL)]

    def test_numbers_tell_the_rows_where_no_white_does(self):
        assert words(pdf(bare(ALL, pad=1))) == [as_written(*ALL)]

    def test_numbers_halfway_down_their_rows_tell_nothing(self):
        assert words(pdf(bare(ALL, middle=True, pad=1))) == []

    def test_white_tells_the_rows(self):
        rows = [row[1:] for row in ALL]
        assert words(pdf(bare(rows, xs=XS[1:]))) == [as_written(*rows)]

    def test_without_white_numbers_or_lines_rows_are_uncertain(self):
        assert words(pdf(bare([row[1:] for row in ALL], xs=XS[1:], pad=1))) == []

    def test_one_line_a_row_needs_nothing_else(self):
        rows = [
            ("Naam", "Organisatie", "Functie"),
            ("Noor Bakker", "Lindedal", "voorzitter"),
            ("Daan", "Dal", "lid"),
        ]
        assert words(pdf(bare(rows, xs=(40, 200, 350), pad=1))) == [as_written(*rows)]

    def test_heads_in_the_middle_of_their_columns(self):
        def draw(canvas: Canvas) -> None:
            ys = write(canvas, (("", "", "", "", ""), *ROWS))
            for x0, x1, head in zip(XS, (66, 220, 360, 440, 500), HEAD, strict=False):
                canvas.drawCentredString((x0 + x1) / 2, ys[0] - PAD - 8, head)

        assert words(pdf(draw)) == [as_written(*ALL)]

    def test_text_below_a_table_ends_it(self):
        line = text_at(
            40, 620, "De volgende vergadering is in mei; dan komt ook de begroting terug op de agenda."
        )
        assert words(pdf(also(bare(ALL), line))) == [as_written(*ALL)]

    def test_a_numbered_heading_below_a_table_is_no_row(self):
        heading = also(text_at(44, 630, "5."), text_at(74, 630, "Rondvraag"))
        assert words(pdf(also(bare(ALL), heading))) == [as_written(*ALL)]

    @pytest.mark.parametrize(
        "line",
        [
            "Wie doet wat en wanneer, met welke status: dat komt in de lijst van maart.",
            "Aanwezig: Noor Bakker, Daan Visser en de leden van de werkgroep.",
            "Nr Actie Wie Wanneer Status",
        ],
    )
    def test_prose_is_no_table(self, line):
        draws = [text_at(72, 700 - 14 * n, line) for n in range(5)]
        assert words(pdf(also(*draws))) == []


class TestWhatIsLookedAt:
    def test_a_table_of_something_else_is_not(self, monkeypatch):
        def never(page: object) -> None:
            raise AssertionError("a page was opened")

        monkeypatch.setattr(tables, "find_ruling", never)
        money = (("Post", "2024", "2025"), ("Groen", "10", "12"), ("Wegen", "30", "31"))
        assert words(pdf(ruled(money, xs=(40, 200, 300, 400)))) == []
        with pytest.raises(AssertionError, match="a page was opened"):
            words(pdf(ruled(ALL)))

    def test_people_need_no_heads(self):
        people = (("Aanwezig", "Noor Bakker, voorzitter/Daan Visser"), ("Afwezig", "Team Zuid"))
        assert words(pdf(ruled(people, xs=(40, 150, 400)))) == [as_written(*people)]

    @pytest.mark.parametrize("kind", ["lines", "fills", "cells"])
    def test_a_drawing_is_left_out(self, kind):
        def draw(canvas: Canvas) -> None:
            for n in range({"lines": 6_000, "fills": 1_200, "cells": 3_000}[kind]):
                x, y = 40 + n % 60 * 8, 40 + n // 60 * 7
                if kind == "lines":
                    canvas.line(x, y, x + 5, y)
                else:
                    canvas.rect(x, y, 8, 7, stroke=kind == "cells", fill=kind == "fills")

        # Only its borders tell the rows of this one.
        table = ruled(ALL, middle=True, pad=1)
        assert words(pdf(table)) == [as_written(*ALL)]
        assert words(pdf(also(draw, table), compressed=1)) == []

    def test_a_page_that_cannot_be_read_has_none(self, monkeypatch):
        real = tables.find_ruling
        calls = iter([True, False])

        def broken(page: object) -> object:
            if next(calls):
                raise pypdfium2.PdfiumError("broken")
            return real(page)

        monkeypatch.setattr(tables, "find_ruling", broken)
        assert [page for page, _ in found(pdf(ruled(ALL), ruled(ALL)))] == [2]

    def test_absurd_coordinates_do_no_harm(self):
        def draw(canvas: Canvas) -> None:
            ruled(ALL)(canvas)
            canvas.saveState()
            canvas.transform(1e30, 0, 0, 1e30, 0, 0)
            canvas.rect(1e30, 1e30, 1e30, 1e30)
            canvas.drawString(1e20, 1e20, "Actie")
            canvas.restoreState()

        assert words(pdf(draw)) == [as_written(*ALL)]

    def test_the_same_bytes_give_the_same(self):
        data = pdf(ruled(ALL, order="line by line"), bare(ALL))
        assert find_tables(data, read_text(data)) == find_tables(data, read_text(data))

    def test_a_document_has_its_tables(self, tmp_path: Path):
        file = tmp_path / "lijst.pdf"
        file.write_bytes(pdf(ruled(ALL)))
        (document,) = read(Source("lijst.pdf", str(file)), tmp_path)
        assert [[len(row) for row in table.rows] for table in document.tables] == [[5] * 5]
        assert document.tables[0].rows[2][1][0].of(document.text) == "Brief sturen"
