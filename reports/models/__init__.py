"""Programmes with their targets, and published figures."""

from reports.models.programmes import Programme, PublishedFigure, Target, TargetAssignment

__all__ = ["Programme", "PublishedFigure", "Target", "TargetAssignment"]
