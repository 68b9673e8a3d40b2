"""Zero-shot accuracy of a model folder on photographs and 3D drawings, complete and with its text side left at random.

Prompts are ensembled as OpenCLIP does it: each template's embedding normalised, the mean of them normalised again.
Intervals are Wilson's at 95 %.
"""

from __future__ import annotations

import argparse
import json
import math
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image

from bpe import Tokenizer
from captions import photograph_concepts
from model import Clip, ClipConfig
from safetensors_io import load

PHOTO_TEMPLATES = ("{}", "a {}", "a photo of a {}", "a picture of a {}", "this is a {}")
SHELF_TEMPLATES = ("{}", "a {}", "a picture of a {}", "an icon of a {}", "an emoji of a {}")
RANDOM_TEXT_SEED = 0
SHELF_DRAWS = 20


def load_model(folder: Path, vision_only: bool = False) -> tuple[Clip, Tokenizer, dict]:
    """The model of a folder; with `vision_only`, everything but `visual.` stays as the seed drew it."""
    config = json.loads((folder / "open_clip_config.json").read_text())
    torch.manual_seed(RANDOM_TEXT_SEED)
    model = Clip(ClipConfig.from_dict(config["model_cfg"]))
    tensors = {name: torch.from_numpy(value.astype(np.float32)) for name, value in load(folder / "open_clip_model.safetensors").items()}
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


def among_ten(scores: torch.Tensor, draws: int) -> dict:
    """The true name (row i, column i) against nine others drawn at random, `draws` times a picture.

    The interval counts pictures, not draws: draws of one picture are not independent.
    """
    generator = torch.Generator().manual_seed(0)
    count = len(scores)
    right = 0
    for _ in range(draws):
        others = torch.rand(count, count, generator=generator)
        others.fill_diagonal_(-1)
        rivals = scores.gather(1, others.topk(9, -1).indices)
        right += int((scores.diagonal()[:, None] > rivals).all(-1).sum())
    share = right / draws / count
    low, high = wilson(round(share * count), count)
    return {"right": right, "total": draws * count, "accuracy": share, "interval": [low, high]}


def photographs(model: Clip, tokenizer: Tokenizer, preprocess: dict, sources: argparse.Namespace, device: str) -> dict:
    data, limit = sources.data, sources.limit
    concepts = photograph_concepts()
    figures = {}
    sets = [("tiny-imagenet", "tiny-imagenet-val"), ("cifar10", "cifar10-test")]
    if sources.training:
        sets.append(("tiny-imagenet", "tiny-imagenet-train"))
    for dataset, test in sets:
        if not (data / f"{test}.npy").exists():
            continue
        classes = json.loads((data / f"{test}.classes.json").read_text())
        pictures, labels = np.load(data / f"{test}.npy", mmap_mode="r"), np.load(data / f"{test}.labels.npy")
        chosen = np.sort(np.random.default_rng(0).permutation(len(labels))[: limit or len(labels)])
        images = embed_images(model, pictures[chosen], preprocess, device)
        names = [concepts[f"{dataset}/{label}"].main for label in classes]
        texts = embed_labels(model, tokenizer, names, PHOTO_TEMPLATES, device)
        truth = torch.from_numpy(labels[chosen]).long()
        scores = images @ texts.T
        figures[test] = accuracy(scores, truth)
        figures[f"{test} top-5"] = accuracy(scores, truth, 5)
    return figures


def drawings(model: Clip, tokenizer: Tokenizer, preprocess: dict, files: list[Path], names: list[str], title: str, device: str) -> dict:
    """Each picture's own name among all `names`, and among ten of them."""
    pictures = np.stack([square(Image.open(file), model.config.vision.image_size) for file in files])
    images = embed_images(model, pictures, preprocess, device)
    scores = images @ embed_labels(model, tokenizer, names, SHELF_TEMPLATES, device).T
    truth = torch.arange(len(names))
    return {
        f"{title}, all {len(names)} names": accuracy(scores, truth),
        f"{title}, all {len(names)} names, top-5": accuracy(scores, truth, 5),
        f"{title}, ten names": among_ten(scores, SHELF_DRAWS),
    }


def evaluate(model: Clip, tokenizer: Tokenizer, preprocess: dict, sources: argparse.Namespace, device: str = "cpu") -> dict:
    """All figures of a model that the given sources allow."""
    figures = photographs(model, tokenizer, preprocess, sources, device)
    if sources.npm:
        rows = json.loads((sources.data / "captions.json").read_text())["shelf"]
        folder = sources.npm / "@lobehub/fluent-emoji-3d/assets"
        files, names = [folder / row["file"] for row in rows], [row["label"] for row in rows]
        figures |= drawings(model, tokenizer, preprocess, files, names, "3D emoji", device)
    if sources.samples:
        samples = json.loads((sources.samples / "index.json").read_text())["samples"]
        files = [sources.samples / sample["file"] for sample in samples]
        for language, title in (("en", "sample shelf"), ("zh", "sample shelf in Chinese")):
            names = [sample[language] for sample in samples]
            figures |= drawings(model, tokenizer, preprocess, files, names, title, device)
    return figures


def table(complete: dict, vision_only: dict) -> str:
    def cell(figure: dict) -> str:
        low, high = figure["interval"]
        return f"{100 * figure['accuracy']:.1f} % ({100 * low:.1f} to {100 * high:.1f})"

    lines = ["| test | complete | vision-only (text side random) |", "| --- | --- | --- |"]
    lines += [f"| {name} | {cell(figure)} | {cell(vision_only[name])} |" for name, figure in complete.items()]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True, help="folder with open_clip_config.json, weights, tokenizer")
    parser.add_argument("--data", type=Path, required=True, help="folder of the packed pictures")
    parser.add_argument("--npm", type=Path, help="node_modules with the 3D pictures")
    parser.add_argument("--samples", type=Path, help="the page's sample shelf: public/samples")
    parser.add_argument("--limit", type=int, help="at most so many photographs of each test set")
    parser.add_argument("--training", action="store_true", help="Tiny-ImageNet's training pictures too: were they learnt too closely?")
    parser.add_argument("--out", type=Path, help="where to write the figures as JSON")
    options = parser.parse_args()
    both = {}
    for name in ("complete", "vision-only"):
        model, tokenizer, preprocess = load_model(options.model, vision_only=name == "vision-only")
        both[name] = evaluate(model, tokenizer, preprocess, options)
    print(table(both["complete"], both["vision-only"]))
    if options.out:
        options.out.write_text(json.dumps(both, indent=1) + "\n")


if __name__ == "__main__":
    main()
