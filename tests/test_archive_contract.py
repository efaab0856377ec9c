"""What every archive does, in a file and in PostgreSQL alike: one contract, run over both."""

import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace

import archive_maker as maker
import pytest
from hypothesis import given
from hypothesis import strategies as st
from postgres_server import Server, running

from pipeline.archive import analysis
from pipeline.archive.expression import And, AnyOf, Expression, Or
from pipeline.archive.opening import open_archive
from pipeline.archive.protocol import Archive
from pipeline.archive.values import (
    COUNTED,
    Case,
    Counts,
    Dossier,
    Filters,
    Found,
    Item,
    Kind,
    LogEntry,
    Meeting,
    Place,
    PublishedDocument,
    Sort,
    Stored,
)
from pipeline.errors import WooError
from pipeline.types import Box

pytestmark = pytest.mark.slow  # the fast tests are for two minutes with the installation

ALL = Filters()
OTHER = "2024-0400"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running() as server:
        yield server


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgres", marks=pytest.mark.system)])
def address_of(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], str]:
    """Gives the address of an archive with nothing in it."""
    if request.param == "sqlite":
        return lambda name: str(tmp_path_factory.mktemp(name) / "archief.sqlite")
    server: Server = request.getfixturevalue("server")
    return server.empty


@pytest.fixture
def address(address_of: Callable[[str], str]) -> str:
    return address_of("contract")


@pytest.fixture
def archive(address: str) -> Iterator[Archive]:
    with closing(open_archive(address, write=True)) as archive:
        yield archive


def word(*words: str) -> AnyOf:
    """Words in all their forms, one of which is enough."""
    return AnyOf(tuple((one,) for one in words))


def phrase(words: str) -> AnyOf:
    return AnyOf((tuple(words.split()),))


def put(archive: Archive, *items: Item, case: str = maker.CASE, **told: object) -> Dossier:
    dossier = maker.dossier(*items, case=case, **told)  # type: ignore[arg-type]
    archive.put(dossier, maker.entry(case, items=len(items)))
    return dossier


def find(
    archive: Archive,
    expression: Expression | None = None,
    filters: Filters = ALL,
    *,
    sort: Sort = Sort.RELEVANCE,
    offset: int = 0,
    limit: int = 100,
) -> Found:
    return archive.find(expression, filters, sort, offset, limit)


def keys(found: Found) -> list[str]:
    return [row.item.key for row in found.rows]


def texts(archive: Archive, expression: Expression | None = None, filters: Filters = ALL) -> set[str]:
    return {row.item.text for row in find(archive, expression, filters).rows}


# ---------------------------------------------------------------------------------------- putting and removing


def test_an_empty_archive_has_nothing(archive: Archive) -> None:
    assert find(archive) == Found((), 0, Counts())
    assert archive.size() == 0
    assert [*archive.cases(), *archive.log(), *archive.documents("x"), *archive.meetings("x")] == []
    assert [archive.case("x"), archive.document("x", "000001"), archive.item("x", "y")] == [None] * 3
    assert archive.options() == Counts()
    assert archive.items_of("x") == ()
    assert archive.words_with("huis", 5) == archive.words_like("huis", 5) == ()
    assert archive.stem_counts(["huis"]) == archive.stem_counts([]) == {}
    assert list(archive.faults()) == []


def test_a_case_that_was_put_is_there(archive: Archive) -> None:
    dossier = put(
        archive, maker.item("Het college besluit."), maker.item("De raad vergadert.", document="000002")
    )
    told = Case(maker.CASE, maker.ORGANISATION, dossier.folder, dossier.digest, "2024-06-01T10:00:00Z", 2, 2)
    assert archive.cases() == (told,)
    assert archive.case(maker.CASE) == told
    assert archive.size() == 2
    assert archive.documents(maker.CASE) == dossier.documents
    assert tuple(stored.item for stored in archive.items_of(maker.CASE)) == dossier.items
    assert list(archive.faults()) == []


def test_a_case_that_is_put_again_replaces_its_earlier_version(archive: Archive) -> None:
    put(archive, maker.item("Het zwembad blijft open.", key="a"), maker.item("De brug gaat dicht.", key="b"))
    put(archive, maker.item("Het zwembad sluit.", key="a", document="000007"), digest="2" * 64)
    assert texts(archive) == {"Het zwembad sluit."}
    assert texts(archive, word("brug")) == set()
    assert [one.number for one in archive.documents(maker.CASE)] == ["000007"]
    assert [(case.items, case.documents, case.digest) for case in archive.cases()] == [(1, 1, "2" * 64)]
    assert archive.item(maker.CASE, "b") is None
    assert archive.words_with("brug", 5) == ()
    assert archive.words_with("zwembad", 5) == (("zwembad", 1),)
    assert list(archive.faults()) == []


def test_putting_the_same_again_changes_nothing_but_the_log(archive: Archive) -> None:
    items = [maker.item(f"Besluit nummer {n} van het college", key=str(n)) for n in range(20)]

    def seen() -> tuple[object, ...]:
        return (
            find(archive),
            archive.options(),
            archive.words_with("beslui", 9),
            archive.stem_counts(["college"]),
        )

    put(archive, *items)
    once = seen()
    put(archive, *items)
    assert seen() == once
    assert len(archive.log()) == 2


def test_a_removed_case_is_in_no_answer(archive: Archive) -> None:
    meeting = _meeting("m1")
    put(
        archive,
        maker.item(
            "Mevrouw Zonnebloem klaagt.",
            context="Klacht Zonnebloem",
            meeting="m1",
            owner="Zonnebloem",
            body="raad",
        ),
        meetings=[meeting],
    )
    put(archive, maker.item("De kermis blijft."), case=OTHER)
    archive.remove(maker.CASE, maker.entry(deed="ingetrokken", items=1))
    assert texts(archive) == {"De kermis blijft."}
    assert find(archive, word("zonnebloem")).total == 0
    assert archive.words_with("zonnebl", 5) == archive.words_like("zonneblom", 5) == ()
    assert archive.stem_counts(["zonnebloem", "kermis"]) == {"kermis": 1}
    assert archive.case(maker.CASE) is None
    of_case = (archive.documents, archive.meetings, archive.items_of)
    assert [ask(maker.CASE) for ask in of_case] == [()] * 3
    options = archive.options()
    assert (options.cases, options.owners, options.bodies) == (((OTHER, 1),), (), ())
    assert list(archive.faults()) == []


def test_removing_a_case_that_is_not_there_is_logged(archive: Archive) -> None:
    archive.remove("nergens", maker.entry("nergens", deed="ingetrokken"))
    assert [line.case for line in archive.log()] == ["nergens"]


def test_the_log_has_the_last_deed_first(archive: Archive) -> None:
    lines = [
        LogEntry("2024-06-01T10:00:00Z", "a", "geïndexeerd", maker.CASE, "", 1),
        LogEntry("2024-06-02T10:00:00Z", "b", "vervangen", maker.CASE, "nieuwe versie", 1),
        LogEntry("2024-06-03T10:00:00Z", "c", "geïndexeerd", OTHER, "", 1),
        LogEntry(
            "2024-06-04T10:00:00Z", "d ' \" \\", "ingetrokken", maker.CASE, "verzoek ' van een burger", 1
        ),
    ]
    for line in lines[:3]:
        archive.put(maker.dossier(maker.item("Besluit."), case=line.case), line)
    archive.remove(maker.CASE, lines[3])
    assert archive.log() == tuple(reversed(lines))
    assert archive.log(maker.CASE) == (lines[3], lines[1], lines[0])
    assert archive.log("nergens") == ()


def test_lines_of_another_log_come_before_its_own(archive: Archive) -> None:
    lines = [maker.entry(str(n), by=f"archivaris {n}") for n in range(3)]
    archive.remember(lines)
    put(archive, maker.item("Besluit."))
    assert [line.case for line in archive.log()] == [maker.CASE, "2", "1", "0"]


def test_a_put_that_fails_halfway_leaves_the_earlier_version_whole(archive: Archive, address: str) -> None:
    put(archive, maker.item("Het eerste besluit.", key="a"))
    good = maker.dossier(*(maker.item(f"Het tweede besluit {n}.", key=str(n)) for n in range(3_000)))
    twice = replace(good, items=(*good.items, maker.item("Het derde.", key="0")))
    with pytest.raises(WooError):
        archive.put(twice, maker.entry())
    with closing(open_archive(address, write=False)) as reader:
        for one in (archive, reader):
            assert texts(one) == {"Het eerste besluit."}
            assert texts(one, word("tweede")) == set()
            assert one.stem_counts(["tweede", "eerste"]) == {"eerste": 1}
            assert len(one.log()) == 1
            assert one.size() == 1
            assert list(one.faults()) == []
    put(archive, maker.item("Het vierde besluit."))
    assert texts(archive) == {"Het vierde besluit."}


def test_a_reader_never_sees_half_a_case(archive: Archive, address: str) -> None:
    first = maker.dossier(*(maker.item(f"Vijver {n}", key=str(n)) for n in range(300)))
    second = maker.dossier(*(maker.item(f"Gracht {n}", key=str(n)) for n in range(700)))
    archive.put(first, maker.entry())
    seen: set[tuple[int, int]] = set()
    enough = threading.Event()

    def read() -> None:
        with closing(open_archive(address, write=False)) as reader:
            while not enough.is_set():
                found = find(reader, word("vijver", "gracht"), limit=1)
                seen.add((found.total, len(reader.items_of(maker.CASE))))

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for dossier in (second, first, second):
        archive.put(dossier, maker.entry())
    enough.set()
    for reader in readers:
        reader.join()
    assert {total for total, _ in seen} <= {300, 700}
    assert {items for _, items in seen} <= {300, 700}
    assert seen


def test_a_reader_that_was_open_sees_what_is_put_later(archive: Archive, address: str) -> None:
    with closing(open_archive(address, write=False)) as reader:
        assert reader.size() == 0
        put(archive, maker.item("Besluit over de markt."))
        assert texts(reader, word("markt")) == {"Besluit over de markt."}


def test_whoever_reads_can_not_write(archive: Archive, address: str) -> None:
    put(archive, maker.item("Besluit."))
    with closing(open_archive(address, write=False)) as reader, pytest.raises(WooError):
        reader.remove(maker.CASE, maker.entry())
    assert archive.size() == 1


def test_eight_threads_ask_at_once(archive: Archive) -> None:
    put(archive, *(maker.item(f"Vijver {n % 7} gracht", key=str(n)) for n in range(50)))
    answers: list[Found] = []
    threads = [
        threading.Thread(
            target=lambda: answers.extend(find(archive, word("vijver"), limit=5) for _ in range(10))
        )
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 80
    assert all(answer == answers[0] for answer in answers)


# -------------------------------------------------------------------------------------------- what comes back


def _meeting(key: str, date: str | None = "2024-03-14", **told: object) -> Meeting:
    fields: dict[str, object] = {
        "name": "Vergadering",
        "body": "raad",
        "date": date,
        "start": "13:30",
        "end": "15:00",
        "location": "raadzaal 'De Kamer'",
        "chair": "de burgemeester",
        "secretary": None,
        "attendees": ("wethouder", 'griffier "plv."', "a,b {c} \\d"),
        "absentees": (),
    }
    return Meeting(key=key, **{**fields, **told})  # type: ignore[arg-type]


def _document(number: str, **told: object) -> PublishedDocument:
    fields: dict[str, object] = {
        "title": f"Stuk {number}",
        "kind": "verslag",
        "date": None,
        "parent": None,
        "family": 1,
        "thread": None,
        "duplicate_of": None,
        "assessment": "Openbaar",
        "status": "ok",
        "review": "niet beoordeeld",
        "reasons": (),
        "digest": "0" * 64,
        "sizes": (),
    }
    return PublishedDocument(number=number, **{**fields, **told})  # type: ignore[arg-type]


FULL = Item(
    key="besluit-'1'",
    kind=Kind.ACTION,
    text="Eén regel\nnog één: ' \" \\ % _ { } $1 :* <b> ☂ é \U0001f33b",
    context="Agendapunt 4\nVergadering \\ ' ☂",
    places=(Place("000002", 3, 4, Box(3, 72.125, 100.1, 500.0, 112.3)), Place("000001", None, None, None)),
    meeting="m1",
    date="2024-03-14",
    body="commissie 'Ruimte'",
    number="4.a",
    topic='Onderwerp \\ "x"',
    owner="Griffie (plv.)",
    due="2024-04-01",
    due_text="vóór 1 april",
    status="loopt",
    result="aangehouden",
    grounds=("5.1.2e", "5.2.1"),
    document_kind="verslag",
)
BARE = Item(key="kaal", kind=Kind.PAGE, text="", context="", places=(Place("000001", 1, 1, None),))


def test_every_field_comes_back_as_it_was(archive: Archive) -> None:
    documents = (
        _document(
            "000001",
            title="Titel ' \" \\ ☂",
            date="2024-03-01",
            parent="000002",
            family=7,
            thread=3,
            duplicate_of="000002",
            assessment="Deels openbaar",
            status="review",
            review="beoordeeld",
            reasons=("Een reden, met komma", 'en "aanhalingstekens"', ""),
            sizes=((595.3, 841.9), (0.1, 1e6)),
        ),
        _document("000002"),
    )
    meetings = (
        _meeting("m1", "2024-03-14", attendees=(), absentees=("x", "y")),
        _meeting("m2", None, name=None, body=None, start=None, end=None, location=None, chair=None),
    )
    dossier = Dossier("zaak '1'", "gemeente \\ ☂", "/in de/map", "d", documents, meetings, (FULL, BARE))
    archive.put(dossier, maker.entry(dossier.case))
    assert archive.documents(dossier.case) == documents
    assert archive.document(dossier.case, "000001") == documents[0]
    assert archive.meetings(dossier.case) == meetings
    stored = (
        Stored(FULL, dossier.case, dossier.organisation, "Stuk 000002"),
        Stored(BARE, dossier.case, dossier.organisation, documents[0].title),
    )
    assert archive.items_of(dossier.case) == stored
    assert archive.item(dossier.case, FULL.key) == stored[0]
    assert find(archive, sort=Sort.OLDEST).rows == stored


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)
MAYBE = st.none() | TEXT
DAY = st.none() | st.dates().map(str)
COORDINATE = st.floats(0, 2000, allow_nan=False)
PAGE = st.integers(1, 500)
PLACE = st.one_of(
    st.builds(Place, st.just("000001"), st.none(), st.none(), st.none()),
    st.builds(Place, st.sampled_from(["000001", "000002"]), PAGE, PAGE, st.none()),
    st.builds(
        lambda page, corners: Place("000002", page, page, Box(page, *corners)),
        PAGE,
        st.tuples(*[COORDINATE] * 4),
    ),
)
ITEMS = st.lists(
    st.builds(
        Item,
        key=st.text(st.characters(min_codepoint=33, exclude_categories=["Cs"]), min_size=1, max_size=8),
        kind=st.sampled_from(Kind),
        text=TEXT,
        context=TEXT,
        places=st.lists(PLACE, min_size=1, max_size=3).map(tuple),
        meeting=st.sampled_from([None, "m1"]),
        date=DAY,
        body=MAYBE,
        number=MAYBE,
        topic=MAYBE,
        owner=MAYBE,
        due=DAY,
        due_text=MAYBE,
        status=MAYBE,
        result=MAYBE,
        grounds=st.lists(st.sampled_from(["5.1.1", "5.1.2e", "5.2"]), unique=True).map(tuple),
        document_kind=st.sampled_from(["verslag", "mail"]),
    ),
    max_size=4,
    unique_by=lambda item: item.key,
)


@pytest.fixture(scope="module")
def shared(address_of: Callable[[str], str]) -> Iterator[Archive]:
    """An archive for all examples of a property test."""
    with closing(open_archive(address_of("shared"), write=True)) as archive:
        yield archive


@given(items=ITEMS)
def test_any_items_come_back_as_they_were(shared: Archive, items: list[Item]) -> None:
    documents = (_document("000001"), _document("000002"))
    shared.put(
        Dossier("zaak", "gemeente", "/map", "d", documents, (_meeting("m1"),), tuple(items)),
        maker.entry("zaak"),
    )
    assert [stored.item for stored in shared.items_of("zaak")] == items
    assert {row.item.key for row in find(shared).rows} == {item.key for item in items}
    vocabulary = {word for item in items for word in analysis.words(f"{item.text} {item.context}")}
    assert set(shared.stem_counts(sorted(vocabulary))) == vocabulary
    assert list(shared.faults()) == []


def test_items_of_a_document_and_of_a_meeting_in_the_order_of_publishing(archive: Archive) -> None:
    both = (Place("000002", 1, 1, None), Place("000001", 2, 2, None), Place("000001", 3, 3, None))
    put(
        archive,
        maker.item("Eerste", key="z", meeting="m1"),
        replace(maker.item("Tweede", key="y"), places=both),
        maker.item("Derde", key="x", document="000002", meeting="m1"),
        maker.item("Vierde", key="w", meeting="m2"),
        meetings=[_meeting("m1"), _meeting("m2")],
    )
    put(archive, maker.item("Elders", key="v", meeting="m1"), case=OTHER, meetings=[_meeting("m1")])

    def of(**told: str) -> list[str]:
        return [stored.item.text for stored in archive.items_of(maker.CASE, **told)]

    assert of() == ["Eerste", "Tweede", "Derde", "Vierde"]
    assert of(document="000001") == ["Eerste", "Tweede", "Vierde"]
    assert of(document="000002") == ["Tweede", "Derde"]
    assert of(meeting="m1") == ["Eerste", "Derde"]
    assert of(document="000002", meeting="m1") == ["Derde"]
    assert of(document="000009") == of(meeting="m9") == []


def test_documents_and_cases_and_meetings_have_their_order(archive: Archive) -> None:
    numbers = ("000010", "000002", "1000001")
    meetings = (
        _meeting("b", None),
        _meeting("c", "2024-02-01"),
        _meeting("a", "2024-03-01"),
        _meeting("a2", "2024-02-01"),
    )
    for case in ("Zaak", "aak", "Baak"):
        dossier = Dossier(case, "g", "/m", "d", tuple(map(_document, numbers)), meetings, ())
        archive.put(dossier, maker.entry(case))
    assert [one.number for one in archive.documents("aak")] == ["000002", "000010", "1000001"]
    assert [one.key for one in archive.meetings("aak")] == ["a2", "c", "a", "b"]
    assert [one.name for one in archive.cases()] == ["Baak", "Zaak", "aak"]


# ---------------------------------------------------------------------------------------------------- finding

SENTENCES = (
    "Het college besluit het zwembad te sluiten",
    "Besluiten over zwembaden",
    "De Raad van State vernietigt de vergunning",
    "De staat van de raad",
    "Huisvestingstaakstelling statushouders",
    "Coördinatie café, 5jaar en 2024",
    "Motie M-14 over [5.1.2e] en de jeugdzorg",
)


@pytest.fixture(scope="module")
def sentences(address_of: Callable[[str], str]) -> Iterator[Archive]:
    with closing(open_archive(address_of("sentences"), write=True)) as archive:
        put(archive, *(maker.item(sentence, key=str(n)) for n, sentence in enumerate(SENTENCES)))
        yield archive


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (word("besluit"), {0, 1}),  # inflected
        (word("besluiten"), {0, 1}),
        (word("zwembaden"), {0, 1}),
        (word("zwembad", "jeugdzorg"), {0, 1, 6}),
        (word("coordinatie"), {5}),
        (word("cafe"), {5}),
        (word("5jaar"), {5}),
        (word("2024"), {5}),
        (word("nergens"), set()),
        (phrase("raad van state"), {2}),
        (phrase("state van raad"), set()),
        (phrase("staat van de raad"), {3}),
        (phrase("zwembad sluiten"), set()),  # `te` stands between
        (phrase("m 14"), {6}),
        (And((word("zwembaden"), word("college"))), {0}),
        (And((word("besluit"),), (word("college"),)), {1}),
        (And((word("besluit"),), (word("college"), word("zwembaden"))), set()),
        (Or((word("college"), word("jeugdzorg"))), {0, 6}),
        (Or((word("nergens"), word("jeugdzorg"))), {6}),
        (And((Or((word("raad"), word("jeugdzorg"))), word("vergunning", "motie"))), {2, 6}),
        (AnyOf((("nergens",), ("raad", "van", "state"), ("jeugdzorg",))), {2, 6}),
        (And((word("raad"),), (phrase("raad van state"),)), {3}),
        (And((word("raad"), word("van", "de"))), {2, 3}),  # stop words leave all that they would find
        (And((word("raad"),), (And((word("state"), word("vergunning"))),)), {3}),
        (word("5"), set()),  # the ground of a mark is no word
        (word("2e"), set()),
    ],
)
def test_what_an_expression_finds(sentences: Archive, expression: Expression, expected: set[int]) -> None:
    assert {int(key) for key in keys(find(sentences, expression))} == expected


def test_context_finds_an_item_and_counts_for_less(archive: Archive) -> None:
    put(
        archive,
        maker.item("Akkoord zonder nadere bespreking", key="beside", context="Parkeren in de binnenstad"),
        maker.item("Parkeren wordt duurder per april", key="own", context="Begroting van dit jaar"),
    )
    assert keys(find(archive, word("parkeren"))) == ["own", "beside"]
    assert keys(find(archive, word("binnenstad"))) == ["beside"]
    assert keys(find(archive, And((word("akkoord"), word("binnenstad"))))) == ["beside"]


def test_a_phrase_does_not_go_on_from_the_text_into_the_context(archive: Archive) -> None:
    put(archive, maker.item("Besproken is de raad", key="x", context="van State"))
    assert keys(find(archive, phrase("raad van state"))) == []
    assert keys(find(archive, phrase("raad state"))) == []
    assert keys(find(archive, word("raad"))) == ["x"]


def test_the_item_with_more_of_the_words_comes_first(archive: Archive) -> None:
    put(
        archive,
        maker.item("kermis vuurwerk markt straat plein brug", key="one"),
        maker.item("markt kermis vuurwerk kermis markt kermis", key="many"),
    )
    assert keys(find(archive, word("kermis"))) == ["many", "one"]


NASTY = [
    "'",
    '"',
    ":*",
    "&",
    "|",
    "!",
    "\\",
    "%",
    "_",
    "' OR 1=1 --",
    "'); DROP TABLE items; --",
    "{}",
    "%s",
    "$1",
    "<->",
    "geen woord",
]


@pytest.mark.parametrize("part", [*NASTY, "x" * 10_000, "é☂ß", "\N{GREEK SMALL LETTER ALPHA}\u0301"])
def test_nasty_words_find_nothing_and_break_nothing(sentences: Archive, part: str) -> None:
    for expression in (word(part), phrase(f"besluit {part}")):
        find(sentences, And((word("besluit"), expression)))
        find(sentences, And((word("besluit"),), (expression,)))
    filters = [
        Filters(bodies=(part,)),
        Filters(cases=(part,)),
        Filters(grounds=(part,)),
        Filters(document_kinds=(part,)),
    ]
    assert [find(sentences, filters=one).total for one in filters] == [0] * 4
    assert find(sentences, filters=Filters(since=part or "x")).total == 0
    sentences.find(None, Filters(owner=part), Sort.RELEVANCE, 0, 10)
    if part.isalnum():  # the vocabulary is asked for folded words and for nothing else
        sentences.words_like(part, 5)
        assert sentences.words_with(part + "zzz", 5) == sentences.words_from(part + "zzz", 5) == ()
    assert sentences.stem_counts([part]) == {}
    assert [sentences.case(part), sentences.document(part, part), sentences.item(part, part)] == [None] * 3
    assert sentences.log(part or "x") == ()
    assert sentences.size() == len(SENTENCES)


def test_very_long_texts_are_found(archive: Archive) -> None:
    text = " ".join(f"woord{n}" for n in range(20_000)) + " slotwoord"
    put(archive, maker.item(text, key="lang", context="x" * 10_000, owner="y" * 10_000, body="z" * 10_000))
    assert keys(find(archive, word("woord7"))) == keys(find(archive, word("slotwoord"))) == ["lang"]
    assert find(archive, filters=Filters(bodies=("z" * 10_000,))).total == 1
    assert find(archive, filters=Filters(bodies=("z" * 9_999,))).total == 0
    assert list(archive.faults()) == []


def test_a_question_of_many_words(archive: Archive) -> None:
    put(archive, maker.item("Besluit over woord77", key="a"))
    many = tuple(word(*(f"woord{n * 60 + m}" for m in range(60))) for n in range(40))
    assert keys(find(archive, And((word("besluit"), Or(many))))) == ["a"]


# ------------------------------------------------------------------------------------------ filters and counts


@pytest.fixture(scope="module")
def mixed(address_of: Callable[[str], str]) -> Iterator[Archive]:
    archive = open_archive(address_of("mixed"), write=True)
    put(
        archive,
        maker.item(
            "vijver a", key="a", date="2023-05-01", body="raad", grounds=("5.1.2e",), document_kind="mail"
        ),
        maker.item(
            "vijver b",
            key="b",
            kind=Kind.ACTION,
            date="2024-01-01",
            body="college",
            owner="Griffie",
            due="2024-02-01",
        ),
        maker.item(
            "vijver c",
            key="c",
            kind=Kind.ACTION,
            date="2024-12-31",
            body="college",
            owner="de GRIFFIER",
            due="2024-03-01",
            status="Afgedaan.",
        ),
        maker.item(
            "vijver d",
            key="d",
            kind=Kind.PROMISE,
            owner="Wethouder Één",
            grounds=("5.1.2e", "5.2.1"),
            status="loopt",
        ),
        maker.item(
            "gracht e", key="e", kind=Kind.PAGE, date="2024-01-01", due="2024-01-31", document_kind="mail"
        ),
    )
    put(
        archive,
        maker.item("vijver f", key="f", date="2025-01-01", body="raad", grounds=("5.2.1",)),
        case=OTHER,
    )
    with closing(archive):
        yield archive


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(), "abcdf"),
        (Filters(kinds=(Kind.ACTION,)), "bc"),
        (Filters(kinds=(Kind.ACTION, Kind.PROMISE)), "bcd"),
        (Filters(bodies=("raad",)), "af"),
        (Filters(bodies=("raad", "college")), "abcf"),
        (Filters(bodies=("Raad",)), ""),
        (Filters(cases=(OTHER,)), "f"),
        (Filters(cases=(OTHER, maker.CASE, "nergens")), "abcdf"),
        (Filters(document_kinds=("mail",)), "a"),
        (Filters(grounds=("5.1.2e",)), "ad"),
        (Filters(grounds=("5.1.2e", "5.2.1")), "adf"),
        (Filters(grounds=("5.2",)), ""),
        (Filters(owner="griffie"), "bc"),
        (Filters(owner="FFIER"), "c"),
        (Filters(owner="één"), "d"),
        (Filters(owner="g%ffie"), ""),
        (Filters(since="2024-01-01"), "bcf"),
        (Filters(until="2024-01-01"), "ab"),
        (Filters(since="2024-01-01", until="2024-12-31"), "bc"),
        (Filters(due_before="2024-02-01"), "b"),
        (Filters(due_before="2024-01-31"), ""),
        (Filters(open_only=True), "bd"),
        (Filters(open_only=True, owner="griffie"), "b"),
        (Filters(kinds=(Kind.DECISION,), grounds=("5.2.1",), since="2024-06-01", cases=(OTHER,)), "f"),
    ],
)
def test_what_a_filter_leaves(mixed: Archive, filters: Filters, expected: str) -> None:
    assert sorted(keys(find(mixed, word("vijver"), filters))) == list(expected)
    everywhere = set(keys(find(mixed, None, filters)))
    assert everywhere - {"e"} == set(expected)


def test_counts_of_what_was_found(mixed: Archive) -> None:
    found = find(mixed, word("vijver"), limit=1)
    assert len(found.rows) == 1
    assert found.total == 5
    assert found.counts == Counts(
        kinds=(("actie", 2), ("besluit", 2), ("toezegging", 1)),
        bodies=(("college", 2), ("raad", 2)),
        cases=((maker.CASE, 4), (OTHER, 1)),
        document_kinds=(("overig", 4), ("mail", 1)),
        grounds=(("5.1.2e", 2), ("5.2.1", 2)),
        owners=(("Griffie", 1), ("Wethouder Één", 1), ("de GRIFFIER", 1)),
        years=(("2024", 2), ("2023", 1), ("2025", 1)),
    )


def test_options_are_the_counts_of_all(mixed: Archive) -> None:
    assert mixed.options() == find(mixed).counts


def test_more_than_is_counted(archive: Archive) -> None:
    put(
        archive,
        *(maker.item("vijver", key=f"{n:05}", date=f"2024-01-{n % 28 + 1:02}") for n in range(COUNTED + 2)),
    )
    found = find(archive, word("vijver"), sort=Sort.OLDEST, offset=COUNTED, limit=5)
    assert (found.total, found.counts, len(found.rows)) == (COUNTED + 1, None, 2)
    assert keys(find(archive, word("vijver"), limit=2)) == ["00000", "00001"]
    assert keys(find(archive, None, sort=Sort.NEWEST, limit=2)) == ["00027", "00055"]
    exactly = Filters(until="2024-01-27")
    assert find(archive, None, exactly).counts is not None


# -------------------------------------------------------------------------------------------------------- order


@pytest.fixture(scope="module")
def dated(address_of: Callable[[str], str]) -> Iterator[Archive]:
    archive = open_archive(address_of("dated"), write=True)
    days = [None, "2024-02-01", "2024-01-01", "2024-02-01", None, "2023-01-01"]
    put(
        archive,
        *(
            maker.item("vijver", key=f"k{n}", date=day, due=days[-1 - n], kind=Kind.ACTION)
            for n, day in enumerate(days)
        ),
    )
    with closing(archive):
        yield archive


@pytest.mark.parametrize("expression", [None, word("vijver")], ids=["browsing", "asking"])
@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        (Sort.NEWEST, "132504"),
        (Sort.OLDEST, "521304"),
        (Sort.DUE, "032415"),
        (Sort.RELEVANCE, None),
    ],
)
def test_the_order_with_ties_and_without_a_day(
    dated: Archive, expression: Expression | None, sort: Sort, expected: str | None
) -> None:
    if expected is None:
        expected = "132504" if expression is None else "012345"
    assert "".join(key[1] for key in keys(find(dated, expression, sort=sort))) == expected


@pytest.fixture(scope="module")
def many(address_of: Callable[[str], str]) -> Iterator[Archive]:
    archive = open_archive(address_of("many"), write=True)
    put(
        archive,
        *(maker.item("vijver", key=f"{n}", date=f"2024-01-0{n % 3 + 1}", due=None) for n in range(23)),
    )
    put(archive, *(maker.item("vijver", key=f"{n}") for n in range(5)), case=OTHER)
    with closing(archive):
        yield archive


@pytest.mark.parametrize("sort", list(Sort))
@pytest.mark.parametrize("expression", [None, word("vijver")], ids=["browsing", "asking"])
def test_pages_follow_each_other(many: Archive, expression: Expression | None, sort: Sort) -> None:
    whole = [(row.case, row.item.key) for row in find(many, expression, sort=sort).rows]
    pages = [
        (row.case, row.item.key)
        for offset in range(0, 35, 5)
        for row in find(many, expression, sort=sort, offset=offset, limit=5).rows
    ]
    assert len(set(whole)) == 28
    assert pages == whole
    assert find(many, expression, sort=sort, offset=100).rows == ()
    assert find(many, expression, sort=sort, limit=0).total == 28


# --------------------------------------------------------------------------------------------------- vocabulary


def test_words_that_hold_a_part(archive: Archive) -> None:
    put(
        archive,
        maker.item("Huisvesting en huisvestingstaakstelling, huisvesting", context="Woonhuis"),
        maker.item("Over huisvesting", key="b", context="Huisvesting van 50%"),
    )
    assert archive.words_with("huis", 9) == (
        ("huisvesting", 2),
        ("huisvestingstaakstelling", 1),
        ("woonhuis", 1),
    )
    assert archive.words_with("taakstelling", 9) == (("huisvestingstaakstelling", 1),)
    assert archive.words_with("huis", 1) == (("huisvesting", 2),)
    assert (
        archive.words_with("h_is", 9) == archive.words_with("h%s", 9) == archive.words_with("hu\\i", 9) == ()
    )


def test_words_that_begin_so(archive: Archive) -> None:
    put(
        archive,
        maker.item("Huisvesting, huisvestingstaakstelling, woonhuis", key="a"),
        maker.item("Over huisvesting", key="b", context="Huis"),
    )
    assert archive.words_from("huis", 9) == (("huisvesting", 2), ("huis", 1), ("huisvestingstaakstelling", 1))
    assert archive.words_from("huisvestingst", 9) == (("huisvestingstaakstelling", 1),)
    assert archive.words_from("huis", 1) == (("huisvesting", 2),)
    assert (
        archive.words_from("vesting", 9) == archive.words_from("h_is", 9) == archive.words_from("h%", 9) == ()
    )


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("huisvestign", "huisvesting"),
        ("huisvestng", "huisvesting"),
        ("statushuoders", "statushouders"),
        ("vergunnig", "vergunning"),
        ("markr", "markt"),
        ("gekd", "geld"),
        ("ebsluit", "besluit"),
    ],
)
def test_words_that_look_like_a_word(archive: Archive, typed: str, meant: str) -> None:
    put(
        archive,
        maker.item(
            "Huisvesting statushouders: vergunning markt geld besluit begroting riolering college raad"
        ),
    )
    assert (meant, 1) in archive.words_like(typed, 5)
    assert archive.words_like("qqqqqq", 5) == ()


def test_how_often_words_stand(archive: Archive) -> None:
    put(
        archive,
        maker.item("Besluit, besluit", key="a"),
        maker.item("Wij besluiten", key="b", context="Besluitenlijst"),
    )
    assert archive.stem_counts(["besluit", "besluiten", "besluitenlijst", "wij", "nergens"]) == {
        "besluit": 2,
        "besluiten": 2,
        "besluitenlijst": 1,
        "wij": 1,
    }


def test_counts_of_words_go_down_to_nothing(archive: Archive) -> None:
    put(archive, maker.item("Zonnebloem vijver", key="a"), maker.item("Zonnebloem gracht", key="b"))
    put(archive, maker.item("Zonnebloem kade", key="a"), case=OTHER)
    assert archive.stem_counts(["zonnebloem"]) == {"zonnebloem": 3}
    put(archive, maker.item("Zonnebloem", key="a"))
    assert archive.stem_counts(["zonnebloem", "vijver", "gracht", "kade"]) == {"zonnebloem": 2, "kade": 1}
    archive.remove(OTHER, maker.entry(OTHER))
    assert archive.stem_counts(["zonnebloem", "kade"]) == {"zonnebloem": 1}
    archive.remove(maker.CASE, maker.entry())
    assert archive.stem_counts(["zonnebloem"]) == {}
    assert archive.words_with("zon", 5) == archive.words_like("zonnebloem", 5) == ()
