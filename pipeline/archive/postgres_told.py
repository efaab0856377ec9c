"""What PostgreSQL says is wrong, as what to do about it.

Never in its own words: those quote addresses and rows.
"""

from __future__ import annotations

import psycopg

_AWAY = "it can't be reached or went away; see that PostgreSQL runs there and lets this machine in, then try again"
EXTENSION = (
    "the extension pg_trgm is missing; let its administrator install PostgreSQL's contrib package and run "
    "CREATE EXTENSION pg_trgm in this database"
)
_FULL = "its disk is full or it lacks memory; make room there and run the same command again"
_DAMAGED = "it is damaged; put back a backup, or make it anew with `woo index`"
_BUSY = "it has no connection to spare; try again in a moment, or raise its max_connections"
_RIGHTS = (
    "this user lacks the rights; whoever reads needs USAGE on the schema woo and SELECT on its tables, whoever writes "
    "must own them and may need CREATE on the database once"
)
# By SQLSTATE (PostgreSQL, appendix A), the longest beginning that fits.
_STATES = {
    "": "it can't be read or written; run `woo archive verify`",
    "08": _AWAY,
    "0A000": EXTENSION,  # feature_not_supported: CREATE EXTENSION of what is not installed
    "22": "a text of this case can't be kept in it; run `woo process` on the case again, then `woo index`",
    "23": "publish/ of this case names something twice; run `woo process` on the case again, then `woo index`",
    "25006": "it can only be read: this is a standby server, or the archive was opened for reading",
    "28": "the user name or password is not accepted; mend it in the address of the archive",
    "3D": "there is no such database; make it with CREATE DATABASE, or mend the address of the archive",
    "3F": "there is no archive in this database any more; make it with `woo index`",
    "40": "another command wrote at the same moment; run the same command again",
    "42": "it is no archive that this version can use; run `woo archive verify`",
    "42501": _RIGHTS,
    "42P01": "there is no archive in this database any more; make it with `woo index`",
    "42704": EXTENSION,
    "42883": EXTENSION,  # an operator of pg_trgm is not there
    "53": _FULL,
    "53300": _BUSY,
    "54": "the question or a text is too long for it; make it shorter",
    "55P03": "another command is writing it; wait until that is done and try again",
    "57": _AWAY,
    "57014": "the question took too long; ask with rarer words or set a filter",
    "58P01": EXTENSION,  # undefined_file: its control file is not there
    "58030": _FULL,
    "XX001": _DAMAGED,
    "XX002": _DAMAGED,
}


def told(state: str) -> str:
    """What to do about an SQLSTATE."""
    return next(_STATES[state[:length]] for length in (5, 2, 0) if state[:length] in _STATES)


def of_connecting(error: psycopg.Error) -> str:
    """What to do where the server gave no SQLSTATE: libpq keeps only its words of a refusal to connect."""
    if isinstance(error, psycopg.DataError | UnicodeError):
        return _STATES["22"]
    words = str(error).lower()
    if "authentication failed" in words or "no password supplied" in words or "role " in words:
        return _STATES["28"]
    if "pg_hba.conf" in words or "permission denied for database" in words:
        return "it does not let this user in from here; ask its administrator for a line in pg_hba.conf and CONNECT"
    if "database " in words and "does not exist" in words:
        return _STATES["3D"]
    if "too many clients" in words or "connection slots" in words:
        return _BUSY
    return _AWAY
