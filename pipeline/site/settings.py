"""What whoever runs the web application can set."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date as Date  # noqa: N812  (`date` is a word of the pages)
from datetime import datetime
from zoneinfo import ZoneInfo

_AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def today() -> Date:
    """The day that it is in the Netherlands, whatever the clock of the server is set to."""
    return datetime.now(_AMSTERDAM).date()


@dataclass(frozen=True, slots=True)
class Settings:
    """How the web application behaves.

    Attributes:
        title: what stands at the top of every page.
        hosts: names by which it may be called, beside localhost, 127.0.0.1, ::1 and the one in `address`.
        address: where readers see it (`https://archief.voorbeeld.nl`), for the links in a feed; without it they are
            made of what the reader's program asked for.
        proxies: addresses of proxies that are believed about who the client is (X-Forwarded-For) and whether the
            connection is safe (X-Forwarded-Proto); nobody else is.
        export_limit: items that leave at once as a table, a feed or JSON.
        requests_a_minute: of each client.
        at_once: requests that are worked on at one moment.
        today: tells the day by which a term is over.
    """

    title: str = "Woo-archief"
    hosts: tuple[str, ...] = ()
    address: str | None = None
    proxies: tuple[str, ...] = ()
    export_limit: int = 1000
    requests_a_minute: int = 300
    at_once: int = 8
    today: Callable[[], Date] = today

    def address_for(self, asked: str) -> str:
        """Where the archive is read, without a slash at its end; `asked` is what a reader's program asked for."""
        return (self.address or asked).rstrip("/")
