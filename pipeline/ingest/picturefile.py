"""What goes for every picture that is opened: its formats, its size, and what Pillow raises on a bad one."""

from __future__ import annotations

FORMATS = ("JPEG", "PNG", "GIF", "TIFF", "BMP", "WEBP")
"""What is opened, by Pillow's names."""

MAX_PIXELS = 89_000_000
"""An A3 at 600 dpi has 70 million. Larger ones are refused before they are unpacked."""

FAULTS = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    EOFError,
    OverflowError,
)
"""What Pillow raises on a file that is not as it should be, beside `Image.DecompressionBombError` and MemoryError for
one that is too large.
"""
