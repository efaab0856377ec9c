"""What is not as a finished run wrote it is refused, and told by its file."""

from __future__ import annotations

import copy
import csv
import io
import json
import os
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from archive_cases import mail, minutes
from archive_maker import (
    Json,
    entry,
    kept_back,
    publish,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.archive import published, sqlite_put
from pipeline.archive.published import read_published
from pipeline.archive.sqlite import SqliteArchive
from pipeline.errors import UsageError
from pipeline.export.inventory import HEADERS, inventory_csv


def damaged(number: str, change: Callable[[Json], object]) -> Callable[[Path], None]:
    def spoil(folder: Path) -> None:
        document = json.loads((folder / f"{number}.json").read_text("utf-8"))
        change(document)
        (folder / f"{number}.json").write_text(json.dumps(document), "utf-8")

    return spoil


def inventory(change: Callable[[str], str]) -> Callable[[Path], None]:
    def spoil(folder: Path) -> None:
        file = folder / "inventory.csv"
        file.write_bytes(change(file.read_bytes().decode("utf-8")).encode("utf-8"))

    return spoil


def written(name: str, content: bytes) -> Callable[[Path], object]:
    return lambda folder: (folder / name).write_bytes(content)


def gone(name: str) -> Callable[[Path], object]:
    return lambda folder: (folder / name).unlink()


def first_row_twice(text: str) -> str:
    lines = text.split("\r\n")
    return "\r\n".join([lines[0], lines[1], *lines[1:]])


def without_column(name: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        rows = list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=";"))
        out = io.StringIO(newline="")
        writer = csv.DictWriter(out, [h for h in HEADERS if h != name], delimiter=";", extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
        return out.getvalue()

    return change


DEEP = b"[" * 100_000 + b"]" * 100_000

NO_INVENTORY = "inventory.csv: this is no inventory that this version wrote; run `woo process` again"
NO_JSON = "{}.json: this is no JSON of this version and this case; run `woo process` again"
FIRST_JSON, SECOND_JSON = NO_JSON.format("000001"), NO_JSON.format("000002")
UNLISTED = "{}: the inventory does not list this file"
Spoil = Callable[[Path], object]


def as_spoilt(number: str, change: Callable[[Json], object]) -> tuple[Spoil, str]:
    """Refused for the JSON of that document."""
    return damaged(number, change), NO_JSON.format(number)


def elsewhere(folder: Path) -> None:
    """Files of a document in another folder, to which its number leads."""
    inventory(lambda text: text.replace("000001;", "../elders/000001;"))(folder)
    damaged("000001", lambda one: one.update(number="../elders/000001"))(folder)
    (folder.parent / "elders").mkdir()
    for name in ("000001.json", "000001.pdf"):
        (folder / name).rename(folder.parent / "elders" / name)


def emptied(folder: Path) -> None:
    """Nothing of any document, and nothing in the inventory."""
    for file in folder.iterdir():
        file.unlink()
    (folder / "inventory.csv").touch()


INVENTORIES: dict[str, tuple[Spoil, str]] = {
    "no inventory": (gone("inventory.csv"), "finish `woo process` first"),
    **{
        name: (spoil, NO_INVENTORY)
        for name, spoil in {
            "an inventory that is no UTF-8": written("inventory.csv", b"\xff\xfe\x00"),
            "an inventory with other columns": inventory(without_column("familie")),
            "an inventory of another program": written("inventory.csv", b"a,b\r\n1,2\r\n"),
            "an empty inventory and no documents": emptied,
            "a row that is too short": inventory(lambda text: text + "000009;2024\r\n"),
            "a row that is too long": inventory(lambda text: text.rstrip("\r\n") + ";meer;nog meer\r\n"),
            "a field without end": inventory(lambda text: text.replace("Verslag college", "x" * 200_000)),
            "a family that is no number": inventory(
                lambda text: text.replace("Niet openbaar;5.1.5;;3;", "Niet openbaar;5.1.5;;drie;")
            ),
            "an assessment that is none": inventory(
                lambda text: text.replace("Niet openbaar", "Misschien openbaar")
            ),
            "a document listed twice": inventory(first_row_twice),
            "a number that leads out of the folder": elsewhere,
        }.items()
    },
}

FILES: dict[str, tuple[Spoil, str]] = {
    "a missing JSON": (gone("000001.json"), "000001.json: it can't be read"),
    "a missing PDF": (gone("000001.pdf"), "000001.pdf: it can't be read"),
    "a JSON that the inventory does not list": (
        written("000009.json", b"{}"),
        UNLISTED.format("000009.json"),
    ),
    "a PDF that the inventory does not list": (written("000009.pdf", b""), UNLISTED.format("000009.pdf")),
    "a PDF with another name": (
        written("kopie van 000001.pdf", b""),
        UNLISTED.format("kopie van 000001.pdf"),
    ),
    "a PDF of a document that is kept back": (written("000003.pdf", b"%PDF"), UNLISTED.format("000003.pdf")),
    "a JSON of a document that is kept back": (written("000003.json", b"{}"), UNLISTED.format("000003.json")),
}

JSONS: dict[str, tuple[Spoil, str]] = {
    "a JSON cut short": (
        lambda folder: (folder / "000001.json").write_bytes((folder / "000001.json").read_bytes()[:-40]),
        FIRST_JSON,
    ),
    "an empty JSON": (written("000001.json", b""), FIRST_JSON),
    "a JSON that is a list": (written("000001.json", b"[]"), FIRST_JSON),
    "a JSON that is null": (written("000001.json", b"null"), FIRST_JSON),
    "a JSON that is no UTF-8": (written("000001.json", b'{"schema": "\xff"}'), FIRST_JSON),
    "a JSON nested without end": (written("000001.json", DEEP), FIRST_JSON),
    "a JSON of another version": as_spoilt(
        "000001", lambda one: one.update(schema="woo-pipeline/document/1")
    ),
    "a field that is missing": as_spoilt("000001", lambda one: one.pop("actions")),
    "a field of another type": as_spoilt("000001", lambda one: one.update(text=5)),
    "a JSON that does not say of which case it is": as_spoilt("000001", lambda one: one.pop("case")),
    "an index beyond the end": as_spoilt("000001", lambda one: one["decisions"][0].update(item=99)),
    "a day that is none": as_spoilt("000001", lambda one: one["meetings"][0].update(date="2024-33-12")),
    "a day that is a number": as_spoilt("000001", lambda one: one["meetings"][0].update(date=5)),
    "a term that is no day": as_spoilt("000001", lambda one: one["actions"][0].update(due="gisteren")),
    "a status that is an object": as_spoilt("000001", lambda one: one["actions"][0].update(status={"a": 1})),
    "half a character": as_spoilt("000001", lambda one: one["decisions"][0].update(text="besluit \ud800")),
    "a number that is not that of its name": as_spoilt("000001", lambda one: one.update(number="000002")),
    "another case than the document before it": as_spoilt(
        "000002", lambda one: one["case"].update(number="2023-0001")
    ),
    "another body than the document before it": as_spoilt(
        "000002", lambda one: one["case"].update(organisation="gemeente Duinrade")
    ),
}
REFUSED = {**INVENTORIES, **FILES, **JSONS}


@pytest.mark.parametrize(("spoil", "told"), REFUSED.values(), ids=REFUSED.keys())
def test_what_no_run_published_is_refused(tmp_path: Path, spoil: Spoil, told: str) -> None:
    out = publish(tmp_path / "uit", minutes(), mail(), also=[kept_back("000003")])
    spoil(out / "publish")
    with pytest.raises(UsageError) as caught:
        read_published(out)
    assert told in str(caught.value)
    assert str(out) in str(caught.value)
    assert "weekmarkt" not in str(caught.value)


def test_a_folder_without_a_run_is_refused(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "is er niet"):
        with pytest.raises(UsageError, match=r"no inventory\.csv"):
            read_published(folder)


def test_a_folder_in_the_place_of_a_file_is_refused(tmp_path: Path) -> None:
    out = publish(tmp_path, minutes())
    (out / "publish" / "000001.json").unlink()
    (out / "publish" / "000001.json").mkdir()
    with pytest.raises(UsageError, match="can't be read"):
        read_published(out)


def test_a_file_larger_than_any_run_writes_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = publish(tmp_path, minutes())
    monkeypatch.setattr(published, "_LARGEST", 1000)
    with pytest.raises(UsageError, match="larger than any run writes"):
        read_published(out)


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
@pytest.mark.parametrize("name", ["inventory.csv", "000001.json", "000001.pdf"])
def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path, name: str) -> None:
    out = publish(tmp_path, minutes())
    (out / "publish" / name).chmod(0)
    with pytest.raises(UsageError, match=r"can't be read|is no inventory"):
        read_published(out)


def test_other_files_that_lie_there_are_left_alone(tmp_path: Path) -> None:
    out = publish(tmp_path, minutes())
    expected = read_published(out)
    (out / "publish" / "LEESMIJ.txt").write_text("Van de griffie", "utf-8")
    (out / "publish" / "bijlagen").mkdir()
    assert read_published(out) == expected


# ------------------------------------------------------------------------------------------- anything else


def _spots(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every field of a JSON, of lists the first."""
    below = (
        value.items() if isinstance(value, dict) else enumerate(value[:1]) if isinstance(value, list) else ()
    )
    for key, inner in below:
        yield (*path, key)
        yield from _spots(inner, (*path, key))


def _changed(document: Json, spot: tuple[str | int, ...], value: object) -> bytes:
    changed: Any = copy.deepcopy(document)
    inner = changed
    for key in spot[:-1]:
        inner = inner[key]
    inner[spot[-1]] = value
    return json.dumps(changed).encode()


class _EnoughError(Exception):
    pass


@pytest.mark.slow
def test_a_json_with_something_else_in_any_field_is_refused_or_can_be_archived(tmp_path: Path) -> None:
    out = publish(tmp_path, minutes())
    document = json.loads((out / "publish" / "000001.json").read_bytes())
    wrong = []
    archive = SqliteArchive(tmp_path / "archief.sqlite", write=True)
    for spot, value in zip(_spots(document), cycle((None, {"a": [1]}, -1)), strict=False):
        (out / "publish" / "000001.json").write_bytes(_changed(document, spot, value))
        try:
            dossier = read_published(out)
            with archive._file.writing() as database:
                sqlite_put.insert(database, dossier, entry())
                raise _EnoughError
        except (UsageError, _EnoughError):
            continue
        except Exception as error:  # noqa: BLE001  (which of them is what the test tells)
            wrong.append(f"{'.'.join(map(str, spot))}: {type(error).__name__}")
    archive.close()
    assert wrong == []


@given(
    st.lists(
        st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=30), min_size=1, max_size=4
    )
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=5)
def test_titles_of_any_kind_come_back_from_the_inventory(tmp_path: Path, titles: list[str]) -> None:
    rows = [kept_back(f"{at:06}", title) for at, title in enumerate(titles, 1)]
    out = publish(tmp_path, rows=[], also=rows)
    told = list(csv.reader(io.StringIO(inventory_csv(rows).lstrip("\ufeff"), newline=""), delimiter=";"))[1:]
    assert [one.title for one in read_published(out).documents] == [line[3] for line in told]
