"""What a server's refusal or silence means, in one line, and what to do about it."""

from __future__ import annotations

from http import HTTPStatus

import requests

from recueil_kg.i18n import _
from recueil_kg.publishing.access import schemes_wanted


def refused(status: int, said: str) -> str:
    """A status in words, with those of the server where they say more."""
    known = {
        401: _("the server wants other credentials (401)"),
        403: _("the server does not allow it (403)"),
        404: _("nothing answers at this address (404)"),
        405: _("the server does not do this here (405)"),
        413: _("this is more than the server takes at once (413)"),
        429: _("the server has had too many requests (429)"),
        503: _("the server is busy (503)"),
    }
    if status in known:
        return known[status]
    return _("the server answered {status}: {said}").format(status=status, said=said or "–")


def again() -> str:
    """What to do where a later try may succeed."""
    return _("run it again later: what has arrived is not sent again")


def remedy(response: requests.Response) -> str:
    """What to do about a refusal."""
    status = response.status_code
    if status == HTTPStatus.UNAUTHORIZED:
        wanted = "|".join(schemes_wanted(response))
        if wanted:
            return _("say --auth {schemes}, and check the name, password or token").format(schemes=wanted)
        return _("check --auth, and the name, password or token")
    known = {
        403: _("ask for the right to write, or check --auth"),
        404: _("check the address; --update and --graph-store may be other ones"),
        405: _("check the address; --update and --graph-store may be other ones"),
        413: _("say --method update, which sends small pieces"),
        429: again(),
        503: again(),
    }
    return known.get(status, _("look into the server's log, then run it again"))


def silence(error: requests.RequestException) -> str:
    """Why there was no answer, in words; the library's own words could show what was sent."""
    if isinstance(error, requests.exceptions.SSLError):
        return _("no secure connection")
    if isinstance(error, requests.Timeout) or "Read timed out" in str(error):
        return _("no answer in time")
    if isinstance(error, requests.exceptions.ChunkedEncodingError | requests.exceptions.ContentDecodingError):
        return _("the answer broke off")
    return _("no connection")
