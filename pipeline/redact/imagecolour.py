"""What the samples of an image mean (ISO 32000-2, 8.6 and 8.9.5): channels, ranges, and which sample is light."""

from __future__ import annotations

from collections.abc import Sequence

import pikepdf

from pipeline.redact.geometry import Uninterpretable

LIGHT = 0.9
"""The grey that wiped samples get, between black (0) and white (1)."""

_CHANNELS = {
    "/DeviceGray": 1, "/CalGray": 1, "/DeviceRGB": 3, "/CalRGB": 3, "/Lab": 3, "/DeviceCMYK": 4,
    "/Indexed": 1, "/Separation": 1,
}  # fmt: skip
_BY_CHANNELS = {1: "/DeviceGray", 3: "/DeviceRGB", 4: "/DeviceCMYK"}
_LAB_LIGHT = (91.0, 0.0, 0.0)  # L* of a grey of 0.9


def family_of(space: object) -> str:
    """The family of a colour space; an ICC profile counts as the device space with as many channels.

    Raises:
        Uninterpretable: it is no colour space that an image can have.
    """
    if isinstance(space, pikepdf.Name):
        family = str(space)
    elif isinstance(space, pikepdf.Array) and len(space) > 0:
        family = str(space[0])
    else:
        raise Uninterpretable("an image without a colour space")
    if family == "/ICCBased":
        profile_range = _profile_range(space)
        if profile_range[:2] == (0.0, 100.0):
            return "/Lab"
        return _BY_CHANNELS[len(profile_range) // 2]
    if family not in _CHANNELS and family != "/DeviceN":
        raise Uninterpretable("an image in an unknown colour space")
    return family


def channels_of(space: pikepdf.Object) -> int:
    """How many channels a sample has.

    Raises:
        Uninterpretable: it is no colour space that an image can have.
    """
    family = family_of(space)
    return len(space[1]) if family == "/DeviceN" else _CHANNELS[family]


def light(space: pikepdf.Object, bits: int, decode: Sequence[float]) -> tuple[int, ...]:
    """The sample that comes nearest to a light neutral grey.

    Inks of unknown colour (Separation, DeviceN) get none: that is the paper.

    Args:
        space: the colour space of the image.
        bits: of a channel, 1 to 16.
        decode: the /Decode array of the image; empty where it has none.

    Raises:
        Uninterpretable: the colour space or the array is not what it should be.
    """
    count = channels_of(space)
    found = list(decode) or _ranges(space, bits)
    if len(found) < 2 * count:
        raise Uninterpretable("an image whose decode array is too short")
    return tuple(
        _code(value, found[2 * i], found[2 * i + 1], bits) for i, value in enumerate(_light(space, bits))
    )


def _code(value: float, low: float, high: float, bits: int) -> int:
    top = (1 << bits) - 1
    return 0 if low == high else min(top, max(0, round((value - low) / (high - low) * top)))


def _light(space: pikepdf.Object, bits: int) -> tuple[float, ...]:
    family = family_of(space)
    if family == "/Indexed":
        return (float(_lightest_entry(space, bits)),)
    return {
        "/Lab": _LAB_LIGHT,
        "/DeviceCMYK": (0.0, 0.0, 0.0, 1.0 - LIGHT),
        "/Separation": (0.0,),
    }.get(family) or ((0.0,) if family == "/DeviceN" else (LIGHT,)) * channels_of(space)


def _ranges(space: pikepdf.Object, bits: int) -> list[float]:
    """The default decode array (ISO 32000-2, table 88)."""
    family = family_of(space)
    if family == "/Indexed":
        return [0.0, float((1 << bits) - 1)]
    if isinstance(space, pikepdf.Array) and space[0] == "/ICCBased":
        return list(_profile_range(space))
    if family == "/Lab":
        return [0.0, 100.0, *_numbers(space[1].get("/Range", [-100, 100, -100, 100]))]
    return [0.0, 1.0] * channels_of(space)


def _profile_range(space: pikepdf.Object) -> tuple[float, ...]:
    channels = int(space[1]["/N"])
    if channels not in _BY_CHANNELS:
        raise Uninterpretable("an ICC profile with an odd number of channels")
    found = tuple(_numbers(space[1].get("/Range", [0, 1] * channels)))
    if len(found) != 2 * channels:
        raise Uninterpretable("an ICC profile with a range that does not fit")
    return found


def _lightest_entry(space: pikepdf.Object, bits: int) -> int:
    """The entry of a palette that comes nearest to the light grey; the first of those as near."""
    base, highest, lookup = space[1], int(space[2]), space[3]
    table = lookup.read_bytes() if isinstance(lookup, pikepdf.Stream) else bytes(lookup)
    channels = channels_of(base)
    count = min(highest + 1, 1 << bits, len(table) // channels)
    if count < 1 or family_of(base) == "/Indexed":
        raise Uninterpretable("an image with a broken palette")
    ranges = _ranges(base, 8)
    lows, highs = ranges[::2], ranges[1::2]

    def distance(entry: int) -> tuple[float, int]:
        codes = table[entry * channels : (entry + 1) * channels]
        values = [low + code / 255 * (high - low) for code, low, high in zip(codes, lows, highs, strict=True)]
        return sum((part - LIGHT) ** 2 for part in _roughly_rgb(family_of(base), values)), entry

    return min(map(distance, range(count)))[1]


def _roughly_rgb(family: str, values: list[float]) -> tuple[float, ...]:
    """Near enough to tell light from dark and grey from coloured."""
    if family == "/Lab":
        lightness, a, b = (value / 100 for value in values)
        return lightness + a, lightness - a, lightness - b
    if family == "/DeviceCMYK":
        return tuple((1 - ink) * (1 - values[3]) for ink in values[:3])
    if family in {"/Separation", "/DeviceN"}:
        return (1 - sum(values) / len(values),) * 3
    return tuple(values) if len(values) == 3 else (values[0],) * 3


def _numbers(array: object) -> list[float]:
    return [float(value) for value in array]  # type: ignore[attr-defined]
