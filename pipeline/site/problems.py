"""What a reader is told when there is no answer; none of it quotes what was asked or what stands in the archive."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from pipeline.archive.log import withdrawal
from pipeline.archive.protocol import Archive
from pipeline.errors import QueryError
from pipeline.site import dutch


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why there is no answer. `fault` is that of a question that can't be read, `at` its place."""

    status: int
    title: str
    text: str
    headers: Mapping[str, str] = field(default_factory=dict)
    fault: str | None = None
    at: int | None = None


class Refusal(Exception):  # noqa: N818  (nothing went wrong: the answer is no)
    """There is no answer, and this is why."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.title)
        self.trouble = trouble


UNREACHABLE = Trouble(
    503,
    "Het archief is nu niet te bereiken",
    "Er is niets mis met uw vraag. Probeer het over een halve minuut opnieuw; "
    "blijft dit zo, meld het dan aan de beheerder van het archief.",
    {"Retry-After": "30"},
)
UNEXPECTED = Trouble(
    500,
    "Er ging hier iets mis",
    "Dit ligt niet aan u. Probeer het opnieuw; gebeurt het weer, meld dan aan de beheerder op welke bladzijde het was.",
)
BUSY = Trouble(
    503,
    "Het is nu druk",
    "Er wordt aan te veel vragen tegelijk gewerkt. Probeer het over een paar seconden opnieuw.",
    {"Retry-After": "5"},
)
TOO_LONG = Trouble(
    414,
    "Dit adres is te lang",
    "Een vraag met alle filters mag samen 8.000 tekens lang zijn. Maak de vraag korter of kies minder filters.",
)
BODY = Trouble(413, "Hier kan niets worden ingestuurd", "Dit archief kan alleen worden gelezen.")
METHOD = Trouble(405, "Dat kan hier niet", "Dit archief kan alleen worden gelezen.", {"Allow": "GET, HEAD"})
HOST = Trouble(
    400,
    "Onbekend adres",
    "Dit archief is niet bekend onder de naam waarmee het werd gevraagd. "
    "De beheerder kan die naam toelaten als een naam van dit archief.",
)
MISSING = Trouble(
    404,
    "Dit staat niet in het archief",
    "Op dit adres is niets. Misschien is het adres niet helemaal overgenomen. Zoek het op met het zoekveld.",
)


def too_often(seconds: int) -> Trouble:
    """A client that asks more often than it may."""
    return Trouble(
        429,
        "Even geduld",
        f"Er kwamen van uw computer te veel vragen kort na elkaar. Probeer het over {seconds} seconden opnieuw.",
        {"Retry-After": str(seconds)},
    )


def unreadable(error: QueryError) -> Trouble:
    """A question that can't be read."""
    return Trouble(
        400,
        "Deze vraag is niet te lezen",
        dutch.FAULTS.get(error.fault, dutch.UNCLEAR),
        fault=error.fault,
        at=error.at,
    )


def invalid(error: RequestValidationError) -> Trouble:
    """A parameter that does not hold what it should."""
    fields = [str(where["loc"][1]) for where in error.errors() if len(where["loc"]) > 1]
    return Trouble(
        400, "Deze vraag is niet te lezen", dutch.unreadable(fields[0] if fields else ""), fault="parameter"
    )


def of_status(error: HTTPException) -> Trouble:
    """What Starlette itself refuses."""
    if error.status_code == METHOD.status:
        return METHOD
    return (
        MISSING
        if error.status_code == MISSING.status
        else Trouble(error.status_code, "Dat kan hier niet", "")
    )


def no_case(archive: Archive, name: str | None) -> Trouble:
    """A case that is not there: never was, or withdrawn."""
    gone = withdrawal(archive, name) if name else None
    if gone is None:
        return MISSING
    return Trouble(
        410,
        "Deze zaak is ingetrokken",
        f"De zaak is ingetrokken op {dutch.day(gone.at)} en staat niet meer in dit archief.",
    )


def as_json(trouble: Trouble) -> Response:
    """The same for a program."""
    said = {"status": trouble.status, "title": trouble.title, "detail": trouble.text}
    where = {"fault": trouble.fault, "at": trouble.at}
    return JSONResponse(said | where, trouble.status, dict(trouble.headers))
