"""Mailboxes of Outlook: folders of messages that read as the same messages saved as .msg do."""

import io
import os
import struct
import sys
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from pipeline.errors import UnreadableError
from pipeline.ingest import files, pst, read
from pipeline.ingest import obstacles as say
from pipeline.ingest import obstacles_mail as say_mail
from pipeline.ingest.outlook import parse_msg
from pipeline.types import DocumentKind, Source
from tests import msg_maker as outlook

WHEN = datetime(2024, 3, 4, 8, 14, tzinfo=UTC)
MAIL = {
    outlook.CLASS: "IPM.Note", outlook.SUBJECT: "Afspraak", outlook.SENT: WHEN, outlook.BODY: "Dag Piet",
    outlook.FROM_NAME: "Jan de Wit", outlook.FROM_ADDRESS: "jan@x.example", outlook.FROM_KIND: "SMTP",
}  # fmt: skip
PIET = {outlook.NAME: "Piet Berg", outlook.ADDRESS: "piet@y.example", outlook.KIND: "SMTP", outlook.ROLE: 1}
NOTE = {outlook.FILE_NAME: "notitie.txt", outlook.METHOD: 1, outlook.DATA: b"bijlage"}


def record_set(props: dict) -> SimpleNamespace:
    """Properties as libpff gives them; one that a row of a table lacks has no bytes."""
    entries = [
        SimpleNamespace(
            entry_type=tag >> 16,
            value_type=tag & 0xFFFF,
            data=v if v is None else outlook.as_bytes(tag & 0xFFFF, v),
        )
        for tag, v in props.items()
    ]
    return SimpleNamespace(entries=entries)


def attachment(props: dict) -> SimpleNamespace:
    data = io.BytesIO(props.get(outlook.DATA, b""))
    return SimpleNamespace(record_sets=[record_set(props)], size=len(data.getvalue()), read_buffer=data.read)


def message(props: dict, recipients=(), attachments=()) -> SimpleNamespace:
    files = [attachment(a) for a in attachments]
    return SimpleNamespace(
        record_sets=[record_set(props)],
        recipients=SimpleNamespace(record_sets=[record_set(r) for r in recipients]) if recipients else None,
        number_of_attachments=len(files),
        get_attachment=files.__getitem__,
    )


def folder(
    name: str | None, *messages, folders=(), told: int | None = None, kind: int = 2
) -> SimpleNamespace:
    count = {0x36020003: len(messages) if told is None else told}
    return SimpleNamespace(
        name=name, identifier=0x20 | kind, record_sets=[record_set(count)],
        number_of_sub_messages=len(messages), get_sub_message=lambda i: opened(messages[i]),
        number_of_sub_folders=len(folders), get_sub_folder=lambda i: opened(folders[i]),
    )  # fmt: skip


def opened(one: object) -> object:
    if isinstance(one, Exception):
        raise one
    return one


@pytest.fixture
def libpff(monkeypatch):
    """Stands in for libpff; what it is given is the folder that all others lie in."""

    class File:
        name_to_id_map = None

        def open(self, path: str) -> None:
            if not Path(path).read_bytes().endswith(b"goed"):
                raise OSError("unable to open")

        def open_file_object(self, stream: io.BytesIO) -> None:
            assert stream.read(4) == pst.MAGIC

        def close(self) -> None:
            closed.append(self)

    def given(root: SimpleNamespace, names: dict | None = None) -> list:
        File.root_folder = root
        File.name_to_id_map = SimpleNamespace(record_sets=[record_set(names)]) if names else None
        return closed

    closed: list = []
    module = ModuleType("pypff")
    module.file = File
    monkeypatch.setitem(sys.modules, "pypff", module)
    return given


def documents_of(tmp_path: Path, data: bytes = pst.MAGIC + b"goed"):
    file = tmp_path / "archief.pst"
    file.write_bytes(data)
    return read(Source("archief.pst", str(file)), tmp_path)


def test_messages_lie_in_their_folders(tmp_path, libpff):
    box = folder("Postvak IN", message(MAIL), message(MAIL | {outlook.SUBJECT: "Twee"}))
    top = folder(
        "Bovenaan",
        folders=[
            box,
            folder("a/b", message(MAIL)),
            folder("a-b", message(MAIL)),
            folder(None, message(MAIL)),
        ],
    )
    closed = libpff(folder("wortel", folders=[top]))
    documents = documents_of(tmp_path)
    assert [(d.source, d.kind, d.parent) for d in documents] == [
        (f"archief.pst/Bovenaan/{name}", DocumentKind.MAIL, None)
        for name in (
            "Postvak IN/bericht-1.msg", "Postvak IN/bericht-2.msg", "a-b/bericht-1.msg", "a-b-2/bericht-1.msg",
            "map/bericht-1.msg",
        )
    ]  # fmt: skip
    assert len(closed) == 1


def test_a_message_reads_as_the_same_message_saved(libpff):
    libpff(folder("", message(MAIL, [PIET], [NOTE])))
    (found,) = pst.items_of(pst.MAGIC)
    saved = outlook.msg_bytes(outlook.Msg(MAIL, [PIET], [outlook.Attach(NOTE)]))
    assert parse_msg(found.data) == parse_msg(saved)
    assert "Aan: Piet Berg <piet@y.example>" in parse_msg(found.data).text
    assert parse_msg(found.data).attachments[0].data == b"bijlage"


def test_named_properties_keep_their_names(libpff):
    numbers = {("00062002-0000-0000-C000-000000000046", 0x8208): 0x8000}
    streams = outlook.names_storage(numbers).streams
    names = {
        (i << 16) | 0x102: streams[f"__substg1.0_000{i}0102"]
        for i in (2, 3, 4)
        if streams[f"__substg1.0_000{i}0102"]
    }
    libpff(folder("", message(MAIL | {outlook.CLASS: "IPM.Appointment", 0x8000001F: "Raadzaal"})), names)
    (found,) = pst.items_of(pst.MAGIC)
    assert "Locatie: Raadzaal" in parse_msg(found.data).text


@pytest.mark.parametrize(
    ("kind", "data", "values"),
    [
        (0x001F, struct.pack("<III", 2, 12, 14) + "ab".encode("utf-16-le"), ("a", "b")),
        (0x001F, struct.pack("<I", 0), ()),
        (0x0003, struct.pack("<II", 5, 6), (b"\5\0\0\0", b"\6\0\0\0")),
    ],
)
def test_several_values_of_a_property(kind, data, values):
    found = tuple(pst._values(kind, data))
    assert tuple(v.decode("utf-16-le") if kind == 0x001F else v for v in found) == values


def test_a_message_on_a_message_is_told(libpff):
    libpff(folder("", message(MAIL, [], [{outlook.METHOD: 5, 0x3001001F: "binnen"}, NOTE])))
    (found,) = pst.items_of(pst.MAGIC)
    mail = parse_msg(found.data)
    assert mail.obstacles == (say_mail.LOST_PARTS,)
    assert [a.name for a in mail.attachments] == ["notitie.txt"]


def test_attachments_that_nobody_gives_are_told(libpff):
    libpff(folder("", message(MAIL | {0x0E070003: 0x11})))
    (found,) = pst.items_of(pst.MAGIC)
    assert parse_msg(found.data).obstacles == (say_mail.LOST_PARTS,)


@pytest.mark.parametrize("damage", [OSError("x"), ValueError("x"), MemoryError()])
def test_a_damaged_message_is_told_and_the_rest_is_read(tmp_path, libpff, damage):
    libpff(folder("", damage, message(MAIL), folders=[damage, folder("b", message(MAIL))]))
    assert [(d.source.partition("/")[2], d.obstacles) for d in documents_of(tmp_path)] == [
        ("bericht-1.msg", (pst.BROKEN_ITEM,)),
        ("bericht-2.msg", ()),
        ("niet-gelezen-map", (pst.LOST_ITEMS,)),
        ("b/bericht-1.msg", ()),
    ]


def test_an_attachment_that_breaks_off_is_told(tmp_path, libpff):
    mail = message(MAIL, [], [NOTE])
    mail.get_attachment(0).size = 100
    libpff(folder("", mail))
    assert [d.obstacles for d in documents_of(tmp_path)] == [(pst.BROKEN_ITEM,)]


def test_an_attachment_is_no_larger_than_a_file(tmp_path, libpff):
    mail = message(MAIL, [], [NOTE])
    mail.get_attachment(0).size = pst.MAX_ATTACHED + 1
    libpff(folder("", mail))
    assert [d.obstacles for d in documents_of(tmp_path)] == [(say.too_large(pst.MAX_ATTACHED),)]


def test_a_folder_that_tells_more_than_it_gives_is_told(tmp_path, libpff):
    libpff(folder("", folders=[folder("in", message(MAIL), told=3), folder("zoekmap", told=3, kind=3)]))
    assert [d.source for d in documents_of(tmp_path)] == [
        "archief.pst/in/bericht-1.msg",
        "archief.pst/in/niet-gelezen",
    ]


@pytest.mark.parametrize(
    ("props", "left"),
    [({}, 0), ({outlook.BODY: "Dag"}, 1), ({outlook.RTF: b"x"}, 1)],
)
def test_settings_of_programs_are_left_out_unless_they_say_something(libpff, props, left):
    libpff(folder("", message({outlook.CLASS: "IPM.Configuration.X", **props})))
    assert len(list(pst.items_of(pst.MAGIC))) == left


class TestBounds:
    def test_folders_that_lie_in_themselves(self, tmp_path, libpff):
        loop = folder("a", message(MAIL))
        loop.number_of_sub_folders, loop.get_sub_folder = 1, lambda _: loop
        libpff(loop)
        documents = documents_of(tmp_path)
        assert documents[-1].obstacles == (pst.BROKEN,)
        assert len(documents) == pst.MAX_LEVELS + 2

    def test_too_many_messages(self, tmp_path, libpff, monkeypatch):
        monkeypatch.setattr(pst, "MAX_MAILS", 1)
        libpff(folder("", message(MAIL), message(MAIL)))
        assert documents_of(tmp_path)[-1].obstacles == (say_mail.too_many_mails(1),)

    def test_more_bytes_than_the_mailbox_can_hold(self, tmp_path, libpff, monkeypatch):
        monkeypatch.setattr(pst, "FREE_BYTES", 12_000)
        libpff(folder("", *[message(MAIL)] * 9))
        documents = documents_of(tmp_path)
        assert documents[0].kind is DocumentKind.MAIL
        assert documents[-1].obstacles == (pst.LARGE,)

    def test_a_mailbox_is_not_read_into_memory(self, tmp_path, libpff, monkeypatch):
        monkeypatch.setattr(files, "MAX_FILE_BYTES", 100)
        libpff(folder("", message(MAIL)))
        assert documents_of(tmp_path, pst.MAGIC + bytes(200) + b"goed")[0].kind is DocumentKind.MAIL
        monkeypatch.setattr(files, "MAX_PST_BYTES", 100)
        (document,) = documents_of(tmp_path, pst.MAGIC + bytes(200) + b"goed")
        assert "groter dan" in document.obstacles[0]


def test_a_damaged_mailbox_says_so(tmp_path, libpff):
    libpff(folder(""))
    assert [d.obstacles for d in documents_of(tmp_path, pst.MAGIC)] == [(pst.BROKEN,)]


def test_without_libpff_it_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pypff", None)
    (document,) = documents_of(tmp_path)
    assert (document.source, document.kind) == ("archief.pst", DocumentKind.UNREADABLE)
    assert 'pip install "woo-pipeline[pst]"' in document.obstacles[0]


REAL = os.environ.get("WOO_PST")


@pytest.mark.system
@pytest.mark.skipif(not REAL, reason="WOO_PST names no mailbox")
def test_a_real_mailbox():
    pytest.importorskip("pypff")
    found = list(pst.items_of(Path(str(REAL))))
    assert found
    for item in found:
        assert item.obstacle or parse_msg(item.data).text
    assert found == list(pst.items_of(Path(str(REAL)).read_bytes()))


def test_another_file_of_that_name(tmp_path):
    with pytest.raises(UnreadableError):
        list(pst.items_of(b"geen postvak"))
