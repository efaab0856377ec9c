"""Which files of a folder are documents of the case, and what their path is."""

import os
import sys
from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.ingest import discover, read
from pipeline.ingest.discover import visible_path
from pipeline.types import DocumentKind

posix = pytest.mark.skipif(
    os.name != "posix" or sys.platform == "darwin", reason="file names are bytes on Linux"
)


def make(root: Path, *paths: str) -> Path:
    for path in paths:
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(path)
    return root


def paths(*inputs: Path, ignore: tuple[str, ...] = ()) -> list[str]:
    return [source.path for source in discover(inputs, ignore)]


def test_a_folder_gives_its_files_sorted_by_path(tmp_path):
    make(tmp_path, "b.txt", "a/z.eml", "a/b/c.pdf", "A.txt")
    assert paths(tmp_path) == ["A.txt", "a/b/c.pdf", "a/z.eml", "b.txt"]


def test_a_source_says_where_its_bytes_lie(tmp_path):
    make(tmp_path, "a/z.eml")
    (source,) = discover([tmp_path])
    assert Path(source.file).read_text() == "a/z.eml"


@pytest.mark.parametrize(
    "left_out",
    [
        *(".DS_Store", ".git/config", "a/.hidden/b.txt", "a/.b.txt", "~$brief.docx", "a/~$nota.docx"),
        *("Thumbs.db", "a/thumbs.db", "desktop.ini", "Desktop.ini", "case.toml", "__MACOSX/a.txt"),
    ],
)
def test_files_that_are_no_documents_are_left_out(tmp_path, left_out):
    make(tmp_path, "kept.txt", left_out)
    assert paths(tmp_path) == ["kept.txt"]


def test_a_case_file_further_down_is_a_document(tmp_path):
    make(tmp_path, "bijlagen/case.toml")
    assert paths(tmp_path) == ["bijlagen/case.toml"]


@pytest.mark.parametrize(
    ("pattern", "left"),
    [
        ("*.json", ["a/b.txt", "answers/x.txt", "answers/y/z.txt", "c.txt"]),
        ("answers/*", ["a/b.txt", "a/q.json", "c.txt"]),
        ("answers", ["a/b.txt", "a/q.json", "c.txt"]),
        ("answers/", ["a/b.txt", "a/q.json", "c.txt"]),
        ("answers/y", ["a/b.txt", "a/q.json", "answers/x.txt", "c.txt"]),
        ("answer", ["a/b.txt", "a/q.json", "answers/x.txt", "answers/y/z.txt", "c.txt"]),
        ("C.TXT", ["a/b.txt", "a/q.json", "answers/x.txt", "answers/y/z.txt", "c.txt"]),
        ("?.txt", ["a/b.txt", "a/q.json", "answers/x.txt", "answers/y/z.txt"]),
    ],
)
def test_ignore_patterns(tmp_path, pattern, left):
    make(tmp_path, "a/b.txt", "a/q.json", "answers/x.txt", "answers/y/z.txt", "c.txt")
    assert paths(tmp_path, ignore=(pattern,)) == left


def test_several_inputs_are_told_apart_by_the_name_of_the_folder(tmp_path):
    make(tmp_path, "x/een/a.txt", "y/een/a.txt", "los.txt")
    found = discover([tmp_path / "x/een", tmp_path / "y/een", tmp_path / "los.txt"])
    assert [s.path for s in found] == ["een-2/a.txt", "een/a.txt", "los.txt"]
    assert len({s.file for s in found}) == 3


def test_an_input_that_lies_in_another_is_read_once(tmp_path):
    make(tmp_path, "zaak/a.txt", "zaak/b/c.txt")
    assert paths(tmp_path / "zaak", tmp_path / "zaak/a.txt", tmp_path / "zaak") == [
        "zaak/a.txt",
        "zaak/b/c.txt",
    ]


def test_a_hidden_file_that_is_asked_for_by_name_is_read(tmp_path):
    make(tmp_path, ".los.txt")
    assert paths(tmp_path / ".los.txt") == [".los.txt"]


def test_a_missing_input_is_named(tmp_path):
    with pytest.raises(UsageError, match="nergens"):
        discover([tmp_path / "nergens"])


@pytest.mark.parametrize("files", [(), (".hidden",), ("case.toml",)])
def test_a_folder_without_documents_is_named(tmp_path, files):
    make(tmp_path, *files)
    with pytest.raises(UsageError, match=tmp_path.name):
        discover([tmp_path])


def test_everything_ignored_is_nothing_to_read(tmp_path):
    make(tmp_path, "a.txt")
    with pytest.raises(UsageError):
        discover([tmp_path], ["*"])


@pytest.mark.parametrize(
    ("raw", "begin"),
    [
        (b"een\ntwee.eml", "een\ufffdtwee~"),
        (b"tab\there.eml", "tab\ufffdhere~"),
        (b"caf\xe9.eml", "caf\ufffd~"),
        ("om\u202egekeerd.eml".encode(), "om\ufffdgekeerd~"),
        ("nul\u200bbreed.eml".encode(), "nul\ufffdbreed~"),
    ],
)
@posix
def test_a_strange_name_becomes_one_visible_line_and_is_read(tmp_path, raw, begin):
    file = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + raw))
    file.write_text("From: a@b.nl\nSubject: x\n\nhallo\n")
    (source,) = discover([tmp_path])
    assert source.path.startswith(begin)
    assert source.path.endswith(".eml")
    assert source.path.encode().decode() == source.path  # fit for any text file
    assert len(source.path.splitlines()) == 1
    (document,) = read(source, tmp_path)
    assert document.kind is DocumentKind.MAIL


@posix
def test_names_that_look_the_same_stay_apart(tmp_path):
    for raw in (b"a\nb.txt", b"a\tb.txt", b"a\xffb.txt", "a\ufffdb.txt".encode()):
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + raw)).write_bytes(raw)
    assert len(set(paths(tmp_path))) == 4


def test_a_strange_path_does_not_change_when_files_are_added():
    assert visible_path("map/a\nb.pdf") == visible_path("map/a\nb.pdf")
    assert visible_path("map/a\nb.pdf") != visible_path("map/a\tb.pdf")
    assert visible_path("map/gewoon é.pdf") == "map/gewoon é.pdf"


@posix
class TestLinks:
    def test_a_link_within_the_folder_is_read(self, tmp_path):
        make(tmp_path, "echt/a.txt")
        (tmp_path / "link.txt").symlink_to(tmp_path / "echt/a.txt")
        sources = discover([tmp_path])
        assert [s.path for s in sources] == ["echt/a.txt", "link.txt"]
        assert [d.kind for s in sources for d in read(s, tmp_path)] == [DocumentKind.TEXT, DocumentKind.TEXT]

    @pytest.mark.parametrize("target", ["../buiten.txt", "../map", "weg.txt", "kring", "binnen"])
    def test_any_other_link_is_told_of_and_not_followed(self, tmp_path, target):
        make(tmp_path, "buiten.txt", "map/b.txt", "zaak/a.txt", "zaak/binnen/c.txt")
        (tmp_path / "zaak/kring").symlink_to("kring" if target == "kring" else target)
        last = next(s for s in discover([tmp_path / "zaak"]) if s.path == "kring")
        (document,) = read(last, tmp_path)
        assert document.kind is DocumentKind.UNREADABLE
        assert "snelkoppeling" in document.obstacles[0]

    def test_an_input_may_be_a_link(self, tmp_path):
        make(tmp_path, "echt/a.txt")
        (tmp_path / "link").symlink_to(tmp_path / "echt")
        (source,) = discover([tmp_path / "link"])
        assert read(source, tmp_path)[0].text == "echt/a.txt"

    def test_a_pipe_is_told_of_and_never_waited_for(self, tmp_path):
        os.mkfifo(tmp_path / "pijp.txt")
        (source,) = discover([tmp_path])
        assert "geen gewoon bestand" in read(source, tmp_path)[0].obstacles[0]

    def test_a_folder_that_cannot_be_opened_is_told_of(self, tmp_path, monkeypatch):
        make(tmp_path, "a.txt", "dicht/b.txt")
        scan = os.scandir

        def refuse(folder):
            if Path(folder).name == "dicht":
                raise PermissionError(13, "Permission denied")
            return scan(folder)

        monkeypatch.setattr(os, "scandir", refuse)
        sources = discover([tmp_path])
        assert [s.path for s in sources] == ["a.txt", "dicht"]
        assert "geen gewoon bestand" in read(sources[1], tmp_path)[0].obstacles[0]
