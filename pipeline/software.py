"""What shapes the output of a run besides its input: this program, its model, what libraries and programs it uses."""

from __future__ import annotations

import importlib.metadata
import platform
import shutil
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pipeline import __version__, resources, rulebook
from pipeline.workspace import digest, file_digest

# Their versions shape what comes out, so another version does the work anew.
_LIBRARIES = (
    "fonttools",
    "lxml",
    "numpy",
    "pdfplumber",
    "phonenumbers",
    "pikepdf",
    "pillow",
    "presidio-analyzer",
    "presidio-anonymizer",
    "pypdfium2",
    "regex",
    "spacy",
    "typst",
)
# Optional programs; a file that failed for want of one is read again once it is there.
_PROGRAMS = ("soffice", "tesseract")


@dataclass(frozen=True, slots=True)
class Software:
    """Under what a run works: the version of this program, and digests of it, its model and its rules."""

    version: str
    program: str
    model: str
    rules: str

    @property
    def fingerprint(self) -> str:
        """The digest of all that shapes what comes out besides the case."""
        return digest(self.program, self.model, self.rules)


def software() -> Software:
    """What works here.

    Raises:
        RulebookError: the rules of this installation are broken.
    """
    return Software(__version__, program_digest(), model_digest(), rulebook.load().digest)


@lru_cache(maxsize=1)
def program_digest() -> str:
    """A digest of this program, Python, and the libraries and programs that shape its output."""
    files = sorted(Path(__file__).parent.rglob("*.py"))
    versions = [f"{name} {importlib.metadata.version(name)}" for name in _LIBRARIES]
    programs = (_program(name) for name in _PROGRAMS)
    return digest(platform.python_version(), *versions, *programs, *(file_digest(file) for file in files))


@lru_cache(maxsize=1)
def model_digest() -> str:
    """A digest of the model and its lists."""
    files = (f for f in resources.folder("models").rglob("*") if f.is_file() and f.suffix != ".pyc")
    return digest(*(file_digest(file) for file in sorted(files)))


def _program(name: str) -> str:
    """Which program of that name the system has: where it is and when that was put there; empty where there is none."""
    found = shutil.which(name)
    if found is None:
        return ""
    file = Path(found).resolve()
    return f"{file} {file.stat().st_mtime_ns}"
