"""Writes the small PyTorch files in golden/torch/ that the tests of the pickle reader read.

Made once with PyTorch 1.13; run again only to add a file:  python3 training/make_torch_fixtures.py
"""

import collections
import json
import os
import pickle
import zipfile
from pathlib import Path

import torch

OUT = Path(__file__).resolve().parent.parent / "golden" / "torch"


def save(name, value, **options):
    torch.save(value, OUT / name, **options)


def read_safetensors(path):
    """The tensors of a small safetensors file in F16 and F32, by their names."""
    content = path.read_bytes()
    length = int.from_bytes(content[:8], "little")
    header, data = json.loads(content[8 : 8 + length]), content[8 + length :]
    header.pop("__metadata__", None)
    dtypes = {"F16": torch.float16, "F32": torch.float32}
    return {
        name: torch.frombuffer(
            bytearray(data[entry["data_offsets"][0] : entry["data_offsets"][1]]),
            dtype=dtypes[entry["dtype"]],
        ).reshape(entry["shape"])
        for name, entry in header.items()
    }


def rewrite(source, target, change):
    """Copies a zip archive, each entry given through `change(name, data, compression)`."""
    with zipfile.ZipFile(OUT / source) as old, zipfile.ZipFile(OUT / target, "w") as new:
        for entry in old.infolist():
            data, method = change(entry.filename, old.read(entry), zipfile.ZIP_STORED)
            if data is not None:
                new.writestr(zipfile.ZipInfo(entry.filename), data, method)


class Malicious:
    def __reduce__(self):
        return os.system, ("echo this must never run",)


def expectations(state):
    return {
        name: {
            "shape": list(tensor.shape),
            "dtype": str(tensor.dtype).removeprefix("torch."),
            "values": tensor.double().flatten().tolist(),
        }
        for name, tensor in state.items()
    }


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(3)
    base = torch.arange(12, dtype=torch.float32) / 8
    plain = collections.OrderedDict(
        {
            "f32": torch.tensor([[1.5, -2.0, 0.25], [3.0, 0.0, -0.125]]),
            "f16": torch.tensor([0.5, -65504.0, 6e-8]).half(),
            "bf16": torch.tensor([1.0, -3.140625, 1e30]).bfloat16(),
            "f64": torch.tensor([0.1], dtype=torch.float64),
            "i64": torch.tensor([[-1, 2], [3, 77]]),
            "i32": torch.tensor([7, -7], dtype=torch.int32),
            "i16": torch.tensor([300], dtype=torch.int16),
            "i8": torch.tensor([-5], dtype=torch.int8),
            "u8": torch.tensor([200], dtype=torch.uint8),
            "bool": torch.tensor([True, False, True]),
            "scalar": torch.tensor(2.659),
            "empty": torch.zeros(0, 4),
            "view.first": base[:4],
            "view.last": base[4:].reshape(2, 4),
            "view.all": base.reshape(3, 4),
            "one.wide": torch.ones(3, 1).t(),
        }
    )
    save("plain.bin", plain)
    (OUT / "plain.json").write_text(json.dumps(expectations(plain)) + "\n")

    torch.manual_seed(0)
    module = torch.nn.Sequential(torch.nn.Linear(3, 2), torch.nn.BatchNorm1d(2))
    save("module.bin", module.state_dict())
    save("dict.pt", dict(plain))
    save("parameters.pt", {name: torch.nn.Parameter(value) for name, value in module.named_parameters()})
    optimizer = torch.optim.AdamW(module.parameters())
    module(torch.ones(4, 3)).sum().backward()
    optimizer.step()
    training_run = {
        "epoch": 3,
        "name": "tiny",
        "state_dict": {f"module.{key}": value for key, value in module.state_dict().items()},
        "optimizer": optimizer.state_dict(),
        "scaler": None,
        "best": 0.25,
        "big": 2**70,
        "minus": -(2**31) - 1,
        "pair": (1, [2, {"x": True}], (3, 4, 5), (), (9,), ("a", "b", "c", "d")),
    }
    save("training-run.pt", training_run)
    save("many.bin", {f"block.{i}.weight": torch.full((3,), float(i)) for i in range(24)})

    save("transposed.bin", {"weight": torch.arange(6.0).reshape(2, 3).t()})
    save("whole-module.pt", torch.nn.Linear(2, 2))
    save("complex.bin", {"weight": torch.zeros(2, dtype=torch.complex64)})
    save("old-style.pt", {"weight": torch.ones(2)}, _use_new_zipfile_serialization=False)
    save("malicious.bin", {"weight": torch.ones(2), "extra": Malicious()})
    save("malicious-old-style.pt", {"x": Malicious()}, _use_new_zipfile_serialization=False)
    save("protocol-4.bin", {"weight": torch.ones(2)}, pickle_protocol=4)
    save("list.bin", [torch.ones(2)])
    (OUT / "plain-pickle.pt").write_bytes(pickle.dumps({"weight": [1.0, 2.0]}, protocol=2))

    class Tiny(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.weight = torch.nn.Parameter(torch.ones(2))

        def forward(self, x: torch.Tensor) -> torch.Tensor:
            return x * self.weight

    torch.jit.save(torch.jit.script(Tiny()), str(OUT / "torchscript.pt"))

    def deflated(name, data, _):
        return data, zipfile.ZIP_DEFLATED

    def without_storage(name, data, method):
        return (None if name.endswith("/data/0") else data), method

    def unchanged(name, data, method):
        return data, method

    rewrite("module.bin", "deflated.bin", deflated)
    rewrite("module.bin", "rezipped.bin", unchanged)
    rewrite("module.bin", "storage-missing.bin", without_storage)
    with zipfile.ZipFile(OUT / "big-endian.bin", "w") as archive:
        with zipfile.ZipFile(OUT / "module.bin") as old:
            for entry in old.infolist():
                archive.writestr(zipfile.ZipInfo(entry.filename), old.read(entry))
        archive.writestr(zipfile.ZipInfo("module/byteorder"), "big")

    clip = "tiny-quickgelu-openclip-f16"
    save(f"{clip}.bin", read_safetensors(OUT.parent / f"{clip}.safetensors"))

    total = sum(path.stat().st_size for path in OUT.iterdir())
    for path in sorted(OUT.iterdir()):
        print(f"{path.stat().st_size:7d} {path.name}")
    print(total)


if __name__ == "__main__":
    main()
