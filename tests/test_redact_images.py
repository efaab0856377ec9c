"""Boxes burnt into images: the secret is gone, whatever the filter and the colours; all else stays.

Most tests work with twins: two images that differ only in the word in the box. When they are the same file
afterwards, nothing of the word is left.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_makers import add_page, saved
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageCms, ImageDraw

from pipeline.pdf.scrub import instructions_of
from pipeline.redact import imagecodec, imagefilters
from pipeline.redact.geometry import Uninterpretable
from pipeline.redact.images import burned, from_inline

WIDTH, HEIGHT = 160, 96
BOX = (50, 32, 110, 50)  # columns and rows: left, top, right, bottom
AREA = (
    (BOX[0] / WIDTH, 1 - BOX[1] / HEIGHT),
    (BOX[2] / WIDTH, 1 - BOX[1] / HEIGHT),
    (BOX[2] / WIDTH, 1 - BOX[3] / HEIGHT),
    (BOX[0] / WIDTH, 1 - BOX[3] / HEIGHT),
)
TWINS = ("Veldkamp", "de Wit")


def word(secret: str) -> np.ndarray:
    """Where the letters stand: the secret in the box, other words around it."""
    image = Image.new("L", (WIDTH, HEIGHT), 0)
    pen = ImageDraw.Draw(image)
    for at in ((4, 2), (4, 70), (118, 36), (4, 36)):
        pen.text(at, "blijf", fill=255)
    pen.text((BOX[0] + 3, BOX[1] + 3), secret, fill=255)
    return np.asarray(image) > 127


def shades(secret: str, channels: int = 1, bits: int = 8) -> np.ndarray:
    """Samples: a slope for each channel, the letters dark."""
    top = (1 << bits) - 1
    across, down = np.linspace(0.3, 1, WIDTH)[None, :], np.linspace(1, 0.6, HEIGHT)[:, None]
    planes = [across * down, across[:, ::-1] * down, 0.7 * down + 0 * across, 0.3 * across + 0 * down]
    values = np.stack(planes[:channels], axis=2)
    values[word(secret)] = 0.05
    return np.round(values * top).astype(np.uint16)


def packed(values: np.ndarray, bits: int) -> bytes:
    rows = values.reshape(len(values), -1)
    if bits >= 8:
        return rows.astype(">u2" if bits == 16 else np.uint8).tobytes()
    single = (rows[:, :, None] >> np.arange(bits - 1, -1, -1)) & 1
    return np.packbits(single.reshape(len(rows), -1).astype(np.uint8), axis=1).tobytes()


def xobject(pdf: pikepdf.Pdf, data: bytes, filters: object = None, **entries: object) -> pikepdf.Object:
    image = pdf.make_stream(data)
    given = {"Type": Name.XObject, "Subtype": Name.Image, "Width": WIDTH, "Height": HEIGHT, **entries}
    if filters is not None:
        given["Filter"] = filters
    for key, value in given.items():
        image["/" + key] = value
    return image


def put(**entries: object) -> Callable[[pikepdf.Pdf, pikepdf.Object], None]:
    def edit(_pdf, image):
        for key, value in entries.items():
            image["/" + key] = value

    return edit


Maker = Callable[[pikepdf.Pdf, str], pikepdf.Object]


@dataclass(frozen=True)
class Case:
    """How an image is made; how far around the box it may change; how much any other pixel may."""

    make: Maker
    margin: int = 1
    tolerance: int = 0
    twins: int = 0  # how much the twins may differ


# ------------------------------------------------------------------------------------------- kinds of images


def raw(space: Callable[[pikepdf.Pdf], object], channels: int, bits: int, **entries: object) -> Case:
    def make(pdf, secret):
        data = zlib.compress(packed(shades(secret, channels, bits), bits))
        return xobject(pdf, data, Name.FlateDecode, ColorSpace=space(pdf), BitsPerComponent=bits, **entries)

    return Case(make)


def device(name: str) -> Callable[[pikepdf.Pdf], object]:
    return lambda _pdf: Name("/" + name)


def icc(pdf):
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return Array([Name.ICCBased, pdf.make_stream(profile, N=3, Alternate=Name.DeviceRGB)])


def palette(bits: int) -> Callable[[pikepdf.Pdf], object]:
    table = bytes((i * 90 + c * 25) % 256 for i in range(1 << bits) for c in range(3))
    return lambda _pdf: Array([Name.Indexed, Name.DeviceRGB, (1 << bits) - 1, pikepdf.String(table)])


def tint(channels: int) -> Callable[[pikepdf.Pdf], object]:
    def make(pdf):
        to_rgb = pdf.make_stream(
            b"{ pop 1 exch sub dup dup }" if channels == 2 else b"{ 1 exch sub dup dup }",
            FunctionType=4,
            Domain=[0, 1] * channels,
            Range=[0, 1] * 3,
        )
        names = Name.Spot if channels == 1 else Array([Name.Spot, Name.Gold])
        return Array([Name.Separation if channels == 1 else Name.DeviceN, names, Name.DeviceRGB, to_rgb])

    return make


WHITE = Array([0.9505, 1.0, 1.089])
SPACES = {
    **{f"grey, {bits} bits": raw(device("DeviceGray"), 1, bits) for bits in (1, 2, 4, 8, 16)},
    **{f"RGB, {bits} bits": raw(device("DeviceRGB"), 3, bits) for bits in (1, 4, 8, 16)},
    "CMYK": raw(device("DeviceCMYK"), 4, 8),
    "CMYK inverted": raw(device("DeviceCMYK"), 4, 8, Decode=[1, 0] * 4),
    "grey inverted": raw(device("DeviceGray"), 1, 8, Decode=[1, 0]),
    "bits inverted": raw(device("DeviceGray"), 1, 1, Decode=[1, 0]),
    "CalGray": raw(lambda _: Array([Name.CalGray, Dictionary(WhitePoint=WHITE, Gamma=2.2)]), 1, 8),
    "CalRGB": raw(lambda _: Array([Name.CalRGB, Dictionary(WhitePoint=WHITE)]), 3, 8),
    "Lab": raw(lambda _: Array([Name.Lab, Dictionary(WhitePoint=WHITE, Range=[-100, 100] * 2)]), 3, 8),
    "ICC": raw(icc, 3, 8),
    **{f"palette, {bits} bits": raw(palette(bits), 1, bits) for bits in (1, 2, 4, 8)},
    "palette inverted": raw(palette(8), 1, 8, Decode=[255, 0]),
    "Separation": raw(tint(1), 1, 8),
    "DeviceN": raw(tint(2), 2, 8),
}


def grey(encode: Callable[[bytes], bytes], filters: object, **entries: object) -> Case:
    def make(pdf, secret):
        data = encode(packed(shades(secret), 8))
        return xobject(pdf, data, filters, ColorSpace=Name.DeviceGray, BitsPerComponent=8, **entries)

    return Case(make)


def run_lengths(data: bytes) -> bytes:
    """Runs where there are some, else single bytes."""
    out, at = bytearray(), 0
    while at < len(data):
        end = at
        while end < len(data) and end - at < 128 and data[end] == data[at]:
            end += 1
        out += bytes([257 - (end - at), data[at]]) if end - at > 1 else bytes([0, data[at]])
        at = end
    return bytes(out) + b"\x80"


def tiff(data: bytes, mode: str, compression: str) -> bytes:
    out = io.BytesIO()
    image = Image.frombytes("L", (WIDTH, HEIGHT), data)
    image.convert(mode).save(out, "TIFF", compression=compression, tiffinfo={278: HEIGHT})
    with Image.open(io.BytesIO(out.getvalue())) as made:
        (offset,), (size,) = made.tag_v2[273], made.tag_v2[279]
    return out.getvalue()[offset : offset + size]


def up(data: bytes) -> bytes:
    rows = np.frombuffer(data, np.uint8).reshape(HEIGHT, WIDTH)
    return b"".join(
        b"\2" + (rows[i] - (rows[i - 1] if i else 0)).astype(np.uint8).tobytes() for i in range(HEIGHT)
    )


def left(data: bytes) -> bytes:
    rows = np.frombuffer(data, np.uint8).reshape(HEIGHT, WIDTH)
    return np.diff(rows, axis=1, prepend=np.uint8(0)).astype(np.uint8).tobytes()


def hexed(data: bytes) -> bytes:
    return data.hex().encode() + b">"


FILTERS = {
    "no filter": grey(bytes, None),
    "Flate": grey(zlib.compress, Name.FlateDecode),
    "Flate with a PNG predictor": grey(
        lambda d: zlib.compress(up(d)), Name.FlateDecode, DecodeParms=Dictionary(Predictor=15, Columns=WIDTH)
    ),
    "Flate with a TIFF predictor": grey(
        lambda d: zlib.compress(left(d)), Name.FlateDecode, DecodeParms=Dictionary(Predictor=2, Columns=WIDTH)
    ),
    "LZW": grey(lambda d: tiff(d, "L", "tiff_lzw"), Name.LZWDecode),
    "RunLength": grey(run_lengths, Name.RunLengthDecode),
    "hexadecimal": grey(hexed, Name.ASCIIHexDecode),
    "hexadecimal Flate": grey(
        lambda d: hexed(zlib.compress(d)), Array([Name.ASCIIHexDecode, Name.FlateDecode])
    ),
    "more than it needs": grey(lambda d: zlib.compress(d + b"Veldkamp"), Name.FlateDecode),
}


def jpeg(mode: str, margin: int, wrap: bool = False, decode: object = None, **options: object) -> Case:
    channels = {"L": 1, "RGB": 3, "CMYK": 4}[mode]
    space = {"L": Name.DeviceGray, "RGB": Name.DeviceRGB, "CMYK": Name.DeviceCMYK}[mode]

    def make(pdf, secret):
        out = io.BytesIO()
        pixels = packed(shades(secret, channels), 8)
        exif = Image.Exif()
        exif[0x010E] = secret
        Image.frombytes(mode, (WIDTH, HEIGHT), pixels).save(
            out, "JPEG", comment=secret.encode(), exif=exif, **{"quality": 90, **options}
        )
        data, filters = out.getvalue(), Name.DCTDecode
        if wrap:
            data, filters = zlib.compress(data), Array([Name.FlateDecode, Name.DCTDecode])
        entries = {} if decode is None else {"Decode": decode}
        return xobject(pdf, data, filters, ColorSpace=space, BitsPerComponent=8, **entries)

    return Case(make, margin, 24)


def ycck(pdf, secret):
    """The numbers of a CMYK JPEG under a marker that says that they are YCCK."""
    image = jpeg("CMYK", 8).make(pdf, secret)
    data = bytearray(image.read_raw_bytes())
    at = data.index(b"Adobe\0")
    data[at + 11] = 2
    image.write(bytes(data), filter=Name.DCTDecode)
    return image


def jpeg_palette(pdf, secret):
    image = jpeg("L", 8, quality=100).make(pdf, secret)
    image["/ColorSpace"] = palette(8)(pdf)
    return image


JPEGS = {
    "JPEG, grey": jpeg("L", 8),
    "JPEG, full colour": jpeg("RGB", 8, subsampling=0),
    "JPEG, half colour": jpeg("RGB", 17, subsampling=1),
    "JPEG, quarter colour": jpeg("RGB", 17, subsampling=2),
    "JPEG, coarse": jpeg("RGB", 17, quality=30),
    "JPEG, progressive": jpeg("RGB", 17, progressive=True),
    "JPEG in RGB": jpeg("RGB", 8, keep_rgb=True),
    "JPEG, CMYK": jpeg("CMYK", 8),
    "JPEG, CMYK inverted": jpeg("CMYK", 8, decode=[1, 0] * 4),
    "JPEG, YCCK": Case(ycck, 8, 24),
    "JPEG, grey inverted": jpeg("L", 8, decode=[1, 0]),
    "JPEG in Flate": jpeg("L", 8, wrap=True),
    "JPEG in a palette": Case(jpeg_palette, 8),
}


def bilevel(secret: str, inked: bool) -> bytes:
    """Letters as bytes of grey for a TIFF, whose faxes code the black that PDF calls white."""
    return np.where(word(secret) == inked, 0, 255).astype(np.uint8).tobytes()


def fax(compression: str, **parameters: object) -> Case:
    def make(pdf, secret):
        parms = Dictionary(Columns=WIDTH, Rows=HEIGHT, **parameters)
        data = tiff(bilevel(secret, inked=bool(parameters.get("BlackIs1"))), "1", compression)
        return xobject(
            pdf,
            data,
            Name.CCITTFaxDecode,
            ColorSpace=Name.DeviceGray,
            BitsPerComponent=1,
            DecodeParms=parms,
        )

    return Case(make)


def segment(number: int, kind: int, page: int, data: bytes) -> bytes:
    """A segment of JBIG2 (ITU-T T.88, 7.2)."""
    return struct.pack(">IBBBI", number, kind, 0, page, len(data)) + data


def region(width: int, height: int) -> bytes:
    return struct.pack(">IIIIB", width, height, 0, 0, 0)


def jbig2_page(number: int) -> bytes:
    return segment(number, 48, 1, struct.pack(">IIIIBH", WIDTH, HEIGHT, 0, 0, 0, 0))


def mmr(black: np.ndarray) -> bytes:
    """Fax coding as TIFF has it: in a photometry where white is 0."""
    out = io.BytesIO()
    image = Image.fromarray(np.where(black, 0, 255).astype(np.uint8)).convert("1")
    image.save(out, "TIFF", compression="group4", tiffinfo={278: black.shape[0]})
    with Image.open(io.BytesIO(out.getvalue())) as made:
        (offset,), (size,) = made.tag_v2[273], made.tag_v2[279]
        return out.getvalue()[offset : offset + size]


def jbig2(pdf, secret):
    data = jbig2_page(0) + segment(1, 38, 1, region(WIDTH, HEIGHT) + b"\1" + mmr(~word(secret)))
    return xobject(pdf, data, Name.JBIG2Decode, ColorSpace=Name.DeviceGray, BitsPerComponent=1)


def jbig2_halftone(pdf, secret):
    """Blocks of 2 by 2; the two patterns that they are drawn with stand in the globals."""
    patterns = np.zeros((2, 4), bool)
    patterns[:, 2:] = True
    globals_ = segment(0, 16, 0, struct.pack(">BBBI", 1, 2, 2, 1) + mmr(~patterns))
    small = word(secret)[::2, ::2]
    grid = struct.pack(">IIiiHH", WIDTH // 2, HEIGHT // 2, 0, 0, 2 << 8, 0)
    header = struct.pack(">IBBBBI", 2, 22, 1 << 5, 0, 1, 0)
    body = region(WIDTH, HEIGHT) + b"\1" + grid + mmr(~small)
    drawn = header[:-4] + struct.pack(">I", len(body)) + body
    return xobject(
        pdf,
        jbig2_page(1) + drawn,
        Name.JBIG2Decode,
        ColorSpace=Name.DeviceGray,
        BitsPerComponent=1,
        DecodeParms=Dictionary(JBIG2Globals=pdf.make_stream(globals_)),
    )


FAXES = {
    "fax, G4": fax("group4", K=-1),
    "fax, G3": fax("group3", K=0),
    "fax, black is 1": fax("group4", K=-1, BlackIs1=True),
    "JBIG2": Case(jbig2),
    "JBIG2 with globals": Case(jbig2_halftone),
}


def jpx(mode: str, **options: object) -> Case:
    def make(pdf, secret):
        out = io.BytesIO()
        channels = {"L": 1, "RGB": 3, "RGBA": 4}[mode]
        pixels = shades(secret, channels)
        if mode == "RGBA":
            pixels[:, :, 3] = np.where(word(secret), 255, 60)
        image = Image.frombytes(mode, (WIDTH, HEIGHT), packed(pixels, 8))
        image.save(out, "JPEG2000", **options)
        entries = {"SMaskInData": 1} if mode == "RGBA" else {}
        space = Name.DeviceGray if mode == "L" else Name.DeviceRGB
        return xobject(pdf, out.getvalue(), Name.JPXDecode, ColorSpace=space, **entries)

    return Case(make, 9, 64, twins=40)


JPXS = {
    "JPEG 2000, grey": jpx("L"),
    "JPEG 2000, colour": jpx("RGB"),
    "JPEG 2000, lossy": jpx("RGB", irreversible=True, quality_mode="rates", quality_layers=[12]),
    "JPEG 2000, codestream": jpx("RGB", no_jp2=True),
}

CASES = {**SPACES, **FILTERS, **JPEGS, **FAXES, **JPXS}
TABLE = pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())


# ------------------------------------------------------------------------------------------------- instruments


def page_of(pdf: pikepdf.Pdf, *images: pikepdf.Object, under: str = "1 1 1 rg") -> bytes:
    """A file with a page for each image, drawn at a point for a sample on a ground of some colour."""
    for image in images:
        content = f"{under} 0 0 {WIDTH} {HEIGHT} re f 0 0 0 rg {WIDTH} 0 0 {HEIGHT} 0 0 cm /I Do"
        page = add_page(pdf, content, MediaBox=[0, 0, WIDTH, HEIGHT])
        page["/Resources"]["/XObject"] = Dictionary(I=image)
    return saved(pdf)


def pixels_of(data: bytes, page: int = 0) -> np.ndarray:
    document = pypdfium2.PdfDocument(data)
    try:
        bitmap = document[page].render(scale=1, rev_byteorder=True)
        return np.asarray(bitmap.to_pil().convert("RGB")).astype(int)
    finally:
        document.close()


def burnt(make: Maker, secret: str, areas=(AREA,), under: str = "1 1 1 rg") -> bytes:
    pdf = pikepdf.new()
    return page_of(pdf, burned(pdf, make(pdf, secret), areas), under=under)


def plain(make: Maker, secret: str, under: str = "1 1 1 rg") -> bytes:
    pdf = pikepdf.new()
    return page_of(pdf, make(pdf, secret), under=under)


def outside(margin: int) -> np.ndarray:
    found = np.ones((HEIGHT, WIDTH), bool)
    x0, y0, x1, y1 = BOX
    found[y0 - margin : y1 + margin, x0 - margin : x1 + margin] = False
    return found


# ------------------------------------------------------------------------------------------------- what is left


@TABLE
def test_the_word_shows_before(case):
    """The cases are worth something: the twins differ, and only in the box."""
    one, other = (pixels_of(plain(case.make, secret)) for secret in TWINS)
    differ = (np.abs(one - other) > 24).any(axis=2)
    assert differ.sum() > 40
    assert not differ[outside(case.margin)].any()


@TABLE
def test_nothing_tells_the_twins_apart(case):
    one, other = (burnt(case.make, secret) for secret in TWINS)
    if case.twins:
        assert np.abs(pixels_of(one) - pixels_of(other)).max() <= case.twins
    else:
        assert one == other


@TABLE
def test_the_box_is_one_colour_and_all_else_stays(case):
    before, after = pixels_of(plain(case.make, TWINS[0])), pixels_of(burnt(case.make, TWINS[0]))
    x0, y0, x1, y1 = BOX
    box = after[y0 - 1 : y1 + 1, x0 - 1 : x1 + 1].reshape(-1, 3)
    assert (box.max(axis=0) - box.min(axis=0)).max() <= (3 if case.tolerance else 0)
    changed = np.abs(before - after)[outside(case.margin)]
    assert changed.max() <= case.tolerance
    assert changed.mean() <= (2 if case.tolerance else 0)


@TABLE
def test_the_bytes_of_the_original_are_not_in_the_file(case):
    pdf = pikepdf.new()
    image = case.make(pdf, TWINS[0])
    before = bytes(image.read_raw_bytes()), str(dict(image.items()))
    copy = burned(pdf, image, (AREA,))
    assert (bytes(image.read_raw_bytes()), str(dict(image.items()))) == before
    assert copy.objgen != image.objgen
    data = page_of(pdf, copy)
    with pikepdf.open(io.BytesIO(data)) as file:
        streams = [bytes(o.read_raw_bytes()) for o in file.objects if isinstance(o, pikepdf.Stream)]
    assert before[0] not in streams
    assert not any(TWINS[0].encode() in stream for stream in streams)


def test_only_the_copy_is_burnt():
    """Another page that draws the same image shows it as before."""
    pdf = pikepdf.new()
    image = JPEGS["JPEG, quarter colour"].make(pdf, TWINS[0])
    before = plain(JPEGS["JPEG, quarter colour"].make, TWINS[0])
    data = page_of(pdf, burned(pdf, image, (AREA,)), image)
    assert (pixels_of(data, 1) == pixels_of(before)).all()
    assert (pixels_of(data, 0) != pixels_of(before)).any()


def test_letters_beside_the_box_lose_their_colour_sooner_than_their_light():
    """JPEG codes colour in blocks of 16, light in blocks of 8."""
    case = JPEGS["JPEG, quarter colour"]
    before, after = pixels_of(plain(case.make, TWINS[0])), pixels_of(burnt(case.make, TWINS[0]))
    light_before, light_after = (p @ (0.299, 0.587, 0.114) for p in (before, after))
    assert np.abs(light_before - light_after)[outside(8)].max() < 40
    assert np.abs(light_before - light_after)[outside(8)].mean() < 1


def test_what_a_jpeg_need_not_grow():
    for name, case in JPEGS.items():
        assert len(burnt(case.make, "")) <= len(plain(case.make, "")) + 2000, name


def test_pages_and_programs_leave_nothing_behind_the_image():
    pdf = pikepdf.new()
    image = FILTERS["Flate"].make(pdf, TWINS[0])
    other = FILTERS["no filter"].make(pdf, TWINS[0])
    image["/Alternates"] = Array([Dictionary(Image=other)])
    image["/Metadata"] = pdf.make_stream(b"<x>Veldkamp</x>")
    image["/PieceInfo"] = Dictionary(X=Dictionary(Private=pikepdf.String("Veldkamp")))
    image["/Thumb"] = other
    image["/OPI"] = Dictionary()
    image["/Name"] = Name.Veldkamp
    image["/Interpolate"] = True
    image["/Intent"] = Name.Perceptual
    image["/StructParent"] = 3
    copy = burned(pdf, image, (AREA,))
    assert set(copy.keys()) == {
        "/Type", "/Subtype", "/Width", "/Height", "/ColorSpace", "/BitsPerComponent", "/Filter", "/Length",
        "/Interpolate", "/Intent", "/StructParent",
    }  # fmt: skip


# ------------------------------------------------------------------------------------------------------- masks


def with_soft_mask(pdf, secret, **entries):
    """A dark area through which the letters show, as layered scans have it."""
    image = xobject(pdf, bytes([20]) * WIDTH * HEIGHT, ColorSpace=Name.DeviceGray, BitsPerComponent=8)
    opacity = np.where(word(secret), 255, 0).astype(np.uint8)
    opacity = 255 - opacity if "Decode" in entries else opacity
    grey = {"ColorSpace": Name.DeviceGray, "BitsPerComponent": 8}
    image["/SMask"] = xobject(pdf, zlib.compress(opacity.tobytes()), Name.FlateDecode, **grey, **entries)
    return image


def with_jpeg_mask(pdf, secret):
    image = with_soft_mask(pdf, secret)
    out = io.BytesIO()
    Image.fromarray(np.where(word(secret), 255, 0).astype(np.uint8)).save(out, "JPEG", quality=100)
    image["/SMask"].write(out.getvalue(), filter=Name.DCTDecode)
    return image


def with_fax_mask(pdf, secret, decode=None):
    image = xobject(pdf, bytes([20]) * WIDTH * HEIGHT, ColorSpace=Name.DeviceGray, BitsPerComponent=8)
    mask = fax("group4", K=-1).make(pdf, secret)
    del mask["/ColorSpace"]
    mask["/ImageMask"] = True
    if decode:
        mask["/Decode"] = Array(decode)
    image["/Mask"] = mask
    return image


def with_small_colours(pdf, secret):
    """Colours in much larger samples than the mask, as layered scans have it."""
    image = with_soft_mask(pdf, secret)
    image["/Width"], image["/Height"] = WIDTH // 16, HEIGHT // 16
    return image


def with_small_jpeg(pdf, secret):
    """As most layered scans: colours as JPEG, with those of the secret in them."""
    image = with_soft_mask(pdf, secret)
    colours = np.full((HEIGHT // 2, WIDTH // 2, 3), (20, 60, 120), np.uint8)
    colours[BOX[1] // 2 : BOX[3] // 2, BOX[0] // 2 : BOX[2] // 2] = len(secret) * 10
    out = io.BytesIO()
    Image.fromarray(colours).save(out, "JPEG", quality=80)
    image.write(out.getvalue(), filter=Name.DCTDecode)
    put(Width=WIDTH // 2, Height=HEIGHT // 2, ColorSpace=Name.DeviceRGB)(pdf, image)
    return image


def with_large_colours(pdf, secret):
    """The secret also in the colours, below a mask of few samples."""
    image = FILTERS["Flate"].make(pdf, secret)
    image["/SMask"] = xobject(
        pdf, bytes(10 * 6), Width=10, Height=6, ColorSpace=Name.DeviceGray, BitsPerComponent=8
    )
    return image


def with_colour_key(pdf, secret):
    image = SPACES["palette, 4 bits"].make(pdf, secret)
    image["/Mask"] = Array([1, 1])
    return image


MASKS = {
    "soft mask": with_soft_mask,
    "soft mask inverted": lambda pdf, secret: with_soft_mask(pdf, secret, Decode=[1, 0]),
    "soft mask as JPEG": with_jpeg_mask,
    "mask as fax": with_fax_mask,
    "mask as fax, inverted": lambda pdf, secret: with_fax_mask(pdf, secret, [1, 0]),
    "colours smaller than the mask": with_small_colours,
    "colours smaller than the mask, as JPEG": with_small_jpeg,
    "colour key": with_colour_key,
}
GREEN = "0 1 0 rg"


@pytest.mark.parametrize("make", MASKS.values(), ids=MASKS.keys())
def test_masks_tell_nothing_and_are_opaque_in_the_box(make):
    before = pixels_of(plain(make, TWINS[0], GREEN))
    assert (before != pixels_of(plain(make, TWINS[1], GREEN))).sum() > 100
    one, other = (burnt(make, secret, under=GREEN) for secret in TWINS)
    assert one == other
    after = pixels_of(one)
    x0, y0, x1, y1 = BOX
    box = after[y0 - 1 : y1 + 1, x0 - 1 : x1 + 1].reshape(-1, 3)
    loss = 24 if make is with_small_jpeg else 1
    assert (box.max(axis=0) - box.min(axis=0)).max() < loss
    assert (box[0] != (0, 255, 0)).any()
    assert np.abs(before - after)[outside(8)].max() <= loss


def test_what_a_coarse_mask_hid_beside_the_box_stays_hidden():
    """A mask of few samples opens far beyond the box; all that it opens is wiped."""
    after = pixels_of(burnt(with_large_colours, "", under=GREEN))
    colours = {tuple(c) for c in after.reshape(-1, 3)}
    assert colours == {(0, 255, 0), (230, 230, 230)}


def test_the_matte_of_a_soft_mask_stays():
    pdf = pikepdf.new()
    copy = burned(pdf, with_soft_mask(pdf, TWINS[0], Matte=[0.5]), (AREA,))
    assert [float(v) for v in copy.SMask.Matte] == [0.5]


def test_a_jpeg_2000_keeps_its_opacity_as_a_mask_of_its_own():
    pdf = pikepdf.new()
    image = jpx("RGBA").make(pdf, TWINS[0])
    copy = burned(pdf, image, (AREA,))
    assert "/SMaskInData" not in copy
    opacity = np.frombuffer(copy.SMask.read_bytes(), np.uint8).reshape(HEIGHT, WIDTH)
    x0, y0, x1, y1 = BOX
    assert (opacity[y0:y1, x0:x1] == 255).all()
    expected = np.where(word(TWINS[0]), 255, 60)
    assert (opacity == expected)[outside(9)].all()


def stencil(decode=None, filters="Flate"):
    def make(pdf, secret):
        bits = word(secret) if decode == [1, 0] else ~word(secret)
        image = xobject(pdf, zlib.compress(np.packbits(bits, axis=1).tobytes()), Name.FlateDecode)
        if filters == "fax":
            image = fax("group4", K=-1).make(pdf, secret)
            del image["/ColorSpace"]
        image["/ImageMask"], image["/BitsPerComponent"] = True, 1
        if decode:
            image["/Decode"] = Array(decode)
        return image

    return make


@pytest.mark.parametrize(
    "make", [stencil(), stencil([0, 1]), stencil([1, 0]), stencil(filters="fax")], ids=["", "01", "10", "fax"]
)
def test_a_stencil_paints_nothing_in_the_box(make):
    before = pixels_of(plain(make, TWINS[0], GREEN))
    one, other = (burnt(make, secret, under=GREEN) for secret in TWINS)
    assert one == other
    after = pixels_of(one)
    x0, y0, x1, y1 = BOX
    assert (after[y0 - 1 : y1 + 1, x0 - 1 : x1 + 1] == (0, 255, 0)).all()
    assert (before == after)[outside(1)].all()
    assert (before == (0, 0, 0)).all(axis=2)[outside(1)].sum() > 100


# ----------------------------------------------------------------------------------------------- inline images


def inline_of(
    pdf: pikepdf.Pdf, head: str, data: bytes, resources: object
) -> tuple[pikepdf.Object, pikepdf.Object]:
    page = add_page(pdf, f"{WIDTH} 0 0 {HEIGHT} 0 0 cm BI {head} ID ".encode() + data + b"\nEI")
    page["/MediaBox"] = Array([0, 0, WIDTH, HEIGHT])
    page["/Resources"]["/ColorSpace"] = resources
    (instruction,) = [i for i in instructions_of(page) if hasattr(i, "iimage")]
    return page, instruction.iimage


SIZE = f"/W {WIDTH} /H {HEIGHT}"
LETTERS = np.packbits(~word(TWINS[0]), axis=1).tobytes()
INLINE = {
    "abbreviated": (f"{SIZE} /CS /G /BPC 1 /F /AHx", hexed(LETTERS)),
    "in full": (
        f"/Width {WIDTH} /Height {HEIGHT} /ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /ASCIIHexDecode",
        hexed(LETTERS),
    ),
    "a chain": (f"{SIZE} /CS /G /BPC 1 /F [/AHx /Fl]", hexed(zlib.compress(LETTERS))),
    "a palette": (f"{SIZE} /CS [/I /RGB 1 <204060e0c0a0>] /BPC 1 /F /AHx", hexed(LETTERS)),
    "a palette in a named space": (f"{SIZE} /CS [/I /Odd 1 <204060e0c0a0>] /BPC 1 /F /AHx", hexed(LETTERS)),
    "a named space": (f"{SIZE} /CS /Named /BPC 1 /F /AHx", hexed(LETTERS)),
    "a stencil": (f"{SIZE} /IM true /D [1 0] /F /AHx", hexed(LETTERS)),
    "raw": (f"{SIZE} /CS /G /BPC 1", LETTERS),
    "a fax": (
        f"{SIZE} /CS /G /BPC 1 /F /CCF /DP << /K -1 /Columns {WIDTH} >>",
        tiff(bilevel(TWINS[0], inked=False), "1", "group4"),
    ),
}


@pytest.mark.parametrize(("head", "data"), INLINE.values(), ids=INLINE.keys())
def test_an_inline_image_becomes_an_image_that_can_be_burnt(head, data):
    pdf = pikepdf.new()
    spaces = Dictionary(
        Odd=Array([Name.CalRGB, Dictionary(WhitePoint=WHITE)]),
        Named=Array([Name.Indexed, Name.DeviceRGB, 1, pikepdf.String(bytes((32, 64, 96, 224, 192, 160)))]),
    )
    _, inline = inline_of(pdf, head, data, spaces)
    image = from_inline(pdf, inline, pdf.pages[0].Resources)
    for shown in (image, burned(pdf, image, (AREA,))):
        page = add_page(pdf, f"{WIDTH} 0 0 {HEIGHT} 0 0 cm /I Do", MediaBox=[0, 0, WIDTH, HEIGHT])
        page["/Resources"]["/XObject"] = Dictionary(I=shown)
    done = saved(pdf)
    drawn, as_object, after = (pixels_of(done, i) for i in range(3))
    if head.split("/CS ")[-1][:9] != "[/I /Odd ":  # PDFium does not look for that one
        assert (drawn == as_object).all()
    assert (as_object == after).all(axis=2)[outside(1)].all()
    x0, y0, x1, y1 = BOX
    assert (after[y0:y1, x0:x1] == after[y0, x0]).all()
    assert (as_object[y0:y1, x0:x1] != after[y0, x0]).any()


def test_an_inline_image_in_a_colour_space_that_is_not_there():
    pdf = pikepdf.new()
    _, inline = inline_of(pdf, f"{SIZE} /CS /Gone /BPC 1 /F /AHx", hexed(LETTERS), Dictionary())
    with pytest.raises(Uninterpretable):
        from_inline(pdf, inline, pdf.pages[0].Resources)


# -------------------------------------------------------------------------------------------------- which samples


def wiped_samples(areas, width: int, height: int) -> np.ndarray:
    pdf = pikepdf.new()
    image = xobject(
        pdf, bytes(width * height), Width=width, Height=height, ColorSpace=Name.DeviceGray, BitsPerComponent=8
    )
    copy = burned(pdf, image, areas)
    return np.frombuffer(copy.read_bytes(), np.uint8).reshape(height, width) > 0


def box(x0: float, y0: float, x1: float, y1: float) -> tuple[tuple[float, float], ...]:
    return (x0, y0), (x1, y0), (x1, y1), (x0, y1)


@pytest.mark.parametrize(
    ("area", "rows", "columns"),
    [
        (box(0.2, 0.2, 0.4, 0.3), (6, 9), (1, 5)),  # y runs up, rows run down; one sample around
        (box(0.4, 0.3, 0.2, 0.2), (6, 9), (1, 5)),
        (box(0.21, 0.21, 0.22, 0.22), (6, 9), (1, 4)),
        (box(-5, -5, 5, 5), (0, 10), (0, 10)),
        (box(0, 0, 0.1, 0.1), (8, 10), (0, 2)),
        (box(1.01, 0, 1.2, 1), (0, 10), (9, 10)),  # one sample around what lies beside the image
        (box(0.5, 0.5, 0.5, 0.5), (4, 7), (4, 7)),
        (box(-1e300, 0.2, 1e300, 0.3), (6, 9), (0, 10)),
    ],
)
def test_the_samples_of_a_box(area, rows, columns):
    expected = np.zeros((10, 10), bool)
    expected[rows[0] : rows[1], columns[0] : columns[1]] = True
    assert (wiped_samples((area,), 10, 10) == expected).all()


def test_areas_beside_the_image_leave_it_as_it_is():
    assert not wiped_samples((box(1.5, 0, 2, 1), box(0, -3, 1, -2)), 10, 10).any()


points = st.tuples(st.floats(-0.5, 1.5), st.floats(-0.5, 1.5))


@settings(max_examples=60, deadline=None)
@given(
    area=st.lists(points, min_size=3, max_size=5), width=st.integers(1, 40), height=st.integers(1, 40),
    shares=st.lists(st.floats(0, 1), min_size=3, max_size=3),
)  # fmt: skip
def test_every_sample_that_an_area_touches_goes(area, width, height, shares):
    """Any point between the corners of a triangle of the area lies in a sample that goes, and so do those around."""
    total = sum(shares) or 1.0
    weights = [share / total for share in shares] if sum(shares) else [1.0, 0.0, 0.0]
    x, y = (sum(w * p[axis] for w, p in zip(weights, area, strict=False)) for axis in (0, 1))
    column, row = int(x * width // 1), int((1 - y) * height // 1)
    wiped = wiped_samples((area[:3],), width, height)
    for i in range(row - 1, row + 2):
        for j in range(column - 1, column + 2):
            if abs(i - row) + abs(j - column) <= 1 and 0 <= i < height and 0 <= j < width:
                near_edge = min(abs(x * width - round(x * width)), abs(y * height - round(y * height))) < 1e-5
                assert wiped[i, j] or near_edge


# ----------------------------------------------------------------------------------------------------- bad input


def broken(edit: Callable[[pikepdf.Pdf, pikepdf.Object], None], case: str = "Flate") -> Maker:
    def make(pdf, secret):
        image = CASES[case].make(pdf, secret)
        edit(pdf, image)
        return image

    return make


def cut(image: pikepdf.Object, share: float = 0.5) -> None:
    data = bytes(image.read_raw_bytes())
    image.write(
        data[: int(len(data) * share)], filter=image["/Filter"], decode_parms=image.get("/DecodeParms")
    )


BAD = {
    **{f"{name} breaks off": broken(lambda _, i: cut(i), name) for name in (
        "Flate", "LZW", "JPEG, quarter colour", "JPEG, grey", "fax, G4", "fax, G3", "JBIG2", "JPEG 2000, colour",
    )},
    "an unknown filter": broken(put(Filter=Name.NewDecode)),
    "encrypted": broken(put(Filter=Name.Crypt)),
    "a codec before another filter": broken(put(Filter=Array([Name.DCTDecode, Name.FlateDecode]))),
    "garbage for a JPEG": broken(put(Filter=Name.DCTDecode)),
    "garbage for a JPEG 2000": broken(put(Filter=Name.JPXDecode)),
    "garbage for a fax": broken(put(Filter=Name.CCITTFaxDecode, BitsPerComponent=1)),
    "a fax of another width": broken(put(DecodeParms=Dictionary(K=-1, Columns=1728)), "fax, G4"),
    "garbage for a JBIG2": broken(put(Filter=Name.JBIG2Decode, BitsPerComponent=1)),
    "absurdly large": broken(put(Width=20_000, Height=20_000)),
    "no height": broken(lambda _, i: i.__delitem__("/Height")),
    "of no size": broken(put(Width=0)),
    "of a size in words": broken(put(Width=Name.Wide)),
    "no colour space": broken(lambda _, i: i.__delitem__("/ColorSpace")),
    "an unknown colour space": broken(put(ColorSpace=Name.Sepia)),
    "a pattern for a colour space": broken(put(ColorSpace=Name.Pattern)),
    "seven bits": broken(put(BitsPerComponent=7)),
    "a decode array that is too short": broken(put(Decode=Array([0]))),
    "in another file": broken(put(F=pikepdf.String("other.bin"))),
    "a JPEG of another size": broken(put(Width=WIDTH - 8), "JPEG, grey"),
    "a JPEG of other colours": broken(put(ColorSpace=Name.DeviceRGB), "JPEG, grey"),
    "a JPEG that the PDF reads as RGB": broken(
        lambda _, i: i.write(
            bytes(i.read_raw_bytes()).replace(b"JFIF", b"NONE"),
            filter=Name.DCTDecode,
            decode_parms=Dictionary(ColorTransform=0),
        ),
        "JPEG, quarter colour",
    ),
    "a mask in many colours": lambda pdf, secret: _with(pdf, secret, SMask=SPACES["RGB, 8 bits"].make(pdf, secret)),
    "a mask that is no mask": lambda pdf, secret: _with(pdf, secret, Mask=FILTERS["Flate"].make(pdf, secret)),
    "a broken mask": lambda pdf, secret: _with(pdf, secret, SMask=broken(lambda _, i: cut(i))(pdf, secret)),
    "a colour key that does not fit": broken(put(Mask=Array([1, 2, 3]))),
    "a JPEG 2000 with a colour key": broken(put(Mask=Array([1, 2])), "JPEG 2000, grey"),
    "a JPEG 2000 of premultiplied colours": broken(put(SMaskInData=2), "JPEG 2000, grey"),
    "a JPEG 2000 without its opacity": broken(put(SMaskInData=1), "JPEG 2000, grey"),
    "a form": broken(put(Subtype=Name.Form)),
}  # fmt: skip


def _with(pdf: pikepdf.Pdf, secret: str, **entries: object) -> pikepdf.Object:
    image = FILTERS["Flate"].make(pdf, secret)
    put(**entries)(pdf, image)
    return image


@pytest.mark.parametrize("make", BAD.values(), ids=BAD.keys())
def test_what_cant_be_decoded_for_certain_is_refused(make):
    pdf = pikepdf.new()
    image = make(pdf, TWINS[0])
    with pytest.raises(Uninterpretable):
        burned(pdf, image, (AREA,))


@pytest.mark.parametrize("area", [(), ((0.0, 0.0), (1.0, 1.0)), box(0, 0, float("nan"), 1)])
def test_an_area_that_is_none_is_refused(area):
    pdf = pikepdf.new()
    with pytest.raises(Uninterpretable):
        burned(pdf, FILTERS["Flate"].make(pdf, ""), (area,))


BOMBS = {
    "Flate": (Name.FlateDecode, zlib.compress(bytes(3_000_000))),
    "Flate in Flate": (Array([Name.FlateDecode] * 2), zlib.compress(zlib.compress(bytes(3_000_000)))),
    "RunLength": (Name.RunLengthDecode, b"\x81\x00" * 20_000 + b"\x80"),
    "LZW": (Name.LZWDecode, tiff(bytes(WIDTH * HEIGHT), "L", "tiff_lzw")),
}


@pytest.mark.parametrize(("filters", "data"), BOMBS.values(), ids=BOMBS.keys())
def test_what_unpacks_to_too_much_is_refused(filters, data, monkeypatch):
    monkeypatch.setattr(imagefilters, "MAX_BYTES", 15_000)
    pdf = pikepdf.new()
    image = xobject(pdf, data, filters, Width=10, Height=10, ColorSpace=Name.DeviceGray, BitsPerComponent=8)
    with pytest.raises(Uninterpretable, match="too much"):
        burned(pdf, image, (AREA,))


def test_the_limit_on_pixels_holds_for_what_a_codec_says(monkeypatch):
    """A JPEG 2000 has a size of its own."""
    monkeypatch.setattr(imagecodec, "MAX_PIXELS", 2000)
    pdf = pikepdf.new()
    image = JPXS["JPEG 2000, grey"].make(pdf, "")
    image["/Width"] = image["/Height"] = 10
    with pytest.raises(Uninterpretable, match="size"):
        burned(pdf, image, (AREA,))
