"""A real Virtuoso of the test run's own: its files in a folder of the test, its ports on 127.0.0.1."""

from __future__ import annotations

import contextlib
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_SETTINGS = """\
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql_port}
DirsAllowed = {folder}
NumberOfBuffers = {buffers}
MaxDirtyBuffers = {dirty}
[HTTPServer]
ServerPort = 127.0.0.1:{http_port}
ServerRoot = {folder}
[SPARQL]
ResultSetMaxRows = 1000000
"""


@contextmanager
def running_virtuoso(folder: Path, nquads: Path, buffers: int = 20_000) -> Iterator[str]:
    """The address of the SPARQL endpoint of a Virtuoso that holds the quads; stopped at the end.

    Args:
        folder: its own, empty.
        nquads: what it loads.
        buffers: pages of 8 kB that it keeps in memory.
    """
    for program in ("virtuoso-t", "isql-vt"):
        assert shutil.which(program), f"{program} is missing: `make test-engines` installs it on Debian as root"
    sql_port, http_port = _free_port(), _free_port()
    settings = folder / "virtuoso.ini"
    dirty = buffers * 3 // 4
    settings.write_text(
        _SETTINGS.format(folder=folder, sql_port=sql_port, http_port=http_port, buffers=buffers, dirty=dirty)
    )
    loaded = folder / "quads.nq"
    shutil.copy(nquads, loaded)
    server = subprocess.Popen(
        ["virtuoso-t", "+configfile", str(settings), "+foreground"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_until_online(server, http_port)
        command = f"ld_dir('{folder}', '{loaded.name}', ''); rdf_loader_run(); checkpoint;"
        subprocess.run(
            ["isql-vt", f"127.0.0.1:{sql_port}", "dba", "dba", f"exec={command}"], check=True, capture_output=True
        )
        yield f"http://127.0.0.1:{http_port}/sparql"
    finally:
        server.terminate()
        server.wait(timeout=60)


def _wait_until_online(server: subprocess.Popen[bytes], port: int) -> None:
    """It is online when it accepts a connection; a minute at most."""
    for _ in range(600):
        with socket.socket() as client:
            if client.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert server.poll() is None, "Virtuoso ended before it was online"
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(timeout=0.1)
    raise AssertionError("Virtuoso was not online within a minute")


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
