"""The compact encoder against the libraries its weights come from."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from PIL import Image, ImageDraw

from fusion.blocks import normalise
from retrieval.encoders import load_encoder
from retrieval.encoders.colour import has_plain_background
from retrieval.encoders.compact import CompactEncoder, squares_of


@pytest.fixture(scope="module")
def encoder() -> CompactEncoder:
    return load_encoder("compact")


def test_texts_of_one_meaning_are_closer_than_texts_of_two(encoder: CompactEncoder) -> None:
    dress, gown, hammer = encoder.encode_texts(["red dress", "a crimson gown", "claw hammer"])
    assert dress @ gown > dress @ hammer + 0.2


def test_image_blocks_have_unit_length_for_any_size_and_mode(encoder: CompactEncoder) -> None:
    images = [
        Image.new("RGB", (1, 1), "red"),
        Image.new("L", (3000, 20)),
        Image.new("RGB", (5, 900)),
    ]
    blocks = encoder.encode_images(images)
    assert blocks.shape == (3, encoder.image_dim)
    assert blocks.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(blocks, axis=1), 1, atol=1e-5)


def test_a_block_does_not_depend_on_its_batch(encoder: CompactEncoder) -> None:
    rng = np.random.default_rng(0)
    images = [Image.fromarray(rng.integers(0, 255, (90, 60, 3), np.uint8)) for _ in range(3)]
    together = encoder.encode_images(images)
    alone = np.concatenate([encoder.encode_images([image]) for image in images])
    np.testing.assert_allclose(together, alone, atol=1e-4)


def test_a_cluttered_photo_is_also_looked_at_closely(encoder: CompactEncoder) -> None:
    """A thing amid clutter comes closer to its catalogue picture; a cut-out picture stays as is."""
    rng = np.random.default_rng(0)
    patches = Image.fromarray(rng.integers(0, 255, (28, 28, 3), np.uint8))
    clutter = patches.resize((224, 224), Image.Resampling.NEAREST)
    picture = Image.new("RGB", (224, 224), "white")
    for canvas, box in ((picture, (20, 20, 204, 204)), (clutter, (65, 65, 159, 159))):
        ImageDraw.Draw(canvas).ellipse(box, fill="orange", outline="brown", width=8)
    (item,) = encoder.encode_images([picture])
    (plain,) = encoder.encode_images([clutter])
    (closer,) = encoder.encode_photos([clutter])
    assert item @ closer > item @ plain
    np.testing.assert_allclose(encoder.encode_photos([picture])[0], item, atol=1e-5)


def test_the_zero_shot_prior_names_what_a_picture_shows(encoder: CompactEncoder) -> None:
    """ConSE by hand for one picture: softmax over all classes, the ten likeliest, their names."""
    from open_clip.zero_shot_metadata import IMAGENET_CLASSNAMES

    picture = Image.new("RGB", (224, 224), "white")
    ImageDraw.Draw(picture).ellipse((20, 20, 204, 204), fill="orange")
    (block,) = encoder.encode_images([picture])
    features = 15 * block[:1280] / np.linalg.norm(block[:1280])
    logits = encoder._image_model.get().logits(features[None])[0]
    odds = np.exp(logits - logits.max()) / np.exp(logits - logits.max()).sum()
    likeliest = sorted(range(1000), key=lambda one: -odds[one])[:10]
    names = encoder.encode_texts([IMAGENET_CLASSNAMES[one] for one in likeliest])
    expected = odds[likeliest] @ names
    found = encoder.zero_shot_text(block[None])[0]
    np.testing.assert_allclose(found, expected / np.linalg.norm(expected), atol=1e-4)


def test_the_mean_of_a_texts_tokens_is_its_block(encoder: CompactEncoder) -> None:
    texts = ["red dress", "waterproof hiking boots for men"]
    tokens = encoder.text_tokens(texts)
    assert tokens.shape == (2, *encoder.token_shape)
    there = tokens.any(axis=2)
    assert there.sum(axis=1).tolist() == [6, 12]  # "passage", ":", and two marks around all
    mean = tokens.sum(axis=1) / there.sum(axis=1, keepdims=True)
    np.testing.assert_allclose(
        normalise(mean), encoder._text_model.get().plain(texts, "passage: "), atol=1e-5
    )
    long = encoder.text_tokens(["word " * 50])
    assert long.any(axis=2).all()


def test_parts_of_a_picture_follow_what_is_there(encoder: CompactEncoder) -> None:
    """A thing in the upper left corner changes that part most, and the opposite corner least."""
    blank, thing = (Image.new("RGB", (224, 224), "white") for _ in range(2))
    ImageDraw.Draw(thing).ellipse((5, 5, 65, 65), fill="orange", outline="brown", width=6)
    before, after = encoder.image_tokens([blank, thing])
    assert before.shape == encoder.patch_shape
    change = np.linalg.norm(after - before, axis=1)
    assert change.argmax() == 0
    assert change[8] < change[0] / 2


def test_an_upright_photo_is_looked_at_more_closely_too(encoder: CompactEncoder) -> None:
    """Its margins on the way to a square are no plain background of it."""
    chance = np.random.default_rng(0)
    patches = Image.fromarray(chance.integers(0, 255, (20, 15, 3), np.uint8))
    upright = patches.resize((300, 400), Image.Resampling.NEAREST)
    ImageDraw.Draw(upright).rectangle((110, 150, 190, 250), fill=(200, 40, 40))
    assert has_plain_background(squares_of([upright])).all()  # the margins, and they alone
    once = encoder.embed_images([upright])[0]
    assert once @ encoder.encode_photos([upright])[0] < 0.999
    cut_out = Image.new("RGB", (300, 400), "white")
    ImageDraw.Draw(cut_out).rectangle((110, 150, 190, 250), fill="red")
    once = encoder.embed_images([cut_out])[0]
    assert once @ encoder.encode_photos([cut_out])[0] > 0.9999


def test_threads_share_one_encoder(encoder: CompactEncoder) -> None:
    texts = [f"product number {i} " * (i % 7 + 1) for i in range(12)]
    alone = [encoder.encode_texts([text])[0] for text in texts]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda text: encoder.encode_texts([text])[0], texts))
    np.testing.assert_allclose(together, alone, atol=1e-5)


def test_fingerprint_needs_no_weights() -> None:
    encoder = CompactEncoder()
    assert encoder.fingerprint == load_encoder("compact").fingerprint
    assert not encoder._text_model.loaded
    assert not encoder._image_model.loaded
