"""`manage.py import_cadres FILE --user NAME`: checks the list workbook; writes it with --commit."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentTypeError
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import User
from common.dates import DateError, parse_day
from registry.errors import Refusal
from registry.pages.as_of import default_day
from registry.workbook import service
from registry.workbook.annotating import annotated_workbook
from registry.workbook.planning.findings import FileRefused
from registry.workbook.planning.planning import FilePlan, Request
from registry.workbook.reading.limits import MAX_FILE_BYTES
from registry.workbook.reading.reading import read
from registry.workbook.results import result_of, result_of_refusal

ROWS_REFUSED, FILE_REFUSED = 1, 2


def day_argument(text: str) -> date:
    """A day given on the command line, ISO or dd/mm/yyyy."""
    try:
        return parse_day(text)
    except DateError as error:
        raise ArgumentTypeError(str(error)) from None


def user_named(name: str) -> User:
    """The account with a sign-in name."""
    try:
        return User.objects.get_by_natural_key(name)
    except User.DoesNotExist:
        raise CommandError(f"Không có tài khoản “{name}”. Chưa ghi gì.") from None


class Command(BaseCommand):
    help = (
        "Kiểm tra và nhập danh sách cán bộ, công chức cấp xã từ tệp Excel; không có --commit thì không ghi."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="tệp .xlsx, .xls hoặc .csv")
        parser.add_argument("--user", required=True, help="tên đăng nhập của người nhập")
        parser.add_argument("--as-of", type=day_argument, help="số liệu đến ngày")
        parser.add_argument("--full-list", action="store_true", help="danh sách đầy đủ: nêu người bị thiếu")
        parser.add_argument("--commit", action="store_true", help="ghi vào hệ thống")
        parser.add_argument("--valid-rows", action="store_true", help="chỉ ghi các dòng hợp lệ")
        parser.add_argument("--report", type=Path, help="nơi lưu tệp có ghi chú lỗi (.xlsx)")

    def handle(self, *args: Any, **options: Any) -> None:
        user = user_named(options["user"])
        try:
            content = _content_of(options["file"])
            book = read(options["file"].name, content)
            day = options["as_of"] or default_day()
            request = Request(user, book, day, is_full_list=options["full_list"])
            plan, result = _run(request, commit=options["commit"], valid_rows=options["valid_rows"])
            if options["report"]:
                options["report"].write_bytes(annotated_workbook(book, content, plan.errors, plan.remarks))
        except FileRefused as refusal:
            self.stdout.write(json.dumps(result_of_refusal(refusal), ensure_ascii=False))
            self.stderr.write(str(refusal))
            sys.exit(FILE_REFUSED)
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(json.dumps(result, ensure_ascii=False))
        if result["errors"]:
            sys.exit(ROWS_REFUSED)


def _run(request: Request, *, commit: bool, valid_rows: bool) -> tuple[FilePlan, dict[str, Any]]:
    if not commit:
        plan = service.check(request)
        return plan, result_of(plan)
    try:
        plan, act = service.write(request, valid_rows=valid_rows)
    except service.NotWritten as refusal:
        return refusal.plan, result_of(refusal.plan)
    return plan, result_of(plan, act)


def _content_of(path: Path) -> bytes:
    """Bytes of a file, one more than is allowed at most."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        reason = error.strerror or "không mở được"
        raise FileRefused(
            f"Không đọc được tệp {path.name} ({reason}). Chưa ghi gì vào hệ thống. Kiểm tra lại đường dẫn.",
            code="no_file",
        ) from None
