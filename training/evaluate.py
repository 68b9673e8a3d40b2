"""Zero-shot accuracy of a model folder on photographs and 3D drawings, complete and with its text side left at random:
Tiny-ImageNet, CIFAR-10, the everyday photographs with their calibration error, the 3D emoji and the page's shelf.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from bpe import Tokenizer
from captions import photograph_concepts
from everyday_test import everyday
from measures import PHOTO_TEMPLATES, SHELF_TEMPLATES, accuracy, embed_images, embed_labels, load_model, square, wilson
from model import Clip

DRAWS = 20


def among_ten(scores: torch.Tensor, truth: torch.Tensor, draws: int = DRAWS) -> dict:
    """How often the true label `truth` [N] of a picture beats nine others drawn at random, `draws` times a picture. `scores` [N, L].

    The interval counts pictures, not draws: draws of one picture are not independent.
    """
    generator = torch.Generator().manual_seed(0)
    count = len(scores)
    own = scores.gather(1, truth[:, None])
    right = 0
    for _ in range(draws):
        others = torch.rand(scores.shape, generator=generator)
        others.scatter_(1, truth[:, None], -1)
        rivals = scores.gather(1, others.topk(9, -1).indices)
        right += int((own > rivals).all(-1).sum())
    share = right / draws / count
    low, high = wilson(round(share * count), count)
    return {"right": right, "total": draws * count, "accuracy": share, "interval": [low, high]}


def photographs(model: Clip, tokenizer: Tokenizer, preprocess: dict, sources: argparse.Namespace, device: str) -> dict:
    data, limit = sources.data, sources.limit
    concepts = photograph_concepts()
    figures = {}
    sets = [("tiny-imagenet", "tiny-imagenet-val"), ("cifar10", "cifar10-test"), ("everyday", "everyday-wider-test")]
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
        if len(names) > 10:
            figures[f"{test}, ten labels"] = among_ten(scores, truth)
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
        f"{title}, ten names": among_ten(scores, truth),
    }


def evaluate(model: Clip, tokenizer: Tokenizer, preprocess: dict, sources: argparse.Namespace, device: str = "cpu") -> dict:
    """All figures of a model that the given sources allow."""
    figures = photographs(model, tokenizer, preprocess, sources, device)
    figures |= everyday(model, tokenizer, preprocess, sources.data, device)
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
