"""`indicators`: the targets of a programme for a unit or the units below it, as JSON or a table."""

from argparse import ArgumentParser
from typing import Any

from common.numbers import format_int, percent_text
from registry.enums import UnitLevel
from registry.scope import EVERYTHING
from registry.units.names import UnitNames
from reports.commands import ReportCommand, add_programme, day_of, programme_of, unit_of
from reports.enums import Cut
from reports.figures.cuts import cut_sql
from reports.figures.indicators import Measured
from reports.figures.progress import Yardstick, progress


class Command(ReportCommand):
    help = "Tính các chỉ tiêu của chương trình cho một đơn vị hoặc từng đơn vị trực thuộc."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_programme(parser)
        parser.add_argument("--as-of", metavar="NGÀY", help="ngày số liệu; mặc định theo chương trình")
        parser.add_argument("--unit", metavar="MÃ", help="mã đơn vị; mặc định là toàn tỉnh")
        parser.add_argument("--by", choices=[UnitLevel.DISTRICT.value, UnitLevel.COMMUNE.value])
        parser.add_argument("--cut", choices=Cut.values, help="chia theo (trong đó)")
        parser.add_argument("--format", choices=["json", "table"], default="json")

    def report(self, options: dict[str, Any]) -> None:
        programme = programme_of(options["programme"])
        day = day_of(options["as_of"], programme)
        unit = unit_of(options["unit"], day)
        cut = Cut(options["cut"]) if options["cut"] else None
        by = UnitLevel(options["by"]) if options["by"] else None
        found = progress(Yardstick(programme, day), scope=EVERYTHING, unit=unit, by=by, cut=cut)
        names, labels = UnitNames.on(day), cut_sql(cut, day).labels if cut else {}
        rows = [_row(each, unit.pk, names, cut, labels) for each in found]
        if options["format"] == "json":
            self.print_json(rows)
        else:
            for row in rows:
                self.stdout.write(_line(row))


def _row(
    each: Measured, unit_id: int, names: UnitNames, cut: Cut | None, labels: dict[str, str]
) -> dict[str, Any]:
    figure = each.figure
    version = names.of(figure.unit_id or unit_id)
    row = {
        "unit_code": version.code,
        "unit_name": version.full_name,
        "target": figure.target.code,
        "count": figure.count,
        "base": figure.base,
        "percent": None if figure.percent is None else float(figure.percent),
        "threshold": float(each.promise.threshold),
        "gap_persons": each.gap,
    }
    if cut:
        row |= {"cut": figure.cut, "cut_name": labels.get(figure.cut, figure.cut)}
    return row


def _line(row: dict[str, Any]) -> str:
    share = percent_text(row["count"], row["base"])
    counted = f"{format_int(row['count'])}/{format_int(row['base'])}"
    name = " · ".join(filter(None, (row["unit_name"], row.get("cut_name"))))
    return f"{name:<34} {row['target']:<8} {counted:>13} {share:>7}  thiếu {format_int(row['gap_persons'])}"
