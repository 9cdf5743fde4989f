"""What pages call as pip: nothing is installed, but what is named must be this checkout, with extras that it has."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

verb, *wanted = sys.argv[1:]
extras = tomllib.loads(Path("pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
known = [verb == "install", bool(wanted)]
for word in wanted:
    found = re.fullmatch(r"\.(?:\[(?P<extras>[a-z,]+)\])?|oxigraph", word)
    known += [found is not None and set(filter(None, (found["extras"] or "").split(","))) <= set(extras)]
sys.exit(0 if all(known) else f"pip {sys.argv[1:]}: no such thing to install")
