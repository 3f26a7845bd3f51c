"""The door of the program: run a command, turn what it raises into an Indonesian message and an exit code."""

from __future__ import annotations

import os
import sys
import traceback
from typing import TYPE_CHECKING

from penempatan.cli.interrupts import STOPPED, leave, stop_on_signals, watch_signals
from penempatan.errors import (
    InputError,
    InterruptedRunError,
    PenempatanError,
    UsageError,
    VerificationError,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typer import TyperException

TRACE = "--lacak"
_THREADS = ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")


def main() -> None:
    """Run the program on the command line and leave with its exit code."""
    for (
        library
    ) in _THREADS:  # small products by many threads only wait for each other; set before NumPy loads
        os.environ.setdefault(library, "1")
    watch_signals()
    code = run(sys.argv[1:])
    if code == InterruptedRunError.exit_code:
        leave(code)
    sys.exit(code)


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code; nothing but the code leaves this function."""
    as_json = "--json" in arguments
    try:
        stop_on_signals()
        return _run(arguments, as_json=as_json)
    except KeyboardInterrupt:
        _report(InterruptedRunError(STOPPED), as_json=as_json)
        return InterruptedRunError.exit_code


def _run(arguments: Sequence[str], *, as_json: bool) -> int:
    """Run one command; an interrupt alone leaves this function as an exception."""
    from typer import TyperException
    from typer.main import get_command

    from penempatan.cli.app import build_app

    trace = TRACE in arguments
    rest = [argument for argument in arguments if argument != TRACE]
    try:
        code = get_command(build_app())(args=rest, prog_name="penempatan", standalone_mode=False)
        code = code if isinstance(code, int) else 0
        if code == InterruptedRunError.exit_code:  # how Typer hands on a KeyboardInterrupt
            raise KeyboardInterrupt
        return code
    except TyperException as error:
        return _usage(error)
    except PenempatanError as error:
        _report(error, as_json=as_json)
        return error.exit_code
    except MemoryError:
        _report(
            PenempatanError("Memori tidak cukup. Tutup program lain atau bagi ronde menjadi lebih kecil.")
        )
        return PenempatanError.exit_code
    except Exception as error:  # noqa: BLE001 the one catch-all: a bug ends in a sentence, not in a traceback
        _report_bug(error, trace=trace)
        return PenempatanError.exit_code


def _usage(error: TyperException) -> int:
    from penempatan.cli.console import Screen
    from penempatan.cli.usage import usage_sentence

    screen = Screen()
    if type(error).__name__ == "NoArgsIsHelpError":
        screen.hint(error.format_message())
    else:
        screen.alarm(usage_sentence(error))
    return UsageError.exit_code


def _report(error: PenempatanError, *, as_json: bool = False) -> None:
    """Print the message with its findings or faults; with --json also as the one object of the answer."""
    from penempatan.cli.console import Screen
    from penempatan.cli.findings import finding_rows
    from penempatan.cli.privacy import masked

    screen = Screen(json=as_json)
    if isinstance(error, InputError):
        screen.findings(error.issues, errors=True)
    if isinstance(error, VerificationError):
        screen.alarm("Verifikasi gagal:")
        for fault in error.faults:
            screen.hint(f"  - {fault}")
    else:
        screen.alarm(str(error))
    found = finding_rows(error.issues) if isinstance(error, InputError) else []
    screen.answer(
        {"status": "GALAT", "kode_keluar": error.exit_code, "pesan": masked(str(error)), "temuan": found}
    )


def _report_bug(error: Exception, *, trace: bool) -> None:
    """Say where the program failed without a single value in it; the whole traceback only on request."""
    from penempatan.cli.console import Screen

    frames = traceback.extract_tb(error.__traceback__)
    place = f" di {frames[-1].name}, baris {frames[-1].lineno}" if frames else ""
    screen = Screen()
    screen.alarm(
        f"terjadi galat pada program ini ({type(error).__name__}{place}). Tidak ada hasil yang ditulis."
    )
    if trace:
        screen.hint("".join(traceback.format_exception(error)))
    else:
        screen.hint(f"Jalankan lagi dengan {TRACE} untuk melihat jejaknya, lalu laporkan kepada pengembang.")
