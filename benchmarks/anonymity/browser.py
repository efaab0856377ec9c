"""Chromium through its DevTools pipe, so that one process prints many documents.

One document with the pages of all names would not do: Chromium reckons the places on a page from the top of the
document, so that each page has numbers of its own.
"""

from __future__ import annotations

import base64
import json
import os
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any


class _Pipe:
    """The two ends of the pipe: a message is JSON that ends with a zero byte."""

    def __init__(self, to_browser: int, from_browser: int) -> None:
        self._write, self._read = to_browser, from_browser
        self._number, self._buffer = 0, b""

    def call(self, method: str, session: str | None = None, **params: object) -> dict[str, Any]:
        """Send a command and wait for its answer.

        Raises:
            RuntimeError: the browser refuses, or it ended.
        """
        self._number += 1
        message: dict[str, object] = {"id": self._number, "method": method, "params": params}
        if session is not None:
            message["sessionId"] = session
        data = memoryview(json.dumps(message).encode() + b"\0")
        while data:
            data = data[os.write(self._write, data) :]
        while True:
            answer = self._next()
            if answer.get("id") == self._number:
                if "error" in answer:
                    raise RuntimeError(f"Chromium: {answer['error']}")
                result: dict[str, Any] = answer["result"]
                return result

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._buffer:
            more = os.read(self._read, 1 << 20)
            if not more:
                raise RuntimeError("Chromium ended")
            self._buffer += more
        first, self._buffer = self._buffer.split(b"\0", 1)
        message: dict[str, Any] = json.loads(first)
        return message


def printed(documents: Sequence[str], folder: Path) -> Iterator[bytes]:
    """The PDF of each HTML document, in order."""
    to_browser, ours_out = os.pipe()
    ours_in, from_browser = os.pipe()
    # The browser reads from descriptor 3 and writes to 4, whatever numbers the pipes have here.
    command = (
        f"exec 3<&{to_browser} 4>&{from_browser}; exec chromium --headless --no-sandbox --disable-gpu "
        '--remote-debugging-pipe --user-data-dir="$0"'
    )
    process = subprocess.Popen(
        ["bash", "-c", command, str(folder / "profile")],
        pass_fds=(to_browser, from_browser),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(to_browser)
    os.close(from_browser)
    try:
        pipe = _Pipe(ours_out, ours_in)
        target = pipe.call("Target.createTarget", url="about:blank")["targetId"]
        session = pipe.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        frame = pipe.call("Page.getFrameTree", session)["frameTree"]["frame"]["id"]
        for html in documents:
            pipe.call("Page.setDocumentContent", session, frameId=frame, html=html)
            made = pipe.call("Page.printToPDF", session, preferCSSPageSize=True, printBackground=True)
            yield base64.b64decode(made["data"])
        pipe.call("Browser.close")
    finally:
        os.close(ours_out)
        os.close(ours_in)
        process.terminate()
        process.wait(timeout=20)
