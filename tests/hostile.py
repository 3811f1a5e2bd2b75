"""What the suite refuses on top of pytest: going out to the network."""

import ipaddress
import socket
from typing import Any

_connect = socket.socket.connect


class NetworkRefusedError(AssertionError):
    """A test wanted to reach another machine."""


def connect_to_loopback_only(self: socket.socket, address: Any) -> None:
    if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_loopback(address[0]):
        raise NetworkRefusedError(f"Kiểm thử không được gọi ra mạng: {address[0]}")
    _connect(self, address)


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
