"""The classes of words that the grammar of names goes by, read from rules/names.toml."""

from __future__ import annotations

import tomllib

from pipeline.errors import RulebookError
from pipeline.resources import folder

_FILE = folder("rules") / "names.toml"
try:
    _TABLE = tomllib.loads(_FILE.read_text(encoding="utf-8"))
except (OSError, ValueError) as error:
    raise RulebookError(f"rules/names.toml: {error}") from error


def _words(key: str) -> frozenset[str]:
    words = _TABLE.get(key)
    if not isinstance(words, list) or not words or not all(isinstance(w, str) for w in words):
        raise RulebookError(f"rules/names.toml: {key} must be a list of words")
    return frozenset(w.casefold() for w in words)


PREFIXES = _words("prefixes")
WEAK_PREFIXES = _words("weak_prefixes")
ARTICLES = _words("articles")
SURNAME_OPENERS = _words("surname_openers")
PERSONAL_HONORIFICS = _words("personal_honorifics")
HONORIFICS = _words("academic_titles") | PERSONAL_HONORIFICS
SURE_STREET_ENDINGS = tuple(sorted(_words("street_endings")))
STREET_ENDINGS = tuple(sorted({*SURE_STREET_ENDINGS, *_words("street_or_surname_endings")}))
INSTITUTIONS = _words("institutions")
THING_BEFORE = _words("thing_before")
ORGANISATION_ENDINGS = tuple(sorted(_words("organisation_endings")))
COMPANY_FORMS = _words("company_forms")
ABBREVIATIONS = _words("abbreviations")
PERSON_NOUNS = _words("person_nouns")
PERSON_VERBS = _words("person_verbs")
SALUTATION_WORDS = _words("salutation_words")
NEVER_NAMES = _words("never_names")
NUMBERED_THINGS = _words("numbered_things")
SURNAME_ENDINGS = tuple(sorted(_words("surname_endings")))
