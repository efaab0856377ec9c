"""What is published of this project: the wheel made from the sdist works alone, with its rules and its model inside."""

import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MAIL = ROOT / "samples" / "03-mail-van-marktkoopman.eml"

pytestmark = pytest.mark.slow


def run(*command, cwd, codes=(0,)):
    """Run a program that must not see the checkout; fails with what it said."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "COV"))}
    done = subprocess.run(
        [str(word) for word in command], capture_output=True, text=True, cwd=cwd, env=environment, check=False
    )
    assert done.returncode in codes, f"{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def dist(tmp_path_factory):
    """The sdist of the checkout and the wheel made from that sdist, without a download."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", folder, cwd=ROOT)
    (sdist,) = folder.glob("*.tar.gz")
    with tarfile.open(sdist) as packed:
        packed.extractall(folder, filter="data")
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    run(*pip, "--wheel-dir", folder, folder / sdist.name.removesuffix(".tar.gz"), cwd=folder)
    return folder


@pytest.fixture(scope="module")
def sdist(dist):
    (file,) = dist.glob("*.tar.gz")
    with tarfile.open(file) as packed:
        top = file.name.removesuffix(".tar.gz")
        return {name.removeprefix(f"{top}/") for name in packed.getnames()}


@pytest.fixture(scope="module")
def wheel(dist):
    (file,) = dist.glob("*.whl")
    return file


@pytest.fixture(scope="module")
def in_wheel(wheel):
    with zipfile.ZipFile(wheel) as packed:
        return set(packed.namelist())


@pytest.fixture(scope="module")
def home(wheel, tmp_path_factory):
    """A fresh environment with the wheel, and beside it the libraries of this one but not the checkout.

    A .pth file in a folder that is itself named by a .pth file is not read, so an editable installation
    stays out of sight.
    """
    home = tmp_path_factory.mktemp("home")
    venv.create(home / "env", with_pip=False, symlinks=os.name != "nt")
    python = home / "env" / ("Scripts" if os.name == "nt" else "bin") / "python"
    run(sys.executable, "-m", "pip", f"--python={python}", "install", "--quiet", "--no-deps", wheel, cwd=home)
    site = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=home).strip())
    here = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (site / "libraries.pth").write_text("\n".join(sorted(here)) + "\n", encoding="utf-8")
    return home


def program(home, name):
    return home / "env" / ("Scripts" if os.name == "nt" else "bin") / name


def tracked(*folders):
    """The files in folders of the checkout, caches left out."""
    files = (f for folder in folders for f in sorted((ROOT / folder).rglob("*")))
    return {f.relative_to(ROOT).as_posix() for f in files if f.is_file() and "__pycache__" not in f.parts}


def test_the_sdist_holds_all_that_the_tests_need(sdist):
    wanted = tracked("pipeline", "rules", "models", "samples", "tests", "benchmarks", "docs")
    files = {"pyproject.toml", "README.md", "CONTRIBUTING.md", "LICENSE", "constraints.txt"}
    assert sorted((wanted | files) - sdist) == []


def test_the_wheel_holds_the_package_and_its_data_and_nothing_else(in_wheel):
    data = {f"pipeline/data/{name}" for name in tracked("rules", "models")}
    own = {name for name in in_wheel if ".dist-info/" not in name}
    assert sorted(own) == sorted(tracked("pipeline") | data)


def test_the_wheel_carries_the_licence(in_wheel):
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in in_wheel)


def test_the_rules_and_the_model_are_found_inside_the_package(home):
    script = (
        "import pipeline; from pipeline import resources;"
        "print(pipeline.__file__, resources.folder('rules'), resources.folder('models'), sep='\\n')"
    )
    package, rules, models = map(Path, run(program(home, "python"), "-c", script, cwd=home).splitlines())
    assert package.is_relative_to(home / "env")
    assert rules == package.parent / "data" / "rules"
    assert models == package.parent / "data" / "models"


def test_the_version_is_that_of_the_package(home, wheel):
    said = run(program(home, "woo"), "--version", cwd=home)
    assert said.split()[-1] == wheel.name.split("-")[1]


def test_the_installed_command_redacts_a_mail(home, tmp_path):
    shutil.copy(MAIL, tmp_path)
    given = ["process", tmp_path / MAIL.name, "--out", tmp_path / "out"]
    # 1: published, and a person must look.
    run(program(home, "python"), "-m", "pipeline.cli", *given, cwd=tmp_path, codes=(0, 1))
    assert {f.name for f in (tmp_path / "out" / "publish").iterdir()} == {
        "000001.pdf",
        "000001.json",
        "inventory.csv",
    }
