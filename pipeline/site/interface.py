"""The JSON interface under /api, described by /api/openapi.json."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query

from pipeline.archive import search
from pipeline.archive.protocol import Archive
from pipeline.archive.values import COUNTED
from pipeline.site import lookup
from pipeline.site.asked import Due, Stretch
from pipeline.site.duties import duties
from pipeline.site.models import (
    CaseDetail,
    CaseModel,
    CasesModel,
    DocumentDetail,
    DocumentModel,
    DutiesModel,
    DutyModel,
    ItemModel,
    MeetingDetail,
    MeetingModel,
    Problem,
    SearchModel,
)
from pipeline.site.settings import Settings

SEARCH = "/api/zoeken"
_TROUBLES: dict[int | str, dict[str, Any]] = {
    400: {"model": Problem, "description": "de vraag is niet te lezen"},
    429: {"model": Problem, "description": "te veel vragen kort na elkaar; zie Retry-After"},
    503: {"model": Problem, "description": "het archief is nu niet te bereiken; zie Retry-After"},
    "default": {"model": Problem, "description": "er is geen antwoord"},
}
_LOST: dict[int | str, dict[str, Any]] = {
    404: {"model": Problem, "description": "staat niet in het archief"},
    410: {"model": Problem, "description": "de zaak is ingetrokken"},
}


def interface(archive: Archive, settings: Settings) -> APIRouter:
    """The routes of the JSON interface."""
    router = APIRouter(prefix="/api", responses=_TROUBLES, tags=["archief"])

    @router.get("/zoeken", summary="Zoek onderdelen", operation_id="zoeken")
    def searched(asked: Annotated[Stretch, Query()]) -> SearchModel:
        size = min(asked.aantal, settings.export_limit)
        answer = search.answer(archive, asked.query(asked.vanaf, size))
        last = asked.vanaf + size
        further = last < min(answer.total, COUNTED)
        return SearchModel.of(answer, asked.vanaf, asked.link(SEARCH, vanaf=last) if further else None)

    @router.get("/zaken", summary="Alle zaken", operation_id="zaken")
    def cases() -> CasesModel:
        return CasesModel(cases=[CaseModel.of(case) for case in archive.cases()])

    @router.get("/zaak/{case}", summary="Een zaak", operation_id="zaak", responses=_LOST)
    def case(case: str) -> CaseDetail:
        found = lookup.case(archive, case)
        return CaseDetail(
            case=CaseModel.of(found),
            documents=[DocumentModel.of(found.name, one) for one in archive.documents(found.name)],
            meetings=[MeetingModel.of(found.name, one) for one in archive.meetings(found.name)],
        )

    @router.get(
        "/zaak/{case}/document/{number}", summary="Een document", operation_id="document", responses=_LOST
    )
    def document(case: str, number: str) -> DocumentDetail:
        found = lookup.case(archive, case)
        told = lookup.document(archive, found, number)
        items = archive.items_of(found.name, document=told.number)
        return DocumentDetail(
            document=DocumentModel.of(found.name, told), items=[ItemModel.of(one) for one in items]
        )

    @router.get(
        "/zaak/{case}/vergadering/{key}",
        summary="Een vergadering",
        operation_id="vergadering",
        responses=_LOST,
    )
    def meeting(case: str, key: str) -> MeetingDetail:
        found = lookup.case(archive, case)
        told = lookup.meeting(archive, found, key)
        items = archive.items_of(found.name, meeting=told.key)
        return MeetingDetail(
            meeting=MeetingModel.of(found.name, told), items=[ItemModel.of(one) for one in items]
        )

    @router.get("/acties", summary="Openstaande acties en toezeggingen", operation_id="acties")
    def actions(asked: Annotated[Due, Query()]) -> DutiesModel:
        found = duties(archive, asked, settings.today(), settings.export_limit)
        listed = [row for group in found.groups for row in group.rows]
        return DutiesModel(
            total=found.total,
            more=found.total > found.shown,
            actions=[DutyModel.of_duty(row.stored, overdue=row.overdue) for row in listed],
        )

    return router
