"""One decision counts for all, on a case that is read, redacted and checked for real."""

import csv
import io
import json
import re

import pytest

from pipeline.run import Options, process

pytestmark = pytest.mark.slow

MAIL = """\
From: Sanne Oudebos <s.oudebos@voorbeeld.nl>
To: Piet Xandrink <p.xandrink@voorbeeld.nl>
Date: Mon, 4 Mar 2024 09:14:00 +0100
Subject: Verplaatsing van de markt
Message-ID: <1@voorbeeld.nl>
Content-Type: text/plain; charset=utf-8

Beste Piet,

Kun jij kijken of de markt in mei naar het andere plein kan? De kraamhouders vragen daar al
een tijd om. Wij bieden hun ten hoogste vierduizend euro voor de verhuizing.

Groet, Sanne Oudebos
"""
CASE = """\
[[passages]]
document = "inbox/mail.eml"
text = "ten hoogste vierduizend euro"
grounds = ["5.1.2b"]
motivation = "onderhandeling loopt nog"
"""


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    """OUT of a case with a mail that lies there twice: the second time elsewhere, by another name, sent on by a
    server that added a header and broke the lines in another way.
    """
    folder = tmp_path_factory.mktemp("twice")
    case, made = folder / "case", folder / "out"
    (case / "inbox").mkdir(parents=True)
    (case / "verzonden" / "map").mkdir(parents=True)
    (case / "inbox" / "mail.eml").write_text(MAIL)
    copy = "Received: from elders\n" + MAIL.replace(" vragen daar al\neen tijd", "\nvragen daar al een tijd")
    (case / "verzonden" / "map" / "kopie.eml").write_text(copy)
    (case / "case.toml").write_text(CASE)
    process([case], made, None, Options(1), lambda at: None)
    return made


def read(out, number):
    return json.loads((out / f"publish/{number}.json").read_text())


def test_both_lose_the_same(out):
    first, second = read(out, "000001"), read(out, "000002")
    assert " ".join(first["text"].split()) == " ".join(second["text"].split())
    labels = [[(row["label"], row["grounds"]) for row in one["redactions"]] for one in (first, second)]
    assert labels[0] == labels[1]
    assert ("PASSAGE", ["5.1.2b"]) in labels[1]
    for one in (first, second):
        assert not re.search(r"vierduizend|oudebos|xandrink", one["text"], re.IGNORECASE)


def test_they_are_told_to_be_the_same(out):
    assert read(out, "000001")["relations"]["duplicate_of"] is None
    assert read(out, "000002")["relations"] == {
        "thread": 1,
        "family": 2,
        "duplicate_of": "000001",
        "near": [],
        "contained_in": None,
    }
    text = (out / "publish/inventory.csv").read_text(encoding="utf-8-sig")
    assert [row["dubbel van"] for row in csv.DictReader(io.StringIO(text), delimiter=";")] == ["", "000001"]


def test_the_officer_reads_that_the_passage_came_from_the_other(out):
    rows = json.loads((out / "internal/manifest.json").read_text())["documents"]
    assert [row["carried"] for row in rows] == [
        [],
        ["1 passage overgenomen van document 000001, dat hetzelfde is"],
    ]


@pytest.mark.parametrize("number", ["000001", "000002"])
def test_the_relations_tell_nothing_but_numbers(out, number):
    said = json.dumps(read(out, number)["relations"])
    assert re.fullmatch(r'[a-z_":{}\[\], 0-9]*', said)
    assert not re.search(r"[0-9a-f]{8}|eml|map", said.replace("contained_in", ""))
