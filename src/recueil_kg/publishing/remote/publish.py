"""Publish the built graph to a SPARQL 1.1 server: named graph by named graph, only what changed, counted back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from typing import Literal

from pyoxigraph import Store

from recueil_kg.errors import ExitCode, RecueilError
from recueil_kg.i18n import _
from recueil_kg.publishing.remote.endpoint import Remote
from recueil_kg.publishing.remote.ledger import (
    Entry,
    completion_lines,
    is_ours,
    ledger_graph,
    ledger_lines,
    read_ledger,
    staging_graph,
)
from recueil_kg.publishing.remote.named_graphs import State, graphs_of, lines_from, lines_of, state_of
from recueil_kg.publishing.remote.sending import Method, Sender

Why = Literal["new", "changed", "unfinished", "altered"]
Progress = Callable[[int, int], None]
_BATCH_GRAPHS = 10
_BATCH_TRIPLES = 5000
"""What is counted back and recorded together, and at most sent once more after an interruption."""


@dataclass(frozen=True, slots=True)
class Change:
    """A graph to send.

    Attributes:
        graph: its IRI.
        state: what it is to hold.
        why: never sent; changed since; begun and not completed; or no longer on the server as it was sent.
    """

    graph: str
    state: State
    why: Why


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done: graphs to send, those to leave as they are, and those that exist here no more."""

    send: tuple[Change, ...]
    keep: Mapping[str, Entry]
    remove: tuple[str, ...]
    staged: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """A graph that the server does not have as it was sent.

    Attributes:
        expected: triples that were sent.
        found: triples that the server counts; the same number where only a hash differs.
    """

    graph: str
    expected: int
    found: int


@dataclass(slots=True)
class Report:
    """What was done, by the graphs' IRIs."""

    sent: list[Change] = field(default_factory=list)
    unchanged: Mapping[str, Entry] = field(default_factory=dict)
    removed: list[str] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)


def plan(store: Store, remote: Remote, *, deep: bool = False) -> Plan:
    """Compare the store with what the server says it has, and with what it counts.

    Args:
        store: the built store.
        remote: the server.
        deep: read every graph back too, and compare its triples.

    Raises:
        RecueilError: the store has graphs with names of others.
        RemoteError: the server does not answer.
    """
    local = {graph: state_of(lines_of(store, graph)) for graph in graphs_of(store)}
    _refuse_others(local)
    recorded = read_ledger(remote)
    counts = remote.counts([*recorded, staging_graph()])
    whole = {
        graph: entry for graph, entry in recorded.items() if entry is not None and counts[graph] == entry.state.triples
    }
    if deep:
        whole = {graph: entry for graph, entry in whole.items() if _read_back(remote, graph, entry.state)}
    keep = {graph: whole[graph] for graph, state in local.items() if graph in whole and whole[graph].state == state}
    send = (Change(graph, state, _why(graph, state, recorded)) for graph, state in local.items() if graph not in keep)
    gone = tuple(graph for graph in recorded if graph not in local)
    return Plan(tuple(send), keep, gone, staged=counts[staging_graph()] > 0)


def publish(
    store: Store,
    remote: Remote,
    todo: Plan,
    *,
    method: Method = "auto",
    deep: bool = False,
    progress: Progress = lambda _done, _total: None,
) -> Report:
    """Do what `plan` found.

    A graph is recorded as complete after its triples were counted back; whatever ends this before that, the next plan
    sends it again, and nothing else.

    Args:
        store: the store of the plan.
        remote: the server of the plan.
        todo: the plan.
        method: how to send.
        deep: compare also the triples themselves.
        progress: called with the number of graphs done, and of all.

    Raises:
        RemoteError: the server refused or fell silent; what had been done stays done.
    """
    sender = Sender(remote, method)
    report = Report(unchanged=todo.keep)
    if todo.staged:
        sender.clear(staging_graph())
    if not todo.send and not todo.remove:
        return report
    ledger: dict[str, Entry | None] = dict(todo.keep)
    ledger.update(dict.fromkeys([*(change.graph for change in todo.send), *todo.remove]))
    sender.replace(ledger_graph(), lambda: ledger_lines(ledger))
    for batch in _batches(todo.send):
        for change in batch:
            sender.replace(change.graph, partial(lines_of, store, change.graph))
        complete = _verified(remote, batch, report, deep=deep)
        sender.append(ledger_graph(), lambda: _completions(complete))  # noqa: B023
        ledger.update(complete)
        progress(len(report.sent) + len(report.differences), len(todo.send))
    if todo.remove:
        _remove(remote, sender, todo.remove, ledger, report)
    return report


def _refuse_others(local: Iterable[str]) -> None:
    others = [graph for graph in local if not is_ours(graph)]
    if others:
        raise RecueilError(
            _("the store has graphs of another base"),
            where=others[0],
            do=_("set RECUEIL_BASE as it was when the store was built"),
            exit_code=ExitCode.WRONG_INPUT,
        )


def _why(graph: str, state: State, recorded: Mapping[str, Entry | None]) -> Why:
    if graph not in recorded:
        return "new"
    entry = recorded[graph]
    if entry is None:
        return "unfinished"
    return "altered" if entry.state == state else "changed"


def _batches(changes: Sequence[Change]) -> Iterator[list[Change]]:
    batch: list[Change] = []
    triples = 0
    for change in changes:
        if batch and (len(batch) == _BATCH_GRAPHS or triples + change.state.triples > _BATCH_TRIPLES):
            yield batch
            batch, triples = [], 0
        batch.append(change)
        triples += change.state.triples
    if batch:
        yield batch


def _verified(remote: Remote, batch: Sequence[Change], report: Report, *, deep: bool) -> dict[str, Entry]:
    """The entries of those graphs that the server has as they were sent; the others are reported."""
    counts = remote.counts([change.graph for change in batch])
    complete = {}
    for change in batch:
        found = counts[change.graph]
        if found == change.state.triples and (not deep or _read_back(remote, change.graph, change.state)):
            complete[change.graph] = Entry.now(change.state)
            report.sent.append(change)
        else:
            report.differences.append(Difference(change.graph, change.state.triples, found))
    return complete


def _read_back(remote: Remote, graph: str, state: State) -> bool:
    """Whether the server gives the very triples; it is not read further than they are many."""
    return state_of(lines_from(islice(remote.read(graph), state.triples + 1))) == state


def _completions(complete: Mapping[str, Entry]) -> Iterator[bytes]:
    for graph, entry in complete.items():
        yield from completion_lines(graph, entry)


def _remove(
    remote: Remote, sender: Sender, graphs: Sequence[str], ledger: dict[str, Entry | None], report: Report
) -> None:
    """Clear graphs that exist here no more, and forget those that are empty then."""
    for graph in graphs:
        sender.clear(graph)
    for graph, left in remote.counts(graphs).items():
        if left:
            report.differences.append(Difference(graph, 0, left))
        else:
            report.removed.append(graph)
            del ledger[graph]
    sender.replace(ledger_graph(), lambda: ledger_lines(ledger))
