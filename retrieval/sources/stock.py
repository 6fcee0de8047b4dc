"""What shops say of their stock, and of whether they sell a thing at all, in ten languages."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

OUT = """
    out of stock | outofstock | sold out | soldout | not in stock | not available | unavailable
    | no stock | none left | discontinued | temporarily unavailable | currently unavailable | oos
    | no longer available | out-of-stock | not on stock | stock out | ausverkauft | nicht vorrätig
    | nicht auf lager | nicht verfügbar | nicht lieferbar | nicht mehr lieferbar | vergriffen
    | derzeit nicht | zurzeit nicht | rupture de stock | en rupture | rupture | épuisé
    | indisponible | non disponible | pas en stock | pas disponible | hors stock | plus disponible
    | agotado | sin existencias | sin stock | no disponible | fuera de stock | no hay existencias
    | no hay stock | esaurito | non disponibile | esaurita | non in stock | terminato
    | non in magazzino | uitverkocht | niet op voorraad | niet leverbaar | niet beschikbaar
    | geen voorraad | niet voorradig | esgotado | indisponível | sem estoque | sem stock
    | fora de estoque | não disponível | fora de stock | niedostępny | niedostępna | brak
    | brak w magazynie | wyprzedany | wyprzedane | brak towaru | niedostępne | 缺货 | 无货
    | 售罄 | 已售完 | 断货 | 无库存 | 缺貨 | 無庫存 | 在庫なし | 在庫切れ | 品切れ | 売り切れ
    | 完売 | 入荷待ち | 在庫無し | 販売終了 | soldout | archived | 下架
"""
PREORDER = """
    preorder | pre order | pre-order | presale | pre-sale | coming soon | available soon
    | vorbestellbar | vorbestellung | vorverkauf | demnächst | bald verfügbar | précommande
    | pré-commande | en précommande | bientôt disponible | reserva anticipada | preventa
    | prepedido | próximamente | preordine | in prevendita | prossimamente | prenotabile
    | pre-order mogelijk | binnenkort verwacht | reserveren | pré-venda | em breve | pré-encomenda
    | przedsprzedaż | wkrótce dostępny | wkrótce | zapowiedź | 预售 | 預購 | 预订 | 即将上市
    | 予約 | 予約受付中 | 予約商品 | 近日発売
"""
BACKORDER = """
    backorder | back order | back-order | on backorder | onbackorder | backordered
    | available for order | available to order | available on order | made to order | madetoorder
    | to order | special order | on order | bestellbar | auf bestellung | lieferbar in
    | nachbestellt | auf anfrage lieferbar | sur commande | disponible sur commande
    | en réapprovisionnement | bajo pedido | disponible bajo pedido | por encargo | reservable
    | su ordinazione | ordinabile | disponibile su ordinazione | in arrivo | op bestelling
    | in bestelling | nabestelling | leverbaar op bestelling | sob encomenda | por encomenda
    | na zamówienie | dostępny na zamówienie | 可订购 | 接受预订 | 缺货可订 | 取り寄せ | 受注生産
    | お取り寄せ | 可预订
"""
IN = """
    in stock | instock | available | true | yes | y | limited | limitedavailability | onlineonly
    | instoreonly | low stock | few left | last few | limited stock | on stock | ready to ship
    | ships today | in-stock | stock | ja | oui | si | sí | sì | sim | tak | vrai | wahr | verdadero
    | vero | waar | verdadeiro | prawda | limited availability | online only | in store only
    | few in stock | only left | left | pieces left | auf lager | lagernd | vorrätig | verfügbar
    | sofort lieferbar | lieferbar | sofort verfügbar | am lager | en stock | disponible
    | dispo | disponibles | en magasin | stock limité | en existencia | hay existencias | en almacén
    | in magazzino | disponibile | disponibili | disponibilità immediata | pronta consegna
    | op voorraad | voorradig | leverbaar | beschikbaar | direct leverbaar | em estoque | em stock
    | disponível | pronta entrega | dostępny | dostępna | dostępne | na stanie | w magazynie
    | na magazynie | w sprzedaży | 有货 | 现货 | 有貨 | 現貨 | 库存充足 | 有库存 | 在售 | 是
    | 在庫あり | 在庫有り | あり | 在庫僅少 | 残りわずか | 即納 | はい | enstock
"""
STATES = {"out_of_stock": OUT, "backorder": BACKORDER, "preorder": PREORDER, "in_stock": IN}
"""Our word → what is written; the first that is found holds, so that a denial wins."""

NO = frozenset("false no n none nein non nee não nao nie 0 否 无 無 なし いいえ faux falsch falso "
               "onwaar fałsz off".split())  # fmt: skip
PIECES = re.compile(r"[<>=≥~]*\s*[-−]?[\d.,' ]*\d\+?(?:\s*(?:pcs|pc|st|stk|stück|units?|x))?")
HIDDEN = NO | frozenset(
    "2 -1 draft archived inactive disabled hidden private unpublished pending trash deleted"
    " unlisted paused staging suspended blocked entwurf inaktiv deaktiviert versteckt archiviert"
    " brouillon inactif désactivé masqué archivé borrador inactivo desactivado oculto archivado"
    " bozza inattivo disattivato nascosto archiviato concept inactief uitgeschakeld verborgen"
    " gearchiveerd rascunho inativo desativado arquivado szkic nieaktywny wyłączony ukryty"
    " zarchiwizowany 草稿 已下架 下架 停用 隐藏 未发布 非公開 下書き 無効 nowhere".split()
)
"""What says that a thing is not on sale to the public."""


@lru_cache(maxsize=4096)
def availability_of(text: str) -> str:
    """Our word for what a feed says of its stock, "" for what says nothing.

    A number is how many there are; words may stand among others ("Only 3 left in stock!").
    """
    said = text.strip()[:200]
    if said.startswith(("http://", "https://")):
        said = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", said.rstrip("/").rsplit("/", 1)[-1])
    said = unicodedata.normalize("NFKC", said).lower().replace("_", " ").strip(" .!*()✓✔☑✗")
    if re.fullmatch(
        r"[<>=≥~]*\s*[-−]?[\d.,' ]*\d\+?(?:\s*(?:pcs|pc|st|stk|stück|units?|x))?", said
    ):
        digits = re.sub(r"[.,]0+\b", "", said)
        negative = "-" in said or "−" in said
        return "in_stock" if re.search(r"[1-9]", digits) and not negative else "out_of_stock"
    if said in NO:
        return "out_of_stock"
    return next((ours for ours, words in STATES.items() if _pattern(words).search(said)), "")


def is_hidden(text: str) -> bool:
    """Whether a column such as "published", "visible" or "status" says that a thing is not sold."""
    said = unicodedata.normalize("NFKC", text).lower().strip(" .!")
    return bool(re.fullmatch(r"0(?:\.0+)?", said)) or said in HIDDEN


@cache
def _pattern(listed: str) -> re.Pattern[str]:
    """Finds any of the phrases as whole words; as they stand where words have no blanks."""
    phrases = {re.sub(r"\s+", " ", one.strip()) for one in listed.split("|")}
    ordered = sorted(phrases - {""}, key=len, reverse=True)
    spaced = "|".join(re.escape(one) for one in ordered if not _is_han(one))
    return re.compile(
        rf"(?<!\w)(?:{spaced})(?!\w)|" + "|".join(re.escape(o) for o in ordered if _is_han(o))
    )


def _is_han(text: str) -> bool:
    return bool(re.search(r"[\u3040-\u30ff\u3400-\u9fff]", text))
