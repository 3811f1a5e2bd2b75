"""`verify_data`: audits the stored data; exit code 1 and a list if anything differs."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from registry.audit import problems


class Command(BaseCommand):
    help = "Kiểm tra dữ liệu: tính lại từ sự kiện gốc, so lịch sử với hiện trạng, tìm trùng và hở."

    def handle(self, *args: Any, **options: Any) -> None:
        found = 0
        for problem in problems():
            found += 1
            self.stdout.write(problem)
        if found:
            self.stdout.write(f"Có {found} chỗ khác. Không sửa gì; xem từng dòng ở trên.")
            sys.exit(1)
        self.stdout.write("Dữ liệu khớp: không có chỗ nào khác.")
