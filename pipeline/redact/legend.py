"""The legend: which grounds were applied, in the words of the law, and on which pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from pipeline.redact.typst_pdf import compile_template, showable
from pipeline.types import Ground, LegendRow

# The heading and the columns are those of published Woo documents.
WORDS: dict[str, object] = {
    "heading": "Legenda toegepaste uitzonderingsgrondslagen",
    "sentence": "De weggelakte gegevens in dit document zijn geanonimiseerd op de volgende gronden.",
    "columns": ["Wet", "Artikel", "Beschrijving", "Pagina('s)"],
}


def legend_rows(
    pages_by_code: Mapping[str, Iterable[int]], grounds: tuple[Ground, ...]
) -> tuple[LegendRow, ...]:
    """One row for each code that stands on a page, in the order of `grounds`; pages sorted, each once.

    Raises:
        ValueError: a code is not in `grounds`.
    """
    unknown = set(pages_by_code) - {ground.code for ground in grounds}
    if unknown:
        raise ValueError(f"no such ground: {', '.join(sorted(unknown))}")
    rows: list[LegendRow] = []
    for ground in grounds:
        pages = tuple(sorted(set(pages_by_code.get(ground.code, ()))))
        if pages:
            rows.append(LegendRow(ground.code, ground.law, ground.article, ground.description, pages))
    return tuple(rows)


@lru_cache(maxsize=256)  # many documents of a case have the same grounds on the same pages
def legend_pdf(rows: tuple[LegendRow, ...]) -> bytes:
    """The legend as a PDF of its own, A4, to stand after the pages of a PDF.

    Raises:
        ValueError: there are no rows.
        RedactionError: typst refuses it.
    """
    if not rows:
        raise ValueError("a legend without rows")
    data = [
        {**template_row(row.law, row.article, row.description), "pages": " ".join(map(str, row.pages))}
        for row in rows
    ]
    return compile_template("loose_legend", {"words": WORDS, "rows": data})


def template_row(law: str, article: str, description: str) -> dict[str, str]:
    """The texts of a row as the templates take them."""
    return {"law": one_line(law), "article": one_line(article), "description": one_line(description)}


def one_line(text: str) -> str:
    """The text with a substitute for what the fonts lack, on one line."""
    instead = showable(text).instead
    return " ".join("".join(instead.get(i, c) for i, c in enumerate(text)).split())
