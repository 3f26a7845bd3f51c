"""What a qualification text asks for beside the education: a licence, an accreditation, experience."""

from __future__ import annotations

import re

_DEMAND = re.compile(
    r"(?:^|[\s,;(]+)(?:(?:DAN|YANG|SERTA|JUGA|HARUS|WAJIB|LEBIH)\s+)*"
    r"(?:MEMILIKI|MEMPUNYAI|MENGUASAI|BERSERTIFIKAT|DILENGKAPI|DISERTAI|DIUTAMAKAN|DIPRIORITASKAN|BERPENGALAMAN|PENGALAMAN"
    r"|TERAKREDITASI|AKREDITASI|MAMPU|LULUS(?=\s)|DENGAN\s+(?:IPK|STR|SIM|SERTIFIKAT|PENGALAMAN|AKREDITASI|NILAI)"
    r"|(?:MINIMAL\s+)?IPK)\b.*$"
)


def without_demand(folded: str) -> str:
    """Return folded text without what it asks for beside the education ("SEDERAJAT MEMILIKI SIM A")."""
    return _DEMAND.sub("", folded)


def demand_of(folded: str) -> str:
    """Return what folded text asks for beside the education, "" where it asks for nothing else."""
    found = _DEMAND.search(folded)
    return found[0].strip(" ,;()") if found else ""
