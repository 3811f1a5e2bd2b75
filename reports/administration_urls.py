"""Addresses on which an administrator keeps programmes, targets and published figures."""

from django.urls import path

from accounts.kept import views as kept
from reports.appearance import views as appearance
from reports.published.rows import PUBLISHED
from reports.targets.rows import ASSIGNMENTS, PROGRAMMES, TARGETS

urlpatterns = [
    path("giao-dien/", appearance.appearance, name="appearance"),
    path("chuong-trinh/", kept.list_page(PROGRAMMES), name="programme_list"),
    path("chuong-trinh/<str:code>/", kept.edit_page(PROGRAMMES), name="programme_edit"),
    path("chi-tieu/<int:number>/", kept.edit_page(TARGETS), name="target_edit"),
    path("chi-tieu/<int:number>/giao/", kept.add_page(ASSIGNMENTS), name="assignment_add"),
    path("giao-chi-tieu/<int:number>/", kept.edit_page(ASSIGNMENTS), name="assignment_edit"),
    path("giao-chi-tieu/<int:number>/bo/", kept.remove_page(ASSIGNMENTS), name="assignment_remove"),
    path("so-lieu-cong-bo/", kept.list_page(PUBLISHED), name="published_list"),
    path("so-lieu-cong-bo/them/", kept.add_page(PUBLISHED), name="published_add"),
    path("so-lieu-cong-bo/<int:number>/", kept.edit_page(PUBLISHED), name="published_edit"),
    path("so-lieu-cong-bo/<int:number>/bo/", kept.remove_page(PUBLISHED), name="published_remove"),
]
