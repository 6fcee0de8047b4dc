"""Who may do what: names, sites, keys, a password, rates."""

from assistant.access.access import Access, UnknownKey, same_origin
from assistant.access.caller import SCOPES, Caller, Request, is_loopback
from assistant.access.hosts import BadAccess, checked_host, checked_origin, is_known, proxies
from assistant.access.options import AccessOptions, access_options, add_access
from assistant.access.rates import Rates

__all__ = [
    "SCOPES",
    "Access",
    "AccessOptions",
    "BadAccess",
    "Caller",
    "Rates",
    "Request",
    "UnknownKey",
    "access_options",
    "add_access",
    "checked_host",
    "checked_origin",
    "is_known",
    "is_loopback",
    "proxies",
    "same_origin",
]
