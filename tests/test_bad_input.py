"""Bad input from end to end with the real parts: a clear message that names the file, and the rest done."""

import io
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pikepdf
import pytest
from reportlab.pdfgen import canvas

from pipeline import cli

pytestmark = pytest.mark.slow  # the fast tests have two minutes, the installation included

ROOT = Path(__file__).resolve().parents[1]

GOOD = "Notitie\n\nMevrouw Jansen-Pieters belde over de markt. Haar nummer is 06-12345678.\n"
MAIL = """\
From: Klaas Dijkgraaf <k.dijkgraaf@voorbeeld.example>
To: Gemeente <info@gemeente.example>
Subject: Vraag over de markt
Date: Mon, 4 Mar 2024 10:00:00 +0100
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="grens"

--grens
Content-Type: text/plain; charset=utf-8

Beste mensen, wanneer is de markt? Groet, Klaas Dijkgraaf
--grens
Content-Type: application/pdf; name="leeg.pdf"
Content-Disposition: attachment; filename="leeg.pdf"
Content-Transfer-Encoding: base64


--grens--
"""


def pdf(text="Notitie over de weg. Contact: 06-12345678."):
    stream = io.BytesIO()
    page = canvas.Canvas(stream)
    page.drawString(72, 750, text)
    page.showPage()
    page.save()
    return stream.getvalue()


def encrypted():
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf())) as opened:
        opened.save(stream, encryption=pikepdf.Encryption(user="geheim", owner="geheim"))
    return stream.getvalue()


FILES = {
    "goed.txt": GOOD.encode(),
    "goed.pdf": pdf(),
    "leeg.txt": b"",
    "leeg.pdf": b"",
    "afgekapt.pdf": pdf()[:400],
    "versleuteld.pdf": encrypted(),
    "tekst-als.pdf": GOOD.encode(),
    "pdf-als.txt": pdf(),
    "kapotte-kop.eml": b"From\x00 ==?utf-8?q?Jan\nSubject Markt zonder dubbele punt\n\x80\x81\n\nHallo\n",
    "lege-bijlage.eml": MAIL.replace("\n", "\r\n").encode(),
    "regel\neinde.txt": GOOD.encode(),
    "onbekend.xyz": b"\x00\x01\x02\x03",
}


def whole(out):
    """The numbers in publish/; every one has its PDF and its JSON and both are whole."""
    files = [p for p in (out / "publish").iterdir() if p.name != "inventory.csv"]
    numbers = sorted({p.stem for p in files})
    assert sorted(p.name for p in files) == [f"{n}.{e}" for n in numbers for e in ("json", "pdf")]
    for file in files:
        if file.suffix == ".json":
            json.loads(file.read_bytes())
        else:
            with pikepdf.open(file) as opened:
                assert opened.pages
    return numbers


def documents(out):
    return json.loads((out / "internal/manifest.json").read_bytes())["documents"]


@pytest.fixture(scope="module")
def bad(tmp_path_factory):
    """One run over all the bad files: (exit code, OUT)."""
    root = tmp_path_factory.mktemp("bad")
    (root / "case").mkdir()
    for name, data in FILES.items():
        (root / "case" / name).write_bytes(data)
    return cli.main(["process", str(root / "case"), "--out", str(root / "out"), "--jobs", "1"]), root / "out"


def row(bad, start):
    return next(d for d in documents(bad[1]) if d["source"].startswith(start))


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("leeg.txt", "leeg"),
        ("leeg.pdf", "leeg"),
        ("afgekapt.pdf", "PDF"),
        ("versleuteld.pdf", "versleuteld"),
        ("tekst-als.pdf", "geen PDF"),
        ("lege-bijlage.eml/", "leeg"),
        ("onbekend.xyz", "bestandstype"),
    ],
)
def test_a_file_that_cannot_be_read_fails_with_the_reason_and_what_to_do(bad, name, says):
    document = row(bad, name)
    assert (document["status"], document["published"]) == ("failed", False)
    assert says in document["reasons"][0]
    assert ";" in document["reasons"][0]
    assert document["id"] not in whole(bad[1])


@pytest.mark.parametrize("name", ["goed.txt", "goed.pdf", "pdf-als.txt", "regel", "lege-bijlage.eml"])
def test_the_rest_of_the_case_is_done(bad, name):
    document = row(bad, name)
    assert document["published"], document["reasons"]
    assert document["id"] in whole(bad[1])


def test_a_broken_header_never_passes_in_silence(bad):
    document = row(bad, "kapotte-kop.eml")
    assert document["status"] != "ok"
    assert document["reasons"]


def test_a_mail_with_an_attachment_that_failed_is_for_review(bad):
    document, attachment = row(bad, "lege-bijlage.eml"), row(bad, "lege-bijlage.eml/")
    assert attachment["parent"] == document["id"]
    assert document["status"] == "review"
    assert any(attachment["id"] in reason for reason in document["reasons"])


def test_the_exit_code_says_that_some_failed(bad):
    assert bad[0] == 3


def test_nothing_personal_and_no_file_name_is_in_publish(bad):
    for file in (bad[1] / "publish").iterdir():
        data = file.read_bytes()
        for secret in (
            b"Jansen-Pieters",
            b"Dijkgraaf",
            b"dijkgraaf",
            b"12345678",
            b"versleuteld",
            b"lege-bijlage",
        ):
            assert secret not in data


def test_every_name_is_one_printable_line_at_the_end(bad, tmp_path, capsys):
    case = tmp_path / "case"
    case.mkdir()
    (case / "naam\n\x1b[2J.txt").write_bytes(b"")
    assert cli.main(["process", str(case), "--out", str(tmp_path / "out"), "--jobs", "1"]) == 3
    shown = capsys.readouterr()
    assert "\x1b" not in shown.out + shown.err
    assert "naam" in shown.out


# ------------------------------------------------------------------------------------------- OUT itself


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("case", "full"), "not empty"),
        (("case", "case/out"), "lies inside the input"),
        (("full/deep", "full"), "lies inside --out"),
        (("case", "case/goed.txt"), "lies inside the input"),
        (("nowhere", "out"), "no such file"),
        (("empty", "out"), "nothing to read"),
    ],
)
def test_an_out_or_input_that_cannot_be_used_is_said_before_anything_is_written(
    tmp_path, monkeypatch, capsys, arguments, says
):
    for folder in ("case", "full/deep", "empty"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "case/goed.txt").write_text(GOOD)
    (tmp_path / "full/deep/brief.txt").write_text(GOOD)
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    assert cli.main(["process", arguments[0], "--out", arguments[1]]) == 2
    message = capsys.readouterr().err
    assert says in message
    assert arguments[0] in message or arguments[1] in message
    assert sorted(tmp_path.rglob("*")) == before


# ------------------------------------------------------------------------------- stopped, and killed


MANY = 80  # enough that a run is still busy when it is interrupted, on a fast machine too


@pytest.fixture
def many(tmp_path):
    case = tmp_path / "case"
    case.mkdir()
    for i in range(MANY):
        (case / f"{i:02d}.txt").write_text(f"Notitie {i}\n\n{GOOD}")
    return case


@pytest.fixture
def started(many, tmp_path):
    """`woo process` with two workers, in a session of its own as a terminal would give it."""
    command = [
        sys.executable,
        "-m",
        "pipeline.cli",
        "process",
        str(many),
        "--out",
        str(tmp_path / "out"),
        "--jobs",
        "2",
    ]
    process = subprocess.Popen(
        command,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{os.environ.get('PYTHONPATH', '')}"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    yield process
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def wait_for(done, process, seconds=120):
    end = time.monotonic() + seconds
    while not done():
        assert process.poll() is None, "the run ended too soon"
        assert time.monotonic() < end, "nothing happened"
        time.sleep(0.01)


def members(session):
    """The processes of a session that are still there, as the process table of Linux tells."""
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == session and fields[0] != "Z":
            found.append((int(entry.name), int(fields[1])))
    return found


needs_proc = pytest.mark.skipif(
    not Path("/proc/self/stat").exists(), reason="needs the process table of Linux"
)


@needs_proc
@pytest.mark.slow
def test_ctrl_c_halfway_leaves_whole_files_and_the_next_run_finishes(started, many, tmp_path, capsys):
    out = tmp_path / "out"
    wait_for(lambda: len([*(out / "publish").glob("*.json")]) > 2, started)
    os.killpg(started.pid, signal.SIGINT)
    _, errors = started.communicate(timeout=30)
    assert started.returncode == 130
    assert "same command again" in errors
    assert "Traceback" not in errors
    end = time.monotonic() + 20
    while members(started.pid) and time.monotonic() < end:
        time.sleep(0.05)
    assert members(started.pid) == []
    done = whole(out)
    assert 0 < len(done) < MANY
    assert cli.main(["process", str(many), "--out", str(out), "--jobs", "1", "--verbose"]) == 0
    assert capsys.readouterr().err.count(": nothing new") == MANY + len(done)
    assert whole(out) == [f"{i:06d}" for i in range(1, MANY + 1)]
    shutil.copytree(out / "publish", tmp_path / "first")
    assert cli.main(["process", str(many), "--out", str(tmp_path / "fresh"), "--jobs", "1"]) == 0
    for file in sorted((tmp_path / "first").iterdir()):
        assert file.read_bytes() == (tmp_path / "fresh/publish" / file.name).read_bytes()


@needs_proc
@pytest.mark.slow
def test_a_killed_worker_loses_no_document(started, tmp_path):
    out = tmp_path / "out"
    wait_for(lambda: any((out / "internal").glob("work/*.detected")), started)
    table = members(started.pid)
    servers = {pid for pid, parent in table if parent == started.pid}
    workers = [pid for pid, parent in table if parent in servers]
    os.kill(workers[0], signal.SIGKILL)
    _, errors = started.communicate(timeout=60)
    assert started.returncode == 0, errors
    assert len(whole(out)) == MANY
