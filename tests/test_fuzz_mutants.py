"""Spoiled sample files through the commands; `python -m benchmarks.fuzz` does the same with more of them."""

from random import Random

import pytest

from benchmarks.fuzz.__main__ import Sound, mutants
from benchmarks.fuzz.judge import Fate, Mutant, judge, stands
from benchmarks.fuzz.mutate import mutate
from benchmarks.fuzz.seeds import Seed, seeds
from benchmarks.fuzz.tokens import TOKENS

pytestmark = pytest.mark.slow  # the fast tests have two minutes, the installation included

SLOW_KINDS = {"docx", "odt", "rtf", "png", "jpg", "tif"}  # LibreOffice and OCR take seconds a file
SEED = Seed("brief.txt", "txt", "any", b"Naam: Jan de Wit\n" * 20, ("Jan de Wit",))


def test_the_same_chance_spoils_in_the_same_way():
    made = [[(one.name, one.data, one.what) for one in mutants([SEED], 30, seed)] for seed in (1, 1, 2)]
    assert made[0] == made[1] != made[2]
    assert [one[:2] for one in made[0][:10]] == [(m.name, m.data) for m in mutants([SEED], 10, 1)]
    assert sum(data != SEED.data for _, data, _ in made[0]) > 25


@pytest.mark.parametrize("form", [*TOKENS, "zip", "cfb", "png"])
@pytest.mark.parametrize(
    "data", [b"", b"x", b"%PDF-1.7\n", b"PK\x05\x06" + bytes(18), b"\x89PNG\r\n\x1a\n" + bytes(20)]
)
def test_anything_can_be_spoiled(form, data):
    for chance in range(10):
        assert isinstance(mutate(data, form, Random(chance))[0], bytes)


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("Beste Jan de Wit,", True),
        ("Beste Jan\nde Wit", True),
        ("Beste Jan de Witte", False),
        ("jan de wit", False),
        ("J an de Wit", True),
        ("[5.1.2e]", False),
    ],
)
def test_a_name_stands_there_as_words_of_its_own(text, there):
    assert stands("Jan de Wit", text) is there


@pytest.mark.slow
def test_forty_spoiled_files_each_get_a_status_and_no_name_becomes_readable():
    chosen = [seed for seed in seeds() if seed.kind not in SLOW_KINDS and seed.name != "beeld.pdf"][::2]
    made = list(mutants(chosen, 40, seed=8))
    fates = judge(made, limit=30.0)
    assert [fate.mutant.name for fate in fates] == [mutant.name for mutant in made]
    assert [(fate.mutant.name, fate.problems) for fate in fates if fate.problems] == []
    if told := [fate for fate in fates if fate.readable]:
        sound = Sound(chosen, limit=30.0)
        assert [(fate.mutant.name, learnt) for fate in told if (learnt := sound.learnt(fate))] == []


@pytest.mark.slow
def test_a_name_that_a_spoiled_file_shows_is_seen():
    """The judge itself: what a file publishes that its seed calls a secret is told."""
    plain = Seed(
        "nota.txt",
        "txt",
        "any",
        b"De markt in Rietmonde gaat op dinsdag open.\n",
        ("Rietmonde", "Jan de Wit"),
    )
    fate: Fate = judge([Mutant("nota.txt", plain, plain.data, "nothing")], limit=30.0)[0]
    assert fate.statuses
    assert fate.problems == []
    assert fate.readable == {"Rietmonde": "pdf and json"}
