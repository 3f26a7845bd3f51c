"""Findings while they are collected: kinds of complaint, and the issues made of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from penempatan.domain.issue import Issue, Location, Severity

_NOWHERE = Location()


@dataclass(frozen=True, slots=True)
class Complaint:
    """A kind of finding; `problem` and `remedy` are format strings."""

    code: str
    severity: Severity
    problem: str
    remedy: str

    def issue(self, location: Location = _NOWHERE, raw: str = "", **words: object) -> Issue:
        """Return the finding at a place."""
        return Issue(
            self.code,
            self.severity,
            location,
            self.problem.format(**words),
            self.remedy.format(**words),
            raw,
        )


def error(code: str, problem: str, remedy: str) -> Complaint:
    """Return a kind of finding that stops the run."""
    return Complaint(code, Severity.ERROR, problem, remedy)


def warning(code: str, problem: str, remedy: str) -> Complaint:
    """Return a kind of finding that people should look at."""
    return Complaint(code, Severity.WARNING, problem, remedy)


def note(code: str, problem: str, remedy: str) -> Complaint:
    """Return a kind of finding that only says what was done."""
    return Complaint(code, Severity.NOTE, problem, remedy)


@dataclass(slots=True)
class Findings:
    """Collects findings in the order in which people read: table by table, then by row and column."""

    issues: list[Issue] = field(default_factory=list)
    links: list[Issue] = field(default_factory=list)  # the same complaints, from the other row's side

    def add(
        self,
        complaint: Complaint,
        location: Location = _NOWHERE,
        raw: str = "",
        *,
        also: Location | None = None,
        **words: object,
    ) -> None:
        """Keep one finding; `raw` is the cell as it was, kept beside the sentences.

        `also` is the other row of a complaint about two, as of a duplicate: quarantine leaves out both.
        """
        self.issues.append(complaint.issue(location, raw, **words))
        if also is not None:
            self.links.append(complaint.issue(also, raw, **{**words, "other": str(location), "newer": ""}))

    @property
    def has_errors(self) -> bool:
        """Whether any finding stops the run."""
        return any(issue.is_error for issue in self.issues)

    def sorted(self) -> tuple[Issue, ...]:
        """Return the findings: files in order of first mention, then sheet, row and column."""
        order: dict[tuple[str, str], int] = {}
        for issue in self.issues:
            order.setdefault((issue.location.file, issue.location.sheet), len(order))
        return tuple(sorted(self.issues, key=lambda issue: _reading_order(issue, order)))


def _reading_order(issue: Issue, order: dict[tuple[str, str], int]) -> tuple[int, int, int, str, str, str]:
    cell = issue.location.cell
    letters = cell.rstrip("0123456789")
    digits = cell[len(letters) :]
    place = order[(issue.location.file, issue.location.sheet)]
    return place, int(digits or 0), len(letters), letters, issue.code, issue.problem
