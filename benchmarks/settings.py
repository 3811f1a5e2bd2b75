"""The settings of the program, with Django's admin beside it as a yardstick. Used by benchmarks only."""

from cadre_std import settings as product

globals().update({name: getattr(product, name) for name in dir(product) if name.isupper()})

INSTALLED_APPS = [*product.INSTALLED_APPS, "django.contrib.admin"]
ROOT_URLCONF = "benchmarks.urls"
# The program's own templates need no app folders; the admin's do.
TEMPLATES = [{**product.TEMPLATES[0], "APP_DIRS": True}]
# Passwords are no part of what is measured.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# A page in a benchmark is no attack, and a benchmark asks many.
SILENCED_SYSTEM_CHECKS = ["admin.E408", "admin.E409", "admin.E410"]
ALLOWED_HOSTS = ["testserver"]
