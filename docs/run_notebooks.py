"""Run the notebooks from top to bottom (`make notebooks`) and save what they print; the same graph, the same file."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode
from traitlets.config import Config

REPOSITORY = Path(__file__).resolve().parent.parent
NOTEBOOKS = sorted((REPOSITORY / "notebooks").glob("*.ipynb"))
LARGEST = 150_000
"""Bytes that a notebook may have with its outputs."""
_KERNEL = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
_TIMEOUT = 120


def executed(path: Path, store: Path) -> NotebookNode:
    """The notebook with its outputs anew, run in an empty folder on the store at hand.

    Raises:
        nbclient.exceptions.CellExecutionError: a cell failed.
    """
    notebook = nbformat.read(path, as_version=4)
    for name, value in {"RECUEIL_STORE": str(store.resolve()), "LANGUAGE": "en"}.items():
        os.environ[name] = value
    with tempfile.TemporaryDirectory() as folder:
        client = NotebookClient(
            notebook,
            kernel_name="python3",
            timeout=_TIMEOUT,
            record_timing=False,
            store_widget_state=False,
            resources={"metadata": {"path": folder}},
            config=Config({"KernelManager": {"transport_encryption": "auto"}}),
        )
        client.execute()
    notebook.metadata = NotebookNode(_KERNEL)
    for cell in notebook.cells:
        cell.metadata = NotebookNode()
        for output in cell.get("outputs", ()):
            _keep_one_form(output)
    return notebook


def shown(notebook: NotebookNode) -> list[list[Any]]:
    """What each cell prints, as text: streams, tables, cards, and the words of a picture, not its lines."""
    return [
        [
            output.get("text")
            or {kind: text for kind, text in output.get("data", {}).items() if kind.startswith("text/")}
            for output in cell.get("outputs", ())
        ]
        for cell in notebook.cells
    ]


def _keep_one_form(output: NotebookNode) -> None:
    """A table as HTML says all that its plain text says; of a picture the plain text is its words."""
    data = output.get("data", {})
    if "text/html" in data:
        data.pop("text/plain", None)


if __name__ == "__main__":
    chosen = [Path(name) for name in sys.argv[1:]] or NOTEBOOKS
    for each in chosen:
        nbformat.write(executed(each, Path(os.environ["RECUEIL_STORE"])), each)
        print(f"{each.name}: {each.stat().st_size // 1000} kB")
