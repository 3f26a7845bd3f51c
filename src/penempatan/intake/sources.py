"""Where the tables of a round lie: a folder, one workbook, or files named one by one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from penempatan.domain.issue import Issue, Location, Severity
from penempatan.errors import InputError, UsageError
from penempatan.intake.columns import Role

SUFFIXES = (".xlsx", ".xlsm", ".xls", ".ods", ".csv")
RULES_NAME = "aturan.toml"
MAPPING_NAME = "pemetaan.toml"
CORRECTIONS_NAME = "koreksi.xlsx"


@dataclass(frozen=True, slots=True)
class RoundSources:
    """The files of a round. A role in `files` wins over a sheet of that name in `workbook`."""

    files: tuple[tuple[Role, Path], ...] = ()
    workbook: Path | None = None
    rules: Path | None = None
    mapping: Path | None = None  # pemetaan.toml: headings that a person confirmed
    corrections: Path | None = None  # koreksi.xlsx, filled in
    decisions: Path | None = None  # keputusan.csv of a result folder: a round under review
    previous: Path | None = None  # penempatan.csv of the plan that was decided on

    def file(self, role: Role) -> Path | None:
        """Return the file given for a role, if any."""
        return next((path for known, path in self.files if known is role), None)

    def paths(self) -> tuple[Path, ...]:
        """Return every file, rules included, each once."""
        every = [path for _, path in self.files]
        single = (
            self.workbook,
            self.rules,
            self.mapping,
            self.corrections,
            self.decisions,
            self.previous,
        )
        every.extend(path for path in single if path is not None)
        return tuple(dict.fromkeys(every))


def locate_round(
    round_path: Path | None,
    *,
    employees: Path | None = None,
    vacancies: Path | None = None,
    rules: Path | None = None,
    scores: Path | None = None,
    mapping: Path | None = None,
    corrections: Path | None = None,
) -> RoundSources:
    """Find the files of a round; files named one by one replace those of `round_path`.

    Raises UsageError when nothing names a roster, InputError when the folder is ambiguous or lacks a table.
    """
    found: dict[Role, Path] = {}
    workbook: Path | None = None
    issues: list[Issue] = []
    if round_path is None:
        if employees is None or vacancies is None:
            raise UsageError(
                "RONDE tidak diberikan: beri folder atau buku kerja ronde, atau --pegawai dan --formasi."
            )
    elif round_path.is_dir():
        found, folder_rules, issues = _search_folder(round_path)
        rules = rules or folder_rules
        mapping = mapping or _present(round_path / MAPPING_NAME)
        corrections = corrections or _present(round_path / CORRECTIONS_NAME)
    elif round_path.is_file():
        workbook = round_path
    else:
        raise UsageError(
            f"RONDE tidak ditemukan: {round_path}. Periksa penulisan nama folder atau berkasnya."
        )
    named = {Role.EMPLOYEES: employees, Role.VACANCIES: vacancies, Role.SCORES: scores}
    for role, path in named.items():
        if path is None:
            continue
        if not path.is_file():
            raise UsageError(f"Berkas {role.value} tidak ditemukan: {path}. Periksa penulisan namanya.")
        found[role] = path
        issues = [issue for issue in issues if not (issue.code == _AMBIGUOUS and issue.value == role.value)]
    for what, one in (("aturan", rules), ("pemetaan", mapping), ("koreksi", corrections)):
        if one is not None and not one.is_file():
            raise UsageError(f"Berkas {what} tidak ditemukan: {one}. Periksa penulisan namanya.")
    if workbook is None and round_path is not None:
        issues.extend(
            _absent(role, round_path) for role in (Role.EMPLOYEES, Role.VACANCIES) if role not in found
        )
    if issues:
        raise InputError(issues)
    ordered = tuple((role, found[role]) for role in Role if role in found)
    return RoundSources(ordered, workbook, rules, mapping, corrections)


def _present(path: Path) -> Path | None:
    return path if path.is_file() else None


_AMBIGUOUS = "role_file_ambiguous"


def _search_folder(folder: Path) -> tuple[dict[Role, Path], Path | None, list[Issue]]:
    """Take the files of a folder by their stems; lock files (~$…) and other names are not ours."""
    stems = {role.value: role for role in Role if role is not Role.SCORES}  # scores come by --skor alone
    candidates: dict[Role, list[Path]] = {}
    rules: Path | None = None
    for path in sorted(folder.iterdir()):
        if not path.is_file() or path.name.startswith(("~$", ".")):
            continue
        if path.name.casefold() == RULES_NAME:
            rules = path
            continue
        role = stems.get(path.stem.casefold())
        if role is not None and path.suffix.casefold() in SUFFIXES:
            candidates.setdefault(role, []).append(path)
    issues = [
        Issue(
            _AMBIGUOUS,
            Severity.ERROR,
            Location(folder.name),
            f"Ada lebih dari satu berkas {role.value}: {', '.join(path.name for path in paths)}.",
            "Sisakan satu berkas saja di folder ronde.",
            role.value,
        )
        for role, paths in candidates.items()
        if len(paths) > 1
    ]
    return {role: paths[0] for role, paths in candidates.items()}, rules, issues


def _absent(role: Role, folder: Path) -> Issue:
    return Issue(
        "role_file_missing",
        Severity.ERROR,
        Location(folder.name),
        f"Berkas {role.value} tidak ada di folder ronde.",
        f"Simpan tabelnya di folder itu dengan nama {role.value}.xlsx (atau .xlsm, .xls, .ods, .csv).",
    )
