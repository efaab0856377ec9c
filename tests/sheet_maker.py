"""Small workbooks written part by part, for what openpyxl does not write."""

import io
import zipfile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
STRINGS = (
    '<si><t>nul</t></si><si><r><t>Jan</t></r><r><t xml:space="preserve">sen</t></r>'
    '<rPh sb="0" eb="1"><t>weg</t></rPh></si>'
)


def rels(*relations: tuple[str, str]) -> str:
    """The relations of a part, with the ids r1, r2, ...; a target with a colon lies outside the file."""
    lines = ""
    for number, (kind, target) in enumerate(relations, start=1):
        mode = ' TargetMode="External"' if ":" in target else ""
        lines += f'<Relationship Id="r{number}" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'
    return f'<Relationships xmlns="{PACKAGE}/relationships">{lines}</Relationships>'


def workbook(before: str = "", sheets: str = '<sheet name="Blad" r:id="r1"/>', namespace: str = MAIN) -> str:
    return f'<workbook xmlns="{namespace}" xmlns:r="{OFFICE}">{before}<sheets>{sheets}</sheets></workbook>'


def styles(code: str = "000000000", namespace: str = MAIN) -> str:
    """Three cell styles: none, a date, and this number format."""
    return (
        f'<styleSheet xmlns="{namespace}"><numFmts><numFmt numFmtId="170" formatCode="{code}"/></numFmts>'
        '<cellXfs><xf/><xf numFmtId="14"/><xf numFmtId="170"/></cellXfs></styleSheet>'
    )


def book(
    data: str,
    after: str = "",
    *,
    beside: str = "",
    namespace: str = MAIN,
    parts: dict[str, str | bytes] | None = None,
) -> bytes:
    """A workbook of one sheet with these rows, what follows them, its relations, and parts by their names."""
    made: dict[str, str | bytes] = {
        "[Content_Types].xml": (
            f'<Types xmlns="{PACKAGE}/content-types">'
            f'<Override PartName="/xl/workbook.xml" ContentType="{TYPE}"/></Types>'
        ),
        "_rels/.rels": rels(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": workbook(namespace=namespace),
        "xl/_rels/workbook.xml.rels": rels(
            ("worksheet", "worksheets/a.xml"),
            ("sharedStrings", "strings.xml"),
            ("styles", "/xl/styles.xml"),
            ("person", "persons.xml"),
        ),
        "xl/strings.xml": f'<sst xmlns="{namespace}">{STRINGS}</sst>',
        "xl/styles.xml": styles(namespace=namespace),
        "xl/persons.xml": '<personList xmlns="x"><person id="{A}" displayName="Kees Kok"/></personList>',
        "xl/worksheets/a.xml": (
            f'<worksheet xmlns="{namespace}" xmlns:r="{OFFICE}"><sheetData>{data}</sheetData>{after}</worksheet>'
        ),
    }
    if beside:
        made["xl/worksheets/_rels/a.xml.rels"] = beside
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in (made | (parts or {})).items():
            archive.writestr(name, text)
    return out.getvalue()
