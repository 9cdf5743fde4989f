"""Fetch one address at a time, politely: robots.txt, waits, retries, revalidation, and limits on everything."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from http.cookiejar import DefaultCookiePolicy
from importlib.metadata import version
from pathlib import Path
from threading import Event, Timer
from time import monotonic, sleep
from types import TracebackType
from urllib.parse import urljoin, urlsplit

import requests
from cachecontrol import CacheControlAdapter
from cachecontrol.caches import FileCache
from cachecontrol.controller import CacheController
from cachecontrol.heuristics import BaseHeuristic
from protego import Protego
from urllib3 import HTTPResponse
from urllib3.exceptions import InvalidHeader, ReadTimeoutError
from urllib3.util import Retry

from recueil_kg.errors import ExitCode, RecueilError
from recueil_kg.harvest.configuration import HarvestConfiguration
from recueil_kg.harvest.site import is_allowed
from recueil_kg.i18n import _

_PASSING = frozenset({429, 500, 502, 503, 504})
_PIECE = 65_536


class FetchError(RecueilError):
    """An address did not give what it should; the others go on."""

    def __init__(self, what: str, *, where: str, do: str) -> None:
        super().__init__(what, where=where, do=do, exit_code=ExitCode.ENGINE_FAILED)


class UnreachableError(FetchError):
    """A server did not answer, however often it was asked."""


class ForbiddenError(FetchError):
    """The host's robots.txt does not want the address to be fetched."""


class UnwelcomeError(FetchError):
    """A host does not want to be asked now: the harvest stops."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address gave, or the one that it led to.

    Attributes:
        address: where it was found in the end.
        status: of HTTP; what the cache holds and the server confirmed is 200.
        body: the bytes as published; empty unless the status is 200.
        etag: the server's mark of this state.
        last_modified: when the server says that it was changed.
        from_cache: whether the server confirmed what the cache held, and sent nothing.
    """

    address: str
    status: int
    body: bytes = b""
    etag: str | None = None
    last_modified: str | None = None
    from_cache: bool = False


class _PassingError(Exception):
    """A fault that may be gone at the next try; `after` is when the server wants to be asked again, in seconds."""

    def __init__(self, what: str, after: float | None = None) -> None:
        super().__init__(what)
        self.after = after


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


class Fetcher:
    """Asks one host or several, one request at a time; a context manager.

    Args:
        configuration: hosts, waits, limits, and who asks.
        cache: the folder of the HTTP cache; None for none.
    """

    def __init__(self, configuration: HarvestConfiguration, cache: Path | None) -> None:
        self._settings = configuration
        self._rules: dict[str, Protego] = {}
        self._delays: dict[str, float] = {}
        self._not_before: dict[str, float] = {}
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

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._session.close()

    def fetch(self, address: str) -> Answer:
        """What the address gives: 200 with its body, 404 or 410 without.

        Raises:
            ForbiddenError: it may not be fetched.
            UnreachableError: no answer, or a broken one, at every try.
            UnwelcomeError: robots.txt cannot be had, or the server asks for a longer wait than is configured.
            FetchError: another status, too large, too many redirects, or a redirect to a host that is not allowed.
        """
        answer = self._follow(address, obey=True)
        if answer.status in {200, 404, 410}:
            return answer
        raise FetchError(
            _("the server answered {status}").format(status=answer.status),
            where=address,
            do=_("look at it in a browser"),
        )

    def _follow(self, address: str, *, obey: bool) -> Answer:
        """The answer after redirects, of whatever status."""
        start = address
        for _hop in range(self._settings.most_redirects + 1):
            if not is_allowed(address, self._settings):
                raise FetchError(
                    _("it leads to {address}, on a host that is not allowed").format(address=address),
                    where=start,
                    do=_("add the host to hosts in the configuration if it is right"),
                )
            if obey and not self._rules_of(address).can_fetch(address, self._settings.agent):
                raise ForbiddenError(
                    _("robots.txt does not allow it"), where=address, do=_("ask the site for permission")
                )
            answer, location = self._ask(address)
            if location is None:
                return answer
            try:
                address = urljoin(address, location)
            except ValueError:
                address = location
        raise FetchError(
            _("it leads from address to address without end"), where=start, do=_("look at it in a browser")
        )

    def _rules_of(self, address: str) -> Protego:
        """What the host's robots.txt allows (RFC 9309): all where there is none, nothing while it is out of reach."""
        parts = urlsplit(address)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._rules:
            place = f"{origin}/robots.txt"
            try:
                answer = self._follow(place, obey=False)
            except UnwelcomeError:
                raise
            except FetchError as error:
                raise UnwelcomeError(
                    _("robots.txt cannot be read ({reason})").format(reason=error.what),
                    where=place,
                    do=_("try again later"),
                ) from None
            if answer.status != 200 and not 400 <= answer.status < 500:
                raise UnwelcomeError(
                    _("robots.txt cannot be read ({reason})").format(reason=answer.status),
                    where=place,
                    do=_("try again later"),
                )
            rules = Protego.parse(answer.body.decode("utf-8", "replace"))
            self._delays[parts.netloc] = self._delay(rules, place)
            self._rules[origin] = rules
        return self._rules[origin]

    def _delay(self, rules: Protego, place: str) -> float:
        asked = rules.crawl_delay(self._settings.agent) or 0
        if asked > self._settings.longest_wait:
            raise UnwelcomeError(
                _("the host asks for {seconds} s between requests").format(seconds=f"{asked:g}"),
                where=place,
                do=_("set a larger longest_wait in the configuration to wait so long"),
            )
        return max(self._settings.delay, asked)

    def _ask(self, address: str) -> tuple[Answer, str | None]:
        """An answer and where it redirects to, after as many tries as it takes and the configuration allows."""
        host = urlsplit(address).netloc
        what = ""
        for tried in range(self._settings.attempts):
            sleep(max(0.0, self._not_before.get(host, 0.0) - monotonic()))
            wait = 0.0
            try:
                return self._ask_once(address)
            except _PassingError as passing:
                what = str(passing)
                wait = self._wait_after(tried, passing, address)
            finally:
                self._not_before[host] = monotonic() + max(wait, self._delays.get(host, self._settings.delay))
        raise UnreachableError(what, where=address, do=_("run recueil-kg harvest again later"))

    def _wait_after(self, tried: int, passing: _PassingError, address: str) -> float:
        """Seconds to wait before the next try: what the server asks for, or twice as long each time, with jitter."""
        if passing.after is None:
            doubled = self._settings.first_wait * 2.0 ** min(tried, 30)
            return min(doubled, self._settings.longest_wait) * random.uniform(0.5, 1)
        if passing.after > self._settings.longest_wait:
            raise UnwelcomeError(
                _("{what}, and the server asks to wait for {seconds} s").format(
                    what=passing, seconds=f"{passing.after:g}"
                ),
                where=address,
                do=_("run recueil-kg harvest again later"),
            )
        return passing.after

    def _ask_once(self, address: str) -> tuple[Answer, str | None]:
        try:
            with self._send(address) as response:
                status = response.status_code
                if status in _PASSING:
                    raise _PassingError(_("the server answered {status}").format(status=status), _retry_after(response))
                location = self._session.get_redirect_target(response)
                answer = Answer(
                    address,
                    status,
                    self._body_of(response, address) if status == 200 else b"",
                    response.headers.get("ETag"),
                    response.headers.get("Last-Modified"),
                    bool(getattr(response, "from_cache", False)),
                )
                return answer, location
        except (requests.ConnectionError, requests.Timeout, requests.exceptions.ChunkedEncodingError) as error:
            raise _PassingError(_words_of(error)) from None
        except requests.exceptions.ContentDecodingError:
            raise _PassingError(_("the answer broke off")) from None
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
                raise _PassingError(_("the answer took too long"))
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
