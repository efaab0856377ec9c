"""How long a fresh installation takes and how big it is.

    python benchmarks/install.py [--json]

Makes a virtual environment in a temporary folder and installs the project there with the versions of
constraints.txt. What pip has in its cache makes it faster; `--no-cache` measures without.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def megabytes(folder: Path) -> float:
    """What the files in a folder take, in millions of bytes."""
    return sum(f.stat().st_size for f in folder.rglob("*") if f.is_file() and not f.is_symlink()) / 1e6


def measure(*, cache: bool) -> dict[str, float]:
    """Seconds, size and number of packages of a fresh installation."""
    with tempfile.TemporaryDirectory() as temporary:
        home = Path(temporary) / "env"
        began = time.perf_counter()
        venv.create(home, with_pip=True)
        made = time.perf_counter()
        python = home / ("Scripts" if sys.platform == "win32" else "bin") / "python"
        before = megabytes(home)
        options = [] if cache else ["--no-cache-dir"]
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *options]
        subprocess.run([*pip, "-c", str(ROOT / "constraints.txt"), str(ROOT)], check=True)
        installed = time.perf_counter()
        packages = len(list(home.rglob("*.dist-info")))
        command = [str(python), "-m", "pipeline.cli", "--version"]
        woo = subprocess.run(command, check=True, capture_output=True, cwd=home)
        if not woo.stdout.strip():
            raise SystemExit("the installed command says nothing")
        return {
            "venv_seconds": made - began,
            "install_seconds": installed - made,
            "megabytes": megabytes(home) - before,
            "packages": packages,
        }


def main() -> None:
    form = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=form)
    parser.add_argument("--no-cache", action="store_true", help="let pip download everything")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of lines")
    given = parser.parse_args()
    figures = measure(cache=not given.no_cache)
    if given.json:
        print(json.dumps(figures, indent=1))
        return
    print(f"virtual environment  {figures['venv_seconds']:>7.1f} s")
    print(f"installation         {figures['install_seconds']:>7.1f} s")
    print(f"size                 {figures['megabytes']:>7.0f} MB in {figures['packages']:.0f} packages")


if __name__ == "__main__":
    main()
