"""A server on this machine that speaks CKAN's action API, and refuses what a portal's validators refuse."""

from __future__ import annotations

import json
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Record = dict[str, Any]
READ_ONLY = {"metadata_created": "2026-11-24T00:00:00", "num_resources": 0, "state": "active", "isopen": False}


@dataclass
class Ckan:
    """The portal's state, and what it was asked.

    Attributes:
        errors_of: the validators.
        token: who may write.
        packages: its records, as it shows them.
        asked: the name of each action, in their order.
        writes_left: after how many writes connections are dropped before an answer; None for never.
        headers: the headers of the last question.
    """

    errors_of: Callable[[Record], dict[str, Any]]
    token: str = "the-token-of-the-officer"
    packages: dict[str, Record] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    writes_left: int | None = None
    headers: dict[str, str] = field(default_factory=dict)
    address: str = ""

    @property
    def writes(self) -> list[str]:
        return [action for action in self.asked if action != "package_show"]

    def answer(self, action: str, data: Record, authorization: str) -> tuple[int, Any]:
        """The status and the body for an action, as CKAN's API controller gives them."""
        known = self.packages.get(str(data.get("id")))
        if action == "package_show":
            return (200, self._shown(known)) if known else (404, _error("Not Found Error", message="Not found"))
        if authorization != self.token:
            return 403, _error("Authorization Error", message=f"Access denied: {authorization} not authorized")
        if action == "package_create" and known:
            return 409, _error("Validation Error", id=["Dataset id already exists"])
        if action == "package_patch":
            if not known:
                return 404, _error("Not Found Error", message="Not found")
            data = {**known, **data}
        elif action != "package_create":
            return 400, f"Bad request - Action name not known: {action}"
        if errors := self.errors_of(data):
            return 409, _error("Validation Error", **errors)
        for resource in data.get("resources", ()):
            resource.setdefault("id", str(uuid.uuid4()))
        self.packages[data["id"]] = data
        return 200, self._shown(data)

    def _shown(self, record: Record) -> Record:
        """As CKAN shows it: the organization by its identifier, and with what CKAN adds itself."""
        organization = {"id": str(uuid.uuid5(uuid.NAMESPACE_DNS, record["owner_org"])), "name": record["owner_org"]}
        return {**READ_ONLY, **record, "owner_org": organization["id"], "organization": organization}


def _error(kind: str, **said: Any) -> dict[str, Any]:
    return {"__type": kind, **said}


@contextmanager
def running_ckan(errors_of: Callable[[Record], dict[str, Any]]) -> Iterator[Ckan]:
    """A portal without any record, at `address` on a free port of this machine."""
    ckan = Ckan(errors_of)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            data = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            if not self.path.startswith("/api/action/"):
                self.send_error(404)
                return
            action = self.path.removeprefix("/api/action/")
            ckan.asked.append(action)
            ckan.headers = dict(self.headers)
            if action != "package_show" and ckan.writes_left is not None:
                if ckan.writes_left == 0:
                    self.close_connection = True
                    return
                ckan.writes_left -= 1
            status, body = ckan.answer(action, data, self.headers.get("Authorization", ""))
            good = status == 200
            answer = {"success": good, "result" if good else "error": body} if isinstance(body, dict) else body
            content = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    ckan.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield ckan
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
