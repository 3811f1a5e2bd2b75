"""The people behind a published figure, where its computed side counts people."""

from __future__ import annotations

from datetime import date

from common.sql import Sql
from registry.enums import Scale
from registry.levers import measures_of
from registry.standing import standings
from registry.standing.yardstick import Yardstick
from reports.enums import Measure
from reports.figures.people import Subject
from reports.models import Programme

UNTRAINED = standings.known_none(Scale.PROFESSIONAL)
OF_PEOPLE = (Measure.STAFF, Measure.WITHOUT_PROFESSIONAL_TRAINING, Measure.BELOW_STANDARD)


def of_people(measure: str, standards: Yardstick) -> Sql:
    """Whom one of these measures counts, by the standards of its day."""
    return {
        Measure.STAFF: standings.everyone(),
        Measure.WITHOUT_PROFESSIONAL_TRAINING: UNTRAINED,
        Measure.BELOW_STANDARD: standards.lacks_any(),
    }[Measure(measure)]


def subject_of(programme: Programme, key: str, day: date) -> Subject | None:
    """What the figure asks of people; None for an unknown figure, or one that counts no people."""
    figure = programme.published_figures.filter(key=key).first()
    if figure is None:
        return None
    measure = figure.measure
    measures = measures_of(measure)
    if measures and (found := measures.conditions(measure, figure.as_of or programme.default_day)):
        base, counted = found
        return Subject(figure.text, base, counted, (Scale.PROFESSIONAL,))
    if measure not in OF_PEOPLE:
        return None
    everyone = standings.everyone()
    match measure:
        case Measure.STAFF:
            return Subject(figure.text, everyone, everyone)
        case Measure.WITHOUT_PROFESSIONAL_TRAINING:
            return Subject(figure.text, everyone, UNTRAINED, (Scale.PROFESSIONAL,))
        case _:
            standards = Yardstick.of_set(programme.standard_set.code).on(day)
            return Subject(figure.text, everyone, standards.lacks_any(), tuple(sorted(standards.scales)))
