"""How gunicorn serves: `gunicorn -c python:cadre_std.serving cadre_std.wsgi`.

On one computer the port is open to that computer alone, whatever else the environment says.
"""

import os

from cadre_std.profiles import Profile, read_profile

_production = read_profile(os.environ.get("PROFILE", Profile.LOCAL.value)) is Profile.PRODUCTION

bind = f"{'0.0.0.0' if _production else '127.0.0.1'}:{os.environ.get('PORT', '8000')}"  # noqa: S104 - in a container
workers = int(os.environ.get("WEB_WORKERS", "2" if _production else "1"))
threads = 4
worker_class = "gthread"
# A workbook of a whole province is read and checked within one request.
timeout = 120
graceful_timeout = 30
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108 - gunicorn's own heartbeat file
accesslog = None
errorlog = "-"
loglevel = "info" if _production else "warning"
