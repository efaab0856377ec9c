"""Compound files: read in whole, written anew, and refused when their tables lie."""

import struct
from contextlib import suppress

import olefile
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ingest.cfb import DamagedError, Storage, read_cfb, write_cfb

NAMES = st.text("abcXYZ_#.0", min_size=1, max_size=12)
TREES = st.recursive(
    st.builds(Storage, st.just(bytes(16)), st.dictionaries(NAMES, st.binary(max_size=5000), max_size=4)),
    lambda inner: st.builds(
        Storage,
        st.binary(min_size=16, max_size=16),
        st.dictionaries(NAMES.map(lambda n: f"s{n}"), st.binary(max_size=300), max_size=3),
        st.dictionaries(NAMES.map(lambda n: f"d{n}"), inner, max_size=3),
    ),
    max_leaves=6,
)


def by_olefile(data: bytes) -> dict[tuple[str, ...], bytes]:
    with olefile.OleFileIO(data) as ole:
        return {tuple(path): ole.openstream(path).read() for path in ole.listdir()}


def flat(root: Storage, above: tuple[str, ...] = ()) -> dict[tuple[str, ...], bytes]:
    found = {(*above, name): data for name, data in root.streams.items()}
    for name, inner in root.storages.items():
        found |= flat(inner, (*above, name))
    return found


@given(TREES)
def test_what_is_written_is_read_back(tree):
    assert flat(read_cfb(write_cfb(tree))) == flat(tree)


def test_another_reader_reads_the_same():
    tree = Storage(
        streams={"klein": b"x" * 100, "leeg": b"", "groot": bytes(range(256)) * 40},
        storages={f"map{i}": Storage(streams={"a": b"%d" % i}) for i in range(40)},
    )
    assert by_olefile(write_cfb(tree)) == flat(tree)


def test_a_table_that_does_not_fit_the_header():
    tree = Storage(streams={"groot": b"y" * 7_500_000})  # more than 109 sectors of FAT
    data = write_cfb(tree)
    assert flat(read_cfb(data)) == flat(tree)
    assert by_olefile(data) == flat(tree)


GOOD = write_cfb(Storage(streams={"a": b"x" * 5000, "b": b"y" * 100}))
FAT_AT = 512 * (1 + struct.unpack_from("<I", GOOD, 76)[0])


def patched(place: int, value: bytes) -> bytes:
    return GOOD[:place] + value + GOOD[place + len(value) :]


def directory_at(number: int) -> int:
    return 512 * (1 + struct.unpack_from("<I", GOOD, 48)[0]) + 128 * number


@pytest.mark.parametrize(
    "data",
    [
        b"",
        GOOD[:8],
        GOOD[:600],
        GOOD[:-512],  # without its FAT
        patched(30, b"\x40\0"),  # sectors of 2^64 bytes
        patched(48, b"\0\0\0\x70"),  # no directory there
        patched(FAT_AT, struct.pack("<I", 0)),  # the first sector follows itself
        patched(FAT_AT, struct.pack("<I", 0x00FFFFFF)),
        patched(FAT_AT, struct.pack("<I", 0xFFFFFFFE)),  # the stream ends too early
        patched(directory_at(1) + 120, struct.pack("<Q", 1 << 31)),  # a stream larger than the file
        patched(directory_at(1) + 68, struct.pack("<I", 1)),  # an entry is its own sibling
        patched(directory_at(1) + 68, struct.pack("<I", 0)),  # the root within itself
        patched(directory_at(0) + 76, struct.pack("<I", 99)),
        patched(directory_at(0) + 66, b"\x02"),
        patched(68, struct.pack("<II", 0, 1)),  # the DIFAT goes on in a stream
    ],
)
def test_damage_is_an_error(data):
    with pytest.raises(DamagedError):
        read_cfb(data)


@given(st.integers(0, len(GOOD) - 4), st.binary(min_size=1, max_size=4))
def test_any_change_gives_a_tree_or_an_error(place, value):
    with suppress(DamagedError):
        read_cfb(patched(place, value))


def test_storages_nested_absurdly_deep():
    tree = Storage()
    for _ in range(100):
        tree = Storage(storages={"d": tree})
    with pytest.raises(DamagedError):
        read_cfb(write_cfb(tree))


def test_streams_that_share_their_sectors():
    """A thousand entries that all point to the same bytes must not become a thousand copies."""
    tree = Storage(streams={f"s{i:04}": b"z" * 5000 for i in range(100)})
    data = bytearray(write_cfb(tree))
    first = struct.unpack_from("<I", data, 48)[0]
    start = 512 * (1 + first)
    for number in range(1, 101):
        struct.pack_into("<IQ", data, start + 128 * number + 116, 0, 400_000)
    with pytest.raises(DamagedError):
        read_cfb(bytes(data))
