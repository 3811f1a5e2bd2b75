"""`make run`: bring the database up to date, fill an empty one, say how to sign in, serve."""

import os
import sys
from io import StringIO

import django
from django.apps import apps
from django.conf import settings
from django.core.management import call_command

from accounts.rights import Role

LOOPBACK = "127.0.0.1"
MOST_SIGN_INS = 20


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cadre_std.settings")
    os.environ["SERVES_PAGES"] = "false"
    django.setup()
    prepare()
    print(welcome(os.environ.get("PORT", "8000")), flush=True)
    serve()


def prepare() -> None:
    """Migrate and load the reference data; the demonstration province only into a database without people."""
    call_command("migrate", interactive=False, verbosity=0)
    call_command("load_reference")
    if not apps.is_installed("demo") or apps.get_model("registry.Cadre").objects.exists():
        return
    print("Cơ sở dữ liệu chưa có người nào: đang nạp tỉnh trình diễn (người hư cấu)…", flush=True)
    call_command("load_demo", stdout=StringIO())  # its list of sign-ins is the welcome's


def holds_demonstration() -> bool:
    """Whether the people were invented by `load_demo`: every page then says so."""
    return bool(apps.get_model("registry.Act").objects.filter(kind="demonstration").exists())


def welcome(port: str) -> str:
    """Where to look and whom to sign in as: the clerks, who are many, after everybody else."""
    lines = ["", f"Mở trình duyệt tại: http://{LOOPBACK}:{port}/", "", "Tên đăng nhập:"]
    by_name = apps.get_model("accounts.User").objects.filter(is_active=True).order_by("username")
    users = sorted(by_name, key=lambda user: (user.role == Role.DISTRICT_CLERK, Role.values.index(user.role)))
    shown = users[:MOST_SIGN_INS]
    lines += [f"  {user.username:<20} {user.get_role_display()}: {user.full_name}" for user in shown]
    if apps.is_installed("demo") and holds_demonstration():
        password = getattr(apps.get_app_config("demo"), "password", "")
        lines += ["", f"Mật khẩu chung của tỉnh trình diễn: {password}"]
    return "\n".join([*lines, "", "Dừng lại: Ctrl+C", ""])


def serve() -> None:
    """Become the server. Windows has no gunicorn: Django's own server answers there."""
    os.environ["SERVES_PAGES"] = "true"
    if os.name == "nt":
        call_command("runserver", f"{LOOPBACK}:{os.environ.get('PORT', '8000')}", "--noreload", "--insecure")
        return
    os.environ.setdefault("PROFILE", settings.PROFILE.value)
    os.environ.setdefault("DEMONSTRATION", str(holds_demonstration()).lower())
    gunicorn = [sys.executable, "-m", "gunicorn", "-c", "python:cadre_std.serving", "cadre_std.wsgi"]
    os.execv(sys.executable, gunicorn)  # noqa: S606 - our own interpreter, fixed words


if __name__ == "__main__":
    main()
