"""People on record who may be meant by a file, read in a few statements, with their facts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from accounts.models import User
from registry.acts.recording import batched
from registry.models import Cadre, DistinctPair, Posting, Qualification
from registry.workbook.planning.rows import Row
from registry.workbook.planning.units import Communes


@dataclass
class Person:
    """A record with its postings, and its levels once a row means it, as stored."""

    cadre: Cadre
    postings: list[Posting] = field(default_factory=list)
    qualifications: list[Qualification] = field(default_factory=list)

    def main_on(self, day: date) -> Posting | None:
        """Main posting held on a day; the later one if two overlap."""
        held = [each for each in self.mains() if each.serves_on(day)]
        return held[-1] if held else None

    def mains(self) -> list[Posting]:
        """Main postings by start."""
        mains = [each for each in self.postings if each.is_main]
        return sorted(mains, key=lambda each: (each.started_on, each.pk or 0))


class Records:
    """People of the scope found by code, CMND or name; and which numbers belong to people outside it.

    Levels are most of what is stored of a person. They are read of those alone whom a row means, not of all
    who bear the same name.
    """

    def __init__(
        self, user: User, communes: Communes, rows: Iterable[Row], *, for_update: bool = False
    ) -> None:
        self._communes = communes
        rows = list(rows)
        self.people: dict[int, Person] = {}
        codes = {row.values["code"] for row in rows if "code" in row.values}
        numbers = {row.values["id_number"] for row in rows if "id_number" in row.values}
        names = {row.name_key for row in rows if row.name}
        self._read(user, "code", codes)
        self._read(user, "id_number", numbers)
        self._read(user, "name_key", names)
        if for_update:
            self._lock()
        self._read_postings()
        self.by_code = {person.cadre.code: person for person in self.people.values()}
        self.by_number = {p.cadre.id_number: p for p in self.people.values() if p.cadre.id_number}
        self.by_name: dict[str, list[Person]] = {}
        for person in self.people.values():
            self.by_name.setdefault(person.cadre.name_key, []).append(person)
        self.foreign_numbers = self._numbers_elsewhere(numbers)
        self.distinct = self._distinct_pairs()

    def _read(self, user: User, name: str, values: set[str]) -> None:
        for batch in batched(sorted(values)):  # type: ignore[arg-type]
            found = (
                Cadre.objects.in_scope(user).filter(**{f"{name}__in": batch}).select_related("ethnic_group")
            )
            for cadre in found:
                self.people.setdefault(cadre.pk, Person(cadre))

    def _lock(self) -> None:
        """Waits for whoever is changing these people, and takes them as they are then."""
        found, self.people = sorted(self.people), {}
        for batch in batched(found):
            cadres = Cadre.objects.filter(pk__in=batch).select_related("ethnic_group").order_by("pk")
            for cadre in cadres.select_for_update(of=("self",)):
                self.people[cadre.pk] = Person(cadre)

    def _read_postings(self) -> None:
        for batch in batched(sorted(self.people)):
            for posting in Posting.objects.filter(cadre_id__in=batch).select_related("title", "kind"):
                self.people[posting.cadre_id].postings.append(posting)

    def read_levels(self, people: Iterable[Person]) -> None:
        """Levels of persons that rows mean; once for each person."""
        for batch in batched(sorted({person.cadre.pk for person in people})):
            for level in Qualification.objects.filter(cadre_id__in=batch).select_related("level"):
                self.people[level.cadre_id].qualifications.append(level)

    def _numbers_elsewhere(self, numbers: set[str]) -> set[str]:
        taken: set[str] = set()
        for batch in batched(sorted(numbers - set(self.by_number))):  # type: ignore[arg-type]
            taken.update(Cadre.objects.filter(id_number__in=batch).values_list("id_number", flat=True))
        return taken

    def _distinct_pairs(self) -> set[frozenset[int]]:
        pairs: set[frozenset[int]] = set()
        for batch in batched(sorted(self.people)):
            found = DistinctPair.objects.filter(Q(first_id__in=batch) | Q(second_id__in=batch))
            pairs.update(frozenset(pair) for pair in found.values_list("first_id", "second_id"))
        return pairs

    def may_edit(self, person: Person) -> bool:
        """True while the latest main posting is in the account's scope, or the person has none."""
        mains = person.mains()
        return not mains or self._communes.may_write(mains[-1].unit_id)
