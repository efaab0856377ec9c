"""Imports point one way: the table below, the table in docs/architecture.md and the code say the same.

A unit is a module beside `pipeline/cli.py` or a whole package. Each may import from the units above it that
its row names, and from `BASE`; inside a package the modules import each other in one direction too.
"""

import ast
import re
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "pipeline"

BASE = ("__init__", "types", "items", "errors", "resources")
MAY_IMPORT = {
    "__init__": "",
    "errors": "",
    "resources": "",
    "types": "",
    "items": "",
    "roles": "",
    "rulebook": "roles",
    "officials": "",
    "case": "officials",
    "masking": "",
    "relations": "",
    "findings": "",
    "gcpause": "",
    "limits": "",
    "pdf": "gcpause",
    "office": "",
    "ingest": "limits pdf office",
    "split": "",
    "detect": "roles rulebook officials case",
    "decide": "rulebook case detect",
    "evaluate": "rulebook case detect decide",
    "scores": "evaluate",
    "redact": "rulebook masking gcpause pdf office",
    "check": "roles rulebook case detect decide",
    "export": "masking relations",
    "workspace": "",
    "pool": "",
    "checking": "check workspace pool",
    "tasks": "limits case relations export",
    "software": "resources rulebook workspace",
    "journal": "tasks software workspace",
    "summary": "case relations export tasks workspace",
    "plan": "case relations tasks workspace",
    "outcomes": "masking redact check export tasks",
    "reading": "rulebook relations ingest split detect pool tasks workspace",
    "stages": (
        "rulebook case masking findings ingest detect decide redact check export workspace tasks outcomes reading"
    ),
    "warm": "rulebook detect pool stages",
    "cluster": "pool software warm",
    "run": (
        "rulebook case relations ingest detect export workspace pool limits tasks software journal summary plan "
        "reading stages warm cluster"
    ),
    "report": "workspace tasks summary run",
    "status": "journal run workspace",
    "archive": "export",
    "archiving": "archive",
    "site": "rulebook archive",
    "archive_commands": "workspace archive archiving site",
    "cli": (
        "rulebook officials evaluate scores check workspace pool limits checking warm run report status "
        "archive_commands"
    ),
}

TREE = {".".join(f.relative_to(ROOT).with_suffix("").parts): f for f in sorted(PACKAGE.rglob("*.py"))}
MODULES = {name.removesuffix(".__init__") for name in TREE}


def unit(module):
    """`pipeline.redact.page` -> `redact`, `pipeline` -> `__init__`."""
    return [*module.split("."), "__init__"][1]


def imports(source, module, modules):
    """The modules of ours that a module imports, those it names in a string to import them later included."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            # `module` ends in `.__init__` for a package, so one dot is always the folder of the file.
            folder = module.split(".")[: -node.level] if node.level else []
            start = ".".join([*folder, *([node.module] if node.module else [])])
            names = {f"{start}.{alias.name}" for alias in node.names}
            found.update(names & modules or {start})
            if not names <= modules:
                found.add(start)
        elif isinstance(node, ast.Constant) and node.value in modules and "." in str(node.value):
            found.add(node.value)
    return {name for name in found if name.split(".")[0] == "pipeline"}


def faults(module, imported, table):
    """What a module imports against the table, in words."""
    own = unit(module)
    if own not in table:
        return [f"{own} is missing from the table"]
    rows = list(table)
    allowed = {own, *BASE, *table[own].split()}
    wrong = {name for name in map(unit, imported) if name not in allowed}
    return sorted(f"{module} imports {name}" for name in wrong) + [
        f"{own} stands above {name}" for name in table[own].split() if rows.index(name) > rows.index(own)
    ]


@cache
def all_imports():
    """What each module imports; read when a test asks, since every process of the tests collects them all."""
    return {name: imports(file.read_text(encoding="utf-8"), name, MODULES) for name, file in TREE.items()}


@pytest.mark.parametrize("module", sorted(TREE))
def test_a_module_imports_only_what_its_row_allows(module):
    assert faults(module, all_imports()[module], MAY_IMPORT) == []


def test_the_table_has_no_row_and_no_leave_that_nobody_uses():
    used = {name: set() for name in MAY_IMPORT}
    for module, imported in all_imports().items():
        used[unit(module)].update(unit(name) for name in imported)
    units = {unit(module) for module in TREE}
    assert set(MAY_IMPORT) == units
    assert {
        n: sorted(set(may.split()) - used[n]) for n, may in MAY_IMPORT.items() if set(may.split()) - used[n]
    } == {}


def test_inside_a_package_too_nothing_goes_round():
    graph = {
        name: {i for i in imported if unit(i) == unit(name)}
        for name, imported in all_imports().items()
        if not name.endswith("__init__")
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(f"a circle of imports: {' -> '.join(error.args[1])}")


def test_the_check_shares_no_code_with_what_it_checks():
    imported = {unit(i) for name, found in all_imports().items() if unit(name) == "check" for i in found}
    assert not {name for name in imported if name.startswith(("redact", "pdf", "masking", "ingest"))}


def test_the_architecture_document_holds_the_same_table():
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`.+`) \| .+ \| (.+) \|$", text, re.MULTILINE)
    said = {
        name.strip("/"): set(re.findall(r"`(\w+)", may))
        for names, may in rows
        for name in re.findall(r"`(\w+/?)`", names)
    }
    assert said == {name: set(may.split()) for name, may in MAY_IMPORT.items()}
    assert list(said) == list(MAY_IMPORT)


# ------------------------------------------------------------------------------------ the check itself bites

_MODULES = {
    "pipeline",
    "pipeline.types",
    "pipeline.low",
    "pipeline.high",
    "pipeline.pack",
    "pipeline.pack.one",
}
_TABLE = {"__init__": "", "types": "", "low": "", "pack": "low", "high": "low pack"}


@pytest.mark.parametrize(
    ("module", "source", "says"),
    [
        ("pipeline.high", "from pipeline.low import x", []),
        ("pipeline.low", "from pipeline.types import Span", []),
        ("pipeline.low", "import os\nfrom pathlib import Path", []),
        ("pipeline.pack.one", "from pipeline.pack import x", []),
        ("pipeline.low", "from pipeline.high import x", ["pipeline.low imports high"]),
        ("pipeline.low", "import pipeline.high", ["pipeline.low imports high"]),
        ("pipeline.low", "from pipeline import high", ["pipeline.low imports high"]),
        ("pipeline.low", "from . import high", ["pipeline.low imports high"]),
        ("pipeline.low", "from .high import x", ["pipeline.low imports high"]),
        ("pipeline.low", "def f():\n    from pipeline.high import x", ["pipeline.low imports high"]),
        ("pipeline.low", "start('pipeline.high')", ["pipeline.low imports high"]),
        ("pipeline.pack.one", "from ..high import x", ["pipeline.pack.one imports high"]),
        ("pipeline.pack.__init__", "from ..high import x", ["pipeline.pack.__init__ imports high"]),
        ("pipeline.pack.__init__", "from .one import x", []),
        ("pipeline.fresh", "", ["fresh is missing from the table"]),
    ],
)
def test_an_import_against_the_direction_is_seen(module, source, says):
    assert faults(module, imports(source, module, _MODULES), _TABLE) == says


def test_a_row_that_points_down_the_table_is_seen():
    assert faults("pipeline.low", set(), {**_TABLE, "low": "high"}) == ["low stands above high"]
