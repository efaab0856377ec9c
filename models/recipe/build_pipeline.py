"""Build models/nl_woo, the spaCy pipeline that finds names: `python models/recipe/build_pipeline.py`.

Nothing is trained here: a tokenizer for mail and lists, and the name rules of pipeline/detect over the word lists.
The output is the same byte for byte wherever it is made.
"""

from __future__ import annotations

import re
from pathlib import Path

import spacy
from spacy.tokenizer import Tokenizer
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

import pipeline.detect.component  # noqa: F401  (registers the factory)

OUT = Path(__file__).resolve().parent.parent / "nl_woo"
SIGNS = r"[\(\[\{<>\"“”„«»‘’'*_#|/\\,;:!?=+~&@…•·–—.-]"
# A run of signs is taken off whole: one by one, a ruled line of a hundred thousand hyphens takes quadratic time.
OPENING = [SIGNS + "{8,}", r"[\(\[\{<>\"“”„«»‘’'*_#|/\\,;:!?=+~&@…•·–—-]", r"\.(?=\.)"]
CLOSING = [
    r"(?<!" + SIGNS + ")" + SIGNS + "{8,}",
    r"[\)\]\}<>\"“”„«»‘’'*_#|/\\,;:!?=+~&@…•·–—-]",
    r"\.",
]
# Inside a token: everything that separates in address lists and tables, but no hyphen, full stop or apostrophe.
INSIDE = [r"[<>;:\[\]\(\)/|,\"“”„«»*_=+~&@…•·–—]", r"(?<=[a-zà-ÿ])\.(?=[A-ZÀ-Þ][a-zà-ÿ])"]
WHOLE = (
    r"(?:(?:Th|Ch|Chr|Ph|Sj|Tj|IJ|Ij|Jac|Joh|Wm|[A-ZÀ-ÞŁŚŻŠČĆ])\.-?)+"  # initials
    r"|['’][tsnTSN]"  # 't, 's, 'n
    r"|(?:dhr|mw|mevr|mej|fam|hr|drs|dr|ir|ing|prof|mr|mrs|ms|bc|mgr|ds|st|kol|lt|Dhr|Mw|Mevr|Mej|Fam|Drs|Dr|Ir|Ing|Prof|Mr|Mrs|Ms)\."
)


def build() -> spacy.Language:
    """The pipeline, built anew."""
    nlp = spacy.blank("nl")
    nlp.tokenizer = Tokenizer(
        nlp.vocab,
        rules={},
        prefix_search=compile_prefix_regex(OPENING).search,
        suffix_search=compile_suffix_regex(CLOSING).search,
        infix_finditer=compile_infix_regex(INSIDE).finditer,
        token_match=re.compile(rf"^(?:{WHOLE})$").match,
    )
    nlp.add_pipe("woo_names")
    nlp.meta["name"], nlp.meta["version"] = "woo", "0.1.0"
    nlp.meta["description"] = "Names in Dutch official text by rules and word lists; not trained"
    return nlp


if __name__ == "__main__":
    build().to_disk(OUT)
    print(f"written {OUT.name}")
