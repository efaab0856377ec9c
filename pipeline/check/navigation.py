"""What helps a reader through a file and says more than its pages: bookmarks, names, links, labels, threads, layers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import unquote

import pikepdf

from pipeline.check.file import OpenFile
from pipeline.check.links import link_reason
from pipeline.check.readable import Readable, readable
from pipeline.check.trace import Trace
from pipeline.check.vocabulary import MADE_UP
from pipeline.check.walk import Found, Survey, array, dictionary, entry, guarded, survey, text
from pipeline.errors import CheckError
from pipeline.types import Box

__all__ = ["find_bookmarks", "find_labels", "find_links", "find_names"]

_MEND_BOOKMARKS = "Verwijder of hernoem deze bladwijzers en sla het bestand opnieuw op."
_MEND_NAMES = (
    "Sla het bestand opnieuw op zonder deze namen, bijvoorbeeld door het opnieuw als pdf te exporteren."
)
_MEND_LINK = "Haal de koppeling weg, of zet het adres leesbaar op de pagina als het openbaar mag zijn."

_TECHNICAL = re.compile(r"^(?:_|unique:|[0-9a-f-]{16,}$|g_|[a-z]{0,4}\d+$)", re.IGNORECASE)
_CAMEL = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])")


@guarded("de bladwijzers")
def find_bookmarks(file: OpenFile) -> Iterator[Trace]:
    """Bookmarks with words that no page shows, counted by the page they lead to.

    Raises:
        CheckError: the bookmarks can't be judged.
    """
    shown = readable(file)
    pages = {page.objgen: number for number, page in survey(file).pages.items()}
    counts: Counter[int | None] = Counter()
    for item in _outline(file):
        if not shown.tells(text(entry(item, "/Title"))):
            counts[_target(item, pages)] += 1
    for page, count in counts.items():
        what = "een bladwijzer" if count == 1 else f"{count} bladwijzers"
        whither = "" if page is None else f" naar pagina {page}"
        reason = f"Het bestand heeft {what}{whither} met woorden die op geen enkele pagina te lezen zijn."
        yield Trace("bookmarks", page, None, reason, _MEND_BOOKMARKS)


def _outline(file: OpenFile) -> Iterator[pikepdf.Object]:
    """The items of the outline, each once, however they are linked."""
    seen: set[tuple[int, int]] = set()
    root = dictionary(file.pdf.Root, "/Outlines")
    stack = [one for one in (dictionary(root, "/First"), dictionary(root, "/Last")) if one is not None]
    left = file.limits.objects
    while stack:
        item = stack.pop()
        left -= 1
        if left < 0:
            raise CheckError("de bladwijzers kunnen niet worden beoordeeld")
        if item.is_indirect:
            if item.objgen in seen:
                continue
            seen.add(item.objgen)
        yield item
        linked = (dictionary(item, key) for key in ("/Next", "/Prev", "/First", "/Last"))
        stack += [one for one in linked if one is not None]


def _target(item: pikepdf.Object, pages: dict[tuple[int, int], int]) -> int | None:
    """The page that an item leads to, where it says so itself."""
    place = entry(item, "/Dest") or entry(entry(item, "/A"), "/D")
    first = place.as_list()[:1] if isinstance(place, pikepdf.Array) else ()
    return next((pages.get(one.objgen) for one in first if isinstance(one, pikepdf.Object)), None)


@guarded("de namen in het bestand")
def find_names(file: OpenFile) -> Iterator[Trace]:
    """Names of places, layers and articles with words that no page shows.

    Raises:
        CheckError: the names can't be judged.
    """
    shown, found = readable(file), survey(file)
    names = [*_destinations(file)]
    count = sum(not _made_up(name, shown) for name in names)
    if count:
        what = "een plaatsnaam" if count == 1 else f"{count} plaatsnamen"
        reason = (
            f"Het bestand heeft voor koppelingen {what} met woorden die op geen enkele pagina te lezen zijn."
        )
        yield Trace("destinations", None, None, reason, _MEND_NAMES)
    layers = [layer for one in found.of("/OCGs") for layer in array(one.thing, "/OCGs")]
    if not all(_made_up(text(entry(layer, "/Name")), shown) for layer in layers):
        reason = "Het bestand heeft een laag met een naam die op geen enkele pagina te lezen is."
        yield Trace("layer-names", None, None, reason, _MEND_NAMES)
    for thread in array(file.pdf.Root, "/Threads"):
        about = dictionary(thread, "/I")
        values = [text(value) for value in about.values()] if about is not None else []
        if not all(_made_up(value, shown) for value in values):
            reason = "Het bestand heeft een leesroute (artikel) met een naam die op geen enkele pagina te lezen is."
            yield Trace("threads", None, None, reason, _MEND_NAMES)


def _made_up(name: str, shown: Readable) -> bool:
    """Whether a name is a program's own, or says nothing that the pages don't."""
    plain = unquote(name.lstrip("/"))
    return (
        bool(_TECHNICAL.match(plain))
        or shown.tells(_CAMEL.sub(" ", plain), MADE_UP)
        or shown.tells(plain, MADE_UP)
    )


def _destinations(file: OpenFile) -> Iterator[str]:
    old = dictionary(file.pdf.Root, "/Dests")
    if old is not None:
        yield from old.keys()
    stack = [entry(entry(file.pdf.Root, "/Names"), "/Dests")]
    seen: set[tuple[int, int]] = set()
    while stack:
        node = stack.pop()
        if isinstance(node, pikepdf.Object) and node.is_indirect:
            if node.objgen in seen:
                continue
            seen.add(node.objgen)
        yield from (text(name) for name in array(node, "/Names")[::2])
        stack += array(node, "/Kids")


@guarded("de paginanummers van het bestand")
def find_labels(file: OpenFile) -> Iterator[Trace]:
    """Page labels with words that no page shows.

    Raises:
        CheckError: the labels can't be judged.
    """
    shown, stack = readable(file), [entry(file.pdf.Root, "/PageLabels")]
    seen: set[tuple[int, int]] = set()
    while stack:
        node = stack.pop()
        if isinstance(node, pikepdf.Object) and node.is_indirect:
            if node.objgen in seen:
                continue
            seen.add(node.objgen)
        stack += array(node, "/Kids")
        if not all(shown.tells(text(entry(label, "/P")), MADE_UP) for label in array(node, "/Nums")[1::2]):
            reason = "De paginanummers in het navigatievenster hebben een tekst die op geen enkele pagina te lezen is."
            yield Trace("page-labels", None, None, reason, _MEND_NAMES)


@guarded("de koppelingen")
def find_links(file: OpenFile) -> Iterator[Trace]:
    """Links whose target tells what the pages don't, or leads to a file, each with its page and place.

    Raises:
        CheckError: the links can't be judged.
    """
    shown, found = readable(file), survey(file)
    places = _link_places(found)
    for one, target, is_file in _targets(found):
        reason = link_reason(target, shown, file=is_file)
        if reason:
            page, box = places.get(_key(one.thing), (one.page, None))
            where = "Het bestand heeft" if page is None else f"Pagina {page} heeft"
            yield Trace("link-targets", page, box, f"{where} een koppeling {reason}.", _MEND_LINK)


def _targets(found: Survey) -> Iterator[tuple[Found, str, bool]]:
    """Each target of a link, and whether it is the name of a file; those of attachments are not looked at here."""
    for key in ("/URI", "/Base"):
        for one in found.of(key):
            yield one, text(entry(one.thing, key)), False
    for one in (*found.of("/F"), *found.of("/UF")):
        action = entry(one.thing, "/S") in ("/GoToR", "/GoToE", "/Launch", "/Thread")
        if not action and (entry(one.thing, "/Type") not in ("/Filespec", "/F") or "/EF" in one.thing):
            continue
        for key in ("/F", "/UF"):
            name = text(entry(one.thing, key))
            if name:
                yield one, name, entry(one.thing, "/FS") != "/URL"


def _link_places(found: Survey) -> dict[object, tuple[int | None, Box | None]]:
    """Where the annotation stands that an action or a file specification belongs to."""
    places: dict[object, tuple[int | None, Box | None]] = {}
    for one in found.of("/Annot"):
        place = (one.page, found.place(one))
        for action in (dictionary(one.thing, "/A"), dictionary(one.thing, "/PA")):
            for thing in (action, dictionary(action, "/F")):
                if thing is not None:
                    places.setdefault(_key(thing), place)
    return places


def _key(thing: pikepdf.Object) -> object:
    return thing.objgen if thing.is_indirect else thing.unparse(resolved=False)
