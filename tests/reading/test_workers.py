"""A process that fails, hangs, swells or is killed costs its own item, and nothing else."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest

from recueil_kg.errors import ExitCode, RecueilError
from recueil_kg.reading.workers import LostWorkerError, Workers

SECONDS = 60.0
"""A deadline that no test here is to meet."""


def obey(order: str) -> str:
    """Do what a sheet might make a library do."""
    if order == "be killed":
        os.kill(os.getpid(), signal.SIGKILL)
    elif order == "abort":
        os.abort()
    elif order == "leave":
        os._exit(3)
    elif order == "hang":
        while True:
            pass
    elif order == "swell":
        bytearray(1 << 40)
    elif order == "refuse":
        raise RecueilError("no sheet", where="x.txt", do="give one", exit_code=ExitCode.DIFFERENCE)
    elif order == "fail":
        raise ZeroDivisionError("nobody foresaw this")
    elif order == "print":
        print("noise on standard output")
        os.write(1, b"more noise")
    return f"{order}: done"


def own_number(_item: int) -> int:
    return os.getpid()


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("order", ["be killed", "abort", "leave", "swell", "fail"])
def test_an_item_that_ends_or_fails_costs_only_itself(order: str, jobs: int) -> None:
    orders = ["a", order, "b", "c"]
    with Workers(obey, jobs, seconds=SECONDS) as workers:
        found = dict(workers.answers(orders))
    assert list(found) == orders
    assert isinstance(found.pop(order), Exception)
    assert found == {"a": "a: done", "b": "b: done", "c": "c: done"}


def test_an_item_that_hangs_is_ended_at_its_deadline() -> None:
    with Workers(obey, seconds=0.5) as workers:
        lost = workers.answer("hang")
        assert isinstance(lost, LostWorkerError)
        assert lost.overdue
        assert workers.answer("go on") == "go on: done"


def test_a_killed_process_is_told_from_a_crash() -> None:
    with Workers(obey, seconds=SECONDS) as workers:
        killed, crashed = workers.answer("be killed"), workers.answer("abort")
    assert isinstance(killed, LostWorkerError)
    assert isinstance(crashed, LostWorkerError)
    assert (killed.crashed, str(killed)) == (False, "SIGKILL")
    assert (crashed.crashed, str(crashed)) == (True, "SIGABRT")


def test_more_memory_than_allowed_is_an_error_of_memory() -> None:
    with Workers(obey, seconds=SECONDS) as workers:
        assert isinstance(workers.answer("swell"), MemoryError)


def test_a_refusal_arrives_as_it_was_made() -> None:
    with Workers(obey, seconds=SECONDS) as workers:
        refusal = workers.answer("refuse")
    assert isinstance(refusal, RecueilError)
    assert str(refusal) == "x.txt: no sheet; give one"
    assert (refusal.where, refusal.exit_code) == ("x.txt", ExitCode.DIFFERENCE)


def test_what_a_library_prints_is_no_answer() -> None:
    with Workers(obey, seconds=SECONDS) as workers:
        assert workers.answer("print") == "print: done"


def test_answers_keep_the_order_of_the_items() -> None:
    with Workers(obey, 3, seconds=SECONDS) as workers:
        assert [answer for _item, answer in workers.answers(map(str, range(200)))] == [
            f"{number}: done" for number in range(200)
        ]


def test_items_are_taken_as_they_are_needed() -> None:
    taken = 0

    def items() -> Iterator[str]:
        nonlocal taken
        for number in range(1000):
            taken += 1
            yield str(number)

    with Workers(obey, 2, seconds=SECONDS) as workers:
        assert next(workers.answers(items())) == ("0", "0: done")
        assert taken < 50


def test_no_process_is_left_when_its_user_stops_early() -> None:
    with Workers(own_number, 2, seconds=SECONDS) as workers:
        numbers = {workers.answer(0), next(workers.answers(range(100)))[1]}
    for number in numbers:
        assert isinstance(number, int)
        with pytest.raises(ProcessLookupError):
            os.kill(number, 0)
