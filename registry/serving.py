"""Where and as what people serve on a day: the one answer for every list, card, sheet and letter.

A unit bears the name of the day. Who was posted to a commune that has merged since is told under the commune
in which the posting counts on the day; only the history of a card keeps the names of its own time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from registry.enums import StaffGroup
from registry.models import Posting, PostTitle, UnitVersion
from registry.scope import Scope
from registry.standing.standings import Standing, standings_of
from registry.units.names import UnitNames

NameOf = Callable[[int | None], UnitVersion | None]
Titles = Mapping[int, PostTitle]


@dataclass(frozen=True)
class Serving:
    """The main posting of a person on a day; of somebody without a standing the `last` title held, if any."""

    title: PostTitle | None = None
    unit: UnitVersion | None = None
    district: UnitVersion | None = None
    standing: Standing | None = None
    last: Posting | None = None

    @property
    def unit_name(self) -> str:
        return self.unit.short_name if self.unit else ""

    @property
    def full_unit_name(self) -> str:
        return self.unit.full_name if self.unit else ""

    @property
    def district_name(self) -> str:
        return self.district.short_name if self.district else ""

    @property
    def title_name(self) -> str:
        """The title as it is called in a unit of this kind."""
        return self.title.label_for(self.unit.kind if self.unit else "") if self.title else ""

    @property
    def title_order(self) -> int:
        """Place of the title in the order of titles; without a title the first."""
        return self.title.order if self.title else 0

    @property
    def group_name(self) -> str:
        return StaffGroup(self.title.staff_group).label if self.title else ""

    @property
    def since(self) -> date | None:
        """First day of the posting."""
        held = self.standing or self.last
        return held.started_on if held else None


class Roster:
    """Given people with where and as what they serve on a day, and the names of the units spoken of."""

    def __init__(self, people: Mapping[int, Serving], names: UnitNames) -> None:
        self._people = people
        self.names = names

    def __getitem__(self, cadre_id: int) -> Serving:
        return self._people.get(cadre_id, NOWHERE)


NOWHERE = Serving()


def roster(
    cadre_ids: Iterable[int],
    *,
    day: date,
    scope: Scope,
    titles: Titles | None = None,
    with_last: bool = False,
    unit_ids: Iterable[int] = (),
) -> Roster:
    """Given people on a day, in as many queries whatever their number: standings, names, and titles if they
    are not given. `with_last` also reads who does not serve; `unit_ids` are named besides, for the page."""
    asked = list(cadre_ids)
    found = standings_of(asked, day=day, scope=scope)
    last = _last_postings([pk for pk in asked if pk not in found], scope) if with_last else {}
    told = {unit_id for each in found.values() for unit_id in (_counts_in(each), each.district_id) if unit_id}
    names = UnitNames.on(day, told | {each.unit_id for each in last.values()} | set(unit_ids))
    people = serving_under(found.values(), name_of=names.get, titles=titles)
    for pk, posting in last.items():
        people[pk] = Serving(posting.title, names.get(posting.unit_id), last=posting)
    return Roster(people, names)


def serving_under(
    standings: Iterable[Standing], *, name_of: NameOf, titles: Titles | None = None
) -> dict[int, Serving]:
    """People by their standings, for pages that know the units of the day already."""
    standings = list(standings)
    if titles is None:
        titles = PostTitle.objects.in_bulk({each.title_id for each in standings})
    return {
        each.cadre_id: Serving(
            titles[each.title_id], name_of(_counts_in(each)), name_of(each.district_id), standing=each
        )
        for each in standings
    }


def _counts_in(standing: Standing) -> int:
    """The unit in which a posting counts on the day."""
    return standing.commune_id or standing.unit_id


def _last_postings(cadre_ids: list[int], scope: Scope) -> dict[int, Posting]:
    postings = Posting.objects.within(scope).filter(cadre_id__in=cadre_ids).select_related("title")
    return {each.cadre_id: each for each in postings.order_by("is_main", "started_on", "pk")}
