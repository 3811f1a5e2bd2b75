"""`manage.py load_demo`: the demonstration province of invented people, or several (`--scale`)."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from common.numbers import format_int, percent_text
from demo.password import DEMONSTRATION_PASSWORD
from demo.people.accounts import sign_ins
from demo.people.plan import BASELINE, CLOSING
from demo.people.units import province_key
from demo.province import DEFAULT_SEED
from demo.write import load
from registry.enums import Scale
from registry.errors import Refusal
from registry.models import Unit
from registry.scope import EVERYTHING
from registry.standing import standings
from registry.standing.yardstick import Yardstick


class Command(BaseCommand):
    help = "Nạp tỉnh trình diễn (người hư cấu) vào cơ sở dữ liệu chưa có hồ sơ nào."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--seed", type=int, default=DEFAULT_SEED, help="số gốc; cùng số thì cùng người")
        parser.add_argument("--scale", type=int, default=1, help="số tỉnh (tỉnh thứ hai trở đi mang mã giả)")

    def handle(self, *args: Any, **options: Any) -> None:
        if not 1 <= options["scale"] <= 99:
            raise CommandError("--scale phải từ 1 đến 99; chưa ghi gì.")
        try:
            load(seed=options["seed"], provinces=options["scale"])
        except Refusal as error:
            raise CommandError(str(error)) from error
        self.stdout.write("\n".join([*self._figures(options["scale"]), "", *self._sign_ins()]))

    def _figures(self, provinces: int) -> list[str]:
        province = Unit.objects.get(key=province_key(0))
        lines = ["Đã nạp tỉnh trình diễn: mọi người trong đó đều là người hư cấu."]
        lines += [_figure_line(province, day) for day in (BASELINE, CLOSING)]
        if provinces > 1:
            lines.append(f"Thêm {provinces - 1} tỉnh cùng cỡ, mã từ P02 đến P{provinces:02d}.")
        return lines

    def _sign_ins(self) -> list[str]:
        lines = [f"Tên đăng nhập (mật khẩu chung để xem thử: {DEMONSTRATION_PASSWORD}):"]
        return lines + [
            f"  {each.username:<12} {each.full_name} – {each.role.label}, {each.agency}"
            for each in sign_ins()
        ]


def _figure_line(province: Unit, day: date) -> str:
    staff = standings.standings(day=day, scope=EVERYTHING, unit=province)
    minimum = {rule.scale: rule.minimum_rank for rule in Yardstick.of_scheme(day).rules}
    untrained = sum(each.rank(Scale.PROFESSIONAL) == 0 for each in staff)
    below = sum(any((each.rank(scale) or 0) < rank for scale, rank in minimum.items()) for each in staff)
    return (
        f"Ngày {day:%d/%m/%Y}: {format_int(len(staff))} cán bộ, công chức; chưa qua đào tạo chuyên môn "
        f"{format_int(untrained)} ({percent_text(untrained, len(staff))}); chưa đạt chuẩn "
        f"{format_int(below)} ({percent_text(below, len(staff))})."
    )
