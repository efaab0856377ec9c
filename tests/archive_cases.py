"""Archives for tests: cases that are asked, runs that are read, and files that are opened, changed and looked into."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from archive_maker import (
    Json,
    action,
    agenda_item,
    decision,
    dossier,
    entry,
    item,
    meeting,
    message,
    paper,
)

from pipeline.archive.expression import AnyOf
from pipeline.archive.search import answer
from pipeline.archive.sqlite import SqliteArchive
from pipeline.archive.values import Answer, Dossier, Filters, Found, Kind, Meeting, Query, Sort
from pipeline.errors import ArchiveStoreError

_COLLEGE = Meeting(
    "college-2024-03-14", "Collegevergadering", "college", "2024-03-14", None, None, None, None, None, (), ()
)
MARKET = dossier(
    item(
        "Het college besluit de weekmarkt te verplaatsen naar de Havenkade",
        key="markt",
        date="2024-03-14",
        body="college",
    ),
    item(
        "De huisvestingstaakstelling voor statushouders is niet gehaald",
        key="taak",
        date="2024-02-01",
        body="raad",
    ),
    item("Er komt huisvesting voor studenten", key="studenten", date="2023-12-01", body="raad"),
    item("De taakstelling van het Rijk loopt op", key="rijk", date="2023-11-01"),
    item(
        "De besluiten van de vorige vergadering zijn vastgesteld",
        key="vorige",
        date="2024-03-14",
        context="Besluitenlijst",
    ),
    item("Hij loopt aan een zijden draad door de stad", key="draad", kind=Kind.PAGE),
    item("De raad stemt in met het voorstel", key="raad", body="raad", date="2024-01-15"),
    item("De gemeenteraad vergadert in maart", key="gemeenteraad", kind=Kind.PAGE),
    item("De raadszaal wordt verbouwd", key="zaal", kind=Kind.PAGE),
    item("Zij menen dat het anders moet", key="menen", kind=Kind.PAGE),
    item("De gemeente koopt de zaal", key="koopt"),
    item("Het plan ligt ter inzage", key="plan", kind=Kind.PAGE),
    item("De plant staat in de hal", key="plant", kind=Kind.PAGE),
    item("Wat besloten is staat vast", key="besloten", kind=Kind.PAGE),
    case="2024-0312",
    meetings=[_COLLEGE],
)
PARKING = dossier(
    item(
        "Het parkeerbeleid wordt herzien",
        key="beleid",
        date="2022-05-01",
        body="college",
        grounds=("5.1.2e",),
    ),
    item("Parkeren aan de kade kost twee euro", key="kade", date="2022-06-01", body="college"),
    item("Een vergunning om te parkeren", key="vergunning", date="2022-07-01"),
    item("Beleid en kade", key="losse", kind=Kind.PAGE),
    item(
        "De wethouder maakt een notitie over fietsen",
        key="notitie",
        kind=Kind.ACTION,
        owner="Wethouder Bos",
        due="2022-09-01",
    ),
    item(
        "De griffier stuurt de brief over fietsen",
        key="brief",
        kind=Kind.ACTION,
        owner="griffier",
        due="2022-08-01",
        status="Gereed",
    ),
    item(
        "De wethouder zegt een brief over fietsen toe", key="toe", kind=Kind.PROMISE, owner="wethouder de Wit"
    ),
    item("Besluit van het college over de fietsenstalling", key="stalling", document_kind="besluitenlijst"),
    item("Over het college een besluit van toen", key="anders", kind=Kind.PAGE),
    item(
        "Bij het verzoek op grond van de Woo hoort een brief",
        key="woo",
        context="woo-verzoek 2022-0044",
        kind=Kind.PAGE,
    ),
    item("Het Wooverzoek van een bewoner", key="wooverzoek", kind=Kind.PAGE),
    item("Overleg met B&W over het plein", key="benw", kind=Kind.PAGE),
    item("Enquête onder de bewoners: coördinatie van ideeën", key="enquete", kind=Kind.PAGE),
    case="2022-0044",
)
MANY = dossier(
    *(
        item(
            f"Subsidie nummer {n} voor de vereniging",
            key=f"s{n:03}",
            date=f"2021-{n % 12 + 1:02}-{n % 28 + 1:02}",
        )
        for n in range(250)
    ),
    item("De subside is te laat", key="slip", date="2020-01-01"),
    case="2021-0001",
)


def put_in(folder: Path, *cases: Dossier) -> SqliteArchive:
    writing = SqliteArchive(folder / "archief.sqlite", write=True)
    for one in cases:
        writing.put(one, entry(one.case, items=len(one.items)))
    writing.close()
    return SqliteArchive(folder / "archief.sqlite", write=False)


def ask(archive: SqliteArchive, question: str, **told: object) -> Answer:
    return answer(archive, Query(question, **{"limit": 100, **told}))  # type: ignore[arg-type]


def keys(found: Answer) -> list[str]:
    return [hit.stored.item.key for hit in found.hits]


# ------------------------------------------------------------------------------------------- what a run published


FIRST = "Verslag van de vergadering van het college op 14 maart 2024\n"
MINUTES = (
    f"{FIRST}3. Verplaatsing van de weekmarkt\nHet college besluit de weekmarkt te verplaatsen naar de Havenkade.\n"
    "Actie: [5.1.2e] vraagt advies over de kade."
)
SECOND = (
    "4. Kermis\nDe wethouder zegt toe de raad voor de zomer te informeren.\n"
    "Besluit: de kermis gaat door [5.1.1c; 5.1.2i]."
)
MOVED = "Het college besluit de weekmarkt te verplaatsen naar de Havenkade."
ASKED = "[5.1.2e] vraagt advies over de kade."
PROMISED = "De wethouder zegt toe de raad voor de zomer te informeren."
KERMIS = "de kermis gaat door [5.1.1c; 5.1.2i]."


def minutes(number: str = "000001") -> Json:
    document = paper(number, MINUTES, SECOND, title="Verslag college", date="2024-03-14")
    meeting(
        document,
        name="Collegevergadering",
        location="Stadhuis",
        start="09:30",
        chair="burgemeester",
        attendees=[
            ("M. de Wit", "wethouder", "gemeente Rietmonde"),
            (None, "secretaris", None),
            ("A. Bos", None, None),
        ],
    )
    agenda_item(document, "Verplaatsing van de weekmarkt", "3")
    agenda_item(document, "Kermis", "4")
    decision(document, MOVED, item=0)
    decision(document, KERMIS, item=1, result=None)
    action(
        document, ASKED, item=0, owner="[5.1.2e]", due="2024-04-01", due_text="voor 1 april", status="loopt"
    )
    action(document, PROMISED, kind="toezegging", item=1, owner="wethouder")
    return document


def mail(number: str = "000002") -> Json:
    text = "Van: [5.1.2e]\nBeste collega,\nDe weekmarkt verhuist.\nGroet, [5.1.2e]"
    document = paper(number, text, kind="mail", title="RE: weekmarkt", date="2024-03-07", thread=1)
    return message(
        document,
        "De weekmarkt verhuist.",
        sender="[5.1.2e]",
        to=["griffie@rietmonde.nl"],
        date="2024-03-07T16:12:00+01:00",
        subject="weekmarkt",
        signature="Groet, [5.1.2e]",
    )


# ------------------------------------------------------------------------------------------- files


@contextlib.contextmanager
def opened(file: Path, *, write: bool = True) -> Iterator[SqliteArchive]:
    archive = SqliteArchive(file, write=write)
    try:
        yield archive
    finally:
        archive.close()


TWO = dossier(item("De weekmarkt verhuist"), item("De kermis gaat door"))
BIG = dossier(*(item(f"Besluit {n} over de markt " + "tekst " * 80, key=str(n)) for n in range(300)))


def filled(file: Path, *cases: Dossier) -> Path:
    """Write an archive of these cases, or of two decisions, that nobody has open."""
    file.write_bytes(_archive_of(cases or (TWO,)))
    return file


@lru_cache
def _archive_of(cases: tuple[Dossier, ...]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "made"
        with opened(file) as archive:
            for case in cases:
                archive.put(case, entry(case.case, items=len(case.items)))
        return file.read_bytes()


def found(archive: SqliteArchive, word: str) -> Found:
    return archive.find(AnyOf(((word,),)), Filters(), Sort.RELEVANCE, 0, 100)


def everything(archive: SqliteArchive) -> object:
    """All that a reader can see of an archive, but the log. Whoever writes counts the words that are new by asking."""
    cases = archive.cases()
    return (
        cases,
        archive.options(),
        archive.size(),
        [(archive.documents(c.name), archive.meetings(c.name), archive.items_of(c.name)) for c in cases],
        [archive.words_with(part, 1000) for part in ("mar", "ker", "ver", "een")],
    )


EARLIER = dossier(item("De weekmarkt blijft"), item("Een tweede besluit"), digest="a" * 64)
LATER = dossier(*(item(f"De weekmarkt verhuist {n}") for n in range(50)), digest="b" * 64)


def everything_on_disk(file: Path) -> bytes:
    return b"".join(one.read_bytes() for one in sorted(file.parent.glob(f"{file.name}*")))


SECRETS = ("zwartkijkerij", "qwertzuiop", "ypsilonwoord", "xenofilosofie", "kwakzalverij", "wrakkigheid")


def secret(case: str = "2024-0666") -> Dossier:
    """A case that has a word of its own in each place where words can stand."""
    one, two, three, four, five, six = SECRETS
    told = Meeting("m-1", one, six, "2024-03-14", None, None, four, five, None, (two,), (three,))
    text = f"Besluit over {one} " + " ".join(f"{two}{n}" for n in range(300))
    items = (
        item(
            text,
            context=f"Bij {three}",
            meeting="m-1",
            body=six,
            topic=four,
            owner=five,
            status=six,
            key=four,
        ),
        item(f"{five} " * 40, kind=Kind.ACTION, due_text=six, result=five, key="tweede"),
    )
    return dossier(*items, case=case, meetings=[told], titles={"000001": four}, organisation=six)


def held(file: Path) -> list[Path]:
    """What this process has open of an archive."""
    some = [one.resolve() for one in Path("/proc/self/fd").iterdir()]
    return [one for one in some if one.parent == file.parent]


def all_verbs(archive: SqliteArchive) -> None:
    everything(archive)
    found(archive, "markt")
    archive.find(None, Filters(owner="x", since="2024-01-01"), Sort.NEWEST, 0, 50)
    archive.stem_counts(["markt"])
    archive.log()


def all_told(archive: SqliteArchive) -> list[str]:
    try:
        return list(archive.faults())
    except ArchiveStoreError as error:
        return [str(error)]
