"""Which characters of a page PDFium lists and nobody sees, and why.

By rendering: a word is hidden where the page looks the same without its text objects. By geometry: what stands over
it, where it stands, how it is painted. Rendering decides, for it knows blend modes, soft masks and layers; geometry
says which words are worth the question and what the reason is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from pipeline.check.annotated import Annotation, bars, drawn
from pipeline.check.display import Floats, Item
from pipeline.check.file import PageView, Picture
from pipeline.check.leftout import Stretch, changes, paints, patch, sides
from pipeline.check.places import area, one_line, share, shown_box
from pipeline.types import Box

OPAQUE = 217
"""Alpha of 0.85: what lies under it is not read any more."""
_INK = 60  # the contrast of a word that plainly shows
_SEEN = 20  # a difference of fewer levels than this nobody sees
_SEEN_THROUGH = 40  # what shows of black on white through an alpha of 0.85
_TINY = 1.5  # points
_PALE = 225  # a colour of which each component is more than this is white or nearly so
_PAGE_SIZED = 0.4  # of the page: images that come to more are a scan
_WATERMARK = 24.0  # points
_HIGH = 4.0  # points; nothing lower lies behind a word


@dataclass(frozen=True, slots=True)
class Hidden:
    """Some characters in a row that are listed and not seen: `chars[first:last]` of the page.

    `why`: "path", "line", "image" or "annotation" (which covers them), "off-page", "cropped", "clipped", "layer",
    "transparent", "invisible" (the rendering mode), "tiny", "pale" (white), "same" (as what is behind).
    """

    first: int
    last: int
    box: Box
    why: str


_kept: WeakKeyDictionary[PageView, tuple[Hidden, ...]] = WeakKeyDictionary()


def hidden_text(page: PageView) -> tuple[Hidden, ...]:
    """All that is listed on a page and not seen, in the order of its characters."""
    if page not in _kept:
        _kept[page] = _Look(page).hidden()
    return _kept[page]


@dataclass(slots=True)
class _Suspect:
    """A word that may not be seen. `over` are the covers that stand over it, the topmost last."""

    first: int
    last: int
    items: tuple[int, ...]
    over: list[int]

    @property
    def word(self) -> Stretch:
        """What is asked of `leftout`."""
        return Stretch(self.first, self.last, self.items)


class _Look:
    """One look at a page."""

    def __init__(self, page: PageView) -> None:
        self.page = page
        self.chars = page.chars
        self.boxes = page.boxes
        text = page.text
        self.letters = np.array([text[char.start : char.end].isalnum() for char in self.chars], bool)
        self.annotations = bars(page)
        self.painted = page.picture_without_annotations() if self.annotations else page.picture()
        self.covers = [
            (order, item) for order, item in enumerate(page.items) if item.kind != "text" and _may_cover(item)
        ]
        self.grounds = [
            (order, item) for order, item in enumerate(page.items) if item.kind == "path" and _is_ground(item)
        ]
        texts = [(number, item) for number, item in enumerate(page.items) if item.kind == "text"]
        self.odd = {number for number, item in texts if _is_odd(item)}
        self.cut = {number for number, item in texts if item.clip and share(item.box, item.clip) < 0.98}
        images = sum(area(shown_box(item)) for item in page.items if item.kind == "image")
        self.scan = images >= _PAGE_SIZED * page.width * page.height

    def hidden(self) -> tuple[Hidden, ...]:
        if not self.chars:
            return ()
        suspects = self._suspects()
        seen = changes(self.page, self.painted, [suspect.word for suspect in suspects], annotations=False)
        found = [
            hit for suspect, sight in zip(suspects, seen, strict=True) for hit in self._judge(suspect, sight)
        ]
        found += self._under_annotations(found)
        return _joined(self, sorted(found, key=lambda hit: (hit.first, hit.last)))

    # -- which words are worth the question ------------------------------------------------------------------

    def _suspects(self) -> list[_Suspect]:
        words = self.page.word_chars
        boxes = np.array([(box.x0, box.top, box.x1, box.bottom) for _, _, box, _, _ in words], float)
        boxes = boxes.reshape(-1, 4)
        items = [self._items(first, last) for *_, first, last in words]
        over = self._overlapping(boxes, [own[0] if own else 0 for own in items])
        grounds = self._grounds(boxes)
        found = []
        for place, (_, _, box, first, last) in enumerate(words):
            if not self.letters[first:last].any():
                continue
            odd = self._odd(items[place], box) or self._on_its_colour(items[place], grounds[place])
            if over[place] or odd or not self._inked(first, last):
                found.append(_Suspect(first, last, items[place], over[place]))
        return found

    def _items(self, first: int, last: int) -> tuple[int, ...]:
        return tuple(dict.fromkeys(char.item for char in self.chars[first:last] if char.item is not None))

    def _overlapping(self, words: Floats, order: Sequence[int]) -> list[list[int]]:
        """For each word the covers over it, where they stand over a fifth of it together."""
        over: list[list[int]] = [[] for _ in order]
        if not self.covers or not len(words):
            return over
        places = np.array(order)
        areas = np.maximum(0.01, (words[:, 2] - words[:, 0]) * (words[:, 3] - words[:, 1]))
        total = np.zeros(len(words))
        for at, (painted, item) in enumerate(self.covers):
            box = shown_box(item)
            wide = np.minimum(words[:, 2], box.x1) - np.maximum(words[:, 0], box.x0)
            high = np.minimum(words[:, 3], box.bottom) - np.maximum(words[:, 1], box.top)
            part = np.clip(wide, 0, None) * np.clip(high, 0, None) / areas
            part[places >= painted] = 0
            total += part
            for word in np.nonzero(part > 0)[0].tolist():
                over[word].append(at)
        return [own if all_of_it >= 0.2 else [] for own, all_of_it in zip(over, total.tolist(), strict=True)]

    def _odd(self, items: Sequence[int], box: Box) -> bool:
        """Whether a word is painted as hidden words are."""
        if not self.odd.isdisjoint(items):
            return True
        clips = (self.page.items[number].clip for number in items if number in self.cut)
        return any(clip is not None and share(box, clip) < 0.5 for clip in clips) or not self._on_page(box)

    def _grounds(self, words: Floats) -> list[list[tuple[int, Item]]]:
        """For each word the grounds that reach under half of it."""
        under: list[list[tuple[int, Item]]] = [[] for _ in words]
        if not len(words):
            return under
        sides = np.maximum(0.01, words[:, 2] - words[:, 0]), np.maximum(0.01, words[:, 3] - words[:, 1])
        for order, ground in self.grounds:
            box = shown_box(ground)
            wide = np.minimum(words[:, 2], box.x1) - np.maximum(words[:, 0], box.x0)
            high = np.minimum(words[:, 3], box.bottom) - np.maximum(words[:, 1], box.top)
            part = np.maximum(wide, 0.01) * np.maximum(high, 0.01) / (sides[0] * sides[1])
            for word in np.nonzero((wide > 0) & (high > 0) & (part >= 0.5))[0].tolist():
                under[word].append((order, ground))
        return under

    def _on_its_colour(self, items: Sequence[int], grounds: Sequence[tuple[int, Item]]) -> bool:
        """Whether a word stands on something of its own colour; white around that may pass for ink."""
        return any(
            order < number and _is_alike(self.page.items[number].fill, ground.fill)
            for order, ground in grounds
            for number in items
        )

    def _on_page(self, box: Box) -> bool:
        whole = Box(box.page, 0.0, 0.0, self.page.width, self.page.height)
        return share(box, whole) >= 0.2

    def _inked(self, first: int, last: int) -> bool:
        pixels = self._patch(self.painted, first, last)
        if not pixels.size:
            return False
        green = pixels[:, :, 1]
        return int(green.max()) - int(green.min()) >= _INK or int(np.ptp(pixels, axis=(0, 1)).max()) >= _INK

    def _patch(self, picture: Picture, first: int, last: int) -> Picture:
        return patch(self.page, picture, first, last)

    # -- what is hidden, and why ------------------------------------------------------------------------------

    def _judge(self, suspect: _Suspect, seen: NDArray[np.int64]) -> list[Hidden]:
        letters = self.letters[suspect.first : suspect.last]
        covered, top = self._covered(suspect)
        least = np.where(covered, _SEEN_THROUGH, _SEEN)
        unseen = letters & (seen < least)
        if not unseen.any():
            return self._tiny(suspect)
        if (unseen == letters).all():
            why = self._why(suspect, covered, top)
            return [self._hit(suspect.first, suspect.last, why)] if why else self._tiny(suspect)
        found = []
        under = unseen & covered
        if top and max((self.page.items[item].font_size for item in suspect.items), default=0) < _WATERMARK:
            for first, last in _runs(under | (~letters & covered)):
                if under[first:last].sum() >= 2 and not self._scanned(
                    suspect.first + first, suspect.first + last, top
                ):
                    found.append(self._hit(suspect.first + first, suspect.first + last, _kind(top)))
        return found

    def _hit(self, first: int, last: int, why: str) -> Hidden:
        return Hidden(first, last, Box(self.page.number, *sides(self.boxes[first:last])), why)

    def _covered(self, suspect: _Suspect) -> tuple[NDArray[np.bool_], Item | None]:
        """Which characters are covered by what is painted later, and the topmost cover."""
        own = self.boxes[suspect.first : suspect.last]
        points = [
            (own[:, 0] + across * (own[:, 2] - own[:, 0]), own[:, 1] + down * (own[:, 3] - own[:, 1]))
            for across in (0.2, 0.5, 0.8)
            for down in (0.3, 0.5, 0.7)
        ]
        xs, ys = np.array([x for x, _ in points]), np.array([y for _, y in points])
        under = np.zeros(xs.shape, bool)
        top = None
        for at in suspect.over:
            item = self.covers[at][1]
            box = shown_box(item)
            inside = (xs >= box.x0) & (xs <= box.x1) & (ys >= box.top) & (ys <= box.bottom)
            if inside.any():
                top = item
            under |= inside
        return under.mean(0) >= 0.6, top

    def _why(self, suspect: _Suspect, covered: NDArray[np.bool_], top: Item | None) -> str | None:
        """The reason that a word is not seen; None where the picture of a scanned page shows it."""
        first, last = suspect.first, suspect.last
        items = [self.page.items[item] for item in suspect.items]
        box = self._hit(first, last, "").box
        if not self._on_page(box):
            return "cropped" if share(box, self.page.media) > 0 else "off-page"
        if top and covered[self.letters[first:last]].mean() >= 0.5:
            return None if self._scanned(first, last, top) else _kind(top)
        painted = any(map(paints, items))
        if (self.scan or not painted) and self._shows_letters(first, last):
            return None
        reasons = (
            ("layer", any(item.hidden_layer for item in items)),
            ("invisible", not painted and any(item.render_mode in (3, 7) for item in items)),
            ("transparent", not painted),
            ("clipped", any(item.clip and share(box, item.clip) < 0.5 for item in items)),
            ("tiny", any(item.font_size < _TINY for item in items)),
            ("pale", any(map(_is_pale, items))),
            ("same", True),
        )
        return next(reason for reason, holds in reasons if holds)

    def _tiny(self, suspect: _Suspect) -> list[Hidden]:
        items = [self.page.items[item] for item in suspect.items]
        if items and all(item.font_size < _TINY for item in items):
            x0, top, x1, bottom = sides(self.boxes[suspect.first : suspect.last])
            if min(x1 - x0, bottom - top) < 2 * _TINY:
                return [self._hit(suspect.first, suspect.last, "tiny")]
        return []

    def _scanned(self, first: int, last: int, top: Item) -> bool:
        """Whether the cover is the picture of a scanned page that shows the letters itself."""
        return top.kind == "image" and self.scan and self._shows_letters(first, last)

    def _shows_letters(self, first: int, last: int) -> bool:
        """Whether the picture has ink and paper at nearly each letter, and is not mostly a dark bar."""
        picture = self.page.picture()
        whole = self._patch(picture, first, last)
        places = [first + int(place) for place in np.nonzero(self.letters[first:last])[0]]
        if not whole.size or not places:
            return False
        green = whole[:, :, 1]
        dark = float((green < 90).mean()) > 0.7
        shown = 0
        for char in places:
            patch = self._patch(picture, char, char + 1)
            shown += bool(patch.size) and int(np.ptp(patch[:, :, 1])) >= 50
        return shown >= (0.85 if dark else 0.6) * len(places)

    # -- annotations ------------------------------------------------------------------------------------------

    def _under_annotations(self, found: list[Hidden]) -> list[Hidden]:
        if not drawn(self.annotations):
            return []
        known = {char for hit in found for char in range(hit.first, hit.last)}
        suspects = []
        for *_, box, first, last in self.page.word_chars:
            if first in known or not self.letters[first:last].any():
                continue
            if any(_reaches(annotation, box) for annotation in self.annotations):
                suspects.append(_Suspect(first, last, self._items(first, last), []))
        words = [suspect.word for suspect in suspects]
        seen = changes(self.page, self.page.picture(), words, annotations=True)
        made = []
        for suspect, sight in zip(suspects, seen, strict=True):
            letters = self.letters[suspect.first : suspect.last]
            under = letters & (sight < _SEEN_THROUGH)
            items = [self.page.items[item] for item in suspect.items]
            if not any(paints(item) for item in items) and self._shows_letters(suspect.first, suspect.last):
                continue  # a scan: what its picture shows is pixels.py's business
            if (under == letters).all():
                made.append(self._hit(suspect.first, suspect.last, "annotation"))
                continue
            for first, last in _runs(under | ~letters):
                if under[first:last].sum() >= 2:
                    made.append(self._hit(suspect.first + first, suspect.first + last, "annotation"))
        return made


def _joined(look: _Look, found: list[Hidden]) -> tuple[Hidden, ...]:
    """Neighbours on one line with one reason as one; what holds a single letter and no more is left out."""
    made: list[Hidden] = []
    for hit in found:
        last = made[-1] if made else None
        if last and last.why == hit.why and hit.first - last.last <= 3 and one_line(last.box, hit.box):
            made[-1] = look._hit(last.first, max(last.last, hit.last), hit.why)
        else:
            made.append(hit)
    return tuple(hit for hit in made if look.letters[hit.first : hit.last].sum() >= 2)


def _runs(flags: NDArray[np.bool_]) -> list[tuple[int, int]]:
    padded = np.concatenate([[False], flags, [False]]).astype(np.int8)
    turns = np.nonzero(np.diff(padded))[0].tolist()
    return list(zip(turns[::2], turns[1::2], strict=True))


def _kind(item: Item) -> str:
    return (
        "line"
        if item.kind == "path" and item.fill is None
        else "path"
        if item.kind == "shading"
        else item.kind
    )


def _may_cover(item: Item) -> bool:
    """Whether something could hide what lies under it, by its kind and its alpha."""
    if item.kind == "path":
        filled = item.fill is not None and item.fill[3] >= OPAQUE
        return filled or (item.stroke is not None and item.stroke[3] >= OPAQUE and item.stroke_width >= 3)
    return item.kind == "shading" or (item.fill is not None and item.fill[3] >= OPAQUE)


def _is_ground(item: Item) -> bool:
    """Whether text may stand on a path: it is filled and no rule of a table."""
    box = item.box
    filled = item.fill is not None and item.fill[3] >= OPAQUE
    return filled and box.x1 - box.x0 >= 2 * _HIGH and box.bottom - box.top >= _HIGH


def _is_alike(one: tuple[int, ...] | None, other: tuple[int, ...] | None) -> bool:
    if one is None or other is None:
        return False
    return all(abs(a - b) < _SEEN_THROUGH for a, b in zip(one[:3], other[:3], strict=True))


def _is_odd(item: Item) -> bool:
    return item.hidden_layer or item.font_size < _TINY or not paints(item) or _is_pale(item)


def _is_pale(item: Item) -> bool:
    fill = item.fill
    return fill is not None and min(fill[:3]) > _PALE and item.stroke is None


def _reaches(annotation: Annotation, box: Box) -> bool:
    return any(share(box, place) >= 0.2 for place in annotation.boxes)
