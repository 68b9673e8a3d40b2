"""Chooses a model's logit scale on the held-out photographs `everyday-calibration`, which are neither trained on nor tested on,
and prints what it changes elsewhere. A scale never changes which label comes first.

    python3 calibrate.py --model ../public/models/mini --data PACKED --samples ../public/samples

`export.py --model FOLDER --scale VALUE` writes it.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch

from calibration import best_scale, calibration_error, largest_fitting_scale
from everyday_test import everyday_scores, of_each, shelf_scores
from measures import load_model


def describe(scores: torch.Tensor, truth: torch.Tensor, scale: float) -> dict[str, float]:
    probabilities = (scale * scores).softmax(-1)
    return {
        "right": float((scores.argmax(-1) == truth).float().mean()),
        "confidence": float(probabilities.max(-1).values.mean()),
        "error": calibration_error(probabilities, truth),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True, help="folder of the packed pictures")
    parser.add_argument("--samples", type=Path, help="the page's sample shelf: public/samples")
    options = parser.parse_args()
    model, tokenizer, preprocess = load_model(options.model)
    scored = {part: everyday_scores(model, tokenizer, preprocess, options.data, f"everyday-{part}") for part in ("calibration", "test")}
    sets = {f"{part}, {labels} labels": own for part, among in scored.items() for labels, own in among.items()}
    if options.samples:
        sets |= {f"shelf, {labels} names": own for labels, own in shelf_scores(model, tokenizer, preprocess, options.samples).items()}
    held = scored["calibration"]["32"]
    chosen = largest_fitting_scale(*held)
    scales = {"as it is": float(model.logit_scale.exp()), "likeliest labels": best_scale(*held), "largest that fits": chosen}
    for name, own in sets.items():
        for title, scale in scales.items():
            figures = ", ".join(f"{key} {100 * value:.1f} %" for key, value in describe(*own, scale).items())
            print(f"{name}: scale {scale:.2f} ({title}): {figures}")
    print(of_each(scored["test"]["32"]))
    print(f"\nThe scale to write: {chosen}")


if __name__ == "__main__":
    main()
