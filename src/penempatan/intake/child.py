"""A child process with bounded time and memory, for readers that may hang, eat memory or abort.

The parent survives whatever happens there and turns it into one sentence. Where the system has no resource
limits (Windows) the wall clock alone protects. The answer comes back as pickled plain values over a pipe.
"""

from __future__ import annotations

import pickle
import subprocess
import sys

from penempatan.intake.gate.fault import DAMAGED, SAVE_AS, FileFault
from penempatan.intake.gate.limits import CHILD_BYTES, CHILD_CPU_SECONDS, CHILD_SECONDS

_TOO_LONG = f"berkas tidak selesai dibaca dalam {CHILD_SECONDS} detik"
_TOO_LARGE = "berkas membutuhkan terlalu banyak memori untuk dibaca"
_SIGXCPU = 24  # POSIX; how the child ends at its CPU limit


def run_apart(task: str, data: bytes) -> object:
    """Run `serve_<task>` of the readers on `data` in a child; FileFault when it fails, dies or is stopped.

    task: `workbook` (sheets by calamine) or `page` (tables of an HTML page).
    """
    # -P: a csv.py or pickle.py lying in the current folder must not be imported
    command = [sys.executable, "-P", "-c", f"from penempatan.intake.child import serve; serve({task!r})"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        try:
            answer, _ = process.communicate(data, timeout=CHILD_SECONDS)
        except subprocess.TimeoutExpired as fault:
            raise FileFault(_TOO_LONG, SAVE_AS) from fault
        finally:
            process.kill()
    if process.returncode == -_SIGXCPU:
        raise FileFault(_TOO_LONG, SAVE_AS)
    if process.returncode != 0 or not answer:
        raise FileFault(DAMAGED, SAVE_AS)
    try:
        result: object = pickle.loads(answer)  # written by our own child from plain values
    except (pickle.UnpicklingError, EOFError) as fault:
        raise FileFault(DAMAGED, SAVE_AS) from fault
    if isinstance(result, FileFault):
        raise result
    return result


def serve(task: str) -> None:
    """Be the child: read a file from standard input, answer with plain values on standard output."""
    _limit()
    data = sys.stdin.buffer.read()
    answer: object
    try:
        answer = _task(task, data)
    except FileFault as fault:
        answer = FileFault(fault.reason, fault.remedy)
    except MemoryError:
        answer = FileFault(_TOO_LARGE, SAVE_AS)
    sys.stdout.buffer.write(pickle.dumps(answer, protocol=pickle.HIGHEST_PROTOCOL))
    sys.stdout.buffer.flush()


def _task(task: str, data: bytes) -> object:
    if task == "page":
        from penempatan.intake.html_table import read_page

        return read_page(data)
    from penempatan.intake.calamine_reader import read_all

    return read_all(data)


def _limit() -> None:
    """Bound the address space and the processor time where the system can, and leave no core behind."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (CHILD_BYTES, CHILD_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CHILD_CPU_SECONDS, CHILD_CPU_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
