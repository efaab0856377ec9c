"""What leaves as a file: answers, published PDFs and pictures of their pages, the style sheet."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import FileResponse, Response

from pipeline.archive import search
from pipeline.archive.protocol import Archive
from pipeline.archive.values import Answer, Sort
from pipeline.site import lookup, problems
from pipeline.site.asked import Asked, Exported
from pipeline.site.exports import Feed, as_atom, as_csv
from pipeline.site.files import Files
from pipeline.site.pages import HERE
from pipeline.site.problems import Refusal
from pipeline.site.settings import Settings

_NOT_IN_NAMES = re.compile(r"[^\w.~-]+")
_STATIC = {"site.css": "text/css; charset=utf-8", "icon.svg": "image/svg+xml"}
_LONG = {"Cache-Control": "public, max-age=31536000, immutable"}  # their addresses change with them


def downloads(archive: Archive, settings: Settings, files: Files) -> APIRouter:
    """The routes of all files."""
    router = APIRouter(include_in_schema=False)
    static = {name: (HERE / "static" / name).read_bytes() for name in _STATIC}

    @router.get("/zoeken.csv")
    def csv_file(asked: Annotated[Exported, Query()]) -> Response:
        answer = _answer(asked, asked.sort())
        headers = {"Content-Disposition": 'attachment; filename="zoeken.csv"'}
        return Response(as_csv(answer), media_type="text/csv; charset=utf-8", headers=headers)

    @router.get("/zoeken.atom")
    def feed(request: Request, asked: Annotated[Exported, Query()]) -> Response:
        answer = _answer(asked, Sort.NEWEST)
        page = Asked.model_validate(asked.model_dump(exclude_defaults=True)).link("/")
        cases = {case.name: case for case in archive.cases()}
        title = f"{settings.title}: {asked.vraag.strip()}" if asked.vraag.strip() else settings.title
        about = Feed(title, _address(request), asked.link("/zoeken.atom"), page)
        body = as_atom(answer, cases, about)
        return Response(body, media_type="application/atom+xml; charset=utf-8")

    @router.get("/zaak/{case}/document/{number}.pdf")
    def pdf(request: Request, case: str, number: str) -> Response:
        found = lookup.case(archive, case)
        told = lookup.document(archive, found, number)
        file = files.pdf(found, told)
        if (known := _known(request, told.digest)) is not None:
            return known
        return FileResponse(
            file,
            headers={"ETag": f'"{told.digest}"'},
            media_type="application/pdf",
            filename=_NOT_IN_NAMES.sub("-", f"{found.name}-{told.number}.pdf"),
            content_disposition_type="inline",
        )

    @router.get("/zaak/{case}/document/{number}/blad/{page}.png")
    def picture(request: Request, case: str, number: str, page: str) -> Response:
        found = lookup.case(archive, case)
        told = lookup.document(archive, found, number)
        # Not `isdigit`: a page of our own links has the digits 0 to 9 and no zero before them.
        if page not in map(str, range(1, len(told.sizes) + 1)):
            raise Refusal(problems.MISSING)
        drawn = files.picture(found, told, int(page))
        tag = f"{told.digest}-{page}"
        if (known := _known(request, tag)) is not None:
            return known
        return Response(drawn, media_type="image/png", headers={"ETag": f'"{tag}"'})

    @router.get("/static/{name}")
    def style(name: str) -> Response:
        if name not in static:
            raise Refusal(problems.MISSING)
        return Response(static[name], headers={"Content-Type": _STATIC[name], **_LONG})

    def _answer(asked: Exported, sort: Sort) -> Answer:
        return search.answer(archive, replace(asked.query(0, settings.export_limit), sort=sort))

    def _address(request: Request) -> str:
        return settings.address_for(str(request.base_url))

    return router


def _known(request: Request, tag: str) -> Response | None:
    """The short answer to who has the file already."""
    given = [one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")]
    return Response(status_code=304, headers={"ETag": f'"{tag}"'}) if f'"{tag}"' in given else None
