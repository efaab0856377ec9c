"""Workers: results come back by task, and a process that dies, hangs or eats memory takes one task with it."""

import os
import signal
import tempfile
import time
from pathlib import Path

import pytest

from pipeline import pool
from pipeline.errors import DocumentError
from pipeline.pool import Bounds, Lost, Workers, cores

SHORT = Bounds(seconds=20.0)


def square(number):
    if number == 3:
        os._exit(9)
    if number == 5:
        raise DocumentError("vijf")
    return number * number


def test_a_worker_that_dies_takes_one_task_with_it():
    with Workers(2, SHORT) as workers:
        done = dict(workers.each(square, [0, 1, 2, 3, 4, 6, 7, 8]))
        assert done == {0: 0, 1: 1, 2: 4, 3: Lost.DIED, 4: 16, 6: 36, 7: 49, 8: 64}
        assert dict(workers.each(square, [9])) == {9: 81}
        with pytest.raises(DocumentError, match="vijf"):
            list(workers.each(square, [5]))
        assert dict(workers.each(square, [4])) == {4: 16}


def die_once(marker):
    if marker.exists():
        return "the second time"
    marker.touch()
    os.kill(os.getpid(), signal.SIGKILL)
    return "never"


@pytest.mark.parametrize(("tries", "result"), [(1, Lost.DIED), (2, "the second time")])
def test_what_killed_its_process_is_tried_as_often_as_asked(tmp_path, tries, result):
    with Workers(1, Bounds(20.0, tries=tries)) as workers:
        assert dict(workers.each(die_once, [tmp_path / "marker"])) == {tmp_path / "marker": result}


def hang(task):
    if task == "hangs":
        pool.allow(-4.5)  # of which the grace makes half a second
        time.sleep(60)
    return os.getpid()


def test_what_takes_too_long_is_killed_and_not_tried_again():
    began = time.monotonic()
    with Workers(2, Bounds(30.0)) as workers:
        done = dict(workers.each(hang, ["a", "hangs", "b"]))
    assert done["hangs"] is Lost.LATE
    assert isinstance(done["a"], int)
    assert isinstance(done["b"], int)
    assert time.monotonic() - began < 20


def eat(megabytes):
    try:
        return len(bytes(megabytes * 2**20))
    except MemoryError:
        return "no memory"


def test_what_takes_more_memory_than_it_may_is_told():
    with Workers(1, Bounds(20.0, megabytes=100)) as workers:
        assert dict(workers.each(eat, [1, 300])) == {1: 2**20, 300: "no memory"}


@pytest.mark.parametrize(("tasks", "processes"), [(1, 4), (2, 2), (100, 1)])
def test_a_process_makes_place_for_a_fresh_one(tasks, processes):
    with Workers(1, Bounds(20.0, tasks=tasks)) as workers:
        assert len({pid for _, pid in workers.each(hang, "abcd")}) == processes


def leave(name):
    file = Path(tempfile.mkdtemp()) / name
    file.write_text("een brief")
    if name == "dies":
        os._exit(1)
    return file


@pytest.mark.parametrize("name", ["ends", "dies"])
def test_nothing_of_a_process_is_left_in_the_folder_for_temporary_files(name):
    def left():
        return list(Path(tempfile.gettempdir()).glob(f"woo-*/tmp*/{name}"))

    with Workers(1, Bounds(20.0, tries=1)) as workers:
        for _, result in workers.each(leave, [name]):
            assert bool(left()) is (name == "ends")
            assert result is Lost.DIED or result.exists()
    assert not left()


def test_there_is_a_core():
    assert cores() >= 1
