"""Pictures inside a mail, a letter, a page or a sheet: each becomes a document of its own, so that the text around it
can be published, and a marker stands where it was.

The marker tells nothing of the picture, not even its name: two texts that differ only in what their pictures show are
published as the same text.
"""

from __future__ import annotations

import hashlib
import io
import re
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from math import floor

from PIL import Image

from pipeline.errors import UnreadableError
from pipeline.ingest import ocr
from pipeline.ingest.attachment import Attachment
from pipeline.ingest.picturefile import FAULTS, FORMATS, MAX_PIXELS
from pipeline.ingest.sniff import FileKind, is_tiny_picture, magic_suffix, sniff
from pipeline.office.drawing import PLACES, WHOLE, Crop

MAX_INSETS = 200
"""Different pictures of one document that become documents; the others hold it back, as unread pictures do."""

DECORATION = 20_000
"""Pixels (200 by 100) of a picture that may be left out when OCR reads no word in it: the logo below a mail. In so few
pixels no page, screen or table can be read, so what goes is at most a sign or a scribble, and the marker says that it
went. Larger ones without words (a photo, a drawing) are documents that a person looks at.
"""

_NAME = "afbeelding-"
_INSET = re.compile(rf"/[0-9]+-{_NAME}[0-9]+(?:\.[a-z0-9]+)?$")

LEFT_OUT = "[afbeelding weggelaten]"

_DECORATION_BYTES = 200_000  # so few pixels with more are something else
_DECORATION_SECONDS = 10.0
_ENLARGED = 3  # a picture of the screen has 96 pixels an inch, tesseract wants 300
_MARGIN = 20  # pixels of paper around it, without which tesseract passes over letters at the edge
_PLACE = re.compile(f"[{chr(PLACES[0])}-{chr(PLACES[-1])}]")
_BLANK = " \t>"
_FAULTS = (Image.DecompressionBombError, MemoryError, *FAULTS)


@dataclass(slots=True)
class Insets:
    """The pictures of one document as far as they were met. `unread` counts those that nothing could be made of."""

    attachments: list[Attachment] = field(default_factory=list)
    unread: int = 0
    _markers: dict[bytes, str] = field(default_factory=dict)

    def marker(self, data: bytes, crop: Crop = WHOLE) -> str:
        """What stands in the text in the place of a picture; the same for the same picture.

        Nothing for a tiny one, and for one that no picture file can be made of (a vector drawing), which is counted.
        """
        if is_tiny_picture(data):
            return ""
        key = hashlib.sha256(repr(crop).encode() + data).digest()
        if key not in self._markers:
            self._markers[key] = self._new(data, crop)
        return self._markers[key]

    def _new(self, data: bytes, crop: Crop) -> str:
        if sniff(data, "") is FileKind.PICTURE and crop != WHOLE:
            data = cut(data, crop)
        if sniff(data, "") is not FileKind.PICTURE:
            self.unread += 1
            return ""
        if _is_decoration(data):
            return LEFT_OUT
        if len(self.attachments) >= MAX_INSETS:
            self.unread += 1
            return ""
        number = len(self.attachments) + 1
        self.attachments.append(Attachment(f"{_NAME}{number}{magic_suffix(data)}", data))
        return f"[afbeelding {number}]"


def is_inset(path: str) -> bool:
    """Whether the document with this path in the case was a picture in another one."""
    return bool(_INSET.search(path))


def cut(data: bytes, crop: Crop) -> bytes:
    """The part of a picture that is shown, as PNG; nothing where it can't be cut."""
    left, top, right, bottom = (min(max(side, 0.0), 1.0) for side in crop)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=FORMATS) as file:
                width, height = file.size
                if width * height > MAX_PIXELS or getattr(file, "n_frames", 1) > 1:
                    return b""
                box = (
                    floor(left * width),
                    floor(top * height),
                    width - floor(right * width),
                    height - floor(bottom * height),
                )
                if box[0] >= box[2] or box[1] >= box[3]:
                    return b""
                shown = file.convert(
                    "RGBA" if "A" in file.getbands() or "transparency" in file.info else "RGB"
                )
                out = io.BytesIO()
                shown.crop(box).save(out, "PNG")
                return out.getvalue()
    except _FAULTS:
        return b""


def _is_decoration(data: bytes) -> bool:
    """Whether a picture is small and no word can be read in it; never where nobody can tell."""
    if len(data) > _DECORATION_BYTES:
        return False
    try:
        ocr.program()
        return _is_wordless(data)
    except (UnreadableError, *_FAULTS):
        return False


@lru_cache(maxsize=256)
def _is_wordless(data: bytes) -> bool:
    """A case holds the same logo a thousand times.

    Raises:
        UnreadableError: OCR is not there, or failed.
        OSError, ValueError and the like: the picture is damaged.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with Image.open(io.BytesIO(data), formats=FORMATS) as file:
            if file.width * file.height > DECORATION or getattr(file, "n_frames", 1) > 1:
                return False
            over = file.convert("RGBA")
    seen_through = min(over.getchannel("A").tobytes()) < 255
    for ground in (
        ("white", "black") if seen_through else ("white",)
    ):  # white letters are meant for a dark mail
        paper = Image.new("RGBA", (over.width + 2 * _MARGIN, over.height + 2 * _MARGIN), ground)
        paper.alpha_composite(over, (_MARGIN, _MARGIN))
        size = paper.width * _ENLARGED, paper.height * _ENLARGED
        if _has_word(paper.convert("L").resize(size, Image.Resampling.LANCZOS)):
            return False
    return True


def _has_word(grey: Image.Image) -> bool:
    """Whether there are two letters or figures beside each other, however unsure."""
    lines = ocr.recognise(grey, ocr.SPARSE, _DECORATION_SECONDS)
    return any(sum(sign.isalnum() for sign in word.text) > 1 for line in lines for word in line.words)


def places_in(text: str) -> list[str]:
    """The places in a text, each once, in order."""
    return list(dict.fromkeys(_PLACE.findall(text)))


def filled(text: str, markers: Mapping[str, str]) -> str:
    """A text with its markers; a line that holds nothing but places of what was left out goes."""
    if not markers:
        return text
    lines: list[str] = []
    for line in text.split("\n"):
        if not _PLACE.search(line):
            lines.append(line)
            continue
        shown = _PLACE.sub(lambda m: markers.get(m[0], m[0]), _without_empty(line, markers))
        if shown.strip(_BLANK):
            lines.append(shown.rstrip())
        elif lines and not lines[-1].strip(_BLANK):
            lines.pop()
    return "\n".join(lines)


def _without_empty(line: str, markers: Mapping[str, str]) -> str:
    """A line without the places of which nothing is shown, and without the space before them."""
    gone = "".join(place for place, marker in markers.items() if not marker)
    return re.sub(f"(?<=\\S) [{gone}](?= |$)|^[{gone}] ?|[{gone}]", "", line) if gone else line
