"""`manage.py load_reference`: units, titles, ethnic groups, levels, standards, Đề án 03; idempotent."""

from typing import Any

from django.core.management.base import BaseCommand

from registry.reference import load_reference


class Command(BaseCommand):
    help = "Nạp dữ liệu dùng chung: đơn vị, chức danh, dân tộc, bậc trình độ, tiêu chuẩn, chỉ tiêu."

    def handle(self, *args: Any, **options: Any) -> None:
        result = load_reference()
        self.stdout.write(
            f"Dữ liệu dùng chung: thêm {result.created} dòng, sửa {result.corrected}, bỏ {result.removed}."
        )
