"""Writes golden/pairs/: tiny random pairs of ONNX graphs as PyTorch's own exporter writes them, and PyTorch's embeddings.

One is of SigLIP 2's kind (64 places always, `pooler_output`), one of MobileCLIP's (convolutions; pictures by bilinear
without mean and deviation; a causal text tower). Made with PyTorch 1.13 and Pillow:

    python3 training/make_pair_fixtures.py
"""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import nn

from make_siglip_fixtures import Mlp, Siglip, hf_config

GOLDEN = Path(__file__).resolve().parent.parent / "golden"
OUT = GOLDEN / "pairs"
PICTURES = ["picture-3-rgb-97x61.png", "picture-7-rgb-400x300.png"]

SIGLIP2 = {
    "image": {"size": 16, "patch": 8, "width": 12, "layers": 1, "heads": 2, "mlp": 20},
    "text": {"context": 64, "vocab": 38, "width": 12, "layers": 1, "heads": 3, "mlp": 20},
}
SIZE, WIDTH, VOCAB, CONTEXT, EMBED = 8, 12, 600, 16, 10

#: Ids of the tests' tokenizer for these texts, by hand: lower-cased, <eos> behind, <pad> up to the 64th.
TEXTS = ["A Photo of a CAT", "Zebra of"]
TEXT_IDS = [[4, 35, 37, 30, 3, 6, 4, 23, 1], [29, 8, 5, 21, 4, 37, 1]]

#: The same of a tokenizer of bytes in CLIP's order ("!" is 0, "a" is 64), with 256 more where a word ends and the marks around.
CLIP_TEXTS = ["A cab", "a Cat!"]
CLIP_IDS = [[598, 320, 66, 64, 321, 599], [598, 320, 66, 64, 339, 256, 599]]


class Convolutions(nn.Module):
    """A little of what MobileCLIP's image tower is made of."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(3, WIDTH, 3, stride=2, padding=1)
        self.norm = nn.BatchNorm2d(WIDTH)
        self.deep = nn.Conv2d(WIDTH, WIDTH, 3, padding=1, groups=WIDTH)
        self.wide = nn.Conv2d(WIDTH, 2 * WIDTH, 1)
        self.narrow = nn.Conv2d(2 * WIDTH, WIDTH, 1)
        self.head = nn.Linear(WIDTH, EMBED)
        nn.init.normal_(self.norm.running_mean, std=0.1)
        nn.init.uniform_(self.norm.running_var, 0.05, 0.5)

    def forward(self, pixels: torch.Tensor) -> torch.Tensor:
        x = nn.functional.gelu(self.norm(self.stem(pixels)))
        x = x + self.narrow(nn.functional.gelu(self.wide(self.deep(x))))
        return self.head(x.mean((2, 3)))


class Causal(nn.Module):
    """CLIP's text tower with one block and one head: read at the largest id."""

    def __init__(self):
        super().__init__()
        self.table = nn.Embedding(VOCAB, WIDTH)
        self.places = nn.Parameter(torch.randn(CONTEXT, WIDTH) * 0.3)
        self.first, self.second = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH)
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.mlp = Mlp(WIDTH, 2 * WIDTH)
        self.last = nn.LayerNorm(WIDTH)
        self.projection = nn.Linear(WIDTH, EMBED, bias=False)
        self.register_buffer("mask", torch.full((CONTEXT, CONTEXT), -1e9).triu(1))

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        length = ids.shape[1]
        x = self.table(ids) + self.places[:length]
        query, key, value = self.qkv(self.first(x)).split(WIDTH, dim=-1)
        products = query @ key.transpose(1, 2) / math.sqrt(WIDTH) + self.mask[:length, :length]
        x = x + self.out(torch.softmax(products, dim=-1) @ value)
        x = self.last(x + self.mlp(self.second(x)))
        end = ids.argmax(dim=1).view(-1, 1, 1).expand(-1, 1, WIDTH)
        return self.projection(torch.gather(x, 1, end)[:, 0])


def export(module: nn.Module, example: torch.Tensor, ports: tuple[str, str], path: Path) -> None:
    axes = {0: "batch_size"} | ({1: "sequence_length"} if ports[0] == "input_ids" else {})
    torch.onnx.export(
        module.eval(),
        (example,),
        str(path),
        opset_version=14,
        input_names=[ports[0]],
        output_names=[ports[1]],
        dynamic_axes={ports[0]: axes, ports[1]: {0: "batch_size"}},
    )


def squashed(name: str, size: int) -> np.ndarray:
    picture = Image.open(GOLDEN / name).convert("RGB").resize((size, size), Image.BILINEAR)
    return (np.asarray(picture, np.float32) / 255 - 0.5) / 0.5


def cropped(name: str, size: int) -> np.ndarray:
    """Short side and middle, as transformers' `CLIPImageProcessor` does; the numbers stay between 0 and 1."""
    picture = Image.open(GOLDEN / name).convert("RGB")
    width, height = picture.size
    short = min(width, height)
    picture = picture.resize((int(width * size / short), int(height * size / short)), Image.BILINEAR)
    left, top = (picture.width - size) // 2, (picture.height - size) // 2
    picture = picture.crop((left, top, left + size, top + size))
    return np.asarray(picture, np.float32) / 255


def as_pixels(pictures: list[np.ndarray]) -> torch.Tensor:
    return torch.from_numpy(np.stack(pictures)).permute(0, 3, 1, 2).contiguous()


def write_pair(name: str, towers: tuple[nn.Module, nn.Module], inputs: tuple[torch.Tensor, torch.Tensor]) -> dict:
    pooled = name == "siglip2"
    outputs = ("pooler_output",) * 2 if pooled else ("image_embeds", "text_embeds")
    sides = zip(("vision", "text"), ("pixel_values", "input_ids"), towers, inputs, outputs)
    found = {}
    for side, port, tower, values, output in sides:
        export(tower, values, (port, output), OUT / f"{name}-{side}.onnx")
        with torch.no_grad():
            found[f"{side}_embeds"] = tower(values).tolist()
    return {**found, "input_ids": inputs[1].tolist()}


def main() -> None:
    OUT.mkdir(exist_ok=True)
    torch.manual_seed(23)
    model = Siglip(SIGLIP2)
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.add_(torch.randn(parameter.shape) * 0.1)
    ids = torch.tensor([row + [0] * (64 - len(row)) for row in TEXT_IDS])
    pixels = as_pixels([squashed(name, SIGLIP2["image"]["size"]) for name in PICTURES])
    siglip2 = write_pair("siglip2", (model.vision_model, model.text_model), (pixels, ids))
    towers = (Convolutions().eval(), Causal().eval())
    clip_ids = torch.tensor([row + [0] * (CONTEXT - len(row)) for row in CLIP_IDS])
    pixels = as_pixels([cropped(name, SIZE) for name in PICTURES])
    mobile = write_pair("mobileclip", towers, (pixels, clip_ids))
    index = {
        "pictures": PICTURES,
        "siglip2": {"config": hf_config(SIGLIP2), "texts": TEXTS, **siglip2},
        "mobileclip": {"texts": CLIP_TEXTS, **mobile},
    }
    (OUT / "index.json").write_text(json.dumps(index, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
