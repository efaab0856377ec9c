"""The web application on a port of this machine."""

from __future__ import annotations

import socket
from collections.abc import Callable

import uvicorn

from pipeline.archive.protocol import Archive
from pipeline.errors import UsageError
from pipeline.site.app import make_app
from pipeline.site.settings import Settings

_CONNECTIONS = 500  # at once; each may keep a socket and a little memory
_KEEP_ALIVE = 5  # seconds
_LAST_WORDS = 10  # seconds for answers under way when the server is stopped
_HEAD = 32 * 1024  # bytes of a request's head; our own limit on the address lies below it


def serve(
    archive: Archive,
    host: str,
    port: int,
    settings: Settings,
    *,
    listening: Callable[[str], None] = lambda address: None,
) -> None:
    """Serve until Ctrl-C or SIGTERM.

    Args:
        archive: opened for reading; closing it is the caller's.
        host: the address to listen at; 127.0.0.1 is this machine alone.
        port: 0 for any that is free.
        settings: how it behaves.
        listening: told the address of the first page as soon as it can be asked for.

    Raises:
        UsageError: the address is not one of this machine, or the port is taken.
    """
    sixth = ":" in host
    try:
        door = socket.create_server((host, port), family=socket.AF_INET6 if sixth else socket.AF_INET)
    except OSError as error:
        raise UsageError(
            f"{host} port {port} can't be listened at ({error.strerror or error}): choose another with --host or --port"
        ) from error
    with door:
        listening(f"http://{f'[{host}]' if sixth else host}:{door.getsockname()[1]}/")
        uvicorn.Server(configuration(archive, settings)).run(sockets=[door])


def configuration(archive: Archive, settings: Settings) -> uvicorn.Config:
    """How uvicorn runs; see `serve`."""
    return uvicorn.Config(
        make_app(archive, settings),
        http="h11",
        ws="none",
        lifespan="off",
        access_log=False,  # it would write every question down
        log_level="warning",
        server_header=False,
        proxy_headers=bool(settings.proxies),
        forwarded_allow_ips=list(settings.proxies),
        limit_concurrency=_CONNECTIONS,
        timeout_keep_alive=_KEEP_ALIVE,
        timeout_graceful_shutdown=_LAST_WORDS,
        h11_max_incomplete_event_size=_HEAD,
    )
