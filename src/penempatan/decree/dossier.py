"""The dossier for I-MUT: one row a move, and one row a move and rule with its regulation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from penempatan.decree.documents import PROVES
from penempatan.eligibility.rule import Verdict
from penempatan.eligibility.wording import waived
from penempatan.explain.by_vacancy import seating_of, vacancy_pairs
from penempatan.explain.closing_rules import named
from penempatan.explain.placed import Standings, placement_notes
from penempatan.report.sheet_writer import Column, Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from penempatan.decree.moves import Move
    from penempatan.eligibility.rule import Finding
    from penempatan.report.sheet_writer import Cell
    from penempatan.verification.audit import AuditedResult

VERDICTS = {
    Verdict.ALLOWED: "Memenuhi",
    Verdict.NOTED: "Memenuhi dengan catatan",
    Verdict.UNVERIFIED: "Perlu verifikasi",
    Verdict.FORBIDDEN: "Tidak memenuhi",
}
DOSSIER_COLUMNS = (
    Column("No", Kind.NUMBER, 4, 6),
    Column("NIP", Kind.CODE, 19, 20),
    Column("Nama", Kind.TEXT, 14, 18),
    Column("Pangkat/Gol. Ruang", Kind.TEXT, 12, 15),
    Column("Jabatan dan Unit Lama", Kind.TEXT, 16, 22),
    Column("Jabatan dan Unit Baru", Kind.TEXT, 16, 22),
    Column("Jenis Perpindahan", Kind.TEXT, 10, 12),
    Column("Skor", Kind.POINTS, 7, 8),
    Column("Alasan", Kind.TEXT, 30, 38),
    Column("Catatan Syarat", Kind.TEXT, 24, 34),
    Column("Dokumen yang Kurang", Kind.TEXT, 20, 28),
    Column("Bulan menuju Pensiun", Kind.NUMBER, 9, 10),
    Column("Diputuskan oleh", Kind.TEXT, 10, 14),
)
RULE_COLUMNS = (
    Column("No", Kind.NUMBER, 4, 6),
    Column("NIP", Kind.CODE, 19, 20),
    Column("Kode Formasi", Kind.TEXT, 10, 14),
    Column("Syarat", Kind.TEXT, 24, 36),
    Column("Dasar", Kind.TEXT, 24, 36),
    Column("Hasil", Kind.TEXT, 14, 18),
    Column("Dimiliki", Kind.TEXT, 20, 32),
    Column("Disyaratkan", Kind.TEXT, 20, 32),
    Column("Pengecualian", Kind.TEXT, 16, 32),
)


def dossier_rows(result: AuditedResult, moves: Sequence[Move]) -> list[tuple[Cell, ...]]:
    """Return one row a move, in their order."""
    problem, pairs, plan = result.problem, result.pairs, result.plan
    seating = seating_of(problem, plan)
    standings = Standings(seating)
    by_vacancy = vacancy_pairs(pairs, pairs, result.settings.solve.memory_max_mib)
    for part in by_vacancy.parts(np.unique(seating.vacancy)):
        standings.see(part)
    notes = placement_notes(problem, pairs, standings, seating, plan)
    reason = {(note.employee, note.vacancy): note.sentence for note in notes}
    rows: list[tuple[Cell, ...]] = []
    for number, move in enumerate(moves, 1):
        findings = pairs.tables.findings(move.employee, move.vacancy)
        rows.append(
            (
                number,
                move.nip,
                move.name,
                move.rank,
                move.old_post,
                move.new_post,
                move.remark,
                move.score / 100,
                reason[move.employee, move.vacancy],
                _remarks(result, findings),
                _missing(findings),
                move.months_to_retirement,
                move.decision.decided_by,
            )
        )
    return rows


def rule_rows(result: AuditedResult, moves: Sequence[Move]) -> list[tuple[Cell, ...]]:
    """Return one row a move and rule: what it asks, on which regulation, and what was found."""
    source = {table.rule.code: table.rule.source for table in result.pairs.tables.tables}
    return [
        (
            number,
            move.nip,
            result.problem.vacancies[move.vacancy].code,
            named(one.code),
            source[one.code],
            VERDICTS[one.verdict],
            one.held,
            one.required,
            waived(one.waiver) if one.waiver is not None else "",
        )
        for number, move in enumerate(moves, 1)
        for one in result.pairs.tables.findings(move.employee, move.vacancy)
    ]


def _remarks(result: AuditedResult, findings: Sequence[Finding]) -> str:
    """Name the rules that are not plainly met, with their regulation; the others are on the second sheet."""
    source = {table.rule.code: table.rule.source for table in result.pairs.tables.tables}
    met = sum(one.verdict is Verdict.ALLOWED for one in findings)
    texts = [f"{met} dari {len(findings)} syarat terpenuhi."]
    texts += [
        f"{named(one.code)} [{source[one.code]}]: {VERDICTS[one.verdict].lower()}; dimiliki {one.held}, "
        f"disyaratkan {one.required}" + (f"; {waived(one.waiver)}" if one.waiver is not None else "")
        for one in findings
        if one.verdict is not Verdict.ALLOWED
    ]
    return "\n".join(texts)


def _missing(findings: Sequence[Finding]) -> str:
    papers = [PROVES[one.code] for one in findings if one.verdict is Verdict.UNVERIFIED]
    return "\n".join(dict.fromkeys(papers)) or "Tidak ada menurut data"
