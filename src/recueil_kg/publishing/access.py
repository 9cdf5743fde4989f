"""Who asks a remote: secrets from the environment or the keyring, shown only to the host that they are for."""

from __future__ import annotations

import base64
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.cookiejar import DefaultCookiePolicy
from importlib.metadata import version
from ipaddress import ip_address
from typing import Literal
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from requests.auth import AuthBase, HTTPBasicAuth, HTTPDigestAuth
from urllib3.util import Retry

from recueil_kg.errors import RecueilError
from recueil_kg.i18n import _

Scheme = Literal["basic", "digest", "bearer"]
SCHEMES: tuple[Scheme, ...] = ("basic", "digest", "bearer")
USER, PASSWORD, TOKEN = "RECUEIL_REMOTE_USER", "RECUEIL_REMOTE_PASSWORD", "RECUEIL_REMOTE_TOKEN"
KEYRING_SERVICE = "recueil-kg"
_PASSING = frozenset({429, 502, 503, 504})
_LONGEST_WAIT = 60


@dataclass(frozen=True, slots=True)
class Credentials:
    """What proves who asks; it shows its secret to nobody who prints it.

    Attributes:
        scheme: how it is sent (RFC 7617, RFC 7616, RFC 6750).
        user: of basic and digest.
        secret: the password or the token.
    """

    scheme: Scheme
    user: str = ""
    secret: str = field(default="", repr=False)

    def redacted(self, text: str) -> str:
        """The text without the secret: a server may send back what it was sent."""
        pair = base64.b64encode(f"{self.user}:{self.secret}".encode()).decode()
        for secret in (pair, self.secret):
            text = text.replace(secret, "…") if secret else text
        return text


def read_credentials(scheme: Scheme | None, address: str) -> Credentials | None:
    """The credentials for an address: from the environment, else the password or token from the user's keyring.

    In the keyring they are of the service `recueil-kg`, by the user's name (`token` for a bearer token) and the
    address's host, as `curator@graph.example.org`.

    Raises:
        RecueilError: something is missing, or cannot stand in a header.
    """
    if scheme is None:
        return None
    host = urlsplit(address).netloc
    user = "" if scheme == "bearer" else os.environ.get(USER, "")
    if scheme != "bearer" and not user:
        raise RecueilError(_("no user's name is given"), do=_("set {variable}").format(variable=USER))
    variable = TOKEN if scheme == "bearer" else PASSWORD
    secret = os.environ.get(variable) or _from_keyring(f"{user or 'token'}@{host}")
    if not secret:
        raise RecueilError(
            _("no password or token is given"),
            do=_("set {variable}, or keep it in the keyring: keyring set {service} {name}").format(
                variable=variable, service=KEYRING_SERVICE, name=f"{user or 'token'}@{host}"
            ),
        )
    if scheme == "bearer":
        secret = secret.strip()
    if not secret.isprintable() or not user.isprintable() or (scheme == "bearer" and not secret.isascii()):
        raise RecueilError(
            _("the credentials have characters that cannot be sent"), where=variable, do=_("set it again")
        )
    return Credentials(scheme, user, secret)


def _from_keyring(name: str) -> str | None:
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        return None
    try:
        secret: str | None = keyring.get_password(KEYRING_SERVICE, name)
    except KeyringError:
        return None
    return secret


def check_address(address: str, credentials: Credentials | None, *, allow_http: bool = False) -> str:
    """The address, where it may be asked with these credentials.

    Raises:
        RecueilError: it is no web address, holds a password itself, or would show credentials to the network.
    """
    try:
        parts = urlsplit(address)
        port_is_sound = parts.port != 0
    except ValueError:
        parts, port_is_sound = urlsplit(""), False
    if parts.scheme not in {"http", "https"} or not parts.hostname or not port_is_sound:
        shown = address if "@" not in address else "…"
        raise RecueilError(_("this is no web address"), where=shown, do=_("give http://… or https://…"))
    if "@" in parts.netloc:
        raise RecueilError(
            _("an address with a user's name or password in it would show them to whoever lists processes"),
            where=parts.hostname,
            do=_("take them out, set {user} and {password}, and say --auth").format(user=USER, password=PASSWORD),
        )
    if credentials and parts.scheme == "http" and not allow_http and not _is_loopback(parts.hostname):
        raise RecueilError(
            _("over http the network can read the credentials"),
            where=address,
            do=_("give https://…, or say --allow-http where the network is trusted"),
        )
    return address


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


class _Bearer(AuthBase):
    """Sends a token."""

    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self._token}"
        return request


class _Nobody(AuthBase):
    """Sends nothing, not even what a .netrc has for the host."""

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        return request


def open_session(credentials: Credentials | None, retries: int) -> requests.Session:
    """A session that proves who asks, asks again what can pass, and keeps no cookies.

    Args:
        credentials: None for none.
        retries: how often a request is made again after a lost connection, 429, 502, 503 or 504, with waits that
            double, or as long as the server asks for, a minute at most. All that is sent may be sent twice.
    """
    retry = Retry(
        total=retries,
        redirect=False,
        status_forcelist=_PASSING,
        allowed_methods=None,
        backoff_factor=0.25,
        backoff_jitter=0.1,
        backoff_max=_LONGEST_WAIT,
        retry_after_max=_LONGEST_WAIT,
        raise_on_status=False,
    )
    session = requests.Session()
    for prefix in ("http://", "https://"):
        session.mount(prefix, HTTPAdapter(max_retries=retry))
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    session.headers["User-Agent"] = f"recueil-kg/{version('recueil-kg')}"
    session.auth = _proof(credentials)
    return session


def _proof(credentials: Credentials | None) -> AuthBase:
    if credentials is None:
        return _Nobody()
    if credentials.scheme == "bearer":
        return _Bearer(credentials.secret)
    if credentials.scheme == "digest":
        return HTTPDigestAuth(credentials.user, credentials.secret)
    return HTTPBasicAuth(credentials.user.encode(), credentials.secret.encode())


def schemes_wanted(response: requests.Response) -> Iterator[Scheme]:
    """The schemes of ours that a server asks for in a 401."""
    challenge = response.headers.get("WWW-Authenticate", "").lower()
    return (scheme for scheme in SCHEMES if scheme in challenge)
