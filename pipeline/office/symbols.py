"""Symbols of fonts that have no letters, as Unicode; a letter that is written as a symbol, as that letter."""

from __future__ import annotations

from pipeline.office.properties import is_symbol_font

UNKNOWN = "\u25a1"  # white square

# The signs of Wingdings and Symbol that forms and lists use, by their code without the private-use offset.
_WINGDINGS = {
    0x28: "\u260e", 0x2A: "\u2709", 0x4A: "\u263a", 0x4C: "\u2639", 0x6C: "\u25cf", 0x6E: "\u25a0", 0x6F: "\u25a1",
    0x71: "\u25a1", 0x72: "\u25a1", 0x76: "\u2756", 0xA7: "\u25aa", 0xA8: "\u25a1", 0xD8: "\u27a2", 0xDF: "\u2190",
    0xE0: "\u2192", 0xE8: "\u2794", 0xF0: "\u21e8", 0xFB: "\u2717", 0xFC: "\u2713", 0xFD: "\u2612", 0xFE: "\u2611",
}  # fmt: skip
_SYMBOL = {
    0x2D: "\u2212", 0xB0: "\u00b0", 0xB1: "\u00b1", 0xB3: "\u2265", 0xA3: "\u2264", 0xB4: "\u00d7", 0xB7: "\u2022",
    0xB9: "\u2260", 0xAE: "\u2192", 0xAC: "\u2190", 0xDE: "\u21d2", 0xD6: "\u221a", 0xA5: "\u221e",
    **{0x41 + i: c for i, c in enumerate("ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ")},
    **{0x61 + i: c for i, c in enumerate("αβχδεφγηιϕκλμνοπθρστυϖωξψζ")},
}  # fmt: skip


def symbol(code: str, font: str) -> str:
    """What `w:sym` shows: `code` is hexadecimal, shifted by F000 where the font is one of symbols."""
    try:
        number = int(code, 16)
    except ValueError:
        return UNKNOWN
    number = number - 0xF000 if 0xF000 <= number < 0xF100 else number
    if is_symbol_font(font):
        table = _SYMBOL if font.lower().startswith("symbol") else _WINGDINGS
        return table.get(number, UNKNOWN)
    return chr(number) if 0x20 <= number < 0xD800 else UNKNOWN
