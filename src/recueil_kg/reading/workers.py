"""Do work in processes of their own, with limits of time and memory: what ends one of them costs only its item."""

from __future__ import annotations

import gc
import os
import pickle
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from queue import LifoQueue
from threading import Lock
from typing import IO, Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")

SECONDS = 20.0
"""For one item; a published sheet takes some milliseconds, a PDF of a hundred pages some seconds."""
MEMORY = 1024 * 1024 * 1024
"""Bytes of address space of one process; 300 MB of them are the program itself."""
_AHEAD = 8
"""Items under way for each process: what is read and not yet answered stays bounded."""
_BETWEEN_COLLECTIONS = 200_000
"""New objects between two looks of Python's collector; it takes 700 where nothing is said."""
_CRASHES = frozenset("SIGABRT SIGBUS SIGFPE SIGILL SIGSEGV SIGSYS SIGTRAP".split())
_START = "import sys; sys.path[:] = {path!r}; from recueil_kg.reading.workers import serve; serve()"


class LostWorkerError(Exception):
    """The process ended before it answered.

    Attributes:
        overdue: it ran longer than it may.
        crashed: it failed in a way that a library or the lack of memory explains, and nobody ended it.
    """

    def __init__(self, code: int) -> None:
        name = signal.Signals(-code).name if code < 0 else str(code)
        self.overdue = name == "SIGALRM"
        self.crashed = code > 0 or name in _CRASHES
        super().__init__(name)


class Workers(Generic[T, R]):
    """Processes that apply one function to many items; use it in a `with` statement.

    Args:
        function: a function of a module; items, answers and what it raises are pickled on their way.
        jobs: processes; they start when there is work for them.
        seconds: how long one item may take.
        memory: bytes of address space that a process may take.
    """

    def __init__(
        self, function: Callable[[T], R], jobs: int = 1, *, seconds: float = SECONDS, memory: int = MEMORY
    ) -> None:
        self._jobs = jobs
        self._threads = ThreadPoolExecutor(jobs)
        self._all = [_Worker(function, seconds, memory) for _number in range(jobs)]
        self._idle: LifoQueue[_Worker[T, R]] = LifoQueue()
        for worker in reversed(self._all):
            self._idle.put(worker)

    def __enter__(self) -> Workers[T, R]:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """End the processes, whatever they are at."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        for worker in self._all:
            worker.end()
        self._threads.shutdown(wait=True)

    def answer(self, item: T) -> R | Exception:
        """The function's answer for one item, or in its place what it raised, or that its process was lost."""
        worker = self._idle.get()
        try:
            return worker.answer(item)
        finally:
            self._idle.put(worker)

    def answers(self, items: Iterable[T]) -> Iterator[tuple[T, R | Exception]]:
        """Each item with its answer, in the items' order; no more items are taken than the processes can soon use."""
        waiting: deque[tuple[T, Future[R | Exception]]] = deque()
        for item in items:
            waiting.append((item, self._threads.submit(self.answer, item)))
            if len(waiting) >= _AHEAD * self._jobs:
                first, future = waiting.popleft()
                yield first, future.result()
        while waiting:
            first, future = waiting.popleft()
            yield first, future.result()


class _Worker(Generic[T, R]):
    """One process, started anew where the last one was lost."""

    def __init__(self, function: Callable[[T], R], seconds: float, memory: int) -> None:
        self._start_with = (function, seconds, memory)
        self._process: subprocess.Popen[bytes] | None = None
        self._starting = Lock()
        self._ended = False

    def answer(self, item: T) -> R | Exception:
        process = self._running()
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            _send(process.stdin, item)
            answer: R | Exception = pickle.load(process.stdout)
        except (EOFError, OSError, pickle.UnpicklingError):
            process.kill()
            return LostWorkerError(process.wait())
        return answer

    def end(self) -> None:
        """Kill the process; no other is started after it."""
        with self._starting:
            self._ended = True
            if self._process is not None:
                self._process.kill()
                self._process.wait()
                _close(self._process)

    def _running(self) -> subprocess.Popen[bytes]:
        with self._starting:
            if self._process is not None and self._process.poll() is None:
                return self._process
            if self._ended:
                raise RuntimeError("the workers have ended")
            if self._process is not None:
                _close(self._process)
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-c", _START.format(path=sys.path)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=None if os.environ.get("RECUEIL_DEBUG") == "1" else subprocess.DEVNULL,
            )
            assert self._process.stdin is not None
            with suppress(OSError):
                _send(self._process.stdin, self._start_with)
            return self._process


def _close(process: subprocess.Popen[bytes]) -> None:
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            with suppress(OSError):
                stream.close()


def _send(stream: IO[bytes], what: object) -> None:
    pickle.dump(what, stream, pickle.HIGHEST_PROTOCOL)
    stream.flush()


def cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def settle() -> None:
    """Tell Python's collector that what is loaded now stays: looking through it again and again is a third of the work.

    Words and their places make no cycles; what does is still collected, only less often.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_BETWEEN_COLLECTIONS, 20, 100)


def serve() -> None:
    """Be the process: answer what comes on standard input, until it ends.

    The kernel's alarm ends it at an item's deadline, in the middle of a library's C code too, and whether or not anyone
    still waits for the answer.
    """
    asked, answered = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    function, seconds, memory = pickle.load(asked)
    _limit_memory(memory)
    settled = False
    while True:
        try:
            item = pickle.load(asked)
        except EOFError:
            return
        _alarm(seconds)
        try:
            answer = function(item)
        except Exception as error:
            answer = error.with_traceback(None)
        _alarm(0)
        if not settled:
            settle()
            settled = True
        del item
        with suppress(BrokenPipeError):
            _send(answered, answer)


def _alarm(seconds: float) -> None:
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _limit_memory(memory: int) -> None:
    try:
        import resource
    except ImportError:
        return
    for kind, limit in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CORE, 0)):
        with suppress(ValueError, OSError):
            resource.setrlimit(kind, (limit, resource.getrlimit(kind)[1]))
