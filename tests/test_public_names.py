"""The public face of the package: a list by hand, nothing loaded before it is used."""

from __future__ import annotations

import subprocess
import sys

import pytest

import penempatan


def test_every_public_name_is_there() -> None:
    """Each name of the list can be had, and the list is sorted and without duplicates."""
    assert list(penempatan.__all__) == sorted(set(penempatan.__all__))
    for name in penempatan.__all__:
        assert getattr(penempatan, name) is not None


def test_every_error_of_the_tree_is_public() -> None:
    """Whoever calls the library can catch each kind of error by name."""
    errors = {error.__name__ for error in penempatan.PenempatanError.__subclasses__()}
    mine = {name for name in errors if getattr(penempatan.errors, name, None)}
    assert mine <= set(penempatan.__all__)


def test_an_unknown_name_is_an_attribute_error() -> None:
    """A typo fails as for any module."""
    with pytest.raises(AttributeError, match="no attribute 'plan_ruond'"):
        penempatan.plan_ruond  # noqa: B018


def test_import_is_light() -> None:
    """`import penempatan` loads neither numpy nor any other library."""
    heavy = {"numpy", "ortools", "typer", "rich", "xlsxwriter", "importlib.metadata"}
    code = f"import sys, penempatan; print(sorted({heavy!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == "[]\n"
