from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "training"
    verbose_name = "Đào tạo, bồi dưỡng"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from registry.levers import register
        from training.lever import TRAINING

        register(TRAINING)
