"""What pages call as oxigraph: the real program; where it serves, it does so at a free port until it has answered."""

from __future__ import annotations

import socket
import subprocess
import sys
import sysconfig
import time
from pathlib import Path
from urllib.error import URLError
from urllib.parse import quote
from urllib.request import urlopen

program, words = str(Path(sysconfig.get_path("scripts")) / "oxigraph"), sys.argv[1:]
if not words[0].startswith("serve"):
    sys.exit(subprocess.run([program, *words], check=False).returncode)
with socket.socket() as listener:
    listener.bind(("127.0.0.1", 0))
    port = listener.getsockname()[1]
server = subprocess.Popen([program, *words, "--bind", f"127.0.0.1:{port}"], stderr=subprocess.DEVNULL)
try:
    for _attempt in range(300):
        try:
            ask = quote("ASK { ?instrument a <https://w3id.org/recueil/ontology#Treaty> }")
            with urlopen(f"http://127.0.0.1:{port}/query?query={ask}") as answer:
                sys.exit(0 if b"true" in answer.read() else "the server does not hold the graph")
        except URLError:
            time.sleep(0.1)
    sys.exit("the server was not online within half a minute")
finally:
    server.terminate()
    server.wait(timeout=30)
