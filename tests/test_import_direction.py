"""The direction of imports, and who owns which library."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "src" / "penempatan"

# An area may import itself and the areas named here; nothing else of the package.
CORE = {"errors", "domain", "knowledge", "settings"}
MAY_IMPORT = {
    "errors": {"domain"},
    "domain": set(),
    "children": set(),  # processes that can be stopped at once
    "knowledge": {"errors", "domain"},
    "settings": {"errors", "domain", "knowledge"},
    "intake": CORE,
    "eligibility": CORE,
    "scoring": CORE | {"eligibility"},
    "appraisal": CORE | {"intake", "eligibility"},
    "objective": CORE | {"eligibility", "scoring"},
    "assignment": CORE | {"children", "eligibility", "scoring", "objective"},
    "explain": CORE | {"eligibility", "scoring", "objective"},
    "review": CORE | {"intake", "eligibility", "scoring", "objective", "explain", "report"},
    "verification": CORE | {"children", "eligibility", "scoring", "objective", "intake", "report", "review"},
    "report": CORE | {"intake", "eligibility", "scoring", "objective", "explain"},
    "decree": CORE | {"eligibility", "scoring", "explain", "report", "review", "verification"},
    "comparison": CORE | {"eligibility", "scoring", "explain", "report", "verification"},
    "sample": CORE | {"intake", "report"},
    "pipeline": CORE
    | {"intake", "eligibility", "scoring", "objective", "assignment", "verification", "explain", "report"}
    | {"review"},
    "reviewing": CORE | {"intake", "scoring", "assignment", "verification", "report", "review", "pipeline"},
    "scenarios": CORE | {"children", "explain", "report", "pipeline"},
}
OWNERS = {
    "ortools": {"assignment"},
    "python_calamine": {"intake", "report"},
    "xlsxwriter": {"intake", "report", "sample", "comparison", "decree", "scenarios"},
    "joblib": {"scenarios"},
    "typer": {"cli"},
    "rich": {"cli"},
    "docx": {"decree"},
    "docxtpl": {"decree"},
    "jinja2": {"decree"},  # comes with docxtpl
    "numpy": set(MAY_IMPORT) - {"errors", "domain", "children", "settings", "pipeline", "scenarios"}
    | {"cli"},
}
NAMES = {
    "xlsxwriter": "XlsxWriter",
    "python_calamine": "python-calamine",
    "docx": "python-docx",
}  # where the package is called otherwise
PLAIN = {"errors", "domain", "children", "settings"}  # standard library only


def imports() -> list[tuple[str, str, str]]:
    """Return (file, area, imported module) for every import statement, lazy and type-only ones included."""
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found += [("/".join(parts), parts[0], alias.name) for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{path.name}: relative import"
                assert node.module
                found.append(("/".join(parts), parts[0], node.module))
    return found


def test_no_area_imports_a_later_one() -> None:
    """Data flows one way; the checker never meets the solver; only the CLI may import everything."""
    wrong = []
    for file, area, module in imports():
        package, _, rest = module.partition(".")
        target = rest.split(".")[0]
        if package != "penempatan" or area in {"cli", "__main__", "__init__"} or target in {area, ""}:
            continue
        if target not in MAY_IMPORT[area]:
            wrong.append(f"{file} imports {module}")
    assert wrong == []


def test_libraries_stay_with_their_owners() -> None:
    """ortools lives in assignment, spreadsheet libraries at the edges, typer and rich in the CLI."""
    wrong = [
        f"{file} imports {module}"
        for file, area, module in imports()
        if area not in OWNERS.get(module.split(".")[0], {area})
    ]
    assert wrong == []


def test_the_words_of_the_field_need_no_library() -> None:
    """errors, domain and settings import nothing but the standard library and each other."""
    wrong = [
        f"{file} imports {module}"
        for file, area, module in imports()
        if area in PLAIN and module.split(".")[0] in OWNERS
    ]
    assert wrong == []


def test_every_dependency_is_declared_used_and_owned() -> None:
    """What pyproject.toml declares is what the package imports, no more and no less, each with an owner."""
    project = tomllib.loads((PACKAGE.parents[1] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = [*project["dependencies"], *project["optional-dependencies"]["sk"]]
    declared = {re.split(r"[<>=~ ]", line)[0] for line in lines}
    used = (
        {module.split(".")[0] for _, _, module in imports()} - set(sys.stdlib_module_names) - {"penempatan"}
    )
    assert used == set(OWNERS)
    assert {NAMES.get(name, name) for name in used} == declared
