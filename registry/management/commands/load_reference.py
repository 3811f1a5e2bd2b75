"""`manage.py load_reference`: units, titles, ethnic groups, levels, standards, Đề án 03; idempotent."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from registry.reference.load import load_reference


class Command(BaseCommand):
    help = "Nạp dữ liệu dùng chung: đơn vị, chức danh, dân tộc, bậc trình độ, tiêu chuẩn, chỉ tiêu."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--reset-settings", action="store_true", help="lấy lại cả những thiết đặt đã sửa trong hệ thống"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        result = load_reference(reset_settings=options["reset_settings"])
        self.stdout.write(
            f"Dữ liệu dùng chung: thêm {result.created} dòng, sửa {result.corrected}, bỏ {result.removed}."
        )
