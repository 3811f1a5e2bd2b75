"""Addresses of the figures (ux 4)."""

from django.urls import include, path

from accounts.kept import views as kept
from reports.appearance import views as appearance
from reports.pages import (
    compare_views as compare,
)
from reports.pages import (
    movement_views as movement,
)
from reports.pages import (
    people_views as people,
)
from reports.pages import (
    table_views as table,
)
from reports.pages import (
    unit_views as units,
)
from reports.published import views as published
from reports.published.rows import PUBLISHED
from reports.targets.rows import ASSIGNMENTS, PROGRAMMES, TARGETS

app_name = "reports"

figures = [
    path("", units.province, name="overview"),
    path("huyen/<str:code>/", units.district, name="district"),
    path("xa/<str:code>/", units.commune, name="commune"),
    path("so-sanh/", compare.compare, name="compare"),
    path("tai-bang/", table.table_download, name="table_download"),
    path("nguon-so/", people.people, name="people"),
    path("nguon-so/tai-ve/", people.people_download, name="people_download"),
    path("bien-dong/", movement.movement, name="movement"),
    path("doi-chieu/", published.published_figures, name="published_figures"),
    path("doi-chieu/<str:key>/", published.published_tries, name="published_tries"),
]
# What an administrator keeps: programmes, targets, published figures.
kept_tables = [
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
urlpatterns = [
    path("tong-quan/", include(figures)),
    path("quan-tri/", include(kept_tables)),
]
