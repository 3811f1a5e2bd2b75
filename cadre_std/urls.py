"""Table of contents of the addresses."""

urlpatterns: list = []
