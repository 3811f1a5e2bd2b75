"""The first of those who have not reached the level a target asks for, by given name; a way into the list.

Nobody is proposed for anything: the order says nothing but the name.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models.expressions import RawSQL

from registry.models import Cadre, Posting
from registry.serving import Serving
from registry.standing import standings
from registry.standing.held_levels import Held, levels_on
from reports.dashboard.overview import Asked
from reports.models import Target

SHOWN = 5


@dataclass(frozen=True)
class Lacking:
    """A person of the base who is not counted."""

    cadre: Cadre
    serving: Serving
    held: Held


def lacking(asked: Asked, target: Target) -> list[Lacking]:
    """At most five persons of the unit who are in the base and have not reached the level."""
    day, scope = asked.yardstick.day, asked.scope
    base = standings.standing_sql(day=day, scope=scope, unit=asked.place.unit)
    demand = target.asks_on(day)
    missing = demand.lacking
    text = f"SELECT s.posting_id FROM ({base.text}) s WHERE {missing.text}"  # noqa: S608 -- constants
    listed = RawSQL(text, (*base.params, *missing.params))  # noqa: S611 -- values are parameters
    postings = Posting.objects.within(scope).filter(pk__in=listed).select_related("cadre", "title")
    found = list(postings.order_by("cadre__sort_key", "cadre_id")[:SHOWN])
    levels = levels_on([each.cadre_id for each in found], day, [demand.scale])
    return [_line(asked, each, Held(demand.scale, levels[each.cadre_id].get(demand.scale))) for each in found]


def _line(asked: Asked, posting: Posting, held: Held) -> Lacking:
    return Lacking(posting.cadre, Serving(posting.title, asked.tree.version_of(posting.unit_id)), held)
