from django.apps import AppConfig


class PlantedConfig(AppConfig):
    name = "tests.planted"
    label = "planted"
    verbose_name = "Trồng cây"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from registry.levers import register
        from tests.planted.lever import PLANTED

        register(PLANTED)
