"""Says of most content streams at once that they hold nothing but instructions as ISO 32000-2, annex A, has them.

One pattern is the grammar, without a choice that it could come back to, so that it takes no longer than the stream is
long. It is narrower than the standard: what it does not take is no fault, but is looked at token by token.
"""

from __future__ import annotations

import re

NAMING = {
    b"Do": "/XObject", b"scn": "/Pattern", b"SCN": "/Pattern", b"cs": "/ColorSpace", b"CS": "/ColorSpace",
    b"gs": "/ExtGState", b"sh": "/Shading", b"Tf": "/Font", b"BDC": "/Properties", b"DP": "/Properties",
    b"ri": "/Intent",
}  # fmt: skip
"""The operators that take a name, and where it stands; rendering intents are a list of four."""

MAX_STRING = 32_767
"""PDFium reads no more bytes of a string than this, so what follows them would be read by nobody."""

# § is white space here, as ISO 32000-2, table 1, has it. Every repeat is possessive.
_NUMBER = r"[+-]?(?:\d{1,9}+(?:\.\d{0,20}+)?+|\.\d{1,20}+)"
_N = _NUMBER + "§++"
_NAME = r"/[!$&'*-.0-;=?-Z\\^-z|~]{1,100}+"  # what is printed, but # and delimiters
_PLAIN = r"(?:[^()\\]++|\\[\s\S])*+"
_PAIRS = r"(?:[^()\\]++|\\[\s\S]|\((?:[^()\\]++|\\[\s\S]|\(" + _PLAIN + r"\))*+\))*+"
_STRING = rf"(?:\({_PAIRS}\)|<[0-9A-Fa-f]*+>)"
_VALUE = (
    rf"(?:{_NAME}|{_NUMBER}(?=[§/>])|(?:true|false)(?=[§/>])|{_STRING}"
    rf"|\[(?:§++|{_NAME}|{_NUMBER}(?=[§/\]])|{_STRING})*+\])"
)
_LIST = rf"\[(?:§++|{_NUMBER}(?=[§\]]))*+\]§*+"
_TEXTS = rf"\[(?:§++|{_NUMBER}(?=[§(<\]])|{_STRING})*+\]§*+"
_END = r"(?![^§/\[(<])"
_COLOUR = "scn?|SCN?"
_PATTERN = (
    rf"(?:§++|(?:[qQhSsn]|[fBbW]\*?+|F|BT|ET|T\*|EMC|BX|EX){_END}"
    rf"|{_N}(?:(?:[wJjMigG]|T[cwzLsr]|{_COLOUR}){_END}"
    rf"|{_N}(?:(?:[lm]|T[dD]|d0|{_COLOUR}){_END}|{_STRING}§*+\"{_END}"
    rf"|{_N}(?:(?:rg|RG|{_COLOUR}){_END}"
    rf"|{_N}(?:(?:re|[vykK]|{_COLOUR}){_END}"
    rf"|{_N}{_N}(?:cm|Tm|c|d1){_END}))))"
    rf"|{_STRING}§*+(?:Tj|'){_END}|{_TEXTS}TJ{_END}|{_LIST}{_N}d{_END}"
    rf"|{_NAME}§*+(?:(?<=§)(?:gs|cs|CS|sh|Do|BMC|MP|ri|scn|SCN){_END}|(?<=§){_N}Tf{_END}"
    rf"|(?:<<§*+(?:{_NAME}§*+{_VALUE}§*+)*+>>§*+|{_NAME}§++)(?:BDC|DP){_END}))*+"
)
_SPACE = r"\x00\t\n\f\r "


def _compiled(pattern: str) -> re.Pattern[bytes]:
    inside = re.sub(r"(\[\^?)§", lambda found: found[1] + _SPACE, pattern)
    return re.compile(inside.replace("§", f"[{_SPACE}]").encode())


_IN_ORDER = _compiled(_PATTERN)
STRINGS = _compiled(_STRING)
_NAMES = _compiled(
    rf"/([^§()<>\[\]{{}}/%]++)§++(?:[-+.0-9]++§++)?+({'|'.join(k.decode() for k in NAMING)}){_END}"
)


def is_in_order(data: bytes) -> bool:
    """Whether a content stream plainly holds only instructions with the operands that they take."""
    if _IN_ORDER.fullmatch(data) is None:
        return False
    return len(data) <= MAX_STRING or all(len(found) <= MAX_STRING for found in STRINGS.findall(data))


def names_of(data: bytes) -> set[tuple[bytes, bytes]]:
    """The names in a stream that is in order, each with the operator that takes it; what looks so in strings too."""
    return {(b"/" + name, operator) for name, operator in _NAMES.findall(data)}
