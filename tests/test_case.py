"""The case file: what it may hold, and that what means nothing stops the run with the file and the key."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.case import OUTCOMES, CaseFile, DocumentRule, PassageRule, read_case
from pipeline.errors import UsageError

WHOLE = """
[case]
number = "2024-001"
organisation = "gemeente Voorbeeld"
ignore = ["answers/*", " extra.txt "]
[persons]
keep = ["Fenna Xandrink"]
redact = ["kroonprins"]
[[documents]]
path = "mails/one.eml"
outcome = "niet openbaar"
pictures_seen = true
[[documents]]
path = "mails/two.eml"
[[passages]]
document = "mails/one.eml"
text = "  the very words  "
grounds = ["5.2.1", "5.1.2f", "5.2.1"]
motivation = "why"
"""

PASSAGE = '[[passages]]\ndocument = "a"\ntext = "b"\ngrounds = ["5.1.2e"]\n'
# what stands in the file, what the message must say besides its name
WRONG = [
    ("number = ", "TOML"),
    ("[case]\n[case]", "TOML"),
    ("[cases]\n", "[cases]"),
    ('keep = ["x"]', "keep"),
    ("[case]\nnummer = 3", "nummer"),
    ("[persons]\nkeeps = []", "keeps"),
    ('[[documents]]\npath = "a"\noutcom = "openbaar"', "outcom"),
    (PASSAGE + 'ground = "x"', "ground"),
    # sections written otherwise
    ("case = 3", "case"),
    ("[[case]]", "case"),
    ('persons = "x"', "persons"),
    ("[[persons]]", "persons"),
    ('[documents]\npath = "a"', "documents"),
    ("documents = [1]", "documents"),
    ("[passages]", "passages"),
    # texts and lists
    ("[case]\nnumber = 2024", "number"),
    ("[case]\norganisation = ['x']", "organisation"),
    ('[case]\nignore = "x"', "ignore"),
    ("[case]\nignore = [3]", "ignore"),
    ('[persons]\nkeep = "Fenna"', "keep"),
    ('[persons]\nkeep = ["Fenna", ""]', "keep"),
    ('[persons]\nredact = [" "]', "redact"),
    ("[persons]\nredact = [3]", "redact"),
    # documents
    ('[[documents]]\noutcome = "openbaar"', "path"),
    ('[[documents]]\npath = ""', "path"),
    ("[[documents]]\npath = 3", "path"),
    ('[[documents]]\npath = "a"\noutcome = "geheim"', "a: the outcome"),
    ('[[documents]]\npath = "a"\noutcome = ["openbaar"]', "a: the outcome"),
    ('[[documents]]\npath = "a"\npictures_seen = "ja"', "a: pictures_seen"),
    ('[[documents]]\npath = "a"\npictures_seen = 1', "a: pictures_seen"),
    ('[[documents]]\npath = "a"\n[[documents]]\npath = "a"\noutcome = "openbaar"', "a twice"),
    # passages
    (PASSAGE.replace('document = "a"\n', ""), "document"),
    (PASSAGE.replace('text = "b"\n', ""), "text"),
    (PASSAGE.replace('"b"', '" "'), "text"),
    (PASSAGE.replace('"b"', "3"), "text"),
    (PASSAGE.replace('grounds = ["5.1.2e"]\n', ""), "grounds"),
    (PASSAGE.replace('["5.1.2e"]', "[]"), "grounds"),
    (PASSAGE.replace('["5.1.2e"]', '"5.1.2e"'), "grounds"),
    (PASSAGE.replace('["5.1.2e"]', "[5.1]"), "grounds"),
    (PASSAGE + "motivation = 3", "motivation"),
]


@pytest.fixture
def read(tmp_path):
    def _read(text):
        file = tmp_path / "case.toml"
        file.write_bytes(text.encode() if isinstance(text, str) else text)
        return read_case(file)

    return _read


def test_a_whole_file(read):
    assert read(WHOLE) == CaseFile(
        number="2024-001",
        organisation="gemeente Voorbeeld",
        keep=("Fenna Xandrink",),
        redact=("kroonprins",),
        documents=(
            DocumentRule("mails/one.eml", "niet openbaar", pictures_seen=True),
            DocumentRule("mails/two.eml"),
        ),
        passages=(PassageRule("mails/one.eml", "the very words", ("5.1.2f", "5.2.1"), "why"),),
        ignore=("answers/*", "extra.txt"),
        digest=hashlib.sha256(WHOLE.encode()).hexdigest(),
    )


def test_without_a_file():
    assert read_case(None) == CaseFile()


@pytest.mark.parametrize("text", ["", "# nothing", "[case]", "[persons]\nkeep = []", "\ufeff[case]\n"])
def test_a_file_that_says_nothing(read, text):
    case = read(text)
    assert (case.number, case.keep, case.redact, case.documents, case.passages) == ("", (), (), (), ())


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_outcomes(read, outcome):
    case = read(f'[[documents]]\npath = "a"\noutcome = "{outcome}"')
    assert case.rule_for("a") == DocumentRule("a", outcome)


def test_rule_for(read):
    case = read(WHOLE)
    assert case.rule_for("mails/one.eml").pictures_seen
    assert case.rule_for("mails/other.eml") == DocumentRule("mails/other.eml")
    assert case.rule_for("MAILS/one.eml") == DocumentRule("MAILS/one.eml")


@pytest.mark.parametrize(("text", "key"), WRONG)
def test_what_means_nothing_stops_the_run(read, text, key):
    with pytest.raises(UsageError) as wrong:
        read(text)
    assert "case.toml" in str(wrong.value)
    assert key in str(wrong.value)


def test_a_file_that_is_missing(tmp_path):
    with pytest.raises(UsageError, match=r"none\.toml"):
        read_case(tmp_path / "none.toml")


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(UsageError, match=tmp_path.name):
        read_case(tmp_path)


def test_bytes_that_are_no_text(read):
    with pytest.raises(UsageError, match=r"case\.toml"):
        read(b'[case]\nnumber = "\xff"')


VALUES = st.recursive(
    st.booleans() | st.integers(-9, 9) | st.text("ab ", max_size=3),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from("ab"), inner, max_size=2),
    max_leaves=4,
)


def toml(value):
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return f"[{', '.join(map(toml, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{k} = {toml(v)}' for k, v in value.items())}}}"
    return f'"{value}"' if isinstance(value, str) else str(value)


@given(st.sampled_from(["case", "persons", "documents", "passages"]), VALUES, st.data())
def test_any_value_is_read_or_refused(tmp_path_factory, section, value, data):
    keys = [
        "number",
        "ignore",
        "keep",
        "redact",
        "path",
        "outcome",
        "pictures_seen",
        "document",
        "text",
        "grounds",
    ]
    key = data.draw(st.sampled_from(keys))
    form = data.draw(st.sampled_from(["{s} = {v}", "[{s}]\n{k} = {v}", "[[{s}]]\n{k} = {v}"]))
    file = tmp_path_factory.getbasetemp() / "any.toml"
    file.write_text(form.format(s=section, k=key, v=toml(value)), encoding="utf-8")
    try:
        case = read_case(file)
    except UsageError as error:
        message = str(error)
    else:
        message = "any.toml"
        assert all(
            isinstance(word, str) and word.strip() for word in (*case.keep, *case.redact, *case.ignore)
        )
    assert "any.toml" in message
