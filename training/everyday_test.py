"""Accuracy and calibration on everyday photographs that no model of this project was trained on (`everyday.py` packs them):
among the 32 things, among twelve of them, and dog against cat."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from bpe import Tokenizer
from calibration import calibration_error, calibration_interval
from captions import things
from measures import PHOTO_TEMPLATES, SHELF_TEMPLATES, accuracy, embed_images, embed_labels, square
from model import Clip

Scored = tuple[torch.Tensor, torch.Tensor]


def by_class(scores: torch.Tensor, truth: torch.Tensor, z: float = 1.959964) -> dict:
    """The mean of the labels' own accuracies, so that each label counts alike. Its variance is the mean of theirs, over
    the number of labels; a label's own share is drawn a little to the middle there (one right and one wrong more), so that 0 of 20 has one too."""
    right = scores.argmax(-1) == truth
    rows = [right[truth == label] for label in truth.unique()]
    shares = [float(row.float().mean()) for row in rows]
    drawn = [(float(row.sum()) + 1) / (len(row) + 2) for row in rows]
    half = z * math.sqrt(sum(p * (1 - p) / len(row) for p, row in zip(drawn, rows))) / len(rows)
    mean = sum(shares) / len(shares)
    return {"right": int(right.sum()), "total": len(truth), "accuracy": mean, "interval": [max(0.0, mean - half), min(1.0, mean + half)]}


def calibrated(scored: Scored, scale: float) -> dict:
    probabilities = (scale * scored[0]).softmax(-1)
    return {
        "total": len(scored[1]),
        "accuracy": calibration_error(probabilities, scored[1]),
        "interval": list(calibration_interval(probabilities, scored[1])),
    }


def everyday_scores(model: Clip, tokenizer: Tokenizer, preprocess: dict, data: Path, stem: str, device: str = "cpu") -> dict[str, Scored]:
    """Cosines [N, L] and truths [N] of a packed set: among the `32` things, the `12`, and the `2` dog and cat."""
    pictures, labels = np.load(data / f"{stem}.npy", mmap_mode="r"), np.load(data / f"{stem}.labels.npy")
    classes = json.loads((data / f"{stem}.classes.json").read_text())
    listed = things()
    thing = {label: place for place, one in enumerate(listed) for label in one.labels}
    images = embed_images(model, pictures, preprocess, device)
    truth = torch.tensor([thing[classes[label]] for label in labels])

    def among(names: list[str], own: list[str]) -> Scored:
        """`own` is the name of each thing among `names`, empty where it has none."""
        there = torch.tensor([bool(own[row]) for row in truth])
        texts = embed_labels(model, tokenizer, names, PHOTO_TEMPLATES, device)
        return images[there] @ texts.T, torch.tensor([names.index(own[row]) for row in truth[there]])

    twelve = [one.twelve for one in listed]
    return {
        "32": among([one.name for one in listed], [one.name for one in listed]),
        "12": among(list(dict.fromkeys(name for name in twelve if name)), twelve),
        "2": among(["dog", "cat"], [name if name in ("dog", "cat") else "" for name in twelve]),
    }


def shelf_scores(model: Clip, tokenizer: Tokenizer, preprocess: dict, samples: Path) -> dict[str, Scored]:
    """Cosines of the page's samples with all their English names, and with their own and nine others drawn at random."""
    rows = json.loads((samples / "index.json").read_text())["samples"]
    pictures = np.stack([square(Image.open(samples / row["file"]), model.config.vision.image_size) for row in rows])
    texts = embed_labels(model, tokenizer, [row["en"] for row in rows], SHELF_TEMPLATES)
    scores = embed_images(model, pictures, preprocess) @ texts.T
    others = torch.rand(scores.shape, generator=torch.Generator().manual_seed(0)).fill_diagonal_(-1).topk(9, -1).indices
    ten = torch.cat([scores.diagonal()[:, None], scores.gather(1, others)], 1)
    return {str(len(rows)): (scores, torch.arange(len(rows))), "10": (ten, torch.zeros(len(rows), dtype=torch.long))}


def everyday(model: Clip, tokenizer: Tokenizer, preprocess: dict, data: Path, device: str = "cpu") -> dict:
    """The figures of the everyday test; none where it is not packed."""
    if not (data / "everyday-test.npy").exists():
        return {}
    scored = everyday_scores(model, tokenizer, preprocess, data, "everyday-test", device)
    scale = float(model.logit_scale.exp())
    titles = {"32": "everyday photographs, 32 labels", "12": "everyday photographs, twelve labels", "2": "everyday photographs, dog against cat"}
    figures: dict = {}
    for key, title in titles.items():
        figures[f"{title}, by class"] = by_class(*scored[key])
        if key != "2":
            figures[title] = accuracy(*scored[key])
    for key in ("32", "12"):
        figures[f"{titles[key]}, calibration error"] = calibrated(scored[key], scale)
    return figures


def of_each(scored: Scored) -> str:
    """How many of each thing are right, one a line, worst first."""
    scores, truth = scored
    right = scores.argmax(-1) == truth
    rows = [(float(right[truth == i].float().mean()), int((truth == i).sum()), one.name) for i, one in enumerate(things()) if (truth == i).any()]
    return "\n".join(f"{100 * share:5.1f} % of {count:3d} {name}" for share, count, name in sorted(rows))
