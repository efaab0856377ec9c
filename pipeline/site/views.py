"""The pages: an address to a template, by way of what it shows."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response

from pipeline.archive.protocol import Archive
from pipeline.archive.values import COUNTED, Case, Kind, PublishedDocument, Sort
from pipeline.errors import QueryError
from pipeline.site import casework, lookup, problems, searching
from pipeline.site.asked import Asked, Due, Part, Shown, cleaned
from pipeline.site.duties import duties
from pipeline.site.files import Files
from pipeline.site.pages import Pages
from pipeline.site.problems import Refusal, Trouble
from pipeline.site.settings import Settings

_DECISIONS = 50  # on the page of a case; the search page has them all
_DOCUMENTS = 200  # on one page of a case
_ITEMS = 300  # on the page of a document


def views(archive: Archive, settings: Settings, pages: Pages) -> APIRouter:
    """The pages about all cases together."""
    router = APIRouter(include_in_schema=False)

    @router.get("/")
    def search(request: Request, asked: Annotated[Asked, Query()]) -> Response:
        if (clean := _clean(request)) is not None:
            return clean
        said: dict[str, Any] = {
            "asked": asked,
            "sort": asked.sort(),
            "exports": _exports(asked),
            "trouble": None,
        }
        if not asked.narrowed and not asked.timeline:
            front = searching.front(archive, settings.today())
            return pages.page("begin.html", **said, front=front)
        try:
            found = searching.result(archive, asked, settings.today())
        except QueryError as error:
            return pages.page("onleesbaar.html", 400, **said | {"trouble": problems.unreadable(error)})
        return pages.page("zoeken.html", **said, found=found, counted=COUNTED)

    @router.get("/zaken")
    def cases() -> Response:
        return pages.page("zaken.html", cases=archive.cases())

    @router.get("/acties")
    def actions(request: Request, asked: Annotated[Due, Query()]) -> Response:
        if (clean := _clean(request)) is not None:
            return clean
        found = duties(archive, asked, settings.today())
        return pages.page("acties.html", asked=asked, found=found, csv=_as_search(asked).link("/zoeken.csv"))

    @router.get("/uitleg")
    def explanation() -> Response:
        return pages.page("uitleg.html", kinds_told=tuple(Kind))

    return router


def case_views(archive: Archive, settings: Settings, pages: Pages, files: Files) -> APIRouter:
    """The pages of a case and what is in it."""
    router = APIRouter(include_in_schema=False)

    @router.get("/zaak/{case}")
    def case(case: str, asked: Annotated[Part, Query()]) -> Response:
        found = lookup.case(archive, case)
        documents, first = archive.documents(found.name), (asked.pagina - 1) * _DOCUMENTS
        if first and first >= len(documents):
            raise Refusal(problems.MISSING)
        return pages.page(
            "zaak.html",
            case=found,
            asked=asked,
            documents=documents[first : first + _DOCUMENTS],
            pages=-(-len(documents) // _DOCUMENTS),
            meetings=archive.meetings(found.name),
            decisions=casework.decisions(archive, found, _DECISIONS),
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
    def item(request: Request, case: str, key: str) -> Response:
        found = lookup.case(archive, case)
        stored = lookup.item(archive, found, key)
        return pages.page(
            "onderdeel.html",
            case=found,
            stored=stored,
            meeting=lookup.Meetings(archive).of(stored),
            address=settings.address_for(str(request.base_url)),
            places=casework.located(stored, casework.by_number(archive, found)),
            overdue=searching.overdue(stored, settings.today()),
        )

    @router.get("/zaak/{case}/document/{number}")
    def document(case: str, number: str, shown: Annotated[Shown, Query()]) -> Response:
        found = lookup.case(archive, case)
        told = lookup.document(archive, found, number)
        documents = casework.by_number(archive, found)
        items = archive.items_of(found.name, document=told.number)
        sheet = casework.sheet(found, told, items, shown) if told.sizes else None
        listed = casework.listed(items, told, sheet.number if sheet else 1, _ITEMS)
        return pages.page(
            "document.html",
            case=found,
            document=told,
            shown=shown,
            sheet=sheet,
            framed=next((one for one in items if one.item.key == shown.onderdeel), None),
            items=listed,
            part=len(listed) > 0 and len(items) - len(told.sizes) > _ITEMS,
            trouble=_file_trouble(files, found, told),
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


def _as_search(asked: Due) -> Asked:
    """The same open actions as a question on the search page."""
    among = asked.filters()
    same = {name: getattr(asked, name) for name in ("eigenaar", "orgaan", "zaak", "termijn")}
    return Asked(**same, soort=among.kinds, open="ja", volgorde=Sort.DUE)


def _file_trouble(files: Files, case: Case, document: PublishedDocument) -> Trouble | None:
    """Why the PDF can't be shown."""
    try:
        files.pdf(case, document)
    except Refusal as refusal:
        return refusal.trouble
    return None


def _along(asked: Asked) -> Sort | None:
    return asked.volgorde if asked.volgorde is Sort.OLDEST else None
