"""The keys of the pages: which there are, and whether single letters act."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.administration import services
from accounts.http import UserRequest
from accounts.permissions import allow

SINGLE = (
    ("/", "Tìm hồ sơ"),
    ("N", "Thêm hồ sơ"),
    ("J", "Xuống dòng sau của danh sách"),
    ("K", "Lên dòng trước"),
    ("X", "Chọn hoặc bỏ chọn dòng đang đứng"),
    ("?", "Trang này"),
)
COMBINED = (
    ("Enter", "Mở hồ sơ của dòng đang đứng"),
    ("Ctrl+S", "Lưu biểu mẫu"),
    ("Ctrl+Enter", "Lưu và sang người sau"),
    ("Esc", "Đóng bảng chọn đang mở"),
)


@require_http_methods(["GET", "HEAD", "POST"])
@allow()
def shortcuts(request: UserRequest) -> HttpResponse:
    if request.method == "POST":
        wanted = request.POST.get("single_keys") == "on"
        services.set_preference(request, "single_keys", wanted)
        messages.success(request, f"Phím tắt một chữ: đã {'bật' if wanted else 'tắt'}.")
        return redirect("accounts:shortcuts")
    return render(request, "accounts/shortcuts.html", {"single": SINGLE, "combined": COMBINED})
