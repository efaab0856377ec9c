"""A whole run as a process: what it starts, whom it calls, who may read what it writes, and what it says of names."""

from __future__ import annotations

import ast
import json
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from docx_maker import make_docx, para

from pipeline import cli

ROOT = Path(__file__).resolve().parents[1]

# What Python imports before anything else, in the main process and in every process that comes of it.
WATCH = """\
import os, sys
FILE = os.environ["WATCHED"]
KINDS = ("subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.startfile", "pty.", "socket.",
         "urllib.", "http.", "ftplib.", "smtplib.", "poplib.", "imaplib.", "telnetlib.", "webbrowser.")
QUIET = {"socket.__new__", "socket.gethostname"}
def watch(event, args):
    if not event.startswith(KINDS) or event in QUIET:
        return
    said = repr(args[1] if event == "subprocess.Popen" else args[-1] if args else "")
    family = int(args[0].family) if event.startswith("socket.") and hasattr(args[0], "family") else 0
    handle = os.open(FILE, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    os.write(handle, f"{os.getpid()}\\t{event}\\t{family}\\t{said}\\n".encode("utf-8", "replace"))
    os.close(handle)
sys.addaudithook(watch)
watch("os.system", ("begin",))
"""
PROGRAMS = {"soffice", "libreoffice", "tesseract", "unshare"}
"""All that may be started; LibreOffice by way of `unshare`, which takes the network away, a shell that only sets its
bound on memory, or the Python that comes with it."""


def watched(folder: Path, *arguments: str) -> tuple[subprocess.CompletedProcess[str], list[list[str]]]:
    """Run `woo` and give what it did that Python's audit events tell: process, event, family of sockets, arguments."""
    (folder / "watch").mkdir(exist_ok=True)
    (folder / "watch" / "sitecustomize.py").write_text(WATCH)
    told = folder / "told"
    paths = [str(folder / "watch"), str(ROOT), os.environ.get("PYTHONPATH", "")]
    environment = {**os.environ, "WATCHED": str(told), "PYTHONPATH": os.pathsep.join(filter(None, paths))}
    done = subprocess.run(
        [sys.executable, "-m", "pipeline.cli", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    rows = [line.split("\t", 3) for line in told.read_text().splitlines()]
    told.unlink()
    return done, rows


def see_that_it_kept_to_itself(rows: list[list[str]]) -> None:
    began = [row for row in rows if row[3] == "'begin'"]
    assert len({row[0] for row in began}) > 1  # the main process and at least one that came of it
    for _, event, family, said in (row for row in rows if row not in began):
        if event == "subprocess.Popen":
            command = ast.literal_eval(said)
            assert isinstance(command, list), said
            assert Path(command[0]).name in PROGRAMS or command[1:3] == ["-I", "-c"], said
            continue
        if (event, said) == ("socket.bind", "('::1', 0)"):
            continue  # urllib3, which spaCy imports and nobody uses, looks whether the machine has IPv6
        # Unix sockets of multiprocessing, within the machine, are all that is left.
        assert event in {"socket.connect", "socket.bind", "socket.sendmsg"}, (event, said)
        assert family == "1", (event, said)


@pytest.fixture
def case(tmp_path):
    """The samples, and a Word file."""
    folder = tmp_path / "zaak"
    folder.mkdir()
    for sample in sorted((ROOT / "samples").iterdir()):
        if sample.is_file() and sample.suffix in {".eml", ".pdf", ".txt", ".md", ".toml"}:
            shutil.copy(sample, folder / sample.name)
    (folder / "15-notitie.docx").write_bytes(make_docx(para("Notitie over de weg")))
    return folder


@pytest.mark.slow
def test_a_run_and_a_check_call_nobody_and_start_only_what_is_named(case, tmp_path):
    done, rows = watched(tmp_path, "process", str(case), "--out", str(tmp_path / "uit"), "--jobs", "2")
    assert done.returncode in {0, 1, 3}, done.stderr
    assert (tmp_path / "uit/publish/inventory.csv").exists()
    see_that_it_kept_to_itself(rows)
    done, rows = watched(tmp_path, "check", str(tmp_path / "uit/publish"), "--jobs", "2")
    assert done.returncode in {0, 1}, done.stderr
    see_that_it_kept_to_itself(rows)


def test_the_watch_sees_a_socket_and_a_program(tmp_path):
    (tmp_path / "sitecustomize.py").write_text(WATCH)
    code = "import socket, subprocess; socket.socket().connect_ex(('127.0.0.1', 9)); subprocess.run(['true'])"
    environment = {**os.environ, "WATCHED": str(tmp_path / "told"), "PYTHONPATH": str(tmp_path)}
    subprocess.run([sys.executable, "-c", code], env=environment, check=True)
    told = (tmp_path / "told").read_text()
    assert "socket.connect\t2\t('127.0.0.1', 9)" in told
    assert "subprocess.Popen\t0\t['true']" in told


# --------------------------------------------------------------------------- rights, names, and what is said

NAMES = ("Oudebosch", "Xandrink", "06-98765432", "f.oudebosch@voorbeeld.example")
TEXT = f"Notitie\n\nMevrouw Fenna {NAMES[0]} belde met de heer Sjoerd {NAMES[1]} op {NAMES[2]}, {NAMES[3]}.\n"


def hostile(folder: Path) -> None:
    """Files that fail in every way, with names of people in what they hold; and names that strain the system."""
    folder.mkdir()
    words = TEXT.encode()
    failing = {
        "a.pdf": b"%PDF-1.7\n" + words,
        "b.docx": b"PK\x03\x04" + words,
        "c.xlsx": b"PK\x03\x04" + words,
        "d.zip": b"PK\x03\x04" + words,
        "e.msg": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + words,
        "f.eml": words,
        "g.rtf": b"{\\rtf1 " + words,
        "h.png": b"\x89PNG\r\n\x1a\n" + words,
        "i.xyz": words,
        "j.html": b"<html>" + b"<b>" * 5_000 + words,
        "k.mbox": words,
        "l.dat": words,
        "winmail.dat": words,
        "m.p7m": words,
        "goed.txt": words,
        "BRIEF.txt": words + b"1",
        "brief.txt": words + b"2",
        "caf\u00e9.txt": words + b"3",
        "cafe\u0301.txt": words + b"4",
        "n" * 251 + ".txt": words + b"5",
        "rood\x1b[31m.txt": words + b"6",
        "om\u202egekeerd.txt": words + b"7",
        "=cmd|' !A0.txt": words + b"8",
    }
    for name, data in failing.items():
        (folder / name).write_bytes(data)
    deep = folder / ("d" * 200) / ("e" * 200)
    deep.mkdir(parents=True)
    (deep / "diep.txt").write_bytes(words + b"9")
    (folder / "kring").symlink_to("kring")
    (folder / "buiten").symlink_to("/etc/hostname")
    os.mkfifo(folder / "pijp")


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    """A run over all that with a mask that gives rights away: (what it said, OUT)."""
    folder = tmp_path_factory.mktemp("rechten")
    hostile(folder / "zaak")
    before = os.umask(0)
    try:
        done, _ = watched(folder, "process", "zaak", "--out", "uit", "--jobs", "2", "--verbose")
    finally:
        os.umask(before)
    return done, folder / "uit"


def documents(out: Path) -> list[dict[str, object]]:
    return json.loads((out / "internal/manifest.json").read_bytes())["documents"]  # type: ignore[no-any-return]


@pytest.mark.slow
def test_every_file_has_a_status_whatever_its_name(ran):
    done, out = ran
    assert done.returncode == 3, done.stderr
    sources = [str(document["source"]) for document in documents(out)]
    assert len(set(sources)) == len(sources) == 27
    for document in documents(out):
        assert document["published"] or document["reasons"]
    readable = [d for d in documents(out) if str(d["source"]).endswith(".txt")]
    assert len(readable) == 10
    assert all(document["published"] for document in readable)


@pytest.mark.slow
def test_what_is_said_holds_no_name_and_steers_no_terminal(ran):
    done, out = ran
    for said in (done.stdout, done.stderr):
        assert not any(name.casefold() in said.casefold() for name in (*NAMES, "Fenna", "Sjoerd"))
        assert "Traceback" not in said
        assert "\x1b" not in said
        assert "\u202e" not in said
    for document in documents(out):
        assert not any(name in str(document["reasons"]) for name in (*NAMES, "Fenna", "Sjoerd"))


@pytest.mark.slow
def test_nothing_published_holds_a_name_or_a_path(ran):
    _, out = ran
    for file in (out / "publish").iterdir():
        data = file.read_bytes()
        if file.suffix == ".pdf":
            with pikepdf.open(file) as pdf:
                data += b"".join(
                    o.read_bytes()
                    for o in pdf.objects
                    if isinstance(o, pikepdf.Stream) and "/Length1" not in o
                )
        for secret in (*NAMES, "Fenna", "Sjoerd", str(out.parent), "gekeerd", "caf\u00e9"):
            assert secret.encode() not in data
    for line in (out / "publish/inventory.csv").read_text("utf-8-sig").splitlines():
        assert not line.startswith(("=", "+", "-", "@"))


@pytest.mark.slow
def test_internal_is_for_its_owner_alone_whatever_the_mask(ran):
    _, out = ran
    internal = [out / "internal", *(out / "internal").rglob("*")]
    assert len(internal) > 10
    for path in internal:
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path.name
    for path in (out / "publish").iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o666, path.name


@pytest.mark.slow
def test_nothing_stays_behind_outside_out(ran):
    _, out = ran
    assert sorted(p.name for p in out.parent.iterdir()) == ["uit", "watch", "zaak"]


# ---------------------------------------------------------------------------------- a disk that can't be written


def whole(publish: Path) -> None:
    """Every document in publish/ is there twice, as PDF and as JSON, and both are whole."""
    files = [p for p in publish.iterdir() if p.name != "inventory.csv"] if publish.exists() else []
    assert sorted(p.name for p in files) == sorted(
        f"{n}.{e}" for n in {p.stem for p in files} for e in ("json", "pdf")
    )
    for file in files:
        if file.suffix == ".json":
            json.loads(file.read_bytes())
        else:
            pikepdf.open(file).close()


@pytest.mark.slow
@pytest.mark.parametrize("blocks", [1, 8, 24, 64])
def test_a_disk_that_is_full_is_told_and_leaves_nothing_half(tmp_path, blocks):
    """No file may grow beyond so many blocks of 1,024 bytes, as on a disk with so little left."""
    (tmp_path / "zaak").mkdir()
    for number in range(3):
        (tmp_path / "zaak" / f"{number}.txt").write_text(f"{TEXT}{number}\n" * (1 + 40 * number))
    limited = f'ulimit -f {blocks} && exec "$@"'
    done = subprocess.run(
        [
            "/bin/bash",
            "-c",
            limited,
            "sh",
            sys.executable,
            "-m",
            "pipeline.cli",
            "process",
            "zaak",
            "--out",
            "uit",
        ],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode in {1, 2, 3, 4}, done.stderr
    assert "Traceback" not in done.stderr
    assert not any(name in done.stdout + done.stderr for name in (*NAMES, "Fenna", "Sjoerd"))
    whole(tmp_path / "uit" / "publish")
    assert cli.main(["process", str(tmp_path / "zaak"), "--out", str(tmp_path / "uit"), "--jobs", "1"]) in {
        0,
        1,
    }
    assert len(list((tmp_path / "uit" / "publish").glob("*.pdf"))) == 3


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a place where nobody can write")
def test_an_out_that_nobody_can_write_is_one_sentence(tmp_path, capsys):
    (tmp_path / "a.txt").write_text(TEXT)
    assert cli.main(["process", str(tmp_path / "a.txt"), "--out", "/proc/woo/uit", "--jobs", "1"]) == 2
    said = capsys.readouterr().err.strip()
    assert "/proc/woo/uit" in said
    assert len(said.splitlines()) == 1
