"""Stands beside one LibreOffice and gives it files. A program of its own: it runs under the Python that has `uno`.

It imports nothing of ours and keeps to what Python 3.9 knows. On standard input it gets JSON, a line each: first how
to start, then a job a line; it answers a line for each. When its standard input closes, our process is gone or done
with it: LibreOffice is killed, its folder is removed, and this ends.
"""

from __future__ import annotations

import contextlib
import glob
import json
import os
import queue
import resource
import shutil
import signal
import subprocess
import sys
import threading
import time
from typing import Any, TextIO

Job = dict[str, Any]
Remote = Any
"""What lives in LibreOffice, on the other side of the bridge."""

NEVER = 0  # of com.sun.star.document.MacroExecModeConst and com.sun.star.document.UpdateDocMode alike
_WAIT = 0.02  # seconds between two looks at LibreOffice as it starts and ends


def main() -> None:
    """Start LibreOffice and do jobs until standard input closes."""
    os.umask(0o077)
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what a library prints is no answer
    start = json.loads(sys.stdin.readline())
    _bound(start["kilobytes"] * 1024)
    office = subprocess.Popen(  # noqa: S603  (what our own process says)
        start["command"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip
    jobs: queue.Queue[Job] = queue.Queue()
    threading.Thread(target=_listen, args=(jobs, office, start), daemon=True).start()
    _answer(answers, group=office.pid)
    desktop = _reach(office, start)
    _answer(answers, ready=True)
    while True:
        job = jobs.get()
        made = _convert(desktop, job)
        _answer(answers, job=job["job"], made=made, same=_as_before(desktop, start["fonts"]))


def _answer(answers: TextIO, **said: object) -> None:
    with contextlib.suppress(OSError):  # nobody listens any more, which `_listen` sees to
        answers.write(json.dumps(said) + "\n")
        answers.flush()


def _bound(size: int) -> None:
    """All that LibreOffice may have of memory, which it inherits."""
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    most = size if hard == resource.RLIM_INFINITY else min(size, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))


def _listen(jobs: queue.Queue[Job], office: subprocess.Popen[bytes], start: Job) -> None:
    """Take jobs as they come, until no more can come."""
    for line in sys.stdin:
        jobs.put(json.loads(line))
    _end(office, start)


_ending = threading.Lock()


def _end(office: subprocess.Popen[bytes], start: Job) -> None:
    """End LibreOffice and this program, and leave nothing behind."""
    _ending.acquire()  # by one thread alone, for good
    _kill(office.pid)
    shutil.rmtree(start["home"], ignore_errors=True)
    for pattern in start["sockets"]:
        for name in glob.glob(pattern):  # noqa: PTH207  (a pattern, whole)
            with contextlib.suppress(OSError):
                os.unlink(name)  # noqa: PTH108  (one thing less to import)
    os._exit(0)


def _kill(group: int) -> None:
    """End LibreOffice with all that it started, and wait until it is gone, for it writes to the end."""
    for _ in range(100):
        try:
            os.killpg(group, signal.SIGKILL)
        except OSError:  # nothing of it is left
            return
        with contextlib.suppress(OSError):
            while os.waitpid(-1, os.WNOHANG)[0]:  # what it started is ours in a world of its own
                pass
        time.sleep(_WAIT)


def _reach(office: subprocess.Popen[bytes], start: Job) -> Remote:
    """The desktop of LibreOffice, once it is there. Ends this program where LibreOffice ends first."""
    import uno  # type: ignore[import-not-found]  # noqa: PLC0415  (only the Python that this runs under has it)

    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    while True:
        try:
            context = resolver.resolve("uno:pipe,name=" + start["pipe"] + ";urp;StarOffice.ComponentContext")
            return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        except Exception:  # noqa: BLE001  (not there yet: what it raises has a class of its own kind)
            if office.poll() is not None:
                _end(office, start)
            time.sleep(_WAIT)


def _convert(desktop: Remote, job: Job) -> bool:
    """Read one file, write it in its new form and close it; whether all of that went well."""
    import uno  # noqa: PLC0415  (see `_reach`)

    read = {
        "FilterName": job["reads"], "Hidden": True, "ReadOnly": True, "AsTemplate": False,
        "MacroExecutionMode": NEVER, "UpdateDocMode": NEVER,
    }  # fmt: skip
    write: dict[str, Any] = {"FilterName": job["writes"], "Overwrite": True}
    if job["data"]:
        write["FilterData"] = uno.Any("[]com.sun.star.beans.PropertyValue", _properties(job["data"]))
    document = None
    try:
        url = uno.systemPathToFileUrl(job["source"])
        document = desktop.loadComponentFromURL(url, "_blank", 0, _properties(read))
        if document is None or not document.supportsService(job["service"]):
            return False
        document.storeToURL(uno.systemPathToFileUrl(job["result"]), _properties(write))
    except Exception:  # noqa: BLE001  (whatever it is, this LibreOffice gets no more files)
        return False
    finally:
        made = _closed(document)
    return made


def _properties(values: dict[str, Any]) -> Remote:
    import uno  # noqa: PLC0415  (see `_reach`)

    made = []
    for name in sorted(values):
        made.append(uno.createUnoStruct("com.sun.star.beans.PropertyValue"))
        made[-1].Name, made[-1].Value = name, values[name]
    return tuple(made)


def _closed(document: Remote) -> bool:
    try:
        if document is not None:
            document.close(True)
    except Exception:  # noqa: BLE001  (see `_convert`)
        return False
    return True


def _as_before(desktop: Remote, fonts: str) -> bool:
    """Whether nothing of a file stays: no document open, no font of its own that others would be laid out with."""
    try:
        open_still = desktop.getComponents().hasElements()
    except Exception:  # noqa: BLE001  (LibreOffice is gone)
        return False
    return not open_still and not any(names for _, _, names in os.walk(fonts))


if __name__ == "__main__":
    main()
