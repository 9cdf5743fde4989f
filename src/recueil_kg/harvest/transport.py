"""One request over HTTP: through the cache, and within limits of time and size."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from http.cookiejar import DefaultCookiePolicy
from importlib.metadata import version
from pathlib import Path
from threading import Event, Timer

import requests
from cachecontrol import CacheControlAdapter
from cachecontrol.caches import FileCache
from cachecontrol.controller import CacheController
from cachecontrol.heuristics import BaseHeuristic
from urllib3 import HTTPResponse
from urllib3.exceptions import InvalidHeader, ReadTimeoutError
from urllib3.util import Retry

from recueil_kg.errors import ExitCode, RecueilError
from recueil_kg.harvest.configuration import HarvestConfiguration
from recueil_kg.i18n import _

_PASSING = frozenset({429, 500, 502, 503, 504})
_PIECE = 65_536


class FetchError(RecueilError):
    """An address did not give what it should; the others go on."""

    def __init__(self, what: str, *, where: str, do: str) -> None:
        super().__init__(what, where=where, do=do, exit_code=ExitCode.ENGINE_FAILED)


class PassingError(Exception):
    """A fault that may be gone at the next try; `after` is when the server wants to be asked again, in seconds."""

    def __init__(self, what: str, after: float | None = None) -> None:
        super().__init__(what)
        self.after = after


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address gave, or the one that it led to.

    Attributes:
        address: where it was found in the end.
        status: of HTTP; what the cache holds and the server confirmed is 200.
        body: the bytes as published; empty unless the status is 200.
        etag: the server's mark of this state.
        last_modified: when the server says that it was changed.
        location: where it redirects to, as the server wrote it; None where it does not.
        from_cache: whether the server confirmed what the cache held, and sent nothing.
    """

    address: str
    status: int
    body: bytes = b""
    etag: str | None = None
    last_modified: str | None = None
    location: str | None = None
    from_cache: bool = False


class _KeepDated(BaseHeuristic):
    """Lets the cache keep answers that have a Last-Modified and nothing else; they are revalidated like all others."""

    def update_headers(self, response: HTTPResponse) -> dict[str, str]:
        """Declare the answer stale from the beginning."""
        headers = response.headers
        if response.status != 200 or "last-modified" not in headers or "expires" in headers or "date" not in headers:
            return {}
        return {"expires": headers["date"]}

    def warning(self, response: HTTPResponse) -> str | None:
        """None: nothing stale is ever used without asking."""
        return None


class Transport:
    """Makes requests, and remembers answers in a cache.

    Args:
        configuration: limits, and who asks.
        cache: the folder of the HTTP cache; None for none.
    """

    def __init__(self, configuration: HarvestConfiguration, cache: Path | None) -> None:
        self._settings = configuration
        self._session = requests.Session()
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        self._session.headers["User-Agent"] = (
            f"{configuration.agent}/{version('recueil-kg')} (+{configuration.contact})"
        )
        self._session.headers["Accept"] = "text/html, application/pdf;q=0.9, */*;q=0.1"
        self._session.headers["Cache-Control"] = "max-age=0"
        if cache is not None:
            controller = partial(CacheController, status_codes=(200,))
            adapter = CacheControlAdapter(FileCache(cache), controller_class=controller, heuristic=_KeepDated())  # type: ignore[arg-type]
            self._session.mount("http://", adapter)
            self._session.mount("https://", adapter)

    def close(self) -> None:
        """Close connections that are still open."""
        self._session.close()

    def ask(self, address: str) -> Answer:
        """What the address gives when it is asked once, of whatever status; the body where that is 200.

        Raises:
            PassingError: no answer, a broken or a late one, or a status that tells to try again.
            FetchError: it cannot be asked for, or gives too much.
        """
        try:
            with self._send(address) as response:
                status = response.status_code
                if status in _PASSING:
                    raise PassingError(_("the server answered {status}").format(status=status), _retry_after(response))
                return Answer(
                    address,
                    status,
                    self._body_of(response, address) if status == 200 else b"",
                    response.headers.get("ETag"),
                    response.headers.get("Last-Modified"),
                    self._session.get_redirect_target(response),
                    bool(getattr(response, "from_cache", False)),
                )
        except (requests.ConnectionError, requests.Timeout, requests.exceptions.ChunkedEncodingError) as error:
            raise PassingError(_words_of(error)) from None
        except requests.exceptions.ContentDecodingError:
            raise PassingError(_("the answer broke off")) from None
        except requests.RequestException as error:
            raise FetchError(
                _("it cannot be asked for ({kind})").format(kind=type(error).__name__),
                where=address,
                do=_("check the address"),
            ) from None

    def _send(self, address: str) -> requests.Response:
        """Make one request through the cache; `Session.get` would read a redirect's body first, however long."""
        request = self._session.prepare_request(requests.Request("GET", address))
        url = str(request.url)
        surroundings = self._session.merge_environment_settings(url, {}, True, None, None)
        timeouts = (self._settings.connect_timeout, self._settings.read_timeout)
        return self._session.get_adapter(url).send(request, timeout=timeouts, **surroundings)

    def _body_of(self, response: requests.Response, address: str) -> bytes:
        body = bytearray()
        with _deadline(response, self._settings.longest_answer) as late:
            try:
                for piece in response.iter_content(_PIECE):
                    body += piece
                    if len(body) > self._settings.largest_answer:
                        raise FetchError(
                            _("the answer is larger than {limit} bytes").format(limit=self._settings.largest_answer),
                            where=address,
                            do=_("set a larger largest_answer in the configuration if it is right"),
                        )
            except requests.RequestException:
                if not late.is_set():
                    raise
            if late.is_set():
                raise PassingError(_("the answer took too long"))
        return bytes(body)


@contextmanager
def _deadline(response: requests.Response, seconds: float) -> Iterator[Event]:
    """Ends an answer that comes in drops, each before the read timeout; the event is set where it did."""
    late = Event()

    def end() -> None:
        late.set()
        with suppress(ValueError, RuntimeError, OSError):
            response.raw.shutdown()

    timer = Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        yield late
    finally:
        timer.cancel()


def _retry_after(response: requests.Response) -> float | None:
    """The seconds that a server asks to wait, as a number or as a date (RFC 9110, 10.2.3)."""
    value = response.headers.get("Retry-After")
    if not value:
        return None
    try:
        return float(Retry().parse_retry_after(value))
    except (InvalidHeader, ValueError, OverflowError):
        return None


def _words_of(error: requests.RequestException) -> str:
    """What went wrong between here and the server, in words."""
    cause = error.args[0] if error.args else None
    if isinstance(error, requests.exceptions.SSLError):
        return _("no secure connection")
    if isinstance(error, requests.Timeout) or isinstance(cause, ReadTimeoutError):
        return _("no answer in time")
    if isinstance(error, requests.exceptions.ChunkedEncodingError):
        return _("the answer broke off")
    return _("no connection")
