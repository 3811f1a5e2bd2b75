from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

from common.text.folding import clean_for_export, name_key, nfc

_NOT_IN_FILE_NAME = str.maketrans(dict.fromkeys('/\\:*?"<>|\ufffd', "-"))


def attachment(name: str, content_type: str) -> HttpResponse:
    """Return an empty response to write a file into; browsers save it under its Vietnamese name.

    The name is given twice (RFC 6266): in ASCII for old programs, in UTF-8 (RFC 5987) for the others.
    """
    name = nfc(clean_for_export(name)).translate(_NOT_IN_FILE_NAME).strip(". ") or "tep"
    plain = name_key(name).encode("ascii", "replace").decode().replace("?", "-")
    response = HttpResponse(content_type=content_type)
    response["Content-Disposition"] = (
        f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
    )
    response["Cache-Control"] = "private, no-store"
    return response


def safe_next(request: HttpRequest, fallback: str) -> str:
    """Return the address in `next` if it is a path of this site, else `fallback` (a URL name or path)."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    if target.startswith("/") and url_has_allowed_host_and_scheme(target, allowed_hosts=None):
        return target
    return resolve_url(fallback)
