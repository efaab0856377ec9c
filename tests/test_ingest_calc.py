"""Sheets of other programs: nothing is computed anew, and what is missing after the way through LibreOffice is told."""

import io
import struct
import zipfile

import pytest

from pipeline.errors import DocumentError, UnreadableError
from pipeline.ingest import calc
from pipeline.ingest import obstacles as say
from pipeline.ingest.cfb import Storage, read_cfb, write_cfb
from pipeline.ingest.storedvalues import stored_ods, stored_xls
from pipeline.office import soffice
from tests.sheet_maker import book

MEDIA = "application/vnd.oasis.opendocument.spreadsheet"
NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text", "manifest")
)
CONTENT = "".join(
    f'<manifest:file-entry manifest:full-path="{part}" manifest:media-type="text/xml"/>'
    for part in ("content.xml", "Basic/Standard/script-lb.xml")
)
CALC = [
    pytest.mark.system,
    pytest.mark.skipif(soffice.program() is None, reason="LibreOffice is not installed"),
]
STALE = (
    '<table:table-cell table:formula="of:=1+1" office:value-type="float" office:value="99"><text:p>99</text:p>'
    '</table:table-cell><table:table-cell table:formula="of:=TODAY()" office:value-type="float" office:value="7">'
    "<text:p>7</text:p></table:table-cell>"
    '<table:table-cell table:formula="of:=WEBSERVICE(&quot;http://x.example&quot;)" '
    'office:value-type="string"><text:p>opgeslagen</text:p></table:table-cell>'
)
TRUTH = (
    '<table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>TRUE</text:p></table:table-cell>'
    '<table:table-cell office:value-type="float" office:value="0"><text:p>FALSE</text:p></table:table-cell>'
)


def ods(cells: str, before: str = "", sheet: str = "", manifest: str = "", doctype: str = "") -> bytes:
    """A sheet of one row."""
    content = (
        f'{doctype}<office:document-content {NAMESPACES} office:version="1.3"><office:body><office:spreadsheet>{before}'
        f'<table:table table:name="Blad">{sheet}<table:table-row>{cells}</table:table-row></table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    files = f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{MEDIA}"/>{CONTENT}{manifest}'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", MEDIA)
        archive.writestr("content.xml", content)
        archive.writestr("Basic/Standard/script-lb.xml", "<x/>")
        archive.writestr(
            "META-INF/manifest.xml",
            f'<manifest:manifest {NAMESPACES} manifest:version="1.3">{files}</manifest:manifest>',
        )
    return out.getvalue()


def cell(text: str) -> str:
    return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'


def content_of(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert "Basic/Standard/script-lb.xml" not in archive.namelist()
        return archive.read("content.xml").decode()


class TestOds:
    def test_no_formula_is_left(self):
        content = content_of(stored_ods(ods(STALE)).data)
        assert "formula" not in content
        assert 'office:value="99"' in content

    def test_ties_to_other_files_are_cut(self):
        source = '<table:table-source xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="http://x.example/a.ods"/>'
        dde = '<table:dde-link><office:dde-source office:dde-application="x"/></table:dde-link>'
        links = f"<table:dde-links>{dde}</table:dde-links>"
        content = content_of(stored_ods(ods(cell("blijft"), links, source)).data)
        assert "x.example" not in content
        assert "dde" not in content
        assert "blijft" in content

    def test_truth_values_become_words(self):
        content = content_of(stored_ods(ods(TRUTH)).data)
        assert "WAAR</text:p>" in content
        assert "ONWAAR</text:p>" in content
        assert "boolean" not in content

    def test_a_word_that_does_not_come_back_is_told(self, monkeypatch):
        monkeypatch.setattr(
            calc.soffice, "convert", lambda *_: book('<row><c t="str"><v>Jansen</v></c></row>')
        )
        assert calc.read_ods(ods(cell("Jansen"))).obstacles == ()
        assert calc.read_ods(ods(cell("Jansen en Pietersen"))).obstacles == (calc.NOT_WHOLE,)

    @pytest.mark.parametrize(
        ("kind", "told"), [("text", (calc.NOT_WHOLE,)), ("spreadsheet", (calc.NOT_WHOLE,)), ("chart", ())]
    )
    def test_a_document_in_it_that_does_not_come_back_is_told(self, monkeypatch, kind, told):
        monkeypatch.setattr(calc.soffice, "convert", lambda *_: book("<row><c><v>1</v></c></row>"))
        media = MEDIA.replace("spreadsheet", kind)
        entry = f'<manifest:file-entry manifest:full-path="Object 1/" manifest:media-type="{media}"/>'
        assert calc.read_ods(ods(cell("1"), manifest=entry)).obstacles == told

    @pytest.mark.parametrize(
        ("data", "told"),
        [
            (ods(cell("a"), manifest="<manifest:encryption-data/>"), say.ENCRYPTED_OFFICE),
            (ods("<x>"), say.BROKEN_SHEET),
            (ods(cell("a"), doctype="<!DOCTYPE x>"), say.BROKEN_SHEET),
            (
                ods(cell("a")).replace(b"office:body", b"office:bodx"),
                say.BROKEN_SHEET,
            ),  # its checksum is wrong
        ],
    )
    def test_what_can_not_be_read_says_why(self, data, told):
        with pytest.raises(UnreadableError, match=told[:40]):
            calc.read_ods(data)

    def test_without_calc_it_says_what_to_install(self, monkeypatch):
        def missing(*_: object) -> bytes:
            raise soffice.MissingError("x")

        monkeypatch.setattr(calc.soffice, "convert", missing)
        with pytest.raises(UnreadableError, match="libreoffice-calc"):
            calc.read_ods(ods(cell("a")))

    def test_what_libreoffice_can_not_do_is_told(self, monkeypatch):
        def failing(*_: object) -> bytes:
            raise DocumentError("te lang; anders")

        monkeypatch.setattr(calc.soffice, "convert", failing)
        with pytest.raises(UnreadableError, match="te lang; anders"):
            calc.read_ods(ods(cell("a")))


def record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def formula(column: int, value: bytes) -> bytes:
    """A cell with `=1+1` and a value that was stored for it."""
    expression = b"\x1e\x01\x00\x1e\x01\x00\x03"
    return record(
        6,
        struct.pack("<HHH", 0, column, 15)
        + value
        + bytes(6)
        + struct.pack("<H", len(expression))
        + expression,
    )


def xls(*records: bytes, before: bytes = b"", extra: dict[str, Storage] | None = None) -> bytes:
    """A workbook of one sheet with these records (BIFF8)."""
    versions = struct.pack("<HHHHII", 0x0600, 5, 0x0DBB, 1996, 0, 0x0606)
    sheet = record(0x0809, versions[:2] + b"\x10\x00" + versions[4:]) + record(0x0200, bytes(14))
    styles = b"".join(
        record(0x00E0, struct.pack("<HHHBBBBIIH", 0, 0, 0xFFF5 if i < 15 else 1, 0x20, 0, 0, 0, 0, 0, 0x20C0))
        for i in range(16)
    )
    name = b"Blad"
    globals_ = record(0x0809, versions) + before + styles
    start = len(globals_) + 4 + 8 + len(name) + 4
    bound = record(0x0085, struct.pack("<IHBB", start, 0, len(name), 0) + name)
    stream = globals_ + bound + record(0x0A) + sheet + b"".join(records) + record(0x0A)
    return write_cfb(Storage(streams={"Workbook": stream}, storages=extra or {}))


def text_value(text: str) -> bytes:
    return record(0x0207, struct.pack("<HB", len(text), 0) + text.encode("latin-1"))


CELLS = (
    formula(0, struct.pack("<d", 99.5)),
    formula(1, bytes(6) + b"\xff\xff"),
    text_value("Jansen"),
    formula(2, b"\x01\x00\x01\x00\x00\x00\xff\xff"),
    formula(3, b"\x02\x00\x07\x00\x00\x00\xff\xff"),
    formula(4, b"\x03\x00\x00\x00\x00\x00\xff\xff"),
    formula(5, bytes(6) + b"\xff\xff"),
    record(0x04BC, bytes(20)),
    text_value("Pietersen"),
)


class TestXls:
    def test_formulas_become_what_they_showed(self):
        before = xls(*CELLS)
        stored = stored_xls(before)
        stream = read_cfb(stored.data).streams["Workbook"]
        assert len(stream) == len(read_cfb(before).streams["Workbook"])
        found = {}
        at = 0
        while at < len(stream):
            kind, size = struct.unpack_from("<HH", stream, at)
            found.setdefault(kind, []).append(stream[at + 4 : at + 4 + size])
            at += 4 + size
        assert at == len(stream)
        assert not {6, 0x0207, 0x04BC} & set(found)
        assert [struct.unpack("<HHHd", body) for body in found[0x0203]] == [(0, 0, 15, 99.5)]
        assert [(body[2], body[9:]) for body in found[0x0204]] == [(1, b"Jansen"), (5, b"Pietersen")]
        assert [(body[2], body[6:]) for body in found[0x0205]] == [(2, b"\x01\x00"), (3, b"\x07\x01")]
        assert (stored.sheets, stored.objects) == (1, 0)

    def test_sheets_and_objects_that_do_not_come_back_are_told(self, monkeypatch):
        monkeypatch.setattr(calc.soffice, "convert", lambda *_: book("<row><c><v>1</v></c></row>"))
        assert calc.read_xls(xls(*CELLS)).obstacles == ()
        assert calc.read_xls(xls(extra={"MBD0001": Storage()})).obstacles == (calc.NOT_WHOLE,)
        second = record(0x0085, struct.pack("<IHBB", 0, 0, 1, 0) + b"b")
        assert calc.read_xls(xls(before=second)).obstacles == (calc.NOT_WHOLE,)

    def test_a_module_of_a_macro_is_no_sheet(self):
        module = record(0x0085, struct.pack("<IBBBB", 0, 0, 6, 1, 0) + b"b")
        assert stored_xls(xls(before=module)).sheets == 1

    @pytest.mark.parametrize(
        ("data", "told"),
        [
            (xls(before=record(0x002F, bytes(6))), say.ENCRYPTED_OFFICE),
            (xls()[:700], say.BROKEN_SHEET),
            (
                xls(formula(0, bytes(6) + b"\xff\xff"), record(0x04BC, bytes(4)), text_value("a")),
                say.BROKEN_SHEET,
            ),
        ],
    )
    def test_what_can_not_be_read_says_why(self, data, told):
        with pytest.raises(UnreadableError, match=told[:40]):
            calc.read_xls(data)


class TestThroughLibreOffice:
    pytestmark = CALC

    def test_stored_values_stay(self):
        found = calc.read_ods(ods(STALE + TRUTH + cell("Jansen")))
        table, *margins = found.text.removeprefix("Werkblad: Blad\n\n").splitlines()
        assert table == "99 | 7 | opgeslagen | WAAR | ONWAAR | Jansen"
        assert all(line.startswith(("Koptekst: ", "Voettekst: ")) for line in margins)  # LibreOffice's own
        assert found.obstacles == ()
        found = calc.read_xls(xls(*CELLS))
        assert found.text == "Werkblad: Blad\n\n99,5 | Jansen | WAAR | #DIV/0! | Pietersen\n"
        assert found.obstacles == ()

    def test_the_same_file_gives_the_same_text(self):
        assert calc.read_ods(ods(STALE)) == calc.read_ods(ods(STALE))
