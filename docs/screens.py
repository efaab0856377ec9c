"""Make docs/archive-*.png from the archive of samples/ in a real Chromium: `python docs/screens.py OUT`.

OUT is the folder that `woo process samples --out OUT` wrote. Needs Chromium and the package playwright.
"""

from __future__ import annotations

import io
import os
import shutil
import socket
import sys
import tempfile
import threading
from datetime import date
from pathlib import Path

import uvicorn
from PIL import Image
from playwright.sync_api import Page, sync_playwright

from pipeline.archive.opening import open_archive
from pipeline.archive.published import read_published
from pipeline.archive.values import Dossier, Kind, LogEntry
from pipeline.site import links
from pipeline.site.serve import configuration
from pipeline.site.settings import Settings

HERE = Path(__file__).resolve().parent
DAY = date(2024, 4, 2)  # of the samples: some terms are over, some are not
SIZE = {"width": 1200, "height": 860}
COLOURS = 96  # of a picture: the pages have few, and each picture stays under 200 kB


def decision(dossier: Dossier) -> str:
    """The page of the decision about the market."""
    found = next(i for i in dossier.items if i.kind is Kind.DECISION and i.result and "Havenkade" in i.text)
    place = found.places[0]
    return links.document_link(dossier.case, place.document, place.page, found.key)


def shoot(page: Page, address: str, name: str) -> None:
    """One page as a picture."""
    page.goto(address)
    page.wait_for_load_state("networkidle")
    with Image.open(io.BytesIO(page.screenshot())) as picture:
        small = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        small.save(HERE / f"archive-{name}.png", optimize=True)


def main(out: Path) -> None:
    """Index, serve, and take the pictures."""
    dossier = read_published(out)
    with tempfile.TemporaryDirectory() as folder, socket.create_server(("127.0.0.1", 0)) as door:
        file = str(Path(folder) / "archief.sqlite")
        archive = open_archive(file, write=True)
        entry = LogEntry(
            "2026-08-20T09:00:00+00:00", "docs", "geïndexeerd", dossier.case, "", len(dossier.items)
        )
        archive.put(dossier, entry)
        server = uvicorn.Server(configuration(archive, Settings(today=lambda: DAY)))
        thread = threading.Thread(target=server.run, args=([door],))
        thread.start()
        address = f"http://127.0.0.1:{door.getsockname()[1]}"
        with sync_playwright() as playwright:
            args = ["--no-sandbox"] if os.geteuid() == 0 else []
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=args)
            page = browser.new_page(
                base_url=address, locale="nl-NL", viewport=SIZE, java_script_enabled=False
            )
            shoot(page, "/?vraag=markt+havenkade", "search")
            shoot(page, decision(dossier), "document")
            shoot(page, "/?weergave=tijdlijn", "timeline")
            browser.close()
        server.should_exit = True
        thread.join()
        archive.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
