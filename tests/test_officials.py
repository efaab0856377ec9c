"""Lists of office holders: import, file, case file, and whom they keep readable. All people are invented."""

from __future__ import annotations

import gzip
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import cli, rulebook
from pipeline.case import CaseFile, read_case
from pipeline.decide import decide
from pipeline.detect import mention_at
from pipeline.detect.lexicon import load as lists
from pipeline.detect.people import register_json
from pipeline.detect.register import build
from pipeline.errors import UsageError
from pipeline.officials import (
    Official,
    import_officials,
    of_organisations,
    officials_toml,
    place_of,
    read_officials,
)
from pipeline.types import Document, DocumentKind, Finding, Label, Span, Verdict

RULES = rulebook.load()
KEEP, REDACT, REVIEW = Verdict.KEEP, Verdict.REDACT, Verdict.REVIEW
HEAD = '"Organisatie (onderdeel)";"Naam";"Functie";"Resource identifier"\n'
ROWS = (
    '"Gemeente Rietmonde";"Mw. F.A. Xandrink";"Raadslid";"x"\n'
    '"Gemeente Rietmonde";"Mw. F.A. Xandrink";"Fractievoorzitter";"x"\n'
    '"Gemeente Rietmonde";"Dhr. mr. S.  van der Teelink LLB";"Burgemeester waarnemend";"x"\n'
    '"Gemeente Rietmonde";"Team Woo";"Woo-contactpersoon";"x"\n'
    '"Gemeente Oud ""West""";"Dhr. Oudebosch";"Wethouder";"x"\n'
)
IMPORTED = (
    Official("Oudebosch", "wethouder", 'Gemeente Oud "West"'),
    Official("F.A. Xandrink", "fractievoorzitter, raadslid", "Gemeente Rietmonde"),
    Official("S. van der Teelink", "burgemeester waarnemend", "Gemeente Rietmonde"),
)


def imported(raw):
    return import_officials(raw, "lijst.csv", RULES.public_titles())


@pytest.mark.parametrize(
    "raw",
    [
        (HEAD + ROWS).encode(),
        ("\ufeff" + HEAD + ROWS).encode(),
        gzip.compress((HEAD + ROWS).encode()),
        (HEAD + ROWS).replace('";"', '","').encode(),
        (HEAD + ROWS).replace("\n", "\r\n").encode("cp1252"),
    ],
)
def test_import(raw):
    assert imported(raw) == IMPORTED


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x1f\x8b\x00",
        gzip.compress(b"x" * 99, mtime=0)[:12] + b"\xff" * 20,
        b"a;b;c\n1;2;3\n",
        HEAD.encode(),
        (HEAD + "x;y\n").encode(),
        b"\x00\xff" * 50,
    ],
)
def test_what_is_no_such_list(raw):
    with pytest.raises(UsageError, match=r"lijst\.csv"):
        imported(raw)


OFFICIALS = st.builds(
    Official,
    st.text(min_size=1).filter(str.strip),
    st.text(min_size=1).filter(str.strip).map(str.casefold).filter(lambda t: t == t.casefold()),
    st.text(),
    st.none() | st.dates(),
)


@given(st.lists(OFFICIALS, max_size=5))
def test_what_is_written_is_read_again(officials):
    assert read_officials(officials_toml(officials).encode(), "x") == tuple(officials)


@pytest.mark.parametrize(
    "text",
    [
        "officials = 3",
        "[officials]",
        "x = 1",
        "[[officials]]",
        '[[officials]]\nname = "A. B"',
        '[[officials]]\nname = "A. B"\ntitle = "x"\nfrom = "2022-01-01"',
        '[[officials]]\nname = "A. B"\ntitle = "x"\nfrom = 2022-01-01T00:00:00',
        '[[officials]]\nname = "A. B"\ntitle = "x"\nfrom = 2022-01-02\nto = 2022-01-01',
        '[[officials]]\nname = "A. B"\ntitle = "x"\ntil = 2022-01-01',
        '[[officials]]\nname = 3\ntitle = "x"',
        "name =",
    ],
)
def test_a_list_that_means_nothing(text):
    with pytest.raises(UsageError, match=r"lijst\.toml"):
        read_officials(text.encode(), "lijst.toml")


@pytest.mark.parametrize(
    ("organisation", "place"),
    [("Gemeente Aa  en Hunze", "aa en hunze"), ("waterschap Vallei", "vallei"), ("Rietmonde", "rietmonde")],
)
def test_place_of(organisation, place):
    assert place_of(organisation) == place


def test_only_organisations_of_the_case():
    assert of_organisations(IMPORTED, ["gemeente rietmonde"]) == IMPORTED[1:]
    assert of_organisations(IMPORTED, ["*"]) == IMPORTED
    assert of_organisations(IMPORTED, ["gemeente Elders"]) == ()


CASE = '[case]\norganisation = "gemeente Rietmonde"\n[persons]\nofficials = "lijst.toml"\n'


def test_a_case_file_names_a_list(tmp_path):
    (tmp_path / "lijst.toml").write_text(officials_toml(IMPORTED), encoding="utf-8")
    file = tmp_path / "case.toml"
    file.write_text(CASE, encoding="utf-8")
    case = read_case(file)
    assert case.officials == IMPORTED[1:]
    file.write_text(CASE + 'officials_of = ["*"]', encoding="utf-8")
    assert read_case(file).officials == IMPORTED
    (tmp_path / "lijst.toml").write_text(officials_toml(IMPORTED[:1]), encoding="utf-8")
    file.write_text(CASE, encoding="utf-8")
    assert read_case(file).digest != case.digest


@pytest.mark.parametrize(
    "text",
    [
        CASE,
        CASE.replace("lijst.toml", "."),
        CASE.replace('organisation = "gemeente Rietmonde"', ""),
        '[persons]\nofficials_of = ["x"]',
        "[persons]\nofficials = 3",
        "[officials]",
        '[[officials]]\nname = "A. B"',
    ],
)
def test_a_case_file_that_means_nothing(tmp_path, text):
    file = tmp_path / "case.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError):
        read_case(file)


def test_the_command(tmp_path, capsys):
    (tmp_path / "lijst.csv").write_text(HEAD + ROWS, encoding="utf-8")
    out = tmp_path / "officials.toml"
    assert cli.main(["officials", "import", str(tmp_path / "lijst.csv"), "--out", str(out)]) == 0
    assert read_officials(out.read_bytes(), "x") == IMPORTED
    assert "3 officials" in capsys.readouterr().out
    assert cli.main(["officials", "import", str(tmp_path / "none.csv"), "--out", str(out)]) == 2
    assert (
        cli.main(["officials", "import", str(tmp_path / "lijst.csv"), "--out", str(tmp_path / "no" / "x")])
        == 2
    )


# --------------------------------------------------------------------------------------------- whom they keep
def verdicts(officials, *texts, day=None):
    """What becomes of the names between < and > in texts of one case."""
    case = CaseFile(officials=officials)
    documents, mentions = [], []
    for i, marked in enumerate(texts):
        spans, text = [], ""
        for piece in marked.replace(">", "<").split("<"):
            if len(spans) % 2:
                spans[-1] = Span(len(text), len(text) + len(piece))
                spans.append(None)
            else:
                spans.append(None)
            text += piece
        document = Document(str(i), str(i), DocumentKind.TEXT, text)
        documents.append((document, [s for s in spans if s]))
        mentions += [mention_at(document, s, RULES, lists()) for s in documents[-1][1]]
    register = build([m for m in mentions if m], frozenset(), case, lists())
    return [
        d.verdict
        for document, spans in documents
        for d in decide(
            document,
            tuple(Finding(s, Label.PERSON, 0.9, "test", "test") for s in spans),
            register,
            case,
            RULES,
            mentions=[m for m in mentions if m and m.doc_id == document.id],
            day=day,
        )
    ]


LISTED = (Official("Fenna Xandrink", "wethouder", "gemeente Rietmonde", listed=True),)
# the list, the texts of a case, what becomes of each name
KEPT = [
    # in the case file
    (LISTED, ["Gisteren belde <Fenna Xandrink>."], [KEEP]),
    (LISTED, ["Gisteren belde <F. Xandrink>."], [KEEP]),
    (LISTED, ["Gisteren belde <Xandrink>."], [KEEP]),
    (LISTED, ["Gisteren belde <Sjoerd Xandrink>."], [REDACT]),
    (LISTED, ["Gisteren belde <S. Xandrink>."], [REDACT]),
    (LISTED, ["Gisteren belde <Sjoerd Xandrink>, en <Xandrink>."], [REDACT, REDACT]),
    (LISTED, ["Gisteren belde <Sjoerd Xandrink>.", "Toen belde <Xandrink>."], [REDACT, REVIEW]),
    (LISTED, ["<Fenna Xandrink>, beleidsadviseur"], [REVIEW]),
    # of a register of thousands
    (IMPORTED, ["Gisteren belde <F.A. Xandrink>."], [KEEP]),
    (IMPORTED, ["Gisteren belde <F. Xandrink>."], [REVIEW]),
    (IMPORTED, ["Gisteren belde <Fenna Xandrink>."], [REVIEW]),
    (IMPORTED, ["Gisteren belde <Sjoerd Xandrink>."], [REDACT]),
    (IMPORTED, ["Gisteren belde <Xandrink>."], [REDACT]),
    (IMPORTED, ["Aanwezig: Rietmonde (<Xandrink>); en toen vroeg <Xandrink> iets."], [KEEP, KEEP]),
    (IMPORTED, ["Aanwezig: Rietmonde (dhr. <Xandrink>)", "Toen belde <Xandrink>."], [KEEP, REDACT]),
    (IMPORTED, ["Aanwezig: <Xandrink> (gemeente Rietmonde)"], [KEEP]),
    (IMPORTED, ["Aanwezig: Waterdam (<Xandrink>)"], [REDACT]),
    (IMPORTED, ["Aanwezig: Rietmonde (<Sjoerd Xandrink>)"], [REDACT]),
    (IMPORTED, ["Aanwezig: Rietmonde (<Xandrink>), <Sjoerd Xandrink>"], [REVIEW, REDACT]),
    (IMPORTED, ["<Fenna Xandrink>, beleidsadviseur"], [REDACT]),
    (IMPORTED, ["wethouder <Xandrink>"], [KEEP]),
    ((), ["Aanwezig: Rietmonde (<Xandrink>)"], [REDACT]),
]


@pytest.mark.parametrize(("officials", "texts", "expected"), KEPT)
def test_whom_a_list_keeps(officials, texts, expected):
    assert verdicts(officials, *texts) == expected


@pytest.mark.parametrize(
    ("day", "verdict"),
    [
        (date(2022, 5, 17), REVIEW),
        (date(2022, 5, 18), KEEP),
        (date(2024, 3, 31), KEEP),
        (date(2024, 4, 1), REVIEW),
        (None, REVIEW),
    ],
)
def test_an_office_counts_only_in_its_term(day, verdict):
    official = Official(
        "Fenna Xandrink", "wethouder", "Rietmonde", date(2022, 5, 18), date(2024, 3, 31), listed=True
    )
    assert verdicts((official,), "Gisteren belde <Fenna Xandrink>.", day=day) == [verdict]


def test_a_list_without_names_keeps_nobody():
    assert verdicts((Official("12", "wethouder", listed=True),), "Gisteren belde <Fenna Xandrink>.") == [
        REDACT
    ]


def test_the_register_for_the_officer():
    document = Document("a", "a", DocumentKind.TEXT, "wethouder Fenna Xandrink en F. Xandrink")
    spans = (Span(10, 24), Span(28, 39))
    mentions = [mention_at(document, span, RULES, lists()) for span in spans]
    register = build(mentions, frozenset(), CaseFile(), lists(), frozenset({"f.xandrink", "info"}))
    assert register_json(register, {"a": "000001"}) == {
        "persons": [
            {
                "key": "xandrink||fenna|",
                "name": "Fenna Xandrink",
                "forms": ["F. Xandrink", "Fenna Xandrink"],
                "accounts": ["f.xandrink"],
                "titles": ["wethouder"],
                "verdict": "keep",
                "reason": "bekleedt een openbare functie (wethouder)",
                "documents": ["000001"],
            }
        ]
    }
