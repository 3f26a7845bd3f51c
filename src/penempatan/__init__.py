"""Places Indonesian civil servants in posts by competence: exact, checked, explained.

The public names are listed by hand below and imported on first use: `import penempatan` is light.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from penempatan.errors import (
    DecisionsAtRiskError,
    InputError,
    InterruptedRunError,
    NoPlanError,
    OutputError,
    PenempatanError,
    UsageError,
    VerificationError,
)

if TYPE_CHECKING:
    from penempatan.domain.employee import Employee
    from penempatan.domain.issue import Issue, Location, Severity
    from penempatan.domain.plan import Placement, PlacementPlan, Termination
    from penempatan.domain.problem import PlacementProblem
    from penempatan.domain.vacancy import Vacancy
    from penempatan.intake.sources import RoundSources, locate_round
    from penempatan.pipeline import RoundOutcome, Stage, check_round, plan_round, read_round
    from penempatan.settings.loader import load_settings
    from penempatan.settings.model import Settings
    from penempatan.verification.audit import audit
    from penempatan.verification.check import verify

__all__ = [
    "DecisionsAtRiskError",
    "Employee",
    "InputError",
    "InterruptedRunError",
    "Issue",
    "Location",
    "NoPlanError",
    "OutputError",
    "PenempatanError",
    "Placement",
    "PlacementPlan",
    "PlacementProblem",
    "RoundOutcome",
    "RoundSources",
    "Settings",
    "Severity",
    "Stage",
    "Termination",
    "UsageError",
    "Vacancy",
    "VerificationError",
    "__version__",
    "audit",
    "check_round",
    "load_settings",
    "locate_round",
    "plan_round",
    "read_round",
    "verify",
]

_HOMES = {
    "Employee": "domain.employee",
    "Issue": "domain.issue",
    "Location": "domain.issue",
    "Severity": "domain.issue",
    "Placement": "domain.plan",
    "PlacementPlan": "domain.plan",
    "Termination": "domain.plan",
    "PlacementProblem": "domain.problem",
    "Vacancy": "domain.vacancy",
    "RoundSources": "intake.sources",
    "locate_round": "intake.sources",
    "RoundOutcome": "pipeline",
    "Stage": "pipeline",
    "check_round": "pipeline",
    "plan_round": "pipeline",
    "read_round": "pipeline",
    "load_settings": "settings.loader",
    "Settings": "settings.model",
    "audit": "verification.audit",
    "verify": "verification.check",
}


def __getattr__(name: str) -> object:
    """Import a public name on first use."""
    from importlib import import_module, metadata  # metadata alone would double the start-up of --help

    if name == "__version__":
        return metadata.version("penempatan")
    if name not in _HOMES:
        raise AttributeError(f"module 'penempatan' has no attribute {name!r}")
    return getattr(import_module(f"penempatan.{_HOMES[name]}"), name)
