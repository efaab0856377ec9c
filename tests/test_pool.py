"""Workers: results come back by task, and a worker that dies takes one task with it."""

import os

import pytest

from pipeline.errors import DocumentError
from pipeline.pool import Workers, cores


def square(number):
    if number == 3:
        os._exit(9)
    if number == 5:
        raise DocumentError("vijf")
    return number * number


def test_a_worker_that_dies_takes_one_task_with_it():
    with Workers(2) as workers:
        done = dict(workers.each(square, [0, 1, 2, 3, 4, 6, 7, 8]))
        assert done == {0: 0, 1: 1, 2: 4, 3: None, 4: 16, 6: 36, 7: 49, 8: 64}
        assert dict(workers.each(square, [9])) == {9: 81}
        with pytest.raises(DocumentError, match="vijf"):
            list(workers.each(square, [5]))


def test_one_job_is_this_process():
    with Workers(1) as workers:
        assert list(workers.each(lambda n: (n, os.getpid()), [2, 1])) == [
            (n, (n, os.getpid())) for n in (2, 1)
        ]


def test_there_is_a_core():
    assert cores() >= 1
