"""Files that were made to do harm: each is read in bounded time, reaches nothing outside itself, and has a status.

docs/security.md says which threat each test stands for.
"""

from __future__ import annotations

import io
import socket
import threading
import time
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from docx_maker import make_docx, para, relationships
from msg_maker import Attach, Msg, msg_bytes
from sheet_maker import book

from pipeline.ingest import read
from pipeline.office import soffice
from pipeline.pdf import opening
from pipeline.pool import Bounds, Lost, Workers
from pipeline.types import Document, DocumentKind, Source

pytestmark = pytest.mark.slow  # the fast tests have two minutes, the installation included

WORDS = "Notitie over de weg"
SECRET = "alleen voor deze machine"
MAIL = b"From: Afdeling <a@voorbeeld.example>\nTo: b@voorbeeld.example\nSubject: Weg\nMIME-Version: 1.0\n"
SECONDS = 5.0  # of work; each takes well under one on an idle machine, and hours where a bound is missing


@pytest.fixture(autouse=True)
def _bounded() -> Iterator[None]:
    """A gigabyte and a half beside what the tests hold: what grows without bound ends here, not the machine."""
    resource = pytest.importorskip("resource")
    held = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (held + 3 * 2**29, hard))
    yield
    resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def read_bytes(folder: Path, name: str, data: bytes) -> tuple[Document, ...]:
    """Read a file in bounded time; every document has a text or says why not."""
    (folder / "zaak").mkdir(exist_ok=True)
    (folder / "werk").mkdir(exist_ok=True)
    (folder / "zaak" / name).write_bytes(data)
    start = time.process_time()
    documents = read(Source(name, str(folder / "zaak" / name)), folder / "werk")
    assert time.process_time() - start < SECONDS
    assert documents
    assert all(document.obstacles for document in documents if document.kind is DocumentKind.UNREADABLE)
    return documents


# ------------------------------------------------------------------------------------------------------- PDF

PAGE = (
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>"
    b"/XObject<</X 6 0 R>>>>%s>>"
)
TEXT = b"BT /F 12 Tf 72 700 Td (Notitie over de weg) Tj ET"


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (entries, len(data), data)


def form(content: bytes, inner: int) -> bytes:
    resources = b"/Resources<</Font<</F 5 0 R>>/XObject<</X %d 0 R>>>>" % inner
    return stream(content, b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]" + resources)


def made(changes: dict[int, bytes] | None = None, trailer: bytes = b"") -> bytes:
    """A PDF of one page, object by object; in its trailer `@` is the place of the table."""
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: PAGE % b"",
        4: stream(TEXT),
        5: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        6: stream(b"", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]"),
        **(changes or {}),
    }
    out = bytearray(b"%PDF-1.7\n")
    places: dict[int, int] = {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table, size = len(out), max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    out += b"".join(b"%010d 00000 n \n" % places.get(number, 0) for number in range(1, size))
    out += b"trailer\n<</Size %d/Root 1 0 R%s>>\n" % (size, trailer.replace(b"@", b"%d" % table))
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % table)


def catalogue(entry: bytes) -> bytes:
    return b"<</Type/Catalog/Pages 2 0 R%s>>" % entry


LOOPS = {
    "a table of objects before itself": made(trailer=b"/Prev @"),
    "pages in themselves": made({2: b"<</Type/Pages/Kids[3 0 R 2 0 R]/Count 2>>"}),
    "pages in each other": made(
        {
            2: b"<</Type/Pages/Kids[7 0 R]/Count 2>>",
            7: b"<</Type/Pages/Parent 2 0 R/Kids[2 0 R 3 0 R]/Count 2>>",
        }
    ),
    "pages above each other": made(
        {
            3: b"<</Type/Page/Parent 7 0 R/Contents 4 0 R>>",
            7: b"<</Type/Pages/Parent 8 0 R/Kids[3 0 R]/Count 1>>",
            8: b"<</Type/Pages/Parent 7 0 R/Kids[7 0 R]/Count 1>>",
        }
    ),
    "absurdly many pages": made({2: b"<</Type/Pages/Kids[3 0 R]/Count 2000000000>>"}),
    "pages nested thousands deep": made(
        {
            2: b"<</Type/Pages/Kids[10 0 R]/Count 1>>",
            **{n: b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % (n + 1) for n in range(10, 3010)},
            3010: PAGE % b"",
        }
    ),
    "a form that paints itself": made({4: stream(b"/X Do " + TEXT), 6: form(b"/X Do", 6)}),
    "notes that hang on themselves": made(
        {
            3: PAGE % b"/Annots[7 0 R 7 0 R]",
            7: b"<</Type/Annot/Subtype/Stamp/Rect[0 0 9 9]/Parent 7 0 R/Popup 7 0 R/IRT 7 0 R/AP<</N 8 0 R>>>>",
            8: form(b"/X Do", 8),
        }
    ),
    "bookmarks that follow themselves": made(
        {
            1: catalogue(b"/Outlines 7 0 R"),
            7: b"<</Type/Outlines/First 8 0 R/Last 8 0 R>>",
            8: b"<</Title(a)/Parent 7 0 R/Next 8 0 R/First 7 0 R/Prev 8 0 R>>",
        }
    ),
    "names in themselves": made(
        {1: catalogue(b"/Names<</EmbeddedFiles 7 0 R/Dests 7 0 R>>"), 7: b"<</Kids[7 0 R 7 0 R]>>"}
    ),
    "fields in themselves": made(
        {1: catalogue(b"/AcroForm<</Fields[7 0 R]>>"), 7: b"<</T(a)/Kids[7 0 R 7 0 R]/Parent 7 0 R>>"}
    ),
    "tags in themselves": made(
        {
            1: catalogue(b"/MarkInfo<</Marked true>>/StructTreeRoot 7 0 R"),
            7: b"<</Type/StructTreeRoot/K 8 0 R/ParentTree 9 0 R/RoleMap<</A/B/B/A>>>>",
            8: b"<</Type/StructElem/S/A/P 8 0 R/K[8 0 R 8 0 R]>>",
            9: b"<</Kids[9 0 R]>>",
        }
    ),
    "layers in themselves": made(
        {
            1: catalogue(b"/OCProperties<</OCGs[8 0 R]/D<</Order[9 0 R]/OFF[8 0 R]>>>>"),
            8: b"<</Type/OCG/Name(a)>>",
            9: b"[9 0 R 8 0 R 9 0 R]",
        }
    ),
    "colours of themselves": made(
        {
            4: stream(b"/X Do " + TEXT),
            6: stream(b"\0\0\0", b"/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace 7 0 R"),
            7: b"[/Indexed 7 0 R 255 (a)]",
        }
    ),
    "a letter drawn with itself": made(
        {
            4: stream(b"BT /F 9 Tf (AAAA) Tj ET"),
            5: b"<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]/FirstChar 65/LastChar 65"
            b"/Widths[9]/Encoding<</Differences[65/a]>>/CharProcs<</a 7 0 R>>/Resources<</Font<</F 5 0 R>>>>>>",
            7: stream(b"9 0 d0 BT /F 1 Tf (AAAA) Tj ET"),
        }
    ),
    "a length beyond the file": made({4: stream(TEXT).replace(b"/Length 49", b"/Length 999999999")}),
    "a length below nothing": made({4: stream(TEXT).replace(b"/Length 49", b"/Length -5")}),
    "a length that is itself": made({4: stream(TEXT).replace(b"/Length 49", b"/Length 4 0 R")}),
    "a table of absurd size": made().replace(b"/Size 7", b"/Size 999999999"),
    "a page as large as a country": made().replace(b"[0 0 600 800]", b"[0 0 9e9 9e9]"),
    "lists nested absurdly deep": made({7: b"[" * 50_000 + b"]" * 50_000}),
    "states nested absurdly deep": made({4: stream(b"q " * 100_000 + TEXT)}),
}


@pytest.mark.parametrize("data", LOOPS.values(), ids=LOOPS)
def test_a_pdf_that_leads_in_circles_comes_to_an_end(tmp_path, data):
    (document,) = read_bytes(tmp_path, "a.pdf", data)
    assert document.obstacles or WORDS in document.text


JUNK = ("[", "<<", "(", "<", "/A", "1 ", "[(a)", "/A<<", "(a) x ", "BI ID ", "\\(", "((a)", "% ", "{")


@pytest.mark.parametrize("piece", JUNK)
def test_content_that_means_nothing_is_dropped_in_time(tmp_path, piece):
    junk = piece.encode() * (100_000 // len(piece))
    (document,) = read_bytes(tmp_path, "a.pdf", made({4: stream(TEXT + b"\n" + junk)}))
    assert WORDS in document.text
    # Where words may have gone, the officer is told.
    assert bool(document.notes) == ("(" in piece or piece == "BI ID ")


def packed(data: bytes, times: int = 1) -> bytes:
    for _ in range(times):
        data = zlib.compress(data, 9)
    return data


def object_stream(content: bytes) -> bytes:
    """A PDF with an object that lies in a stream of objects."""
    whole = made({7: stream(content, b"/Type/ObjStm/N 1/First 4/Filter/FlateDecode")})
    head, _, _ = whole.rpartition(b"xref\n0 ")
    places = {n: head.index(b"\n%d 0 obj" % n) + 1 for n in range(1, 8)}
    rows = [b"\0\0\0\0\0\0\0", *(b"\1" + places[n].to_bytes(4, "big") + b"\0\0" for n in range(1, 8))]
    rows += [b"\2" + (7).to_bytes(4, "big") + b"\0\0", b"\1" + len(head).to_bytes(4, "big") + b"\0\0"]
    table = stream(b"".join(rows), b"/Type/XRef/Size 10/W[1 4 2]/Root 1 0 R")
    return head + b"9 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (table, len(head))


BOMB = TEXT + b" " * 3_000_000  # beyond the bound that the test sets
BOMBS = {
    "once": stream(packed(BOMB), b"/Filter/FlateDecode"),
    "twice": stream(packed(BOMB, 2), b"/Filter[/FlateDecode/FlateDecode]"),
    "by way of an object": stream(packed(BOMB), b"/Filter 7 0 R"),
    "said to be a picture": stream(packed(BOMB, 2), b"/Filter[/FlateDecode/FlateDecode]/Type/XObject"),
    "LZW": stream(bytes(3_000), b"/Filter/LZWDecode"),
}


@pytest.mark.parametrize("content", BOMBS.values(), ids=BOMBS)
def test_content_that_unpacks_to_absurdly_much_is_refused(tmp_path, monkeypatch, content):
    monkeypatch.setattr(opening, "MAX_STREAM", 1_000_000)
    (document,) = read_bytes(tmp_path, "a.pdf", made({4: content, 7: b"/FlateDecode"}))
    assert document.kind is DocumentKind.UNREADABLE
    assert "te groot" in document.obstacles[0]


def test_objects_that_unpack_to_much_are_read_and_forgotten(tmp_path):
    (document,) = read_bytes(tmp_path, "a.pdf", object_stream(packed(b"8 0 null" + b" " * 20_000_000)))
    assert WORDS in document.text


def forms_in_forms() -> bytes:
    """Ten forms, of which each paints the next ten times: 10,000,000,000 texts."""
    inner = {n: form(b"/X Do " * 10 if n < 20 else TEXT, n + 1) for n in range(10, 21)}
    return made({4: stream(b"/X Do"), 6: form(b"/X Do " * 10, 10), **inner})


def contents_again_and_again() -> bytes:
    """A page that shows one stream twenty thousand times: twenty gigabytes."""
    page = (PAGE % b"").replace(b"/Contents 4 0 R", b"/Contents[" + b"4 0 R " * 20_000 + b"]")
    return made({3: page, 4: stream(packed(b" " * 1_000_000 + TEXT), b"/Filter/FlateDecode")})


AMPLIFIED = {"forms": forms_in_forms, "contents": contents_again_and_again}


def read_amplified(task: tuple[str, str]) -> tuple[str, ...]:
    name, folder = task
    file = Path(folder) / "a.pdf"
    file.write_bytes(AMPLIFIED[name]())
    return tuple(o for document in read(Source("a.pdf", str(file)), Path(folder)) for o in document.obstacles)


@pytest.mark.slow
@pytest.mark.parametrize("name", AMPLIFIED)
def test_what_no_reader_bounds_its_process_does(tmp_path, name):
    with Workers(1, Bounds(20.0, 1_000, tries=1)) as workers:
        ((_, result),) = workers.each(read_amplified, [(name, str(tmp_path))])
    assert isinstance(result, Lost) or result


# ------------------------------------------------------------------------------------------------------ mail


def nested_parts(levels: int) -> bytes:
    heads = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (i, i) for i in range(levels)
    )
    ends = b"".join(b"--b%d--\n" % i for i in reversed(range(levels)))
    return MAIL + heads + b"Content-Type: text/plain\n\nBinnenste woorden\n" + ends


def nested_mails(levels: int) -> bytes:
    head = b"From: a@voorbeeld.example\nContent-Type: message/rfc822\n\n"
    return MAIL + b"Content-Type: message/rfc822\n\n" + head * levels + MAIL + b"\nBinnenste woorden\n"


@pytest.mark.parametrize("data", [nested_parts(1_000), nested_mails(1_000)], ids=["parts", "mails"])
def test_a_mail_nested_a_thousand_deep_says_so(tmp_path, data):
    documents = read_bytes(tmp_path, "a.eml", data)
    assert any("te diep genest" in reason for d in documents for reason in d.obstacles)


def test_a_mail_nested_as_deep_as_is_read(tmp_path):
    (document,) = read_bytes(tmp_path, "a.eml", nested_parts(50))
    assert "Binnenste woorden" in document.text
    assert not document.obstacles


PART = b"--x\nContent-Type: text/plain\n\nhallo\n"
HEAVY = {
    "parts": MAIL + b"Content-Type: multipart/mixed; boundary=x\n\n" + PART * 100_000 + b"--x--\n",
    "borders": MAIL + b"Content-Type: multipart/mixed; boundary=x\n\n" + b"--x\n" * 100_000,
    "a header of ten megabytes": MAIL + b"X-Iets: " + b"a" * 10_000_000 + b"\n\nhallo",
    "a subject of ten megabytes": MAIL + b"Subject: " + b"a b " * 2_500_000 + b"\n\nhallo",
    "a header without end": MAIL + b"X-Iets: a\n" * 100_000,
    "lines that go on": MAIL + b" a\n" * 1_000_000 + b"\nhallo",
    "people": MAIL + b"Cc: " + b'"A" <a@voorbeeld.example>, ' * 100_000 + b"\n\nhallo",
    "quotes that never end": MAIL + b"Cc: " + b'"\\' * 100_000 + b"\n\nhallo",
    "encoded words": MAIL + b"Cc: " + b"=?utf-8?q?a?= " * 100_000 + b"\n\nhallo",
    "parameters": MAIL
    + b"Content-Type: text/plain;"
    + b"".join(b" a*%d=b;" % i for i in range(5_000))
    + b"\n\nx",
}


@pytest.mark.slow
@pytest.mark.parametrize("data", HEAVY.values(), ids=HEAVY)
def test_a_mail_of_absurd_size_is_read_in_time(tmp_path, monkeypatch, data):
    monkeypatch.setitem(globals(), "SECONDS", 60.0)
    assert read_bytes(tmp_path, "a.eml", data)


# ------------------------------------------------------------------------- nothing is fetched from anywhere


@contextmanager
def listening() -> Iterator[tuple[str, list[int]]]:
    """An address on this machine, and a list that grows with every connection to it, by whatever program."""
    met: list[int] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.01)
        over = threading.Event()

        def serve() -> None:
            while not over.is_set():
                try:
                    server.accept()[0].close()
                    met.append(1)
                except TimeoutError:
                    continue

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.getsockname()[1]}/x", met
        finally:
            time.sleep(0.02)
            over.set()
            thread.join()


def entities(address: str) -> str:
    tenfold = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
    return f'<!DOCTYPE x [<!ENTITY e SYSTEM "{address}"><!ENTITY l0 "lach">{tenfold}]>'


def altered(data: bytes, name: str, address: str, before: str) -> bytes:
    """A zip of XML with entities declared in one member, and used in front of `before`."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            text = old.read(info).decode()
            if info.filename == name:
                head, _, rest = text.rpartition("?>")
                rest = rest.replace(before, f"&e;&l9;{before}", 1)
                assert "&e;" in rest
                text = f"{head}?>{entities(address)}{rest}" if head else entities(address) + rest
            new.writestr(info.filename, text)
    return out.getvalue()


def in_docx(address: str) -> bytes:
    return altered(make_docx(para(WORDS)), "word/document.xml", address, WORDS)


def in_relations(address: str) -> bytes:
    return altered(make_docx(para(WORDS)), "word/_rels/document.xml.rels", address, "</Relationships>")


def in_xlsx(address: str) -> bytes:
    row = f'<row><c t="inlineStr"><is><t>{WORDS}</t></is></c></row>'
    return altered(book(row), "xl/worksheets/a.xml", address, WORDS)


def in_svg(address: str) -> bytes:
    svg = f'<svg xmlns="http://www.w3.org/2000/svg"><image href="{address}"/><text>&e;&l9;</text></svg>'
    return f'<?xml version="1.0"?>{entities(address)}{svg}'.encode()


def in_html(address: str) -> bytes:
    loading = "".join(
        f'<{tag} src="{address}"></{tag}>' for tag in ("img", "script", "iframe", "video", "embed")
    )
    return (
        f"<!DOCTYPE html>{entities(address)[15:]}<html><head><link rel=stylesheet href='{address}'>"
        f"<base href='{address}'><meta http-equiv=refresh content='0;url={address}'>"
        f"<style>@import url({address}); p {{background: url({address})}}</style></head>"
        f"<body background='{address}' onload='fetch(\"{address}\")'>{loading}<object data='{address}'></object>"
        f"<p>{WORDS} &e;</p></body></html>"
    ).encode()


def in_xhtml(address: str) -> bytes:
    head = f'<?xml version="1.0"?>{entities(address).replace("<!DOCTYPE x", "<!DOCTYPE html")}'
    return f'{head}<html xmlns="http://www.w3.org/1999/xhtml"><body><p>{WORDS} &e;&l9;</p></body></html>'.encode()


def in_mht(address: str) -> bytes:
    page = in_html(address)
    head = b"From: <Saved by Blink>\nSnapshot-Content-Location: %s\nMIME-Version: 1.0\n" % address.encode()
    return head + b"Content-Type: text/html\nContent-Location: %s\n\n" % address.encode() + page


def in_mail(address: str) -> bytes:
    return MAIL + b"Content-Type: text/html\n\n" + in_html(address)


def elsewhere_in_mail(address: str) -> bytes:
    kind = b'Content-Type: message/external-body; access-type=URL; URL="%s"\n\n' % address.encode()
    return MAIL + kind + b"Content-Type: text/plain\n\n"


def linked_docx(address: str) -> bytes:
    """A template, a picture and an object that lie elsewhere."""
    related = {
        "rId2": ("image", address),
        "rId3": ("oleObject", address),
        "rId4": ("attachedTemplate", address),
        "rId5": ("settings", "settings.xml"),
    }
    rels = relationships(related).replace(f'Target="{address}"', f'Target="{address}" TargetMode="External"')
    body = (
        f'{para(WORDS)}<w:p><w:r><w:drawing><a:blip r:link="rId2"/></w:drawing></w:r><w:r><w:object>'
        '<o:OLEObject Type="Link" ProgID="Word.Document" r:id="rId3"/></w:object></w:r></w:p>'
    )
    return make_docx(body, parts={"word/_rels/document.xml.rels": rels})


OPEN = '<?xml version="1.0"?>'
BASE = "urn:oasis:names:tc:opendocument:xmlns"


def in_odt(address: str) -> bytes:
    names = " ".join(
        f'xmlns:{n}="{BASE}:{u}:1.0"'
        for n, u in (("office", "office"), ("text", "text"), ("draw", "drawing"))
    )
    linked = (
        f'<text:section text:name="s"><text:section-source xlink:href="{address}"/><text:p>oud</text:p></text:section>'
        f'<text:p><draw:frame><draw:image xlink:href="{address}" xlink:actuate="onLoad"/></draw:frame>{WORDS}</text:p>'
    )
    content = (
        f'{OPEN}<office:document-content {names} xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2">'
        f"<office:body><office:text>{linked}</office:text></office:body></office:document-content>"
    )
    manifest = (
        f'{OPEN}<m:manifest xmlns:m="{BASE}:manifest:1.0"><m:file-entry m:full-path="/" '
        'm:media-type="application/vnd.oasis.opendocument.text"/><m:file-entry m:full-path="content.xml" '
        'm:media-type="text/xml"/></m:manifest>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return out.getvalue()


def entities_in_odt(address: str) -> bytes:
    return altered(in_odt(address), "content.xml", address, WORDS)


def in_rtf(address: str) -> bytes:
    fields = (
        r'INCLUDEPICTURE "ADDRESS" \\d',
        r'INCLUDETEXT "ADDRESS"',
        r'DDEAUTO sh "-c" "cat ADDRESS"',
    )
    shown = "".join(r"{\field{\*\fldinst " + field + r"}{\fldrslt oud}}" for field in fields)
    rtf = r"{\rtf1{\*\template ADDRESS} " + WORDS + " " + shown + r"\par}"
    return rtf.replace("ADDRESS", address).encode()


REACHING = {
    "stuk.docx": in_docx,
    "lijst.docx": in_relations,
    "gekoppeld.docx": linked_docx,
    "blad.xlsx": in_xlsx,
    "tekening.svg": in_svg,
    "pagina.html": in_html,
    "pagina.xhtml": in_xhtml,
    "pagina.mht": in_mht,
    "mail.eml": in_mail,
    "elders.eml": elsewhere_in_mail,
}


def see_that_nothing_came(folder: Path, name: str, documents: tuple[Document, ...], met: list[int]) -> None:
    assert met == []
    for document in documents:
        assert SECRET not in document.text
        assert document.text.count("lach") <= 10
        assert document.obstacles or WORDS in document.text
    for file in (folder / "werk").rglob("*"):
        assert SECRET.encode() not in file.read_bytes()
    assert sorted(f.name for f in folder.iterdir()) == ["geheim.txt", "werk", "zaak"]
    assert [f.name for f in (folder / "zaak").iterdir()] == [name]


@pytest.mark.parametrize(("name", "make"), REACHING.items(), ids=REACHING)
@pytest.mark.parametrize("scheme", ["http", "file"])
def test_nothing_is_fetched_and_no_entity_grows(tmp_path, scheme, name, make):
    (tmp_path / "geheim.txt").write_text(SECRET)
    with listening() as (address, met):
        there = address if scheme == "http" else (tmp_path / "geheim.txt").as_uri()
        documents = read_bytes(tmp_path, name, make(there))
    see_that_nothing_came(tmp_path, name, documents, met)


@pytest.mark.system
@pytest.mark.skipif(soffice.program() is None, reason="needs LibreOffice")
@pytest.mark.parametrize(("name", "make"), [("a.odt", in_odt), ("b.odt", entities_in_odt), ("c.rtf", in_rtf)])
@pytest.mark.parametrize("scheme", ["http", "file"])
def test_libreoffice_fetches_nothing(tmp_path, monkeypatch, scheme, name, make):
    monkeypatch.setitem(globals(), "SECONDS", 120.0)
    (tmp_path / "geheim.txt").write_text(SECRET)
    with listening() as (address, met):
        there = address if scheme == "http" else (tmp_path / "geheim.txt").as_uri()
        documents = read_bytes(tmp_path, name, make(there))
    see_that_nothing_came(tmp_path, name, documents, met)


def test_the_listener_hears_who_comes():
    with listening() as (address, met):
        host, _, port = address.split("/")[2].partition(":")
        socket.create_connection((host, int(port))).close()
    assert met == [1]


# ---------------------------------------------------------------------- names in files that lead out of them

NAMES = [
    "../../../uit.pdf",
    "/etc/uit.pdf",
    "C:\\Windows\\uit.pdf",
    "..\\..\\uit.pdf",
    "uit\x1b[2J.pdf",
    "uit\u202efdp.txt",
    "a" * 5_000 + ".pdf",
    "=cmd|' /C calc'!A0.pdf",
    "..",
    "CON",
]


def attached(name: str, data: bytes) -> bytes:
    head = b"Content-Type: application/octet-stream\nContent-Disposition: attachment;\n filename*=utf-8''"
    quoted = "".join(f"%{byte:02X}" for byte in name.encode()).encode()
    kind = b"Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain\n\nhallo\n--x\n"
    return MAIL + kind + head + quoted + b"\n\n" + data + b"\n--x--\n"


def in_mailbox(name: str, data: bytes) -> bytes:
    return b"From a@voorbeeld.example Mon Jan  1 10:00:00 2024\n" + attached(name, data)


def in_zip(name: str, data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(zipfile.ZipInfo(name), data)
    return out.getvalue()


def in_msg(name: str, data: bytes) -> bytes:
    inner = Attach({0x3707001F: name, 0x37010102: data, 0x37050003: 1})
    return msg_bytes(
        Msg({0x001A001F: "IPM.Note", 0x0037001F: "Weg", 0x1000001F: "hallo"}, attachments=[inner])
    )


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("holder", "make"),
    [("a.eml", attached), ("a.mbox", in_mailbox), ("a.zip", in_zip), ("a.msg", in_msg)],
)
def test_a_name_in_a_file_leads_nowhere(tmp_path, name, holder, make):
    folder = tmp_path / "diep" / "dieper"
    folder.mkdir(parents=True)
    documents = read_bytes(folder, holder, make(name, made()))
    assert {p for p in tmp_path.rglob("*") if p.is_file()} - set((folder / "werk").iterdir()) == {
        folder / "zaak" / holder
    }
    assert any(document.kind is DocumentKind.PDF for document in documents)
    for document in documents:
        assert document.source.startswith(holder)
        assert ".." not in document.source.split("/")
        assert document.source.isprintable() or "\ufffd" in document.source
        assert "\x1b" not in document.source + document.text
        assert "\u202e" not in document.source + document.text
        assert all(len(step) <= 120 for step in document.source.split("/"))
