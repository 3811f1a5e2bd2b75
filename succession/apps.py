from django.apps import AppConfig


class SuccessionConfig(AppConfig):
    name = "succession"
    verbose_name = "Quy hoạch cán bộ"
    default_auto_field = "django.db.models.BigAutoField"
