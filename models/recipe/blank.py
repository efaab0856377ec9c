"""The pipeline before anything is trained: a tokenizer for mail and lists, and the gazetteer."""

from __future__ import annotations

import re

import spacy
from spacy.tokenizer import Tokenizer
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

import pipeline.detect.gazetteer  # noqa: F401  (registers the factory)

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
    r"(?:(?:Th|Ch|Chr|Ph|Sj|Tj|IJ|Ij|Jac|Joh|Wm|[A-ZÀ-ÞŁŚŻŠČĆŞĞİŽĐŃŘŤĎŇŐŰĀĒĪŪȘȚ])\.-?)+"  # initials
    r"|['’][tsnTSN]"  # 't, 's, 'n
    r"|(?:dhr|mw|mevr|mej|fam|hr|drs|dr|ir|ing|prof|mr|mrs|ms|bc|mgr|ds|st|kol|lt|Dhr|Mw|Mevr|Mej|Fam|Drs|Dr|Ir|Ing|Prof|Mr|Mrs|Ms)\."
)


def blank() -> spacy.Language:
    """A pipeline that tags tokens and finds nothing yet."""
    nlp = spacy.blank("nl")
    nlp.tokenizer = Tokenizer(
        nlp.vocab,
        rules={},
        prefix_search=compile_prefix_regex(OPENING).search,
        suffix_search=compile_suffix_regex(CLOSING).search,
        infix_finditer=compile_infix_regex(INSIDE).finditer,
        token_match=re.compile(rf"^(?:{WHOLE})$").match,
    )
    nlp.add_pipe("woo_gazetteer")
    return nlp
