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

    `title` stands at the top of every page. `hosts` are names by which it may be called beside localhost, 127.0.0.1
    and ::1. `address` is the address that readers see it at (`https://archief.voorbeeld.nl`), for the links in a feed;
    without it they are made of what the reader's program asked for. `export_limit` counts items. `requests_a_minute`
    is for each client, `at_once` how many requests are worked on at one moment. `today` tells the day by which a
    term is over.
    """

    title: str = "Woo-archief"
    hosts: tuple[str, ...] = ()
    address: str | None = None
    export_limit: int = 1000
    requests_a_minute: int = 300
    at_once: int = 8
    today: Callable[[], Date] = today

    def address_for(self, asked: str) -> str:
        """Where the archive is read, without a slash at its end; `asked` is what a reader's program asked for."""
        return (self.address or asked).rstrip("/")
