from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.http import UserRequest
from accounts.log.access import record
from accounts.models import AccessKind, Right
from accounts.permissions import allow
from common.dates import format_day
from common.http import attachment
from common.sheets.xlsx import CONTENT_TYPE, write_workbook
from reports.dashboard.heat_table import heat_table
from reports.dashboard.overview import overview
from reports.opening import open_page


@require_safe
@allow(Right.VIEW_FIGURES)
def table_download(request: UserRequest) -> HttpResponse:
    page = open_page(request)
    place = page.place(request.GET.get("unit", ""))
    cut, now = page.cut(), timezone.localtime()
    words = f"{page.programme.short_name}, {place.version.full_name}, {format_day(page.day)}"
    words += f", trong đó: {cut.label}" if cut else ""
    table = heat_table(overview(page.asked(place)), f"Chỉ tiêu {words}", cut.label if cut else "Đơn vị")
    head = [
        f"Số liệu đến ngày {format_day(page.day)}, tạm tính",
        f"Xuất lúc {now:%H:%M %d/%m/%Y}, người xuất: {request.user.full_name} ({request.user.username})",
    ]
    response = attachment(f"Chỉ tiêu {place.version.code} {page.day:%Y-%m-%d}.xlsx", CONTENT_TYPE)
    count = write_workbook(response, table, head=head, sheet="Chỉ tiêu")
    record(request, AccessKind.EXPORT, "targets", detail=words, rows=count)
    return response
