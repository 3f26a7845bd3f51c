"""The id of a proposed placement: the same in every workbook that proposes it, wherever its row stands."""

from __future__ import annotations

from hashlib import blake2b

ROW_ID_LENGTH = 10


def row_id(employee_id: str, vacancy_code: str) -> str:
    """Return ten upper-case hexadecimal digits of the pair.

    Two of 10,000 pairs share an id in one of 20,000 plans, so who looks a row up by its id compares its NIP
    and kode formasi too.
    """
    digest = blake2b(f"{employee_id}|{vacancy_code}".encode()).hexdigest()
    return digest[:ROW_ID_LENGTH].upper()
