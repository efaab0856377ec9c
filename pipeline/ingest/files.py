"""The bytes of a file of the case: a plain one, of a size that can be held, and the name of a file inside another."""

from __future__ import annotations

import re
import stat
import unicodedata
from pathlib import Path

from pipeline.errors import UnreadableError
from pipeline.ingest import obstacles as say
from pipeline.ingest.pst import MAGIC as PST
from pipeline.ingest.pst import MAX_BYTES as MAX_PST_BYTES

MAX_FILE_BYTES = 200_000_000
"""Larger files are refused; the largest single stock of mail or PDF that a case honestly holds is far below.
"""

MAX_CONTAINER_BYTES = 1_000_000_000
"""The same for a zip or a mailbox of the case itself, which is held in memory while what lies in it is read."""

_HEAD = 64  # bytes that tell a mailbox or a zip
_CONTAINERS = (b"PK\x03\x04", b"From ")


def bytes_of(file: Path) -> tuple[bytes, int]:
    """The bytes of a file of the case and how many it has; of a mailbox of Outlook, which is read from where it lies,
    the first only. `discover` resolves the links that it follows, so a link here is one that leads out of the case.
    """
    mode = file.lstat().st_mode
    if stat.S_ISLNK(mode):
        raise UnreadableError(say.LINK)
    if not stat.S_ISREG(mode):
        raise UnreadableError(say.NO_FILE)
    size = file.stat().st_size
    with file.open("rb") as stream:
        head = stream.read(_HEAD)
        limit = MAX_CONTAINER_BYTES if head.startswith(_CONTAINERS) else MAX_FILE_BYTES
        limit = MAX_PST_BYTES if head.startswith(PST) else limit
        if size > limit:
            raise UnreadableError(say.too_large(limit))
        return (head if head.startswith(PST) else head + stream.read()), size


def safe_name(name: str) -> str:
    """The name of an attachment as one step of a path in the case: no slashes, no control characters, at most
    100 characters with the suffix kept.
    """
    visible = "".join(
        "\ufffd" if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Zl", "Zp"} else c for c in name
    )
    visible = re.sub(r"[/\\]", "-", visible).strip(" .") or "bijlage"
    if len(visible) <= 100:
        return visible
    suffix = Path(visible).suffix[:10]
    return visible[: 100 - len(suffix)] + suffix
