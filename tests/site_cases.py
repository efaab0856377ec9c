"""A small archive for the tests of the web application: invented cases, with real PDFs behind them."""

import hashlib
import io
from datetime import date

from reportlab.pdfgen import canvas

from pipeline.archive.opening import open_archive
from pipeline.archive.values import Dossier, Item, Kind, LogEntry, Meeting, Place, PublishedDocument
from pipeline.types import Box

CASE = "2024-0312"
ODD = 'Zaak/7 "é" ~%#?'  # every sign that an address gives a meaning to
GONE = "2019-0001"
TODAY = date(2024, 4, 10)
SCRIPT = "<script>alert(1)</script>"
INDEXED = "2026-08-20T09:00:00+00:00"


def make_pdf(words):
    """A PDF with a page for each of these words."""
    out = io.BytesIO()
    sheet = canvas.Canvas(out, pagesize=(595, 842), invariant=1)
    for word in words:
        sheet.drawString(72, 742, word)
        sheet.showPage()
    sheet.save()
    return out.getvalue()


def _document(folder, number, title, kind="verslag", pages=2, **more):
    if pages:
        data = make_pdf([f"{title} {page}" for page in range(1, pages + 1)])
        (folder / f"{number}.pdf").write_bytes(data)
    values = {
        "date": "2024-03-19",
        "parent": None,
        "family": int(number),
        "thread": None,
        "duplicate_of": None,
        "assessment": "Deels openbaar" if pages else "Niet openbaar",
        "status": "ok",
        "review": "niet beoordeeld" if pages else "",
        "reasons": (),
    }
    return PublishedDocument(
        number=number,
        title=title,
        kind=kind,
        digest=hashlib.sha256(data).hexdigest() if pages else "",
        sizes=((595.0, 842.0),) * pages,
        **values | more,
    )


def _place(number="000001", page=1, top=100.0):
    return Place(number, page, page, Box(page, 72.0, top, 400.0, top + 12))


def _item(key, kind, text, *places, **more):
    values = {"context": "college", "date": "2024-03-19", "document_kind": "verslag"}
    return Item(key=key, kind=kind, text=text, places=places or (_place(),), **values | more)


def _page(number, page, text):
    return _item(f"pagina-{number}-{page}", Kind.PAGE, text, Place(number, page, page, None))


def dossier(folder):
    """A case with a meeting, in which all kinds of items stand, and documents that belong to each other."""
    folder.mkdir(parents=True, exist_ok=True)
    college = {"meeting": "college-2024-03-19", "body": "college van burgemeester en wethouders"}
    second = {**college, "number": "2", "topic": "Verplaatsing weekmarkt"}
    documents = (
        _document(
            folder,
            "000001",
            "Besluitenlijst college",
            "besluitenlijst",
            status="review",
            reasons=("1 plaats",),
        ),
        _document(folder, "000002", f"Bijlage {SCRIPT}", "bijlage", pages=1, parent="000001"),
        _document(folder, "000003", "Besluitenlijst kopie", "besluitenlijst", duplicate_of="000001"),
        _document(folder, "000004", "RE: standplaats", "mail", pages=1, thread=4),
        _document(folder, "000005", "standplaats", "mail", pages=1, thread=4),
        _document(folder, "000006", "Geheim", "overig", pages=0),
    )
    items = (
        _item("vergadering-1", Kind.MEETING, "vergadering van het college", **college),
        _item("agendapunt-1", Kind.AGENDA_ITEM, "Opening", number="1", topic="Opening", **college),
        _item("agendapunt-2", Kind.AGENDA_ITEM, "Verplaatsing weekmarkt", **second),
        _item(
            "besluit-1",
            Kind.DECISION,
            "De weekmarkt te houden op de Havenkade.",
            _place(page=2, top=300.0),
            _place("000003", 2, 300.0),
            result="vastgesteld",
            grounds=("5.1.2e",),
            **second,
        ),
        _item(
            "besluit-2",
            Kind.DECISION,
            f"Het voorstel {SCRIPT} & meer aan te houden.",
            result="overig",
            **second,
        ),
        _item("besluit-3", Kind.DECISION, "De begroting vast te stellen.", date="2023-11-07", body="raad"),
        _item("besluit-4", Kind.DECISION, "Een besluit zonder datum over de weekmarkt.", date=None),
        _item(
            "actie-1",
            Kind.ACTION,
            "=SOM(A1) [5.1.2e] stelt de raadsbrief over de weekmarkt op.",
            owner="team Markten",
            due="2024-03-26",
            due_text="vóór 26 maart",
            **second,
        ),
        _item(
            "actie-2",
            Kind.ACTION,
            "De kade meten.",
            owner="team Haven",
            due="2024-04-12",
            status="loopt",
            **second,
        ),
        _item("actie-3", Kind.ACTION, "De borden plaatsen.", due="2024-01-05", status="afgedaan", **second),
        _item("actie-4", Kind.ACTION, "Ooit de kade schilderen.", owner="team Haven", due="2024-09-01"),
        _item(
            "toezegging-1",
            Kind.PROMISE,
            "De wethouder belt de kooplieden terug.",
            owner="wethouder Zandvliet",
        ),
        _item(
            "bericht-1",
            Kind.MESSAGE,
            "Wij vragen een standplaats op de weekmarkt.",
            _place("000004"),
            owner="[5.1.2e]",
        ),
        _page("000001", 1, "Besluitenlijst\nweekmarkt op bladzijde een [5.1.2e]\f"),
        _page("000001", 2, "De weekmarkt te houden op de Havenkade."),
        _page("000002", 1, f"bijlage {SCRIPT}"),
    )
    meeting = Meeting(
        "college-2024-03-19", "vergadering college", college["body"], "2024-03-19", "09:30", "11:00", "trouwzaal",
        "Hedwig Terpstra", "[5.1.2e]", ("Hedwig Terpstra (burgemeester)", "Sedat Demir (wethouder)"), ("[5.1.2e]",),
    )  # fmt: skip
    return Dossier(CASE, "gemeente Rietmonde", str(folder), "1" * 64, documents, (meeting,), items)


def odd_dossier(folder):
    """A case with a name that no address can hold as it is."""
    folder.mkdir(parents=True, exist_ok=True)
    items = (_item("besluit/1 ?", Kind.DECISION, "De kermis te houden.", meeting=None, body="a;b=c&d"),)
    return Dossier(
        ODD, "", str(folder), "2" * 64, (_document(folder, "000001", "Kermis", pages=1),), (), items
    )


def make_archive(folder):
    """An archive of these cases, and of one that was withdrawn; open for reading."""
    file = str(folder / "archief.sqlite")
    archive = open_archive(file, write=True)
    whole = dossier(folder / "een")
    gone = Dossier(GONE, "", str(folder / "een"), "3" * 64, (), (), ())
    for one in (whole, odd_dossier(folder / "twee"), gone):
        archive.put(one, LogEntry(INDEXED, "test", "geïndexeerd", one.case, "", len(one.items)))
    archive.remove(
        GONE, LogEntry("2026-08-21T10:00:00+00:00", "test", "ingetrokken", GONE, "geheime reden", 0)
    )
    archive.close()
    return open_archive(file, write=False)
