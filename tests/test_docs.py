"""Documentation that runs: commands are executed, links and names exist."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from penempatan.cli.app import build_app
from penempatan.cli.main import run
from penempatan.domain.plan import Termination

ROOT = Path(__file__).parents[1]
PAGES = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "CHANGELOG.md",
    *sorted((ROOT / "docs").rglob("*.md")),
]


def blocks(page: Path, language: str) -> list[str]:
    """Return the fenced blocks of one language."""
    return re.findall(
        rf"^```{language}\n(.*?)^```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )


def commands(page: Path) -> list[tuple[list[str], int]]:
    """Return (arguments, expected exit code) of every command of a page; `# kode N` names a code but 0."""
    found = []
    for line in "".join(blocks(page, "console")).splitlines():
        assert line.startswith("penempatan "), f"{page.name}: {line}"
        code = re.search(r"# kode (\d+)", line)
        found.append((shlex.split(line, comments=True)[1:], int(code[1]) if code else 0))
    return found


@pytest.mark.parametrize("page", [page for page in PAGES if commands(page)], ids=lambda page: page.name)
def test_the_commands_of_a_page_run(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Run in order in a folder that holds just the sample round, each command ends as the page says."""
    shutil.copytree(ROOT / "data" / "sample", tmp_path / "data" / "sample")
    monkeypatch.chdir(tmp_path)
    for arguments, code in commands(page):
        assert run(arguments) == code, (arguments, capfd.readouterr().err)


def test_the_python_of_the_readme_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The Python example plans the sample round to proven optimality."""
    shutil.copytree(ROOT / "data" / "sample", tmp_path / "data" / "sample")
    monkeypatch.chdir(tmp_path)
    (example,) = blocks(ROOT / "README.md", "python")
    exec(compile(example, "README.md", "exec"), {})
    assert str(Termination.OPTIMAL) in capsys.readouterr().out


def test_ci_runs_the_commands_of_the_readme() -> None:
    """The two setup commands that .ci/run looks for stand in the README, once each."""
    lines = "".join(blocks(ROOT / "README.md", "sh")).splitlines()
    assert [line for line in lines if "pytest -q" in line] == lines[1:]
    assert [line for line in lines if "penempatan susun data/sample" in line] == lines[:1]


def test_every_command_is_documented() -> None:
    """Each command of the program stands in the README's table and in the user guide."""
    group: Any = get_command(build_app())
    readme = PAGES[0].read_text(encoding="utf-8")
    guide = "".join(page.read_text(encoding="utf-8") for page in (ROOT / "docs" / "panduan").glob("*.md"))
    for command in group.commands:
        assert f"| `penempatan {command}" in readme
        assert f"penempatan {command}" in guide


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    """Relative links point at files of the repository, and their anchors at headings."""
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        if target.startswith(("https://", "http://", "mailto:")):
            continue
        path, _, anchor = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        assert file.exists(), f"{page.name}: {target}"
        if anchor:
            titles = re.findall(r"^#+ (.+)$", file.read_text(encoding="utf-8"), re.MULTILINE)
            slugs = {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}
            assert anchor in slugs, f"{page.name}: {target}"
