"""Several approvers, one decision a row: the same twice is fine, a difference goes back to them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from penempatan.domain.decision import Decision
    from penempatan.review.decide import Voice
    from penempatan.review.workbook_copy import CopyRow


@dataclass(frozen=True, slots=True)
class Dispute:
    """A row on which copies disagree; `voices` in the order in which the copies were given."""

    row: CopyRow
    voices: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class Merged:
    """What the copies come to, both by row in the order of the seal."""

    decisions: tuple[Decision, ...]
    disputes: tuple[Dispute, ...]
    settled: tuple[Dispute, ...]  # rows on which Perlu Diputuskan had the last word


def merge(voices: Iterable[Voice], settled: Iterable[Voice], order: Iterable[str]) -> Merged:
    """Join the voices of all copies; those of the sheet Perlu Diputuskan have the last word on their rows."""
    last_word = {one.row.row_id: one.decision for one in settled if one.decision is not None}
    spoken: dict[str, list[Voice]] = {}
    for one in voices:
        if one.decision is not None:
            spoken.setdefault(one.row.row_id, []).append(one)
    decisions: list[Decision] = []
    disputes: list[Dispute] = []
    closed: list[Dispute] = []
    for row_id in order:
        if row_id in last_word:
            decisions.append(last_word[row_id])
            if row_id in spoken:
                closed.append(_dispute(spoken[row_id]))
        elif row_id in spoken:
            said = [one.decision for one in spoken[row_id] if one.decision is not None]
            if len({(one.kind, one.alternate_id) for one in said}) == 1:
                decisions.append(_joined(said))
            else:
                disputes.append(_dispute(spoken[row_id]))
    return Merged(tuple(decisions), tuple(disputes), tuple(closed))


def _dispute(voices: list[Voice]) -> Dispute:
    return Dispute(voices[0].row, tuple(one.decision for one in voices if one.decision is not None))


def _joined(said: list[Decision]) -> Decision:
    """Return one decision with the words of all, each once and in the order given."""

    def words(texts: Iterable[str]) -> str:
        return "; ".join(dict.fromkeys(text for text in texts if text))

    return replace(
        said[0],
        reason=words(one.reason for one in said),
        remark=words(one.remark for one in said),
        decided_by=words(one.decided_by for one in said),
        source=words(one.source for one in said),
    )
