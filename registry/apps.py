from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "registry"
    verbose_name = "Hồ sơ cán bộ, công chức"
    default_auto_field = "django.db.models.BigAutoField"
