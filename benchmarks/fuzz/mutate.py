"""Ways to spoil a file: of any bytes, and of what a container holds, packed again so that a reader gets that far."""

from __future__ import annotations

import base64
import binascii
import copy
import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Callable
from random import Random
from typing import Any, Literal

import pikepdf
from lxml import etree

from benchmarks.fuzz.tokens import TOKENS
from pipeline.ingest.cfb import DamagedError, Storage, read_cfb, write_cfb

Change = tuple[bytes, str]
"""The bytes, and in a word what was done."""

NUMBERS = (
    0,
    -1,
    1,
    7,
    255,
    65_535,
    65_536,
    2**31 - 1,
    2**31,
    -(2**31),
    2**32,
    2**63,
    10**12,
    -(10**12),
    10**40,
)
_NUMBER = re.compile(rb"(?<![\w.])-?\d{1,10}(?![\w])")
_BASE64 = re.compile(rb"(?:[A-Za-z0-9+/=]{60,76}\r?\n){3,}[A-Za-z0-9+/=]*")


def mutate(data: bytes, kind: str, random: Random) -> Change:
    """Spoil a file of this kind one to three times; the same `random` gives the same bytes."""
    told: list[str] = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # zipfile and pikepdf tell of what is broken on purpose
        for _ in range(random.choice((1, 1, 2, 3))):
            inner = _INNER.get(kind)
            change = inner(data, random) if inner and random.random() < 0.7 else None
            data, what = change or plain(data, kind, random)
            told.append(what)
    return data, ", ".join(told)


def plain(data: bytes, kind: str, random: Random) -> Change:
    """Spoil bytes without knowing more of them than the words of their kind."""
    way = random.choice(_WAYS)
    return way(data, kind, random), way.__name__.strip("_")


# ------------------------------------------------------------------------------------------ any bytes


def _flip(data: bytes, _: str, random: Random) -> bytes:
    spoiled = bytearray(data)
    for _time in range(random.choice((1, 2, 8, 32)) if data else 0):
        spoiled[random.randrange(len(data))] ^= 1 << random.randrange(8)
    return bytes(spoiled)


def _overwrite(data: bytes, _: str, random: Random) -> bytes:
    start, end = _block(data, random)
    filler = random.choice((bytes(end - start), b"\xff" * (end - start), random.randbytes(end - start)))
    return data[:start] + filler + data[end:]


def _truncate(data: bytes, _: str, random: Random) -> bytes:
    return data[: random.randrange(len(data) + 1)]


def _cut(data: bytes, _: str, random: Random) -> bytes:
    start, end = _block(data, random)
    return data[:start] + data[end:]


def _double(data: bytes, _: str, random: Random) -> bytes:
    start, end = _block(data, random)
    times = random.choice((2, 3, 50, max(1, 20_000 // max(1, end - start))))
    return data[:start] + data[start:end] * times + data[end:]


def _swap(data: bytes, _: str, random: Random) -> bytes:
    a, b, c, d = sorted(random.randrange(len(data) + 1) for _ in range(4))
    return data[:a] + data[c:d] + data[b:c] + data[a:b] + data[d:]


def _move(data: bytes, _: str, random: Random) -> bytes:
    start, end = _block(data, random)
    at = random.randrange(len(data) + 1)
    return data[:at] + data[start:end] + data[at:]


def _numbers(data: bytes, _: str, random: Random) -> bytes:
    found = list(_NUMBER.finditer(data))
    for match in sorted(
        random.sample(found, min(len(found), random.choice((1, 1, 3)))), key=lambda m: -m.start()
    ):
        own = int(match[0])
        new = random.choice((*NUMBERS, own + 1, own - 1, own * 1000, -own))
        data = data[: match.start()] + b"%d" % new + data[match.end() :]
    return data


def _binary_numbers(data: bytes, _: str, random: Random) -> bytes:
    size = random.choice((1, 2, 4, 8))
    order: Literal["little", "big"] = random.choice(("little", "big"))
    at = random.randrange(len(data) + 1)
    new = (random.choice(NUMBERS) & ((1 << 8 * size) - 1)).to_bytes(size, order)
    return data[:at] + new + data[at + size :]


def _tokens(data: bytes, kind: str, random: Random) -> bytes:
    words = (*TOKENS.get(kind, ()), *TOKENS["any"])
    for _ in range(random.choice((1, 2, 6))):
        at = random.randrange(len(data) + 1)
        word = random.choice(words) * random.choice((1, 1, 1, 2, 400))
        data = data[:at] + word + data[at + random.choice((0, 0, len(word))) :]
    return data


def _token_for_token(data: bytes, kind: str, random: Random) -> bytes:
    """A word that stands in the file becomes another of its kind."""
    words = [word for word in TOKENS.get(kind, ()) if word in data]
    if not words:
        return _tokens(data, kind, random)
    word = random.choice(words)
    places = [m.start() for m in re.finditer(re.escape(word), data)]
    at = random.choice(places)
    return data[:at] + random.choice(TOKENS[kind]) + data[at + len(word) :]


def _block(data: bytes, random: Random) -> tuple[int, int]:
    start = random.randrange(len(data) + 1)
    return start, min(len(data), start + random.choice((1, 4, 16, 64, 512, 4096)))


_WAYS: tuple[Callable[[bytes, str, Random], bytes], ...] = (
    _flip, _overwrite, _truncate, _cut, _double, _swap, _move, _numbers, _numbers, _binary_numbers, _tokens,
    _tokens, _token_for_token, _token_for_token,
)  # fmt: skip


# ------------------------------------------------------------------------------------------ inside a container


def _zip(data: bytes, random: Random) -> Change | None:
    """A member spoiled, renamed, doubled or left out, in a zip that is sound again."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [(info.filename, archive.read(info)) for info in archive.infolist()]
    except (zipfile.BadZipFile, OSError, zlib.error, ValueError, NotImplementedError, RuntimeError, EOFError):
        return None
    if not members:
        return None
    at = random.choices(range(len(members)), [1 + len(body) for _, body in members])[0]
    name, body = members[at]
    way = random.choice(("spoil", "spoil", "spoil", "spoil", "name", "double", "leave out"))
    if way == "spoil":
        suffix = name.rpartition(".")[2]
        body, what = mutate(body, {"eml": "mail", "pdf": "pdf", "docx": "zip"}.get(suffix, "xml"), random)
        members[at] = (name, body)
        way = f"{name}: {what}"
    elif way == "name":
        members[at] = (
            random.choice((f"../{name}", f"/{name}", name.upper(), "", "a" * 300, f"{name}\0")),
            body,
        )
    elif way == "double":
        members.append((name, body[::-1]))
    else:
        del members[at]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in members:
            archive.writestr(zipfile.ZipInfo(name), body)
    return out.getvalue(), f"zip {way}"


def _xml(data: bytes, random: Random) -> Change | None:
    """An element dropped, doubled, moved, renamed or with another value, in XML that is well-formed still."""
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except (etree.LxmlError, ValueError):
        return None
    nodes = [node for node in root.iter() if isinstance(node.tag, str)]
    node, other = random.choice(nodes), random.choice(nodes)
    way = random.choice(("drop", "double", "move", "rename", "value", "value", "value", "text"))
    holder = node.getparent()
    if way == "drop" and holder is not None:
        holder.remove(node)
    elif way == "double" and holder is not None:
        for _ in range(random.choice((1, 2, 300))):
            holder.insert(holder.index(node), copy.deepcopy(node))
    elif way == "move" and holder is not None and node not in other.iterancestors() and node is not other:
        other.append(node)
    elif way == "rename":
        node.tag = other.tag
    elif way == "value" and node.attrib:
        node.set(
            random.choice(sorted(node.attrib)),
            random.choice((str(random.choice(NUMBERS)), "", "x", "A1:XFD9")),
        )
    else:
        node.text = random.choice((str(random.choice(NUMBERS)), None, "x" * 5000, "=1+1", "\u202e\u200b"))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8"), f"element: {way}"


def _cfb(data: bytes, random: Random) -> Change | None:
    """A stream of a compound file spoiled, in a file that is sound again."""
    try:
        root = read_cfb(data)
    except DamagedError:
        return None
    streams: list[tuple[Storage, str]] = []
    todo = [root]
    while todo:
        storage = todo.pop()
        streams += [(storage, name) for name in storage.streams]
        todo += storage.storages.values()
    if not streams:
        return None
    storage, name = random.choice(streams)
    storage.streams[name], what = plain(storage.streams[name], random.choice(("html", "rtf", "any")), random)
    return write_cfb(root), f"stream {name}: {what}"


def _mail(data: bytes, random: Random) -> Change | None:
    """What an attachment is, spoiled before it was packed."""
    found = list(_BASE64.finditer(data))
    if not found:
        return None
    match = random.choice(found)
    try:
        body = base64.b64decode(match[0])
    except binascii.Error:
        return None
    kind = "pdf" if body.startswith(b"%PDF") else "zip" if body.startswith(b"PK") else "mail"
    body, what = mutate(body, kind, random)
    packed = base64.encodebytes(body).replace(b"\n", b"\r\n")
    return data[: match.start()] + packed + data[match.end() :], f"attachment: {what}"


def _png(data: bytes, random: Random) -> Change | None:
    """A chunk spoiled, with a checksum that is right again."""
    chunks, at = [], 8
    while at + 12 <= len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        chunks.append((at, size))
        at += 12 + size
    if not chunks:
        return None
    at, size = random.choice(chunks)
    name, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + size]
    body, what = plain(body, "any", random)
    chunk = len(body).to_bytes(4, "big") + name + body + zlib.crc32(name + body).to_bytes(4, "big")
    return data[:at] + chunk + data[at + 12 + size :], f"chunk {name.decode('latin-1')}: {what}"


def _pdf(data: bytes, random: Random) -> Change | None:
    """An entry of an object or what a stream holds, in a file that is sound again, or the unpacked file itself."""
    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
            way = random.choice((_pdf_entry, _pdf_entry, _pdf_stream, _pdf_stream, _pdf_raw))
            what = way(pdf, random)
            out = io.BytesIO()
            packed = way is not _pdf_raw
            pdf.save(
                out,
                static_id=True,
                compress_streams=packed,
                object_stream_mode=pikepdf.ObjectStreamMode.disable,
                stream_decode_level=None if packed else pikepdf.StreamDecodeLevel.specialized,
            )
    except (pikepdf.PdfError, ValueError, TypeError, RuntimeError, RecursionError, OverflowError):
        return None
    if packed:
        return out.getvalue(), what
    data, what = plain(out.getvalue(), "pdf", random)
    return data, f"unpacked, {what}"


def _pdf_raw(pdf: pikepdf.Pdf, random: Random) -> str:
    return "unpacked"


def _pdf_entry(pdf: pikepdf.Pdf, random: Random) -> str:
    """An entry of a dictionary or an array becomes another thing: a number, a loop, another object, nothing."""
    objects = [o for o in pdf.objects if isinstance(o, (pikepdf.Dictionary, pikepdf.Array, pikepdf.Stream))]
    if not objects:
        return "nothing"
    holder: Any = random.choice(objects)
    target = holder
    while True:
        keys: list[object] = (
            sorted(target.keys()) if not isinstance(target, pikepdf.Array) else [*range(len(target))]
        )
        if not keys:
            return "nothing"
        key = random.choice(keys)
        inner = target[key]
        if (
            not isinstance(inner, (pikepdf.Dictionary, pikepdf.Array))
            or inner.is_indirect
            or random.random() < 0.3
        ):
            break
        target = inner
    new: object = random.choice(
        (
            int(random.choice(NUMBERS[:-1]) % 2**62), -1, 0, pikepdf.Name("/X"), pikepdf.Name("/Identity-H"),
            pikepdf.String("x" * 40), holder, random.choice(objects), pikepdf.Array([]), pikepdf.Dictionary(),
            pikepdf.Array([0] * 5000), True, pikepdf.Array([holder, holder]), None,
        )
    )  # fmt: skip
    if key == "/Length":
        return "nothing"
    if new is None:
        del target[key]
    else:
        target[key] = new
    return f"entry {key} = {type(new).__name__}"


def _pdf_stream(pdf: pikepdf.Pdf, random: Random) -> str:
    streams = [o for o in pdf.objects if isinstance(o, pikepdf.Stream)]
    if not streams:
        return "nothing"
    stream: Any = random.choice(streams)
    if random.random() < 0.2:
        body, what = plain(stream.read_raw_bytes(), "pdf", random)
        stream.write(body, filter=stream.get("/Filter"), decode_parms=stream.get("/DecodeParms"))
    else:
        body, what = plain(stream.read_bytes(), "pdf", random)
        stream.write(body)
    return f"stream {'/'.join(str(stream.get(k)) for k in ('/Type', '/Subtype') if k in stream)}: {what}"


_INNER: dict[str, Callable[[bytes, Random], Change | None]] = {
    "zip": _zip,
    "xml": _xml,
    "cfb": _cfb,
    "mail": _mail,
    "png": _png,
    "pdf": _pdf,
}
