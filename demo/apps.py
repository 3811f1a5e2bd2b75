from django.apps import AppConfig

from demo.password import DEMONSTRATION_PASSWORD


class DemoConfig(AppConfig):
    name = "demo"
    verbose_name = "Tỉnh trình diễn"
    password = DEMONSTRATION_PASSWORD
