"""What a single word can be: a first name, a surname, a place, an organisation, an ordinary word.

The lists are made by models/recipe/build_lists.py; its README names their sources.
"""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import regex

from pipeline.detect.wordclasses import NEVER_NAMES, SURE_STREET_ENDINGS, SURNAME_ENDINGS
from pipeline.resources import folder

# Letters that Dutch words don't have; a word with a capital and one of them is a name.
FOREIGN = regex.compile(r"[łńśżźćčšžğşıřýőűăâțđąęøåñãõ]")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Lists of casefolded words."""

    first_names: frozenset[str]
    common_first_names: frozenset[str]
    surnames: frozenset[str]
    ordinary: frozenset[str]
    places: frozenset[str]
    organisations: frozenset[str]

    def is_first(self, word: str) -> bool:
        """Whether the word, or a part of a double name such as Jan-Peter or Mei-Lan, serves as a first name."""
        w = word.casefold()
        if w.endswith(("ische", "elijke")):
            return False  # adjectives, which the lists hold too: Juridische Zaken
        return w in self.first_names or ("-" in w and any(p in self.common_first_names for p in w.split("-")))

    def is_surname(self, word: str) -> bool:
        """Whether the word, or a part of a double surname, is a surname, or is made as surnames are elsewhere."""
        w = word.casefold().replace("’", "'")
        if w in self.surnames or ("-" in w and any(p in self.surnames for p in w.split("-") if len(p) > 2)):
            return True
        return word[:1].isupper() and (
            bool(FOREIGN.search(w)) or (len(w) > 5 and w.endswith(SURNAME_ENDINGS))
        )

    def is_common_first(self, word: str) -> bool:
        """Whether the word is a first name that many people have."""
        w = word.casefold()
        return w in self.common_first_names or (
            "-" in w and all(p in self.common_first_names for p in w.split("-"))
        )

    def is_ordinary(self, word: str) -> bool:
        """Whether the word is ordinary Dutch, written small in running text."""
        return word.casefold() in self.ordinary

    def is_common_noun(self, word: str) -> bool:
        """Whether the word, its singular, or the last part of a compound is ordinary Dutch, and no list has it as a
        name: Veiligheidsregio's, regietafel, asielinstroom.
        """
        w = word.casefold().replace("’", "'")
        if w in self.first_names or w in self.surnames:
            return False
        stem = w.removesuffix("'s")
        forms = (stem, stem.removesuffix("s"), stem.removesuffix("en"))
        if any(len(form) > 2 and form in self.ordinary for form in forms):
            return True
        return any(form[i:] in self.ordinary for form in forms for i in range(3, len(form) - 4))

    def is_thing(self, word: str) -> bool:
        """Whether the word names a place or an organisation."""
        w = word.casefold()
        return w in self.places or w in self.organisations

    def is_street(self, word: str) -> bool:
        """Whether the word looks like the last word of a street's name and is no known surname."""
        w = word.casefold()
        return w.endswith(SURE_STREET_ENDINGS) and w not in self.surnames and len(w) > 4


@lru_cache(maxsize=1)
def load() -> Lexicon:
    """The lists that ship with the project."""
    root = folder("models") / "lists"
    return Lexicon(
        first_names=_words(root / "first_names.txt.gz") - NEVER_NAMES,
        common_first_names=_words(root / "common_first_names.txt.gz") - NEVER_NAMES,
        surnames=_words(root / "surnames.txt.gz"),
        ordinary=_words(root / "ordinary.txt.gz") | NEVER_NAMES,
        places=_words(root / "places.txt.gz"),
        organisations=_words(root / "organisations.txt.gz"),
    )


def _words(file: Path) -> frozenset[str]:
    return frozenset(gzip.decompress(file.read_bytes()).decode("utf-8").splitlines())
