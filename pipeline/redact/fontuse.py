"""Which codes of which fonts the content of a PDF shows, and content written anew with other codes.

Content is followed as viewers do it: the font goes along with `q`, `Q` and `gs`, a form begins with the font of what
draws it, and a name that the resources of a form lack is sought in those of the page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import pikepdf

from pipeline.errors import RedactionError
from pipeline.pdf.opening import DAMAGE
from pipeline.pdf.scrub import Instruction, content_bytes, content_objects, instructions_of, values
from pipeline.redact.fonts import read_font
from pipeline.redact.fonttokens import Step, steps, strings_in, value_of, with_strings, word_space
from pipeline.redact.geometry import Uninterpretable

Key = tuple[int, int]
"""The object number and generation of a font."""

MAX_RUNS = 20_000
"""Streams followed at most; a form counts again for each font that it begins with."""

_MAX_DEPTH = 40
_MAX_KNOWN = 10_000  # strings remembered of a font
_OPERATORS = "q Q Tf gs Do Tj TJ ' \" Tw"
_SHOWS = {"Tj", "TJ", "'", '"'}


@dataclass(eq=False, slots=True)
class Use:
    """What is shown of a font: its codes with the moment of their first use.

    `fixed`: content shows it that may begin with other fonts too, so its codes must stay. `whole`: its strings
    can't be cut into codes, so it is not known which are used.
    """

    font: pikepdf.Object
    codes: dict[bytes, int] = field(default_factory=dict)
    fixed: bool = False
    whole: bool = False
    decode: Callable[[bytes], list[bytes]] | None = None

    @property
    def shows(self) -> bool:
        """Whether anything is shown in it."""
        return bool(self.codes) or self.whole


@dataclass(eq=False, slots=True)
class Names:
    """The resources of a page or a form, and the names of fonts and states that are used of them."""

    holder: pikepdf.Object
    resources: pikepdf.Object
    fonts: set[str] = field(default_factory=set)


@dataclass(eq=False, slots=True)
class Usage:
    """All that is shown: fonts in order of first use; `spaced`: word spacing is set to something somewhere."""

    fonts: dict[Key, Use] = field(default_factory=dict)
    names: list[Names] = field(default_factory=list)
    spaced: bool = False


def used_codes(pdf: pikepdf.Pdf) -> Usage:
    """Follow all content of a file; gives fonts that stand in resources by value a number of their own.

    Raises:
        RedactionError: forms too deep or too many.
        UnreadableError: the same of other streams.
    """
    walker = _Walker(pdf)
    for holder, scopes in _roots(pdf, walker):
        walker.run(holder, scopes, None, 0)
    return walker.usage


def recode(pdf: pikepdf.Pdf, usage: Usage, codes: Mapping[Key, Mapping[bytes, bytes]]) -> None:
    """Write all content anew with other codes for some fonts, and without setting fonts that nothing is shown in."""
    walker = _Walker(pdf, codes)
    for key, use in usage.fonts.items():
        walker.usage.fonts[key] = use
    for holder, scopes in _roots(pdf, walker):
        walker.run(holder, scopes, None, 0)


def _roots(pdf: pikepdf.Pdf, walker: _Walker) -> Iterator[tuple[pikepdf.Object, tuple[Names, ...]]]:
    """The pages, what annotations show, and then all other streams, which no font is handed to."""
    of_page: dict[int, Names] = {}
    for number, page in enumerate(pdf.pages, 1):
        own = of_page[number] = walker.names(page.obj, page.resources)
        yield page.obj, (own,)
        annotations = page.obj.get("/Annots")
        for annotation in annotations if isinstance(annotations, pikepdf.Array) else []:
            for stream in _appearances(annotation):
                yield stream, walker.inner(stream, (own,))
    for content in content_objects(pdf):
        if isinstance(content.holder, pikepdf.Stream) and content.holder.objgen not in walker.seen:
            outer = of_page[content.page]
            if "/Resources" not in content.holder and content.resources != outer.resources:
                yield content.holder, (walker.names(content.holder, content.resources), outer)
            else:
                yield content.holder, walker.inner(content.holder, (outer,))


def _appearances(annotation: pikepdf.Object) -> Iterator[pikepdf.Object]:
    stack = values(annotation.get("/AP")) if isinstance(annotation, pikepdf.Dictionary) else []
    for entry in stack:
        if isinstance(entry, pikepdf.Stream):
            yield entry
        else:
            yield from (state for state in values(entry) if isinstance(state, pikepdf.Stream))


@dataclass(eq=False, slots=True)
class _State:
    """Where a run is: its stream and resources, the font that is set, and whether it was set by a name of these."""

    holder: pikepdf.Object
    scopes: tuple[Names, ...]
    depth: int
    font: Key | None
    own: bool = False
    stack: list[tuple[Key | None, bool]] = field(default_factory=list)


class _Walker:
    """Follows content to see which codes are used or, where it is given other codes, to write it anew."""

    def __init__(self, pdf: pikepdf.Pdf, codes: Mapping[Key, Mapping[bytes, bytes]] | None = None) -> None:
        self.pdf = pdf
        self.usage = Usage()
        self.codes = codes
        self.seen: set[Key] = set()
        self.runs: set[tuple[Key, Key | None]] = set()
        self.scopes: dict[Key, Names] = {}
        self.moment = 0
        self.read: dict[Key, set[bytes]] = {}  # strings as they stand in content, so that none is read twice
        self.written: dict[Key, dict[bytes, bytes]] = {}  # and what they become

    def names(self, holder: pikepdf.Object, resources: pikepdf.Object) -> Names:
        """The names that a page or a form with resources of its own uses."""
        found = self.scopes.get(holder.objgen)
        if found is None:
            found = self.scopes[holder.objgen] = Names(holder, resources)
            self.usage.names.append(found)
        return found

    def inner(self, stream: pikepdf.Object, scopes: tuple[Names, ...]) -> tuple[Names, ...]:
        """The resources in a stream: its own if it has them, and those of the page."""
        if "/Resources" not in stream:
            return scopes
        return self.names(stream, stream.Resources), scopes[-1]

    def run(self, holder: pikepdf.Object, scopes: tuple[Names, ...], handed: Key | None, depth: int) -> None:
        """Follow one stream that begins with the font `handed`."""
        if (holder.objgen, handed) in self.runs:
            return
        self.runs.add((holder.objgen, handed))
        writes = self.codes is not None and holder.objgen not in self.seen
        self.seen.add(holder.objgen)
        if depth > _MAX_DEPTH or len(self.runs) > MAX_RUNS:
            raise RedactionError("het PDF-bestand bevat te veel of te diep ingesloten formulieren")
        state = _State(holder, scopes, depth, handed)
        data = content_bytes(holder)
        plain = steps(data)
        if plain is None:
            self._parse(state, writes)
        else:
            self._read(data, plain, state, writes)

    def _read(self, data: bytes, plain: Iterable[Step], state: _State, writes: bool) -> None:
        """Follow plain content."""
        pieces: list[bytes] = []
        at = 0
        for step in plain:
            if step.operator not in _SHOWS:
                if step.operator == "Tw":
                    self.usage.spaced = self.usage.spaced or word_space(data, step.end)
                else:
                    self._follow(step.operator, step.name, state)
                if writes and step.operator == "Tf" and self._is_idle(state.font):
                    pieces.append(data[at : step.start])
                    at = step.end
            elif state.font is None:
                continue  # viewers take a font of their own
            elif self.codes is None:
                self._note_plain(state, data[slice(*step.shown)])
            elif writes and state.own and state.font in self.codes:
                start, end = step.shown
                pieces += [data[at:start], self._rewritten(data[start:end], state.font)]
                at = end
        if pieces:
            _replace(self.pdf, state.holder, b"".join([*pieces, data[at:]]))

    def _rewritten(self, shown: bytes, font: Key) -> bytes:
        known = self.written.setdefault(font, {})
        if len(known) > _MAX_KNOWN:
            known.clear()
        for string in strings_in(shown):
            if string not in known:
                known[string] = b"<" + self._new(value_of(string), font).hex().encode("ascii") + b">"
        return with_strings(shown, known)

    def _new(self, data: bytes, font: Key) -> bytes:
        assert self.codes is not None
        codes = self.codes[font]
        return b"".join(codes.get(code, code) for code in _codes(self.usage.fonts[font], data))

    def _parse(self, state: _State, writes: bool) -> None:
        """Follow content that has to be parsed."""
        instructions = instructions_of(state.holder, "" if writes else _OPERATORS)
        changed: dict[int, Instruction | None] = {}
        for index, instruction in enumerate(instructions):
            operator = str(instruction.operator)
            if operator in {'"', "Tw"}:
                self.usage.spaced = self.usage.spaced or _not_zero(instruction)
            if operator not in _SHOWS:
                self._follow(operator, _name_of(instruction), state)
                if writes and operator == "Tf" and self._is_idle(state.font):
                    changed[index] = None
            elif state.font is None:
                continue
            elif self.codes is None:
                for data in _strings(instruction):
                    self._note(state, data)
            elif writes and state.own and state.font in self.codes:
                changed[index] = self._recoded(instruction, operator, state.font)
        if changed:
            left = [changed.get(index, instruction) for index, instruction in enumerate(instructions)]
            kept = [instruction for instruction in left if instruction is not None]
            _replace(self.pdf, state.holder, pikepdf.unparse_content_stream(kept))

    def _follow(self, operator: str, name: str, state: _State) -> None:
        scopes = state.scopes
        if operator == "q":
            state.stack.append((state.font, state.own))
        elif operator == "Q":
            if state.stack:
                state.font, state.own = state.stack.pop()
        elif operator == "Tf":
            state.font = self._font(scopes, "/Font", name)
            state.own = _is_own(state, "/Font", name)
        elif operator == "gs":
            if isinstance(_found(scopes, "/ExtGState", name).get("/Font"), pikepdf.Array):
                state.font = self._font(scopes, "/ExtGState", name)
                state.own = _is_own(state, "/ExtGState", name)
        elif operator == "Do":
            form = _found(scopes, "/XObject", name)
            if isinstance(form, pikepdf.Stream) and form.get("/Subtype") != "/Image":
                self.run(form, self.inner(form, scopes), state.font, state.depth + 1)

    def _font(self, scopes: tuple[Names, ...], kind: str, name: str) -> Key | None:
        """The font of a name in resources, or of the graphics state of that name."""
        scope = next((s for s in scopes if _has(s, kind, name)), None)
        if scope is None:
            return None
        if kind == "/Font":
            scope.fonts.add(name)
            font = scope.resources.Font[name]
        else:
            font = scope.resources.ExtGState[name].Font[0]
        if not isinstance(font, pikepdf.Dictionary):
            return None
        if not font.is_indirect:
            font = self.pdf.make_indirect(font)
            if kind == "/Font":
                scope.resources.Font[name] = font
            else:
                scope.resources.ExtGState[name].Font[0] = font
        if font.objgen not in self.usage.fonts:
            self.usage.fonts[font.objgen] = Use(font)
        return font.objgen

    def _is_idle(self, font: Key | None) -> bool:
        return font is not None and not self.usage.fonts[font].shows

    def _note_plain(self, state: _State, shown: bytes) -> None:
        assert state.font is not None
        self.usage.fonts[state.font].fixed |= not state.own
        known = self.read.setdefault(state.font, set())
        for string in strings_in(shown):
            if string not in known:
                if len(known) >= _MAX_KNOWN:
                    known.clear()
                known.add(string)
                self._note(state, value_of(string))

    def _note(self, state: _State, data: bytes) -> None:
        assert state.font is not None
        use = self.usage.fonts[state.font]
        use.fixed |= not state.own
        for code in () if use.whole else _codes(use, data):
            if code not in use.codes:
                self.moment += 1
                use.codes[code] = self.moment

    def _recoded(self, instruction: Instruction, operator: str, font: Key) -> Instruction:
        operands = list(instruction.operands)
        last = operands[-1] if operands else None
        if isinstance(last, pikepdf.Array):
            parts = [self._string(part, font) if isinstance(part, pikepdf.String) else part for part in last]
            operands[-1] = pikepdf.Array(parts)
        elif isinstance(last, pikepdf.String):
            operands[-1] = self._string(last, font)
        return pikepdf.ContentStreamInstruction(operands, pikepdf.Operator(operator))

    def _string(self, string: pikepdf.Object, font: Key) -> pikepdf.String:
        return pikepdf.String(self._new(bytes(string), font))


def _replace(pdf: pikepdf.Pdf, holder: pikepdf.Object, data: bytes) -> None:
    if isinstance(holder, pikepdf.Stream):
        holder.write(data)
    else:
        holder["/Contents"] = pdf.make_stream(data)


def _codes(use: Use, data: bytes) -> list[bytes]:
    """The codes in a shown string; none where it isn't known how the font cuts strings, and notes that."""
    if use.font.get("/Subtype") != "/Type0":
        return [data[i : i + 1] for i in range(len(data))]
    encoding = use.font.get("/Encoding")
    if isinstance(encoding, pikepdf.Name) and str(encoding) in {"/Identity-H", "/Identity-V"}:
        return [data[i : i + 2] for i in range(0, len(data) - 1, 2)]
    if use.decode is None:
        try:
            font = read_font(use.font)
        except (Uninterpretable, *DAMAGE):
            use.whole = True
            return []
        use.decode = lambda shown: [code.data for code in font.decode(shown)]
    return use.decode(data)


def _strings(instruction: Instruction) -> list[bytes]:
    if not instruction.operands:
        return []
    last = instruction.operands[-1]
    parts = list(last) if isinstance(last, pikepdf.Array) else [last]
    return [bytes(part) for part in parts if isinstance(part, pikepdf.String)]


def _name_of(instruction: Instruction) -> str:
    names = [str(operand) for operand in instruction.operands if isinstance(operand, pikepdf.Name)]
    return names[-1] if names else "/"


def _not_zero(instruction: Instruction) -> bool:
    try:
        return float(instruction.operands[0]) != 0.0
    except (IndexError, ValueError, TypeError):
        return True


def _is_own(state: _State, kind: str, name: str) -> bool:
    return state.scopes[0].holder.objgen == state.holder.objgen and _has(state.scopes[0], kind, name)


def _has(names: Names, kind: str, name: str) -> bool:
    entries = names.resources.get(kind) if isinstance(names.resources, pikepdf.Dictionary) else None
    return isinstance(entries, pikepdf.Dictionary) and name in entries


def _found(scopes: tuple[Names, ...], kind: str, name: str) -> pikepdf.Object:
    """What a name stands for, an empty dictionary if nothing."""
    for scope in scopes:
        if _has(scope, kind, name):
            found = scope.resources[kind][name]
            if isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
                return found
    return pikepdf.Dictionary()
