"""Who asks is proved to the server that is meant, and shown to nobody else."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

import keyring
import keyring.backend
import pyoxigraph as ox
import pytest
from tests.conftest import CommandLine, Outcome
from tests.publishing.servers import Oxigraph, Proxy, Reply, Request, asks_for, running_oxigraph

from recueil_kg.errors import RecueilError
from recueil_kg.graph.store import StoreWriter
from recueil_kg.publishing.access import Credentials, Scheme, check_address, read_credentials

USER, SECRET = "curateur", "s3cr:t-é%/+ word"
TOKEN = "eyJhbGciOi.t0k3n_of-nobody"
SCHEMES: tuple[Scheme, ...] = ("basic", "digest", "bearer")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of two graphs, made by hand."""
    folder = tmp_path_factory.mktemp("two-graphs")
    quads = [
        ox.Quad(
            ox.NamedNode("https://example.org/s"),
            ox.NamedNode("https://example.org/p"),
            ox.Literal(name),
            ox.NamedNode(f"https://w3id.org/recueil/graph/{name}"),
        )
        for name in ("knowledge", "vocabulary")
    ]
    file = folder / "two.nq"
    file.write_bytes(ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b"")
    with StoreWriter(folder / "store") as writer:
        writer.load([file])
        writer.publish()
    return folder / "store"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Oxigraph]:
    with running_oxigraph(tmp_path / "server") as running:
        yield running


@pytest.fixture
def proxy(server: Oxigraph) -> Iterator[Proxy]:
    with Proxy(server.address) as running:
        yield running


def secret_of(scheme: str) -> str:
    return TOKEN if scheme == "bearer" else SECRET


def settle(monkeypatch: pytest.MonkeyPatch, scheme: str, secret: str) -> None:
    if scheme == "bearer":
        monkeypatch.setenv("RECUEIL_REMOTE_TOKEN", secret)
    else:
        monkeypatch.setenv("RECUEIL_REMOTE_USER", USER)
        monkeypatch.setenv("RECUEIL_REMOTE_PASSWORD", secret)


def shows(text: str, secret: str) -> bool:
    forms = (secret, b64encode(f"{USER}:{secret}".encode()).decode())
    return any(form in text for form in forms)


def publish(recueil: CommandLine, proxy: Proxy, store: Path, *more: str) -> Outcome:
    return recueil("publish", "--to", f"{proxy.address}/query", "--store", store, "--retries", "0", *more)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_right_credentials_are_let_in_and_are_nowhere_to_be_read(
    recueil: CommandLine,
    server: Oxigraph,
    proxy: Proxy,
    store: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    scheme: str,
) -> None:
    secret = secret_of(scheme)
    settle(monkeypatch, scheme, secret)
    proxy.rules.append(asks_for(scheme, USER, secret))
    caplog.set_level(logging.DEBUG)
    ended = publish(recueil, proxy, store, "--auth", scheme, "--format", "json")
    assert ended.code == 0
    assert len(server.triples("https://w3id.org/recueil/graph/knowledge")) == 1
    assert caplog.text
    for text in (ended.out, ended.err, caplog.text, str(server.quads()), *(request.text for request in proxy.asked)):
        assert not shows(text, secret)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_wrong_credentials_are_one_line_that_does_not_show_them(
    recueil: CommandLine,
    server: Oxigraph,
    proxy: Proxy,
    store: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    scheme: str,
) -> None:
    settle(monkeypatch, scheme, "wr0ng-one")
    proxy.rules.append(asks_for(scheme, USER, secret_of(scheme)))
    caplog.set_level(logging.DEBUG)
    ended = publish(recueil, proxy, store, "--auth", scheme)
    assert ended.code == 3
    assert f"wants other credentials (401); say --auth {scheme}" in ended.error_line
    assert not shows(ended.err + caplog.text, "wr0ng-one")
    assert len(server.quads()) == 0


def test_a_server_that_sends_back_what_it_was_sent_is_not_quoted(
    recueil: CommandLine, proxy: Proxy, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def parrot(request: Request) -> Reply:
        given = request.headers["Authorization"]
        return Reply(500, f"kaput {given} {SECRET} {TOKEN}".encode())

    proxy.rules.append(parrot)
    for scheme in ("basic", "bearer"):
        settle(monkeypatch, scheme, secret_of(scheme))
        ended = publish(recueil, proxy, store, "--auth", scheme)
        assert (ended.code, "kaput" in ended.error_line) == (3, True)
        assert not shows(ended.err, secret_of(scheme))


def test_a_redirect_is_not_followed_and_no_other_host_gets_the_credentials(
    recueil: CommandLine, server: Oxigraph, proxy: Proxy, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle(monkeypatch, "bearer", TOKEN)
    with Proxy(server.address) as elsewhere:
        for status in (301, 302, 303, 307, 308):
            proxy.rules[:] = [lambda _request, s=status: Reply(s, headers={"Location": f"{elsewhere.address}/query"})]  # type: ignore[misc]
            ended = publish(recueil, proxy, store, "--auth", "bearer")
            assert (ended.code, f"it leads to {elsewhere.address}/query" in ended.error_line) == (3, True)
        assert elsewhere.asked == []


def test_without_auth_nothing_is_sent_not_even_what_a_netrc_has(
    recueil: CommandLine, proxy: Proxy, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login somebody password something\n", "utf-8")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    settle(monkeypatch, "bearer", TOKEN)
    assert publish(recueil, proxy, store).code == 0
    assert not [request for request in proxy.asked if "Authorization" in request.headers]


def test_no_argument_takes_a_secret_and_an_address_with_one_is_refused(recueil: CommandLine, store: Path) -> None:
    userinfo = "curateur:hush"
    ended = recueil("publish", "--to", f"https://{userinfo}@graph.example.org/query", "--store", store)
    assert ended.code == 2
    assert "RECUEIL_REMOTE_PASSWORD" in ended.error_line
    assert "hush" not in ended.err
    ended = recueil("publish", "--to", f"{userinfo}@graph.example.org", "--store", store)
    assert (ended.code, "hush" in ended.err) == (2, False)
    for option in ("--update", "--graph-store", "--query-endpoint"):
        ended = recueil(
            "publish", "--to", "http://127.0.0.1:9", option, f"https://{userinfo}@h.example.org/", "--store", store
        )
        assert (ended.code, "hush" in ended.err) == (2, False)


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("http://127.0.0.1:8890/sparql-auth", True),
        ("http://localhost/x", True),
        ("http://[::1]:7878/x", True),
        ("https://graph.example.org/x", True),
        ("http://graph.example.org/x", False),
        ("http://192.168.1.4/x", False),
        ("http://localhost.example.org/x", False),
    ],
)
def test_credentials_go_over_http_to_this_machine_alone(address: str, allowed: bool) -> None:
    credentials = Credentials("basic", USER, SECRET)
    assert check_address(address, None) == address
    assert check_address(address, credentials, allow_http=True) == address
    if allowed:
        assert check_address(address, credentials) == address
    else:
        with pytest.raises(RecueilError, match="--allow-http"):
            check_address(address, credentials)


@pytest.mark.parametrize("address", ["", "graph.example.org", "ftp://h/x", "http://", "http://h:99999/", "http://[::1"])
def test_what_is_no_web_address_is_refused(recueil: CommandLine, store: Path, address: str) -> None:
    ended = recueil("publish", "--to", address, "--store", store)
    assert (ended.code, "no web address" in ended.error_line) == (2, True)


def test_missing_credentials_say_which_variable_to_set(monkeypatch: pytest.MonkeyPatch) -> None:
    keyring.set_keyring(Kept({}))
    with pytest.raises(RecueilError, match="RECUEIL_REMOTE_USER"):
        read_credentials("basic", "https://h.example.org/")
    with pytest.raises(RecueilError, match=r"RECUEIL_REMOTE_TOKEN.*keyring set recueil-kg token@h.example.org"):
        read_credentials("bearer", "https://h.example.org/")
    monkeypatch.setenv("RECUEIL_REMOTE_USER", USER)
    with pytest.raises(RecueilError, match="RECUEIL_REMOTE_PASSWORD"):
        read_credentials("digest", "https://h.example.org/")


@pytest.mark.parametrize("token", ["two\nlines", "jeton-é", "a\x00b"])
def test_a_token_that_no_header_can_hold_is_refused_without_being_shown(
    monkeypatch: pytest.MonkeyPatch, token: str
) -> None:
    monkeypatch.setattr(os, "environ", {**os.environ, "RECUEIL_REMOTE_TOKEN": token})
    with pytest.raises(RecueilError, match=r"RECUEIL_REMOTE_TOKEN: .*cannot be sent") as refusal:
        read_credentials("bearer", "https://h.example.org/")
    assert token not in str(refusal.value)


class Kept(keyring.backend.KeyringBackend):
    """A keyring in memory, by service and name."""

    priority = 0.1  # type: ignore[assignment]

    def __init__(self, kept: dict[tuple[str, str], str]) -> None:
        self._kept = kept

    def get_password(self, service: str, username: str) -> str | None:
        return self._kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._kept[service, username] = password


def test_a_secret_may_be_in_the_keyring_by_user_and_host(
    recueil: CommandLine, proxy: Proxy, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    host = proxy.address.removeprefix("http://")
    keyring.set_keyring(Kept({("recueil-kg", f"{USER}@{host}"): SECRET, ("recueil-kg", f"token@{host}"): TOKEN}))
    monkeypatch.setenv("RECUEIL_REMOTE_USER", USER)
    for scheme in ("basic", "bearer"):
        proxy.rules[:] = [asks_for(scheme, USER, secret_of(scheme))]
        assert publish(recueil, proxy, store, "--auth", scheme).code == 0


def test_without_the_keyring_library_the_environment_is_enough(store: Path) -> None:
    script = (
        "import sys; sys.modules['keyring'] = None\n"
        "from recueil_kg.publishing.access import read_credentials\n"
        "print(read_credentials('bearer', 'https://h.example.org/'))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "RECUEIL_REMOTE_TOKEN": TOKEN},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ended.stdout == "Credentials(scheme='bearer', user='')\n"
