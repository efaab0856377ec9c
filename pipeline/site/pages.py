"""The templates, and what they may call."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.responses import HTMLResponse, Response

from pipeline import rulebook
from pipeline.archive.values import Hit
from pipeline.site import dutch, links
from pipeline.site.problems import Trouble
from pipeline.site.settings import Settings

HERE = Path(__file__).resolve().parent
_CODE = r"\d(?:\.\d+)+[a-z]?"
_MARK = re.compile(rf"\[({_CODE}(?:; {_CODE})*)\]")


class Pages:
    """Makes pages. Whatever comes out of the archive or the address bar is escaped."""

    def __init__(self, settings: Settings) -> None:
        self._templates = Environment(
            loader=FileSystemLoader(HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.globals.update(
            title=settings.title,
            version=_version(),
            kinds=dutch.KINDS,
            sorts=dutch.SORTS,
            statuses=dutch.STATUSES,
            grounds=grounds(),
            amount=dutch.amount,
            links=links,
        )
        self._templates.filters.update(
            day=dutch.day,
            moment=dutch.moment,
            month=dutch.month,
            number=dutch.number,
            marked=marked,
            lacquered=lacquered,
        )

    def page(
        self, template: str, status: int = 200, headers: dict[str, str] | None = None, **values: object
    ) -> Response:
        """A page as an answer."""
        return HTMLResponse(self._templates.get_template(template).render(values), status, headers)

    def trouble(self, trouble: Trouble) -> Response:
        """The page that tells why there is no answer."""
        return self.page("melding.html", trouble.status, dict(trouble.headers), trouble=trouble)


def marked(hit: Hit) -> Markup:
    """A snippet with the words that were asked for marked."""
    pieces, last = [], 0
    for span in hit.marks:
        pieces += [
            lacquered(hit.snippet[last : span.start]),
            Markup("<mark>{}</mark>").format(span.of(hit.snippet)),
        ]
        last = span.end
    return Markup("").join([*pieces, lacquered(hit.snippet[last:])])


def lacquered(text: str) -> Markup:
    """A text with the marks of what was taken out set apart, so that they are seen as such."""
    pieces, last = [], 0
    for found in _MARK.finditer(text):
        pieces += [
            escape(text[last : found.start()]),
            Markup('<span class="gelakt">{}</span>').format(found[0]),
        ]
        last = found.end()
    return Markup("").join([*pieces, escape(text[last:])])


@lru_cache(maxsize=1)
def grounds() -> dict[str, tuple[str, str]]:
    """The article and the description of each ground of the Woo, by its code."""
    return {ground.code: (ground.article, ground.description) for ground in rulebook.load().grounds}


@lru_cache(maxsize=1)
def _version() -> str:
    """Changes when the style sheet does, so that a browser may keep it for as long as it likes."""
    return hashlib.sha256((HERE / "static" / "site.css").read_bytes()).hexdigest()[:12]
