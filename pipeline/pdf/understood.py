"""Leaves a content stream the instructions that readers understand, and nothing else (ISO 32000-2, 7.8.2 and annex A).

What stands between instructions, or with an operator that does not take it, shows nowhere: readers of text don't list
it, so nothing of it would be redacted, and it would stay in the file. Comments, operands that no operator takes,
operators that don't exist, arrays that never end, and names that no resource has, are left out.
"""

from __future__ import annotations

import re

import pikepdf

from pipeline.errors import UnreadableError
from pipeline.pdf.inorder import NAMING, is_in_order, names_of
from pipeline.pdf.instructions import INTENTS, SPACES, Known, Understood, read_instructions
from pipeline.pdf.plain import Plain
from pipeline.pdf.scrub import Content, Kind, content_objects, streams_of
from pipeline.pdf.sized import hides_text

MAX_CONTENT = 64 * 1024 * 1024
"""A page whose streams have more bytes than this together is refused."""

_WORDS = "in de inhoud stonden tekens die geen lezer van de pagina te zien krijgt; die zijn weggelaten"
_PAINTED = "een deel van de inhoud is niet te begrijpen en is weggelaten; vergelijk de pagina met het bestand"
_UNSEEN = "tekst die te klein is om te zien of geen lettertype heeft, is weggelaten"
_HASH = re.compile(rb"#([0-9A-Fa-f]{2})")


def understood(data: bytes, known: Known, *, inherits: bool = False) -> Understood:
    """Only the instructions of a content stream; the same bytes where it holds nothing else.

    `inherits` says that text in it may have a font that was set around it.
    """
    if (
        is_in_order(data)
        and all(known(NAMING[operator], name) for name, operator in names_of(data))
        and not hides_text(data, inherits, lambda font: known("/Type3", font))
    ):
        return Understood(data)
    return read_instructions(data, known, inherits=inherits)


def understand(pdf: pikepdf.Pdf) -> Plain:
    """Leave all content of a file only what is understood; the notes say where words or drawing went.

    Raises:
        UnreadableError: a page has absurdly much content.
    """
    changed = False
    notes: dict[str, None] = {}
    contents = list(content_objects(pdf))
    everywhere = _Names([content.resources for content in contents])
    for content in contents:
        holder = content.holder
        own = not isinstance(holder, pikepdf.Stream) or "/Resources" in holder
        data = _bytes_of(content)
        names = _Names([content.resources]) if own else everywhere
        left = understood(data, names.known, inherits=content.kind is not Kind.PAGE)
        if left.words:
            notes[f"pagina {content.page}: {_WORDS}"] = None
        if left.painted:
            notes[f"pagina {content.page}: {_PAINTED}"] = None
        if left.unseen:
            notes[f"pagina {content.page}: {_UNSEEN}"] = None
        if left.data == data:
            continue
        changed = True
        if isinstance(holder, pikepdf.Stream):
            holder.write(left.data)
        else:
            holder["/Contents"] = pdf.make_stream(left.data)
    return Plain(changed, tuple(notes))


def _bytes_of(content: Content) -> bytes:
    """The content of a page or a stream; parts are joined where a token can't run on (ISO 32000-2, 7.8.2)."""
    parts: list[bytes] = []
    size = 0
    for part in streams_of(content.holder):
        parts.append(bytes(part.read_bytes()))
        size += len(parts[-1])
        if size > MAX_CONTENT:
            raise UnreadableError(f"pagina {content.page} heeft te veel inhoud om te lezen")
    return b"\n".join(parts)


class _Names:
    """The names that resources have, by kind; read when they are asked for."""

    def __init__(self, resources: list[pikepdf.Object]) -> None:
        self.resources = resources
        self.kinds: dict[str, frozenset[bytes]] = {}

    def known(self, kind: str, name: bytes) -> bool:
        """Whether a name as it stands in a stream is one of them, or one that needs no resource."""
        if kind == "/Intent":
            return name in INTENTS
        if kind == "/ColorSpace" and name in SPACES:
            return True
        if kind not in self.kinds:
            self.kinds[kind] = frozenset(
                str(key).encode("utf-8", "surrogateescape")
                for resources in self.resources
                if isinstance(resources, pikepdf.Dictionary)
                for key in _keys(resources, kind)
            )
        return _HASH.sub(lambda found: bytes([int(found[1], 16)]), name) in self.kinds[kind]


def _keys(resources: pikepdf.Object, kind: str) -> list[str]:
    if kind == "/Type3":
        return [name for name, font in _items(resources.get("/Font")) if _is_drawn(font)]
    return [name for name, _ in _items(resources.get(kind))]


def _items(entries: pikepdf.Object | None) -> list[tuple[str, pikepdf.Object]]:
    return list(entries.items()) if isinstance(entries, pikepdf.Dictionary) else []


def _is_drawn(font: pikepdf.Object) -> bool:
    return isinstance(font, pikepdf.Dictionary) and font.get("/Subtype") == "/Type3"
