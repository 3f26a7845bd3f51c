"""Help pages: Indonesian throughout, with an example, and light to show."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import Any

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from penempatan.cli.app import build_app

COMMANDS = (
    "susun",
    "periksa",
    "templat",
    "contoh",
    "skor",
    "skenario",
    "pendidikan",
    "jelaskan",
    "sk",
    "banding",
    "tinjau",
    "verifikasi",
)
ENGLISH = re.compile(
    r"\b(usage|options?|arguments?|commands?|show|this|message|exit|required|default|file|path|text|integer|"
    r"float|help for|the|and|with|missing|error|warning)\b",
    re.IGNORECASE,
)
HEAVY = (
    "numpy",
    "pandas",
    "ortools",
    "openpyxl",
    "xlsxwriter",
    "python_calamine",
    "rapidfuzz",
    "rich",
    "scipy",
    "joblib",
)


def page(*arguments: str, width: int = 100) -> str:
    """Return a help page."""
    result = CliRunner().invoke(build_app(), [*arguments, "--help"], terminal_width=width)
    assert result.exit_code == 0
    return result.output


def test_every_command_is_covered_here() -> None:
    """The list of commands in this file is the program's own, in the order of work."""
    group: Any = get_command(build_app())
    assert tuple(group.commands) == COMMANDS


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_indonesian_throughout(command: str) -> None:
    """No English word of Typer's own is left on any page; names of options and files are not words."""
    for width in (60, 80, 100):  # the words break elsewhere
        text = page(*command.split(), width=width)
        prose = re.sub(r"--[\w-]+|\S+\.(toml|xlsx|csv|json)|\[RONDE\]", "", text)
        assert ENGLISH.findall(prose) == []
    assert "Pemakaian:" in text
    assert "Tampilkan bantuan ini." in text


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_every_help_has_an_example(command: str) -> None:
    """Each page ends with a command line that can be copied."""
    examples = page(*command.split()).split("Contoh:")[1]
    assert re.search(rf"^ +penempatan {command}", examples, re.MULTILINE)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_says_what_it_does(command: str) -> None:
    """No option or argument stands without a description."""
    group: Any = get_command(build_app())
    assert all(parameter.help for parameter in group.commands[command].params)


def test_examples_use_options_that_exist() -> None:
    """An option named in an example is an option of that command."""
    group: Any = get_command(build_app())
    examples = "".join(page(name).split("Contoh:")[1] for name in COMMANDS)
    for line in re.findall(r"^ +penempatan (.+)$", examples, re.MULTILINE):
        command, *words = line.split()
        known = {name for parameter in group.commands[command].params for name in parameter.opts}
        assert {word for word in words if word.startswith("--")} <= known


@pytest.mark.parametrize("arguments", [["--help"], ["susun", "--help"], ["--version"]])
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    """Help and version come without the solver, the spreadsheet libraries, numpy or rich."""
    code = (
        "import sys\nfrom penempatan.cli.main import run\n"
        f"run({arguments!r})\n"
        f"print('LOADED', [name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.splitlines()[-1] == "LOADED []"


def test_version_is_one_line() -> None:
    """--version prints the name and the version."""
    result = CliRunner().invoke(build_app(), ["--version"])
    assert re.fullmatch(r"penempatan \d+\.\d+\.\d+\n", result.output)
