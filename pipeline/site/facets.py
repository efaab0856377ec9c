"""The filters beside an answer: which values there are, and how many of what was found each would leave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from pipeline.archive import search
from pipeline.archive.protocol import Archive
from pipeline.archive.values import Answer, Counts, Kind, Sort
from pipeline.site import dutch
from pipeline.site.asked import Asked

_KINDS = tuple(map(str, Kind))
_SHOWN = 6  # values that stand open; the others are folded away


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a filter. `count` is None where there was too much to count."""

    value: str
    label: str
    count: int | None
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A filter with its values, those first that leave most; `folded` are the rest of them."""

    name: str
    legend: str
    values: tuple[Value, ...]
    folded: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is set, and the address without it."""

    label: str
    value: str
    without: str


# Name of the parameter, what it is called, and its field of Counts.
_FACETS = (
    ("soort", "Soort", "kinds"),
    ("orgaan", "Orgaan", "bodies"),
    ("zaak", "Zaak", "cases"),
    ("documentsoort", "Soort document", "document_kinds"),
    ("grond", "Grond van lakken", "grounds"),
)


def facets(
    archive: Archive, asked: Asked, answer: Answer, grounds: Mapping[str, tuple[str, str]]
) -> tuple[Facet, ...]:
    """All filters that have a list of values.

    A filter that is set is counted as if it were not: else all its other values would read 0, though choosing one
    more of them finds more.
    """
    known = archive.options() if answer.counts is None else Counts()
    found = []
    for name, legend, field in _FACETS:
        chosen = tuple(map(str, asked.filters().kinds if name == "soort" else getattr(asked, name)))
        counts = answer.counts
        if chosen and counts is not None:
            free = asked.model_copy(update={name: tuple(Kind) if name == "soort" else ()})
            counts = search.answer(archive, replace(free.page(), offset=0, limit=1, sort=Sort.NEWEST)).counts
        rows = dict(getattr(counts or known or Counts(), field))
        values = [
            Value(
                value, _label(name, value, grounds), rows.get(value, 0) if counts else None, value in chosen
            )
            for value in dict.fromkeys((*rows, *chosen))
        ]
        # Kinds always stand in the same order and all in sight: there are seven of them at most.
        values.sort(
            key=(lambda one: _KINDS.index(one.value)) if name == "soort" else (lambda one: not one.chosen)
        )
        if values:
            shown = len(_KINDS) if name == "soort" else max(_SHOWN, len(chosen))
            found.append(Facet(name, legend, tuple(values[:shown]), tuple(values[shown:])))
    return tuple(found)


def chips(asked: Asked, path: str, grounds: Mapping[str, tuple[str, str]]) -> tuple[Chip, ...]:
    """All filters that are set."""
    found = []
    for name, legend, _ in _FACETS:
        chosen = getattr(asked, name)
        for one in chosen:
            rest = tuple(other for other in chosen if other != one)
            label = _label(name, str(one), grounds)
            found.append(Chip(legend, label, asked.link(path, pagina=1, **{name: rest})))
    singles = (
        ("eigenaar", "Eigenaar", asked.eigenaar),
        ("van", "Vanaf", asked.van and dutch.day(asked.van.isoformat())),
        ("tot", "Tot en met", asked.tot and dutch.day(asked.tot.isoformat())),
        ("termijn", "Termijn uiterlijk", asked.termijn and dutch.day(asked.termijn.isoformat())),
        ("open", "Alleen", asked.open and "openstaande"),
    )
    for name, legend, value in singles:
        if value:
            empty = type(asked).model_fields[name].get_default()
            found.append(Chip(legend, str(value), asked.link(path, pagina=1, **{name: empty})))
    return tuple(found)


def _label(name: str, value: str, grounds: Mapping[str, tuple[str, str]]) -> str:
    if name == "soort":
        return dutch.KINDS[Kind(value)]
    if name == "grond" and value in grounds:
        return f"{value} {grounds[value][1]}"
    return value
