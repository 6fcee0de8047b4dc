"""The words that stand on price tags, in the languages of the feeds."""

from __future__ import annotations

FREE = frozenset(
    "free gratis kostenlos umsonst gratuit gratuito grátis darmo 免费 免費 無料".split()
)
NOW = frozenset(
    "now only sale jetzt nur maintenant seulement ahora solo ora soltanto adesso nu alleen"
    " agora apenas teraz tylko 现价 現価 特价 促销价 セール".split()
)
WAS = frozenset(
    "was were before instead statt vorher früher bisher uvp uvpe rrp msrp list avant était au-lieu"
    " barré antes prima invece era eerst van-was adviesprijs przed było zamiast 原价 市场价 定価"
    " 通常価格 ursprünglich regular reg originally compare save spare sparen ersparnis économisez"
    " ahorra risparmia bespaar poupe oszczędzasz rabatt discount off".split()
)
BESIDES = frozenset(
    "per pro je par por al alla plus zzgl zuzüglich shipping versand delivery livraison envío"
    " spedizione verzending verzendkosten frete wysyłka deposit pfand 运费 送料 porto x".split()
)
PLAIN = frozenset(
    "price preis prix precio prezzo prijs preço cena 价格 售价 価格 税込 from ab à de desde da dal"
    " vanaf od dès partir up to bis each stück stk st pc pcs piece item unit ea pieza pezzo stuk"
    " sztuka szt 起 per-piece incl inkl inclusive including excl exkl ex vat mwst ust tax taxes tva"
    " ttc ht iva btw ivato gst net netto brutto gross of the a an und and about ca approx circa"
    " the-price our unser notre approximately inc c tasse comprese incluse incluida".split()
)
"""Words that say nothing of the currency."""
