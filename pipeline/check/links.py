"""What the target of a link tells beyond the page that it stands on."""

from __future__ import annotations

import re
from urllib.parse import unquote

from pipeline.check.paths import names_a_file, names_a_mailbox
from pipeline.check.readable import Readable, folded
from pipeline.check.vocabulary import WEB

__all__ = ["link_reason"]

_SIGNS = re.compile(r"[\W_]+")
_SCHEME = re.compile(r"^\s*([A-Za-z][A-Za-z0-9+.-]*):")
_SPEAKING = ("mailto", "tel", "sms", "sip", "sips", "callto", "skype", "whatsapp", "xmpp", "im")
# Hosts of one office: no dot, the suffixes for networks of one's own (RFC 6762, RFC 8375, RFC 2606), addresses of
# private networks (RFC 1918, RFC 4193).
_INNER_HOST = re.compile(
    r"^(?:[^.]+|.*\.(?:local|lan|intern|internal|intranet|corp|home|localdomain|home\.arpa)|localhost"
    r"|10\.[\d.]+|127\.[\d.]+|192\.168\.[\d.]+|172\.(?:1[6-9]|2\d|3[01])\.[\d.]+|\[f[cde].*\])$"
)
_HTTP = re.compile(r"^(?:[^/?#]*://)?(?:([^/?#@]*)@)?(\[[^\]]*\]|[^/?#:]*)(?::\d+)?([^?#]*)(.*)$", re.DOTALL)


def link_reason(target: str, shown: Readable, *, file: bool = False) -> str | None:
    """Why the target of a link is a finding, as the end of a Dutch sentence; None: it tells nothing new.

    `file`: the target is the name of a file, not an address.
    """
    plain = unquote(target).strip()
    scheme = _SCHEME.match(plain)
    kind = scheme[1].casefold() if scheme and len(scheme[1]) > 1 else ""
    if file or kind == "file" or (kind not in ("http", "https") and names_a_file(plain)):
        return "naar een bestand op een computer of netwerk; het pad zegt van wie of waar het was"
    if kind in _SPEAKING:
        if _stands(plain[len(kind) + 1 :], shown):
            return None
        return "naar een mailadres of telefoonnummer dat op de pagina's niet te lezen is"
    if kind in ("http", "https", "ftp", "") and plain:
        return _web_reason(plain, shown)
    return (
        None if not plain or shown.tells(plain, WEB) else "met een adres dat op de pagina's niet te lezen is"
    )


def _stands(address: str, shown: Readable) -> bool:
    """Whether a mail address (with what its link adds) or a number can be read on a page."""
    first, _, more = address.partition("?")
    values = " ".join(part.partition("=")[2] for part in more.split("&"))
    for one in re.split(r"[,;]", first):
        squeezed = _SIGNS.sub("", folded(one))
        if squeezed not in shown.together and not _same_number(squeezed, shown.together):
            return False
    return shown.tells(values)


def _same_number(number: str, text: str) -> bool:
    """+31 6 or 0031 6 is 06 on the page, and the other way round."""
    bare = re.sub(r"^(?:00)?31|^0", "", number)
    return bare.isdigit() and len(bare) >= 6 and bare in text


def _web_reason(target: str, shown: Readable) -> str | None:
    squeezed = _SIGNS.sub("", folded(re.sub(r"^[a-z]+://(?:www\.)?", "", target, flags=re.IGNORECASE)))
    if squeezed in shown.together:
        return None
    match = _HTTP.match(target)
    user, host, path, rest = match.groups() if match else ("", "", target, "")
    if user or names_a_mailbox(path + rest):
        return "met een mailadres of gebruikersnaam die op de pagina's niet te lezen is"
    if "://" in target and _INNER_HOST.match(host.casefold()):
        return "naar een adres op een eigen netwerk"
    if not shown.tells(path, WEB) or not shown.tells(rest, WEB):
        return "waarvan het adres woorden heeft die op de pagina's niet te lezen zijn"
    return None
