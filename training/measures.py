"""A model folder's model, what it makes of pictures and labels, and shares with their intervals.

Prompts are ensembled as OpenCLIP does it: each template's embedding normalised, the mean of them normalised again.
Intervals are Wilson's at 95 %.
"""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image

from bpe import Tokenizer
from model import Clip, ClipConfig
from safetensors_io import load_shards

PHOTO_TEMPLATES = ("{}", "a {}", "a photo of a {}", "a picture of a {}", "this is a {}")
SHELF_TEMPLATES = ("{}", "a {}", "a picture of a {}", "an icon of a {}", "an emoji of a {}")
RANDOM_TEXT_SEED = 0
# What the files of a checkpoint begin with.
STEM = "open_clip_model"


def load_model(folder: Path, vision_only: bool = False) -> tuple[Clip, Tokenizer, dict]:
    """The model of a folder; with `vision_only`, everything but `visual.` stays as the seed drew it."""
    config = json.loads((folder / "open_clip_config.json").read_text())
    torch.manual_seed(RANDOM_TEXT_SEED)
    model = Clip(ClipConfig.from_dict(config["model_cfg"]))
    tensors = {name: torch.from_numpy(value.astype(np.float32)) for name, value in load_shards(folder, STEM).items()}
    if vision_only:
        tensors = {name: value for name, value in tensors.items() if name.startswith("visual.")}
    missing, unexpected = model.load_state_dict(tensors, strict=False)
    missing = [name for name in missing if not name.endswith("num_batches_tracked")]
    if unexpected or (missing and not vision_only):
        raise ValueError(f"{folder}: missing {missing}, unexpected {unexpected}")
    context = config["model_cfg"]["text_cfg"]["context_length"]
    tokenizer = Tokenizer.from_json(json.loads((folder / "tokenizer.json").read_text()), context)
    return model.eval(), tokenizer, config["preprocess_cfg"]


def square(picture: Image.Image, side: int) -> np.ndarray:
    """Shorter side to `side` with Pillow's bicubic, centre crop; transparency on white. uint8 [side, side, 3]."""
    if picture.mode in ("RGBA", "LA", "P"):
        picture = picture.convert("RGBA")
        picture = Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture)
    picture = picture.convert("RGB")
    width, height = picture.size
    scale = side / min(width, height)
    picture = picture.resize((max(side, round(width * scale)), max(side, round(height * scale))), Image.BICUBIC)
    left, top = round((picture.width - side) / 2), round((picture.height - side) / 2)
    return np.asarray(picture.crop((left, top, left + side, top + side)))


def normalise(pictures: np.ndarray, preprocess: dict) -> torch.Tensor:
    """uint8 [N, H, W, 3] -> float [N, 3, H, W]."""
    pixels = torch.from_numpy(np.ascontiguousarray(pictures)).permute(0, 3, 1, 2).float() / 255
    mean, std = (torch.tensor(preprocess[key]).view(3, 1, 1) for key in ("mean", "std"))
    return (pixels - mean) / std


@torch.no_grad()
def embed_images(model: Clip, pictures: np.ndarray, preprocess: dict, device: str = "cpu") -> torch.Tensor:
    side = model.config.vision.image_size
    rows = []
    for start in range(0, len(pictures), 256):
        chunk = pictures[start : start + 256]
        if chunk.shape[1] != side:
            chunk = np.stack([square(Image.fromarray(picture), side) for picture in chunk])
        rows.append(F.normalize(model.encode_image(normalise(chunk, preprocess).to(device)), dim=-1).cpu())
    return torch.cat(rows)


@torch.no_grad()
def embed_labels(model: Clip, tokenizer: Tokenizer, labels: list[str], templates: tuple[str, ...], device: str = "cpu") -> torch.Tensor:
    total = torch.zeros(len(labels), model.config.embed_dim)
    for template in templates:
        for start in range(0, len(labels), 512):
            texts = [template.replace("{}", label) for label in labels[start : start + 512]]
            tokens = torch.tensor(tokenizer.batch(texts)).to(device)
            total[start : start + 512] += F.normalize(model.encode_text(tokens), dim=-1).cpu()
    return F.normalize(total, dim=-1)


def wilson(right: int, total: int, z: float = 1.959964) -> tuple[float, float]:
    """Wilson's interval for a proportion."""
    share = right / total
    middle = (share + z * z / (2 * total)) / (1 + z * z / total)
    half = z / (1 + z * z / total) * math.sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    return max(0.0, middle - half), min(1.0, middle + half)


def accuracy(scores: torch.Tensor, truth: torch.Tensor, top: int = 1) -> dict:
    right = int((scores.topk(min(top, scores.shape[-1]), -1).indices == truth[:, None]).any(-1).sum())
    low, high = wilson(right, len(truth))
    return {"right": right, "total": len(truth), "accuracy": right / len(truth), "interval": [low, high]}
