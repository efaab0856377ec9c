"""Leaves each page, form, pattern and Type 3 font the resources that its content uses, and those only what they need.

Pages often share one dictionary of resources; the form that a page had before would stay in the file through the
dictionary of another page. Names of resources, tags of marked content and their property lists are free words too:
what isn't among the words that programs commonly use is written as something neutral.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import pikepdf

from pipeline.errors import RedactionError
from pipeline.pdf.scrub import MAX_FORMS, Instruction, instructions_of
from pipeline.redact.embedded import strip_stream
from pipeline.redact.structure import STANDARD, language

_NAMING = {
    "Do": "/XObject", "scn": "/Pattern", "SCN": "/Pattern", "cs": "/ColorSpace", "CS": "/ColorSpace",
    "gs": "/ExtGState", "sh": "/Shading", "Tf": "/Font", "BDC": "/Properties", "DP": "/Properties",
}  # fmt: skip
_READ = " ".join((*_NAMING, "BMC", "MP", "EI"))
_DEEPEST = 100

# ISO 32000-2, tables 87 and 93; without identifiers, layers, previews, metadata and references to the tags.
_IMAGE = {
    "/Type", "/Subtype", "/Width", "/Height", "/ColorSpace", "/BitsPerComponent", "/Intent", "/ImageMask", "/Mask",
    "/Decode", "/Interpolate", "/SMask", "/SMaskInData", "/Matte", "/Filter", "/DecodeParms", "/Length",
}  # fmt: skip
_FORM = {
    "/Type", "/Subtype", "/FormType", "/BBox", "/Matrix", "/Resources", "/Group", "/StructParents", "/Filter",
    "/DecodeParms", "/Length",
}  # fmt: skip
_PATTERN = {
    "/Type", "/PatternType", "/PaintType", "/TilingType", "/BBox", "/XStep", "/YStep", "/Resources", "/Matrix",
    "/Shading", "/ExtGState", "/Filter", "/DecodeParms", "/Length",
}  # fmt: skip
# Table 57 without halftones and other matters of printing presses, which have names.
_STATE = {
    "/Type", "/LW", "/LC", "/LJ", "/ML", "/D", "/RI", "/OP", "/op", "/OPM", "/Font", "/TR", "/TR2", "/FL", "/SM",
    "/SA", "/BM", "/SMask", "/CA", "/ca", "/AIS", "/TK",
}  # fmt: skip
_GROUP = {"/Type", "/S", "/CS", "/I", "/K"}
_NOT_IN_FONTS = ("/Metadata", "/PieceInfo", "/Name", "/LastModified", "/AF")

# What programs call their resources: a short word of their own and a number, or the digest of a stream.
_PLAIN_NAME = re.compile(
    r"/(?:[A-Za-z]{1,2}|TT|GS|EGS|CSp?|Fm|Im|Img|Pat|Sh|Tr|CID|MC|Xf|Xi|Xop|gRLs|WooMark|WooPage|R|Ob|"
    r"Image|Font|Form|Pattern|Shading|Default(?:Gray|RGB|CMYK)|Cs|x|a|f|BG)[0-9_.+-]{0,12}(?:[A-Za-z][0-9_.+-]{0,8})?"
)
_PLAIN_TAGS = {f"/{name}" for name in STANDARD} | {
    "/Artifact", "/OC", "/Tx", "/Standard", "/Text body", "/Table Contents", "/Table Heading", "/Header", "/Footer",
    "/Normal", "/Heading", "/Title", "/Shape", "/Diagram", "/InlineShape", "/Textbox", "/Clip", "/PlacedPDF",
    "/Em", "/Strong", *(f"/Heading {i}" for i in range(1, 10)),
}  # fmt: skip
_ARTIFACTS = {
    "/Type": {"/Pagination", "/Layout", "/Page", "/Background"},
    "/Subtype": {"/Header", "/Footer", "/Watermark", "/PageNum", "/Bates", "/LineNum"},
}
_SPOKEN = re.compile(r"gelakt, grond(?:en)? [0-9a-z.]{1,12}(?: en [0-9a-z.]{1,12}){0,20}")

Uses = dict[str, set[str]]


def prune(pdf: pikepdf.Pdf) -> dict[tuple[int, int], pikepdf.Object]:
    """Prune the pages and all that they draw; gives the forms and images that are drawn, by object number.

    Raises:
        RedactionError: the content is too deep or too much to follow, or an image can't be told apart from what it
            carries along.
    """
    pruner = _Pruner(pdf)
    for page in pdf.pages:
        page.obj["/Resources"] = pruner.own([page.obj], page.obj.get("/Resources"), 0)
        if "/Group" in page.obj:
            pruner.group(page.obj)
    return pruner.drawn


class _Pruner:
    """What was pruned so far."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf = pdf
        self.drawn: dict[tuple[int, int], pikepdf.Object] = {}
        self.seen: set[tuple[int, int]] = set()
        self.around: dict[tuple[int, int], pikepdf.Object | None] = {}

    def own(
        self, holders: list[pikepdf.Object], resources: pikepdf.Object | None, depth: int
    ) -> pikepdf.Object:
        """The resources of some streams that share them, pruned and cleaned; their content is put right too."""
        if depth > _DEEPEST or len(self.around) > MAX_FORMS:
            raise RedactionError("het PDF-bestand bevat te veel ingesloten formulieren")
        read = [instructions_of(holder, _READ) for holder in holders]
        uses, inline = _uses(i for found in read for i in found)
        given = resources if isinstance(resources, pikepdf.Dictionary) else pikepdf.Dictionary()
        own = pikepdf.Dictionary()
        renamed: dict[tuple[str, str], str] = {}
        for kind, names in uses.items():
            entries = given.get(kind)
            if not isinstance(entries, pikepdf.Dictionary):
                continue
            kept = pikepdf.Dictionary()
            for name in sorted(_named(kind, names, entries, inline)):
                value = entries.get(name)
                if value is None:
                    continue
                if not _PLAIN_NAME.fullmatch(name) and not (inline and kind == "/ColorSpace"):
                    renamed[kind, name] = f"/Woo{len(renamed)}"
                kept[renamed.get((kind, name), name)] = self._entry(kind, value, own, given, depth)
            if len(kept):
                own[kind] = kept
        for holder, found in zip(holders, read, strict=True):
            if renamed or any(_telling(i) for i in found):
                self._rewrite(holder, renamed)
        return own

    def _entry(
        self, kind: str, value: pikepdf.Object, own: pikepdf.Object, given: pikepdf.Object, depth: int
    ) -> pikepdf.Object:
        match kind:
            case "/XObject" if isinstance(value, pikepdf.Stream):
                return (
                    self._image(value)
                    if value.get("/Subtype") == "/Image"
                    else self._form(value, given, depth)
                )
            case "/Pattern":
                return self._pattern(value, given, depth)
            case "/Font":
                self._font(value, given, depth)
            case "/ExtGState":
                self._state(value, given, depth)
            case "/ColorSpace":
                self._colours(value)
            case "/Shading" if isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
                self._colours(value.get("/ColorSpace"))
            case "/Properties":
                return _properties(value)
        return value

    def _new(self, obj: pikepdf.Object) -> bool:
        if not obj.is_indirect:
            return True
        if obj.objgen in self.seen:
            return False
        self.seen.add(obj.objgen)
        return True

    def _image(self, image: pikepdf.Object) -> pikepdf.Object:
        self.drawn[image.objgen] = image
        if self._new(image):
            _keep_only(image, _IMAGE | {"/StructParent"})
            strip_stream(image)
            self._colours(image.get("/ColorSpace"))
            for key in ("/SMask", "/Mask"):
                mask = image.get(key)
                if isinstance(mask, pikepdf.Stream):
                    self._image(mask)
        return image

    def _form(self, form: pikepdf.Object, given: pikepdf.Object, depth: int) -> pikepdf.Object:
        """A form, pruned; one without resources of its own gets those around it, copied where two hold it."""
        if form.objgen in self.around:
            around = self.around[form.objgen]
            if around is None or around == given:
                return form
            form = self._copy(form)
        own = form.get("/Resources")
        self.around[form.objgen] = None if isinstance(own, pikepdf.Dictionary) else given
        self.drawn[form.objgen] = form
        _keep_only(form, _FORM)
        if "/Group" in form:
            self.group(form)
        form["/Resources"] = self.own(
            [form], own if isinstance(own, pikepdf.Dictionary) else given, depth + 1
        )
        return form

    def _copy(self, form: pikepdf.Object) -> pikepdf.Object:
        made = self.pdf.make_stream(bytes(form.read_bytes()))
        for key, value in form.items():
            if key not in {"/Resources", "/StructParents", "/Filter", "/DecodeParms", "/Length"}:
                made[key] = value
        return made

    def _pattern(self, pattern: pikepdf.Object, given: pikepdf.Object, depth: int) -> pikepdf.Object:
        if isinstance(pattern, pikepdf.Dictionary | pikepdf.Stream) and self._new(pattern):
            _keep_only(pattern, _PATTERN)
            if isinstance(pattern, pikepdf.Stream):
                pattern["/Resources"] = self.own([pattern], pattern.get("/Resources", given), depth + 1)
            else:
                shading = pattern.get("/Shading")
                if isinstance(shading, pikepdf.Dictionary | pikepdf.Stream):
                    self._colours(shading.get("/ColorSpace"))
                self._state(pattern.get("/ExtGState"), given, depth)
        return pattern

    def _font(self, font: pikepdf.Object, given: pikepdf.Object, depth: int) -> None:
        if not isinstance(font, pikepdf.Dictionary) or not self._new(font):
            return
        descendants = font.get("/DescendantFonts")
        fonts: list[object] = [font, *(descendants if isinstance(descendants, pikepdf.Array) else [])]
        for one in (f for f in fonts if isinstance(f, pikepdf.Dictionary)):
            descriptor = one.get("/FontDescriptor")
            held: list[pikepdf.Object] = [one]
            if isinstance(descriptor, pikepdf.Dictionary):
                programs = [descriptor.get(k) for k in ("/FontFile", "/FontFile2", "/FontFile3")]
                held += [descriptor, *(p for p in programs if isinstance(p, pikepdf.Stream))]
            for obj in held:
                for key in _NOT_IN_FONTS:
                    if key in obj:
                        del obj[key]
        procs = font.get("/CharProcs")
        if font.get("/Subtype") == "/Type3" and isinstance(procs, pikepdf.Dictionary):
            glyphs: list[pikepdf.Object] = [g for _, g in procs.items() if isinstance(g, pikepdf.Stream)]
            font["/Resources"] = self.own(glyphs, font.get("/Resources", given), depth + 1)

    def _state(self, state: pikepdf.Object | None, given: pikepdf.Object, depth: int) -> None:
        if not isinstance(state, pikepdf.Dictionary) or not self._new(state):
            return
        _keep_only(state, _STATE)
        font = state.get("/Font")
        if isinstance(font, pikepdf.Array) and len(font):
            self._font(font[0], given, depth)
        mask = state.get("/SMask")
        if isinstance(mask, pikepdf.Dictionary):
            _keep_only(mask, {"/Type", "/S", "/G", "/BC", "/TR"})
            group = mask.get("/G")
            if isinstance(group, pikepdf.Stream):
                mask["/G"] = self._form(group, given, depth)

    def group(self, holder: pikepdf.Object) -> None:
        """Clean the transparency group of a page or a form."""
        group = holder["/Group"]
        if not isinstance(group, pikepdf.Dictionary):
            del holder["/Group"]
        elif self._new(group):
            _keep_only(group, _GROUP)
            self._colours(group.get("/CS"))

    def _colours(self, space: pikepdf.Object | None, depth: int = 0) -> None:
        if not isinstance(space, pikepdf.Array) or len(space) < 2 or depth > 8:
            return
        match str(space[0]):
            case "/ICCBased" if isinstance(space[1], pikepdf.Stream) and self._new(space[1]):
                _keep_only(space[1], {"/N", "/Alternate", "/Range", "/Filter", "/DecodeParms", "/Length"})
                strip_stream(space[1], profile=True)
            case "/Indexed" | "/I" | "/Pattern":
                self._colours(space[1], depth + 1)
            case "/Separation" | "/DeviceN" if len(space) > 2:
                self._colours(space[2], depth + 1)
                if len(space) > 4:
                    del space[4]  # attributes of inks, for presses

    def _rewrite(self, holder: pikepdf.Object, renamed: dict[tuple[str, str], str]) -> None:
        found = [_neutral(i, renamed) for i in instructions_of(holder)]
        data = pikepdf.unparse_content_stream(found)
        if isinstance(holder, pikepdf.Stream):
            holder.write(data)
        else:
            holder["/Contents"] = self.pdf.make_stream(data)


def _keep_only(dictionary: pikepdf.Object, keys: set[str]) -> None:
    for key in list(dictionary.keys()):
        if key not in keys:
            del dictionary[key]


def _uses(instructions: Iterable[Instruction]) -> tuple[Uses, bool]:
    """The names that instructions use, by kind, and whether there are inline images among them."""
    uses: Uses = {kind: set() for kind in dict.fromkeys(_NAMING.values())}
    inline = False
    for instruction in instructions:
        operator = str(instruction.operator)
        inline |= operator == "EI"
        kind, operands = _NAMING.get(operator), list(instruction.operands)
        named = operands[0 if operator == "Tf" else -1] if operands else None
        if kind is not None and isinstance(named, pikepdf.Name):
            uses[kind].add(str(named))
    return uses, inline


def _named(kind: str, names: set[str], entries: pikepdf.Object, inline: bool) -> set[str]:
    """The names of resources that stay: an inline image may name any colour space, and defaults go unnamed."""
    if kind != "/ColorSpace":
        return names
    return {key for key, _ in entries.items() if inline or key in names or key.startswith("/Default")}


def _telling(instruction: Instruction) -> bool:
    """Whether marked content has a tag or a property list that may say something."""
    if str(instruction.operator) not in {"BDC", "BMC", "DP", "MP"}:
        return False
    operands = list(instruction.operands)
    if not operands or str(operands[0]) not in _PLAIN_TAGS:
        return True
    return len(operands) > 1 and isinstance(operands[1], pikepdf.Dictionary) and not _harmless(operands[1])


def _harmless(properties: pikepdf.Object) -> bool:
    return all(_stays(key, value) for key, value in properties.items())


def _stays(key: str, value: object) -> bool:
    if key == "/MCID":
        return isinstance(value, int)
    if key == "/Lang":
        return language(value) is not None
    if key == "/ActualText":
        return isinstance(value, pikepdf.String) and bool(_SPOKEN.fullmatch(str(value)))
    return key in _ARTIFACTS and str(value) in _ARTIFACTS[key]


def _properties(properties: pikepdf.Object) -> pikepdf.Object:
    """A property list without what may say something; an empty one in place of a layer."""
    if not isinstance(properties, pikepdf.Dictionary) or properties.get("/Type") in {"/OCG", "/OCMD"}:
        return pikepdf.Dictionary()
    return pikepdf.Dictionary({k: v for k, v in properties.items() if _stays(k, v)})


def _neutral(instruction: Instruction, renamed: dict[tuple[str, str], str]) -> Instruction:
    operator, operands = str(instruction.operator), list(instruction.operands)
    if operator in {"BDC", "BMC", "DP", "MP"} and _telling(instruction):
        operands[:1] = [operands[0] if operands and str(operands[0]) in _PLAIN_TAGS else pikepdf.Name.Span]
        if len(operands) > 1 and isinstance(operands[1], pikepdf.Dictionary):
            operands[1] = _properties(operands[1])
    kind, at = _NAMING.get(operator), 0 if operator == "Tf" else -1
    if kind is not None and operands and (kind, str(operands[at])) in renamed:
        operands[at] = pikepdf.Name(renamed[kind, str(operands[at])])
    elif operator not in {"BDC", "BMC", "DP", "MP"}:
        return instruction
    return pikepdf.ContentStreamInstruction(operands, instruction.operator)
