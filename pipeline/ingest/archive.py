"""The files in a zip, one at a time and never written to disk under a name of the zip's.

A zip is a folder: its members get the path that they have in it, and the zip itself is no document. What can't be
taken out of it is given with the reason instead of its bytes. The directory at the end of the file is what counts, as
it does for Explorer; sizes in it are believed only so far that more bytes than they say make the member damaged.
"""

from __future__ import annotations

import copy
import io
import re
import stat
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from pipeline.errors import UnreadableError
from pipeline.ingest import obstacles as say
from pipeline.ingest.attachment import Attachment
from pipeline.ingest.discover import is_litter, numbered, visible_path

MAX_ENTRIES = 200_000
"""Entries in the directory of a zip and in those of zips stored in it; each takes about 700 bytes when it is read,
before anybody can see what it says.
"""

MAX_FILES = 20_000
"""Files in a zip and all that lies in it. A case has some thousands."""

MAX_UNPACKED = 2_000_000_000
"""Bytes that a zip and all that lies in it may unpack to; scans and PDFs hardly shrink, so twice the largest zip that
is read.
"""

MAX_RATIO, FREE_OF_RATIO = 50, 100_000_000
"""A zip that unpacks, with all that lies in it, to more than FREE_OF_RATIO bytes may not be MAX_RATIO times smaller
than that: mails, tables and texts shrink to a tenth or a thirtieth. Deflate itself can do 1,032, and once more for each
zip in a zip.
"""

MAX_NAME_BYTES = 4_000_000
"""Of all names in a zip together; 20,000 paths of 200 characters."""

_STEP = 100  # characters of one step of a shown path
_STEPS = 30  # of a path; what lies deeper is shown as if it lay there
_METHODS = {  # APPNOTE 6.3.10, 4.4.5
    6: "implode",
    9: "Deflate64",
    12: "bzip2",
    14: "LZMA",
    93: "Zstandard",
    95: "XZ",
    98: "PPMd",
    99: "AES",
}
_ENCRYPTED = 0x1 | 0x40 | 0x2000  # general purpose flags: a password, a strong one, the directory too
_UTF8 = 0x800
_UNIX = 3


@dataclass(slots=True)
class Room:
    """What one file of the case may still unpack to, with all that lies in it."""

    files: int = MAX_FILES
    unpacked: int = MAX_UNPACKED

    def take(self, files: int, unpacked: int) -> None:
        """Raises:
        UnreadableError: there is no room for so much.
        """
        if files > self.files:
            raise UnreadableError(say.too_many_files(MAX_FILES))
        if unpacked > self.unpacked:
            raise UnreadableError(say.UNPACKS_TOO_LARGE)
        self.files -= files
        self.unpacked -= unpacked


def room_for(size: int, most: int = MAX_UNPACKED) -> Room:
    """What a file of the case of `size` bytes may unpack to, `most` bytes at most."""
    return Room(unpacked=min(most, max(FREE_OF_RATIO, MAX_RATIO * size)))


def open_zip(data: bytes) -> zipfile.ZipFile:
    """The directory of a zip.

    Raises:
        UnreadableError: it has none that can be read, or one of absurd size.
    """
    if data.count(b"PK\x01\x02") > MAX_ENTRIES:
        raise UnreadableError(say.too_many_files(MAX_FILES))
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError, OverflowError) as error:
        raise UnreadableError(say.BROKEN_ZIP) from error


def member_bytes(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int) -> bytes:
    """The bytes of a member, all of them.

    Raises:
        UnreadableError: it has a password, is larger than `limit` bytes, packed in another way than Deflate, or not
            what the directory says of it.
    """
    if info.flag_bits & _ENCRYPTED or info.compress_type == 99:
        raise UnreadableError(say.ENCRYPTED_MEMBER)
    if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        # Python's readers of bzip2 and LZMA give no bound to what a few bytes unpack to.
        method = _METHODS.get(info.compress_type, f"methode {info.compress_type}")
        raise UnreadableError(say.unknown_packing(method))
    if info.file_size > limit:
        raise UnreadableError(say.too_large(limit))
    open_ended = copy.copy(info)
    open_ended.file_size += (
        1  # the reader stops at the size that it is told, and says nothing of what follows
    )
    try:
        with archive.open(open_ended) as stream:
            data = stream.read(info.file_size + 1)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        ValueError,
        NotImplementedError,
        RuntimeError,
    ) as error:
        raise UnreadableError(say.BROKEN_MEMBER) from error
    if len(data) != info.file_size:
        raise UnreadableError(say.BROKEN_MEMBER)
    return data


def members_of(data: bytes, room: Room, limit: int) -> Iterator[Attachment]:
    """The files in a zip in the order of their paths, each unpacked when it is asked for. Folders are left out, and so
    is what `discover` leaves out of a folder.

    Args:
        data: the zip.
        room: what may still be unpacked; what the zip takes of it is taken off.
        limit: bytes of one member.

    Raises:
        UnreadableError: nothing of the zip is read.
    """
    archive = open_zip(data)
    files = [info for info in archive.infolist() if not (info.filename.endswith("/") and not info.file_size)]
    files = [info for info in files if not any(map(is_litter, _steps(info)))]
    if not files:
        raise UnreadableError(say.EMPTY_ZIP)
    _see_fits(files, len(data))
    if sum(len(info.filename) for info in files) > MAX_NAME_BYTES:
        raise UnreadableError(say.too_many_files(MAX_FILES))
    room.take(len(files), sum(info.file_size for info in files))
    named = sorted(_named(files).items(), key=lambda item: item[0])
    return (_member(archive, info, path, limit) for path, info in named)


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, path: str, limit: int) -> Attachment:
    mode = info.external_attr >> 16 if info.create_system == _UNIX else 0
    if stat.S_ISLNK(mode):
        return Attachment(path, b"", obstacle=say.LINK_IN_ZIP)
    if stat.S_IFMT(mode) not in {0, stat.S_IFREG, stat.S_IFDIR}:
        return Attachment(path, b"", obstacle=say.NO_FILE)
    try:
        return Attachment(path, member_bytes(archive, info, limit))
    except UnreadableError as error:
        return Attachment(path, b"", obstacle=str(error))


def _see_fits(files: list[zipfile.ZipInfo], size: int) -> None:
    """Raises:
    UnreadableError: the members lie over each other, as those of no program do, or unpack to absurdly much.
    """
    unpacked = sum(info.file_size for info in files)
    if unpacked > FREE_OF_RATIO and unpacked > MAX_RATIO * size:
        raise UnreadableError(say.ZIP_BOMB)
    end = 0
    for info in sorted(files, key=lambda info: (info.header_offset, info.compress_size)):
        if info.header_offset < end:
            raise UnreadableError(say.ZIP_BOMB)
        # 30 bytes and the name before the data (APPNOTE 4.3.7); an extra field makes it more.
        end = info.header_offset + 30 + len(info.orig_filename) + info.compress_size


def _named(files: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    """Each member by the path that is shown of it: no two the same, and none that goes on where another ends."""
    shown: dict[str, zipfile.ZipInfo] = {}
    times: Counter[str] = Counter()
    paths = [_shown(info) for info in files]
    known = set(paths)
    for path, info in zip(paths, files, strict=True):
        steps = path.split("/")
        for i in range(
            1, len(steps)
        ):  # a folder `a.eml` beside a mail `a.eml`, whose attachments are `a.eml/1-x`
            while "/".join(steps[:i]) in known:
                steps[i - 1] += "-map"
        wanted = free = "/".join(steps)
        while free in shown:
            times[wanted] += 1
            free = numbered(wanted, times[wanted] + 1)
        shown[free] = info
    return shown


def _steps(info: zipfile.ZipInfo) -> list[str]:
    """The steps of the path of a member, which lead nowhere out of the zip.

    Windows writes backslashes; `..`, drive letters and the slash at the start are left out.
    """
    steps = (step.strip(" ") for step in re.split(r"[/\\]", _decoded(info)))
    return [step for step in steps if step not in {"", ".", ".."} and not re.fullmatch("[A-Za-z]:", step)]


def _shown(info: zipfile.ZipInfo) -> str:
    """The path of a member on one line and of a bounded length."""
    steps = _steps(info)
    if len(steps) > _STEPS:
        steps = [*steps[: _STEPS - 1], steps[-1]]
    return visible_path("/".join(map(_short, steps)) or "naamloos")


def _short(step: str) -> str:
    if len(step) <= _STEP:
        return step
    suffix = PurePosixPath(step).suffix[:10]
    return step[: _STEP - len(suffix)] + suffix


def _decoded(info: zipfile.ZipInfo) -> str:
    """The name as the maker meant it. Without the flag that says UTF-8 it is in the code page of the maker's console,
    which is 850 for Dutch Windows, unless it can only be UTF-8, as macOS writes it.
    """
    name = info.filename
    if info.flag_bits & _UTF8 or name.isascii():
        return name
    try:
        raw = name.encode("cp437")
    except UnicodeEncodeError:
        return name
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp850")
