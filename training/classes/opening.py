"""A class named in an address: one that the account sees, or may plan."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from accounts.http import UserRequest
from training.models import TrainingClass


def class_coded(request: UserRequest, code: str) -> TrainingClass:
    """A class that the account sees; else 404."""
    return _coded(TrainingClass.objects.in_scope(request.user), code)


def manageable_class(request: UserRequest, code: str) -> TrainingClass:
    """A class that the account may plan, open and close; else 404."""
    return _coded(TrainingClass.objects.in_scope(request.user).manageable_by(request.user), code)


def _coded(classes: QuerySet[TrainingClass], code: str) -> TrainingClass:
    found: TrainingClass = get_object_or_404(
        classes.select_related("programme__level", "programme__entry_level", "institution", "province"),
        code=code,
    )
    return found
