"""Takes out of the fonts of a PDF what tells of letters that no page shows any more.

A font holds the outlines, widths, names and Unicode of all letters that its maker used, the ones that were redacted
among them, and numbers them in order of first use. Here each font is left the codes that content still shows, its
program is written anew with their glyphs alone, and letters are numbered in order of first use in what is left. So
two files that differ only in what was redacted get the same fonts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

import pikepdf

from pipeline.pdf.scrub import instructions_of, values
from pipeline.redact.fontnames import differences, differences_of, to_unicode
from pipeline.redact.fontplan import Plan, cids_of, face_of, plan_of
from pipeline.redact.fontprogram import BrokenProgramError
from pipeline.redact.fontuse import Key, Usage, Use, recode, used_codes
from pipeline.redact.geometry import Uninterpretable

_TAG = re.compile(r"^/?(?:[A-Z]{6}\+)+")
_SIMPLE = {
    "/Type", "/Subtype", "/BaseFont", "/FirstChar", "/LastChar", "/Widths", "/FontDescriptor", "/Encoding",
    "/ToUnicode", "/FontBBox", "/FontMatrix", "/CharProcs", "/Resources",
}  # fmt: skip
_COMPOSITE = {"/Type", "/Subtype", "/BaseFont", "/Encoding", "/DescendantFonts", "/ToUnicode"}
_CID = {
    "/Type",
    "/Subtype",
    "/BaseFont",
    "/CIDSystemInfo",
    "/FontDescriptor",
    "/W",
    "/DW",
    "/W2",
    "/DW2",
    "/CIDToGIDMap",
}
_DESCRIPTOR = {
    "/Type", "/FontName", "/FontFamily", "/FontStretch", "/FontWeight", "/Flags", "/FontBBox", "/ItalicAngle",
    "/Ascent", "/Descent", "/Leading", "/CapHeight", "/XHeight", "/StemV", "/StemH", "/MissingWidth", "/FontFile",
    "/FontFile2", "/FontFile3", "/Style", "/Lang",
}  # fmt: skip
"""What tells nothing of single glyphs; not /CIDSet, /CharSet, /AvgWidth and /MaxWidth."""

_KEEPS = "lettertype {}: niet op te schonen; het bestand kan nog verraden welke letters er onder een lakvlak stonden"


def prune_fonts(pdf: pikepdf.Pdf) -> tuple[str, ...]:
    """Leave the fonts of a file what its content shows; the last step before it is saved.

    Returns:
        A note in Dutch for each font that could not be pruned and was left as it is.

    Raises:
        RedactionError: the content is too deep or too much to follow.
        UnreadableError: the same.
    """
    usage = used_codes(pdf)
    plans: list[Plan] = []
    notes: list[str] = []
    for number, (uses, descriptor) in enumerate(_grouped(usage)):
        named = uses[0].font.get("/BaseFont", "/") if descriptor is None else descriptor.get("/FontName", "/")
        name = _TAG.sub("", str(named)).lstrip("/")
        if any(use.whole for use in uses):
            notes.append(_KEEPS.format(name or "zonder naam"))
            continue
        try:
            plans.append(plan_of(face_of(uses), descriptor, f"{_tag(number)}+{_plain(name)}", usage.spaced))
        except (BrokenProgramError, Uninterpretable):
            notes.append(_KEEPS.format(name or "zonder naam"))
            plans.append(Plan(face_of(uses), {code: code for use in uses for code in use.codes}))
    new = {use.font.objgen: plan.codes for plan in plans for use in plan.face.uses if _changes(plan)}
    if new or not all(use.shows for use in usage.fonts.values()):
        recode(pdf, usage, new)
    _drop_unused(pdf, usage)
    for number, plan in enumerate(plans):
        _apply(pdf, plan, _tag(number))
    return tuple(notes)


def _changes(plan: Plan) -> bool:
    return any(old != new for old, new in plan.codes.items())


def _tag(number: int) -> str:
    """A subset tag that hangs on the place of the font in the file alone: AAAAAA, AAAAAB and so on."""
    letters = ""
    for _ in range(6):
        number, digit = divmod(number, 26)
        letters = chr(65 + digit) + letters
    return letters


def _plain(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9_-]", "", name)[:60] or "Font"


def _drop_unused(pdf: pikepdf.Pdf, usage: Usage) -> None:
    """Leave pages and forms the fonts that show something in them; what pages inherit goes, as each has its own."""
    live = {key for key, use in usage.fonts.items() if use.shows}
    for names in usage.names:
        if not isinstance(names.resources, pikepdf.Dictionary):
            continue
        own = pikepdf.Dictionary(dict(names.resources.items()))
        fonts = own.get("/Font")
        if isinstance(fonts, pikepdf.Dictionary):
            own["/Font"] = pikepdf.Dictionary(
                {k: v for k, v in fonts.items() if k in names.fonts and v.objgen in live}
            )
        for state in values(own.get("/ExtGState")):
            given = state.get("/Font") if isinstance(state, pikepdf.Dictionary) else None
            if given is not None and not (isinstance(given, pikepdf.Array) and given[0].objgen in live):
                del state["/Font"]
        names.holder["/Resources"] = own
    stack = [pdf.Root.Pages]
    seen: set[Key] = set()
    while stack:
        node = stack.pop()
        if node.get("/Type") != "/Page" and node.objgen not in seen:
            seen.add(node.objgen)
            if "/Resources" in node:
                del node["/Resources"]
            stack += [
                kid for kid in node.get("/Kids", pikepdf.Array()) if isinstance(kid, pikepdf.Dictionary)
            ]


def _grouped(usage: Usage) -> Iterable[tuple[list[Use], pikepdf.Object | None]]:
    """Fonts that read one program in one way together, in order of first use, each with its descriptor."""
    groups: dict[tuple[object, ...], tuple[list[Use], pikepdf.Object | None]] = {}
    for use in usage.fonts.values():
        if not use.shows:
            continue
        font = use.font
        inner = _descendant(font)
        described = (inner if inner is not None else font).get("/FontDescriptor")
        descriptor = described if isinstance(described, pikepdf.Dictionary) else None
        program = next(
            (
                descriptor[f].objgen
                for f in ("/FontFile", "/FontFile2", "/FontFile3")
                if descriptor is not None and f in descriptor
            ),
            None,
        )
        if program is None or use.whole:
            key: tuple[object, ...] = (font.objgen,)
        else:
            table = inner.get("/CIDToGIDMap") if inner is not None else None
            key = (
                program, str(font.get("/Subtype")), _form(font.get("/Encoding")), _form(table),
                str(descriptor.get("/Flags")) if descriptor is not None else "",
            )  # fmt: skip
        groups.setdefault(key, ([], descriptor))[0].append(use)
    return groups.values()


def _form(value: pikepdf.Object | None) -> object:
    if isinstance(value, pikepdf.Stream):
        return value.objgen
    return None if value is None else bytes(value.unparse(resolved=True))


def _descendant(font: pikepdf.Object) -> pikepdf.Object | None:
    if font.get("/Subtype") != "/Type0":
        return None
    listed = font.get("/DescendantFonts")
    inner = listed[0] if isinstance(listed, pikepdf.Array) and len(listed) else None
    return inner if isinstance(inner, pikepdf.Dictionary) else None


# What a plan says, written into the dictionaries


def _apply(pdf: pikepdf.Pdf, plan: Plan, tag: str) -> None:
    shared = None
    if plan.program is not None:
        shared = pdf.make_stream(plan.program.data)
        if plan.subtype:
            shared["/Subtype"] = pikepdf.Name(plan.subtype)
        elif plan.file == "/FontFile2":
            shared["/Length1"] = len(plan.program.data)
        else:
            for key, length in zip(("/Length1", "/Length2", "/Length3"), plan.program.lengths, strict=True):
                shared[key] = length
    cids = cids_of(plan.face) if plan.face.font.get("/Subtype") == "/Type0" else {}
    for use, texts in zip(plan.face.uses, plan.face.texts, strict=True):
        codes = {old: plan.codes[old] for old in plan.face.codes if old in use.codes}
        _apply_texts(pdf, use.font, codes, texts)
        inner = _descendant(use.font)
        if inner is not None:
            own = _copied(pdf, inner, _CID)
            use.font["/DescendantFonts"] = pikepdf.Array([own])
            _apply_cids(pdf, own, plan, {cids[old]: _cid(plan, old, cids) for old in codes})
            if _changes(plan):
                use.font["/Encoding"] = pikepdf.Name(
                    "/Identity-H" if use.font.Encoding != "/Identity-V" else "/Identity-V"
                )
            _keep_only(use.font, _COMPOSITE)
        else:
            own = use.font
            _keep_only(own, _SIMPLE)
            _apply_widths(own, codes)
            _apply_encoding(own, plan, codes)
            _apply_glyph_procs(own, plan, codes)
        _apply_descriptor(pdf, (use.font, own), plan, shared, tag)


def _cid(plan: Plan, old: bytes, cids: Mapping[bytes, int]) -> int:
    return int.from_bytes(plan.codes[old], "big") if _changes(plan) else cids[old]


def _copied(pdf: pikepdf.Pdf, dictionary: pikepdf.Object, keys: set[str]) -> pikepdf.Object:
    return pdf.make_indirect(pikepdf.Dictionary({k: v for k, v in dictionary.items() if k in keys}))


def _keep_only(dictionary: pikepdf.Object, keys: set[str]) -> None:
    for key in list(dictionary.keys()):
        if key not in keys:
            del dictionary[key]


def _apply_texts(
    pdf: pikepdf.Pdf, font: pikepdf.Object, codes: Mapping[bytes, bytes], texts: Mapping[int, bytes]
) -> None:
    known = {
        new: texts[int.from_bytes(old, "big")]
        for old, new in codes.items()
        if int.from_bytes(old, "big") in texts
    }
    if known:
        font["/ToUnicode"] = pdf.make_stream(to_unicode(known))
    elif isinstance(font.get("/ToUnicode"), pikepdf.Stream):
        del font["/ToUnicode"]


def _apply_widths(font: pikepdf.Object, codes: Mapping[bytes, bytes]) -> None:
    listed = font.get("/Widths")
    if not isinstance(listed, pikepdf.Array):
        return
    start, widths = int(font.get("/FirstChar", 0)), list(listed)
    found: dict[int, object] = {}
    for old, new in codes.items():
        at = old[0] - start
        if 0 <= at < len(widths):
            found[new[0]] = widths[at]
    first, last = min(found, default=0), max(found, default=0)
    font["/FirstChar"], font["/LastChar"] = first, last
    font["/Widths"] = pikepdf.Array([found.get(code, 0) for code in range(first, last + 1)])


def _apply_encoding(font: pikepdf.Object, plan: Plan, codes: Mapping[bytes, bytes]) -> None:
    if plan.symbolic:
        if "/Encoding" in font:
            del font["/Encoding"]
    elif plan.names is not None:
        used = {new[0] for new in codes.values()}
        names = {code: name for code, name in plan.names.items() if code in used}
        font["/Encoding"] = pikepdf.Dictionary(Type=pikepdf.Name.Encoding, Differences=differences(names))
    elif isinstance(font.get("/Encoding"), pikepdf.Dictionary):
        old = font.Encoding
        own = pikepdf.Dictionary(Type=pikepdf.Name.Encoding)
        if "/BaseEncoding" in old:
            own["/BaseEncoding"] = old.BaseEncoding
        kept = {code: name for code, name in differences_of(old).items() if bytes([code & 255]) in codes}
        if kept:
            own["/Differences"] = differences(kept)
        font["/Encoding"] = own


def _apply_glyph_procs(font: pikepdf.Object, plan: Plan, codes: Mapping[bytes, bytes]) -> None:
    """The glyphs of a Type 3 font under their new names, and of its resources what these name."""
    procs = font.get("/CharProcs")
    if not isinstance(procs, pikepdf.Dictionary) or plan.names is None:
        return
    kept: dict[str, pikepdf.Object] = {}
    for old, new in codes.items():
        before = plan.before.get(old[0], "")
        if f"/{before}" in procs and new[0] in plan.names:
            kept[f"/{plan.names[new[0]]}"] = procs[f"/{before}"]
    font["/CharProcs"] = pikepdf.Dictionary(kept)
    font["/FontBBox"] = pikepdf.Array([0, 0, 0, 0])  # nothing is known of it (ISO 32000-2, 9.6.4)
    resources = font.get("/Resources")
    if isinstance(resources, pikepdf.Dictionary):
        named = {
            str(operand)
            for proc in values(font.CharProcs)
            if isinstance(proc, pikepdf.Stream)
            for instruction in instructions_of(proc)
            for operand in getattr(instruction, "operands", [])
            if isinstance(operand, pikepdf.Name)
        }
        font["/Resources"] = pikepdf.Dictionary({k: _named_only(v, named) for k, v in resources.items()})


def _named_only(entries: pikepdf.Object, named: set[str]) -> pikepdf.Object:
    if not isinstance(entries, pikepdf.Dictionary):
        return entries
    return pikepdf.Dictionary({k: v for k, v in entries.items() if k in named})


def _apply_cids(pdf: pikepdf.Pdf, font: pikepdf.Object, plan: Plan, cids: Mapping[int, int]) -> None:
    default = font.get("/DW", 1000)
    widths = _metrics(font.get("/W"), 1, cids)
    font["/W"] = _listed({new: widths.get(old, [default]) for old, new in cids.items()})
    if plan.program is not None and "/DW" in font:
        del font["/DW"]  # every width is given; this one is often that of most glyphs that were there
    if "/W2" in font:
        heights = _metrics(font.W2, 3, cids)
        font["/W2"] = _listed({new: heights[old] for old, new in cids.items() if old in heights})
    if plan.file == "/FontFile2":
        font["/CIDToGIDMap"] = pikepdf.Name.Identity
        if plan.gids:
            size = max(plan.gids) + 1
            table = b"".join(plan.gids.get(cid, 0).to_bytes(2, "big") for cid in range(size))
            font["/CIDToGIDMap"] = pdf.make_stream(table)
    if plan.program is not None and _changes(plan):
        system = {
            "/Registry": pikepdf.String("Adobe"),
            "/Ordering": pikepdf.String("Identity"),
            "/Supplement": 0,
        }
        font["/CIDSystemInfo"] = pikepdf.Dictionary(system)


def _metrics(entries: pikepdf.Object | None, size: int, cids: Iterable[int]) -> dict[int, list[object]]:
    """What /W (`size` 1) or /W2 (3) says of some CIDs."""
    listed: list[object] = list(entries) if isinstance(entries, pikepdf.Array) else []
    found: dict[int, list[object]] = {}
    at = 0
    while at + 1 < len(listed):
        first, second = _whole(listed[at]), listed[at + 1]
        if isinstance(second, pikepdf.Array):
            numbers: list[object] = list(second)
            for i in range(len(numbers) // size):
                found[first + i] = numbers[i * size : i * size + size]
            at += 2
        else:
            last = _whole(second)
            found.update({cid: listed[at + 2 : at + 2 + size] for cid in cids if first <= cid <= last})
            at += 2 + size
    return found


def _whole(number: object) -> int:
    return number if isinstance(number, int) else int(str(number))


def _listed(metrics: Mapping[int, Sequence[object]]) -> pikepdf.Array:
    out: list[object] = []
    run: list[object] = []
    following = None
    for cid in sorted(metrics):
        if cid != following:
            out += [pikepdf.Array(run)] if run else []
            out.append(cid)
            run = []
        run += metrics[cid]
        following = cid + 1
    return pikepdf.Array([*out, pikepdf.Array(run)] if run else out)


def _apply_descriptor(
    pdf: pikepdf.Pdf,
    fonts: tuple[pikepdf.Object, pikepdf.Object],
    plan: Plan,
    program: pikepdf.Object | None,
    tag: str,
) -> None:
    """A descriptor of its own with what tells nothing of single glyphs, and one tag in all names of the font."""
    font, described = fonts
    old = described.get("/FontDescriptor")
    if not isinstance(old, pikepdf.Dictionary):
        return
    own = described["/FontDescriptor"] = _copied(pdf, old, _DESCRIPTOR)
    if program is not None and plan.program is not None:
        for file in ("/FontFile", "/FontFile2", "/FontFile3"):
            if file in own:
                del own[file]
        own[plan.file] = program
        own["/FontBBox"] = pikepdf.Array(plan.program.bounds)
        if plan.symbolic:
            own["/Flags"] = int(own.get("/Flags", 4)) & ~32 | 4
    if not any(file in own for file in ("/FontFile", "/FontFile2", "/FontFile3")):
        return
    for holder, key in ((font, "/BaseFont"), (described, "/BaseFont"), (own, "/FontName")):
        if key in holder:
            holder[key] = pikepdf.Name(f"/{tag}+" + _TAG.sub("", str(holder[key])).lstrip("/"))
