"""The words of each form, which are put into a spoiled file or in the place of each other."""

from __future__ import annotations

_PDF_TOKENS = (
    b"obj endobj stream endstream xref trailer startxref %%EOF << >> [ ] ( ) < > null true R /Length /Count /Kids "
    b"/Parent /Type /Filter /FlateDecode /LZWDecode /ASCII85Decode /DCTDecode /DecodeParms /Predictor /Columns "
    b"/Contents /Resources /Font /XObject /Form /Image /ToUnicode /Encoding /Identity-H /W /DW /Widths /FirstChar "
    b"/FontFile2 /Annots /AcroForm /Fields /Prev /Size /Root /Encrypt /OCProperties /MediaBox /Rotate /UserUnit "
    b"/ActualText BT ET Tj TJ Tf Td Tm Tr Tz Ts ' \" q Q cm Do BI ID EI BDC BMC EMC re f W n gs sh scn "
    b"beginbfchar endbfchar beginbfrange begincodespacerange usecmap"
).split(b" ")
_XML_TOKENS = (
    b'<?xml version="1.0"?>|<!DOCTYPE a [<!ENTITY b "ccc">]>|&b;|&#0;|&#xFFFFFFFF;|&lt;|<![CDATA[|]]>|<!--|-->|<w:p>|'
    b'</w:p>|<w:r>|</w:r>|<w:t>|</w:t>|<w:tbl>|<w:tr>|<w:tc>|<w:del>|<w:vanish/>|<w:fldChar w:fldCharType="begin"/>|'
    b'<c t="s"><v>9999999</v></c>|<row r="1048577">|<text:p>|</text:p>|<text:h>|<br/>|xmlns:w="x"|r:id="rId999"|'
    b'<mergeCell ref="A1:XFD1048576"/>|<mc:AlternateContent>'
).split(b"|")
_MAIL_TOKENS = (
    b'From: |To: |Subject: |Date: |Content-Type: multipart/mixed; boundary="grens"|--grens|--grens--|'
    b"Content-Type: message/rfc822|Content-Transfer-Encoding: base64|Content-Transfer-Encoding: quoted-printable|"
    b"Content-Transfer-Encoding: x-uuencode|Content-Type: text/html; charset=utf-7|charset=|=?utf-8?B?|?=|=?x?Q?=00?=|"
    b"Content-Disposition: attachment; filename*0*=utf-8''a|MIME-Version: 1.0|\r\n\r\n|\n\n|\nFrom x Mon|begin 644 a\n|"
    b"Content-Type: text/calendar|BEGIN:VCALENDAR|BEGIN:VEVENT|RRULE:FREQ=SECONDLY;COUNT=99999999|END:VEVENT|DTSTART:"
).split(b"|")
_HTML_TOKENS = (
    b"<table>|</table>|<td colspan=99999999>|<div>|</div>|<style>|</style>|<script>|<!--|-->|<p|<![if|&#x110000;|&amp|"
    b"<b style='display:none'>|<meta charset=utf-16>|<base href=x>|<iframe src=x>|<svg>|<template>|<plaintext>|<br>|"
    b"<a href="
).split(b"|")
_RTF_TOKENS = (
    rb"{|}|\'|\'zz|\u-1?|\u99999?|\bin9999 |\bin-1 |\ansicpg65001|\ansicpg0|\uc9|\uc-1|{\*\|\fonttbl|\par|\cell|\row|"
    rb"\pict|\object|\objdata|\field|\fldinst|\v|\v0|\deff-1|\f99|\htmlrtf|\fromhtml1|\*\htmltag"
).split(b"|")
TOKENS: dict[str, tuple[bytes, ...]] = {
    "pdf": tuple(_PDF_TOKENS),
    "xml": tuple(_XML_TOKENS),
    "mail": tuple(_MAIL_TOKENS),
    "html": tuple(_HTML_TOKENS),
    "rtf": tuple(_RTF_TOKENS),
    "csv": (b'"', b'""', b";", b",", b"\t", b"\r", b"\n", b"\0", b"sep=;", b"\xff\xfe"),
    "any": (
        b"\0",
        b"\xff" * 4,
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"PK\x03\x04",
        b"%PDF-1.7",
        b"\r",
        b"\x85",
        b"\xe2\x80\xae",
    ),
}
