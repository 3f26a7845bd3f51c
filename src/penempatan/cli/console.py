"""What people see. Rich lives here alone; data are shown as plain text, never as markup.

The result of a command goes to standard output, or to standard error when `--json` claims standard output;
progress, findings that stop a run and errors always go to standard error.
"""

from __future__ import annotations

import json
import os
import sys
import textwrap
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO

from rich.console import Console
from rich.text import Text

from penempatan.cli.privacy import masked
from penempatan.domain.issue import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from penempatan.domain.issue import Issue

SHOWN = 20  # findings of one severity on the screen; all of them with --json or --keluaran
_STYLES = {
    Severity.ERROR: "bold red",
    Severity.QUARANTINED: "red",
    Severity.WARNING: "yellow",
    Severity.NOTE: "cyan",
}


@dataclass(frozen=True, slots=True)
class Screen:
    """Where a command speaks. `quiet` (--diam) silences everything but errors."""

    json: bool = False
    quiet: bool = False

    def say(self, sentence: str = "", style: str = "") -> None:
        """Print one line of the result."""
        if not self.quiet:
            self._show(Text(clean(sentence), style), errors=self.json)

    def rows(self, rows: Sequence[tuple[str, str]]) -> None:
        """Print a small two-column list of the result."""
        width = max((len(label) for label, _ in rows), default=0)
        for label, value in rows:
            self.say(f"  {label:<{width}}  {value}")

    def alarm(self, sentence: str) -> None:
        """Print an error; also with --diam."""
        self._show(Text.assemble(("Galat: ", "bold red"), clean(sentence)), errors=True)

    def hint(self, lines: str) -> None:
        """Print lines that belong to an error."""
        for line in lines.splitlines():
            self._show(Text(clean(line)), errors=True)

    def findings(self, issues: Sequence[Issue], *, errors: bool) -> None:
        """Print the first findings of each severity; `errors`: on standard error, also with --diam."""
        if self.quiet and not errors:
            return
        to_errors = errors or self.json
        for severity in Severity:
            some = [issue for issue in issues if issue.severity is severity]
            if not some:
                continue
            self._show(Text(f"{severity.value} ({len(some)})", _STYLES[severity]), errors=to_errors)
            for issue in some[:SHOWN]:
                place = str(issue.location)
                self._indented(f"{place}: {issue.problem}" if place else issue.problem, 2, errors=to_errors)
                self._indented(issue.remedy, 6, errors=to_errors)
            if len(some) > SHOWN:
                self._indented(f"… dan {len(some) - SHOWN} lagi.", 2, errors=to_errors)

    @contextmanager
    def progress(self) -> Iterator[Callable[[str], None]]:
        """Give a function that announces the present stage; it shows on a terminal only."""
        console = _console(errors=True)
        if self.quiet or not console.is_terminal:
            yield lambda _stage: None
            return
        with console.status("") as status:
            yield lambda stage: status.update(Text(stage))

    def answer(self, document: dict[str, object]) -> None:
        """Print the one JSON object of --json."""
        if self.json:
            write_out(json.dumps(document, ensure_ascii=False, indent=2) + "\n")

    def _indented(self, text: str, by: int, *, errors: bool) -> None:
        width = max(_console(errors=errors).width - by, 40)
        for line in textwrap.wrap(clean(text), width, break_long_words=False, break_on_hyphens=False):
            self._show(Text(" " * by + line), errors=errors)

    def _show(self, content: Text, *, errors: bool) -> None:
        _console(errors=errors).print(content, soft_wrap=True)


def clean(text: str) -> str:
    """Return text fit for a screen: nothing that steers a terminal, no whole NIP."""
    return masked("".join(char if char.isprintable() else " " for char in text))


def write_out(text: str) -> None:
    """Write to standard output; a reader that has gone is not an error of ours."""
    if sys.stdout is None:
        return
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        forget_pipe(sys.stdout)


def forget_pipe(stream: TextIO) -> None:
    """Point a stream whose reader has gone at nothing, so that the interpreter can end in peace."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, stream.fileno())
    os.close(nothing)


def speak_any_encoding() -> None:
    """Let a console of another encoding show a replacement instead of stopping the program."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


class _Console(Console):
    def on_broken_pipe(self) -> None:
        """Go on in silence: the work, not its reader, decides how the program ends."""
        forget_pipe(sys.stderr if self.stderr else sys.stdout)


def _console(*, errors: bool) -> Console:
    """Make a console on the stream of the moment; without a terminal it is plain and 100 wide."""
    terminal = Console(stderr=errors).is_terminal
    return _Console(
        stderr=errors,
        markup=False,
        emoji=False,
        highlight=False,
        no_color=None if terminal else True,
        width=None if terminal else 100,
    )
