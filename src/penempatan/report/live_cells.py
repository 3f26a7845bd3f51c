"""The cells of Usulan that follow the officials' entries: formulas, and the values they have when written.

Every formula has its twin here in Python, for a reader that does not recalculate sees the value written. The
functions are those of Excel 2010, LibreOffice 7 and WPS alike. NIPs are only compared as text: COUNTIF and
SUMIF would take two NIPs with the same first fifteen digits for one number, so keys begin with a letter.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from xlsxwriter.utility import xl_col_to_name, xl_range_abs

from penempatan.domain.decision import DecisionKind
from penempatan.report.labels import ENTRY_HEADINGS, Heading, HiddenSheet, Sheet

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from penempatan.report.choices import Choices
    from penempatan.report.entries import Entry

NOT_HERE = "lewat tinjau"  # the change is known only to a re-run
KEY_PREFIX = "P"

# Columns of the hidden sheet, one row a proposal in the order of its number; after the NIPs of the alternates
# stand the changes in the same order.
NUMBER, ROW_ID, REJECTED, DEFERRED, COUNT = range(5)
FIRST_NIP = 5

CHOOSE = "Pilih Keputusan."
UNKNOWN = "Keputusan tidak dikenal."
ONLY_REPLACE = "NIP Pengganti hanya untuk Ganti."
NO_REASON = "Isi Alasan Keputusan."
CHOSEN_AT = "Orang ini dipilih sebagai pengganti pada"
NO_ALTERNATE = "Isi NIP Pengganti."
SAME_PERSON = "Pengganti sama dengan yang diusulkan."
CHOSEN_TWICE = "Pengganti dipilih pada lebih dari satu baris."
APPROVED_AT = "Pengganti sudah disetujui pada"
DEFERRED_AT = "Pengganti ditunda pada"
NOT_LISTED = "Di luar pilihan yang dihitung; hasilnya diketahui setelah penempatan tinjau."

_APPROVE, _REJECT, _DEFER, _REPLACE = (kind.value for kind in DecisionKind)
_KINDS = "{" + ",".join(f'"{kind.value}"' for kind in DecisionKind) + "}"
_BINDING = f'{{"{_APPROVE}","{_DEFER}"}}'


@dataclass(frozen=True, slots=True)
class LiveRow:
    """The three live cells of a row, as formulas or as values: the key, the change in points, the warning."""

    key: str
    change: str | float
    warning: str


class LiveFormulas:
    """The formulas of the rows 2 to `n_rows` + 1; `column` gives the 0-based column of a heading.

    `alternates` is how many columns of NIPs the hidden sheet has.
    """

    def __init__(self, column: Mapping[str, int], key_column: int, n_rows: int, alternates: int) -> None:
        self._at = {heading: "$" + xl_col_to_name(index) for heading, index in column.items()}
        self._key = "$" + xl_col_to_name(key_column)
        self._n_rows = n_rows
        self._nips = self._choices(FIRST_NIP, alternates)
        self._changes = self._choices(FIRST_NIP + alternates, alternates)

    def of(self, row: int, number_heading: str) -> LiveRow:
        """Return the formulas of the 1-based row of the sheet."""
        at = {heading: f"{column}{row}" for heading, column in self._at.items()}
        number, key, nip = at[number_heading], f"{self._key}{row}", at[Heading.NIP]
        decision, alternate, reason = at[Heading.DECISION], at[Heading.ALTERNATE], at[Heading.REASON]
        entries = f"{at[ENTRY_HEADINGS[0]]}:{at[ENTRY_HEADINGS[-1]]}"
        nips, codes, decisions = map(self._range, (Heading.NIP, Heading.VACANCY, Heading.DECISION))
        keys = f"{self._key}$2:{self._key}${self._n_rows + 1}"
        chosen = f"MID({key},2,40)"
        own = f"MATCH({chosen},{nips},0)"
        change = (
            f'=IF({decision}="","",IF({decision}="{_APPROVE}",0,'
            f'IF({decision}="{_REJECT}",INDEX({self._choices(REJECTED)},{number}),'
            f'IF({decision}="{_DEFER}",INDEX({self._choices(DEFERRED)},{number}),'
            f'IF({key}="","",IFERROR(INDEX({self._changes},{number},'
            f'MATCH({chosen},INDEX({self._nips},{number},0),0)),"{NOT_HERE}"))))))'
        )
        warning = (
            f'=IF(COUNTA({entries})=0,"",TRIM('
            f'IF({decision}="","{CHOOSE} ",IF(ISNA(MATCH({decision},{_KINDS},0)),"{UNKNOWN} ",""))'
            f'&IF(AND({decision}<>"{_REPLACE}",{alternate}<>""),"{ONLY_REPLACE} ","")'
            f'&IF(OR({decision}="",{decision}="{_APPROVE}",{reason}<>""),"","{NO_REASON} ")'
            f'&IF(ISNA(MATCH({decision},{_BINDING},0)),"",'
            f'IFERROR("{CHOSEN_AT} "&INDEX({codes},MATCH("{KEY_PREFIX}"&{nip},{keys},0))&". ",""))'
            f'&IF({decision}<>"{_REPLACE}","",IF({key}="","{NO_ALTERNATE} ",'
            f'IF({key}="{KEY_PREFIX}"&{nip},"{SAME_PERSON} ","")'
            f'&IF(COUNTIF({keys},{key})>1,"{CHOSEN_TWICE} ","")'
            f"&IFERROR(CHOOSE(MATCH(INDEX({decisions},{own}),{_BINDING},0),"
            f'"{APPROVED_AT} ","{DEFERRED_AT} ")&INDEX({codes},{own})&". ","")'
            f'&IF({at[Heading.CHANGE]}="{NOT_HERE}","{NOT_LISTED}","")))))'
        )
        wanted = f'"{KEY_PREFIX}"&SUBSTITUTE({alternate}," ","")'
        return LiveRow(f'=IF(AND({decision}="{_REPLACE}",{alternate}<>""),{wanted},"")', change, warning)

    def alternates(self, row: int, number_heading: str) -> str:
        """Return the source of the drop-down of the row: as many cells as the seat has alternates."""
        number = f"{self._at[number_heading]}{row}"
        first = f"{HiddenSheet.CHOICES.value}!${xl_col_to_name(FIRST_NIP)}$1"
        return f"=OFFSET({first},{number},0,1,MAX(1,INDEX({self._choices(COUNT)},{number})))"

    def _range(self, heading: str) -> str:
        return f"{self._at[heading]}$2:{self._at[heading]}${self._n_rows + 1}"

    def _choices(self, first: int, columns: int = 1) -> str:
        return f"{HiddenSheet.CHOICES.value}!{xl_range_abs(1, first, self._n_rows, first + columns - 1)}"


def live_values(
    pairs: Sequence[tuple[str, str]], entries: Sequence[Entry], choices: Sequence[Choices]
) -> list[LiveRow]:
    """Return what the formulas give for the rows of the pairs (NIP, kode formasi) with these entries."""
    keys = [_key(entry) for entry in entries]
    times = Counter(key for key in keys if key)
    code_of_key = {key: pair[1] for key, pair in reversed(list(zip(keys, pairs, strict=True)))}
    row_of = {pair[0]: (pair[1], entry.decision) for pair, entry in zip(pairs, entries, strict=True)}
    rows = []
    for (nip, _), entry, choice, key in zip(pairs, entries, choices, keys, strict=True):
        change = _change(entry, choice, key)
        said: list[str] = []
        if any(entry.cells):
            said += _warnings(entry, code_of_key.get(KEY_PREFIX + nip))
            if entry.decision == _REPLACE:
                said += _clashes(nip, key, times[key], row_of.get(key[1:]))
                said += [NOT_LISTED] if change == NOT_HERE else []
        rows.append(LiveRow(key, change, " ".join(said)))
    return rows


def _key(entry: Entry) -> str:
    chosen = entry.alternate.replace(" ", "") if entry.decision == _REPLACE else ""
    return KEY_PREFIX + chosen if chosen else ""


def _change(entry: Entry, choice: Choices, key: str) -> str | float:
    if entry.decision == _APPROVE:
        return 0
    if entry.decision == _REJECT:
        return shown_change(choice.rejected)
    if entry.decision == _DEFER:
        return shown_change(choice.deferred)
    if not key:
        return ""
    changes = {swap.alternate_id: swap.score_change for swap in choice.swaps}
    return shown_change(changes.get(key[1:]))


def shown_change(change: int | None) -> str | float:
    """Return a change of the total in points, or the words for one that is not known."""
    return NOT_HERE if change is None else change / 100


def _warnings(entry: Entry, chosen_at: str | None) -> list[str]:
    said = []
    if not entry.decision:
        said.append(CHOOSE)
    elif entry.decision not in {kind.value for kind in DecisionKind}:
        said.append(UNKNOWN)
    if entry.decision != _REPLACE and entry.alternate:
        said.append(ONLY_REPLACE)
    if entry.decision not in {"", _APPROVE} and not entry.reason:
        said.append(NO_REASON)
    if entry.decision in {_APPROVE, _DEFER} and chosen_at is not None:
        said.append(f"{CHOSEN_AT} {chosen_at}.")
    return said


def _clashes(nip: str, key: str, times: int, own: tuple[str, str] | None) -> list[str]:
    """Return what speaks against an alternate; `own` is the row that proposes the alternate elsewhere."""
    if not key:
        return [NO_ALTERNATE]
    said = [SAME_PERSON] if key[1:] == nip else []
    if times > 1:
        said.append(CHOSEN_TWICE)
    if own is not None and own[1] in {_APPROVE, _DEFER}:
        said.append(f"{APPROVED_AT if own[1] == _APPROVE else DEFERRED_AT} {own[0]}.")
    return said


def decided_range(column: Mapping[str, int], heading: str, n_rows: int) -> str:
    """Return the cells of a column of Usulan as another sheet names them."""
    return f"{Sheet.PROPOSALS.value}!{xl_range_abs(1, column[heading], n_rows, column[heading])}"
