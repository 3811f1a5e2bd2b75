"""`published_figures`: what was published beside what the facts say."""

from argparse import ArgumentParser
from typing import Any

from reports.commands import ReportCommand, add_programme, programme_of
from reports.published.comparing import Comparison, compare_all


class Command(ReportCommand):
    help = "Đối chiếu số liệu công bố với số liệu tính từ hồ sơ."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_programme(parser)
        parser.add_argument("--format", choices=["json", "table"], default="json")

    def report(self, options: dict[str, Any]) -> None:
        rows = [_row(each) for each in compare_all(programme_of(options["programme"]))]
        if options["format"] == "json":
            self.print_json(rows)
        else:
            for row in rows:
                self.stdout.write(
                    f"{row['verdict']:<8} {row['published']:>12} {row['computed']!s:>10}  {row['text']}"
                )


def _row(each: Comparison) -> dict[str, Any]:
    value = each.computed_text_value
    computed = each.computed
    return {
        "key": each.figure.key,
        "text": each.figure.text,
        "published": float(each.figure.value),
        "computed": None if value is None else float(value),
        "count": computed.count if computed else None,
        "base": computed.base if computed else None,
        "verdict": each.verdict.value,
    }
