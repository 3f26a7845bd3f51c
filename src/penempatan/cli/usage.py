"""What Typer says of a wrong call, in Indonesian. Its exception classes are private, so they go by name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typer import TyperException

_EXTRA = re.compile(r"extra argument\(s\) \((.*)\)", re.DOTALL)


def usage_sentence(error: TyperException) -> str:
    """Return one or two Indonesian sentences for a usage error."""
    what = _what(error)
    return f"{what[0].upper()}{what[1:]} Lihat: {_command(error)} --help"


def _what(error: Any) -> str:
    kind = type(error).__name__
    if kind == "NoSuchOption":
        guess = f" Mungkin maksudnya {error.possibilities[0]}." if error.possibilities else ""
        return f"Opsi {error.option_name} tidak dikenal.{guess}"
    if kind == "BadOptionUsage":
        if "does not take" in error.message:
            return f"Opsi {error.option_name} tidak memakai nilai."
        return f"Opsi {error.option_name} memerlukan nilai di belakangnya."
    if kind == "MissingParameter":
        return f"{_name(error.param)} belum diberikan."
    if kind == "BadParameter":
        return f"Nilai untuk {_name(error.param)} tidak dapat dipakai; {_expected(error.param)}."
    if extra := _EXTRA.search(error.message):
        return f"Argumen berlebih: {extra[1]}. Nama yang memuat spasi perlu diapit tanda petik."
    return "Perintah belum lengkap."


def _name(parameter: Any) -> str:
    if parameter is None:
        return "argumen"
    if parameter.param_type_name == "option":
        return f"opsi {max(parameter.opts, key=len)}"
    return f"argumen {parameter.metavar or parameter.name.upper()}"


def _expected(parameter: Any) -> str:
    descriptor = getattr(parameter, "type_descriptor", None)
    if descriptor is None or descriptor.annotation is not int:
        return "periksa penulisannya"
    least, most = descriptor.parameter_info.min, descriptor.parameter_info.max
    span = "" if least is None else f" mulai {least}" if most is None else f" {least} sampai {most}"
    return f"isi bilangan bulat{span}"


def _command(error: Any) -> str:
    context = getattr(error, "ctx", None)
    return context.command_path if context is not None else "penempatan"
