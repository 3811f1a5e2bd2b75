"""Standings recounted from raw facts in plain Python, to check the SQL statement against."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from registry.enums import Verification
from registry.models import Posting, Qualification, UnitPlace
from registry.standing.standings import Standing


class Facts:
    """All postings, levels and places, read once."""

    def __init__(self) -> None:
        self.places: dict[int, list[UnitPlace]] = defaultdict(list)
        for place in UnitPlace.objects.all():
            self.places[place.unit_id].append(place)
        self.postings = list(Posting.objects.select_related("title", "kind"))
        self.levels: dict[int, list[tuple[str, int, date | None]]] = defaultdict(list)
        lawful = Qualification.objects.exclude(verification=Verification.UNLAWFUL)
        for cadre_id, scale, rank, day in lawful.values_list(
            "cadre_id", "level__scale", "level__rank", "obtained_on"
        ):
            self.levels[cadre_id].append((scale, rank, day))

    def standings_on(self, day: date) -> Iterator[Standing]:
        """Who serves on the day under a main title that counts, where, and with which ranks."""
        for posting in self.postings:
            if not (posting.is_main and posting.kind.counts_in_cbcc and posting.serves_on(day)):
                continue
            for place in self.places[posting.unit_id]:
                if place.covers(day):
                    yield Standing(
                        cadre_id=posting.cadre_id,
                        posting_id=posting.pk,
                        unit_id=posting.unit_id,
                        title_id=posting.title_id,
                        started_on=posting.started_on,
                        staff_group=posting.title.staff_group,
                        commune_id=place.commune_id,
                        district_id=place.district_id,
                        province_id=place.province_id,
                        **self._ranks(posting.cadre_id, day),
                    )

    def _ranks(self, cadre_id: int, day: date) -> dict[str, int]:
        ranks: dict[str, int] = {}
        for scale, rank, obtained_on in self.levels[cadre_id]:
            if obtained_on is None or obtained_on <= day:
                ranks[scale] = max(rank, ranks.get(scale, rank))
        return ranks
