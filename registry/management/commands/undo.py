"""`manage.py undo ACT --user NAME`: takes an act back, or names what stands on it."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.rights import Right
from registry.acts import undo
from registry.acts.told import may_take_back
from registry.errors import Refusal
from registry.management.commands.import_cadres import user_named
from registry.models import Act


class Command(BaseCommand):
    help = "Hoàn tác một thao tác; nếu đã có thay đổi sau đó thì nêu các thay đổi đó và giữ nguyên dữ liệu."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("act", type=int, help="số của thao tác")
        parser.add_argument("--user", required=True, help="tên đăng nhập của người hoàn tác")
        parser.add_argument("--rest", action="store_true", help="hoàn tác phần không có thay đổi sau đó")

    def handle(self, *args: Any, **options: Any) -> None:
        user = user_named(options["user"])
        if not user.has_right(Right.UNDO):
            raise CommandError("Tài khoản này không có quyền hoàn tác. Dữ liệu giữ nguyên.")
        act = Act.objects.in_scope(user).filter(pk=options["act"]).first()
        if act is None:
            raise CommandError(f"Không có thao tác số {options['act']} trong phạm vi của tài khoản này.")
        if not may_take_back(act, user):
            raise CommandError(
                "Thao tác này có hồ sơ ngoài phạm vi của tài khoản nên chưa hoàn tác. Dữ liệu giữ nguyên."
            )
        try:
            undone = undo.undo(act, user, rest=options["rest"])
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"Đã hoàn tác thao tác số {act.pk}: {undone.summary}.")
