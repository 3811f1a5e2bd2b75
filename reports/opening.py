"""What every page of figures begins with: day, programme, units in scope, addresses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.http import Http404

from accounts.http import UserRequest
from accounts.models import Right
from common.dates import today
from registry.enums import UnitLevel
from registry.pages.as_of import read_as_of
from registry.privacy import shows_personal
from registry.scope import Scope
from registry.units.tree import UnitNode, UnitTree
from reports.dashboard.links import Links
from reports.dashboard.overview import Asked
from reports.enums import Cut
from reports.figures.cuts import PERSONAL_CUTS
from reports.figures.progress import Yardstick
from reports.forms import AsOfForm
from reports.models import Programme, Target
from reports.targets.programmes import quick_days, targets_of


@dataclass(frozen=True)
class Opening:
    """The frame of a page: everything that its address and its account decide."""

    request: UserRequest
    scope: Scope
    targets: list[Target]
    day: date

    @property
    def programme(self) -> Programme:
        return self.targets[0].programme

    @property
    def sees_people(self) -> bool:
        return self.request.user.has_right(Right.VIEW_PEOPLE)

    def sees_people_by(self, cut: Cut | None) -> bool:
        """True when the account may see who falls under which value of a cut."""
        return self.sees_people and (cut not in PERSONAL_CUTS or shows_personal(self.request.user))

    @property
    def is_wall(self) -> bool:
        """The projector form: larger type, no buttons."""
        return self.request.GET.get("wall") == "1"

    @cached_property
    def tree(self) -> UnitTree:
        return UnitTree.on(self.day, self.scope)

    @cached_property
    def links(self) -> Links:
        provinces = self.tree.visible(UnitLevel.PROVINCE)
        usual = provinces[0].version.code if provinces else ""
        wall = "1" if self.is_wall else ""
        return Links(self.day, self.request.GET.get("programme", ""), usual, wall)

    def target(self) -> Target | None:
        """The target that the address names; an unknown one does not exist."""
        return self._chosen("target", {target.code: target for target in self.targets})

    def cut(self) -> Cut | None:
        return self._chosen("cut", {cut.value: cut for cut in Cut})

    def place(self, code: str, level: UnitLevel | None = None) -> UnitNode:
        """The unit that carries the code on the day, in scope; else 404."""
        place = self.tree.coded(code, level)
        if place is None:
            raise Http404("Không có đơn vị này vào ngày đang xem, hoặc đơn vị ở ngoài phạm vi của tài khoản.")
        return place

    def asked(self, place: UnitNode) -> Asked:
        """What the page of a unit asks the services for."""
        yardstick = Yardstick(self.programme, self.day, targets=self.targets, places=self.tree.lineage)
        return Asked(
            place=place,
            tree=self.tree,
            yardstick=yardstick,
            scope=self.scope,
            exact=self.sees_people,
            cut=self.cut(),
            sort_by=self.target(),
            hides_lines=not self.sees_people_by(self.cut()),
        )

    def keep(self, *leaving_out: str) -> list[tuple[str, str]]:
        """Keys of the address that a form carries along; a page number never."""
        query = self.request.GET
        return [
            (key, value) for key in query if key not in (*leaving_out, "page") for value in query.getlist(key)
        ]

    def context(self) -> dict[str, Any]:
        """What every page of figures needs: the head, the day, addresses."""
        programme = self.programme
        form = AsOfForm(self.request.GET)
        return {
            "programme": programme,
            "day": self.day,
            "links": self.links,
            "as_of_form": form,
            "as_of_error": form["as_of"].errors.as_text().removeprefix("* "),
            "as_of_keep": self.keep("as_of"),
            "is_default_day": self.day == programme.default_day,
            "quick_days": quick_days(programme, today()),
            "today": today(),
            "sees_people": self.sees_people,
            "wall": self.is_wall,
        }

    def _chosen(self, key: str, known: dict[str, Any]) -> Any:
        text = self.request.GET.get(key, "")
        if text and text not in known:
            raise Http404(f"Không có lựa chọn {key} này.")
        return known.get(text)


def open_page(request: UserRequest) -> Opening:
    """Reads programme and day of a page; without any programme there is no page."""
    targets = targets_of(request.GET.get("programme", ""))
    if not targets:
        raise Http404("Chưa có chương trình nào trong hệ thống. Chạy lệnh load_reference để nạp.")
    day = read_as_of(request, targets[0].programme.default_day)
    return Opening(request, Scope.of(request.user), targets, day)
