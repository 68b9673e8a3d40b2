"""Writes what the page ships: fp16 safetensors in two files (image side, and the rest) with their index, configuration and tokenizer;
and the fixture with which the page's embeddings are compared to PyTorch's.

    python3 export.py --run RUN --data PACKED --model ../public/models/mini --fixture ../golden/mini --samples ../public/samples
    python3 export.py --model ../public/models/mini --scale 20.5   # only the logit scale of the files that are there
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image

from augment import MEAN, STD
from measures import STEM, load_model, normalise, square
from safetensors_io import load_shards, overwrite, save_shards

FIXTURE_SAMPLES = ("dog", "cat", "apple", "banana", "car", "bicycle", "airplane", "house", "guitar", "umbrella")
FIXTURE_PROMPTS = (
    "dog", "a photo of a cat", "a picture of an apple.", "Banana", "this is a car", "a bicycle", "an emoji of an airplane",
    "a  house", "吉他", "一张雨伞的照片",
)  # fmt: skip
LARGEST_HALF = 65504.0


def half(value: torch.Tensor) -> np.ndarray:
    if not value.is_floating_point():
        return value.numpy()
    if float(value.abs().max()) > LARGEST_HALF:
        raise ValueError("a weight does not fit into half precision")
    return value.to(torch.float16).contiguous().numpy()


def sides(tensors: dict[str, np.ndarray]) -> list[dict[str, np.ndarray]]:
    """The image side, and all the rest: the page's vision-only column loads the first of the two files, and no byte is sent twice."""
    image = {name: value for name, value in tensors.items() if name.startswith("visual.")}
    return [image, {name: value for name, value in tensors.items() if name not in image}]


def mixed(average: dict[str, torch.Tensor], others: list[tuple[dict[str, torch.Tensor], float]]) -> dict[str, torch.Tensor]:
    """The mean of runs' weights, each other one's share (all of them together 0 to 1) beside it. Runs of which one started from another lie in one
    valley of the loss, and between them is often better than any. M. Wortsman and others, "Model soups" (2022)."""
    own = 1 - sum(share for _, share in others)
    mean = {name: own * value for name, value in average.items() if value.is_floating_point()}
    for other, share in others:
        mean = {name: value + share * other[name] for name, value in mean.items()}
    return average | mean


def share_of(text: str) -> tuple[Path, float]:
    """`RUN=0.3`: the folder of a run or of a model, and its share."""
    folder, _, share = text.rpartition("=")
    if not folder or not 0 < float(share) < 1:
        raise argparse.ArgumentTypeError(f"{text}: as in RUN=0.3")
    return Path(folder), float(share)


def average_of(folder: Path) -> dict[str, torch.Tensor]:
    """The averaged weights of a run's folder, or those of a model folder, which are rounded to half precision."""
    run = folder / "checkpoint.pt"
    if run.exists():
        return torch.load(run, map_location="cpu")["average"]
    return {name: torch.from_numpy(value.astype(np.float32)) for name, value in load_shards(folder, STEM).items()}


def export_model(checkpoint: Path, data: Path, folder: Path, mix: Sequence[tuple[Path, float]] = ()) -> None:
    """The averaged weights of a run, under OpenCLIP's names, or their mean with those of other runs or models."""
    saved = torch.load(checkpoint, map_location="cpu")
    others = [(average_of(other), share) for other, share in mix]
    average = mixed(saved["average"], others)
    tensors = {name: half(value) for name, value in average.items()}
    folder.mkdir(parents=True, exist_ok=True)
    save_shards(folder, STEM, sides(tensors))
    preprocess = {"mean": list(MEAN), "std": list(STD), "interpolation": "bicubic", "resize_mode": "shortest"}
    config = {"model_cfg": saved["config"], "preprocess_cfg": preprocess}
    (folder / "open_clip_config.json").write_text(json.dumps(config, indent=1) + "\n")
    (folder / "tokenizer.json").write_text((data / "tokenizer.json").read_text())
    special = {"bos_token": "<|startoftext|>", "eos_token": "<|endoftext|>", "unk_token": "<|endoftext|>", "pad_token": "<|endoftext|>"}
    length = {"model_max_length": saved["config"]["text_cfg"]["context_length"], "tokenizer_class": "CLIPTokenizer"}
    rest = {"errors": "replace", "do_lower_case": True}
    (folder / "tokenizer_config.json").write_text(json.dumps({**special, **length, **rest}) + "\n")


def write_scale(folder: Path, scale: float) -> list[Path]:
    """Writes the logit scale (its logarithm is what files hold) into whichever files of `folder` hold it; returns them."""
    if not 1 <= scale <= 100:
        raise ValueError(f"a scale lies between 1 and 100, not at {scale}")
    files = [path for path in sorted(folder.glob("*.safetensors")) if overwrite(path, "logit_scale", np.array(np.log(scale)))]
    if not files:
        raise ValueError(f"{folder}: no file holds a logit scale")
    return files


@torch.no_grad()
def export_fixture(model_folder: Path, samples: Path, folder: Path) -> None:
    """Ten pictures of the sample shelf as the image tower sees them and ten prompts, with fp32 embeddings of the fp16 weights."""
    model, tokenizer, preprocess = load_model(model_folder)
    listed = {sample["en"]: sample["file"] for sample in json.loads((samples / "index.json").read_text())["samples"]}
    files = [listed[name] for name in FIXTURE_SAMPLES]
    crops = np.stack([square(Image.open(samples / file), model.config.vision.image_size) for file in files])
    images = F.normalize(model.encode_image(normalise(crops, preprocess)), dim=-1)
    texts = F.normalize(torch.cat([model.encode_text(torch.tensor([tokenizer.encode(text)])) for text in FIXTURE_PROMPTS]), dim=-1)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "crops.u8").write_bytes(crops.tobytes())
    (folder / "image-embeddings.f32").write_bytes(images.numpy().astype("<f4").tobytes())
    (folder / "text-embeddings.f32").write_bytes(texts.numpy().astype("<f4").tobytes())
    description = {
        "pictures": files,
        "attribution": "Fluent Emoji (3D) by Microsoft, MIT licence; resized from public/samples on white",
        "crops": {"file": "crops.u8", "shape": list(crops.shape)},
        "imageEmbeddings": {"file": "image-embeddings.f32", "shape": list(images.shape)},
        "prompts": list(FIXTURE_PROMPTS),
        "tokens": [tokenizer.encode(text) for text in FIXTURE_PROMPTS],
        "textEmbeddings": {"file": "text-embeddings.f32", "shape": list(texts.shape)},
        "logitScale": float(model.logit_scale.exp()),
    }
    (folder / "fixture.json").write_text(json.dumps(description, ensure_ascii=False, indent=1) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", type=Path, help="folder of the run; without it only the fixture is written")
    parser.add_argument("--data", type=Path, help="folder of the packed pictures, for its tokenizer")
    parser.add_argument("--model", type=Path, required=True, help="model folder")
    parser.add_argument("--mix", type=share_of, nargs="+", default=[], help="RUN=SHARE: runs or models from which this one started; the mean of all is written")
    parser.add_argument("--scale", type=float, help="logit scale to write, as calibrate.py chose it; the fixture holds it too")
    parser.add_argument("--fixture", type=Path, help="where the fixture goes")
    parser.add_argument("--samples", type=Path, help="public/samples, for the fixture")
    options = parser.parse_args()
    if options.run:
        export_model(options.run / "checkpoint.pt", options.data, options.model, options.mix)
    if options.scale:
        print("written:", *(path.name for path in write_scale(options.model, options.scale)))
    if options.fixture:
        export_fixture(options.model, options.samples, options.fixture)


if __name__ == "__main__":
    main()
