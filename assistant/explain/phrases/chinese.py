"""Claims in Chinese. What shops and buyers write is quoted as they wrote it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from statistics import fmean

from assistant.explain import claims as c
from assistant.explain import differences as d
from assistant.explain.phrases.base import Language, Phrase
from assistant.explain.phrases.chinese_words import (
    at_rates,
    field_name,
    gloss,
    place,
    size_name,
    word,
)

_MORE = {
    "width": ("更宽", "更窄"), "height": ("更高", "更矮"), "depth": ("更深", "更浅"),
    "length": ("更长", "更短"), "weight": ("更重", "更轻"), "thickness": ("更厚", "更薄"),
    "capacity": ("容量更大", "容量更小"), "screen": ("屏幕更大", "屏幕更小"),
    "diameter": ("直径更大", "直径更小"),
}  # fmt: skip
_LIMITS = {"<=": "不超过", ">=": "至少", "~=": "大约", "<": "小于", ">": "大于"}
_ASPECTS = {
    "colour": "颜色", "material": "材质", "size": "大小", "fit": "版型", "comfort": "舒适度",
    "price": "价格", "quality": "做工", "looks": "外观", "weight": "重量", "durability": "耐用性",
    "warmth": "保暖", "sound": "音质", "battery": "续航", "capacity": "容量", "handling": "手感",
    "pockets": "口袋", "support": "支撑", "style": "款式", "detail": "细节", "shape": "形状",
    "accent": "配色", "legs": "腿部", "print": "印花", "seat": "座面", "roof": "顶部",
}  # fmt: skip
_CONDITIONS = {"new": "全新", "used": "二手", "refurbished": "翻新"}


def _asked(value: str) -> str:
    return f"您要的是{value}"


def _price_fits(claim: c.PriceFits) -> Phrase:
    low, high = claim.minimum, claim.maximum
    if low and high:
        asked = f"{low}至{high}"
    else:
        asked = f"不超过{high}" if high else f"至少{low}"
    worth = f"，约{claim.worth}{at_rates(claim.day)}" if claim.worth else ""
    return Phrase(f"售价{claim.price}{worth}", "", note=_asked(asked))


def _meets(claim: c.Meets) -> Phrase:
    wanted = word(claim.facet, claim.wanted)
    if claim.field == "source":
        return Phrase(f"由{claim.quote}出售", "")
    if claim.field == "title":
        return Phrase(f"标题写明“{claim.said}”", "", note=_asked(wanted))
    return Phrase(f"{field_name(claim.field)}为“{claim.quote}”", "", note=_asked(wanted))


def _avoids(claim: c.Avoids) -> Phrase:
    unwanted = word(claim.facet, claim.unwanted)
    if claim.field:
        return Phrase(f"{field_name(claim.field)}为“{claim.quote}”，未提及{unwanted}", "")
    return Phrase(f"没有任何地方提到{unwanted}", "")


def _size_fits(claim: c.SizeFits) -> Phrase:
    name = size_name(claim.name)
    asked = f"{_LIMITS[claim.op]} {claim.value:.3g} {claim.unit}"
    return Phrase(f"{name} {claim.stated}", "", note=_asked(asked))


def _stated(claim: c.Stated) -> Phrase:
    said = "、".join(f"“{one}”" for one in claim.words)
    if claim.field == "title":
        return Phrase(f"标题里有{said}", "")
    if claim.field == "review":
        return Phrase(f"有买家写道：“{claim.quote}”", "")
    return Phrase(f"{field_name(claim.field)}写明“{claim.quote}”", "")


def _reviewed(claim: c.Reviewed) -> Phrase:
    praise, blame = len(claim.praise), len(claim.blame)
    aspect = _ASPECTS.get(claim.aspect, f"“{claim.aspect}”")
    first = (claim.praise if praise >= blame else claim.blame)[0]
    if praise >= blame:
        said = f"{claim.reviews}条评价中有{praise}条称赞{aspect}"
        other = f"，{blame}条不满意" if blame else ""
    else:
        said = f"{claim.reviews}条评价中有{blame}条对{aspect}不满意"
        other = f"，{praise}条称赞" if praise else ""
    return Phrase(f"{said}{other}：“{first.sentence}”", "", subject="评价")


def _likeness(claim: c.Likeness) -> Phrase:
    model = "您选的那件" if claim.alike else "您的照片"
    if claim.shown == 1:
        return Phrase(f"与{model}相似", "")
    if claim.rank == 1:
        return Phrase(f"在所示{claim.shown}件中最像{model}", "")
    return Phrase(f"与{model}的相似度在{claim.shown}件中排第{claim.rank}", "")


def _price_gap(claim: d.PriceGap) -> Phrase:
    more = "便宜" if claim.less else "贵"
    versus = f"比{place(claim.rival)}"
    return Phrase(f"{more}{claim.gap}", "", rates=at_rates(claim.day), versus=versus)


def _size_gap(claim: d.SizeGap) -> Phrase:
    text = _MORE.get(claim.name, ("更大", "更小"))[0 if claim.more else 1]
    note = f"{claim.mine}对{claim.other}"
    return Phrase(text, "", note=note, versus=f"比{place(claim.rival)}")


class Chinese(Language):
    """Short and polite."""

    writers = {  # noqa: RUF012
        c.PriceFits: _price_fits,
        c.PriceOff: lambda claim: Phrase(
            f"比您的限额{claim.limit}{'高' if claim.above else '低'}{claim.by}",
            "",
            rates=at_rates(claim.day),
        ),
        c.InStock: lambda claim: Phrase("有现货", ""),
        c.SoldOut: lambda claim: Phrase("目前缺货", ""),
        c.Meets: _meets,
        c.Avoids: _avoids,
        c.SizeFits: _size_fits,
        c.StarsFit: lambda claim: Phrase(
            f"店家评分{claim.stars:g}（满分5）", "", note=_asked(f"至少{claim.wanted:g}")
        ),
        c.ConditionFits: lambda claim: Phrase(
            f"注明为{_CONDITIONS.get(claim.condition, claim.condition)}", ""
        ),
        c.Stated: _stated,
        c.Denied: lambda claim: Phrase(f"写着“{claim.quote}”", "", note=_asked(gloss(claim.word))),
        c.NotStated: lambda claim: Phrase(f"没有注明{'、'.join(map(gloss, claim.words))}", ""),
        c.Otherwise: lambda claim: Phrase(
            f"{field_name(claim.field)}为“{claim.quote}”，"
            f"不是您要的{word(claim.facet, claim.wanted)}",
            "",
        ),
        c.Likeness: _likeness,
        c.LowestShown: lambda claim: Phrase(
            f"在所示{claim.shown}件中最便宜", "", rates=at_rates(claim.day)
        ),
        c.CheaperHere: lambda claim: Phrase(
            f"比{claim.other}（{claim.other_price}）便宜{claim.saving}",
            "",
            rates=at_rates(claim.day),
        ),
        c.Reviewed: _reviewed,
        d.PriceGap: _price_gap,
        d.SizeGap: _size_gap,
        d.StockGap: lambda claim: Phrase("有现货", "", versus=f"{place(claim.rival)}缺货，这件"),
        d.Differs: lambda claim: Phrase(
            f"{field_name(claim.attribute)}为“{claim.mine}”",
            "",
            versus=f"{place(claim.rival)}为“{claim.other}”，这件",
        ),
    }

    def place(self, position: int) -> str:
        """ "第二件"."""
        return place(position)

    def attribute(self, name: str, stated: str) -> str:
        """ "宽 72 cm", "镜片为“green lenses”"."""
        if not stated[:1].isdigit():
            return f"{field_name(name)}为“{stated}”"
        return f"{size_name(name)} {stated}"

    def label(self, claim: c.Claim) -> str:
        """ "宽 72 cm：您要的是不超过 80 cm"."""
        said = self.phrase(claim)
        return said.versus + said.text + said.rates + (f"：{said.note}" if said.note else "")

    def sentences(
        self,
        claims: Sequence[c.Claim],
        subject: str = "",
        *,
        implied: bool = False,
        undated: bool = False,
    ) -> list[str]:
        """ "它颜色为“red”，有现货。"."""
        said = [self.phrase(claim) for claim in claims]
        if implied:
            said = [replace(one, versus="") for one in said]
        if undated:
            said = [replace(one, rates="") for one in said]
        found: list[str] = []
        for who, group in groupby(said, key=lambda one: one.subject and one.text):
            texts = [
                o.versus + o.text + o.rates + (f"（{o.note}）" if o.note else "") for o in group
            ]
            name = "" if who else (subject if not found else "") or "它"
            found.append(f"{name}{'，'.join(texts)}。")
        return found

    def opinions(self, stars: Sequence[float], claims: Sequence[c.Reviewed]) -> str:
        """ "4.2分（9条评分）；价格：4条好评，1条差评"."""
        mean = f"{fmean(stars):.1f}分（{len(stars)}条评分）" if stars else ""
        said = [
            f"{_ASPECTS.get(one.aspect, one.aspect)}："
            f"{len(one.praise)}条好评，{len(one.blame)}条差评"
            for one in claims
        ]
        return "；".join(filter(None, [mean, *said]))
