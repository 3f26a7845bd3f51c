"""How near a programme of study comes to the ones a vacancy lists, judged by what agencies accept together.

Needs numpy; import it where it is asked for, not at the top of a module that every command loads.
"""

from penempatan.knowledge.nearness.judgement import (
    Basis,
    Nearness,
    nearest,
    nearness,
    nearness_matrix,
    nearness_of_pairs,
)
from penempatan.knowledge.nearness.table import Neighbour, Together

__all__ = [
    "Basis",
    "Nearness",
    "Neighbour",
    "Together",
    "nearest",
    "nearness",
    "nearness_matrix",
    "nearness_of_pairs",
]
