"""Files that an officer writes or gets from elsewhere: a case file, a list of officials, answers, secrets, findings."""

import json
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.case import CaseFile, read_case
from pipeline.check.secrets import read_case_out, read_secrets
from pipeline.errors import UsageError
from pipeline.evaluate import read_gold
from pipeline.officials import import_officials, read_list, read_officials

pytestmark = pytest.mark.slow  # a few seconds together; with more examples in CI

UNHURRIED = settings(suppress_health_check=list(HealthCheck))

TOML = st.lists(
    st.sampled_from(
        [
            "[case]",
            "[persons]",
            "[[documents]]",
            "[[passages]]",
            "[[officials]]",
            "[officials]",
            'number = "1"',
            "number = 1",
            'ignore = ["*"]',
            "ignore = [[]]",
            'keep = ["a"]',
            'keep = "a"',
            "keep = [1]",
            'path = "a.pdf"',
            'path = ""',
            'outcome = "openbaar"',
            'outcome = "x"',
            "pictures_seen = true",
            "pictures_seen = 1",
            'document = "a.pdf"',
            'text = "x"',
            'ground = "5.1.2e"',
            'ground = ""',
            'name = "A. Vis"',
            'function = "burgemeester"',
            "until = 2024-01-01",
            'until = "x"',
            'officials = "nee.toml"',
            'officials = "."',
            "officials = 1979-05-27T07:32:00Z",
            "x = inf",
            "a.b.c = 1",
            "\x00",
            'number = """',
            "= 1",
        ]
    )
    | st.text(max_size=20),
    max_size=12,
).map("\n".join)


@UNHURRIED
@given(TOML.map(lambda text: text.encode("utf-8", "surrogatepass")) | st.binary(max_size=60))
def test_any_case_file_is_read_or_refused(tmp_path_factory, raw):
    file = tmp_path_factory.getbasetemp() / "case.toml"
    file.write_bytes(raw)
    with suppress(UsageError):
        assert isinstance(read_case(file), CaseFile)


@UNHURRIED
@given(TOML.map(str.encode) | st.binary(max_size=60))
def test_any_list_of_officials_is_read_or_refused(raw):
    with suppress(UsageError):
        assert isinstance(read_officials(raw, "lijst.toml"), tuple)


HEAD = "Organisatie;Naam;Functie\n"


@UNHURRIED
@given(
    st.sampled_from(
        [
            b"",
            b"\x1f\x8b\x08\x00",
            HEAD.encode(),
            HEAD.replace(";", ",").encode(),
            b"\xef\xbb\xbf" + HEAD.encode(),
        ]
    ),
    st.text(alphabet='ab;,"\n\r\t\x00', max_size=60).map(str.encode) | st.binary(max_size=60),
)
def test_any_export_of_officials_is_read_or_refused(tmp_path_factory, head, raw):
    file = tmp_path_factory.getbasetemp() / "lijst.csv"
    file.write_bytes(head + raw)
    with suppress(UsageError):
        assert isinstance(import_officials(read_list(file), "lijst.csv", ["burgemeester"]), tuple)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "text",
                    "spans",
                    "answers",
                    "findings",
                    "start",
                    "end",
                    "label",
                    "type",
                    "must",
                    "verdict",
                    "format",
                ]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=10,
)


def written(value):
    return json.dumps(value).encode()


@UNHURRIED
@given(JSON.map(written) | st.binary(max_size=40))
def test_any_answers_are_read_or_refused(tmp_path_factory, raw):
    lines, folder = tmp_path_factory.getbasetemp() / "gold.jsonl", tmp_path_factory.getbasetemp() / "gold"
    folder.mkdir(exist_ok=True)
    lines.write_bytes(raw)
    (folder / "a.json").write_bytes(raw)
    for path in (lines, folder):
        with suppress(UsageError):
            assert read_gold(path)


@UNHURRIED
@given(JSON.map(lambda value: written({"findings": value})) | JSON.map(written) | st.binary(max_size=40))
def test_any_findings_and_secrets_are_read_or_refused(tmp_path_factory, raw):
    out = tmp_path_factory.getbasetemp() / "out"
    (out / "internal").mkdir(parents=True, exist_ok=True)
    (out / "internal" / "000001.findings.json").write_bytes(raw)
    with suppress(UsageError):
        assert read_case_out(out)
    with suppress(UsageError):
        assert all(read_secrets(out / "internal" / "000001.findings.json"))
