"""The list of classes."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.http import UserRequest
from accounts.permissions import allow
from accounts.rights import Right
from common.pages.listing import page_of
from training.classes.filters import SORTS, ClassFilter
from training.classes.list_rows import with_numbers
from training.enums import TrainingRight
from training.models import TrainingClass


@require_GET
@allow(Right.VIEW_PEOPLE)
def class_list(request: UserRequest) -> HttpResponse:
    classes = TrainingClass.objects.in_scope(request.user)
    class_filter = ClassFilter(request.GET, classes)
    sort = request.GET.get("sort", "start")
    page = page_of(with_numbers(class_filter.ordered(sort), request.user), request.GET)
    return render(
        request,
        "training/class_list.html",
        {
            "form": class_filter.form,
            "facets": class_filter.facets(),
            "chips": class_filter.chips(request),
            "page": page,
            "total": classes.count() if class_filter.is_active else page.total,
            "sort": sort if sort in SORTS else "start",
            "sorts": SORTS.items(),
            "may_manage": request.user.has_right(TrainingRight.MANAGE_TRAINING),
        },
    )
