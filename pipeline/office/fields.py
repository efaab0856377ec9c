"""Fields of Word (ECMA-376 part 1, 17.16): what they show stays as text, what they would do goes.

Only page numbers stay fields, for what they show is known when the pages are.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.office.markup import Element, local, make, text_element, w

_PAGES = {"PAGE", "NUMPAGES", "SECTIONPAGES"}


@dataclass(slots=True)
class _Field:
    code: str = ""
    shows: bool = False  # past the code, in the result
    replaced: bool = False  # what stands there comes from a field of our own


@dataclass(slots=True)
class Fields:
    """The fields that are open at a place of a story; they may begin in one paragraph and end in another."""

    open: list[_Field] = field(default_factory=list)

    @property
    def shown(self) -> bool:
        """Whether a text at this place is shown: it stands in no code, and in no result that we replace."""
        return all(one.shows and not one.replaced for one in self.open)

    def code(self, text: str) -> None:
        """A piece of the code of the innermost field."""
        if self.open and not self.open[-1].shows and len(self.open[-1].code) < 200:
            self.open[-1].code += text

    def char(self, mark: Element) -> list[Element]:
        """A mark of a field: what it adds to the run in which it stands."""
        kind = mark.get(w("fldCharType"))
        if kind == "begin":
            self.open.append(_Field())
            return _form_field(mark) if self._outer_shown() else []
        if not self.open:
            return []
        made: list[Element] = []
        if kind == "separate" or (kind == "end" and not self.open[-1].shows):
            number = page_field(self.open[-1].code)
            if number is not None and self._outer_shown():
                made = [number]
                self.open[-1].replaced = True
            self.open[-1].shows = True
        if kind == "end":
            self.open.pop()
        return made

    def _outer_shown(self) -> bool:
        return all(one.shows and not one.replaced for one in self.open[:-1])


def page_field(code: str) -> Element | None:
    """A field of our own for a code that asks for a page number."""
    words = code.split()
    if not words or words[0].upper() not in _PAGES:
        return None
    run = make("r", make("t"))
    run[0].text = "1"
    return make("fldSimple", run, instr=words[0].upper())


def _form_field(mark: Element) -> list[Element]:
    """What a form field shows that holds no text: its box, or what is chosen from its list."""
    data = mark.find(w("ffData"))
    for child in data if data is not None else ():
        if local(child) == "checkBox":
            box = child.find(w("checked"))
            box = child.find(w("default")) if box is None else box
            on = box is not None and (box.get(w("val")) or "1") in {"1", "true", "on"}
            return [text_element("\u2612" if on else "\u2610")]
        if local(child) == "ddList":
            chosen = child.find(w("result"))
            chosen = child.find(w("default")) if chosen is None else chosen
            place = chosen.get(w("val")) or "0" if chosen is not None else "0"
            entries = [entry.get(w("val")) or "" for entry in child.findall(w("listEntry"))]
            number = int(place) if place.isdecimal() and len(place) < 6 else 0
            return [text_element(entries[number])] if number < len(entries) else []
    return []
