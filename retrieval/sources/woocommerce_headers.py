"""The headings of WooCommerce's product export, which are in the language of the shop."""

from __future__ import annotations

import re

HEADERS: dict[str, tuple[str, ...]] = {  # en, de, fr, es, it, nl, zh, then other spellings
    "id": ("ID",),
    "type": ("Type", "Typ", "Type", "Tipo", "Tipo", "Type", "类型"),
    "sku": ("SKU", "Artikelnummer", "UGS", "SKU", "COD", "SKU", "SKU"),
    "gtin": ("GTIN, UPC, EAN, or ISBN", "GTIN, UPC, EAN oder ISBN", "GTIN, UPC, EAN ou ISBN",
             "GTIN, UPC, EAN o ISBN", "GTIN, UPC, EAN of ISBN", "GTIN、UPC、EAN 或 ISBN"),
    "name": ("Name", "Name", "Nom", "Nombre", "Nome", "Naam", "名称"),
    "published": ("Published", "Veröffentlicht", "Publié", "Publicado", "Pubblicato",
                  "Gepubliceerd", "已发布"),
    "summary": ("Short description", "Kurzbeschreibung", "Description courte", "Descripción corta",
                "Breve descrizione", "Korte beschrijving", "简短描述", "Korte omschrijving"),
    "description": ("Description", "Beschreibung", "Description", "Descripción", "Descrizione",
                    "Beschrijving", "描述", "Omschrijving"),
    "starts": ("Date sale price starts", "Datum, an dem Angebotspreis beginnt",
               "Date de début de promo", "Día en que empieza el precio rebajado",
               "Data di inizio del prezzo in offerta", "Datum start actieprijs", "促销开始日期"),
    "ends": ("Date sale price ends", "Datum, an dem Angebotspreis endet", "Date de fin de promo",
             "Día en que termina el precio rebajado", "Data di fine del prezzo in offerta",
             "Datum einde actieprijs", "促销截止日期"),
    "in_stock": ("In stock?", "Vorrätig?", "En stock ?", "¿Existencias?", "In stock?",
                 "Op voorraad?", "有货?", "En stock?", "Auf Lager?", "¿En inventario?",
                 "Disponibile?", "有货？"),
    "weight": ("Weight (kg)", "Gewicht (kg)", "Poids (kg)", "Peso (kg)", "Gewicht (kg)",
               "重量 (kg)"),
    "length": ("Length (cm)", "Länge (cm)", "Longueur (cm)", "Longitud (cm)", "Lunghezza (cm)",
               "Lengte (cm)", "长度 (cm)"),
    "width": ("Width (cm)", "Breite (cm)", "Largeur (cm)", "Anchura (cm)", "Larghezza (cm)",
              "Breedte (cm)", "宽度 (cm)"),
    "height": ("Height (cm)", "Höhe (cm)", "Hauteur (cm)", "Altura (cm)", "Altezza (cm)",
               "Hoogte (cm)", "高度 (cm)"),
    "sale_price": ("Sale price", "Angebotspreis", "Tarif promo", "Precio rebajado",
                   "Prezzo in offerta", "Actieprijs", "促销价格"),
    "price": ("Regular price", "Regulärer Preis", "Tarif régulier", "Precio normal",
              "Prezzo di listino", "Reguliere prijs", "常规售价", "Normale prijs"),
    "category": ("Categories", "Kategorien", "Catégories", "Categorías", "Categorie",
                 "Categorieën", "分类"),
    "tags": ("Tags", "Schlagwörter", "Étiquettes", "Etiquetas", "Tag", "Tags", "标签"),
    "images": ("Images", "Bilder", "Images", "Imágenes", "Immagini", "Afbeeldingen", "图片"),
    "parent": ("Parent", "Übergeordnetes Produkt", "Parent", "Superior", "Genitore",
               "Hoofdproduct", "父级", "Übergeordnet", "Principal", "Bovenliggend"),
    "url": ("External URL", "Externe URL", "URL externe", "URL externa", "URL esterno",
            "Externe URL", "外部链接"),
    "brand": ("Brands", "Marken", "Marques", "Marcas", "Marchi", "Merken", "品牌", "Brand",
              "Marke"),
}  # fmt: skip
"""Our name of a column → what it is called in each language."""


MORE = {  # pt, pl, ja, then columns that few exports have
    "type": ("种类", "種類", "タイプ"),
    "sku": ("商品コード", "REF", "Referência"),
    "name": ("Nome", "Nazwa", "名前", "商品名"),
    "published": ("Publicado", "Opublikowany", "Opublikowano", "公開済み", "公開"),
    "summary": (
        "Descrição curta",
        "Breve descrição",
        "Krótki opis",
        "簡単な説明",
        "短い説明",
        "Extracto",
        "商品の簡単な説明",
    ),
    "description": ("Descrição", "Opis", "説明", "商品説明"),
    "starts": (
        "Data de início do preço promocional",
        "Data de preço promocional começa em",
        "Data de início da promoção",
        "Data rozpoczęcia promocji",
        "Data początkowa ceny promocyjnej",
        "セール開始日",
        "セール価格の開始日",
        "Fecha de inicio del precio rebajado",
        "Angebotspreis beginnt am",
        "Data inizio saldo",
    ),
    "ends": (
        "Data de fim do preço promocional",
        "Data de preço promocional termina em",
        "Data de fim da promoção",
        "Data zakończenia promocji",
        "Data końcowa ceny promocyjnej",
        "セール終了日",
        "セール価格の終了日",
        "Fecha de fin del precio rebajado",
        "Angebotspreis endet am",
        "Data fine saldo",
    ),
    "in_stock": (
        "Em estoque?",
        "Em stock?",
        "W magazynie?",
        "Na stanie?",
        "在庫あり?",
        "在庫あり？",
        "在庫有無",
        "Disponible?",
        "¿Hay existencias?",
        "In magazzino?",
    ),
    "stock": (
        "Stock",
        "Lager",
        "Lagerbestand",
        "Inventario",
        "Existencias",
        "Magazzino",
        "Giacenza",
        "Voorraad",
        "库存",
        "Estoque",
        "Stan magazynowy",
        "Magazyn",
        "在庫",
    ),
    "backorders": (
        "Backorders allowed?",
        "Lieferrückstände erlaubt?",
        "Nachbestellungen erlaubt?",
        "Autoriser les commandes de produits en rupture ?",
        "¿Permitir reservas?",
        "¿Permitir reservas de productos agotados?",
        "Abilita ordini arretrati?",
        "Nabestellingen toegestaan?",
        "允许缺货下单?",
        "São permitidas encomendas?",
        "Zamówienia oczekujące dozwolone?",
    ),
    "sale_price": (
        "Preço promocional",
        "Preço de saldo",
        "Cena promocyjna",
        "セール価格",
        "特价",
        "Precio de oferta",
        "Prix promo",
        "Aanbiedingsprijs",
        "Prezzo scontato",
    ),
    "price": (
        "Preço",
        "Preço normal",
        "Preço regular",
        "Cena",
        "Cena regularna",
        "Cena podstawowa",
        "通常価格",
        "正价",
        "常规价格",
        "Precio regular",
        "Prix régulier",
        "Prezzo normale",
        "Normaler Preis",
    ),
    "category": ("Categorias", "Kategorie", "カテゴリー", "商品カテゴリー"),
    "tags": ("Znaczniki", "Tagi", "タグ", "Tag-uri", "Balises"),
    "images": ("Imagens", "Obrazki", "Zdjęcia", "画像", "商品画像", "图像"),
    "parent": (
        "Ascendente",
        "Pai",
        "Nadrzędny",
        "Element nadrzędny",
        "親",
        "上级",
        "Padre",
        "Eltern",
        "Ouder",
    ),
    "url": ("URL externo", "Zewnętrzny adres URL", "Zewnętrzny URL", "外部 URL", "外部URL"),
    "brand": ("Marki", "Marka", "ブランド", "Marca", "Marque", "Marchio", "Merk"),
    "weight": ("Waga (kg)", "重さ (kg)"),
    "length": ("Comprimento (cm)", "Długość (cm)", "長さ (cm)"),
    "width": ("Largura (cm)", "Szerokość (cm)", "幅 (cm)", "Ancho (cm)", "Largeur (cm)"),
    "height": ("Wysokość (cm)", "高さ (cm)", "Alto (cm)"),
}
"""The same, of further languages and versions."""

UNITS = ("weight", "length", "width", "height")

COLUMNS = {
    re.sub(r"\s*[(（].*[)）]$", "", spelling).lower() if ours in UNITS else spelling.lower(): ours
    for listed in (MORE, HEADERS)
    for ours, spellings in listed.items()
    for spelling in spellings
}
"""Heading in small letters, that of a measure without its unit → our name of the column."""


def place(heading: str) -> tuple[str, str]:
    """Our name of a column and the unit that its heading states; ("", "") for one of no use."""
    small = heading.strip().lower()
    measure = re.fullmatch(r"(.+?)\s*[(（](.+)[)）]", small)
    if measure and COLUMNS.get(measure[1]) in UNITS:
        return COLUMNS[measure[1]], measure[2].strip()
    found = COLUMNS.get(small) or COLUMNS.get(small.replace("？", "?").replace(" ?", "?"), "")
    return ("", "") if found in UNITS else (found, "")
