"""Writes golden/torch/run-protocol-*.pt and positions.json: training checkpoints with everything that people keep
beside the weights, one for each pickle protocol, and positions that PyTorch has resized.

Made once with PyTorch 1.13 and NumPy; run again only to change them:  python3 training/make_run_fixtures.py
"""

import argparse
import collections
import datetime
import enum
import json
import pathlib
import random

import numpy
import torch
import torch.nn.functional as functional

OUT = pathlib.Path(__file__).resolve().parent.parent / "golden" / "torch"


class Stage(enum.Enum):
    WARM = 1


class Config(dict):
    """A dict of its own, as configuration libraries have them."""


def state(shift):
    """A few of CLIP's names; the values tell which state dict was read."""
    return collections.OrderedDict(
        {
            "visual.class_embedding": torch.arange(4.0) + shift,
            "visual.proj": (torch.arange(6.0).reshape(2, 3) + shift).t(),
            "positional_embedding": torch.arange(24.0).reshape(4, 6)[1:4:2, 1:6:2] + shift,
            "text_projection": (torch.arange(12.0) + shift).as_strided((2, 3), (1, 4)),
            "ln_final.weight": torch.full((1,), 2.5 + shift).expand(3),
        }
    )


def run():
    inner = argparse.Namespace(lr=1e-3, betas=(0.9, 0.98))
    model = torch.nn.Linear(2, 2)
    optimizer = torch.optim.AdamW(model.parameters())
    model(torch.ones(1, 2)).sum().backward()
    optimizer.step()
    config = Config(name="tiny", stages=[Stage.WARM])
    config.path = pathlib.PurePosixPath("runs/3")
    return {
        "args": argparse.Namespace(seed=0, model=inner, when=datetime.date(2024, 9, 1)),
        "config": config,
        "best": numpy.float64(0.25),
        "steps": numpy.int64(7),
        "losses": numpy.arange(3, dtype=numpy.float32),
        "seen": {1, 2},
        "kept": frozenset([3]),
        "raw": b"bytes",
        "more": bytearray(b"a bytearray"),
        "counts": collections.Counter("aab"),
        "by": collections.defaultdict(list, a=[1]),
        "random": random.getstate()[1][:4],
        "device": torch.device("cpu"),
        "dtype": torch.float16,
        "size": torch.Size([2, 3]),
        "phase": slice(1, 2),
        "complex": 1 + 2j,
        "optimizer": optimizer.state_dict(),
        "runs": [{"nested": {"model_state": state(0.0), "ema": {"shadow": state(100.0)}}}],
    }


def positions(count, width):
    return torch.tensor([((i * 37) % 101) / 50 - 1 for i in range(count * width)]).reshape(count, width)


def resized_grid(old, side):
    before = int((old.shape[0] - 1) ** 0.5)
    grid = old[1:].reshape(1, before, before, -1).permute(0, 3, 1, 2)
    grid = functional.interpolate(grid, size=(side, side), mode="bicubic", antialias=True, align_corners=False)
    return torch.cat([old[:1], grid.permute(0, 2, 3, 1).reshape(side * side, -1)])


def resized_text(old, count):
    rows = old.reshape(1, *old.shape).permute(0, 2, 1)
    return functional.interpolate(rows, size=count, mode="linear", align_corners=False).permute(0, 2, 1)[0]


def main():
    content = run()
    for protocol in (2, 3, 4, 5):
        torch.save(content, OUT / f"run-protocol-{protocol}.pt", pickle_protocol=protocol)
    grids = [(a, b, resized_grid(positions(a * a + 1, 2), b)) for a, b in ((3, 5), (5, 3), (4, 7), (7, 2))]
    texts = [(a, b, resized_text(positions(a, 2), b)) for a, b in ((4, 7), (7, 4), (16, 5))]
    cases = {
        name: [{"from": a, "to": b, "values": [round(v, 6) for v in t.flatten().tolist()]} for a, b, t in rows]
        for name, rows in (("grid", grids), ("text", texts))
    }
    (OUT / "positions.json").write_text(json.dumps(cases) + "\n")
    expected = {name: tensor.flatten().tolist() for name, tensor in state(0.0).items()}
    (OUT / "run.json").write_text(json.dumps(expected) + "\n")


if __name__ == "__main__":
    main()
