"""The values of the JSON interface: what `woo search --json` gives, and links."""

from __future__ import annotations

from pydantic import BaseModel, Field

from pipeline.archive.listing import answer_json, hit_json, place_json
from pipeline.archive.values import COUNTED, Answer, Case, Hit, Kind, Meeting, PublishedDocument, Stored
from pipeline.site import links

_BOX = "x0, top, x1 en bottom in punten (1/72 inch) vanaf linksboven op de bladzijde"


class Problem(BaseModel):
    """Why there is no answer; `fault` and `at`, a place in it, are those of a question that can't be read."""

    status: int
    title: str
    detail: str
    fault: str | None
    at: int | None


class PlaceModel(BaseModel):
    """Where an item stands in a published PDF."""

    document: str
    page: int | None
    last_page: int | None
    box: tuple[float, float, float, float] | None = Field(description=_BOX)
    link: str


class ItemModel(BaseModel):
    """Something that was published; `meeting` is a key, `number` and `topic` are those of its agenda item."""

    key: str
    kind: Kind
    case: str
    organisation: str
    title: str
    text: str
    meeting: str | None
    date: str | None
    body: str | None
    number: str | None
    topic: str | None
    owner: str | None
    due: str | None
    due_text: str | None
    status: str | None
    result: str | None
    grounds: list[str]
    document_kind: str
    places: list[PlaceModel]
    link: str

    @classmethod
    def of(cls, stored: Stored) -> ItemModel:
        """Make it of an item."""
        return cls.model_validate(_linked(Hit(stored, "", ())))


class HitModel(ItemModel):
    """An item that was found; `marks` are the stretches of `snippet` that were asked for, in code points."""

    snippet: str
    marks: list[tuple[int, int]]

    @classmethod
    def of_hit(cls, hit: Hit) -> HitModel:
        """Make it of a hit."""
        return cls.model_validate(_linked(hit))


class DutyModel(ItemModel):
    """An open action or promise; `overdue` by the day of the server."""

    overdue: bool

    @classmethod
    def of_duty(cls, stored: Stored, *, overdue: bool) -> DutyModel:
        """Make it of an item."""
        return cls.model_validate(_linked(Hit(stored, "", ())) | {"overdue": overdue})


class CountsModel(BaseModel):
    """How what was found divides over the values of each filter, most first."""

    kinds: dict[str, int]
    bodies: dict[str, int]
    cases: dict[str, int]
    document_kinds: dict[str, int]
    grounds: dict[str, int]
    owners: dict[str, int]
    years: dict[str, int]


class Correction(BaseModel):
    """A word that stands nowhere, and what was looked for in its place."""

    word: str
    used: list[str]


class Meant(BaseModel):
    """A word that stands somewhere, and a much more common one that looks like it."""

    word: str
    other: str


class SearchModel(BaseModel):
    """An answer; `more`: there is more than `total`, for nobody counts further. `next` is the following stretch."""

    total: int
    more: bool
    offset: int
    relaxed: bool = Field(
        description="weinig of niets heeft alle woorden; wat er enkele heeft, is erbij gezocht"
    )
    corrected: list[Correction]
    meant: list[Meant]
    counts: CountsModel | None = Field(description="null waar er te veel is om te tellen")
    next: str | None
    hits: list[HitModel]

    @classmethod
    def of(cls, answer: Answer, offset: int, following: str | None) -> SearchModel:
        """Make it of an answer: what the command line gives, with links."""
        more = {"more": answer.total > COUNTED, "total": min(answer.total, COUNTED), "next": following}
        hits = [HitModel.of_hit(hit) for hit in answer.hits]
        return cls.model_validate(answer_json(answer, offset=offset) | more | {"hits": hits})


class CaseModel(BaseModel):
    """A case."""

    name: str
    organisation: str
    indexed: str
    documents: int
    items: int
    link: str

    @classmethod
    def of(cls, case: Case) -> CaseModel:
        """Make it of a case; where it lies on disk is nobody's business."""
        return cls(
            name=case.name,
            organisation=case.organisation,
            indexed=case.indexed,
            documents=case.documents,
            items=case.items,
            link=links.case_link(case.name),
        )


class MeetingModel(BaseModel):
    """A meeting."""

    key: str
    name: str | None
    body: str | None
    date: str | None
    start: str | None
    end: str | None
    location: str | None
    chair: str | None
    secretary: str | None
    attendees: list[str]
    absentees: list[str]
    link: str

    @classmethod
    def of(cls, case: str, meeting: Meeting) -> MeetingModel:
        """Make it of a meeting."""
        values = {name: getattr(meeting, name) for name in Meeting.__dataclass_fields__}
        return cls.model_validate(values | {"link": links.meeting_link(case, meeting.key)})


class DocumentModel(BaseModel):
    """A document. `sha256` is that of its PDF, `pages` counts without the legend."""

    number: str
    title: str
    kind: str
    date: str | None
    parent: str | None
    family: int
    thread: int | None
    duplicate_of: str | None
    assessment: str
    status: str
    review: str
    reasons: list[str]
    sha256: str
    pages: int
    link: str
    pdf: str | None

    @classmethod
    def of(cls, case: str, document: PublishedDocument) -> DocumentModel:
        """Make it of a document."""
        copied = [name for name in cls.model_fields if name in PublishedDocument.__dataclass_fields__]
        values: dict[str, object] = {name: getattr(document, name) for name in copied}
        values["sha256"] = document.digest
        values["pages"] = len(document.sizes)
        values["link"] = links.document_link(case, document.number)
        values["pdf"] = links.pdf_link(case, document.number) if document.digest else None
        return cls.model_validate(values)


class CasesModel(BaseModel):
    """All cases."""

    cases: list[CaseModel]


class CaseDetail(BaseModel):
    """A case with its documents and meetings."""

    case: CaseModel
    documents: list[DocumentModel]
    meetings: list[MeetingModel]


class DocumentDetail(BaseModel):
    """A document with what stands in it."""

    document: DocumentModel
    items: list[ItemModel]


class MeetingDetail(BaseModel):
    """A meeting with its agenda, decisions and actions."""

    meeting: MeetingModel
    items: list[ItemModel]


class DutiesModel(BaseModel):
    """Open actions and promises, those first that are due first. `more`: there are more than are listed."""

    total: int
    more: bool
    actions: list[DutyModel]


def _linked(hit: Hit) -> dict[str, object]:
    """A hit as the command line gives it, with the addresses of its pages."""
    stored = hit.stored
    told = hit_json(hit)
    places = [place_json(place) | {"link": links.place_link(stored, place)} for place in stored.item.places]
    return told | {"places": places, "link": links.item_link(stored.case, stored.item.key)}
