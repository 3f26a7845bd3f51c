"""Derive the precedents behind `penempatan.knowledge.nearness` from the CPNS 2024 vacancies.

    python scripts/derive_precedents.py [../shared/data/formasi_2024] [--into FOLDER] [--weights]

Writes `accepted_programmes.csv` and `accepted_together.csv.gz`: aggregates, not the source rows. One row of
the latter is one distinct set of programmes with the number of vacancies, the agencies and the posts behind
it (both as numbers), so that the counts behind any pair of programmes can be had exactly. With `--weights` it
also fits `nearness_weights.csv` (a minute); docs/method.md says how. Same input, same bytes.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import random
import sys
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from penempatan.domain.education import Alternative, Qualification
from penempatan.knowledge.education import read_qualification
from penempatan.knowledge.nearness.evidence import EVIDENCES, evidence_of_pairs
from penempatan.knowledge.nearness.points import Weights
from penempatan.knowledge.nearness.table import (
    LISTS,
    PROGRAMMES,
    AcceptedList,
    AcceptedProgramme,
    PrecedentTable,
)

ROOT = Path(__file__).resolve().parents[1]
TABLES = ROOT / "src" / "penempatan" / "knowledge" / "data"
WEIGHTS = "nearness_weights.csv"
FOLDS = 5
SEED = 2024


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A vacancy as far as needed here: who announced it, the programmes it accepts as written, the post."""

    agency: str
    accepted: frozenset[str]
    post: str = ""


def read_vacancies(folder: Path) -> list[Vacancy]:
    """Read the announced vacancies with their lists, blanks squeezed and capitals only."""
    accepted: defaultdict[str, set[str]] = defaultdict(set)
    for row in _rows(folder / "kualifikasi.csv.gz"):
        accepted[row["no"]].add(" ".join(row["nama_pend"].upper().split()))
    return [
        Vacancy(row["ins_nm"], frozenset(accepted[row["no"]]), " ".join(row["jabatan_nm"].upper().split()))
        for row in _rows(folder / "formasi.csv.gz")
        if row["no"] in accepted
    ]


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def accepted_programme(text: str) -> AcceptedProgramme:
    """Read one accepted education as the tool reads it."""
    (alternative,) = read_qualification(text).alternatives
    programme = alternative.programme
    if programme is None:
        return AcceptedProgramme(alternative.level, "")
    return AcceptedProgramme(
        alternative.level, programme.name, programme.isced or "", programme.field_group or ""
    )


def derive(vacancies: Iterable[Vacancy]) -> PrecedentTable:
    """Count the distinct lists of programmes; rows in order of level and name, whatever the order read."""
    vacancies = list(vacancies)
    written = sorted({text for vacancy in vacancies for text in vacancy.accepted})
    read = {text: accepted_programme(text) for text in written}
    by_name = {(one.rank, one.level.name if one.level else "", one.name): one for one in read.values()}
    programmes = [by_name[name] for name in sorted(by_name)]
    row = {(one.level, one.name): number for number, one in enumerate(programmes)}
    numbers = {text: row[one.level, one.name] for text, one in read.items()}
    agency = {name: number for number, name in enumerate(sorted({one.agency for one in vacancies}))}
    formations: Counter[tuple[int, ...]] = Counter()
    agencies: defaultdict[tuple[int, ...], set[int]] = defaultdict(set)
    post = {name: number for number, name in enumerate(sorted({one.post for one in vacancies}))}
    posts: defaultdict[tuple[int, ...], set[int]] = defaultdict(set)
    for vacancy in vacancies:
        accepted = tuple(sorted({numbers[text] for text in vacancy.accepted}))
        formations[accepted] += 1
        agencies[accepted].add(agency[vacancy.agency])
        posts[accepted].add(post[vacancy.post])
    lists = [
        AcceptedList(one, formations[one], tuple(sorted(agencies[one])), tuple(sorted(posts[one])))
        for one in sorted(formations)
    ]
    return PrecedentTable.of(programmes, lists)


def table_texts(table: PrecedentTable) -> tuple[str, str]:
    """Return the two CSV texts of a table."""
    programmes, lists = io.StringIO(), io.StringIO()
    writer = csv.writer(programmes, lineterminator="\n")
    writer.writerow(("level", "name", "isced", "field_group", "formations", "agencies"))
    for number, one in enumerate(table.programmes):
        counts = table.together(number, number)
        level = one.level.name if one.level else ""
        writer.writerow((level, one.name, one.isced, one.field_group, counts.formations, counts.agencies))
    writer = csv.writer(lists, lineterminator="\n")
    writer.writerow(("programmes", "formations", "agencies", "posts"))
    for number, formations in enumerate(table.formations):
        writer.writerow(
            (
                " ".join(map(str, table.lists[number])),
                formations,
                " ".join(map(str, table.agencies[number])),
                " ".join(map(str, table.posts[number])),
            )
        )
    return programmes.getvalue(), lists.getvalue()


@dataclass(frozen=True, slots=True)
class Case:
    """A listed programme taken out of its list, an unlisted one of its level, and what remains."""

    listed: str
    unlisted: str
    remaining: tuple[str, ...]


def cases(training: list[Vacancy], held_out: list[Vacancy], draw: random.Random) -> list[Case]:
    """Make one case of each list of each agency held out that has 2 to 40 alternatives and is new.

    New: its set does not occur in `training`. The unlisted programme has the same level and is drawn by its
    frequency among the training vacancies.
    """
    seen = {vacancy.accepted for vacancy in training}
    frequency = Counter(text for vacancy in training for text in sorted(vacancy.accepted))
    by_level: defaultdict[str, list[str]] = defaultdict(list)
    for text in sorted(frequency):
        by_level[text.split()[0]].append(text)
    totals = {level: list(accumulate(frequency[text] for text in texts)) for level, texts in by_level.items()}
    new = {(one.agency, tuple(sorted(one.accepted))) for one in held_out if one.accepted not in seen}
    found = []
    for _, accepted in sorted(new):
        if not 2 <= len(accepted) <= 40:
            continue
        listed = draw.choice(accepted)
        level = listed.split()[0]
        others = set(by_level.get(level, ())) - set(accepted)
        if not others:
            continue
        unlisted = accepted[0]
        while unlisted not in others:
            unlisted = by_level[level][bisect_right(totals[level], draw.random() * totals[level][-1])]
        found.append(Case(listed, unlisted, tuple(one for one in accepted if one != listed)))
    return found


def split(vacancies: list[Vacancy], held_out: Set[str]) -> tuple[list[Vacancy], list[Vacancy]]:
    """Return the vacancies of the agencies to train on and of those held out."""
    return (
        [one for one in vacancies if one.agency not in held_out],
        [one for one in vacancies if one.agency in held_out],
    )


def folds(vacancies: list[Vacancy], number: int, draw: random.Random) -> list[set[str]]:
    """Deal the agencies into equal folds at random."""
    agencies = sorted({one.agency for one in vacancies})
    draw.shuffle(agencies)
    return [set(agencies[first::number]) for first in range(number)]


def remaining_list(case: Case) -> Qualification:
    """Read what remains of the list as the tool reads a vacancy's list."""
    alternatives: dict[Alternative, None] = {}
    for text in case.remaining:
        alternatives.update(dict.fromkeys(read_qualification(text).alternatives))
    return Qualification(" / ".join(case.remaining), tuple(alternatives))


def pair_evidence(table: PrecedentTable, made: list[Case]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Return (2·cases, evidences) of the listed, then the unlisted ones, and which are listed all the same.

    Listed all the same: under another spelling, or as the D-IV or S-1 of the same name.
    """
    asked = [
        accepted_programme(text)
        for side in ("listed", "unlisted")
        for text in (getattr(one, side) for one in made)
    ]
    lists = [remaining_list(one) for one in made]
    everyone = list(dict.fromkeys(asked))
    row = {one: number for number, one in enumerate(everyone)}
    rows = np.array([row[one] for one in asked], dtype=np.int64)
    columns = np.arange(len(asked)) % max(1, len(made))
    result = evidence_of_pairs(table, everyone, lists, rows, columns).T
    listed = [
        any(
            (a.level.rank if a.level else 0, a.programme.name if a.programme else "") == (one.rank, one.name)
            for a in lists[number % len(made)].alternatives
        )
        for number, one in enumerate(asked)
    ]
    return result, np.array(listed)


def fit_weights(vacancies: list[Vacancy], number: int = FOLDS, used: int = FOLDS) -> NDArray[np.float64]:
    """Fit the weights of the evidences, the constant last.

    Each fold of agencies is judged by a table derived from the others, so that no list speaks for itself.
    Logistic regression, no weight below zero: each evidence can only bring nearer.
    """
    draw = random.Random(SEED)
    parts, labels = [], []
    for held_out in folds(vacancies, number, draw)[:used]:
        training, held = split(vacancies, held_out)
        made = cases(training, held, draw)
        evidence, listed = pair_evidence(derive(training), made)
        parts.append(evidence[~listed])
        labels.append((np.arange(2 * len(made)) < len(made))[~listed])
    return logistic(np.concatenate(parts), np.concatenate(labels))


def logistic(
    evidence: NDArray[np.float64], label: NDArray[np.bool_], penalty: float = 1e-3
) -> NDArray[np.float64]:
    """Maximise the likelihood with a small ridge and weights ≥ 0 (constant free), by projected gradients."""
    scale = evidence.std(axis=0) + 1e-9
    design = np.c_[evidence / scale, np.ones(len(evidence))]
    sign = np.where(label, 1.0, -1.0)
    ridge = np.r_[np.full(evidence.shape[1], 2 * penalty), 0.0]
    step = 1 / (0.25 * float(np.linalg.eigvalsh(design.T @ design / len(design))[-1]) + 2 * penalty)
    weight = ahead = np.zeros(design.shape[1])
    speed = 1.0
    for _ in range(4000):
        gradient = -(design.T @ (sign / (1 + np.exp(sign * (design @ ahead))))) / len(design) + ridge * ahead
        new = ahead - step * gradient
        new[:-1] = np.maximum(new[:-1], 0)
        faster = (1 + (1 + 4 * speed**2) ** 0.5) / 2
        ahead = new + (speed - 1) / faster * (new - weight)
        weight, speed = new, faster
    weight[:-1] /= scale
    return weight


def weights_of(fitted: NDArray[np.float64]) -> Weights:
    """Round fitted weights to thousandths of log-odds for one unit of evidence."""
    *evidences, constant = (round(1000 * float(weight)) for weight in fitted)
    return Weights(tuple(evidences), constant)


def weights_text(weights: Weights) -> str:
    """Return the CSV text of weights."""
    named = zip((*EVIDENCES, "constant"), (*weights.evidences, weights.constant), strict=True)
    return "\n".join(["evidence,thousandths", *(f"{name},{weight}" for name, weight in named)]) + "\n"


def main() -> int:
    """Derive and write the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "source", type=Path, nargs="?", default=ROOT.parent / "shared" / "data" / "formasi_2024"
    )
    parser.add_argument("--into", type=Path, default=TABLES)
    parser.add_argument("--weights", action="store_true", help="fit the weights too")
    arguments = parser.parse_args()
    vacancies = read_vacancies(arguments.source)
    programmes, lists = table_texts(derive(vacancies))
    (arguments.into / PROGRAMMES).write_text(programmes, encoding="utf-8", newline="\n")
    (arguments.into / LISTS).write_bytes(gzip.compress(lists.encode(), mtime=0))
    if arguments.weights:
        text = weights_text(weights_of(fit_weights(vacancies)))
        (arguments.into / WEIGHTS).write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
