"""A result appears whole or not at all, and what was there before stays until it does."""

from __future__ import annotations

import errno
import os
import stat as stat_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from xlsxwriter.exceptions import FileCreateError

from penempatan.errors import DecisionsAtRiskError, OutputError
from penempatan.report.files import OUTPUTS, PLACEMENTS, RECORD
from penempatan.report.folder_lock import LOCK_NAME, folder_lock
from penempatan.report.publish import Stage, check_target, publish, recover, stage

if TYPE_CHECKING:
    from collections.abc import Callable

    from penempatan.report.publish import Published

# The workbook is left out where decisions are not the subject: it has tests of its own.
NAMES = tuple(name for name in OUTPUTS if name != "usulan.xlsx")


def fill(staged: Stage, text: str) -> None:
    """Write a small result whose files all say `text`."""
    for name in NAMES:
        (staged.folder / name).write_text(f"{text}: {name}", encoding="utf-8")


def run(target: Path, text: str) -> Published:
    """Write and publish a small result."""
    with stage(target) as staged:
        fill(staged, text)
        return publish(staged)


def result(text: str) -> dict[str, str]:
    """Return what a folder must hold after `run(…, text)`."""
    return {name: f"{text}: {name}" for name in NAMES}


def contents(folder: Path) -> dict[str, str]:
    """Return every entry of a folder, hidden ones too; a folder counts as an entry."""
    if not folder.exists():
        return {}
    return {
        path.name: "(folder)" if path.is_dir() else path.read_text(encoding="utf-8")
        for path in folder.iterdir()
    }


def test_first_result_is_complete_and_alone(tmp_path: Path) -> None:
    """A result in a new folder leaves exactly its files, and says which."""
    published = run(tmp_path / "a" / "hasil", "pertama")
    assert contents(tmp_path / "a" / "hasil") == result("pertama")
    assert sorted(path.name for path in published.files) == sorted(NAMES)
    assert published.kept == ()


def test_second_result_replaces_the_first(tmp_path: Path) -> None:
    """A second run leaves its own files and nothing of the first."""
    run(tmp_path, "pertama")
    run(tmp_path, "kedua")
    assert contents(tmp_path) == result("kedua")


def test_file_that_the_new_result_lacks_does_not_survive(tmp_path: Path) -> None:
    """A certificate of an earlier run must not lie beside a later result that has none."""
    run(tmp_path, "pertama")
    with stage(tmp_path) as staged:
        fill(staged, "kedua")
        (staged.folder / "bukti.json").unlink()
        publish(staged)
    assert set(contents(tmp_path)) == {PLACEMENTS, RECORD}


def test_foreign_files_are_left_alone(tmp_path: Path) -> None:
    """Files of the user with other names are neither moved nor removed."""
    (tmp_path / "catatan rapat.txt").write_text("penting", encoding="utf-8")
    run(tmp_path, "pertama")
    run(tmp_path, "kedua")
    assert contents(tmp_path) == {"catatan rapat.txt": "penting", **result("kedua")}


def test_files_are_private(tmp_path: Path) -> None:
    """Published files can be read by their owner alone, and so can the folder they are written in."""
    with stage(tmp_path) as staged:
        fill(staged, "satu")
        assert stat_module.S_IMODE(staged.folder.stat().st_mode) == 0o700
        publish(staged)
    assert {stat_module.S_IMODE((tmp_path / name).stat().st_mode) for name in NAMES} == {0o600}


def test_unpublished_stage_leaves_nothing(tmp_path: Path) -> None:
    """Leaving the block without publishing removes what was written, the folder made for it included."""
    target = tmp_path / "baru" / "hasil"
    with stage(target) as staged:
        fill(staged, "satu")
    assert not (tmp_path / "baru").exists()


@pytest.mark.parametrize("stop", [KeyboardInterrupt, SystemExit])
def test_interruption_keeps_the_earlier_result(tmp_path: Path, stop: type[BaseException]) -> None:
    """Ctrl-C while writing leaves the earlier result whole and no personal data behind."""
    run(tmp_path, "pertama")
    with pytest.raises(stop), stage(tmp_path) as staged:
        fill(staged, "kedua")
        raise stop
    assert contents(tmp_path) == result("pertama")


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "ruang penyimpanan penuh"),
        (OSError(errno.EROFS, "Read-only file system"), "medianya hanya dapat dibaca"),
        (PermissionError(errno.EACCES, "Permission denied"), "sedang dibuka program lain"),
        (FileCreateError(OSError(errno.ENOSPC, "No space left on device")), "ruang penyimpanan penuh"),
    ],
)
def test_failing_writer_is_told_in_indonesian(tmp_path: Path, fault: Exception, words: str) -> None:
    """A writer's failure becomes one sentence with exit code 8; the earlier result stays."""
    run(tmp_path, "pertama")
    with pytest.raises(OutputError, match=words) as caught, stage(tmp_path) as staged:
        fill(staged, "kedua")
        raise fault
    assert caught.value.exit_code == 8
    assert "tidak berubah" in str(caught.value)
    assert contents(tmp_path) == result("pertama")


def test_target_that_is_a_file_is_refused(tmp_path: Path) -> None:
    """A file in place of the result folder is an output error, and the file stays."""
    target = tmp_path / "hasil"
    target.write_text("bukan folder", encoding="utf-8")
    with pytest.raises(OutputError, match="bukan folder"):
        run(target, "satu")
    assert target.read_text(encoding="utf-8") == "bukan folder"


def test_result_without_record_is_not_published(tmp_path: Path) -> None:
    """The record is the commit point: without one nothing is put in place."""
    run(tmp_path, "pertama")
    with pytest.raises(OutputError), stage(tmp_path) as staged:
        (staged.folder / PLACEMENTS).write_text("setengah", encoding="utf-8")
        publish(staged)
    assert contents(tmp_path) == result("pertama")


def test_second_run_in_the_same_folder_is_refused(tmp_path: Path) -> None:
    """While one run writes, another is told who is there; the first one finishes."""
    with stage(tmp_path) as staged:
        fill(staged, "pertama")
        with pytest.raises(OutputError, match=rf"sedang dipakai .*proses {os.getpid()}"), stage(tmp_path):
            raise AssertionError("two runs at once")
        publish(staged)
    assert contents(tmp_path) == result("pertama")


def test_lock_of_a_dead_run_is_taken_over(tmp_path: Path) -> None:
    """A lock file left by a killed run does not lock anybody out, whatever process number it names."""
    (tmp_path / LOCK_NAME).write_text(f"{os.getpid()}\n", encoding="ascii")
    run(tmp_path, "satu")
    assert contents(tmp_path) == result("satu")


def test_reader_does_not_disturb_a_run_at_work(tmp_path: Path) -> None:
    """`recover` leaves the private folder of a living run alone."""
    with stage(tmp_path) as staged:
        fill(staged, "satu")
        recover(tmp_path)
        assert (staged.folder / RECORD).exists()
        publish(staged)
    assert contents(tmp_path) == result("satu")


def test_files_that_are_not_a_result_are_not_replaced(tmp_path: Path) -> None:
    """A penempatan.csv without a record is somebody's own file: refused, and kept as a copy with --timpa."""
    (tmp_path / PLACEMENTS).write_text("milik orang", encoding="utf-8")
    with pytest.raises(DecisionsAtRiskError, match=r"tanpa rekam\.json"):
        run(tmp_path, "satu")
    assert contents(tmp_path) == {PLACEMENTS: "milik orang"}
    with stage(tmp_path) as staged:
        fill(staged, "satu")
        published = publish(staged, overwrite=True)
    (kept,) = published.kept
    assert kept.read_text(encoding="utf-8") == "milik orang"
    assert contents(tmp_path) == {kept.name: "milik orang", **result("satu")}


def test_check_target_leaves_no_trace(tmp_path: Path) -> None:
    """The trial before the long work neither makes the folder nor touches what is in it."""
    check_target(tmp_path / "baru", overwrite=False)
    assert contents(tmp_path) == {}
    run(tmp_path, "satu")
    check_target(tmp_path, overwrite=False)
    assert contents(tmp_path) == result("satu")


# --- every system call may fail


class Faults:
    """Lets the n-th call of the patched functions fail, and with `forever` every later one too."""

    def __init__(self, nth: int, code: int, *, forever: bool = False) -> None:
        self.nth, self.code, self.forever = nth, code, forever
        self.calls = 0

    def patch(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Wrap the calls that change or sync files."""
        for owner, name in (
            (os, "fsync"), (os, "open"), (os, "write"), (Path, "replace"), (Path, "mkdir"), (Path, "chmod"),
            (Path, "unlink"), (Path, "rmdir"), (Path, "write_text"), (Path, "open"), (os, "rmdir"),
            (os, "unlink"),
        ):  # fmt: skip
            monkeypatch.setattr(owner, name, self._wrapped(getattr(owner, name)))

    def _wrapped(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def maybe_fail(*args: Any, **options: Any) -> Any:
            self.calls += 1
            if self.calls == self.nth or (self.forever and self.calls > self.nth):
                raise OSError(self.code, os.strerror(self.code))
            return call(*args, **options)

        return maybe_fail


def attempts(monkeypatch: pytest.MonkeyPatch, target: Path, code: int, *, forever: bool) -> int:
    """Fail the 1st, 2nd, 3rd … call until a run passes without a fault; check the folder each time."""
    for nth in range(1, 500):
        run(target, "lama")
        faults = Faults(nth, code, forever=forever)
        failed = False
        with monkeypatch.context() as patch:
            faults.patch(patch)
            try:
                run(target, "baru")
            except OutputError:
                failed = True
        left = contents(target)
        recover(target)
        assert contents(target) == result("lama" if failed else "baru"), f"call {nth}"
        if failed and not forever:
            hidden = {name for name in left if name.startswith(".")}
            assert not hidden or nth_is_cleaning(left), f"call {nth} left {hidden}"
        if faults.calls < nth:
            return nth
    raise AssertionError("the run never passed")


def nth_is_cleaning(left: dict[str, str]) -> bool:
    """Whether the earlier result is whole beside the leftover: then only the tidying up can have failed."""
    return {name: text for name, text in left.items() if not name.startswith(".")} == result("lama")


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES, errno.EIO])
def test_any_single_fault_leaves_one_whole_result(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, code: int
) -> None:
    """Whichever call fails, the folder holds the earlier or the new result, never a mixture."""
    assert attempts(monkeypatch, tmp_path, code, forever=False) > 20


def test_disk_that_stays_broken_can_be_recovered_later(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """When every later call fails too, the next start on a sound disk finds one whole result."""
    assert attempts(monkeypatch, tmp_path, errno.EIO, forever=True) > 20


def test_fault_while_decisions_are_kept_leaves_no_copy(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A run that fails after staging a dated copy takes the copy back with everything else."""
    (tmp_path / PLACEMENTS).write_text("milik orang", encoding="utf-8")
    for nth in range(1, 500):
        faults = Faults(nth, errno.ENOSPC)
        with monkeypatch.context() as patch:
            faults.patch(patch)
            try:
                with stage(tmp_path) as staged:
                    fill(staged, "baru")
                    publish(staged, overwrite=True)
            except OutputError:
                recover(tmp_path)
                assert contents(tmp_path) == {PLACEMENTS: "milik orang"}, f"call {nth}"
                continue
        break
    assert nth > 20
    assert len(contents(tmp_path)) == len(NAMES) + 1


# --- crafted leftovers


def test_journal_cannot_reach_outside_the_folder(tmp_path: Path) -> None:
    """A private folder with a forged journal is refused, not obeyed."""
    target, outside = tmp_path / "hasil", tmp_path / "penting.txt"
    outside.write_text("jangan disentuh", encoding="utf-8")
    forged = target / ".penempatan-00000000"
    (forged / "lama").mkdir(parents=True)
    (forged / "jurnal.json").write_text(
        '{"baru": {"rekam.json": "x"}, "lama": ["../penting.txt"]}', encoding="utf-8"
    )
    with pytest.raises(OutputError, match="belum dapat dipulihkan"):
        recover(target)
    assert outside.read_text(encoding="utf-8") == "jangan disentuh"


def test_link_named_like_a_private_folder_is_not_followed(tmp_path: Path) -> None:
    """Sweeping never removes through a symbolic link."""
    target, outside = tmp_path / "hasil", tmp_path / "lain"
    target.mkdir()
    outside.mkdir()
    (outside / "penting.txt").write_text("ada", encoding="utf-8")
    (target / ".penempatan-00000000").symlink_to(outside, target_is_directory=True)
    recover(target)
    assert (outside / "penting.txt").exists()


def test_lock_is_free_again_after_an_error(tmp_path: Path) -> None:
    """A block that fails gives the lock back."""
    with pytest.raises(ZeroDivisionError), folder_lock(tmp_path):
        raise ZeroDivisionError
    with folder_lock(tmp_path):
        pass
    assert contents(tmp_path) == {}
