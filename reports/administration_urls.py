"""Addresses on which an administrator keeps programmes, targets and published figures."""

from django.urls import path

from reports.appearance import views as appearance
from reports.published import row_views as published
from reports.targets import views as upkeep

urlpatterns = [
    path("giao-dien/", appearance.appearance, name="appearance"),
    path("chuong-trinh/", upkeep.programme_list, name="programme_list"),
    path("chuong-trinh/<str:code>/", upkeep.programme_edit, name="programme_edit"),
    path("chi-tieu/<int:number>/", upkeep.target_edit, name="target_edit"),
    path("chi-tieu/<int:number>/giao/", upkeep.assignment_add, name="assignment_add"),
    path("giao-chi-tieu/<int:number>/", upkeep.assignment_edit, name="assignment_edit"),
    path("giao-chi-tieu/<int:number>/bo/", upkeep.assignment_remove, name="assignment_remove"),
    path("so-lieu-cong-bo/", published.published_list, name="published_list"),
    path("so-lieu-cong-bo/them/", published.published_add, name="published_add"),
    path("so-lieu-cong-bo/<int:number>/", published.published_edit, name="published_edit"),
    path("so-lieu-cong-bo/<int:number>/bo/", published.published_remove, name="published_remove"),
]
