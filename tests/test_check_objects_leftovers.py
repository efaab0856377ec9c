"""What stays behind in a file: earlier versions, lost and stale objects, what is named and never painted."""

import io
import re
import time

import pikepdf
import pytest
from check_makers import HIDDEN, annotate, made, new_pdf, saved, traces
from pikepdf import Array, Dictionary, Name, Pdf, String

from pipeline.check import leftovers, revisions, unpainted

NO_STREAMS = {"object_stream_mode": pikepdf.ObjectStreamMode.disable}
STREAMS = {"object_stream_mode": pikepdf.ObjectStreamMode.generate}


def channels(find, data: bytes) -> list[str]:
    return [trace.channel for trace in traces(find, data)]


def plain(**options: object) -> bytes:
    return saved(new_pdf(), **{**NO_STREAMS, **options})


def updated(data: bytes, objects: dict[int, bytes]) -> bytes:
    """A further version behind the first, as an editor writes it."""
    previous = int(data[data.rindex(b"startxref") + 9 :].split()[0])
    with pikepdf.open(io.BytesIO(data)) as pdf:
        root, size = pdf.Root.objgen[0], int(pdf.trailer.Size)
    out, places = data, {}
    for number, body in objects.items():
        places[number] = len(out)
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = "".join(f"{number} 1\n{place:010} 00000 n \n" for number, place in places.items()) or "0 0\n"
    end = f"xref\n{table}trailer\n<</Size {size + 9}/Root {root} 0 R/Prev {previous}>>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + end.encode()


def content_number(data: bytes) -> int:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return int(pdf.pages[0].obj.Contents.objgen[0])


def redrawn(text: str) -> bytes:
    shown = f"BT /F 12 Tf 40 400 Td ({text}) Tj ET".encode()
    return b"<</Length %d>>\nstream\n" % len(shown) + shown + b"\nendstream"


# --- earlier versions


def test_earlier_versions_are_counted():
    one = plain()
    two = updated(one, {content_number(one): redrawn("Besluit")})
    three = updated(two, {content_number(one): redrawn("Park")})
    assert traces(revisions.find, one) == []
    [trace] = traces(revisions.find, two)
    assert trace.channel == "revisions"
    assert "een eerdere versie" in trace.reason
    assert "2 eerdere versies" in traces(revisions.find, three)[0].reason


def test_a_signature_behind_an_unchanged_page_is_said_to_be_one():
    one = plain()
    signature = b"<</Type/Sig/ByteRange[0 1 2 3]/Contents<00>>>"
    [only] = traces(revisions.find, updated(one, {90: signature}))
    [more] = traces(revisions.find, updated(one, {90: signature, content_number(one): redrawn("Park")}))
    assert "alleen een handtekening" in only.reason
    assert "alleen een handtekening" not in more.reason


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(updated(plain(), {}), id="a second table without objects, as Word writes"),
        pytest.param(plain(linearize=True), id="linearised"),
        pytest.param(saved(new_pdf(), linearize=True, **STREAMS), id="linearised with object streams"),
        pytest.param(plain() + b"\r\n\0\0", id="padded"),
    ],
)
def test_a_file_with_more_than_one_end_has_one_version(data):
    assert traces(revisions.find, data) == []


def test_an_update_of_a_linearised_file_is_a_version():
    one = plain(linearize=True)
    assert channels(revisions.find, updated(one, {content_number(one): redrawn("Park")})) == ["revisions"]


def test_an_attached_pdf_with_versions_is_not_this_file():
    inner = plain()
    inner = updated(inner, {content_number(inner): redrawn("Park")})
    pdf = new_pdf()
    pdf.attachments["a.pdf"] = inner
    data = saved(pdf, compress_streams=False, **NO_STREAMS)
    assert inner in data
    assert traces(revisions.find, data) == []
    assert traces(leftovers.find, data) == []


@pytest.mark.parametrize(
    ("before", "after"), [(b"raad\n", b""), (b"", b"PK\3\4raad"), (b"", b"\nZandvliet\n")]
)
def test_data_outside_the_file_is_found(before, after):
    assert channels(revisions.find, before + plain() + after) == ["outside-data"]


# --- lost and stale objects


def lost(thing):
    """A file with an object that nothing leads to any more."""
    pdf = new_pdf()
    pdf.Root["/Lost"] = pdf.make_indirect(thing(pdf))
    data = saved(pdf, qdf=True, **NO_STREAMS)
    return re.sub(rb"/Lost \d+ 0 R", lambda match: b"/Lost null".ljust(len(match[0])), data)


@pytest.mark.parametrize(
    ("thing", "found"),
    [
        (lambda pdf: Dictionary(Was=String(HIDDEN)), True),
        (lambda pdf: Dictionary(Type=Name.Page, MediaBox=[0, 0, 9, 9]), True),
        (lambda pdf: pdf.make_stream(b"BT (x) Tj ET"), True),
        (lambda pdf: Array([Dictionary(A=Array([String(HIDDEN)]))]), True),
        (lambda pdf: String(HIDDEN), True),
        (lambda pdf: pdf.make_stream(b"\xff\xd8\xff\xd9", Filter=Name.DCTDecode, Subtype=Name.Image), True),
        (lambda pdf: pdf.make_stream(b"600 0 0 0 500 700 d1 0 0 9 9 re f"), False),
        (lambda pdf: Dictionary(Type=Name.Font, Info=Dictionary(Registry=String(HIDDEN))), False),
        (lambda pdf: Dictionary(Type=Name.ExtGState, ca=1), False),
        (lambda pdf: Dictionary(CreationDate=String("D:20240101120000")), False),
        (lambda pdf: Array([1, 2, Name.DeviceRGB]), False),
        (lambda pdf: pdf.make_stream(b"profile", N=3), False),
    ],
)
def test_lost_objects(thing, found):
    assert channels(leftovers.find, lost(thing)) == ["lost-objects"] * found


@pytest.mark.parametrize("options", [NO_STREAMS, STREAMS, {"linearize": True}])
def test_an_ordinary_file_leaves_nothing_behind(options):
    def change(pdf: Pdf) -> None:
        title = pdf.make_indirect(String("Besluit"))  # a string that is an object of its own
        item = pdf.make_indirect(Dictionary(Title=title, Dest=Array([pdf.pages[0].obj, Name.Fit])))
        pdf.Root["/Outlines"] = pdf.make_indirect(Dictionary(First=item, Last=item))

    data = made(change, **options)
    assert traces(leftovers.find, data) == []
    assert traces(unpainted.find, data) == []


def test_an_object_that_the_table_does_not_list_is_found():
    data = plain()
    place = data.index(b"\n1 0 obj")
    dead = b"\n99 0 obj\n(x)\nendobj"
    start = int(data[data.rindex(b"startxref") + 9 :].split()[0])
    head, table = data[:place] + dead + data[place:start], data[start:]
    table = re.sub(
        rb"(\d{10})(?= \d{5} n )", lambda m: b"%010d" % (int(m[1]) + len(dead) * (int(m[1]) > place)), table
    )
    table = table.replace(b"startxref\n%d" % start, b"startxref\n%d" % (start + len(dead)))
    assert channels(leftovers.find, head + table) == ["stale-objects"]


def test_bytes_between_the_objects_of_an_object_stream_are_found():
    clean = made(lambda pdf: None, compress_streams=False, **STREAMS)
    assert traces(leftovers.find, clean) == []
    font = re.search(rb"<<(?:(?!>>).)*/BaseFont /Helvetica(?:(?!>>).)*>>", clean, re.DOTALL)[0]
    shorter = font.replace(b"/Type /Font ", b"")
    stale = clean.replace(font, shorter + b"(Jan)".rjust(len(font) - len(shorter)))
    assert len(stale) == len(clean)
    assert channels(leftovers.find, stale) == ["stale-objects"]


def test_an_object_stream_that_lists_what_the_file_has_no_more_is_found():
    clean = made(
        lambda pdf: pdf.Root.update({"/X": pdf.make_indirect(Dictionary(A=1))}),
        compress_streams=False,
        **STREAMS,
    )
    with pikepdf.open(io.BytesIO(clean)) as pdf:
        stream = next(
            one for one in pdf.objects if isinstance(one, pikepdf.Stream) and one.get("/Type") == "/ObjStm"
        )
        head = stream.read_bytes()[: int(stream.First)]
        number = pdf.Root.X.objgen[0]
    other = re.sub(rb"(?:^|(?<= ))%d (?=\d)" % number, b"%d " % (number + 5 if number < 5 else 99), head)
    if len(other) != len(head):
        other = head.replace(b"%d " % number, b"9 ", 1)
    assert other != head
    assert "stale-objects" in channels(leftovers.find, clean.replace(head, other))


# --- private data


@pytest.mark.parametrize(
    ("entries", "found"),
    [
        (lambda pdf: Dictionary(Maker=Dictionary(Private=pdf.make_stream(b"x"))), ["private-data"]),
        (lambda pdf: Dictionary(Maker=Dictionary(Private=Dictionary(Was=String(HIDDEN)))), ["private-data"]),
        (
            lambda pdf: Dictionary(
                Maker=Dictionary(LastModified=String("D:20240101"), Private=Dictionary(A=1))
            ),
            [],
        ),
    ],
)
def test_private_data_of_programs(entries, found):
    def change(pdf: Pdf) -> None:
        pdf.pages[0].obj["/PieceInfo"] = entries(pdf)

    assert channels(leftovers.find, made(change)) == found


# --- named and never painted


def form(pdf: Pdf, data: bytes = b"0 0 9 9 re f", **entries: object) -> pikepdf.Object:
    return pdf.make_stream(data, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 400, 500], **entries)


def painting(data: bytes):
    def change(pdf: Pdf) -> None:
        page = pdf.pages[0].obj
        inner = form(pdf)
        outer = form(pdf, b"/In Do", Resources=Dictionary(XObject=Dictionary(In=inner)))
        page.Resources["/XObject"] = Dictionary({"/A B": inner, "/Out": outer})
        page["/Contents"] = pdf.make_stream(page.Contents.read_bytes() + data)

    return change


@pytest.mark.parametrize(
    ("data", "count"), [(b" /Out Do", 0), (b" /Out Do /A#20B Do", 0), (b" /A#20B Do", 1), (b"", 1)]
)
def test_what_nothing_paints_is_found(data, count):
    assert len(traces(unpainted.find, made(painting(data)))) == count


def test_one_list_of_resources_may_serve_many_pages():
    pdf = new_pdf(pages=2)
    shared = pdf.make_indirect(Dictionary(XObject=Dictionary(F1=form(pdf))))
    for page, data in zip(pdf.pages, (b"", b"/F1 Do"), strict=True):
        page.obj["/Resources"] = shared
        page.obj["/Contents"] = pdf.make_stream(data)
    assert traces(unpainted.find, saved(pdf)) == []


def test_the_appearance_of_a_note_paints_too():
    def change(pdf: Pdf) -> None:
        inner = form(pdf)
        annotate(
            pdf,
            "Stamp",
            AP=Dictionary(N=form(pdf, b"/I Do", Resources=Dictionary(XObject=Dictionary(I=inner)))),
        )

    assert traces(unpainted.find, made(change)) == []


# --- hostile files


def wrong_types(pdf: Pdf) -> None:
    pdf.Root["/PieceInfo"] = Array([1])
    page = pdf.pages[0].obj
    page["/PieceInfo"], page["/Thumb"] = 3, Name.X
    page.Resources["/XObject"] = Dictionary(A=1, B=Name.X, C=Array([1]))
    page.Resources["/ExtGState"] = Name.X


@pytest.mark.parametrize("find", [leftovers.find, revisions.find, unpainted.find])
def test_wrong_types_are_passed_over(find):
    assert traces(find, made(wrong_types)) == []


def test_a_million_false_ends_cost_little_time():
    data = plain()
    padding = b"%" + b"startxref 7 %%EOF 1 0 obj " * 40_000 + b"\n"
    place = data.index(b"\n1 0 obj") + 1
    start = time.process_time()
    traces(revisions.find, data[:place] + padding + data[place:])
    assert time.process_time() - start < 3
