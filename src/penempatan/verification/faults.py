"""Faults found while checking: every one counts, the first ones are named."""

from __future__ import annotations

from dataclasses import dataclass, field

NAMED = 50  # faults written out; the rest is only counted, for a broken file can have millions


@dataclass(slots=True)
class Faults:
    """A growing list of Indonesian sentences, without the final full stop."""

    named: list[str] = field(default_factory=list)
    unnamed: int = 0

    def add(self, sentence: str) -> None:
        """Note one fault."""
        if len(self.named) < NAMED:
            self.named.append(sentence)
        else:
            self.unnamed += 1

    def count_more(self, number: int) -> None:
        """Note faults of which only the number is kept."""
        self.unnamed += number

    def extend(self, other: Faults) -> None:
        """Take over the faults of another list."""
        for sentence in other.named:
            self.add(sentence)
        self.unnamed += other.unnamed

    def __bool__(self) -> bool:
        return bool(self.named) or self.unnamed > 0

    def sentences(self) -> tuple[str, ...]:
        """Return what to show: the named faults, then how many more there are."""
        if not self.unnamed:
            return tuple(self.named)
        return (*self.named, f"dan {self.unnamed} kesalahan lain")
