"""Digital signatures that tell who signed (ISO 32000-2, 12.8): in the dictionary, and in the certificate.

The seal of an organisation that the pages name is no finding, nor is a time stamp.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pikepdf

from pipeline.check.file import OpenFile
from pipeline.check.readable import Readable, readable
from pipeline.check.trace import Trace
from pipeline.check.vocabulary import PLAIN
from pipeline.check.walk import entry, guarded, survey, text

__all__ = ["find"]

_MEND = (
    "Maak het bestand openbaar zonder handtekening: sla het op als nieuw bestand, of druk het af naar pdf."
)
_REASON = "Het bestand heeft een digitale handtekening die zegt wie er heeft getekend, waar of waarom."

# Object identifiers in DER with the string behind them: ITU-T X.520 (2.5.4.n) and PKCS #9 (1.2.840.113549.1.9.1).
_STRING = rb"[\x0c\x13\x14\x16\x1e](.)"
_PERSON = re.compile(rb"\x06\x03\x55\x04[\x04\x2a\x2b]" + _STRING, re.DOTALL)  # surname, given name, initials
_MAIL = re.compile(rb"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x09\x01\x16", re.DOTALL)
_NAME = re.compile(rb"\x06\x03\x55\x04\x03" + _STRING, re.DOTALL)
_AUTHORITY = re.compile(
    r"\bca\b|\broot\b|g[1-9]\b|authority|certification|certificat|issuing|trust|time.?stamp|staat der nederlanden|pki|"
    r"tsa|qualified|digicert|globalsign|kpn|quovadis|entrust|sectigo|cleverbase|digidentity",
    re.IGNORECASE,
)


@guarded("de digitale handtekeningen")
def find(file: OpenFile) -> Iterator[Trace]:
    """Signatures that name a person, or anything else that no page shows.

    Raises:
        CheckError: they can't be judged.
    """
    shown = readable(file)
    for one in survey(file).of("/ByteRange"):
        if entry(one.thing, "/SubFilter") == "/ETSI.RFC3161":
            continue
        said = [text(entry(one.thing, key)) for key in ("/Name", "/Reason", "/Location", "/ContactInfo")]
        contents = entry(one.thing, "/Contents")
        data = bytes(contents) if isinstance(contents, pikepdf.String) else b""
        if not all(shown.tells(value, PLAIN) for value in said) or _names_a_person(data, shown):
            yield Trace("signatures", one.page, None, _REASON, _MEND)


def _names_a_person(data: bytes, shown: Readable) -> bool:
    if _PERSON.search(data) or _MAIL.search(data):
        return True
    for match in _NAME.finditer(data):
        raw = data[match.end() : match.end() + match[1][0]]
        name = raw.decode("utf-16-be" if data[match.end() - 2] == 0x1E else "utf-8", "replace")
        if not _AUTHORITY.search(name) and not shown.tells(name, PLAIN):
            return True
    return False
