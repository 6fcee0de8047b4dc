"""`python -m assistant keys add|list|revoke|password`"""

from __future__ import annotations

import argparse
import getpass
import sys

from assistant.access import SCOPES, BadAccess
from assistant.access.keys import RATE, Key, Keys
from assistant.access.password import Password
from assistant.access.store import AccessFile
from assistant.cli.common import add_catalog, add_json, print_json
from retrieval.catalogue import Catalogue


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's actions."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    adding = actions.add_parser("add", help="make a key; it is shown this once")
    adding.add_argument("name", metavar="NAME", help="whose key it is")
    adding.add_argument(
        "--scope", action="append", choices=SCOPES, help="may be given again (default: chat)"
    )
    adding.add_argument(
        "--rate", type=float, default=RATE, help="requests a minute (default: %(default)g)"
    )
    listing = actions.add_parser("list", help="every key, without what it takes to use it")
    revoking = actions.add_parser("revoke", help="make a key worthless at once")
    revoking.add_argument("id", metavar="ID")
    word = actions.add_parser("password", help="set the password of whoever keeps the shop")
    for action in (adding, listing, revoking, word):
        add_catalog(action)
        add_json(action)


def run(options: argparse.Namespace) -> int:
    """Do one action."""
    Catalogue.open(options.catalog).close()
    ACTIONS[options.action](AccessFile(options.catalog.folder), options)
    return 0


def _add(file: AccessFile, options: argparse.Namespace) -> None:
    key, text = Keys(file).add(options.name, options.scope or ["chat"], options.rate)
    if options.json:
        print_json({**_as_dict(key), "key": text})
        return
    print(text)
    print("Keep it now: it is not shown again. Programs send it as", file=sys.stderr)
    print("Authorization: Bearer KEY", file=sys.stderr)


def _list(file: AccessFile, options: argparse.Namespace) -> None:
    keys = Keys(file).all()
    if options.json:
        print_json({"keys": [_as_dict(key) for key in keys]})
        return
    for key in keys:
        print(f"{key.id}  {key.made}  {key.rate:>6g}/min  {','.join(key.scopes):<18}  {key.name}")


def _revoke(file: AccessFile, options: argparse.Namespace) -> None:
    key = Keys(file).revoke(options.id)
    if options.json:
        print_json(_as_dict(key))
    else:
        print(f"The key of {key.name} is worthless now.")


def _password(file: AccessFile, options: argparse.Namespace) -> None:
    Password(file).set(_asked() if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n"))
    if options.json:
        print_json({"password": True})
    else:
        print("The password is set. Sign in with it at /keeper.")


def _asked() -> str:
    password = getpass.getpass("Password: ")
    if getpass.getpass("Once more: ") != password:
        raise BadAccess("The two are not the same; try again.")
    return password


def _as_dict(key: Key) -> dict[str, object]:
    return {
        "id": key.id,
        "name": key.name,
        "scopes": list(key.scopes),
        "rate": key.rate,
        "made": key.made,
    }


ACTIONS = {"add": _add, "list": _list, "revoke": _revoke, "password": _password}
"""Action → what does it."""
