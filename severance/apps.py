from django.apps import AppConfig


class SeveranceConfig(AppConfig):
    name = "severance"
    verbose_name = "Hỗ trợ nghỉ việc"
    default_auto_field = "django.db.models.BigAutoField"
