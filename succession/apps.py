from django.apps import AppConfig


class SuccessionConfig(AppConfig):
    name = "succession"
    verbose_name = "Quy hoạch cán bộ"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from registry.levers import register
        from succession.lever import SUCCESSION

        register(SUCCESSION)
