"""Which currency a mark stands for: codes, signs and names as price tags carry them.

A mark that several currencies share belongs to the one the shop is known to use, if that is one of
them; else to the one it most commonly means, and where there is none such, to nobody: a currency
that is stated but not known is never taken for the shop's own.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from babel.numbers import get_currency_precision, list_currencies

SHARED: dict[str, tuple[str, ...]] = {
    "$": ("USD", "CAD", "AUD", "NZD", "SGD", "HKD", "TWD", "MXN", "ARS", "CLP", "COP", "UYU"),
    "£": ("GBP", "EGP", "LBP", "SYP", "GIP", "FKP"),
    "¥": ("JPY", "CNY"),
    "元": ("CNY", "TWD", "HKD", "MOP"),
    "圓": ("TWD", "HKD"),
    "dollar": ("USD", "CAD", "AUD", "NZD", "SGD", "HKD", "TWD"),
    "pound": ("GBP", "EGP"),
    "kr": ("", "SEK", "NOK", "DKK", "ISK"),
    "rs": ("", "INR", "PKR", "LKR", "NPR", "MUR", "SCR"),
    "rupee": ("", "INR", "PKR", "LKR", "NPR", "MUR"),
    "fr": ("", "CHF", "XAF", "XOF", "XPF"),
    "franc": ("", "CHF", "XAF", "XOF", "XPF"),
    "franken": ("CHF",),
    "peso": ("", "MXN", "ARS", "CLP", "COP", "PHP", "UYU"),
    "dinar": ("", "KWD", "BHD", "JOD", "TND", "RSD", "DZD", "IQD"),
    "dirham": ("", "AED", "MAD"),
    "riyal": ("", "SAR", "QAR", "YER"),
    "﷼": ("", "IRR", "SAR", "QAR", "OMR", "YER"),
    "krone": ("", "NOK", "DKK"),
    "kroner": ("", "NOK", "DKK"),
    "lei": ("RON", "MDL"),
    "ден": ("MKD",),
    "sh": ("", "KES", "TZS", "UGX"),
}
"""Mark → the currencies that share it, first the one that it means to anybody ("" for none)."""

OWN: dict[str, tuple[str, ...]] = {
    "EUR": ("€", "euro", "euros", "eur.", "欧元", "ユーロ"),
    "USD": ("us$", "$us", "usd$", "us dollar", "美元", "ドル"),
    "AUD": ("a$", "au$", "aud$", "$au"),
    "CAD": ("c$", "ca$", "cad$", "can$", "$ca", "cdn$"),
    "NZD": ("nz$", "$nz"),
    "SGD": ("s$", "sg$"),
    "HKD": ("hk$", "港币", "港元"),
    "TWD": ("nt$", "nt", "tw$", "台币", "新台幣"),
    "MXN": ("mx$", "mex$"),
    "BRL": ("r$", "real", "reais"),
    "ARS": ("ar$",),
    "CLP": ("clp$", "cl$"),
    "COP": ("col$", "cop$"),
    "UYU": ("$u",),
    "JMD": ("j$",),
    "TTD": ("tt$",),
    "GBP": ("gb£", "stg", "quid"),
    "JPY": ("円", "yen", "日元", "日圆"),
    "CNY": ("cn¥", "rmb", "yuan", "人民币", "块", "圆"),
    "KRW": ("₩", "원", "won"),
    "CHF": ("sfr", "sfr.", "chf."),
    "CZK": ("kč", "korun"),
    "PLN": ("zł", "zl", "złotych", "zloty"),
    "HUF": ("ft", "forint"),
    "RON": ("ron.",),
    "BGN": ("лв", "лв."),
    "RSD": ("дин", "din"),
    "UAH": ("₴", "грн", "грн."),
    "RUB": ("₽", "руб", "руб.", "р.", "рублей"),
    "KZT": ("₸", "тг"),
    "GEL": ("₾",),
    "AZN": ("₼",),
    "AMD": ("֏",),
    "TRY": ("₺", "tl"),
    "ILS": ("₪", "nis"),
    "INR": ("₹", "inr."),
    "BDT": ("৳", "tk"),
    "THB": ("฿", "baht", "บาท"),
    "VND": ("₫", "đ", "vnđ", "dong"),
    "PHP": ("₱",),
    "IDR": ("rp", "rp."),
    "MYR": ("rm",),
    "MNT": ("₮",),
    "LAK": ("₭",),
    "KHR": ("៛",),
    "NGN": ("₦",),
    "GHS": ("₵", "gh₵"),
    "CRC": ("₡",),
    "PYG": ("₲",),
    "KES": ("ksh", "kshs"),
    "ZAR": ("r", "rand"),
    "PEN": ("s/", "s/."),
    "AED": ("د.إ", "dhs", "dh"),
    "SAR": ("ر.س", "sr", "⃁"),
    "QAR": ("ر.ق",),
    "KWD": ("د.ك", "kd"),
    "BHD": ("د.ب", ".د.ب", "bd"),
    "OMR": ("ر.ع.", "r.o."),
    "EGP": ("e£", "ج.م", "le"),
    "SEK": ("skr", "kronor"),
    "NOK": ("nkr",),
    "DKK": ("dkr",),
    "ISK": ("ikr",),
}
"""Currency → marks that are its own, in small letters."""

MARKS = {mark: code for code, marks in OWN.items() for mark in marks}
NO_MONEY = frozenset("XXX XTS XAU XAG XPT XPD XDR XBA XBB XBC XBD XSU XUA".split())
"""ISO codes of metals, units of account and tests."""


@cache
def codes() -> frozenset[str]:
    """Every ISO 4217 code of money, past and present."""
    return frozenset(list_currencies()) - NO_MONEY


def precision(currency: str) -> int:
    """Decimal digits of a currency: 2 for EUR, 0 for JPY, 3 for KWD, 2 where none is named."""
    return get_currency_precision(currency) if currency else 2


def currency_of(mark: str, known: str = "") -> str:
    """The ISO code that a mark stands for, "" when it stands for none or for any of several.

    `known` is the currency that is otherwise stated or usual where the mark was found.
    """
    text = unicodedata.normalize("NFKC", mark).strip().replace("＄", "$")
    if text.upper() in codes():
        return text.upper()
    small = text.lower()
    for form in (small, small.rstrip("."), small.rstrip("s.")):
        if form in MARKS:
            return MARKS[form]
        if form in SHARED:
            shared = SHARED[form]
            return known if known in shared else shared[0]
    return ""


def is_mark(text: str) -> bool:
    """Whether a text is a mark of some currency, be it one that several share."""
    small = text.lower()
    return bool(currency_of(text)) or small.rstrip(".") in SHARED or small.rstrip("s.") in SHARED


def has_sign(text: str) -> bool:
    """Whether a currency sign of any kind stands in a text."""
    return any(unicodedata.category(one) == "Sc" for one in text)


SIGN = re.compile(r"[^\W\d_]{0,3}[$£¥€₠-⃏฿៛﷼֏৳]|[$£¥€₠-⃏][A-Za-z]{0,2}")
"""A sign with the letters that belong to it: "A$", "R$", "$U"."""
