"""Addresses of the figures (ux 4)."""

from django.urls import include, path

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
urlpatterns = [
    path("tong-quan/", include(figures)),
    path("quan-tri/", include("reports.administration_urls")),
]
