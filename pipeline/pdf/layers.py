"""Takes out of a PDF what its layers hide on screen (optional content: ISO 32000-2, 8.11).

What is hidden is not part of the page that a reader sees, and some readers of text list it all the same. A layer
counts as shown only where every way to read the file shows it: by its default configuration, and by the usage that
the layer states itself, which PDFium obeys without being told to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pikepdf

from pipeline.errors import UnreadableError
from pipeline.pdf.scrub import Content, Instruction, content_bytes, content_objects, instructions_of, values

MAX_EXPRESSION = 10_000
"""A visibility expression with more steps than this is refused."""

_MAX_DEPTH = 32
_LAYER_TYPES = {"/OCG", "/OCMD"}

Key = tuple[int, int]
State = Callable[[pikepdf.Object], bool]


@dataclass(slots=True)
class Layers:
    """What the default configuration of a file shows.

    `on` and `off` are the object numbers of the groups it names; `listed` are those an automatic state on screen
    applies to.
    """

    base_on: bool
    on: frozenset[Key]
    off: frozenset[Key]
    listed: frozenset[Key]
    intents: frozenset[str]
    known: dict[Key, bool] = field(default_factory=dict)

    def may_hide(self) -> bool:
        """Whether the configuration names anything that is off."""
        return not self.base_on or bool(self.off)

    def shows(self, content: pikepdf.Object | None) -> bool:
        """Whether what a group or a membership dictionary (an /OC entry) governs is visible.

        Raises:
            UnreadableError: its expression is too long or too deep.
        """
        if not isinstance(content, pikepdf.Dictionary):
            return True
        key = content.objgen
        if key == (0, 0):
            return self._look(content)
        if key not in self.known:
            self.known[key] = self._look(content)
        return self.known[key]

    def _look(self, content: pikepdf.Object) -> bool:
        return _visible(content, self._by_standard) and _visible(content, self._by_usage)

    def _by_standard(self, group: pikepdf.Object) -> bool:
        """The state that the configuration gives; automatic states only where the configuration asks for them."""
        state = self._by_configuration(group)
        usage = _view_state(group) if group.objgen in self.listed else None
        return state if usage is None or self._no_intent(group) else usage

    def _by_usage(self, group: pikepdf.Object) -> bool:
        usage = _view_state(group)
        return self._by_configuration(group) if usage is None or self._no_intent(group) else usage

    def _by_configuration(self, group: pikepdf.Object) -> bool:
        if self._no_intent(group):
            return True
        key = group.objgen
        if key in self.off:
            return False
        return self.base_on or key in self.on

    def _no_intent(self, group: pikepdf.Object) -> bool:
        """A group that is not meant for the configuration's intent hides nothing (8.11.2.3)."""
        meant = _names(group.get("/Intent"))
        return "/All" not in meant | self.intents and not meant & self.intents


def read_layers(pdf: pikepdf.Pdf) -> Layers | None:
    """The default configuration; None where the file has no layers."""
    properties = pdf.Root.get("/OCProperties")
    if not isinstance(properties, pikepdf.Dictionary):
        return None
    default = properties.get("/D")
    if not isinstance(default, pikepdf.Dictionary):
        default = pikepdf.Dictionary()
    listed: set[Key] = set()
    for usage in _listed(default.get("/AS")):
        if isinstance(usage, pikepdf.Dictionary) and usage.get("/Event", "/View") == "/View":
            listed |= _keys(usage.get("/OCGs"))
    return Layers(
        base_on=default.get("/BaseState", "/ON") != "/OFF",
        on=_keys(default.get("/ON")),
        off=_keys(default.get("/OFF")),
        listed=frozenset(listed),
        intents=_names(default.get("/Intent")),
    )


def _listed(value: object) -> list[pikepdf.Object]:
    return list(value) if isinstance(value, pikepdf.Array) else []


def _keys(value: object) -> frozenset[Key]:
    return frozenset(group.objgen for group in _listed(value) if isinstance(group, pikepdf.Dictionary))


def _names(value: object) -> frozenset[str]:
    """One name or an array of them; without any the intent is View."""
    names = [
        str(v) for v in (_listed(value) if isinstance(value, pikepdf.Array) else [value]) if v is not None
    ]
    return frozenset(names or ["/View"])


def _view_state(group: pikepdf.Object) -> bool | None:
    """What a group says itself of its state on screen (8.11.4.4); None where it says nothing."""
    usage = group.get("/Usage")
    view = usage.get("/View") if isinstance(usage, pikepdf.Dictionary) else None
    state = view.get("/ViewState") if isinstance(view, pikepdf.Dictionary) else None
    return None if state is None else str(state).lstrip("/") != "OFF"


def _visible(content: pikepdf.Object, state: State) -> bool:
    member = content.get("/Type") == "/OCMD" or (
        "/Type" not in content and ("/OCGs" in content or "/VE" in content)
    )
    if not member:
        return state(content)
    expression = content.get("/VE")
    if isinstance(expression, pikepdf.Array):
        return _evaluate(expression, state, [MAX_EXPRESSION], 0)
    groups = content.get("/OCGs")
    single = [groups] if isinstance(groups, pikepdf.Dictionary) else _listed(groups)
    states = [state(group) for group in single if isinstance(group, pikepdf.Dictionary)]
    if not states:
        return True
    match str(content.get("/P", "/AnyOn")):
        case "/AllOn":
            return all(states)
        case "/AnyOff":
            return not all(states)
        case "/AllOff":
            return not any(states)
        case _:
            return any(states)


def _evaluate(expression: pikepdf.Object, state: State, left: list[int], depth: int) -> bool:
    """A visibility expression (8.11.2.2); `left` holds how many steps may still be taken."""
    left[0] -= 1
    if left[0] < 0 or depth > _MAX_DEPTH:
        raise UnreadableError("het PDF-bestand bevat lagen die te ingewikkeld zijn om te lezen")
    if isinstance(expression, pikepdf.Dictionary):
        return state(expression)
    parts = _listed(expression)
    if not parts:
        return True
    # Every part is looked at, so that the count bounds the whole and not only what happens to be reached.
    found = [_evaluate(part, state, left, depth + 1) for part in parts[1:]]
    match str(parts[0]):
        case "/Not":
            return not all(found)
        case "/Or":
            return any(found) or not found
        case _:
            return all(found)


def drop_hidden(pdf: pikepdf.Pdf, layers: Layers) -> tuple[int, ...]:
    """Take the content out that hidden layers hold.

    Returns:
        The numbers of the pages that lost something (of a form that several draw, the first page); empty where
        nothing is hidden, and then nothing was changed.

    Raises:
        UnreadableError: what is hidden can't be told apart from what is shown.
    """
    contents = list(content_objects(pdf))
    if not any(_hides(content, layers) for content in contents):
        return ()
    pages: set[int] = set()
    for content in contents:
        if _drop_sections(pdf, content, layers):
            pages.add(content.page)
    for content in contents:
        for drawn in _entries(content, "/XObject"):
            if isinstance(drawn, pikepdf.Stream) and not layers.shows(drawn.get("/OC")):
                _empty(drawn)
                pages.add(content.page)
    return tuple(sorted(pages))


def forget_layers(pdf: pikepdf.Pdf) -> None:
    """Drop what says which content is on which layer; what is hidden must be gone by then."""
    for content in content_objects(pdf):
        for drawn in _entries(content, "/XObject"):
            if isinstance(drawn, pikepdf.Stream) and "/OC" in drawn:
                del drawn["/OC"]
        properties = (
            content.resources.get("/Properties")
            if isinstance(content.resources, pikepdf.Dictionary)
            else None
        )
        if isinstance(properties, pikepdf.Dictionary):
            for name, entry in list(properties.items()):
                if _is_layer(entry):
                    properties[name] = pikepdf.Dictionary()
    del pdf.Root["/OCProperties"]


def _entries(content: Content, kind: str) -> list[pikepdf.Object]:
    return values(content.resources.get(kind)) if isinstance(content.resources, pikepdf.Dictionary) else []


def _is_layer(properties: object) -> bool:
    return isinstance(properties, pikepdf.Dictionary) and str(properties.get("/Type")) in _LAYER_TYPES


def _hides(content: Content, layers: Layers) -> bool:
    marks = (p for p in _entries(content, "/Properties") if _is_layer(p))
    drawn = (x.get("/OC") for x in _entries(content, "/XObject") if isinstance(x, pikepdf.Stream))
    return not all(layers.shows(entry) for entry in (*marks, *drawn))


def _empty(drawn: pikepdf.Object) -> None:
    """Make a hidden form or image a form that paints nothing, wherever it is drawn."""
    for key in list(drawn.keys()):
        if key != "/Length":
            del drawn[key]
    drawn.write(b"")
    drawn["/Type"], drawn["/Subtype"] = pikepdf.Name.XObject, pikepdf.Name.Form
    drawn["/BBox"] = pikepdf.Array([0, 0, 0, 0])


def _drop_sections(pdf: pikepdf.Pdf, content: Content, layers: Layers) -> bool:
    """Take the hidden sections out of one content stream; tells whether there were any."""
    holder = content.holder
    if b"BDC" not in content_bytes(holder):
        return False
    if isinstance(holder, pikepdf.Stream) and "/Resources" not in holder:
        if any(_layer_mark(i) for i in instructions_of(holder, "BDC")):
            raise _unclear(content)
        return False
    properties = (
        content.resources.get("/Properties") if isinstance(content.resources, pikepdf.Dictionary) else None
    )
    hidden = {
        str(name)
        for name, entry in (properties.items() if isinstance(properties, pikepdf.Dictionary) else ())
        if _is_layer(entry) and not layers.shows(entry)
    }
    if not hidden:
        return False
    try:
        instructions = instructions_of(holder, strict=True)
        sections = _Sections(content, hidden)
        kept = [kept for instruction in instructions for kept in sections.pass_on(instruction)]
    except (ValueError, TypeError, IndexError) as error:
        raise _unclear(content) from error
    if not sections.dropped:
        return False
    data = pikepdf.unparse_content_stream(kept)
    if isinstance(holder, pikepdf.Stream):
        holder.write(data)
    else:
        holder["/Contents"] = pdf.make_stream(data)
    return True


def _unclear(content: Content) -> UnreadableError:
    return UnreadableError(f"pagina {content.page} heeft een verborgen laag die niet kan worden losgemaakt")


def _layer_mark(instruction: Instruction) -> bool:
    operands = list(getattr(instruction, "operands", ()))
    return len(operands) == 2 and operands[0] == "/OC" and isinstance(operands[1], pikepdf.Name)


_PATHS = {"f", "F", "f*", "S", "s", "B", "B*", "b", "b*"}
_SHOWS = {"Tj", "TJ", "'", '"'}
_PLACES = {"BT", "Td", "TD", "Tm", "T*", "'", '"'}


@dataclass(slots=True)
class _Sections:
    """The sections that a content stream is in while it is read from front to end.

    `marks` holds for each open mark whether it is a layer's (its end goes with it) and whether it hides.
    `loose`: hidden text was the last to move the pen, so it is not known where text goes on.
    """

    content: Content
    hidden: set[str]
    marks: list[tuple[bool, bool]] = field(default_factory=list)
    modes: list[int] = field(default_factory=list)
    mode: int = 0
    loose: bool = False
    dropped: bool = False

    def pass_on(self, instruction: Instruction) -> Iterator[Instruction]:
        """What of an instruction stays: all of it, only what it sets for what follows, or nothing."""
        operator = str(instruction.operator)
        if operator in {"BDC", "BMC"}:
            layer = operator == "BDC" and _layer_mark(instruction)
            hides = layer and str(instruction.operands[1]) in self.hidden
            self.marks.append((layer, hides))
            if not layer:
                yield instruction
        elif operator == "EMC":
            layer, _ = self.marks.pop() if self.marks else (False, False)
            if not layer:
                yield instruction
        elif any(hides for _, hides in self.marks):
            yield from self._hide(instruction, operator)
        else:
            self._follow(instruction, operator)
            if operator in _SHOWS and self.loose:
                raise _unclear(self.content)
            yield instruction

    def _follow(self, instruction: Instruction, operator: str) -> None:
        if operator in _PLACES:
            self.loose = False
        if operator == "Tr":
            self.mode = int(instruction.operands[0])
        elif operator == "q":
            self.modes.append(self.mode)
        elif operator == "Q" and self.modes:
            self.mode = self.modes.pop()

    def _hide(self, instruction: Instruction, operator: str) -> Iterator[Instruction]:
        """What hidden content does to the graphics state holds for what comes after it (8.11.3.2)."""
        self._follow(instruction, operator)
        if operator in _PATHS:
            self.dropped = True
            yield _operator("n")
        elif operator in _SHOWS:
            if self.mode >= 4:  # it would clip what comes after it
                raise _unclear(self.content)
            self.dropped = self.loose = True
            if operator == '"':
                word, char, _ = instruction.operands
                yield _operator("Tw", word)
                yield _operator("Tc", char)
            if operator in {"'", '"'}:
                yield _operator("T*")
        elif operator in {"sh", "Do", "INLINE IMAGE"}:
            self.dropped = True
        else:
            yield instruction


def _operator(name: str, *operands: pikepdf.Object) -> pikepdf.ContentStreamInstruction:
    return pikepdf.ContentStreamInstruction(list(operands), pikepdf.Operator(name))
