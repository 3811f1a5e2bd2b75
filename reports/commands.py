"""What the reports' commands share: the programme, the day, the unit, and JSON on stdout."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from common.dates import DateError, parse_day
from registry.errors import Refusal
from registry.models import Unit
from registry.units.choices import default_province, unit_coded
from reports.models import Programme


class ReportCommand(BaseCommand):
    """A command that prints figures; refusals become one Vietnamese line and exit code 1."""

    def handle(self, *args: Any, **options: Any) -> str | None:
        try:
            self.report(options)
        except (Refusal, DateError) as error:
            raise CommandError(str(error)) from error
        return None

    def report(self, options: dict[str, Any]) -> None:
        raise CommandError("Lệnh chưa có nội dung.")

    def print_json(self, value: Any) -> None:
        self.stdout.write(json.dumps(value, ensure_ascii=False, indent=2))


def add_programme(parser: ArgumentParser) -> None:
    parser.add_argument("--programme", metavar="MÃ", help="mã chương trình; mặc định là chương trình chính")


def programme_of(code: str | None) -> Programme:
    """The named programme, or the default one."""
    programmes = Programme.objects.select_related("standard_set")
    found = programmes.filter(code=code).first() if code else programmes.first()
    if found is None:
        raise Refusal(
            f"Không có chương trình {code or 'nào'} trong hệ thống. Chạy lệnh load_reference để nạp."
        )
    return found


def day_of(text: str | None, programme: Programme) -> date:
    """The day asked for, or the programme's default."""
    return parse_day(text) if text else programme.default_day


def unit_of(code: str | None, day: date) -> Unit:
    """The unit asked for, or the province."""
    return unit_coded(code, day) if code else default_province()
