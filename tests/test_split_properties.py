"""What holds for any text: places lie in it, nothing raises, the time stays linear."""

import time
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.items import Structure
from pipeline.split import split
from pipeline.types import Document, DocumentKind, Span

PIECES = """Van: Anna|Verzonden: dinsdag 6 juni 2023 09:12|Aan: a@b.example;|CC:|Onderwerp: boom|Datum: 6 juni 2023
Op 6 juni 2023 om 10:41 schreef Bram:|geschreven:|-----Oorspronkelijk bericht-----|> Hoi|**|---||\t|🌳|\u2028|\f|\r|\x00
Verslag overleg|Agenda|Besluitenlijst|Memo|Nota|Geachte heer,|Betreft: x|Legenda|Aanwezig: Bram|Pagina 1 van 2
1. Opening|2. Sluiting|2 Punt|1|Besluit:|Besluit: ja.|De raad besluit|In te stemmen met x.|De agenda wordt vastgesteld.
Actie: Bram belt Anna vóór 8 mei.|Actielijst|1 Bram belt. Anna 2 Anna belt. Bram|- punt|Actie:|Acties:|Bram zal komen.
1\tBoom planten\tBram|een zin|die doorloopt.""".replace("\n", "|").split("|")
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(PIECES), max_size=30).map("\n".join),
    st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join),
)
KINDS = st.sampled_from([DocumentKind.TEXT, DocumentKind.PDF, DocumentKind.MAIL])


def places(found: Structure) -> Iterator[Span | None]:
    for part in found.parts:
        yield from (part.span, part.title)
    for message in found.messages:
        yield from (message.span, message.sender, *message.to, *message.cc, message.subject, message.body)
    for item in found.agenda_items:
        yield from (item.span, *item.title)
    for decision in found.decisions:
        yield decision.span
    for action in found.actions:
        yield from (action.span, action.owner, action.due_text)


@given(TEXTS, KINDS)
def test_every_place_lies_in_the_text(text, kind):
    found = split(Document("1", "a", kind, text))
    for place in places(found):
        assert place is None or 0 <= place.start <= place.end <= len(text)
    bodies = {message.body for message in found.messages}
    assert all(place is None or place.start < place.end or place in bodies for place in places(found))


@given(TEXTS, KINDS)
def test_items_are_sorted_and_those_that_can_not_overlap_do_not(text, kind):
    found = split(Document("1", "a", kind, text))
    for group in (found.parts, found.messages, found.agenda_items):
        for before, after in pairwise(group):
            assert before.span.end <= after.span.start
    for sorted_only in (found.decisions, found.actions):
        starts = [one.span.start for one in sorted_only]
        assert starts == sorted(starts)
    for message in found.messages:
        assert message.span.covers(message.body)
        assert any(part.span.covers(message.span) for part in found.parts)


@given(TEXTS)
def test_the_same_text_gives_the_same_structure(text):
    document = Document("1", "a", DocumentKind.TEXT, text)
    assert split(document) == split(document)


HEAD = "Verslag\nDatum: 3 mei 2023\nAanwezig: Bram\n"


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "a" * 400_000,
        HEAD + "wordt " * 60_000,
        HEAD + "Actie: A. " * 20_000,
        "**" * 200_000,
        "> " * 200_000,
        "\n" * 200_000,
        HEAD + "1. A\n" * 10_000,
        HEAD + "1. A\n2. iets;\n" * 5_000,
        "Van: a\nAan: " + "a@b;\n" * 20_000,
        "De raad besluit\n" * 10_000,
        "De raad besluit\n1. te doen.\n" * 5_000,
        "Agendapunten\n1. Opening\n" * 5_000,
        HEAD + "Actielijst\n" + "1 Bram belt iemand over iets\n" * 10_000,
        "Betreft: x\nGeachte heer\n" * 5_000,
        "Op 3 mei 2023 schreef\n" * 10_000,
    ],
    ids=lambda text: repr(text[-12:]),
)
def test_a_long_text_takes_time_in_proportion(text):
    started = time.process_time()
    split(Document("1", "a", DocumentKind.TEXT, text))
    # 0.1 to 0.6 s on a slow core; what is quadratic takes minutes.
    assert time.process_time() - started < 6
