"""Fetch one address at a time, politely: robots.txt, waits, tries, redirects."""

from __future__ import annotations

import random
from pathlib import Path
from time import monotonic, sleep
from types import TracebackType
from urllib.parse import urljoin, urlsplit

from protego import Protego

from recueil_kg.harvest.configuration import HarvestConfiguration
from recueil_kg.harvest.site import is_allowed
from recueil_kg.harvest.transport import Answer, FetchError, PassingError, Transport
from recueil_kg.i18n import _


class UnreachableError(FetchError):
    """A server did not answer, however often it was asked."""


class ForbiddenError(FetchError):
    """The host's robots.txt does not want the address to be fetched."""


class UnwelcomeError(FetchError):
    """A host does not want to be asked now: the harvest stops."""


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
        self._transport = Transport(configuration, cache)

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._transport.close()

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
            answer = self._ask(address)
            if answer.location is None:
                return answer
            try:
                address = urljoin(address, answer.location)
            except ValueError:
                address = answer.location
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

    def _ask(self, address: str) -> Answer:
        """An answer, after as many tries as it takes and the configuration allows."""
        host = urlsplit(address).netloc
        what = ""
        for tried in range(self._settings.attempts):
            sleep(max(0.0, self._not_before.get(host, 0.0) - monotonic()))
            wait = 0.0
            try:
                return self._transport.ask(address)
            except PassingError as passing:
                what = str(passing)
                wait = self._wait_after(tried, passing, address)
            finally:
                self._not_before[host] = monotonic() + max(wait, self._delays.get(host, self._settings.delay))
        raise UnreachableError(what, where=address, do=_("run recueil-kg harvest again later"))

    def _wait_after(self, tried: int, passing: PassingError, address: str) -> float:
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
