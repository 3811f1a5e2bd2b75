"""The addresses of the program, and the admin's list beside them."""

from django.urls import include, path

from benchmarks.admin import site

urlpatterns = [path("admin/", site.urls), path("", include("cadre_std.urls"))]
