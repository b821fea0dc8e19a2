"""A synchronous pool of worker processes that process messages in parallel.

A message that crashes its worker is reported; the worker is replaced, and the others continue.
"""

import os
import queue
import subprocess
import threading
from concurrent.futures import Future
from contextlib import suppress

from .child_log import note, open_log
from .framing import HEAD, framed, read_exactly, write_all
from .isolation import command, describe_end, environment

_STOP_SECONDS = 5.0
"""Seconds that a worker has to exit by itself."""


class WorkerDiedError(Exception):
    """Raised when the worker of a message died; the text says how."""


class _Task:
    """A message and the future of its answer."""

    def __init__(self, message: bytes) -> None:
        self.message = message
        self.future: Future[bytes] = Future()


class WorkerPool:
    """A pool of processes that run `main()` of a module.

    Args:
        name: Their name in the log.
        module: The full name of the module, whose `main` speaks through `isolation.become_child`.
        hello: The first message to each worker.
        size: Number of workers; each is started when there is work for it.
    """

    def __init__(self, name: str, module: str, hello: object, size: int) -> None:
        self._name = name
        self._command = command(module)
        self._hello = framed(hello)
        self._size = size
        self._tasks: queue.SimpleQueue[_Task | None] = queue.SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._processes: set[subprocess.Popen[bytes]] = set()
        self._guard = threading.Lock()
        self._closed = False

    def submit(self, message: object) -> "Future[bytes]":
        """Submit a message; the future holds the answer, or raises WorkerDiedError."""
        task = _Task(framed(message))
        self._tasks.put(task)
        if len(self._threads) < self._size:
            thread = threading.Thread(target=self._serve, name=f"{self._name} {len(self._threads)}", daemon=True)
            self._threads.append(thread)
            thread.start()
        return task.future

    def close(self) -> None:
        """Stop all workers at once; unanswered messages are cancelled."""
        with self._guard:
            self._closed = True
            processes = list(self._processes)
        for process in processes:
            _close_input(process)
        for _ in self._threads:
            self._tasks.put(None)
        for thread in self._threads:
            thread.join(_STOP_SECONDS)
        for process in processes:
            if process.poll() is None:
                process.kill()
        for thread in self._threads:
            thread.join()
        with suppress(queue.Empty):
            while True:
                task = self._tasks.get_nowait()
                if task is not None:
                    task.future.cancel()

    def _serve(self) -> None:
        """Process tasks until there are none, restarting the worker if it dies."""
        process: subprocess.Popen[bytes] | None = None
        while (task := self._tasks.get()) is not None:
            if self._closed:
                task.future.cancel()
                continue
            try:
                process = process or self._start()
                task.future.set_result(_ask(process, task.message))
            except OSError as error:
                how = self._end(process) if process is not None else str(error)
                process = None
                task.future.set_exception(WorkerDiedError(how))
        if process is not None:
            self._end(process)

    def _start(self) -> "subprocess.Popen[bytes]":
        log = open_log()
        try:
            process = subprocess.Popen(
                self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, env=environment()
            )
        finally:
            os.close(log)
        with self._guard:
            self._processes.add(process)
            closed = self._closed
        if closed:
            _close_input(process)
        assert process.stdin is not None  # noqa: S101 - it is a pipe
        write_all(process.stdin.fileno(), self._hello)
        return process

    def _end(self, process: "subprocess.Popen[bytes]") -> str:
        """Wait for a process to exit, remove it, and return how it ended."""
        _close_input(process)
        try:
            code = process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            code = process.wait()
        if process.stdout is not None:
            process.stdout.close()
        with self._guard:
            self._processes.discard(process)
        if code and not self._closed:
            note(f"{self._name} {process.pid}: ended unexpectedly, {describe_end(code)}")
        return describe_end(code)


def _ask(process: "subprocess.Popen[bytes]", message: bytes) -> bytes:
    """Send a message and return the answer; raises OSError when the process ends instead."""
    if process.stdin is None or process.stdout is None or process.stdin.closed:
        raise BrokenPipeError
    write_all(process.stdin.fileno(), message)
    head = read_exactly(process.stdout.fileno(), HEAD.size)
    answer = None if head is None else read_exactly(process.stdout.fileno(), HEAD.unpack(head)[0])
    if answer is None:
        raise BrokenPipeError
    return answer


def _close_input(process: "subprocess.Popen[bytes]") -> None:
    with suppress(OSError, ValueError):
        if process.stdin is not None:
            process.stdin.close()
