"""OUT on disk: who may use it, numbers that never move, files that are whole, caches that can run nothing."""

import json
import os
import pickle
import stat

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import StorageError, UsageError
from pipeline.types import Box, Document, DocumentKind, Span, Word
from pipeline.workspace import (
    Numbered,
    Workspace,
    assign,
    check_places,
    digest,
    file_digest,
    forget,
    intact,
    is_running,
    json_bytes,
    load,
    open_workspace,
    printable,
    private_umask,
    publish,
    purge,
    read_numbers,
    save,
    sweep,
    write_numbers,
    write_private,
)


@pytest.fixture
def case(tmp_path):
    folder = tmp_path / "case"
    folder.mkdir()
    (folder / "a.txt").write_text("tekst")
    return folder


@pytest.fixture
def workspace(case, tmp_path):
    with open_workspace([case], tmp_path / "out") as opened:
        yield opened


# ---------------------------------------------------------------------------------- who may use OUT


def test_an_absent_or_empty_folder_can_be_used(case, tmp_path):
    check_places([case], tmp_path / "new" / "deeper")
    (tmp_path / "empty").mkdir()
    check_places([case], tmp_path / "empty")


def test_an_earlier_out_can_be_used_again(case, tmp_path):
    with open_workspace([case], tmp_path / "out"):
        pass
    check_places([case], tmp_path / "out")


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda case: (case, case), "lies inside the input"),
        (lambda case: (case, case / "out"), "lies inside the input"),
        (lambda case: (case / "a.txt", case), "this input lies inside --out"),
        (lambda case: (case, case.parent), "this input lies inside --out"),
        (lambda case: (case, case / ".." / "case" / "out"), "lies inside the input"),
        (lambda case: (case, case.parent / "file"), "--out is a file"),
        (lambda case: (case, case.parent / "link" / "out"), "lies inside the input"),
        (lambda case: (case, case.parent / "full"), "not empty"),
        (lambda case: (case, case.parent / "linked"), "is a link"),
    ],
)
def test_an_out_that_cannot_be_used_says_what_to_do(case, make, says):
    (case.parent / "file").write_text("")
    (case.parent / "link").symlink_to(case)
    (case.parent / "full").mkdir()
    (case.parent / "full" / "photo.jpg").write_text("")
    (case.parent / "linked").mkdir()
    (case.parent / "linked" / "publish").symlink_to(case)
    given_input, out = make(case)
    before = sorted(case.parent.rglob("*"))
    with pytest.raises(UsageError, match=says) as error:
        check_places([given_input], out)
    assert "choose" in str(error.value) or "give" in str(error.value)
    assert str(out) in str(error.value)
    assert sorted(case.parent.rglob("*")) == before


def test_two_runs_cannot_use_one_out(case, tmp_path):
    with (
        open_workspace([case], tmp_path / "out"),
        pytest.raises(UsageError, match="another run"),
        open_workspace([case], tmp_path / "out"),
    ):
        pass
    with open_workspace([case], tmp_path / "out"):
        pass


def test_whether_a_run_holds_an_out_can_be_asked_without_disturbing_it(case, tmp_path):
    with open_workspace([case], tmp_path / "out") as workspace:
        assert is_running(workspace)
    assert not is_running(workspace)
    assert not is_running(Workspace(tmp_path / "nowhere"))


def test_an_out_that_cannot_be_written_is_a_usage_error(case, tmp_path):
    (tmp_path / "file").write_text("")
    with (
        pytest.raises(UsageError, match="can't be written"),
        open_workspace([case], tmp_path / "file" / "out"),
    ):
        pass


def test_internal_is_for_its_owner_alone_and_publish_is_not(case, tmp_path):
    before = os.umask(0o022)
    try:
        with open_workspace([case], tmp_path / "out") as workspace, private_umask() as usual:
            write_private(workspace.internal / "manifest.json", b"{}")
            write_private(workspace.work / "000001.pdf", b"%PDF")
            publish(workspace, "000001.pdf", usual)
        assert os.umask(0o022) == 0o022
    finally:
        os.umask(before)
    rights = {p.name: stat.S_IMODE(p.stat().st_mode) for p in (tmp_path / "out").rglob("*")}
    assert rights["internal"] == rights["work"] == 0o700
    assert rights["manifest.json"] == rights["lock"] == 0o600
    assert rights["publish"] == 0o755
    assert rights["000001.pdf"] == 0o644


def test_internal_is_closed_again_when_somebody_opened_it(case, tmp_path):
    with open_workspace([case], tmp_path / "out") as workspace:
        internal = workspace.internal
    internal.chmod(0o755)
    with open_workspace([case], tmp_path / "out"):
        assert stat.S_IMODE(internal.stat().st_mode) == 0o700


# ----------------------------------------------------------------------------------------- purge


def test_purge_removes_internal_and_leaves_publish(workspace):
    write_private(workspace.internal / "000001.findings.json", b"{}")
    (workspace.publish / "000001.pdf").write_bytes(b"%PDF")
    purge(workspace.root)
    assert [p.name for p in workspace.root.iterdir()] == ["publish"]
    assert (workspace.publish / "000001.pdf").exists()


def test_purge_touches_nothing_that_is_not_ours(tmp_path):
    (tmp_path / "internal").mkdir()
    (tmp_path / "internal" / "letter.txt").write_text("")
    with pytest.raises(UsageError, match="nothing was removed"):
        purge(tmp_path)
    assert (tmp_path / "internal" / "letter.txt").exists()


def test_purge_follows_no_link(workspace, tmp_path):
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "internal").symlink_to(workspace.internal)
    with pytest.raises(UsageError):
        purge(tmp_path / "other")
    assert workspace.work.is_dir()


# ---------------------------------------------------------------------------------------- numbers


def test_numbers_run_in_the_order_of_the_documents():
    assert [n.number for n in assign((), [("b", "1.eml"), ("a", "1.eml/x.pdf")])] == ["000001", "000002"]


ids = st.lists(st.text("abcdef", min_size=1, max_size=3), unique=True, max_size=8)


@settings(deadline=None, max_examples=50)
@given(ids, ids, ids)
def test_a_number_stays_with_its_document_and_is_never_used_twice(first, second, third):
    known = assign((), [(i, i) for i in first])
    later = assign(known, [(i, i) for i in second])
    last = assign(later, [(i, i) for i in third])
    assert set(known) <= set(later) <= set(last)
    assert len({n.number for n in last}) == len({n.id for n in last}) == len(last)


def test_numbers_survive_on_disk(workspace):
    assert read_numbers(workspace) == ()
    numbers = (Numbered("000001", "x", "a\nb.eml"), Numbered("000002", "y", "c\udc80.pdf"))
    write_numbers(workspace, reversed(numbers))
    assert read_numbers(workspace) == numbers


@pytest.mark.parametrize("damaged", [b"", b"{", b"[]", b'{"documents": [{}]}', b"\xff"])
def test_damaged_numbers_stop_the_run(workspace, damaged):
    (workspace.internal / "numbers.json").write_bytes(damaged)
    with pytest.raises(UsageError, match=r"numbers\.json"):
        read_numbers(workspace)


# --------------------------------------------------------------------------------- files and caches


def test_a_file_is_whole_or_not_there(workspace, monkeypatch):
    target = workspace.work / "000001.pdf"
    write_private(target, b"old")

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageError, match=r"No space left on device.*run the same command again"):
        write_private(target, b"new and longer", durable=True)
    assert target.read_bytes() == b"old"
    assert list(workspace.work.iterdir()) == [target]


def test_a_cache_comes_back_only_for_its_own_fingerprint(workspace):
    document = Document(
        "id",
        "a.pdf",
        DocumentKind.PDF,
        "één",
        (Word(Span(0, 3), Box(1, 0.1, 0.2, 0.3, 0.4)),),
        headers=(("a", "b"),),
    )
    file = workspace.work / "id.document"
    save(file, "f1", document)
    assert load(file, "f1") == document
    assert load(file, "f2") is None
    assert load(file, "") is None
    assert load(workspace.work / "absent", "f1") is None


@pytest.mark.parametrize("damage", [lambda raw: raw[:-5], lambda raw: raw[:4], lambda raw: b""])
def test_a_damaged_cache_is_no_cache(workspace, damage):
    file = workspace.work / "id.document"
    save(file, "f1", Span(1, 2))
    file.write_bytes(damage(file.read_bytes()))
    assert load(file, "f1") is None


class Evil:
    def __reduce__(self):
        return os.mkdir, ("ran",)


@pytest.mark.parametrize("value", [Evil(), os.path.join, pickle.Unpickler, write_private])
def test_a_cache_from_elsewhere_can_run_nothing(workspace, value, monkeypatch):
    monkeypatch.chdir(workspace.work)
    file = workspace.work / "id.document"
    file.write_bytes(b"f1\n" + pickle.dumps(value))
    assert load(file, "f1") is None
    assert not (workspace.work / "ran").exists()


@settings(deadline=None, max_examples=50)
@given(st.lists(st.text(max_size=4), max_size=4), st.lists(st.text(max_size=4), max_size=4))
def test_two_lists_never_share_a_digest(one, other):
    assert (digest(*one) == digest(*other)) == (one == other)


def test_a_file_name_that_is_no_unicode_has_a_digest_and_a_json():
    name = os.fsdecode(b"br\xefef.txt")
    assert digest(name) != digest("brief.txt")
    assert json.loads(json_bytes({"source": name})) == {"source": name}


# ---------------------------------------------------------------------------------------- publishing


def test_a_sweep_removes_every_numbered_file_but_those_to_keep(workspace):
    names = ["000001.pdf", "000001.json", "000002.pdf", "000002.json", "inventory.csv", "note.txt"]
    for name in names:
        (workspace.publish / name).write_text("")
    sweep(workspace, ["publish/000002.pdf", "publish/000002.json"])
    assert sorted(p.name for p in workspace.publish.iterdir()) == sorted(names[2:])


def test_what_is_forgotten_leaves_no_trace_in_internal(workspace):
    for name in ("000001.findings.json", "000002.findings.json", "manifest.json", "numbers.json"):
        write_private(workspace.internal / name, b"{}")
    for name in (
        "aa.document",
        "aa.detected",
        "bb.document",
        "bb.pdf",
        "000002.pdf",
        "aa.document.0f.half",
        "context",
    ):
        write_private(workspace.work / name, b"")
    forget(workspace, ["000001"], ["aa", "context"])
    assert sorted(p.name for p in workspace.work.iterdir()) == ["aa.detected", "aa.document", "context"]
    left = {p.name for p in workspace.internal.iterdir()}
    assert left == {"000001.findings.json", "manifest.json", "numbers.json", "work", "lock"}


def test_a_file_that_changed_or_went_is_not_intact(workspace):
    file = workspace.publish / "000001.pdf"
    file.write_bytes(b"%PDF")
    files = [("publish/000001.pdf", file_digest(file))]
    assert intact(workspace, files)
    file.write_bytes(b"%PDF ")
    assert not intact(workspace, files)
    file.unlink()
    assert not intact(workspace, files)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("brief.pdf", "brief.pdf"),
        ("één brief.pdf", "één brief.pdf"),
        ("a\nb", "a\\nb"),
        ("a\x1b[2Jb", "a\\x1b[2Jb"),
        ("a\u202egnp", "a\\u202egnp"),
        ("a\udc80", "a\\udc80"),
    ],
)
def test_a_name_cannot_steer_the_terminal(name, shown):
    assert printable(name) == shown
