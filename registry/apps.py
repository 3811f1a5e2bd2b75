from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "registry"
    verbose_name = "Hồ sơ cán bộ, công chức"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from accounts.administration.account_notes import PROVIDERS
        from registry.access.access import accounts_without_scope

        PROVIDERS.append(accounts_without_scope)
