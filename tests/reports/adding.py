"""Opening, terms and closing of a movement: what a reader of the page adds up."""

from reports.enums import Term
from reports.figures.movement import INCOMING, Movement


def adds_up(movement: Movement) -> bool:
    """True unless the terms have lost or doubled a person."""
    moved = sum(movement.size(term) if term in INCOMING else -movement.size(term) for term in Term)
    return movement.opening + moved == movement.closing
