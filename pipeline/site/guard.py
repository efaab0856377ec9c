"""What stands before every page: who may ask what and how often, and the headers of every answer.

It is the outermost layer but for Starlette's own, and nothing passes it as an exception: a traceback in a log could
quote a question or a text.
"""

from __future__ import annotations

import asyncio
import logging
import math
import time
import traceback
from collections import OrderedDict
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pipeline.site import problems
from pipeline.site.problems import Trouble
from pipeline.site.settings import Settings

LONGEST_TARGET = 8_000  # bytes of path and question together
_HOSTS = ("localhost", "127.0.0.1", "::1")
_PATIENCE = 5.0  # seconds that a request waits for its turn
_QUEUE = 8  # requests in a queue for each that is worked on
_CLIENTS = 10_000  # whose last requests are remembered

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
        "frame-ancestors 'none'; base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), "
        "midi=(), payment=(), usb=()"
    ),
}
_log = logging.getLogger(__name__)

Answer = Callable[[str, Trouble], Response]


class Guard:
    """ASGI middleware with all limits. `answer` makes the page that tells of a trouble at a path."""

    def __init__(self, app: ASGIApp, settings: Settings, answer: Answer) -> None:
        self._app = app
        self._answer = answer
        public = urlsplit(settings.address or "").hostname or ""
        self._hosts = frozenset(
            host.lower().strip("[]") for host in (*_HOSTS, *settings.hosts, public) if host
        )
        self._buckets = Buckets(settings.requests_a_minute)
        self._turns = asyncio.Semaphore(settings.at_once)
        self._waiting = 0
        self._most_waiting = settings.at_once * _QUEUE

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or tell why not."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        dressed = _Dressed(send, bare=scope["method"] == "HEAD")
        trouble = self._refused(scope)
        if trouble is not None:
            await self._answer(scope["path"], trouble)(scope, receive, dressed)
        elif scope["path"].startswith("/static/"):
            await self._through(scope, receive, dressed)
        else:
            await self._in_turn(scope, receive, dressed)

    def _refused(self, scope: Scope) -> Trouble | None:
        headers = Headers(scope=scope)
        if scope["method"] not in {"GET", "HEAD"}:
            return problems.METHOD
        if _host(headers.get("host", "")) not in self._hosts:
            return problems.HOST
        if len(scope.get("raw_path") or scope["path"].encode()) + len(scope["query_string"]) > LONGEST_TARGET:
            return problems.TOO_LONG
        if headers.get("content-length", "0") != "0" or "transfer-encoding" in headers:
            return problems.BODY
        wait = (
            0.0
            if scope["path"].startswith("/static/")
            else self._buckets.take(_client(scope), time.monotonic())
        )
        return problems.too_often(math.ceil(wait)) if wait else None

    async def _in_turn(self, scope: Scope, receive: Receive, send: _Dressed) -> None:
        """Work on so many at once; a turn is over when the answer starts, so that no slow reader keeps it."""
        if self._waiting >= self._most_waiting:
            await self._answer(scope["path"], problems.BUSY)(scope, receive, send)
            return
        self._waiting += 1
        try:
            async with asyncio.timeout(_PATIENCE):
                await self._turns.acquire()
        except TimeoutError:
            await self._answer(scope["path"], problems.BUSY)(scope, receive, send)
            return
        finally:
            self._waiting -= 1
        send.started = self._turns.release
        try:
            await self._through(scope, receive, send)
        finally:
            send.start()

    async def _through(self, scope: Scope, receive: Receive, send: _Dressed) -> None:
        try:
            # Starlette's routes know HEAD only where they are told of it, and FastAPI does not tell them.
            await self._app({**scope, "method": "GET"}, receive, send)
        except Exception as error:  # noqa: BLE001  (told by its class and place: its words may be a person's)
            at = traceback.extract_tb(error.__traceback__)[-1]
            _log.error("%s in %s, line %s (%s)", type(error).__name__, at.filename, at.lineno, at.name)
            if not send.begun:
                await self._answer(scope["path"], problems.UNEXPECTED)(scope, receive, send)


class _Dressed:
    """`send` with the headers of every answer, without a body where none was asked; tells when the answer starts."""

    def __init__(self, send: Send, *, bare: bool) -> None:
        self._send = send
        self._bare = bare
        self.begun = False
        self.started: Callable[[], None] | None = None

    def start(self) -> None:
        """Tell, once, that the answer starts."""
        if self.started is not None:
            self.started()
            self.started = None

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.begun = True
            self.start()
            headers = MutableHeaders(scope=message)
            headers.update(_HEADERS)
            headers.setdefault("Cache-Control", "private, no-cache")
        elif message["type"] == "http.response.body" and self._bare:
            message = {**message, "body": b""}
        await self._send(message)


class Buckets:
    """A bucket of tokens for each client: full at a minute's worth, and filled as time goes on."""

    def __init__(self, a_minute: int) -> None:
        self._full = float(a_minute)
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, client: str, now: float) -> float:
        """Take a token at `now` (seconds); give how many seconds there is to wait, 0.0 where one was left."""
        left, at = self._left.pop(client, (self._full, now))
        left = min(self._full, left + (now - at) * self._full / 60)
        wait = 0.0 if left >= 1 else (1 - left) * 60 / self._full
        self._left[client] = (left if wait else left - 1, now)
        if len(self._left) > _CLIENTS:
            self._left.popitem(last=False)
        return wait


def _client(scope: Scope) -> str:
    """The client's address; of IPv6 the network, for one client has as many addresses as it likes there."""
    host = (scope.get("client") or ("",))[0]
    try:
        address = ip_address(host)
    except ValueError:
        return str(host)
    return str(int(address) >> 64) if isinstance(address, IPv6Address) else str(address)


def _host(header: str) -> str:
    """The name in a Host header, without the port and the brackets."""
    try:
        parts = urlsplit(f"//{header}")
        found = parts.hostname or ""
        return found if parts.username is None and not parts.path and parts.port != 0 else ""
    except ValueError:
        return ""
