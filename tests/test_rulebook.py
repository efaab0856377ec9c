"""Every way in which rules/ can be wrong stops the run, with the file and the key to mend."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline import rulebook
from pipeline.errors import RulebookError
from pipeline.resources import folder
from pipeline.types import Label, Verdict

GROUNDS = """
law_version = 2026-08-15
law = "Wet open overheid"
[[grounds]]
code = "5.1.2e"
article = "Art. 5.1 lid 2 sub e"
description = "De eerbiediging van de persoonlijke levenssfeer"
kind = "relative"
[labels]
""" + "".join(f'{label} = "5.1.2e"\n' for label in Label)
ROLES = """
[[roles]]
verdict = "keep"
reason = "bekleedt een openbare functie"
titles = ["Wethouder", "raadslid"]
"""
RECOGNISER = """
name = "test"
label = "PHONE"
reason = "Telefoonnummer"
validator = "phone"
context = ["bel"]
[[patterns]]
name = "digits"
regex = "[0-9]+"
score = 0.5
[[hits]]
text = "bel 12"
found = "12"
[[misses]]
text = "bel"
"""
FILES = {"grounds.toml": GROUNDS, "roles.toml": ROLES, "recognisers/test.toml": RECOGNISER}

# file, what stands in it, what stands there instead, what the message must say besides the file
WRONG = [
    # no TOML, no text
    ("grounds.toml", GROUNDS, "law = ", ""),
    ("roles.toml", ROLES, "[[roles]", ""),
    ("recognisers/test.toml", RECOGNISER, "name", ""),
    # grounds.toml
    ("grounds.toml", "law_version = 2026-08-15", "", "law_version"),
    ("grounds.toml", "law_version = 2026-08-15", "law_version = 2026", "law_version"),
    ("grounds.toml", 'law = "Wet open overheid"', "", "law"),
    ("grounds.toml", 'law = "Wet open overheid"', 'law = ""', "law"),
    ("grounds.toml", 'law = "Wet open overheid"', "law = 3", "law"),
    ("grounds.toml", "law = ", 'lawful = "x"\nlaw = ', "lawful"),
    ("grounds.toml", "[[grounds]]", "[grounds]", "grounds"),
    ("grounds.toml", 'code = "5.1.2e"', "", "code"),
    ("grounds.toml", 'code = "5.1.2e"', "code = 5.1", "code"),
    ("grounds.toml", "article = ", "artikel = ", "artikel"),
    ("grounds.toml", 'article = "Art. 5.1 lid 2 sub e"', "", "article"),
    ("grounds.toml", 'description = "De eerbiediging van de persoonlijke levenssfeer"', "", "description"),
    (
        "grounds.toml",
        "[labels]",
        '[[grounds]]\ncode = "5.1.2e"\narticle = "x"\ndescription = "x"\n[labels]',
        "code",
    ),
    ("grounds.toml", 'BSN = "5.1.2e"', "", "BSN"),
    ("grounds.toml", 'BSN = "5.1.2e"', "BSN = 5", "BSN"),
    ("grounds.toml", 'BSN = "5.1.2e"', 'BSN = "5.1.1e"', "BSN"),
    ("grounds.toml", 'BSN = "5.1.2e"', 'BSN = "5.1.2e"\nFAX = "5.1.2e"', "FAX"),
    ("grounds.toml", "[labels]", "[label]", "label"),
    ("grounds.toml", "[labels]", "[[labels]]", "labels"),
    # roles.toml
    ("roles.toml", "[[roles]]", "[roles]", "roles"),
    ("roles.toml", "[[roles]]", "[[role]]", "role"),
    ("roles.toml", 'verdict = "keep"', "", "verdict"),
    ("roles.toml", 'verdict = "keep"', 'verdict = "houden"', "verdict"),
    ("roles.toml", 'verdict = "keep"', "verdict = []", "verdict"),
    ("roles.toml", "reason = ", "reden = ", "reden"),
    ("roles.toml", 'reason = "bekleedt een openbare functie"', "", "reason"),
    ("roles.toml", 'titles = ["Wethouder", "raadslid"]', "", "titles"),
    ("roles.toml", 'titles = ["Wethouder", "raadslid"]', "titles = []", "titles"),
    ("roles.toml", 'titles = ["Wethouder", "raadslid"]', 'titles = "wethouder"', "titles"),
    ("roles.toml", '"raadslid"', "3", "titles"),
    ("roles.toml", '"raadslid"', '" "', "titles"),
    ("roles.toml", '"raadslid"', '"wethouder"', "titles"),
    # recognisers/*.toml
    ("recognisers/test.toml", 'name = "test"', "", "name"),
    ("recognisers/test.toml", 'label = "PHONE"', "", "label"),
    ("recognisers/test.toml", 'label = "PHONE"', 'label = "FAX"', "label"),
    ("recognisers/test.toml", 'label = "PHONE"', 'label = ["PHONE"]', "label"),
    ("recognisers/test.toml", 'reason = "Telefoonnummer"', "", "reason"),
    ("recognisers/test.toml", "validator = ", "validater = ", "validater"),
    ("recognisers/test.toml", 'validator = "phone"', "validator = true", "validator"),
    ("recognisers/test.toml", 'validator = "phone"', 'validator = ""', "validator"),
    ("recognisers/test.toml", 'context = ["bel"]', 'context = "bel"', "context"),
    ("recognisers/test.toml", 'context = ["bel"]', 'verdict = "keep"', "verdict"),
    ("recognisers/test.toml", 'context = ["bel"]', "verdict = []", "verdict"),
    ("recognisers/test.toml", 'context = ["bel"]', 'columns = ["tel"]', "cell"),
    ("recognisers/test.toml", 'context = ["bel"]', 'cell = "[0-9]+"', "columns"),
    ("recognisers/test.toml", 'context = ["bel"]', 'columns = ["tel"]\ncell = "[0-9"', "cell"),
    ("recognisers/test.toml", 'context = ["bel"]', 'widen = "line"', "widen"),
    ("recognisers/test.toml", 'context = ["bel"]', 'near = "bel"', "near"),
    ("recognisers/test.toml", "score = 0.5", "near = [1]", "near"),
    ("recognisers/test.toml", 'context = ["bel"]', 'lists = ["bel"]', "lists"),
    ("recognisers/test.toml", 'context = ["bel"]', "lists = {words = []}", "words"),
    ("recognisers/test.toml", 'regex = "[0-9]+"', "regex = '\\L<words>'", "words"),
    ("recognisers/test.toml", 'context = ["bel"]', "context = [1]", "context"),
    ("recognisers/test.toml", "[[patterns]]", "[patterns]", "patterns"),
    ("recognisers/test.toml", "[[patterns]]", "[[pattern]]", "pattern"),
    ("recognisers/test.toml", RECOGNISER[RECOGNISER.index("[[p") : RECOGNISER.index("[[h")], "", "patterns"),
    ("recognisers/test.toml", 'name = "digits"', "", "name"),
    ("recognisers/test.toml", 'regex = "[0-9]+"', "", "regex"),
    ("recognisers/test.toml", 'regex = "[0-9]+"', 'regex = "[0-9"', "digits: regex"),
    ("recognisers/test.toml", "score = 0.5", 'score = "hoog"', "digits: score"),
    ("recognisers/test.toml", "score = 0.5", "score = true", "digits: score"),
    ("recognisers/test.toml", "score = 0.5", "score = 0", "digits: score"),
    ("recognisers/test.toml", "score = 0.5", "score = 50", "digits: score"),
    ("recognisers/test.toml", "score = 0.5", "score = nan", "digits: score"),
    ("recognisers/test.toml", "score = 0.5", "points = 0.5", "points"),
    (
        "recognisers/test.toml",
        "[[hits]]",
        '[[patterns]]\nname = "digits"\nregex = "x"\n[[hits]]',
        "patterns: digits",
    ),
    ("recognisers/test.toml", 'text = "bel 12"', "", "text"),
    ("recognisers/test.toml", 'found = "12"', "", "found"),
    ("recognisers/test.toml", 'found = "12"', "found = 12", "found"),
    ("recognisers/test.toml", 'text = "bel"\n', "", "text"),
    ("recognisers/test.toml", "[[misses]]\ntext", "[misses]\ntext", "misses"),
]


def written(root, files):
    for name, text in files.items():
        file = root / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return root


def test_the_rules_that_ship():
    rules = rulebook.load()
    assert rules == rulebook.load(folder("rules"))
    assert rules.law_version == "2026-08-15"
    assert {rules.ground_for(label) for label in Label} <= {g.code for g in rules.grounds}
    assert {role.verdict for role in rules.roles} <= set(Verdict)


def test_a_rulebook_as_small_as_can_be(tmp_path):
    rules = rulebook.load(written(tmp_path, FILES))
    assert [g.code for g in rules.grounds] == ["5.1.2e"]
    assert rules.ground_for(Label.BSN) == "5.1.2e"
    assert rules.roles[0].titles == ("raadslid", "wethouder")
    (recogniser,) = rules.recognisers
    assert (recogniser.validator, recogniser.context) == ("phone", ("bel",))
    assert (recogniser.hits, recogniser.misses) == ((("bel 12", "12"),), ("bel",))
    assert recogniser.patterns[0].score == 0.5
    assert (recogniser.verdict, recogniser.widen, recogniser.patterns[0].near) == (Verdict.REDACT, None, ())


def test_a_list_is_written_out_with_the_longest_word_first(tmp_path):
    lists = 'lists = {words = ["burn", "burn out"]}\nnear = ["b"]\nverdict = "review"\n'
    text = RECOGNISER.replace('context = ["bel"]\n', lists).replace('"[0-9]+"', "'x\\L<words>'")
    rules = rulebook.load(written(tmp_path, FILES | {"recognisers/test.toml": text}))
    (pattern,) = rules.recognisers[0].patterns
    assert (pattern.regex, pattern.near) == (r"x(?:burn\s{1,3}out|burn)", ("b",))
    assert rules.recognisers[0].verdict is Verdict.REVIEW


@pytest.mark.parametrize(
    "line", ["score = 0.5\n", 'validator = "phone"\n', 'context = ["bel"]\n', 'kind = "relative"\n']
)
def test_what_may_be_left_out(tmp_path, line):
    rulebook.load(written(tmp_path, {name: text.replace(line, "") for name, text in FILES.items()}))


@pytest.mark.parametrize(("name", "part", "instead", "key"), WRONG)
def test_what_is_wrong_is_said_with_the_file_and_the_key(tmp_path, name, part, instead, key):
    assert FILES[name].count(part) == 1 or part.startswith(("text", "name", "law"))
    changed = FILES[name][::-1].replace(part[::-1], instead[::-1], 1)[::-1] if part == 'text = "bel"\n' else (
        FILES[name].replace(part, instead, 1)
    )  # fmt: skip
    root = written(tmp_path, FILES | {name: changed})
    with pytest.raises(RulebookError) as wrong:
        rulebook.load(root)
    assert str(wrong.value).startswith(f"rules/{name}")
    assert key in str(wrong.value)


@pytest.mark.parametrize("name", ["grounds.toml", "roles.toml"])
def test_a_file_that_is_missing(tmp_path, name):
    written(tmp_path, FILES)
    (tmp_path / name).unlink()
    with pytest.raises(RulebookError, match=f"rules/{name}"):
        rulebook.load(tmp_path)


def test_without_recognisers_nothing_would_be_found(tmp_path):
    written(tmp_path, FILES)
    (tmp_path / "recognisers/test.toml").unlink()
    with pytest.raises(RulebookError, match="rules/recognisers"):
        rulebook.load(tmp_path)


def test_two_recognisers_of_one_name(tmp_path):
    with pytest.raises(RulebookError, match=r"rules/recognisers.*test"):
        rulebook.load(written(tmp_path, FILES | {"recognisers/other.toml": RECOGNISER}))


def test_a_file_that_is_no_utf_8(tmp_path):
    written(tmp_path, FILES)
    (tmp_path / "roles.toml").write_bytes(b'reason = "caf\xe9"')
    with pytest.raises(RulebookError, match=r"rules/roles\.toml"):
        rulebook.load(tmp_path)


@pytest.mark.slow
def test_every_file_counts_in_the_digest(tmp_path):
    """Also names.toml, which another module reads."""
    shutil.copytree(folder("rules"), tmp_path / "0")
    digests = {rulebook.load(tmp_path / "0").digest}
    files = sorted(p.relative_to(tmp_path / "0") for p in Path(tmp_path / "0").rglob("*.toml"))
    assert Path("names.toml") in files
    for number, file in enumerate(files, 1):
        root = shutil.copytree(tmp_path / "0", tmp_path / str(number))
        (root / file).write_text((root / file).read_text(encoding="utf-8") + "\n# x\n", encoding="utf-8")
        digests.add(rulebook.load(root).digest)
    assert len(digests) == len(files) + 1
    assert rulebook.load(tmp_path / "0").digest == rulebook.load().digest
