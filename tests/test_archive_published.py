"""publish/ of a finished run as a Dossier: what becomes which item."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from archive_cases import ASKED, KERMIS, MOVED, PROMISED, SECOND, mail, minutes
from archive_maker import (
    Json,
    decision,
    kept_back,
    letter,
    meeting,
    paper,
    part,
    pdf,
    publish,
    row,
)

from pipeline.archive.published import read_published
from pipeline.archive.values import Dossier, Item, Kind


def only(dossier: Dossier, kind: Kind) -> Item:
    (found,) = [item for item in dossier.items if item.kind is kind]
    return found


def keys(dossier: Dossier) -> set[str]:
    return {item.key for item in dossier.items}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Dossier:
    out = tmp_path_factory.mktemp("uit")
    return read_published(publish(out, minutes(), mail(), also=[kept_back("000003")]))


# ------------------------------------------------------------------------------------------- what becomes what


def test_a_decision(whole: Dossier) -> None:
    moved = next(item for item in whole.items if item.text == MOVED)
    (place,) = moved.places
    assert moved.kind is Kind.DECISION
    assert (moved.date, moved.body, moved.number) == (
        "2024-03-14",
        "college van burgemeester en wethouders",
        "3",
    )
    assert (moved.topic, moved.result, moved.document_kind) == (
        "Verplaatsing van de weekmarkt",
        "aangenomen",
        "verslag",
    )
    assert (place.document, place.page, place.last_page) == ("000001", 1, 1)
    assert place.box is not None
    assert place.box.page == 1
    for known in (
        "Verplaatsing van de weekmarkt",
        "Collegevergadering",
        "Verslag college",
        "besluit",
        "14 maart 2024",
    ):
        assert known in moved.context


def test_an_action_and_a_promise(whole: Dossier) -> None:
    asked, promised = only(whole, Kind.ACTION), only(whole, Kind.PROMISE)
    assert (asked.text, asked.owner, asked.due, asked.due_text) == (
        ASKED,
        "[5.1.2e]",
        "2024-04-01",
        "voor 1 april",
    )
    assert (asked.status, asked.topic, asked.number) == ("loopt", "Verplaatsing van de weekmarkt", "3")
    assert (promised.text, promised.owner, promised.topic) == (PROMISED, "wethouder", "Kermis")
    assert promised.places[0].page == 2


def test_a_meeting_and_its_agenda(whole: Dossier) -> None:
    (told,) = whole.meetings
    assert (told.name, told.date, told.start, told.location) == (
        "Collegevergadering",
        "2024-03-14",
        "09:30",
        "Stadhuis",
    )
    assert told.attendees == ("M. de Wit (wethouder, gemeente Rietmonde)", "secretaris", "A. Bos")
    found = only(whole, Kind.MEETING)
    assert found.text.splitlines()[:3] == [
        "Collegevergadering",
        "college van burgemeester en wethouders",
        "Stadhuis",
    ]
    agenda = [item for item in whole.items if item.kind is Kind.AGENDA_ITEM]
    assert [(item.number, item.text) for item in agenda] == [
        ("3", "Verplaatsing van de weekmarkt"),
        ("4", "Kermis"),
    ]
    of_meeting = {item.kind for item in whole.items if item.meeting == told.key}
    assert of_meeting == set(Kind) - {Kind.MESSAGE}


def test_a_mail(whole: Dossier) -> None:
    sent = only(whole, Kind.MESSAGE)
    assert sent.text == "De weekmarkt verhuist.\nGroet, [5.1.2e]"
    assert (sent.owner, sent.topic, sent.date, sent.meeting) == ("[5.1.2e]", "weekmarkt", "2024-03-07", None)
    assert "griffie@rietmonde.nl" in sent.context


def test_pages_and_what_a_letter_says_it_is_about(tmp_path: Path) -> None:
    document = letter(
        paper("000001", "Geachte heer,", "Hoogachtend,", kind="brief"), reference="Z-24-17", subject="kade"
    )
    dossier = read_published(publish(tmp_path, document))
    assert [(item.kind, item.text, item.places[0].page) for item in dossier.items] == [
        (Kind.PAGE, "Geachte heer,", 1),
        (Kind.PAGE, "Hoogachtend,", 2),
    ]
    assert all("Z-24-17, kade" in item.context and item.document_kind == "brief" for item in dossier.items)


def test_items_come_in_the_order_of_the_document(whole: Dossier) -> None:
    """A page before what stands on it, what begins earlier before what begins later."""
    order = [(item.kind, item.text[:12]) for item in whole.items if item.places[0].document == "000001"]
    assert order == [
        (Kind.PAGE, "Verslag van "),
        (Kind.MEETING, "Collegeverga"),
        (Kind.AGENDA_ITEM, "Verplaatsing"),
        (Kind.DECISION, MOVED[:12]),
        (Kind.ACTION, ASKED[:12]),
        (Kind.PAGE, SECOND[:12]),
        (Kind.AGENDA_ITEM, "Kermis"),
        (Kind.PROMISE, PROMISED[:12]),
        (Kind.DECISION, KERMIS[:12]),
    ]


def test_items_without_a_word_are_left_out(tmp_path: Path) -> None:
    document = paper("000001", "[5.1.2e]", "— — —", "Een woord")
    decision(document, "[5.1.2e]", result=None)
    dossier = read_published(publish(tmp_path, document))
    assert [item.text for item in dossier.items] == ["Een woord"]


@pytest.mark.parametrize(
    ("text", "grounds"),
    [(MOVED, ()), (ASKED, ("5.1.2e",)), (KERMIS, ("5.1.1c", "5.1.2i"))],
)
def test_grounds_are_those_of_the_marks_inside(whole: Dossier, text: str, grounds: tuple[str, ...]) -> None:
    assert next(item for item in whole.items if item.text == text).grounds == grounds


def test_grounds_of_a_page(whole: Dossier) -> None:
    pages = [item.grounds for item in whole.items if item.kind is Kind.PAGE]
    assert pages == [("5.1.2e",), ("5.1.1c", "5.1.2i"), ("5.1.2e",)]


def test_documents(whole: Dossier) -> None:
    first, second, third = whole.documents
    assert (first.number, first.title, first.kind, first.assessment) == (
        "000001",
        "Verslag college",
        "verslag",
        "Deels openbaar",
    )
    assert first.sizes == ((595.3, 841.9),) * 2
    assert len(first.digest) == 64
    assert (second.thread, second.status, second.review) == (1, "ok", "niet beoordeeld")
    assert (third.number, third.assessment, third.digest, third.sizes) == ("000003", "Niet openbaar", "", ())
    assert third.title == "Advies van de advocaat"


@pytest.mark.parametrize("assessment", ["Niet openbaar", "Reeds openbaar"])
def test_a_document_that_is_not_published_is_only_listed(tmp_path: Path, assessment: str) -> None:
    dossier = read_published(
        publish(tmp_path, mail("000001"), also=[kept_back("000002", assessment=assessment)])
    )
    assert [one.number for one in dossier.documents] == ["000001", "000002"]
    assert {place.document for item in dossier.items for place in item.places} == {"000001"}


@pytest.mark.parametrize(
    ("number", "name", "case"),
    [
        ("2024-0312", "", "2024-0312"),
        ("2024-0312", "markt", "markt"),
        ("", "", "uit"),
        ("", "markt", "markt"),
    ],
)
def test_what_the_case_is_called(tmp_path: Path, number: str, name: str, case: str) -> None:
    """Its name, or its number, or the folder of the run; the same from OUT and from its publish/."""
    out = publish(tmp_path / "uit", minutes(), case=number)
    assert read_published(out, name).case == case
    assert read_published(out / "publish", name) == read_published(out, name)
    assert read_published(out, name).organisation == "gemeente Rietmonde"
    assert read_published(out, name).folder == str((out / "publish").resolve())


def test_publish_alone_is_named_after_its_folder(tmp_path: Path) -> None:
    publish(tmp_path, minutes(), case="")
    shutil.copytree(tmp_path / "publish", tmp_path / "zaak-kade")
    assert read_published(tmp_path / "zaak-kade").case == "zaak-kade"


# ------------------------------------------------------------------------------------------- keys that stay


def test_the_same_folder_gives_the_same_dossier(tmp_path: Path) -> None:
    out = publish(tmp_path / "uit", minutes(), mail())
    assert read_published(out) == read_published(out)


def test_keys_are_different_for_each_item(whole: Dossier) -> None:
    assert len(keys(whole)) == len(whole.items)


def test_keys_can_stand_in_a_link(whole: Dossier) -> None:
    assert all(
        key.isascii() and set(key) <= set("abcdefghijklmnopqrstuvwxyz0123456789-") for key in keys(whole)
    )


def test_a_key_stays_when_something_is_added(tmp_path: Path) -> None:
    before = read_published(publish(tmp_path / "voor", minutes()))
    more = minutes()
    more["text"] += "\nBesluit: een extra punt."
    more["pages"][-1]["span"][1] = len(more["text"])
    decision(more, "een extra punt.")
    after = read_published(publish(tmp_path / "na", paper("000000", "Vooraf"), more, mail("000009")))
    kept = {item.key for item in before.items if item.kind is not Kind.PAGE or item.places[0].page == 1}
    assert kept <= keys(after)


def test_a_key_stays_when_the_document_has_another_number_place_and_lines(tmp_path: Path) -> None:
    before = read_published(publish(tmp_path / "voor", minutes()))
    again = json.loads(json.dumps(minutes("000007")).replace("verplaatsen naar de", "verplaatsen\\nnaar  de"))
    for one in [again["decisions"][0], again["actions"][0]]:
        one["place"]["page"], one["place"]["box"] = 2, None
    after = read_published(publish(tmp_path / "na", paper("000001", "Iets anders"), again))
    assert keys(before) <= keys(after)


@pytest.mark.parametrize(
    "change",
    [
        lambda document: document["decisions"][0].update(text="Het college besluit anders."),
        lambda document: document["decisions"][0].update(result="verworpen"),
        lambda document: document["meetings"][0].update(date="2024-03-21"),
    ],
    ids=["words", "result", "day"],
)
def test_what_is_another_item_has_another_key(tmp_path: Path, change: Callable[[Json], None]) -> None:
    before = read_published(publish(tmp_path / "voor", minutes()))
    other = minutes()
    change(other)
    after = read_published(publish(tmp_path / "na", other))
    old = next(item for item in before.items if item.text == MOVED)
    assert old.key not in keys(after)


def test_the_same_twice_in_one_document_is_two_items(tmp_path: Path) -> None:
    text = "Besluit: akkoord.\nBesluit: akkoord."
    document = paper("000001", text, date="2024-03-14")
    decision(document, "akkoord.")
    decision(document, "akkoord.")
    document["decisions"][1]["place"]["span"] = [27, 35]
    found = [item for item in read_published(publish(tmp_path, document)).items if item.kind is Kind.DECISION]
    first, second = found
    assert second.key == f"{first.key}-2"


# ------------------------------------------------------------------------------------------- several documents


def test_the_same_decision_in_two_documents_is_one_item_with_two_places(tmp_path: Path) -> None:
    dossier = read_published(publish(tmp_path, minutes("000001"), minutes("000004")))
    assert [[place.document for place in item.places] for item in dossier.items] == [["000001", "000004"]] * 9
    assert len(dossier.meetings) == 1


def test_a_decision_of_another_day_is_another(tmp_path: Path) -> None:
    one, other = (
        paper(number, "Besluit: akkoord.", date=date)
        for number, date in (("1", "2024-03-14"), ("2", "2024-03-21"))
    )
    dossier = read_published(publish(tmp_path, decision(one, "akkoord."), decision(other, "akkoord.")))
    assert len({item.key for item in dossier.items if item.kind is Kind.DECISION}) == 2


def test_a_meeting_is_put_together_of_all_documents_about_it(tmp_path: Path) -> None:
    agenda = meeting(
        paper("000001", "Agenda", kind="agenda"), body="raad", start="19:30", name="Raad", attendees=[]
    )
    notes = meeting(
        paper("000002", "Verslag", kind="verslag"),
        body="raad",
        start="19:35",
        location="Raadzaal",
        attendees=[("A", None, None)],
    )
    other = meeting(paper("000003", "Agenda", kind="agenda"), body="raad", date="2024-03-01")
    dossier = read_published(publish(tmp_path, agenda, notes, other))
    assert [(one.date, one.name, one.start, one.location, one.attendees) for one in dossier.meetings] == [
        ("2024-03-01", "raad", None, None, ()),
        ("2024-03-14", "Raad", "19:30", "Raadzaal", ("A",)),
    ]
    assert {item.meeting for item in dossier.items} == {one.key for one in dossier.meetings}


def test_meetings_without_a_day_are_never_one(tmp_path: Path) -> None:
    dossier = read_published(
        publish(
            tmp_path,
            *(meeting(paper(number, "Agenda"), body="raad", date=None) for number in ("000001", "000002")),
        )
    )
    assert len(dossier.meetings) == 2


def test_each_part_of_a_bundle_has_its_own_day_kind_and_meeting(tmp_path: Path) -> None:
    bundle = paper("000001", "Agenda raad", "Besluit: akkoord.", "Brief van een bewoner", date="2024-01-01")
    bundle["parts"].clear()
    part(bundle, [1, 2], kind="verslag", date="2024-03-14", title="Raad")
    part(bundle, [3], kind="brief", date="2024-02-20", title="Brief")
    meeting(bundle, "raad", "2024-03-14", parts=(0,))
    decision(bundle, "akkoord.")
    pages = [item for item in read_published(publish(tmp_path, bundle)).items if item.kind is Kind.PAGE]
    assert [(item.document_kind, item.date, item.body) for item in pages] == [
        ("verslag", "2024-03-14", "raad"),
        ("verslag", "2024-03-14", "raad"),
        ("brief", "2024-02-20", None),
    ]


# ------------------------------------------------------------------------------------------- the digest


def test_the_digest_is_of_the_files_and_not_of_where_they_lie(tmp_path: Path) -> None:
    one, other = (read_published(publish(tmp_path / where, minutes(), mail())) for where in ("a", "b"))
    assert one.digest == other.digest
    assert one.folder != other.folder


CHANGES: dict[str, Callable[[Path], object]] = {
    "a PDF": lambda folder: (folder / "000001.pdf").write_bytes(pdf("9")),
    "a JSON": lambda folder: (folder / "000002.json").write_text(
        json.dumps(mail() | {"reasons": ["Kijk na."]}), "utf-8"
    ),
    "the body": lambda folder: publish(folder.parent, minutes(), mail(), organisation="gemeente Duinrade"),
    "a title": lambda folder: publish(
        folder.parent, minutes(), mail(), rows=[row(minutes(), title="Anders"), row(mail())]
    ),
    "a kept back document": lambda folder: publish(
        folder.parent, minutes(), mail(), also=[kept_back("000003")]
    ),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_the_digest_is_another_when_anything_is(tmp_path: Path, change: Callable[[Path], object]) -> None:
    out = publish(tmp_path, minutes(), mail())
    before = read_published(out).digest
    change(out / "publish")
    assert read_published(out).digest != before
    assert read_published(out, "anders genoemd").digest != read_published(out).digest


# ------------------------------------------------------------------------------------------- internal/


@pytest.mark.parametrize("inside", ["nothing", "rubbish", "a folder that is none"])
def test_internal_is_never_read(tmp_path: Path, inside: str, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = read_published(publish(tmp_path / "zonder", minutes()))
    out = publish(tmp_path / "met", minutes())
    internal = out / "internal"
    if inside == "rubbish":
        (internal / "work").mkdir(parents=True)
        for name in ("manifest.json", "journal.sqlite", "numbers.json", "work/000001.json"):
            (internal / name).write_bytes(b"\xff{[ niet te lezen")
            (internal / name).chmod(0)
    elif inside == "a folder that is none":
        internal.write_bytes(b"")
    opened: list[str] = []
    _watch(monkeypatch, opened)
    assert read_published(out).items == expected.items
    assert opened
    assert not [name for name in opened if "internal" in Path(name).parts]


def _watch(monkeypatch: pytest.MonkeyPatch, opened: list[str]) -> None:
    real = io.open

    def watched(file: object, *rest: object, **named: object) -> object:
        opened.append(str(file))
        return real(file, *rest, **named)  # type: ignore[call-overload]

    monkeypatch.setattr(io, "open", watched)  # what Path.open and Path.read_bytes call
