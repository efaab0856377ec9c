"""The web application over an archive."""

from __future__ import annotations

import logging

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from pipeline import __version__
from pipeline.archive.protocol import Archive
from pipeline.errors import ArchiveStoreError, QueryError
from pipeline.site import problems
from pipeline.site.downloads import downloads
from pipeline.site.files import Files
from pipeline.site.guard import Guard
from pipeline.site.interface import interface
from pipeline.site.pages import Pages
from pipeline.site.problems import Refusal, Trouble
from pipeline.site.settings import Settings
from pipeline.site.views import case_views, views

_log = logging.getLogger(__name__)


def make_app(archive: Archive, settings: Settings) -> FastAPI:
    """Make the application. It reads the archive and never writes it; closing it is the caller's."""
    pages, files = Pages(settings), Files()

    def answer(path: str, trouble: Trouble) -> Response:
        return problems.as_json(trouble) if path.startswith("/api/") else pages.trouble(trouble)

    app = FastAPI(
        title=settings.title,
        version=__version__,
        description="Zoekt in wat openbaar is gemaakt. Alles is niet beoordeeld tot een mens het heeft goedgekeurd.",
        openapi_url="/api/openapi.json",
        docs_url=None,  # they would load scripts from elsewhere
        redoc_url=None,
        redirect_slashes=False,
        # Spans and logs would have the words of questions in them.
        telemetry={"tracing": False, "metrics": False, "logs": False, "auto_configure": False},
    )
    app.add_middleware(Guard, settings=settings, answer=answer)
    app.include_router(downloads(archive, settings, files))
    app.include_router(views(archive, settings, pages))
    app.include_router(case_views(archive, settings, pages, files))
    app.include_router(interface(archive, settings))

    @app.exception_handler(Refusal)
    def refused(request: Request, error: Refusal) -> Response:
        return answer(request.url.path, error.trouble)

    @app.exception_handler(QueryError)
    def unreadable(request: Request, error: QueryError) -> Response:
        return answer(request.url.path, problems.unreadable(error))

    @app.exception_handler(RequestValidationError)
    def invalid(request: Request, error: RequestValidationError) -> Response:
        return answer(request.url.path, problems.invalid(error))

    @app.exception_handler(HTTPException)
    def of_status(request: Request, error: HTTPException) -> Response:
        return answer(request.url.path, problems.of_status(error))

    @app.exception_handler(ArchiveStoreError)
    def unreachable(request: Request, error: ArchiveStoreError) -> Response:
        _log.error("%s", error)  # says what to do, and holds no password and no words of a question
        return answer(request.url.path, problems.UNREACHABLE)

    return app
