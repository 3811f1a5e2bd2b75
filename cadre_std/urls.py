"""Table of contents of the addresses."""

from django.urls import URLPattern, URLResolver, include, path

from cadre_std import views
from registry.levers import levers

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("", include("accounts.urls")),
    path("", include("registry.urls")),
    *(path("", include(lever.urls)) for lever in levers() if lever.urls),
    path("", include("reports.urls")),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
]

handler400 = "cadre_std.views.bad_request"
handler403 = "cadre_std.views.permission_denied"
handler404 = "cadre_std.views.page_not_found"
handler500 = "cadre_std.views.server_error"
