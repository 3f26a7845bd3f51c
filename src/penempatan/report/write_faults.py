"""Why a file could not be written, in words that tell what to do."""

from __future__ import annotations

import errno

_ELSEWHERE = "pilih tempat lain"
_IN_USE = "tidak ada izin menulis, atau berkasnya sedang dibuka program lain; tutup berkas itu lalu ulangi"
_REASONS = {
    errno.ENOSPC: f"ruang penyimpanan penuh; kosongkan sebagian atau {_ELSEWHERE}",
    errno.EDQUOT: f"jatah penyimpanan habis; kosongkan sebagian atau {_ELSEWHERE}",
    errno.EFBIG: f"berkasnya melebihi ukuran yang diizinkan; {_ELSEWHERE}",
    errno.EACCES: _IN_USE,
    errno.EPERM: _IN_USE,
    errno.EROFS: f"medianya hanya dapat dibaca; {_ELSEWHERE}",
    errno.ENOENT: f"foldernya tidak ada atau tidak dapat dibuat; {_ELSEWHERE}",
    errno.ENOTDIR: f"itu bukan folder; {_ELSEWHERE}",
    errno.EEXIST: f"itu bukan folder; {_ELSEWHERE}",
    errno.EISDIR: f"itu folder, bukan berkas; {_ELSEWHERE}",
    errno.ENAMETOOLONG: f"namanya terlalu panjang; {_ELSEWHERE}",
}


def write_errors() -> tuple[type[Exception], ...]:
    """Return what failing writers raise; evaluated only when something was raised."""
    from xlsxwriter.exceptions import XlsxFileError

    return OSError, XlsxFileError


def reason_of(fault: Exception) -> str:
    """Say what went wrong; XlsxWriter hands the OSError on as its argument."""
    inner = next((one for one in (fault, *fault.args) if isinstance(one, OSError)), None)
    if inner is None or inner.errno is None:
        return f"penulisan gagal ({type(fault).__name__})"
    return _REASONS.get(inner.errno, inner.strerror or f"galat {inner.errno}")
