"""The pages: an address to a template, by way of what it shows."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response

from pipeline.archive.protocol import Archive
from pipeline.archive.values import COUNTED, Kind, Sort
from pipeline.errors import QueryError
from pipeline.site import casework, facets, lookup, problems, searching
from pipeline.site.asked import Asked, Due, Shown, cleaned
from pipeline.site.duties import duties
from pipeline.site.pages import Pages, grounds
from pipeline.site.settings import Settings


def views(archive: Archive, settings: Settings, pages: Pages) -> APIRouter:
    """The routes of all pages but the documents' files."""
    router = APIRouter(include_in_schema=False)

    @router.get("/")
    def search(request: Request, asked: Annotated[Asked, Query()]) -> Response:
        if (clean := _clean(request)) is not None:
            return clean
        said = {"asked": asked, "sort": asked.sort(), "exports": _exports(asked), "options": None, "trouble": None}
        if not asked.narrowed and not asked.timeline:
            front = searching.front(archive, settings.today())
            return pages.page("begin.html", **said, front=front)
        try:
            found = searching.result(archive, asked, settings.today())
        except QueryError as error:
            said |= {"trouble": problems.unreadable(error), "chips": facets.chips(asked, searching.PATH, grounds())}
            return pages.page("onleesbaar.html", 400, **said)
        return pages.page("zoeken.html", **said, found=found, counted=COUNTED)

    @router.get("/zaken")
    def cases() -> Response:
        return pages.page("zaken.html", cases=archive.cases())

    @router.get("/zaak/{case}")
    def case(case: str) -> Response:
        found = lookup.case(archive, case)
        return pages.page(
            "zaak.html",
            case=found,
            documents=archive.documents(found.name),
            meetings=archive.meetings(found.name),
            decisions=casework.decisions(archive, found),
        )

    @router.get("/zaak/{case}/vergadering/{key}")
    def meeting(case: str, key: str) -> Response:
        found = lookup.case(archive, case)
        told = lookup.meeting(archive, found, key)
        items = archive.items_of(found.name, meeting=told.key)
        return pages.page(
            "vergadering.html",
            case=found,
            meeting=told,
            attended=casework.attended(told),
            agenda=casework.agenda(items),
            documents=casework.of_meeting(items, casework.by_number(archive, found)),
        )

    @router.get("/zaak/{case}/onderdeel/{key}")
    def item(case: str, key: str) -> Response:
        found = lookup.case(archive, case)
        stored = lookup.item(archive, found, key)
        return pages.page(
            "onderdeel.html",
            case=found,
            stored=stored,
            meeting=lookup.Meetings(archive).of(stored),
            places=casework.located(stored, casework.by_number(archive, found)),
            overdue=searching.overdue(stored, settings.today()),
        )

    @router.get("/acties")
    def actions(request: Request, asked: Annotated[Due, Query()]) -> Response:
        if (clean := _clean(request)) is not None:
            return clean
        return pages.page("acties.html", asked=asked, found=duties(archive, asked, settings.today()))

    @router.get("/uitleg")
    def explanation() -> Response:
        return pages.page("uitleg.html", kinds_told=tuple(Kind))

    @router.get("/zaak/{case}/document/{number}")
    def document(case: str, number: str, shown: Annotated[Shown, Query()]) -> Response:
        found = lookup.case(archive, case)
        told = lookup.document(archive, found, number)
        documents = casework.by_number(archive, found)
        items = archive.items_of(found.name, document=told.number)
        return pages.page(
            "document.html",
            case=found,
            document=told,
            shown=shown,
            sheet=casework.sheet(found, told, items, shown) if told.sizes else None,
            framed=next((one for one in items if one.item.key == shown.onderdeel), None),
            items=casework.listed(items, told),
            relations=casework.related(told, documents),
        )

    return router


def _clean(request: Request) -> Response | None:
    """The address without the fields that a form left empty, where it has any: it is the one to keep and to share."""
    query = cleaned(request.query_params.multi_items())
    path = request.url.path
    return None if query is None else RedirectResponse(f"{path}?{query}" if query else path, 303)


def _exports(asked: Asked) -> dict[str, str]:
    """The addresses of the same question as a file, as JSON and as a feed."""
    plain = {"weergave": "lijst", "pagina": 1, "soort": tuple(asked.filters().kinds)}
    newest = plain | {"volgorde": None}
    return {
        "csv": asked.link("/zoeken.csv", **plain),
        "json": asked.link("/api/zoeken", **plain),
        "atom": asked.link("/zoeken.atom", **newest),
        "list": asked.link("/", weergave="lijst", pagina=1),
        "timeline": asked.link("/", weergave="tijdlijn", pagina=1, volgorde=_along(asked)),
    }


def _along(asked: Asked) -> Sort | None:
    return asked.volgorde if asked.volgorde is Sort.OLDEST else None


