"""The samples of an image XObject: read through every filter of ISO 32000-2, 7.4, and written again.

What qpdf can unpack keeps its bits and its colour space. CCITT and JBIG2 are decoded by PDFium to the bits they
hold, JPEG by libjpeg to the samples it holds; both keep their colour space too. JPEG 2000 becomes what PDFium
shows of it, in grey or RGB.
"""

from __future__ import annotations

import io
import zlib
from contextlib import closing
from dataclasses import replace

import numpy as np
import pikepdf
import pypdfium2
from PIL import Image
from PIL.Jpeg2KImagePlugin import Jpeg2KImageFile
from PIL.JpegImagePlugin import JpegImageFile, get_sampling

from pipeline.redact.geometry import Uninterpretable
from pipeline.redact.imagecolour import channels_of, family_of
from pipeline.redact.imagefilters import Coded, jbig2_is_whole, unfiltered
from pipeline.redact.imagesamples import BLOCK, Bytes, Jpeg, Picture, Where

MAX_PIXELS = 100_000_000
"""Of one image: an A3 scan at 600 dpi has 70 million."""

JPEG_QUALITY = 85
JPX_BLUR = 8
"""How many samples around what was wiped a wavelet of JPEG 2000 may still tell of it."""


def read(pdf: pikepdf.Pdf, image: pikepdf.Object, *, as_samples: bool = False) -> Picture:
    """The samples of an image XObject.

    Args:
        pdf: the file the image is in.
        image: an image XObject.
        as_samples: of a JPEG in YCbCr give the samples that the colour space of the image is about.

    Raises:
        Uninterpretable: it can't be decoded for certain.
        OSError, SyntaxError, ValueError, TypeError, KeyError, pikepdf.PikepdfError, pypdfium2.PdfiumError, zlib.error:
            it is broken.
    """
    width, height = int(image["/Width"]), int(image["/Height"])
    _check_size(width, height)
    stencil = is_stencil(image)
    space = pikepdf.Name.DeviceGray if stencil else image.get("/ColorSpace")
    decode = tuple(float(value) for value in image.get("/Decode", ()))
    coded = unfiltered(image)
    if coded.codec == "/JPXDecode":
        return _jpx(pdf, image, coded, space)
    if space is None:
        raise Uninterpretable("an image without a colour space")
    channels = channels_of(space)
    if decode and len(decode) < 2 * channels:
        raise Uninterpretable("an image whose decode array is too short")
    if coded.codec == "/DCTDecode":
        if stencil:
            raise Uninterpretable("a stencil that is no bits")
        return replace(_jpeg(coded, (width, height), space, as_samples=as_samples), decode=decode)
    bits = 1 if stencil or coded.codec else int(image.get("/BitsPerComponent", 8))
    if bits not in {1, 2, 4, 8, 16}:
        raise Uninterpretable("an image with an odd number of bits")
    if coded.codec:
        if channels != 1:
            raise Uninterpretable("a fax with more than one channel")
        return Picture(width, height, 1, 1, _bilevel(pdf, coded, width, height), space, decode)
    stride = (width * channels * bits + 7) // 8
    if len(coded.data) < stride * height:
        raise Uninterpretable("an image that breaks off")
    rows = np.frombuffer(coded.data, np.uint8, stride * height).reshape(height, stride).copy()
    return Picture(width, height, channels, bits, rows, space, decode, predicted=coded.predicted)


def is_stencil(image: pikepdf.Object) -> bool:
    """Whether its bits say where to paint, not with what."""
    return bool(image.get("/ImageMask", False))


def _check_size(width: int, height: int) -> None:
    if width < 1 or height < 1 or width * height > MAX_PIXELS:
        raise Uninterpretable("an image of an absurd size")


# PDFium


def _shown(pdf: pikepdf.Pdf, data: bytes, entries: dict[str, object]) -> Bytes:
    """The bitmap that PDFium makes of an image: rows, columns and, unless it is grey, blue, green, red."""
    image = pdf.make_stream(data)
    for key, value in {"/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Image, **entries}.items():
        image[key] = value
    file = io.BytesIO()
    with pikepdf.new() as alone:
        page = alone.add_blank_page(page_size=(100, 100))
        page.obj["/Resources"] = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=alone.copy_foreign(image)))
        page.obj["/Contents"] = alone.make_stream(b"q 100 0 0 100 0 0 cm /I Do Q")
        alone.save(file)
    with closing(pypdfium2.PdfDocument(file.getvalue())) as document, closing(document[0]) as page:
        for drawn in page.get_objects():
            if isinstance(drawn, pypdfium2.PdfImage):
                found: Bytes = drawn.get_bitmap().to_numpy().copy()
                return found
    raise Uninterpretable("an image that PDFium does not draw")


def _bilevel(pdf: pikepdf.Pdf, coded: Coded, width: int, height: int) -> Bytes:
    """The packed bits of a CCITT or JBIG2 image."""
    entries = {
        "/Width": width,
        "/Height": height,
        "/ColorSpace": pikepdf.Name.DeviceGray,
        "/BitsPerComponent": 1,
        "/Filter": pikepdf.Name(str(coded.codec)),
    }

    def decoded(parameters: pikepdf.Object) -> Where:
        bitmap = _shown(pdf, coded.data, {**entries, "/DecodeParms": parameters})
        bits = bitmap.reshape(bitmap.shape[0], -1) > 127
        if bits.shape != (height, width):
            raise Uninterpretable("a fax of another size than it says")
        return bits

    if coded.codec == "/CCITTFaxDecode" and int(coded.parameters.get("/Columns", 1728)) != width:
        raise Uninterpretable("a fax of another width than it says")
    bits = decoded(coded.parameters)
    # PDFium says nothing where it gives up: all of a JBIG2 is white then, and a row of a fax 0, whatever 0 means.
    if coded.codec == "/JBIG2Decode":
        broken = bool(bits.all()) or not jbig2_is_whole(coded.data)
    else:
        turned = pikepdf.Dictionary(dict(coded.parameters.items()))
        turned["/BlackIs1"] = not coded.parameters.get("/BlackIs1", False)
        broken = bool((decoded(turned) == bits).any())
    if broken:
        raise Uninterpretable("a fax that breaks off")
    return np.packbits(bits, axis=1)


def _jpx(pdf: pikepdf.Pdf, image: pikepdf.Object, coded: Coded, space: pikepdf.Object | None) -> Picture:
    """A JPEG 2000 as PDFium shows it, in grey or RGB, with the alpha that it holds."""
    if "/Decode" in image or image.get("/SMaskInData", 0) not in (0, 1):
        raise Uninterpretable("a JPEG 2000 that is shown in an odd way")
    with Jpeg2KImageFile(io.BytesIO(coded.data)) as file:
        width, height = file.size
        _check_size(width, height)
        alpha = _alpha_of(file) if int(image.get("/SMaskInData", 0)) else None
    entries: dict[str, object] = {
        "/Width": width,
        "/Height": height,
        "/BitsPerComponent": 8,
        "/Filter": pikepdf.Name.JPXDecode,
    }
    if space is not None:
        entries["/ColorSpace"] = space
    bitmap = _shown(pdf, coded.data, entries)
    if bitmap.shape[:2] != (height, width):
        raise Uninterpretable("a JPEG 2000 of another size than it says")
    colours = bitmap.reshape(height, width, -1)[:, :, 2::-1]
    grey = colours.shape[2] == 1 or bool((colours == colours[:, :, :1]).all())
    if grey:
        colours = colours[:, :, :1]
    rows = np.ascontiguousarray(colours).reshape(height, -1)
    jpeg = Jpeg("L" if grey else "RGB", None, 0)
    shown_in = pikepdf.Name.DeviceGray if grey else pikepdf.Name.DeviceRGB
    channels = colours.shape[2]
    return Picture(
        width, height, channels, 8, rows, shown_in, blur=JPX_BLUR, jpeg=jpeg, shown=True, alpha=alpha
    )


def _alpha_of(file: Jpeg2KImageFile) -> Bytes:
    if file.mode not in {"LA", "RGBA"}:
        raise Uninterpretable("a JPEG 2000 without the opacity that it should have")
    return np.asarray(file.getchannel("A"), np.uint8).copy()


# JPEG


def _jpeg(coded: Coded, size: tuple[int, int], space: pikepdf.Object, *, as_samples: bool) -> Picture:
    with JpegImageFile(io.BytesIO(coded.data)) as file:
        channels = {"L": 1, "RGB": 3, "CMYK": 4}.get(file.mode, 0)
        if file.size != size or channels != channels_of(space):
            raise Uninterpretable("a JPEG of another kind than it says")
        ycc = _is_ycc(file, channels, coded.parameters)
        samplings = [(layer[1], layer[2]) for layer in file.layer]
        uniform = len(set(samplings)) == 1
        across, down = (max(s[i] for s in samplings) for i in (0, 1))
        block = (BLOCK, BLOCK) if uniform else (BLOCK * across, BLOCK * down)
        exact = family_of(space) == "/Indexed"  # an entry beside the right one has another colour
        if ycc and channels == 3 and not as_samples and not exact:
            file.draft("YCbCr", None)
        tables = _tables(file, ycc)
        sampling = max(0, get_sampling(file))
        mode, pixels = file.mode, np.asarray(file)
    rows = pixels.reshape(size[1], -1).copy()
    if mode == "CMYK":
        np.subtract(255, rows, out=rows)  # Pillow turns CMYK around, always
    jpeg = None if exact else Jpeg(mode, tables, sampling, as_rgb=channels == 3 and not ycc)
    blur = 0 if uniform else 1  # libjpeg blurs colour into the sample beside its block
    return Picture(*size, channels, 8, rows, space, grid=block, blur=blur, jpeg=jpeg)


def _is_ycc(file: JpegImageFile, channels: int, parameters: pikepdf.Object) -> bool:
    """Whether libjpeg takes the channels for YCbCr or YCCK.

    Raises:
        Uninterpretable: the PDF says otherwise (ISO 32000-2, table 13), where no marker in the file decides.
    """
    transform = file.info.get("adobe_transform")
    names = bytes(layer[0] for layer in file.layer)
    if "jfif" in file.info and channels == 3:
        return True
    if transform is not None:
        return bool(transform)
    ycc = channels == 3 and names != b"RGB"
    if channels > 1 and "/ColorTransform" in parameters and bool(parameters["/ColorTransform"]) != ycc:
        raise Uninterpretable("a JPEG whose colours can be read in two ways")
    return ycc


def _tables(file: JpegImageFile, ycc: bool) -> dict[int, list[int]] | None:
    """The quantisation tables, where they are used as Pillow would use them: the loss is then not made twice."""
    used = [layer[3] for layer in file.layer]
    tables: dict[int, list[int]] = file.quantization
    usual = (used == [0, 1, 1] and ycc) or not any(used)
    usual = usual and sorted(tables) == sorted(set(used))
    return tables if usual and all(0 < step < 256 for t in tables.values() for step in t) else None


# Writing


def write(pdf: pikepdf.Pdf, picture: Picture) -> pikepdf.Object:
    """A new image XObject with nothing but the samples: JPEG where there is something to code it with, or Flate."""
    if picture.jpeg is not None:
        stream = pdf.make_stream(_as_jpeg(picture, picture.jpeg))
        stream["/Filter"] = pikepdf.Name.DCTDecode
    else:
        rows = _differences(picture.rows) if picture.predicted else picture.rows
        stream = pdf.make_stream(zlib.compress(rows.tobytes(), 6))
        stream["/Filter"] = pikepdf.Name.FlateDecode
        if picture.predicted:
            stream["/DecodeParms"] = pikepdf.Dictionary(
                Predictor=15, Colors=picture.channels, BitsPerComponent=picture.bits, Columns=picture.width
            )
    stream["/Type"] = pikepdf.Name.XObject
    stream["/Subtype"] = pikepdf.Name.Image
    stream["/Width"] = picture.width
    stream["/Height"] = picture.height
    stream["/BitsPerComponent"] = picture.bits
    stream["/ColorSpace"] = picture.space
    if picture.decode:
        stream["/Decode"] = pikepdf.Array(picture.decode)
    return stream


def _differences(rows: Bytes) -> Bytes:
    """Each row as its difference from the one above, with the tag of PNG's filter Up."""
    found = np.empty((rows.shape[0], rows.shape[1] + 1), np.uint8)
    found[:, 0] = 2
    found[0, 1:] = rows[0]
    np.subtract(rows[1:], rows[:-1], out=found[1:, 1:])
    return found


def _as_jpeg(picture: Picture, jpeg: Jpeg) -> bytes:
    rows = 255 - picture.rows if jpeg.mode == "CMYK" else picture.rows  # Pillow turns CMYK around, always
    image = Image.frombytes(jpeg.mode, (picture.width, picture.height), rows.tobytes())
    out = io.BytesIO()
    if jpeg.tables is not None:
        image.save(out, "JPEG", qtables=jpeg.tables, subsampling=jpeg.sampling, keep_rgb=jpeg.as_rgb)
    else:
        image.save(out, "JPEG", quality=JPEG_QUALITY, subsampling=jpeg.sampling, keep_rgb=jpeg.as_rgb)
    return out.getvalue()
