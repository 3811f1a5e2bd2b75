"""`manage.py export_cadres -o FILE`: the list workbook of a unit on a day."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import User
from accounts.rights import Right
from registry.management.commands.import_cadres import day_argument, user_named
from registry.models import Unit
from registry.pages.as_of import default_day
from registry.workbook.exporting import write_list_workbook


class Command(BaseCommand):
    help = "Xuất danh sách cán bộ, công chức cấp xã; tệp này nhập lại được."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("-o", "--output", type=Path, required=True, help="tệp .xlsx sẽ ghi")
        parser.add_argument("--unit", default="", help="mã tỉnh, huyện hoặc xã")
        parser.add_argument("--as-of", type=day_argument, help="số liệu đến ngày")
        parser.add_argument("--user", default="", help="tên đăng nhập: chỉ xuất phạm vi và cột của người này")

    def handle(self, *args: Any, **options: Any) -> None:
        day = options["as_of"] or default_day()
        user = user_named(options["user"]) if options["user"] else None
        if user is not None and not user.has_right(Right.EXPORT_LISTS):
            raise CommandError("Tài khoản này không có quyền xuất danh sách. Chưa có tệp nào được ghi.")
        unit = _unit(options["unit"], day, user)
        # Whole in memory first: a failure leaves no half-written file.
        file = BytesIO()
        count = write_list_workbook(file, day=day, user=user, unit=unit)
        try:
            options["output"].write_bytes(file.getvalue())
        except OSError as error:
            raise CommandError(f"Không ghi được {options['output']}: {error.strerror}.") from None
        self.stdout.write(f"Đã xuất {count} người ra {options['output']}.")


def _unit(code: str, day: date, user: User | None) -> Unit | None:
    if not code:
        return None
    units = Unit.objects.all() if user is None else Unit.objects.in_scope(user)
    unit: Unit | None = units.coded(code, day).first()
    if unit is None:
        raise CommandError(f"Không có đơn vị mã {code} vào ngày {day:%d/%m/%Y}. Chưa có tệp nào được ghi.")
    return unit
