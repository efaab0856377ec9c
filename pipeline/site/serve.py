"""The web application on a port of this machine."""

from __future__ import annotations

from collections.abc import Sequence

import uvicorn

from pipeline.archive.protocol import Archive
from pipeline.site.app import make_app
from pipeline.site.settings import Settings

_CONNECTIONS = 200  # at once; each may keep a socket and a little memory
_KEEP_ALIVE = 5  # seconds
_LAST_WORDS = 10  # seconds for answers under way when the server is stopped
_HEAD = 32 * 1024  # bytes of a request's head; our own limit on the address lies below it


def serve(
    archive: Archive,
    host: str = "127.0.0.1",
    port: int = 8000,
    settings: Settings | None = None,
    proxies: Sequence[str] = (),
) -> None:
    """Serve until Ctrl-C or SIGTERM.

    Args:
        archive: opened for reading.
        host: the address to listen at; 127.0.0.1 is this machine alone.
        port: 0 for any that is free.
        settings: how it behaves.
        proxies: addresses of proxies whose X-Forwarded-For and X-Forwarded-Proto are believed; none are otherwise.
    """
    server(archive, host, port, settings or Settings(), proxies).run()


def server(
    archive: Archive, host: str, port: int, settings: Settings, proxies: Sequence[str]
) -> uvicorn.Server:
    """The server before it is started; see `serve`."""
    return uvicorn.Server(
        uvicorn.Config(
            make_app(archive, settings),
            host=host,
            port=port,
            http="h11",
            ws="none",
            lifespan="off",
            access_log=False,  # it would write every question down
            log_level="warning",
            server_header=False,
            proxy_headers=bool(proxies),
            forwarded_allow_ips=list(proxies),
            limit_concurrency=_CONNECTIONS,
            timeout_keep_alive=_KEEP_ALIVE,
            timeout_graceful_shutdown=_LAST_WORDS,
            h11_max_incomplete_event_size=_HEAD,
        )
    )
