"""Help in Indonesian: Typer's pages with their fixed English words put into the users' language."""

from __future__ import annotations

import difflib
import re
from typing import Any

from typer.core import TyperCommand, TyperGroup

from penempatan.errors import UsageError

_WORDS = (
    (re.compile(r"^Usage:", re.MULTILINE), "Pemakaian:"),
    (re.compile(r"^Arguments:$", re.MULTILINE), "Argumen:"),
    (re.compile(r"^Options:$", re.MULTILINE), "Opsi:"),
    (re.compile(r"^Commands:$", re.MULTILINE), "Perintah:"),
    (re.compile(r"\[default:(?=\s)"), "[bawaan:"),  # a line may end behind it
    (re.compile(r"\[required\]"), "[wajib]"),
    (re.compile(r"\{(\w+)\}"), r"\1"),
    (re.compile(r" <path>"), "       "),  # as wide, so that the column stays straight
)


def in_indonesian(page: str) -> str:
    """Return a help page of Typer with its headings and tags in Indonesian."""
    for pattern, word in _WORDS:
        page = pattern.sub(word, page)
    return page


def _described(help_option: Any) -> Any:
    if help_option is not None:
        help_option.help = "Tampilkan bantuan ini."
    return help_option


class IndonesianCommand(TyperCommand):
    """A command whose help page is Indonesian throughout."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **{**options, "options_metavar": "[OPSI]"})

    def get_help(self, ctx: Any) -> str:
        """Return the help page."""
        return in_indonesian(super().get_help(ctx))

    def get_help_option(self, ctx: Any) -> Any:
        """Return --help with an Indonesian description."""
        return _described(super().get_help_option(ctx))


class IndonesianGroup(TyperGroup):
    """The program itself: Indonesian help, and the nearest command for a typo."""

    def get_help(self, ctx: Any) -> str:
        """Return the help page."""
        return in_indonesian(super().get_help(ctx))

    def get_help_option(self, ctx: Any) -> Any:
        """Return --help with an Indonesian description."""
        return _described(super().get_help_option(ctx))

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the commands in the order of work, as registered."""
        return list(self.commands)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command; UsageError naming the nearest one when there is no such command."""
        if args and not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            close = difflib.get_close_matches(args[0].casefold(), self.commands, n=1)
            guess = f" Mungkin maksudnya “{close[0]}”." if close else ""
            raise UsageError(f"Perintah “{args[0]}” tidak dikenal.{guess} Daftar perintah: penempatan --help")
        return super().resolve_command(ctx, args)
