"""`movement`: Biến động of a target between two days, with the persons of each term, as JSON."""

from argparse import ArgumentParser
from typing import Any

from common.dates import parse_day
from registry.errors import Refusal
from registry.scope import EVERYTHING
from registry.units.names import UnitNames
from reports.commands import ReportCommand, add_programme, programme_of, unit_of
from reports.enums import Term
from reports.figures.movement import movement


class Command(ReportCommand):
    help = "Biến động của một chỉ tiêu giữa hai mốc, kèm người của từng khoản (CBCC: tổng số)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_programme(parser)
        parser.add_argument("target", metavar="CHỈ_TIÊU")
        parser.add_argument("--from", dest="start", metavar="NGÀY", required=True)
        parser.add_argument("--to", dest="end", metavar="NGÀY", required=True)
        parser.add_argument("--unit", metavar="MÃ", help="mã đơn vị; mặc định là toàn tỉnh")

    def report(self, options: dict[str, Any]) -> None:
        programme = programme_of(options["programme"])
        start, end = parse_day(options["start"]), parse_day(options["end"])
        if start > end:
            raise Refusal("Mốc đầu phải trước mốc cuối. Đổi chỗ hai ngày rồi chạy lại.")
        code = options["target"]
        target = None
        if code != "CBCC":
            target = programme.targets.select_related("minimum", "base_minimum").filter(code=code).first()
            if target is None:
                known = ", ".join(programme.targets.values_list("code", flat=True))
                raise Refusal(f"Không có chỉ tiêu {code}. Các chỉ tiêu: {known}, CBCC.")
        unit = unit_of(options["unit"], end)
        found = movement(target=target, unit=unit, start=start, end=end, scope=EVERYTHING)
        version = UnitNames.on(end).of(unit.pk)
        self.print_json(
            {
                "target": code,
                "unit_code": version.code,
                "unit_name": version.full_name,
                "from": start.isoformat(),
                "to": end.isoformat(),
                "opening": found.opening,
                "closing": found.closing,
                "terms": {
                    term.value: {
                        "label": term.label,
                        "count": found.size(term),
                        "persons": [
                            {"code": person.code, "full_name": person.full_name, "reason": person.reason}
                            for person in found.terms[term]
                        ],
                    }
                    for term in Term
                },
            }
        )
