"""The image objects that a page and its forms name (ISO 32000-1 8.9), and their masks."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf

_DEEPEST = 12
_MOST = 2000


def images_of(page: pikepdf.Dictionary) -> tuple[pikepdf.Stream, ...]:
    """Each image XObject that a page, its forms or its patterns name, once."""
    seen: dict[tuple[int, int], pikepdf.Stream] = {}
    for resources in resources_of(page):
        things = resources.get("/XObject")
        for thing in things.values() if isinstance(things, pikepdf.Dictionary) else ():
            if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Image":
                seen.setdefault(thing.objgen, thing)
    return tuple(seen.values())


def has_soft_mask(page: pikepdf.Dictionary) -> bool:
    """Whether a graphics state of the page lays a soft mask over what is painted."""
    for resources in resources_of(page):
        states = resources.get("/ExtGState")
        for state in states.values() if isinstance(states, pikepdf.Dictionary) else ():
            if isinstance(state, pikepdf.Dictionary) and isinstance(state.get("/SMask"), pikepdf.Dictionary):
                return True
    return False


def resources_of(page: pikepdf.Dictionary) -> Iterator[pikepdf.Dictionary]:
    """The resources of a page, inherited ones too, and of the forms in them."""
    node: object = page
    found = None
    for _ in range(_DEEPEST * 4):
        if not isinstance(node, pikepdf.Dictionary):
            break
        found = node.get("/Resources")
        if found is not None:
            break
        node = node.get("/Parent")
    seen: set[tuple[int, int]] = set()
    waiting = [(found, 0)]
    while waiting:
        resources, depth = waiting.pop()
        if not isinstance(resources, pikepdf.Dictionary):
            continue
        yield resources
        for kind in ("/XObject", "/Pattern"):
            things = resources.get(kind)
            for thing in things.values() if isinstance(things, pikepdf.Dictionary) else ():
                if not isinstance(thing, pikepdf.Stream) or "/Resources" not in thing or thing.objgen in seen:
                    continue
                seen.add(thing.objgen)
                if depth < _DEEPEST and len(seen) < _MOST:
                    waiting.append((thing["/Resources"], depth + 1))
