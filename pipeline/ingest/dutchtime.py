"""Moments as a reader in the Netherlands sees them. Outlook stores them in UTC and shows them in the reader's zone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

_FILETIME_ZERO = datetime(1601, 1, 1, tzinfo=UTC)
_WINTER, _SUMMER = timezone(timedelta(hours=1)), timezone(timedelta(hours=2))


def from_filetime(ticks: int) -> datetime | None:
    """A moment from the number of tenths of a microsecond since 1601 ([MS-DTYP] 2.3.3); None where there is none.

    0 and the numbers from the year 4500 on (0x0CB34557A3DD4000) mean `no time` to Outlook.
    """
    if not 0 < ticks < 0x0CB34557A3DD4000:
        return None
    return _FILETIME_ZERO + timedelta(microseconds=ticks // 10)


def in_the_netherlands(moment: datetime) -> datetime:
    """A moment in the time of Amsterdam: summer time from the last Sunday of March, 01:00 UTC, to that of October
    (directive 2000/84/EC; before 1996 it ended a month earlier, of which no mail tells).
    """
    utc = moment.astimezone(UTC)
    summer = _last_sunday(utc.year, 3) <= utc < _last_sunday(utc.year, 10)
    return utc.astimezone(_SUMMER if summer else _WINTER)


def _last_sunday(year: int, month: int) -> datetime:
    day = datetime(year, month, 31, 1, tzinfo=UTC)
    return day - timedelta(days=(day.weekday() + 1) % 7)


def shown_moment(moment: datetime) -> str:
    """`04-03-2024 09:15`."""
    return f"{moment:%d-%m-}{moment.year:04d}{moment: %H:%M}"
