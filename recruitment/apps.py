from django.apps import AppConfig


class RecruitmentConfig(AppConfig):
    name = "recruitment"
    verbose_name = "Tuyển chọn trí thức trẻ"
    default_auto_field = "django.db.models.BigAutoField"
