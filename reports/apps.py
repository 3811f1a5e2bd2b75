from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = "Báo cáo, chỉ tiêu"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from registry.ahead import criteria
        from registry.pages.as_of import PROVIDERS
        from registry.reference.load import LOADERS
        from reports.figures.criteria import target_criteria
        from reports.targets.load import load_programmes
        from reports.targets.programmes import default_day

        LOADERS.append(load_programmes)
        PROVIDERS.append(default_day)
        criteria.PROVIDERS.append(target_criteria)
