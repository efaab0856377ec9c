"""A zip is a folder: what lies in it is read as such, and what can't be taken out of it says why."""

import base64
import io
import stat
import struct
import time
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.errors import UnreadableError
from pipeline.ingest import archive, read
from pipeline.ingest import obstacles as say
from pipeline.ingest.archive import Room, members_of
from pipeline.types import Document, DocumentKind, Source

MAIL = b"From: k@z.nl\r\nSubject: x\r\nMIME-Version: 1.0\r\n\r\nbinnen\r\n"


def zipped(*members: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as made:
        for name, data in members:
            made.writestr(name, data)
    return out.getvalue()


def mailed(data: bytes, name: str = "stukken.zip") -> bytes:
    head = f"From: k@z.nl\r\nMIME-Version: 1.0\r\nContent-Type: application/zip; name={name}\r\n"
    return head.encode() + b"Content-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(data)


def read_bytes(folder: Path, data: bytes, name: str = "stukken.zip", **options) -> tuple[Document, ...]:
    file = folder / Path(name).name
    file.write_bytes(data)
    return read(Source(name, str(file)), folder, **options)


def told(folder: Path, data: bytes, name: str = "stukken.zip") -> dict[str, str]:
    """The text or else the reason of each document, by its path."""
    documents = read_bytes(folder, data, name)
    assert len({d.id for d in documents}) == len(documents)
    return {d.source: d.text.strip() or d.obstacles[0] for d in documents}


def members(data: bytes, room: Room | None = None, limit: int = 10_000_000) -> dict[str, str]:
    found = list(members_of(data, room or Room(), limit))
    assert len({file.name for file in found}) == len(found)
    return {file.name: file.obstacle or file.data.decode() for file in found}


# ----------------------------------------------------------------------------------------- what an officer expects


def test_members_are_read_like_files_in_a_folder(tmp_path):
    data = zipped(("map/brief.txt", b"een"), ("a.eml", MAIL), ("map/", b""), ("map/leeg.txt", b""))
    documents = read_bytes(tmp_path, data)
    assert [(d.source, d.kind, d.parent) for d in documents] == [
        ("stukken.zip/a.eml", DocumentKind.MAIL, None),
        ("stukken.zip/map/brief.txt", DocumentKind.TEXT, None),
        ("stukken.zip/map/leeg.txt", DocumentKind.UNREADABLE, None),
    ]


def test_a_zip_in_a_zip_is_a_folder_in_a_folder(tmp_path):
    inner = zipped(("b.txt", b"binnen"), method=zipfile.ZIP_STORED)
    assert told(tmp_path, zipped(("map/in.zip", inner), ("a.txt", b"buiten"))) == {
        "stukken.zip/a.txt": "buiten",
        "stukken.zip/map/in.zip/b.txt": "binnen",
    }


def test_what_hangs_on_a_mail_in_a_zip_and_what_lies_in_a_zip_on_a_mail_is_family(tmp_path):
    mail = mailed(zipped(("b.txt", b"binnen"), ("c.txt", b"ook")))
    documents = read_bytes(tmp_path, zipped(("a.eml", mail)))
    assert [d.source for d in documents] == [
        "stukken.zip/a.eml",
        "stukken.zip/a.eml/1-stukken.zip/b.txt",
        "stukken.zip/a.eml/1-stukken.zip/c.txt",
    ]
    assert [d.parent for d in documents] == [None, documents[0].id, documents[0].id]


def test_an_attached_pdf_in_a_zip_is_kept_for_the_redactor(tmp_path):
    (document,) = read_bytes(tmp_path, zipped(("a.pdf", b"%PDF-1.4 kapot")))
    assert document.source == "stukken.zip/a.pdf"
    assert document.kind is DocumentKind.UNREADABLE
    assert (tmp_path / f"{document.id}.pdf").read_bytes() == b"%PDF-1.4 kapot"


def test_files_that_are_no_documents_are_left_out(tmp_path):
    names = ["__MACOSX/._a.txt", ".DS_Store", "map/Thumbs.db", "~$brief.docx", ".git/x.txt", "__MACOSX/b.txt"]
    assert list(told(tmp_path, zipped(*((name, b"x") for name in [*names, "a.txt"])))) == [
        "stukken.zip/a.txt"
    ]


def test_what_the_case_file_ignores_is_ignored_in_a_zip_too(tmp_path):
    data = zipped(("map/a.txt", b"a"), ("b.json", b"{}"), ("c.txt", b"c"))
    documents = read_bytes(tmp_path, data, ignore=("*.json", "stukken.zip/map"))
    assert [d.source for d in documents] == ["stukken.zip/c.txt"]
    assert read_bytes(tmp_path, data, ignore=("stukken.zip/*",)) == ()


def test_the_same_zip_gives_the_same_documents_whatever_the_order_in_it(tmp_path):
    one, other = [("b.txt", b"b"), ("a.txt", b"a")], [("a.txt", b"a"), ("b.txt", b"b")]
    assert read_bytes(tmp_path, zipped(*one)) == read_bytes(tmp_path, zipped(*other))


def test_something_before_the_zip_is_no_harm(tmp_path):
    assert told(tmp_path, b"MZ uitpakprogramma " * 9 + zipped(("a.txt", b"een"))) == {
        "stukken.zip/a.txt": "een"
    }


def test_a_zip_that_was_written_to_a_pipe(tmp_path):
    class Pipe(io.RawIOBase):
        def __init__(self):
            self.data = b""

        def writable(self):
            return True

        def write(self, more):
            self.data += bytes(more)
            return len(more)

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("a.txt", b"een")
    assert pipe.data[6] & 8, "no data descriptor in the test's own file"
    assert told(tmp_path, pipe.data) == {"stukken.zip/a.txt": "een"}


# --------------------------------------------------------------------------------------------------------- names


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd.txt", "etc/passwd.txt"),
        ("/etc/x.txt", "etc/x.txt"),
        ("C:\\map\\x.txt", "map/x.txt"),
        ("\\\\server\\deel\\x.txt", "server/deel/x.txt"),
        ("./a/./b//x.txt", "a/b/x.txt"),
        ("..", "naamloos"),
        ("een map / x.txt", "een map/x.txt"),
        ("a/" * 200 + "x.txt", "a/" * 29 + "x.txt"),
        ("y" * 300 + ".txt", "y" * 96 + ".txt"),
        ("één.txt", "één.txt"),
    ],
)
def test_a_name_leads_nowhere_out_of_the_zip(name, shown):
    assert list(members(zipped((name, b"x")))) == [shown]


@pytest.mark.parametrize("name", ["a\nb.txt", "om\u202egekeerd.txt", "tab\t.txt"])
def test_a_strange_name_becomes_one_visible_line(name):
    (shown,) = members(zipped((name, b"x")))
    assert "\ufffd" in shown
    assert len(shown.splitlines()) == 1


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("één.txt".encode("cp850"), "één.txt"),
        ("Ærø.txt".encode("cp850"), "Ærø.txt"),  # differs from code page 437
        ("één.txt".encode(), "één.txt"),  # as macOS writes it, without a word
    ],
)
def test_a_name_without_a_code_page(raw, shown):
    plain = zipped(("x" * len(raw), b"x"))
    assert list(members(plain.replace(b"x" * len(raw), raw))) == [shown]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_members_of_one_name_are_told_apart(tmp_path):
    data = zipped(("a.txt", b"een"), ("a.txt", b"een"), ("./a.txt", b"drie"), ("a-2.txt", b"vier"))
    assert members(data) == {"a.txt": "een", "a-2.txt": "een", "a-3.txt": "drie", "a-2-2.txt": "vier"}


def test_a_folder_with_the_name_of_a_mail_beside_it(tmp_path):
    mail = mailed(b"x", "b.txt")
    data = zipped(("a.eml", mail), ("a.eml/1-b.txt", b"x"))
    assert len(read_bytes(tmp_path, data)) == 3
    assert "stukken.zip/a.eml-map/1-b.txt" in told(tmp_path, data)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_thousands_of_one_name_take_no_time():
    data = zipped(*(("a.txt", b"x") for _ in range(3000)))
    start = time.process_time()
    assert len(members(data)) == 3000
    assert time.process_time() - start < 3


# ----------------------------------------------------------------------------------------- what can't be taken out


def encrypted(data: bytes) -> bytes:
    """A zip whose first member says that it has a password."""
    place = data.index(b"PK\x01\x02") + 8
    return data[:6] + b"\1\0" + data[8:place] + b"\1\0" + data[place + 2 :]


def with_method(data: bytes, method: int) -> bytes:
    place = data.index(b"PK\x01\x02") + 10
    number = struct.pack("<H", method)
    return data[:8] + number + data[10:place] + number + data[place + 2 :]


def with_size(data: bytes, size: int) -> bytes:
    """A zip whose directory lies about the size of its first member."""
    place = data.index(b"PK\x01\x02") + 24
    return data[:place] + struct.pack("<I", size) + data[place + 4 :]


def test_a_member_with_a_password_says_so_and_the_rest_is_read(tmp_path):
    data = encrypted(zipped(("geheim.txt", b"een"), ("a.txt", b"twee")))
    assert told(tmp_path, data) == {
        "stukken.zip/a.txt": "twee",
        "stukken.zip/geheim.txt": say.ENCRYPTED_MEMBER,
    }


@pytest.mark.parametrize(
    ("method", "called"),
    [(9, "Deflate64"), (12, "bzip2"), (14, "LZMA"), (93, "Zstandard"), (77, "methode 77")],
)
def test_a_member_packed_in_another_way(method, called):
    found = members(with_method(zipped(("x.txt", b"een"), ("a.txt", b"twee")), method))
    assert found["a.txt"] == "twee"
    assert f"ingepakt met {called}," in found["x.txt"]


def test_a_member_with_strong_encryption_is_no_matter_of_packing():
    assert members(with_method(zipped(("x.txt", b"een")), 99)) == {"x.txt": say.ENCRYPTED_MEMBER}


@pytest.mark.parametrize("size", [5, 99])
def test_a_member_that_is_not_what_the_directory_says(size):
    data = with_size(zipped(("x.txt", b"een twee drie")), size)
    assert members(data) == {"x.txt": say.BROKEN_MEMBER}


def test_a_directory_that_leaves_out_the_end_of_a_member_is_seen_though_its_sum_fits():
    whole, part = b"openbaar en geheim", b"openbaar"
    data = with_size(zipped(("x.txt", whole)), len(part))
    place = data.index(b"PK\x01\x02") + 16
    data = data[:place] + struct.pack("<I", zlib.crc32(part)) + data[place + 4 :]
    assert members(data) == {"x.txt": say.BROKEN_MEMBER}


def test_a_member_with_a_wrong_sum(tmp_path):
    data = zipped(("x.txt", b"een twee drie"), method=zipfile.ZIP_STORED).replace(b"twee", b"vier")
    assert members(data) == {"x.txt": say.BROKEN_MEMBER}


def test_a_member_beyond_the_limit():
    assert "groter dan 1 MB" in members(zipped(("x.txt", b"x" * 1_000_001)), limit=1_000_000)["x.txt"]


@pytest.mark.parametrize(
    ("mode", "reason"),
    [
        (stat.S_IFLNK, say.LINK_IN_ZIP),
        (stat.S_IFIFO, say.NO_FILE),
        (stat.S_IFCHR, say.NO_FILE),
        (stat.S_IFREG, "x"),
    ],
)
def test_links_and_special_files(mode, reason):
    info = zipfile.ZipInfo("a.txt")
    info.create_system = 3
    info.external_attr = (mode | 0o644) << 16
    assert members(zipped((info, b"x"))) == {"a.txt": reason}


# ------------------------------------------------------------------------------------- what is not opened at all


def test_an_empty_zip_and_one_without_documents(tmp_path):
    for data in (zipped(), zipped(("map/", b"")), zipped((".DS_Store", b"x"))):
        assert told(tmp_path, data) == {"stukken.zip": say.EMPTY_ZIP}


def test_a_zip_that_is_cut_off(tmp_path):
    data = zipped(("a.txt", b"een" * 500))
    for end in (4, 40, len(data) - 30):
        assert told(tmp_path, data[:end]) == {"stukken.zip": say.BROKEN_ZIP}


def test_a_zip_that_unpacks_to_absurdly_much_is_not_unpacked(monkeypatch, tmp_path):
    monkeypatch.setattr(archive, "FREE_OF_RATIO", 100_000)
    data = zipped(("a.txt", b"\0" * 1_000_000))
    assert told(tmp_path, data) == {"stukken.zip": say.ZIP_BOMB}
    assert members(zipped(("a.txt", b"\0" * 99_000)))  # as small, and harmless


def test_members_that_lie_over_each_other(tmp_path):
    """What D. Fifield showed: a directory of many members that are all the same bytes."""
    data = zipped(("a.txt", b"x" * 1000))
    start = data.index(b"PK\x01\x02")
    end = data.index(b"PK\x05\x06")
    entry = data[start:end]
    tail = struct.pack("<HHII", 3, 3, 3 * len(entry), start)
    assert told(tmp_path, data[:start] + entry * 3 + data[end : end + 8] + tail + b"\0\0") == {
        "stukken.zip": say.ZIP_BOMB
    }


def test_room_is_shared_with_the_zips_inside():
    inner = zipped(("b.txt", b"x" * 2000))
    outer = zipped(("a.txt", b"eerst"), ("in.zip", inner), ("z.txt", b"laatst"))
    room = Room(files=4, unpacked=2100)
    assert [file.name for file in members_of(outer, room, 10_000)] == ["a.txt", "in.zip", "z.txt"]
    with pytest.raises(UnreadableError, match="uitgepakt veel te groot"):
        members_of(inner, room, 10_000)
    with pytest.raises(UnreadableError, match=r"meer dan 20\.000 bestanden"):
        members_of(zipped(("a", b""), ("b", b"")), room, 10_000)


def test_a_small_file_may_not_unpack_to_absurdly_much_by_way_of_zips_in_it(tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "FREE_OF_RATIO", 50_000)
    inner = zipped(("b.txt", b"x" * 40_000))
    found = told(tmp_path, zipped(("a.zip", inner), ("b.zip", inner), ("c.txt", b"laatst")))
    assert found["stukken.zip/a.zip/b.txt"].startswith("xxx")
    assert "uitgepakt veel te groot" in found["stukken.zip/b.zip"]
    assert found["stukken.zip/c.txt"] == "laatst"


def test_a_directory_of_absurd_size_is_not_read(monkeypatch):
    monkeypatch.setattr(archive, "MAX_ENTRIES", 50)
    with pytest.raises(UnreadableError, match="meer dan"):
        members_of(zipped(*((f"{i}.txt", b"") for i in range(60))), Room(), 100)


def test_zips_nested_too_deep_and_the_rest_is_read(tmp_path):
    data = b"kern"
    name = "kern.txt"
    for _ in range(12):
        data, name = zipped((name, data), ("a.txt", b"laag"), method=zipfile.ZIP_STORED), "in.zip"
    found = told(tmp_path, data)
    assert list(found.values()).count("laag") == 10
    assert [reason for reason in found.values() if reason != "laag"] == [say.TOO_DEEP, say.TOO_DEEP]


def test_other_archives_say_what_to_do(tmp_path):
    for data, name in [
        (b"7z\xbc\xaf\x27\x1cx", "a.7z"),
        (b"Rar!\x1a\x07x", "a.rar"),
        (b"\x1f\x8bx", "a.tar.gz"),
    ]:
        (reason,) = told(tmp_path, data, name).values()
        assert "pak het uit" in reason


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(st.lists(st.tuples(st.integers(0, 10_000), st.binary(min_size=1, max_size=6)), min_size=1, max_size=6))
def test_a_spoiled_zip_gives_documents(tmp_path_factory, changes):
    data = bytearray(zipped(("a.txt", b"een " * 40), ("map/b.eml", MAIL), ("c.zip", zipped(("d.txt", b"x")))))
    for place, new in changes:
        start = place % len(data)
        data[start : start + len(new)] = new
    documents = read_bytes(tmp_path_factory.getbasetemp(), bytes(data))
    assert documents
    for document in documents:
        assert (document.kind is DocumentKind.UNREADABLE) <= bool(document.obstacles)
        assert not any("meld dit" in obstacle for obstacle in document.obstacles)
