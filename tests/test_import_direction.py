"""The direction of imports, and who owns which library."""

from __future__ import annotations

import ast
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "src" / "penempatan"

# An area may import itself and the areas named here; nothing else of the package.
CORE = {"errors", "domain", "knowledge", "settings"}
MAY_IMPORT = {
    "errors": {"domain"},
    "domain": set(),
    "knowledge": {"errors", "domain"},
    "settings": {"errors", "domain", "knowledge"},
    "intake": CORE,
    "eligibility": CORE,
    "scoring": CORE | {"eligibility"},
    "objective": CORE | {"eligibility", "scoring"},
    "assignment": CORE | {"eligibility", "scoring", "objective"},
    "explain": CORE | {"eligibility", "scoring", "objective"},
    "verification": CORE | {"eligibility", "scoring", "objective", "intake", "report"},
    "report": CORE | {"intake", "eligibility", "scoring", "objective", "explain"},
    "sample": CORE | {"intake"},
    "pipeline": CORE
    | {"intake", "eligibility", "scoring", "objective", "assignment", "verification", "explain", "report"},
}
OWNERS = {
    "ortools": {"assignment"},
    "pandas": {"intake", "report", "sample"},
    "openpyxl": {"intake", "report", "sample"},
    "python_calamine": {"intake", "report", "sample"},
    "xlsxwriter": {"intake", "report", "sample"},
    "defusedxml": {"intake", "report"},
    "typer": {"cli"},
    "rich": {"cli"},
    "rapidfuzz": {"knowledge"},
}
PLAIN = {"errors", "domain", "settings"}  # standard library only


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
    third_party = {*OWNERS, "numpy", "scipy"}
    wrong = [
        f"{file} imports {module}"
        for file, area, module in imports()
        if area in PLAIN and module.split(".")[0] in third_party
    ]
    assert wrong == []
