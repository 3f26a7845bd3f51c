"""Does the nearness of an education agree with what agencies accept? Measured on agencies held out.

    python benchmarks/education_fit.py [../shared/data/formasi_2024] [--splits 6]

A fifth of the agencies is held out. Each of their lists (2 to 40 alternatives, none seen in the rest) gives
a listed programme and one of the same level that is not listed, drawn by frequency; both are scored against
what remains of the list. The AUC is the chance that the listed one of one case outscores the unlisted one of
another. The table and the weights are derived anew from the other four fifths alone.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "scripts"))

import derive_precedents as derivation  # noqa: E402
from penempatan.knowledge.nearness.evidence import EVIDENCES  # noqa: E402

BANDS = ((0, 101), (101, 1001), (1001, 3001), (3001, sys.maxsize))
FOLDS_FOR_WEIGHTS = 2  # of five: the weights are few


def auc(listed: NDArray[np.float64], unlisted: NDArray[np.float64]) -> float:
    """Return the chance that a listed programme outscores an unlisted one, ties counting half."""
    if not len(listed) or not len(unlisted):
        return float("nan")
    ordered = np.sort(unlisted)
    below = np.searchsorted(ordered, listed, "left") + np.searchsorted(ordered, listed, "right")
    return float(below.mean() / 2 / len(unlisted))


def measure(vacancies: list[derivation.Vacancy], seed: int) -> tuple[dict[str, float], int]:
    """Return the AUC by contestant and band on one split, and the number of cases."""
    draw = random.Random(seed)
    training, held = derivation.split(vacancies, derivation.folds(vacancies, 5, draw)[0])
    made = derivation.cases(training, held, draw)
    evidence, listed = derivation.pair_evidence(derivation.derive(training), made)
    weights = derivation.weights_of(derivation.fit_weights(training, used=FOLDS_FOR_WEIGHTS))
    at = {name: number for number, name in enumerate(EVIDENCES)}
    contestants = {
        "nearness": np.where(listed, 10_000, weights.points(evidence.T)).astype(float),
        "similar lists alone": np.where(listed, 99, evidence[:, at["similar_lists"]]),
        "posts alone": np.where(listed, 99, evidence[:, at["posts"]]),
        "pairs alone": np.where(listed, 99, evidence[:, at["pairs"]]),
        "ISCED ladder": np.where(
            listed, 9, evidence[:, at["isced_broad"] : at["isced_detailed"] + 1].sum(axis=1)
        ),
        "name alone": np.where(listed, 9, evidence[:, at["name"]]),
    }
    result = {}
    for name, score in contestants.items():
        result[name] = auc(score[: len(made)], score[len(made) :])
    frequency = Counter(text for vacancy in training for text in vacancy.accepted)
    often = np.array([frequency[one.listed] for one in made])
    score = contestants["nearness"]
    for low, high in BANDS:
        inside = (low <= often) & (often <= high - (high < sys.maxsize))
        label = (
            f"  listed {low} times and more" if high == sys.maxsize else f"  listed {low}-{high - 1} times"
        )
        result[label] = auc(score[: len(made)][inside], score[len(made) :][inside])
    return result, len(made)


def main() -> int:
    """Measure several splits and print mean and standard deviation."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "source", type=Path, nargs="?", default=ROOT.parent / "shared" / "data" / "formasi_2024"
    )
    parser.add_argument("--splits", type=int, default=6)
    arguments = parser.parse_args()
    vacancies = derivation.read_vacancies(arguments.source)
    found = []
    for seed in range(1, arguments.splits + 1):
        start = time.perf_counter()
        result, number = measure(vacancies, seed)
        found.append(result)
        print(
            f"split {seed}: {number} cases, AUC {result['nearness']:.4f}, "
            f"{time.perf_counter() - start:.0f} s",
            flush=True,
        )
    for name in found[0]:
        values = np.array([one[name] for one in found])
        print(f"{name:28} {np.nanmean(values):.4f}  sd {np.nanstd(values):.4f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
