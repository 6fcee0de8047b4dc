"""Numbers in words become digits: "under sixty", "half a litre", 一百五十块."""

from __future__ import annotations

import re

import cn2an
from text_to_num import text2num

_ENGLISH = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty thirty forty fourty fifty sixty seventy eighty "
    "ninety hundred thousand"
).split()
_WORD = "|".join(sorted(_ENGLISH, key=len, reverse=True))
_RUN = re.compile(
    rf"\b(?:an? )?(?:{_WORD})(?:(?:[\s-]+|(?<=hundred) and |(?<=thousand) and )(?:{_WORD}))*\b"
)
_CHINESE_DIGITS = "零〇一二两三四五六七八九"
_FEW = re.compile(
    r"(?<![\d零一二两三四五六七八九十百千万])([一二两三四五六七八])([二三四五六七八九])([十百千万])(?![一二三四五六七八九])"
)
"""Two digits before one place: 两三百 is 200 to 300."""
_ONE = re.compile(
    f"一(?=(?:公升|升|公斤|千克|毫升|米(?!色))(?![{_CHINESE_DIGITS}半]))|(?<![大小])一(?=号)"
)
"""一 that counts or numbers, and is no article."""
_ODD = re.compile(r"([十百千])来(块钱?|元|欧元?|英?镑|刀|美元)")
"""一百来块 is about a hundred."""
_AND_MORE = re.compile(r"(?<=\d)多(?=毫?升|公?斤|[千毫]?克|[厘毫]?米|公分|块|元|欧|英?镑|刀)")
"""两百多毫升 is some 200 ml."""
_BETWEEN = re.compile(
    r"(?<![\d零一二两三四五六七八九十百千万])([一二两三四五六七八])([二三四五六七八九])(?=升|公斤|斤|公分|厘米|寸|岁)"
)
"""七八升 is 7 to 8."""
_PHRASES = (
    (
        re.compile(
            r"(?<![\d.,])(\d) ?(?:foot|feet|ft\b|') ?(1[01]|\d)(?! ?[x×*.,]?\d)\b"
            r"(?: ?(?:inch(?:es)?\b|in\b|\"|''))?"
        ),
        lambda match: f"{12 * int(match[1]) + int(match[2])} inch",
    ),
    (re.compile(r"(?<=\d)[- ]?seater\b"), " seats"),
    (re.compile(r"\bone (?=lit|kilo|met|hour|inch|foot|gallon|hundred\b)"), "1 "),
    (
        re.compile(
            r"\b(over|under|about|around|than|least|most|nearly|is|within|below|above)"
            r" an? (?=(?:foot|met(?:re|er)|lit(?:re|er)|kilo|inch|yard|gallon)\b)"
        ),
        r"\1 1 ",
    ),
    (re.compile(r"\ba couple of\b"), "2"),
    (re.compile(r"\b(?:a )?tenner\b"), "10 pounds"),
    (re.compile(r"\b(?:a )?fiver\b"), "5 pounds"),
    (
        re.compile(
            r"\b(?:an?|1|one) (met(?:re|er)|lit(?:re|er)|foot|kilo|hour|inch)s? and a half\b"
        ),
        r"1.5 \1",
    ),
    (re.compile(r"\bhalf a dozen\b"), "6"),
    (re.compile(r"\ba dozen\b"), "12"),
    (re.compile(r"\bhalf an? (?=lit|kilo|met|inch|hour|pound)"), "0.5 "),
    (re.compile(r"\bone and a half\b"), "1.5"),
    (re.compile(r"(?<=\d) and a half\b"), ".5"),
    (
        re.compile(
            r"\b(?:(\d)|one|a) ?(?:met(?:re|er)s?|米) ?(\d{2})\b(?! ?(?:cm|euro|pound|dollar))"
        ),
        lambda match: f"{match[1] or 1}{match[2]} cm",
    ),
    (re.compile(r"(?<=\d) hundred\b"), "00"),
    (re.compile(r"(?<=\d) (?:thousand|grand)\b"), "000"),
    (re.compile(r"\bhalf[- ](?=lit)"), "0.5 "),
    (re.compile(r"半(?=升|米|公斤|斤)"), "0.5"),
    (re.compile(r"(?<=\d)百"), "00"),
    (re.compile(rf"([{_CHINESE_DIGITS}\d])\s*([星岁呎])半"), r"\1点五\2"),
    (
        re.compile(rf"([{_CHINESE_DIGITS}\d])\s*米\s*([{_CHINESE_DIGITS}]{{2}})(?![十百])"),
        r"\1点\2米",
    ),
    (re.compile(r"十几(?=[块元欧镑刀].{0,2}(?:以内|以下|内))"), "20"),
    (
        re.compile(
            rf"([{_CHINESE_DIGITS}\d])\s*([米升斤])\s*([{_CHINESE_DIGITS}\d])(?![{_CHINESE_DIGITS}十百\d])"
        ),
        r"\1点\3\2",
    ),
    (re.compile(r"(?<=\d)点(?=\d)"), "."),
)
_CHINESE = re.compile(rf"[{_CHINESE_DIGITS}十百千万]+(?:点[{_CHINESE_DIGITS}]+)?半?")
_PAIR = re.compile(
    rf"(?<!\w)([{_CHINESE_DIGITS}])\s*[和跟与]\s*([{_CHINESE_DIGITS}])(?=\s*(?:对比|比|有|哪|放))"
)
"""Two positions: 二和四对比一下."""
_FIXED = re.compile(
    rf"一点(?![{_CHINESE_DIGITS}])|(?<=[少多大小高低长短宽窄厚薄轻重快慢贵好])一点|一半(?![升米斤])|一[些样下般起直定共样旦]|[万千]一|十分|十足|统一|唯一"
    r"|第一次|之一|百搭|万能"
)
"""Words that hold a digit and are no number."""
_ROUGHLY = re.compile(
    rf"(?<![{_CHINESE_DIGITS}十百千万\d])[{_CHINESE_DIGITS}]{{2}}(?=[个位人把只件张天年次])"
)
_MEASURE = re.compile(
    r"\s*(?:块|元|欧|美|英镑|镑|刀|日|人民币|厘米|公分|毫米|米|升|毫升|斤|公斤|千克|克|寸|英寸"
    r"|颗?星|小时|人座|座|层|岁|个|件|双|把|盏|只|台|张"
    r"|款|套|节|页|条|层|抽|对|副|顶|种|本|瓶|口|号|分|支|枝|幅|辆)"
)


def digits(text: str) -> str:
    """Plain text with its numbers in digits. "one" alone stays, for it is mostly a pronoun."""
    text = _ONE.sub("1", text)
    text = _ODD.sub(r"\1\2左右", _FEW.sub(_few, text))
    text = _BETWEEN.sub(_between, text)
    text = _PAIR.sub(lambda m: f"{_value(m[1])}和{_value(m[2])}", text)
    text = _RUN.sub(lambda m: _english(m[0]), text)
    for pattern, number in _PHRASES:
        text = pattern.sub(number, text)
    kept = {m.span() for m in _FIXED.finditer(text)}
    kept |= {m.span() for m in _ROUGHLY.finditer(text) if _is_next(*m[0])}

    def chinese(match: re.Match[str]) -> str:
        if any(s <= match.start() < e or s < match.end() <= e for s, e in kept):
            return match[0]
        before, after = text[: match.start()], text[match.end() :]
        return _chinese(match[0], before, after)

    return _AND_MORE.sub("", _CHINESE.sub(chinese, text))


def _is_next(low: str, high: str) -> bool:
    """Whether two digits follow one another as in 三四个, three or four."""
    digits = _CHINESE_DIGITS.replace("两", "")
    return digits.index(high.replace("两", "二")) - digits.index(low.replace("两", "二")) == 1


def _few(match: re.Match[str]) -> str:
    low, high, place = match.groups()
    rising = _CHINESE_DIGITS.index(low) < _CHINESE_DIGITS.index(high)
    return f"{low}{place}到{high}{place}" if rising else match[0]


def _between(match: re.Match[str]) -> str:
    low, high = match.groups()
    return f"{_value(low)}到{_value(high)}" if _is_next(low, high) else match[0]


def _english(words: str) -> str:
    """The run in digits; "one" alone and what is no number stay."""
    if words in ("one", "a one"):
        return words
    try:
        return str(text2num(re.sub(r"^an? ", "one ", words).replace("fourty", "forty"), "en"))
    except ValueError:
        parts = words.split()
        return " ".join(
            str(text2num(p, "en")) if p in _ENGLISH and p != "one" else p for p in parts
        )


def _chinese(word: str, before: str, after: str) -> str:
    """A single digit counts only before a measure word, and 一 mostly not even there."""
    if before.endswith("最后"):
        return word
    if before.endswith(("第", "前")):
        return word if len(word) > 2 else _value(word)
    half = word.endswith("半")
    body = word.removesuffix("半")
    if len(word) == 1 and not _MEASURE.match(after):
        return word
    if word == "一" and not re.match(
        r"\s*(?:百|元|欧|米|厘米|公分|毫米|升|毫升|英寸|小时|斤|公斤|星)", after
    ):
        return word
    return _value(body) + (".5" if half else "")


def _value(word: str) -> str:
    if re.fullmatch(rf".*[百千万][{_CHINESE_DIGITS[2:]}]", word):  # 一百五 is a hundred and fifty
        word += {"百": "十", "千": "百", "万": "千"}[word[-2]]
    try:
        return f"{cn2an.cn2an(word.replace('两', '二').replace('〇', '零'), 'smart'):g}"
    except ValueError:
        return word
