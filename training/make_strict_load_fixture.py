"""Writes golden/strict-load.json: what PyTorch's own load_state_dict says of the reference checkpoints.

    python3 training/make_strict_load_fixture.py

A model is rebuilt as empty modules with the parameters of a complete reference, in its order, so that the names are PyTorch's
own finding. Needs torch; nothing is downloaded.
"""

import json
import struct
from pathlib import Path

import torch

GOLDEN = Path(__file__).resolve().parent.parent / "golden"


def header(name):
    """Names and shapes of a safetensors file in the order of its bytes."""
    with open(GOLDEN / name, "rb") as file:
        entries = json.loads(file.read(struct.unpack("<Q", file.read(8))[0]))
    entries.pop("__metadata__", None)
    ordered = sorted(entries.items(), key=lambda entry: entry[1]["data_offsets"])
    return {key: entry["shape"] for key, entry in ordered}


class CLIP(torch.nn.Module):
    """Modules without a forward pass that hold the named parameters."""

    def __init__(self, shapes):
        super().__init__()
        norms = {key[: -len(".running_mean")] for key in shapes if key.endswith(".running_mean")}
        for key, shape in shapes.items():
            *path, field = key.split(".")
            norm = ".".join(path)
            if norm in norms:
                if field == "weight":
                    self._module(path[:-1]).add_module(path[-1], torch.nn.BatchNorm2d(shape[0]))
                continue
            self._module(path).register_parameter(field, torch.nn.Parameter(torch.zeros(shape)))

    def _module(self, path):
        module = self
        for name in path:
            if name not in module._modules:
                module.add_module(name, torch.nn.Module())
            module = module._modules[name]
        return module


def refusal(model, shapes):
    """The message with which a strict load is refused; None where it goes through."""
    try:
        model.load_state_dict({key: torch.zeros(shape) for key, shape in shapes.items()}, strict=True)
    except RuntimeError as error:
        return str(error)
    return None


def main():
    vit, rn = header("tiny-quickgelu-openclip.safetensors"), header("tiny-rn-openclip.safetensors")
    image = {key: shape for key, shape in vit.items() if key.startswith("visual.")}
    rn_image = {key: shape for key, shape in rn.items() if key.startswith("visual.")}
    wide = {**vit, "text_projection": [48, 33], "logit_scale": [1], "attn_mask": [16, 16]}
    # Releases before 2.4 overlook a name below that of a parameter: it is left out so that all of them agree.
    hf = header("tiny-quickgelu-hf.safetensors")
    del hf["text_projection.weight"]
    cases = {
        "complete": (vit, vit),
        "image side": (vit, image),
        "image side of a resnet": (rn, rn_image),
        "hf names": (vit, hf),
        "timm names": (vit, header("tiny-quickgelu-timm.safetensors")),
        "another width, a scale of one number, a mask": (vit, wide),
    }
    result = {name: {"held": held, "refusal": refusal(CLIP(model), held)} for name, (model, held) in cases.items()}
    (GOLDEN / "strict-load.json").write_text(json.dumps(result) + "\n")


if __name__ == "__main__":
    main()
