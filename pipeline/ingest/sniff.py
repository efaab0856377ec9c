"""What kind of file some bytes are: by what they hold, then by their name."""

from __future__ import annotations

import re
from enum import StrEnum
from itertools import islice
from pathlib import PurePosixPath

from pipeline.errors import UnreadableError
from pipeline.ingest.archive import member_bytes, open_zip
from pipeline.ingest.cfb import MAGIC as OLE2
from pipeline.ingest.cfb import DamagedError, read_cfb
from pipeline.ingest.mailbox import is_mbox, mails_of
from pipeline.ingest.pst import MAGIC as PST
from pipeline.ingest.text import decode


class FileKind(StrEnum):
    """What a reader can be found for, and what none is."""

    EMPTY = "empty"
    MAIL = "mail"
    MSG = "msg"  # a message of Outlook
    MBOX = "mbox"
    PST = "pst"  # a mailbox of Outlook
    PDF = "pdf"
    FALSE_PDF = "false pdf"  # the name says PDF, the bytes don't
    TEXT = "text"
    HTML = "html"
    MHTML = "mhtml"  # a web page as a mail (RFC 2557)
    CSV = "csv"
    XLSX = "xlsx"  # with or without macros
    ODS = "ods"
    XLS = "xls"
    DOCX = "docx"
    ODT = "odt"
    DOC = "doc"
    RTF = "rtf"
    PPTX = "pptx"
    ODP = "odp"
    PPT = "ppt"
    PICTURE = "picture"
    ZIP = "zip"
    ARCHIVE = "archive"  # of another kind than zip
    TNEF = "tnef"
    ENCRYPTED = "encrypted"  # a file of an office program with a password
    UNKNOWN = "unknown"


_TEXT_SUFFIXES = (".txt", ".md", ".text", ".markdown")
_SUFFIXES = {  # the usual ones of kinds that their bytes tell; the first is how a reason calls it
    FileKind.MSG: (".msg",),
    FileKind.MBOX: (".mbox", ".mbx"),
    FileKind.PST: (".pst", ".ost"),
    FileKind.PDF: (".pdf",),
    FileKind.HTML: (".html", ".htm", ".xhtml"),
    FileKind.MHTML: (".mht", ".mhtml"),
    FileKind.CSV: (".csv", ".tsv", ".tab"),
    FileKind.XLSX: (".xlsx", ".xlsm", ".xltx", ".xltm"),
    FileKind.ODS: (".ods", ".ots"),
    FileKind.XLS: (".xls", ".xlt"),
    FileKind.DOCX: (".docx", ".docm", ".dotx", ".dotm"),
    FileKind.ODT: (".odt", ".ott"),
    FileKind.DOC: (".doc", ".dot", ".wps"),
    FileKind.RTF: (".rtf",),
    FileKind.PPTX: (".pptx", ".pptm", ".ppsx", ".ppsm", ".potx"),
    FileKind.ODP: (".odp",),
    FileKind.PPT: (".ppt", ".pps"),
    FileKind.PICTURE: (".jpg", ".jpeg", ".png", ".gif", ".tif", ".tiff", ".bmp", ".webp", ".heic", ".jp2"),
    FileKind.ZIP: (".zip",),
    FileKind.ARCHIVE: (".7z", ".rar", ".gz", ".tgz", ".tar", ".bz2", ".xz", ".zst", ".cab"),
    FileKind.MAIL: (".eml",),
    FileKind.TEXT: tuple(sorted(_TEXT_SUFFIXES)),
}
_KIND_OF = {suffix: kind for kind, suffixes in _SUFFIXES.items() for suffix in suffixes}
_BY_NAME = {FileKind.HTML, FileKind.CSV, FileKind.MBOX, FileKind.MHTML, FileKind.TEXT}  # any bytes can be one
_DECLARED = {
    "text/html": FileKind.HTML,
    "application/xhtml+xml": FileKind.HTML,
    "text/csv": FileKind.CSV,
    "text/tab-separated-values": FileKind.CSV,
    "application/mbox": FileKind.MBOX,
}
_MAGIC = (  # how kinds that have a fixed begin begin, and how they are called in a reason
    (b"PK\x03\x04", ".zip", FileKind.ZIP),
    (b"PK\x05\x06", ".zip", FileKind.ZIP),
    (OLE2, ".msg, .doc, .xls of .ppt", FileKind.UNKNOWN),
    (b"\xff\xd8\xff", ".jpg", FileKind.PICTURE),
    (b"\x89PNG\r\n\x1a\n", ".png", FileKind.PICTURE),
    (b"GIF8", ".gif", FileKind.PICTURE),
    (b"II*\0", ".tif", FileKind.PICTURE),
    (b"MM\0*", ".tif", FileKind.PICTURE),
    (b"{\\rtf", ".rtf", FileKind.RTF),
    (PST, ".pst", FileKind.PST),
    (b"7z\xbc\xaf\x27\x1c", ".7z", FileKind.ARCHIVE),
    (b"Rar!\x1a\x07", ".rar", FileKind.ARCHIVE),
    (b"\x1f\x8b", ".gz", FileKind.ARCHIVE),
    (b"BZh", ".bz2", FileKind.ARCHIVE),
    (b"\xfd7zXZ\0", ".xz", FileKind.ARCHIVE),
    (b"\x28\xb5\x2f\xfd", ".zst", FileKind.ARCHIVE),
    (b"MSCF\0\0\0\0", ".cab", FileKind.ARCHIVE),
)
_TNEF = b"\x78\x9f\x3e\x22"  # 0x223E9F78, little endian ([MS-OXTNEF] 2.1.3.1)
# What only the header of a message says; `From:` and `Subject:` also open a mail that was saved as text.
_MIME_HEADER = re.compile(
    rb"^(?:mime-version|content-type|received|message-id):", re.IGNORECASE | re.MULTILINE
)
_HEADER_LINE = re.compile(rb"(?:[\x21-\x39\x3b-\x7e]+[ \t]*:|From )")
# What a browser says in the header of a page that it saves.
_SAVED_PAGE = re.compile(
    rb"^(?:snapshot-content-location:|from:[ \t]*\"?<?saved by )", re.IGNORECASE | re.MULTILINE
)
_TO = re.compile(rb"^(?:to|cc|bcc):", re.IGNORECASE | re.MULTILINE)
# Atomic: a comment ends where it first can, or a row of them could be cut up in as many ways as there are stars.
_HTML_START = re.compile(
    rb"(?>\s+|<!--.*?-->|<\?xml[^>]*>)*+<(?:!doctype\s+html|html[\s>])", re.IGNORECASE | re.DOTALL
)
_MAIN_PARTS = (  # in the media type of the main part (ECMA-376-1; Microsoft's own with macros)
    (FileKind.DOCX, "wordprocessingml.", "ms-word."),
    (FileKind.XLSX, "spreadsheetml.", "ms-excel."),
    (FileKind.PPTX, "presentationml.", "ms-powerpoint."),
)
_MAIN_PART = re.compile(r"[\w.-]+\.(?:main|macroEnabled(?:\.main)?)\+xml", re.IGNORECASE)
_ODF = {  # ODF 1.3 part 2, 3.3: the media type is a member of its own
    "text": FileKind.ODT,
    "text-template": FileKind.ODT,
    "spreadsheet": FileKind.ODS,
    "spreadsheet-template": FileKind.ODS,
    "presentation": FileKind.ODP,
}
_ZIPPED = {FileKind.DOCX, FileKind.XLSX, FileKind.PPTX, FileKind.ODT, FileKind.ODS, FileKind.ODP}
_OF_MAIL = {
    FileKind.TEXT,
    FileKind.MBOX,
    FileKind.MHTML,
}  # forms that mails are saved in under their own name
_ROOT_STREAMS = (  # by which the root storage of a compound file tells what it is
    (FileKind.ENCRYPTED, {"EncryptedPackage"}),  # [MS-OFFCRYPTO] 2.3.4.4
    (FileKind.MSG, {"__properties_version1.0"}),  # [MS-OXMSG] 2.4
    (FileKind.DOC, {"WordDocument"}),
    (FileKind.XLS, {"Workbook", "Book"}),
    (FileKind.PPT, {"PowerPoint Document"}),
)
_MAX_TYPES = 2_000_000  # bytes of [Content_Types].xml


def sniff(data: bytes, name: str, declared: str = "") -> FileKind:
    """The kind of a file.

    Args:
        data: all bytes of the file.
        name: its name, of which only the suffix counts.
        declared: the media type that a mail gives its attachment; of use only where name and bytes say
        nothing.
    """
    suffix = PurePosixPath(name.lower()).suffix
    if not data:
        return FileKind.EMPTY
    if data.startswith(_TNEF) or (suffix == ".dat" and "winmail" in name.lower()):
        return FileKind.TNEF
    if _is_pdf(data, suffix):
        return FileKind.PDF
    if kind := _by_magic(data, suffix):
        return kind
    if suffix == ".pdf":
        return FileKind.FALSE_PDF
    return _by_words(data, suffix, declared)


def _by_magic(data: bytes, suffix: str) -> FileKind | None:
    """The kind of bytes that begin as no text does."""
    if data.startswith(b"PK"):
        magic = _in_zip(data, suffix) if magic_suffix(data) else None
        return magic or (FileKind.ZIP if suffix == ".zip" else None)
    if data.startswith(OLE2):
        return _in_ole2(data, suffix)
    kind = next((kind for magic, _, kind in _MAGIC if data.startswith(magic)), None)
    if kind is None and _is_tar(data):
        return FileKind.ARCHIVE
    if kind is None and suffix == ".zip" and b"PK\x05\x06" in data[-70_000:]:
        return FileKind.ZIP  # with something before it
    return kind


def _by_words(data: bytes, suffix: str, declared: str) -> FileKind:
    """The kind of bytes that may be a text."""
    named = _KIND_OF.get(suffix)
    if named is FileKind.MBOX or (suffix not in {".eml", *_TEXT_SUFFIXES} and _are_mails(data)):
        return FileKind.MBOX
    mail = _is_mail(data)
    page = mail and suffix != ".eml" and bool(_SAVED_PAGE.search(_head(data)))
    if page or (
        named is FileKind.MHTML and not _TO.search(_head(data))
    ):  # Outlook saves mails in this form too
        return FileKind.MHTML
    if suffix == ".eml" or declared == "message/rfc822" or mail:
        return FileKind.MAIL
    if suffix not in _TEXT_SUFFIXES and _is_html(data):
        return FileKind.HTML
    if named in _BY_NAME:
        return named
    if not suffix and declared in {"", "text/plain", "application/octet-stream"}:
        return FileKind.TEXT
    return FileKind.UNKNOWN if suffix else _DECLARED.get(declared, FileKind.UNKNOWN)


def _is_pdf(data: bytes, suffix: str) -> bool:
    """ISO 32000-2 7.5.2 wants the mark at the start; readers take it within the first 1,024 bytes, which in a
    mail or a text may just as well be somebody's words.
    """
    if data.lstrip(b"\xef\xbb\xbf\0 \t\r\n").startswith(b"%PDF-"):
        return True
    if b"%PDF-" not in data[:1024] or suffix == ".eml" or _KIND_OF.get(suffix) in _BY_NAME:
        return False
    return not (magic_suffix(data) or _is_tar(data) or _is_mail(data))


def _is_tar(data: bytes) -> bool:
    return data[257:262] == b"ustar"


def _is_mail(data: bytes) -> bool:
    head = _head(data)
    return bool(_HEADER_LINE.match(head) and _MIME_HEADER.search(head))


def _are_mails(data: bytes) -> bool:
    """Whether the bytes are a mailbox; one mail may just as well begin with a line `From `."""
    try:
        return is_mbox(data) and len(list(islice(mails_of(data), 2))) > 1
    except UnreadableError:
        return True  # more mails than are read


def _head(data: bytes) -> bytes:
    return re.split(rb"\r?\n\r?\n", data.lstrip(b"\xef\xbb\xbf\r\n")[:65536], maxsplit=1)[0]


def _is_html(data: bytes) -> bool:
    start = data[:4096]
    if start[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        start = decode(start).encode("utf-8", "replace")
    return bool(_HTML_START.match(start.removeprefix(b"\xef\xbb\xbf")))


def _in_zip(data: bytes, suffix: str) -> FileKind:
    """What a zip is: a file of an office program, or just a zip; by its name where it is too damaged to tell."""
    try:
        archive = open_zip(data)
        names = {info.filename: info for info in archive.infolist()}
        if types := names.get("[Content_Types].xml"):
            return _office(decode(member_bytes(archive, types, _MAX_TYPES)))
        if media := names.get("mimetype"):
            said = decode(member_bytes(archive, media, _MAX_TYPES)).strip()
            return _ODF.get(said.removeprefix("application/vnd.oasis.opendocument."), FileKind.ZIP)
    except UnreadableError:
        named = _KIND_OF.get(suffix)
        return named if named in _ZIPPED else FileKind.ZIP
    return FileKind.ZIP


def _office(types: str) -> FileKind:
    for match in _MAIN_PART.finditer(types):
        for kind, standard, macros in _MAIN_PARTS:
            if standard in match[0] or macros in match[0]:
                return kind
    return FileKind.UNKNOWN


def _in_ole2(data: bytes, suffix: str) -> FileKind:
    """What a compound file is, by the streams in its root; by its name where it is too damaged to tell."""
    try:
        streams = set(read_cfb(data).streams)
    except DamagedError:
        named = _KIND_OF.get(suffix)
        return (
            named if named in {FileKind.MSG, FileKind.DOC, FileKind.XLS, FileKind.PPT} else FileKind.UNKNOWN
        )
    return next((kind for kind, names in _ROOT_STREAMS if names & streams), FileKind.UNKNOWN)


def magic_suffix(data: bytes) -> str:
    """The usual suffix of a kind that has a fixed begin, or nothing."""
    return next((suffix for magic, suffix, _ in _MAGIC if data.startswith(magic)), "")


def false_suffix(kind: FileKind, name: str) -> str:
    """The suffix of a file whose name says another kind than its bytes, or nothing."""
    suffix = PurePosixPath(name.lower()).suffix
    named = _KIND_OF.get(suffix)
    same = named in {None, kind} or kind not in _SUFFIXES
    return "" if same or (kind is FileKind.MAIL and named in _OF_MAIL) else suffix


def usual_suffix(kind: FileKind, data: bytes) -> str:
    """How the kind of some bytes is called in a sentence."""
    if kind in {FileKind.PICTURE, FileKind.ARCHIVE} and (magic := magic_suffix(data)):
        return magic
    return _SUFFIXES[kind][0] if kind in _SUFFIXES else kind.value


def shown_kind(data: bytes, name: str, declared: str = "") -> str:
    """How a kind that nobody reads is called in a reason: by its suffix, else by its bytes, else as a mail
    says.
    """
    suffix = PurePosixPath(name.lower()).suffix
    if magic_suffix(data) and _KIND_OF.get(suffix) in {FileKind.MAIL, *_BY_NAME}:
        return magic_suffix(data)
    if re.fullmatch(r"\.[a-z0-9]{1,8}", suffix):
        return suffix
    if re.fullmatch(r"[a-z0-9.+-]{1,40}/[a-z0-9.+-]{1,80}", declared):
        return magic_suffix(data) or declared
    return magic_suffix(data) or "zonder herkenbaar achtervoegsel"


def is_tiny_picture(data: bytes) -> bool:
    """Whether a picture has at most 3 by 3 pixels, as tracking pixels have; such a picture holds no text.

    PNG, GIF and BMP say their size at a fixed place; any other picture is not tiny.
    """
    if data.startswith(b"\x89PNG\r\n\x1a\n") and len(data) >= 24:
        size = data[16:20], data[20:24]
        return all(0 < int.from_bytes(s, "big") <= 3 for s in size)
    if data.startswith((b"GIF87a", b"GIF89a")) and len(data) >= 10:
        return all(0 < int.from_bytes(s, "little") <= 3 for s in (data[6:8], data[8:10]))
    if data.startswith(b"BM") and len(data) >= 26:
        return all(0 < abs(int.from_bytes(s, "little", signed=True)) <= 3 for s in (data[18:22], data[22:26]))
    return False
