"""The shipped aggregates: complete, small, and what the script derives."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from penempatan.sample.tables import load_tables

DATA = Path("src/penempatan/sample/data")
WRITTEN_BY_HAND = {"README.md", "names.csv"}


def test_every_position_can_be_filled_in() -> None:
    """Whatever position may be drawn has a list of programmes, list lengths, and an office that exists."""
    tables = load_tables()
    drawn = {(one.position, one.office) for one in tables.city} | set(tables.national.items)
    kinds = {office.kind for office in tables.offices.values()}
    for position, office in drawn:
        assert tables.accepted[position]
        assert min(tables.list_sizes[position]) >= 1
        assert office in tables.offices or office in kinds
    for place in tables.offices.values():
        assert tables.employed[place.kind]
        assert place.units
        assert place.skills


def test_the_tables_stay_small(repository: Path) -> None:
    """Aggregates, not copies: all tables together are below 300 kB."""
    assert sum(path.stat().st_size for path in (repository / DATA).iterdir()) < 300_000


def test_the_tables_are_what_the_script_derives(repository: Path, shared_data: Path, tmp_path: Path) -> None:
    """Running the derivation again gives the shipped bytes; every other file there is known."""
    script = repository / "scripts" / "derive_sample_tables.py"
    subprocess.run([sys.executable, str(script), str(shared_data), "--target", str(tmp_path)], check=True)
    derived = {path.name for path in tmp_path.iterdir()}
    assert derived | WRITTEN_BY_HAND == {path.name for path in (repository / DATA).iterdir()}
    for name in derived:
        assert (tmp_path / name).read_bytes() == (repository / DATA / name).read_bytes(), name
