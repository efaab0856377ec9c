"""`woo check` from paths to reports: what is checked, what stops it, and that one bad file stops nothing."""

import hashlib
import io
import json
import os
import stat
import zlib
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from pipeline import checking
from pipeline.check import inspect as channels
from pipeline.check.inspect import inspect
from pipeline.check.report.judged import Judgement
from pipeline.check.trace import Trace
from pipeline.checking import Options, check_files
from pipeline.errors import CheckError, UsageError
from pipeline.pool import Lost, Workers

pytestmark = pytest.mark.slow  # each test starts processes

QUICK = {"detect": False}


def plain(text="De raad heeft een plan gevraagd.", pages=1, **save):
    made = pikepdf.new()
    font = made.make_indirect(
        Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    )
    for _ in range(pages):
        content = f"BT /F 11 Tf 72 700 Td ({text}) Tj ET".encode()
        page = Dictionary(
            Type=Name.Page, MediaBox=Array([0, 0, 595, 842]), Resources=Dictionary(Font=Dictionary(F=font)),
            Contents=made.make_stream(content),
        )  # fmt: skip
        made.pages.append(pikepdf.Page(made.make_indirect(page)))
    out = io.BytesIO()
    made.save(out, deterministic_id=save.pop("encryption", None) is None, **save)
    return out.getvalue()


def with_author():
    made = pikepdf.open(io.BytesIO(plain()))
    made.docinfo["/Author"] = "K. Oostwold"
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def encrypted():
    made = pikepdf.open(io.BytesIO(plain()))
    out = io.BytesIO()
    made.save(out, encryption=pikepdf.Encryption(owner="eigenaar", user="gebruiker"))
    return out.getvalue()


def looping_pages():
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Count 2/Kids[2 0 R 2 0 R]>>endobj\ntrailer<</Root 1 0 R/Size 3>>\n%%EOF"
    )


def bomb(megabytes):
    made = pikepdf.open(io.BytesIO(plain()))
    packer = zlib.compressobj(9)
    piece = b" " * 2**20
    packed = b"".join(packer.compress(piece) for _ in range(megabytes)) + packer.flush()
    stream = pikepdf.Stream(made, packed)
    stream.Filter = Name.FlateDecode
    made.pages[0].Contents = made.make_indirect(stream)
    out = io.BytesIO()
    made.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return out.getvalue()


def unknown_filter():
    made = pikepdf.open(io.BytesIO(plain()))
    stream = pikepdf.Stream(made, b"zzzz")
    stream.Filter = Name.NoSuchDecode
    made.pages[0].Contents = made.make_indirect(stream)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """One run over everything that is wrong with files, between two that are right."""
    folder = tmp_path_factory.mktemp("in")
    files = {
        "a-clean.pdf": plain(),
        "b-author.pdf": with_author(),
        "c-encrypted.pdf": encrypted(),
        "d-truncated.pdf": plain()[:300],
        "e-looping.pdf": looping_pages(),
        "f-bomb.pdf": bomb(60),
        "g-filter.pdf": unknown_filter(),
        "h-empty.pdf": b"",
        "i-text.pdf": b"geen pdf",
        "j-clean": plain("De markt verhuist."),
        "notes.txt": b"tekst",
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
    os.mkfifo(folder / "k-pipe.pdf")
    out = tmp_path_factory.mktemp("out")
    before = sorted(folder.iterdir())
    options = Options(out / "r.json", out / "r.html", megabytes=50, seconds=30, jobs=2, **QUICK)
    checked = check_files([folder], options)
    assert sorted(folder.iterdir()) == before
    assert sorted(p.name for p in out.iterdir()) == ["r.html", "r.json"]
    return checked, {Path(file.path).name: file for file in checked.files}, out, files


def test_each_file_has_its_judgement(run):
    checked, by_name, _, _ = run
    judgements = {name: file.judgement for name, file in by_name.items()}
    assert judgements.pop("a-clean.pdf") is Judgement.CLEAN
    assert judgements.pop("j-clean") is Judgement.CLEAN
    assert judgements.pop("b-author.pdf") is Judgement.FINDINGS
    assert set(judgements.values()) == {Judgement.UNJUDGED}, judgements
    assert sorted(judgements) == [
        "c-encrypted.pdf", "d-truncated.pdf", "e-looping.pdf", "f-bomb.pdf", "g-filter.pdf", "h-empty.pdf",
        "i-text.pdf", "k-pipe.pdf",
    ]  # fmt: skip
    assert checked.exit_code == 3
    assert checked.passed_over == 1


def test_each_reason_is_told(run):
    _, by_name, _, _ = run
    assert "wachtwoord" in by_name["c-encrypted.pdf"].not_judged[0]
    assert "geen PDF" in by_name["i-text.pdf"].not_judged[0]
    assert "geen gewoon bestand" in by_name["k-pipe.pdf"].not_judged[0]


def test_the_reports_are_private(run):
    _, _, out, _ = run
    for name in ("r.json", "r.html"):
        assert stat.S_IMODE((out / name).stat().st_mode) == 0o600


def test_the_json_names_the_file(run):
    _, by_name, out, files = run
    told = json.loads((out / "r.json").read_text("utf-8"))
    assert [Path(file["path"]).name for file in told["files"]] == sorted(by_name)
    assert told["files"][0]["sha256"] == hashlib.sha256(files["a-clean.pdf"]).hexdigest()
    assert told["files"][1]["findings"][0]["channel"] == "metadata"
    assert "Oostwold" not in (out / "r.json").read_text("utf-8")


def test_a_run_is_the_same_twice(tmp_path):
    (tmp_path / "a.pdf").write_bytes(with_author())
    made = [check_files([tmp_path / "a.pdf"], Options(**QUICK)) for _ in range(2)]
    assert made[0] == made[1]
    assert made[0].exit_code == 1


@pytest.mark.parametrize(
    ("paths", "options"),
    [
        (["nowhere.pdf"], {}),
        (["empty"], {}),
        (["a.pdf"], {"json_file": "a.pdf"}),
        (["a.pdf"], {"json_file": "empty"}),
        (["a.pdf"], {"html_file": "no/such/folder.html"}),
        (["a.pdf"], {"html_file": "x", "json_file": "x"}),
        (["a.pdf"], {"secrets_file": "nothing.txt"}),
        (["a.pdf"], {"secrets_file": "a.bin"}),
        (["a.pdf"], {"secrets_file": "s.txt", "json_file": "s.txt"}),
    ],
)
def test_what_can_not_be_asked(tmp_path, monkeypatch, paths, options):
    monkeypatch.chdir(tmp_path)
    data = plain()
    Path("a.pdf").write_bytes(data)
    Path("empty").mkdir()
    Path("nothing.txt").write_text("\n \n")
    Path("s.txt").write_text("woord\n")
    Path("a.bin").write_bytes(b"\xff\xfe\xfd")
    with pytest.raises(UsageError):
        check_files([Path(p) for p in paths], Options(**{k: Path(v) for k, v in options.items()}, **QUICK))
    assert Path("a.pdf").read_bytes() == data
    assert not Path("x").exists()


def test_the_same_file_twice_is_checked_once(tmp_path):
    (tmp_path / "a.pdf").write_bytes(plain())
    (tmp_path / "link.pdf").symlink_to(tmp_path / "a.pdf")
    checked = check_files([tmp_path, tmp_path / "a.pdf"], Options(**QUICK))
    assert len(checked.files) == 1


# ------------------------------------------------------------------------------------------------ one file


def raising(error):
    def find(_):
        yield Trace("metadata", None, None, "Een reden.", "Een raad.")
        raise error

    return find


@pytest.mark.parametrize(
    "error", [CheckError("het kan niet"), TypeError("geheim"), MemoryError(), RecursionError()]
)
def test_a_channel_that_fails_leaves_the_others(monkeypatch, error):
    after = Trace("alternative-text", None, None, "Nog een reden.", "Een raad.")
    monkeypatch.setattr(channels, "FILE_CHANNELS", (raising(error), lambda _: [after]))
    report = inspect(plain(), channels.Options(detect=False))
    assert after in report.traces
    assert len(report.traces) == 2
    assert len(report.not_judged) == 1
    assert "geheim" not in report.not_judged[0]


def test_a_channel_with_too_much_to_say_stops(monkeypatch):
    def endless(_):
        number = 0
        while True:
            number += 1
            yield Trace("metadata", number, None, "Een reden.", "Een raad.")

    monkeypatch.setattr(channels, "FILE_CHANNELS", (endless,))
    assert len(inspect(plain(), channels.Options(detect=False)).traces) == 1000


def test_a_page_that_fails_leaves_the_others(monkeypatch):
    def second(page):
        if page.number == 2:
            raise CheckError("pagina 2 kan niet")
        return [Trace("unseen-text", page.number, None, "Een reden.", "Een raad.")]

    monkeypatch.setattr(channels, "PAGE_CHANNELS", (second,))
    monkeypatch.setattr(channels, "FILE_CHANNELS", ())
    report = inspect(plain(pages=3), channels.Options(detect=False))
    assert [trace.page for trace in report.traces] == [1, 3]
    assert report.not_judged == ("pagina 2 kan niet",)


def test_a_long_file_gets_longer():
    assert channels.seconds_for(1000, 60.0) == 560.0
    assert channels.seconds_for(10**9, 60.0) == 60.0 + 2500.0


def test_no_time_is_told():
    report = inspect(plain(), channels.Options(detect=False, seconds=-10.0))
    assert any("te lang" in reason for reason in report.not_judged)


# --------------------------------------------------------------------------------------- a process of its own


@pytest.mark.parametrize(
    ("error", "says"), [(MemoryError("geheim"), "geheugen"), (ValueError("geheim"), "ValueError")]
)
def test_what_goes_wrong_is_a_reason_that_quotes_nothing(tmp_path, monkeypatch, error, says):
    def fail(data, options):
        raise error

    (tmp_path / "a.pdf").write_bytes(plain())
    monkeypatch.setattr(checking.channels, "inspect", fail)
    monkeypatch.setattr(checking, "bound_memory", lambda megabytes: None)
    judged = checking._judge(checking._Task(tmp_path / "a.pdf", "a.pdf", False, channels.Options()))
    assert says in judged.not_judged[0]
    assert "geheim" not in judged.not_judged[0]


@pytest.mark.parametrize(("lost", "reason"), [(Lost.DIED, checking.DIED), (Lost.LATE, checking.LATE)])
def test_the_file_of_a_process_that_dies_is_told(tmp_path, monkeypatch, lost, reason):
    (tmp_path / "a.pdf").write_bytes(plain())
    monkeypatch.setattr(Workers, "each", lambda self, work, tasks: ((task, lost) for task in tasks))
    checked = check_files([tmp_path / "a.pdf"], Options(**QUICK))
    assert checked.exit_code == 3
    assert checked.files[0].not_judged == (reason,)
