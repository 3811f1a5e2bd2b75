"""Is this a workbook at all, and is it safe to open? Checked before any of it is parsed (security.md 4)."""

from __future__ import annotations

import io
import zipfile
from pathlib import PurePosixPath

from registry.workbook.planning.findings import NOTHING_WRITTEN, FileRefused
from registry.workbook.reading import limits

ZIP_MAGIC, OLE_MAGIC = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# How an encrypted workbook names its contents inside the OLE container.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_CHUNK = 64 * 1024
_SAVE_AS = "Mở tệp bằng Excel, chọn Lưu thành, kiểu “Excel Workbook (.xlsx)”, rồi nhập lại."


def refused(code: str, text: str, advice: str) -> FileRefused:
    """A refusal of the whole file: what is wrong, that nothing was written, what to do."""
    return FileRefused(f"{text} {NOTHING_WRITTEN} {advice}", code=code)


def kind_of(name: str, content: bytes) -> str:
    """ "xlsx", "xls" or "csv" by what the file holds; a name alone proves nothing."""
    if not content:
        raise refused("empty", "Tệp rỗng.", "Kiểm tra lại tệp rồi nhập lại.")
    if len(content) > limits.MAX_FILE_BYTES:
        raise refused(
            "too_large", "Tệp lớn hơn 10 MB.", "Xóa ảnh và các trang không dùng, hoặc tách theo xã."
        )
    if content.startswith(ZIP_MAGIC):
        _check_archive(content)
        return "xlsx"
    if content.startswith(OLE_MAGIC):
        if _ENCRYPTED in content:
            raise refused("password", "Tệp đang đặt mật khẩu.", "Bỏ mật khẩu, lưu lại rồi nhập lại.")
        return "xls"
    if PurePosixPath(name.lower()).suffix in (".csv", ".txt") and b"\x00" not in content:
        return "csv"
    raise refused("not_workbook", "Tệp này không phải sổ Excel (.xlsx, .xls) hay .csv.", _SAVE_AS)


def _check_archive(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            _check_directory(members)
            unpacked = _count_unpacked(archive, members)
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        NotImplementedError,
        RuntimeError,
        EOFError,
        OSError,
        ValueError,
    ):
        raise _damaged() from None
    if unpacked > len(content) * limits.MAX_RATIO and unpacked > limits.RATIO_FROM_BYTES:
        raise _bomb()


def _check_directory(members: list[zipfile.ZipInfo]) -> None:
    names = [member.filename for member in members]
    if len(names) > limits.MAX_MEMBERS:
        raise refused("bomb", f"Tệp có {len(names)} phần bên trong, quá 200.", _SAVE_AS)
    if len(set(names)) < len(names) or any(_is_outside(name) for name in names):
        raise _damaged()
    if any(PurePosixPath(name).name.lower().startswith("vbaproject") for name in names):
        raise refused("macros", "Tệp có macro (.xlsm).", _SAVE_AS)
    if "xl/workbook.xml" not in names:
        raise refused("not_workbook", "Tệp nén này không phải sổ Excel .xlsx.", _SAVE_AS)
    if sum(member.file_size for member in members) > limits.MAX_UNPACKED_BYTES:
        raise _bomb()


def _is_outside(name: str) -> bool:
    return name.startswith(("/", "\\")) or ".." in PurePosixPath(name.replace("\\", "/")).parts


def _count_unpacked(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> int:
    """Bytes that really come out: the sizes in the directory may lie."""
    total = 0
    for member in members:
        size = 0
        with archive.open(member) as stream:
            while chunk := stream.read(_CHUNK):
                size += len(chunk)
                if total + size > limits.MAX_UNPACKED_BYTES:
                    raise _bomb()
        if size > limits.RATIO_FROM_BYTES and size > max(member.compress_size, 1) * limits.MAX_RATIO:
            raise _bomb()
        total += size
    return total


def _bomb() -> FileRefused:
    return refused("bomb", "Tệp bung ra quá lớn so với kích thước, có thể gây hại.", "Nhập tệp gốc từ Excel.")


def _damaged() -> FileRefused:
    return refused("damaged", "Tệp hỏng hoặc bị sửa cấu trúc, không đọc được.", _SAVE_AS)
