"""What LibreOffice may do: a profile without macros, an environment that is not ours, no network."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from functools import lru_cache
from pathlib import Path

MEMORY_KILOBYTES = 4 * 1024 * 1024
"""Address space; LibreOffice has about 1.5 GB of it with an empty document."""

_SETTINGS = (
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Common/Misc", "FirstRun", "false"),
    ("Common/Load", "UserDefinedSettings", "false"),
    ("Writer/Content/Update", "Link", "0"),  # never
    ("Writer/Content/Update", "Field", "false"),
    ("Calc/Content/Update", "Link", "1"),  # never
)
# A proxy that is not there: with BlockUntrustedRefererLinks and, where the system can, no network at all.
_INET = (("ooInetProxyType", "1"), ("ooInetHTTPProxyName", "127.0.0.1"), ("ooInetHTTPProxyPort", "9"),
         ("ooInetHTTPSProxyName", "127.0.0.1"), ("ooInetHTTPSProxyPort", "9"))  # fmt: skip


def options(profile: Path) -> tuple[str, ...]:
    """What every start of LibreOffice is given."""
    return (
        f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck", "--nologo",
        "--nodefault", "--nofirststartwizard",
    )  # fmt: skip


def environment(home: Path) -> dict[str, str]:
    """Nothing of our own environment that could change what is made, or lead outside; `home` gets all that LibreOffice
    writes of itself, the parts of files that it works on too.
    """
    made = {"PATH": os.environ.get("PATH", os.defpath), "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    return {**made, "HOME": str(home), "TMPDIR": str(home), "SAL_USE_VCLPLUGIN": "svp"}


@lru_cache(maxsize=1)
def without_network() -> tuple[str, ...]:
    """What to put before a command so that it has no network; nothing where the system does not let us."""
    return _unshare("--user", "--map-root-user", "--net")


@lru_cache(maxsize=1)
def in_a_world_of_its_own() -> tuple[str, ...]:
    """As `without_network`, and when the command ends, so does all that it started; empty where we may not."""
    return _unshare("--user", "--map-root-user", "--net", "--pid", "--fork", "--kill-child")


def _unshare(*wanted: str) -> tuple[str, ...]:
    found = shutil.which("unshare")
    if found is None:
        return ()
    done = subprocess.run([found, *wanted, "true"], capture_output=True, timeout=60, check=False)  # noqa: S603
    return (found, *wanted) if done.returncode == 0 else ()


def make_profile(home: Path) -> Path:
    """A profile in `home`, with what LibreOffice may not do."""
    user = home / "profiel" / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(_registry(), encoding="utf-8")
    return home / "profiel"


def sockets(profile: Path, *pipes: str) -> list[str]:
    """Patterns of the sockets that LibreOffice leaves in the system's folder when it is killed: that of its profile,
    which it names by its MD5, and those of `pipes`.
    """
    digest = hashlib.md5(profile.as_uri().encode("utf-16-le"), usedforsecurity=False).digest()
    names = ("SingleOfficeIPC_" + "".join(f"{byte:x}" for byte in digest), *pipes)
    return [f"{folder}/OSL_PIPE_*_{name}" for folder in ("/tmp", "/var/tmp") for name in names]  # noqa: S108


def _registry() -> str:
    rows = [(f"/org.openoffice.Office.{path}", name, value) for path, name, value in _SETTINGS]
    rows += [("/org.openoffice.Inet/Settings", name, value) for name, value in _INET]
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in rows
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{items}</oor:items>\n"
    )
