"""WooCommerce product CSV, whose headers are in the language of the shop."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from retrieval.sources.base import FeedFormat, ReadOptions, Record, Rejection, Row
from retrieval.sources.offering import offer_from
from retrieval.sources.readers import count_lines
from retrieval.sources.sniffing import Head
from retrieval.sources.tables import csv_rows

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

COLUMNS = {spelling.lower(): ours for ours, spellings in HEADERS.items() for spelling in spellings}
ATTRIBUTE = re.compile(r"attribu|atribu|属性", re.IGNORECASE)
ATTRIBUTE_NAME = re.compile(r"\b(name|nom|nombre|nome|naam)\b|名", re.IGNORECASE)
ATTRIBUTE_VALUE = re.compile(r"value|wert|valeur|valor|waarde|值", re.IGNORECASE)
INHERITED = ("description", "summary", "category", "tags", "images", "url", "brand", "weight",
             "length", "width", "height", "published")  # fmt: skip
"""What a variation takes from its parent where it is silent itself."""
UNITS = {"weight": "kg", "length": "cm", "width": "cm", "height": "cm"}


class WooCommerceFormat(FeedFormat):
    """One offer a simple product or variation; variations of one product are a group."""

    name = "woocommerce"

    def recognises(self, head: Head) -> bool:
        found = {COLUMNS[column] for column in head.columns if column in COLUMNS}
        return {"id", "type", "name", "price"} <= found and bool(found & {"published", "parent"})

    def rows(self, path: Path, options: ReadOptions) -> Iterator[Row]:
        """Variations take over what their parent says, wherever in the file it stands."""
        parents: dict[str, Row] = {}
        early: list[Row] = []  # variations before their parent
        used: set[int] = set()
        for raw in csv_rows(path):
            row = _our_names(raw)
            kind = row.content.get("type", "").lower()
            parent = parents.get(row.content.get("parent", ""))
            if row.problem or "variation" not in kind:
                if "variable" in kind and not row.problem:
                    parents |= dict.fromkeys(_keys(row.content), row)
                else:
                    yield row
            elif parent:
                used.add(parent.number)
                yield _inherit(row, parent.content)
            else:
                early.append(row)
        for row in early:
            parent = parents.get(row.content.get("parent", ""))
            if parent:
                used.add(parent.number)
            yield _inherit(row, parent.content if parent else {})
        lonely = {row.number: row for row in parents.values() if row.number not in used}
        yield from lonely.values()

    def understand(self, row: Row, options: ReadOptions) -> Record | Rejection:
        said = row.content
        if said.get("published", "1") not in ("1", ""):
            return Rejection(row.number, "the shop has not published it")
        if "grouped" in said.get("type", "").lower():
            return Rejection(row.number, "a grouped product is sold as its parts")
        fields = {
            "offer_id": said.get("sku") or (f"id:{said['id']}" if said.get("id") else ""),
            "title": said.get("name", ""),
            "description": said.get("description") or said.get("summary", ""),
            "category": said.get("category", ""),
            "brand": said.get("brand", ""),
            "price": said.get("price", ""),
            "sale_price": said.get("sale_price", ""),
            "sale_dates": f"{said.get('starts', '')}/{said.get('ends', '')}",
            "availability": said.get("in_stock", ""),
            "url": said.get("url", ""),
            "gtin": said.get("gtin", ""),
            "group": said.get("group", ""),
        }
        attributes = dict(said.get("attributes", {}))
        attributes |= {n: f"{said[n]} {unit}" for n, unit in UNITS.items() if said.get(n)}
        attributes["tags"] = said.get("tags", "")
        pictures = re.split(r",\s*", said.get("images", ""))
        return offer_from(row, fields, attributes, options, pictures=pictures)

    def count(self, path: Path) -> int | None:
        return count_lines(path)


def _our_names(row: Row) -> Row:
    """Columns under our names; attribute columns paired up; `Meta: x` as the attribute x."""
    content: dict = {}
    names: dict[str, str] = {}
    values: dict[str, str] = {}
    attributes: dict[str, str] = {}
    for column, value in row.content.items():
        header = column.strip()
        ours = COLUMNS.get(header.lower())
        number = re.search(r"\d+", header)
        if ours:
            content.setdefault(ours, value)
        elif ATTRIBUTE.search(header) and number:
            if ATTRIBUTE_VALUE.search(header):
                values[number[0]] = value
            elif ATTRIBUTE_NAME.search(header):
                names[number[0]] = value
        elif value and header.lower().startswith("meta: ") and not header[6:].startswith("_"):
            attributes[header[6:].strip()] = value
    attributes |= {name: values.get(n, "") for n, name in names.items() if name}
    content["attributes"] = {name: value for name, value in attributes.items() if value}
    return Row(row.number, content, row.problem)


def _keys(content: Mapping[str, str]) -> list[str]:
    """What variations may call their parent."""
    return [key for key in (content.get("sku"), f"id:{content.get('id', '')}") if key]


def _inherit(row: Row, parent: Mapping) -> Row:
    own = row.content
    content = dict(own)
    for name in INHERITED:
        content[name] = own.get(name) or parent.get(name, "")
    chosen = own["attributes"]
    content["attributes"] = {**parent.get("attributes", {}), **chosen}
    content["group"] = own.get("parent", "")
    if own.get("name", "") in ("", parent.get("name")):
        content["name"] = " – ".join([parent.get("name", ""), " / ".join(chosen.values())])
    return Row(row.number, content)
