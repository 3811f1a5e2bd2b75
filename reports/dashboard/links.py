"""Addresses of the pages of figures; every one keeps the day and the chosen target."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from registry.enums import UnitLevel
from registry.units.tree import UnitNode

_PAGE = {UnitLevel.DISTRICT: "reports:district", UnitLevel.COMMUNE: "reports:commune"}


@dataclass(frozen=True)
class Links:
    """Builds addresses for one page: its day, its programme when that is not the default one, its form."""

    day: date
    programme: str = ""
    usual_province: str = ""
    wall: str = ""

    def query(self, **keys: object) -> str:
        """Query string with the day first; empty keys are left out."""
        given = {"as_of": self.day.isoformat(), "programme": self.programme, "wall": self.wall, **keys}
        return "?" + urlencode({key: str(value) for key, value in given.items() if value})

    def unit(self, place: UnitNode, **keys: object) -> str:
        """Page of a unit; another province than the usual one is named."""
        name = _PAGE.get(place.level)
        if name:
            return reverse(name, args=[place.version.code]) + self.query(**keys)
        if place.version.code != self.usual_province:
            keys["province"] = place.version.code
        return reverse("reports:overview") + self.query(**keys)

    def people(self, place: UnitNode, **keys: object) -> str:
        """People behind a number of a unit."""
        return reverse("reports:people") + self.query(unit=place.version.code, **keys)

    def movement(self, place: UnitNode, target: str, start: date) -> str:
        """Movement of a number of a unit from a day to the day of the page."""
        end = {"from": start.isoformat(), "to": self.day.isoformat()}
        return reverse("reports:movement") + self.query(unit=place.version.code, target=target, **end)
