"""The OpenCLIP encoder against open_clip itself, on tiny checkpoints in the real formats."""

import json
from pathlib import Path

import numpy as np
import open_clip
import pytest
import torch
from PIL import Image
from safetensors.torch import save_file
from torch.nn.functional import normalize

from retrieval.encoders import load_encoder
from retrieval.encoders.openclip import OpenClipEncoder
from retrieval.errors import ModelUnavailable

CONFIG = {
    "embed_dim": 24,
    "vision_cfg": {"image_size": 32, "layers": 2, "width": 64, "patch_size": 8},
    "text_cfg": {"context_length": 16, "vocab_size": 49408, "width": 32, "heads": 2, "layers": 2},
}
PREPROCESS = {"mean": [0.5, 0.4, 0.3], "std": [0.2, 0.3, 0.4], "resize_mode": "squash"}
TEXTS = ["a red dress", "running shoes", ""]


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in the hub's layout, and the same weights as a training checkpoint."""
    folder = tmp_path_factory.mktemp("models")
    (folder / "tiny-clip.json").write_text(json.dumps(CONFIG))
    open_clip.add_model_config(folder / "tiny-clip.json")
    torch.manual_seed(0)
    model = open_clip.create_model("tiny-clip")
    state = {name: tensor.contiguous() for name, tensor in model.state_dict().items()}
    torch.save({"epoch": 3, "state_dict": state}, folder / "epoch_3.pt")
    hub = folder / "openclip" / "tiny-clip" / "random"
    hub.mkdir(parents=True)
    save_file(state, hub / "open_clip_model.safetensors")
    config = {"model_cfg": CONFIG, "preprocess_cfg": PREPROCESS}
    (hub / "open_clip_config.json").write_text(json.dumps(config))
    return folder


@pytest.fixture
def images() -> list[Image.Image]:
    rng = np.random.default_rng(0)
    shapes = [(40, 60, 3), (90, 30, 3), (32, 32, 3)]
    return [Image.fromarray(rng.integers(0, 255, shape, np.uint8)) for shape in shapes]


def reference(source: str, weights: str | None, images: list[Image.Image]) -> list[np.ndarray]:
    """Unit text and image vectors as open_clip computes them, one item at a time."""
    model, _, preprocess = open_clip.create_model_and_transforms(source, weights)
    tokenizer = open_clip.get_tokenizer(source)
    model.eval()
    with torch.no_grad():
        texts = [model.encode_text(tokenizer([text])) for text in TEXTS]
        pictures = [model.encode_image(preprocess(image)[None]) for image in images]
    return [normalize(torch.cat(rows), dim=-1).numpy() for rows in (texts, pictures)]


def test_a_folder_gives_the_vectors_of_open_clip(
    tiny: Path, images: list[Image.Image], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSISTANT_MODELS", str(tiny))
    encoder = load_encoder("openclip:tiny-clip/random")
    texts, pictures = reference(f"local-dir:{tiny}/openclip/tiny-clip/random", None, images)
    assert (encoder.text_dim, encoder.image_dim, encoder.shared_space) == (24, 24, True)
    np.testing.assert_allclose(encoder.encode_texts(TEXTS), texts, atol=1e-5)
    np.testing.assert_allclose(encoder.encode_images(images), pictures, atol=1e-5)


def test_a_checkpoint_file_gives_the_vectors_of_open_clip(
    tiny: Path, images: list[Image.Image]
) -> None:
    encoder = OpenClipEncoder(f"tiny-clip/{tiny}/epoch_3.pt")
    texts, pictures = reference("tiny-clip", f"{tiny}/epoch_3.pt", images)
    np.testing.assert_allclose(encoder.encode_texts(TEXTS), texts, atol=1e-5)
    np.testing.assert_allclose(encoder.encode_images(images), pictures, atol=1e-5)


def test_fingerprint_follows_the_weights(tiny: Path) -> None:
    before = OpenClipEncoder(f"tiny-clip/{tiny}/epoch_3.pt").fingerprint
    assert before == OpenClipEncoder(f"tiny-clip/{tiny}/epoch_3.pt").fingerprint
    torch.manual_seed(1)
    state = open_clip.create_model("tiny-clip").state_dict()
    torch.save({"state_dict": state}, tiny / "other.pt")
    assert before != OpenClipEncoder(f"tiny-clip/{tiny}/other.pt").fingerprint


def test_missing_weights_say_how_to_get_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSISTANT_MODELS", str(tmp_path))
    with pytest.raises(ModelUnavailable, match="models pull openclip:ViT-B-32/laion2b_s34b_b79k"):
        OpenClipEncoder("ViT-B-32/laion2b_s34b_b79k")


def test_an_unknown_model_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.pt").write_bytes(b"")
    with pytest.raises(ModelUnavailable, match="no model 'nonsense'"):
        OpenClipEncoder(f"nonsense/{tmp_path}/x.pt")


def test_a_damaged_checkpoint_is_refused_in_one_sentence(tiny: Path) -> None:
    (tiny / "damaged.pt").write_bytes(b"not a checkpoint")
    encoder = OpenClipEncoder(f"tiny-clip/{tiny}/damaged.pt")
    with pytest.raises(ModelUnavailable, match="cannot be loaded"):
        encoder.encode_texts(["dress"])


def test_a_tokenizer_is_never_looked_for_in_the_hub(tmp_path: Path) -> None:
    text = CONFIG["text_cfg"] | {"hf_tokenizer_name": "timm/ViT-B-16-SigLIP"}
    config = {"model_cfg": CONFIG | {"text_cfg": text}}
    (tmp_path / "open_clip_config.json").write_text(json.dumps(config))
    (tmp_path / "open_clip_model.safetensors").write_bytes(b"")
    with pytest.raises(ModelUnavailable, match="tokenizer"):
        OpenClipEncoder(f"any/{tmp_path}").encode_texts(["dress"])
