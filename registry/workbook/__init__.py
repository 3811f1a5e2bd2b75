"""Import of the list workbook: read, check, plan, write. One service for the command and the page.

`service.check` reads nothing but the database, `service.write` writes one act. The order of a file:
`reading` (bytes to cells, in a child process), `layout` (heading rows), `columns` and `cleaning` (cells to
values), `matching` (rows to people), `planning` (what would change), `service` (writes).
"""
