"""The people behind a published figure, where its computed side counts people."""

from __future__ import annotations

from registry.enums import Scale
from registry.standing import standings
from reports.enums import Measure
from reports.figures.people import Subject
from reports.models import Programme
from reports.published.training import conditions

_PEOPLE = (Measure.STAFF, Measure.WITHOUT_PROFESSIONAL_TRAINING, Measure.BELOW_STANDARD)


def subject_of(programme: Programme, key: str) -> Subject | None:
    """What the figure asks of people; None for an unknown figure, or one that counts no people."""
    figure = programme.published_figures.filter(key=key).first()
    if figure is None:
        return None
    if found := conditions(Measure(figure.measure), figure.as_of or programme.default_day):
        base, counted = found
        return Subject(figure.text, base, counted, (Scale.PROFESSIONAL,))
    if figure.measure not in _PEOPLE:
        return None
    everyone = standings.everyone()
    match Measure(figure.measure):
        case Measure.STAFF:
            return Subject(figure.text, everyone, everyone)
        case Measure.WITHOUT_PROFESSIONAL_TRAINING:
            untrained = standings.known_none(Scale.PROFESSIONAL)
            return Subject(figure.text, everyone, untrained, (Scale.PROFESSIONAL,))
        case _:
            below = standings.negated(standings.meets_standard(programme.standard_set))
            scales = (
                programme.standard_set.standards.order_by("scale").values_list("scale", flat=True).distinct()
            )
            return Subject(figure.text, everyone, below, tuple(Scale(scale) for scale in scales))
