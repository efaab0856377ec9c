"""What a reader asks by the address bar, read and written again: the same question has one address."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date as Date  # noqa: N812
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from pipeline.archive.values import COUNTED, Filters, Kind, Query, Sort

PAGE_SIZE = 20
TIMELINE_SIZE = 50
_ISO = re.compile(r"\d{4}-\d\d-\d\d")


def _iso(value: object) -> object:
    """Pydantic reads a bare number as seconds since 1970; nobody means that here."""
    if isinstance(value, str) and not _ISO.fullmatch(value):
        raise ValueError("no day as YYYY-MM-DD")
    return value


def _plain(value: str) -> str:
    """No store can hold a NUL, so nothing can be found by one."""
    if "\0" in value:
        raise ValueError("a NUL")
    return value


Day = Annotated[Date, BeforeValidator(_iso)]
Text = Annotated[str, Field(max_length=300), AfterValidator(_plain)]
Values = Annotated[tuple[Text, ...], Field(max_length=60)]


class Filled(BaseModel):
    """Parameters of an address; one that is left empty in a form is not asked."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    @model_validator(mode="before")
    @classmethod
    def _filled(cls, values: object) -> object:
        if not isinstance(values, Mapping):
            return values
        kept = {
            k: [v for v in given if v != ""] if isinstance(given, list) else given
            for k, given in values.items()
        }
        return {k: given for k, given in kept.items() if given not in ("", [])}

    def pairs(self, changes: Mapping[str, Any]) -> list[tuple[str, str]]:
        """The parameters that say something, in the order of the fields, some of them changed."""
        found: list[tuple[str, str]] = []
        for name, field in type(self).model_fields.items():
            value = changes.get(name, getattr(self, name))
            if value == field.get_default() or value is None:
                continue
            many = value if isinstance(value, tuple) else (value,)
            found += [(name, str(one)) for one in many]
        return found

    def link(self, path: str, **changes: Any) -> str:  # noqa: ANN401
        """The address of the same question at `path`, some parameters changed."""
        pairs = self.pairs(changes)
        return f"{path}?{urlencode(pairs)}" if pairs else path


class Looked(Filled):
    """A question: the words, and what is looked among."""

    vraag: Annotated[str, Field(description='woorden, "een zin", OF, NIET, begin*')] = ""
    soort: Annotated[tuple[Kind, ...], Field(max_length=10, description="soorten onderdeel")] = ()
    orgaan: Annotated[Values, Field(description="organen")] = ()
    zaak: Annotated[Values, Field(description="zaken")] = ()
    documentsoort: Annotated[Values, Field(description="soorten document")] = ()
    grond: Annotated[Values, Field(description="gronden van lakken, als 5.1.2e")] = ()
    eigenaar: Annotated[Text, Field(description="een deel van de naam van de eigenaar")] = ""
    van: Annotated[Day | None, Field(description="eerste dag")] = None
    tot: Annotated[Day | None, Field(description="laatste dag")] = None
    termijn: Annotated[Day | None, Field(description="laatste dag van de termijn")] = None
    open: Annotated[Literal["ja"] | None, Field(description="alleen wat niet is afgedaan")] = None
    volgorde: Annotated[
        Sort | None, Field(description="zonder: relevantie, of nieuwste waar geen woorden zijn")
    ] = None

    def filters(self) -> Filters:
        """What is looked among."""
        return Filters(
            kinds=self.soort,
            bodies=self.orgaan,
            cases=self.zaak,
            document_kinds=self.documentsoort,
            grounds=self.grond,
            owner=self.eigenaar.strip(),
            since=_written(self.van),
            until=_written(self.tot),
            due_before=_written(self.termijn),
            open_only=self.open is not None,
        )

    def sort(self) -> Sort:
        """The order that is asked, or the one that fits the question."""
        return self.volgorde or (Sort.RELEVANCE if self.vraag.strip() else Sort.NEWEST)

    def query(self, offset: int, limit: int) -> Query:
        """The question to the archive."""
        return Query(self.vraag, self.filters(), self.sort(), offset, limit)


class Asked(Looked):
    """A question on the search page: how its answer is shown, and which page of it."""

    weergave: Literal["lijst", "tijdlijn"] = "lijst"
    pagina: Annotated[int, Field(ge=1, le=COUNTED // PAGE_SIZE)] = 1

    @property
    def timeline(self) -> bool:
        """Whether decisions are shown along the time."""
        return self.weergave == "tijdlijn"

    @property
    def size(self) -> int:
        """Items on a page."""
        return TIMELINE_SIZE if self.timeline else PAGE_SIZE

    @property
    def narrowed(self) -> bool:
        """Whether anything is asked at all."""
        return bool(self.vraag.strip()) or self.filters() != Filters()

    def sort(self) -> Sort:
        """Along the time there is no other order than that of the time."""
        if self.timeline:
            return self.volgorde if self.volgorde is Sort.OLDEST else Sort.NEWEST
        return super().sort()

    def filters(self) -> Filters:
        """A timeline is one of decisions, unless other kinds are asked."""
        among = super().filters()
        if self.timeline and not self.soort:
            return Filters(
                **{name: getattr(among, name) for name in among.__slots__} | {"kinds": (Kind.DECISION,)}
            )
        return among

    def page(self) -> Query:
        """The question for this page of the answer."""
        return self.query((self.pagina - 1) * self.size, self.size)


class Stretch(Looked):
    """A question to the JSON interface. A parameter that does not exist is refused, so that no filter is lost."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    vanaf: Annotated[int, Field(ge=0, le=COUNTED, description="hoeveel er worden overgeslagen")] = 0
    aantal: Annotated[int, Field(ge=1, le=COUNTED, description="hoeveel er ten hoogste komen")] = 50


class Exported(Looked):
    """A question whose answer leaves as a file."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Due(Filled):
    """A question on the page of actions."""

    eigenaar: Text = ""
    orgaan: Values = ()
    zaak: Values = ()
    termijn: Day | None = None
    per: Literal["termijn", "eigenaar"] = "termijn"

    def filters(self) -> Filters:
        """Open actions and promises."""
        return Filters(
            kinds=(Kind.ACTION, Kind.PROMISE),
            bodies=self.orgaan,
            cases=self.zaak,
            owner=self.eigenaar.strip(),
            due_before=_written(self.termijn),
            open_only=True,
        )


class Part(Filled):
    """Which part of a long list is shown."""

    pagina: Annotated[int, Field(ge=1, le=100_000)] = 1


class Shown(Filled):
    """Which page of a document is shown, and which item is framed on it."""

    blad: Annotated[int | None, Field(ge=1, le=1_000_000)] = None
    onderdeel: Text = ""


def cleaned(pairs: Iterable[tuple[str, str]]) -> str | None:
    """The same parameters without the fields that a form left empty; None where there are none such."""
    given = list(pairs)
    kept = [(name, value) for name, value in given if value != ""]
    return None if len(kept) == len(given) else urlencode(kept)


def _written(day: Date | None) -> str | None:
    return None if day is None else day.isoformat()
