from django.urls import path

from tests.planted import views

app_name = "planted"

urlpatterns = [path("trong-cay/", views.plant, name="plant")]
