"""Trains for nine minutes where a graphics card is at hand, from the parts that `parts.py pack` made, and writes the model.

    python3 train_card.py --parts PARTS --work SCRATCH --out RUN --config config/rn-96.json [--minutes 9] [-- options of train.py]

The minutes are the whole command's by the clock: unpacking, training, the end on text alone, writing. The towers run in bfloat16 on a card.
The first call lays down the length of the schedule (RUN/plan.json); a call that was cut off goes on from RUN/checkpoint.pt when it is given again, along
the same schedule. RUN/model is what `export.py` writes, ready for `evaluate.py`, and small enough to be carried back. Needs PyTorch, numpy and Pillow with WebP.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from pathlib import Path

import torch

from export import export_model
from parts import unpack
from train import Run, options_of

# Minutes kept for the end: the text side alone, the last save and the export.
END = 0.75
CARD = ["--muon", "--batch", "1536", "--captions", "512", "--rate", "2e-3", "--warmup", "300", "--average", "0.999", "--renew", "50", "--bank", "4096"]
CARD += ["--small-side", "64", "--small-until", "0.4", "--strength", "1.5", "--text-last", "1000", "--cache", "60000", "--save-every", "60", "--ahead", "6"]
PROCESSOR = ["--muon", "--batch", "128", "--small-side", "64", "--small-until", "0.4", "--text-last", "50", "--cache", "2000", "--ahead", "1"]


def planned(out: Path, minutes: float) -> float:
    """Minutes of the schedule: those that an earlier call laid down, else `minutes`, laid down now."""
    plan = out / "plan.json"
    if not plan.exists():
        out.mkdir(parents=True, exist_ok=True)
        plan.write_text(json.dumps({"minutes": minutes}))
    return json.loads(plan.read_text())["minutes"]


def main(arguments: list[str] | None = None) -> None:
    started = time.time()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--parts", type=Path, required=True, help="folder of the parts; those that are there are used")
    parser.add_argument("--work", type=Path, required=True, help="scratch folder for the unpacked pictures (about 28 kB each at 96 pixels)")
    parser.add_argument("--out", type=Path, required=True, help="folder of the run")
    parser.add_argument("--config", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=9, help="by the clock, for this call")
    given = sys.argv[1:] if arguments is None else arguments
    cut = given.index("--") if "--" in given else len(given)
    options, others = parser.parse_args(given[:cut]), given[cut + 1 :]
    side = json.loads(options.config.read_text())["vision_cfg"]["image_size"]
    unpack(options.parts, options.work, side, os.cpu_count() or 1)
    spent = (time.time() - started) / 60
    print(f"unpacked after {60 * spent:.0f} s", flush=True)
    left = options.minutes - spent - END
    usual = CARD if torch.cuda.is_available() else PROCESSOR
    folders = ["--data", str(options.work), "--out", str(options.out), "--config", str(options.config)]
    times = ["--minutes", str(planned(options.out, left)), "--wall", str(left)]
    Run(options_of([*folders, *usual, *times, *others])).train()
    export_model(options.out / "checkpoint.pt", options.work, options.out / "model")
    print(f"done after {time.time() - started:.0f} s", flush=True)


if __name__ == "__main__":
    main()
