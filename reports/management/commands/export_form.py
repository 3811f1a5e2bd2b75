"""`manage.py export_form FORM -o FILE`: an official form as a workbook."""

from argparse import ArgumentParser
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from registry.enums import UnitLevel
from registry.levers import forms
from reports.commands import ReportCommand, add_programme, day_of, programme_of, unit_of


class Command(ReportCommand):
    help = "Xuất một mẫu báo cáo chính thức ra tệp Excel."

    def add_arguments(self, parser: ArgumentParser) -> None:
        codes = sorted(forms())
        parser.add_argument("form", choices=codes, metavar="MẪU", help=", ".join(codes))
        parser.add_argument("-o", "--output", type=Path, required=True, help="tệp .xlsx sẽ ghi")
        parser.add_argument("--as-of", help="số liệu đến ngày")
        parser.add_argument("--year", type=int, help="cả năm, thay cho --as-of")
        parser.add_argument("--unit", help="mã tỉnh")
        add_programme(parser)

    def report(self, options: dict[str, Any]) -> None:
        day = day_of(options["as_of"], programme_of(options["programme"]))
        if options["year"]:
            if options["as_of"]:
                raise CommandError("Chỉ ghi một trong hai: --year hoặc --as-of. Chưa có tệp nào được ghi.")
            if not 1990 <= options["year"] <= 2100:
                raise CommandError("--year phải từ 1990 đến 2100. Chưa có tệp nào được ghi.")
            day = date(options["year"], 12, 31)
        unit = unit_of(options["unit"], day)
        if unit.level != UnitLevel.PROVINCE:
            raise CommandError("Mẫu này lập cho toàn tỉnh. Chưa có tệp nào được ghi.")
        # Whole in memory first: a failure leaves no half-written file.
        file = BytesIO()
        forms()[options["form"]].write(file, day, unit)
        try:
            options["output"].write_bytes(file.getvalue())
        except OSError as error:
            raise CommandError(f"Không ghi được {options['output']}: {error.strerror}.") from None
        self.stdout.write(f"Đã ghi mẫu {options['form']} ra {options['output']}.")
