"""Entry point for a WSGI server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cadre_std.settings")
# Pages give up after a while; imports and commands may take as long as they need (settings.py).
os.environ.setdefault("SERVES_PAGES", "true")

application = get_wsgi_application()
