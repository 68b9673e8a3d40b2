"""Writes a model's card from `card.template.md`, the figures that evaluate.py measured and what the run's checkpoint says of itself."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import torch

from evaluate import table
from measures import STEM
from safetensors_io import shard_name

HERE = Path(__file__).parent
SHARED = ("seed", "batch", "captions", "muon", "rate", "warmup", "decay", "average", "bank", "renew", "strength")
GOALS = (
    ("tiny-imagenet-val", "Tiny-ImageNet validation, 200 labels", 50),
    ("cifar10-test", "CIFAR-10 test", 88),
    ("everyday photographs, 32 labels, by class", "everyday photographs, 32 labels, by class", 75),
    ("everyday photographs, twelve labels, by class", "everyday photographs, twelve labels, by class", 85),
    ("everyday photographs, dog against cat, by class", "everyday photographs, dog against cat", 95),
    ("sample shelf, all 110 names", "the page's shelf, 110 names", 92),
    ("3D emoji, all 825 names", "3D emoji, all names", 60),
)


def size_in_megabytes(path: Path) -> str:
    return f"{path.stat().st_size / 1e6:.1f} MB"


def goals(complete: dict) -> str:
    """Each goal beside what was reached; reached only where the interval's lower end does."""
    lines = ["| test | goal | measured | |", "| --- | --- | --- | --- |"]
    for key, title, goal in GOALS:
        figure = complete[key]
        share = 100 * figure["accuracy"]
        verdict = "reached" if 100 * figure["interval"][0] >= goal else "about there" if share >= goal else f"{goal - share:.0f} points short"
        lines.append(f"| {title} | {goal} % | {share:.1f} % | {verdict} |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True, help="model folder; model-card.md goes there")
    parser.add_argument("--figures", type=Path, required=True, help="JSON of evaluate.py --out")
    parser.add_argument("--history", type=Path, required=True, help="text file: on what and how the weights came about")
    parser.add_argument("--outlook", type=Path, required=True, help="text file: what holds the model back, and what would lift it")
    parser.add_argument("--weaknesses", type=Path, required=True, help="text file: a list of what it does badly, as measured")
    parser.add_argument("--calibration", type=Path, required=True, help="text file: how the logit scale was chosen")
    options = parser.parse_args()
    saved = torch.load(options.run / "checkpoint.pt", map_location="cpu")
    figures = json.loads(options.figures.read_text())
    config = saved["config"]
    values = {
        "history": options.history.read_text().strip(),
        "outlook": options.outlook.read_text().strip(),
        "weaknesses": options.weaknesses.read_text().strip(),
        "calibration": options.calibration.read_text().strip(),
        "figures": table(figures["complete"], figures["vision-only"]),
        "goals": goals(figures["complete"]),
        "steps": f"{saved['step']:,}",
        "seen": f"{saved['seen']:,}",
        "minutes": f"{saved['seconds'] / 60:.0f}",
        "options": ", ".join(f"{name} {saved['options'][name]}" for name in SHARED if saved["options"][name] != "None"),
        "image_size": size_in_megabytes(options.model / shard_name(STEM, 1, 2)),
        "rest_size": size_in_megabytes(options.model / shard_name(STEM, 2, 2)),
        "side": str(config["vision_cfg"]["image_size"]),
        "vision": json.dumps(config["vision_cfg"]),
        "text": json.dumps(config["text_cfg"]),
        "embed_dim": str(config["embed_dim"]),
    }
    card = (HERE / "card.template.md").read_text()
    for name, value in values.items():
        card = card.replace("{{" + name + "}}", value)
    (options.model / "model-card.md").write_text(card)


if __name__ == "__main__":
    main()
