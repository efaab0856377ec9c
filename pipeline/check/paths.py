"""Names of files, folders, machines and mailboxes in the texts of a file."""

from __future__ import annotations

import re

__all__ = ["names_a_file", "names_a_mailbox"]

_FILE = re.compile(
    r"""
    file:/                                  # a link to a file
    | (?<![A-Za-z])[A-Za-z]:[\\/](?![/\\]?\s|$)   # C:\Users
    | \\\\[\w.$-]+\\                        # \\server\share
    | /(?:Users|home|Volumes|mnt|private/var)/\w
    | [^\s/\\]\.(?:docx?|docm|dotx?|xlsx?|xlsm|pptx?|odt|ods|odp|rtf|msg|eml|pst|pages|indd|wpd|vsdx?|tiff?)\b
    | [^\s/\\]\.(?:jpe?g|png|zip|csv|bak|tmp)\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
_MAILBOX = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?:mailto|sip|tel|callto|skype|whatsapp):", re.IGNORECASE
)


def names_a_file(text: str) -> bool:
    """Whether the text holds a path, or the name of a file of an office."""
    return bool(_FILE.search(text))


def names_a_mailbox(text: str) -> bool:
    """Whether the text holds a mail address or a link to a mailbox or telephone."""
    return bool(_MAILBOX.search(text))
