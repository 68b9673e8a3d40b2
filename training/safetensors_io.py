"""Safetensors with numpy alone: 8 bytes of header length, a JSON header, the tensors' bytes; and checkpoints in several such files."""

from __future__ import annotations

import json
import struct
from pathlib import Path

import numpy as np

TYPES = {"F16": np.float16, "F32": np.float32, "I64": np.int64}
NAMES = {np.dtype(kind): name for name, kind in TYPES.items()}


def load(path: Path) -> dict[str, np.ndarray]:
    data = path.read_bytes()
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + length])
    header.pop("__metadata__", None)
    tensors = {}
    for name, entry in header.items():
        start, end = entry["data_offsets"]
        raw = np.frombuffer(data, np.uint8)[8 + length + start : 8 + length + end]
        tensors[name] = raw.view(TYPES[entry["dtype"]]).reshape(entry["shape"])
    return tensors


def save(path: Path, tensors: dict[str, np.ndarray]) -> None:
    header: dict[str, dict] = {}
    offset = 0
    for name, tensor in tensors.items():
        header[name] = {
            "dtype": NAMES[tensor.dtype],
            "shape": list(tensor.shape),
            "data_offsets": [offset, offset + tensor.nbytes],
        }
        offset += tensor.nbytes
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with path.open("wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for tensor in tensors.values():
            file.write(np.ascontiguousarray(tensor).tobytes())


def overwrite(path: Path, name: str, value: np.ndarray) -> bool:
    """Writes `value` in place of the tensor `name`, in its type and of its shape, and leaves every other byte as it is; False where the file has none."""
    with path.open("r+b") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        entry = json.loads(file.read(length)).get(name)
        if entry is None:
            return False
        if list(value.shape) != entry["shape"]:
            raise ValueError(f"{path}: {name} has the shape {entry['shape']}, not {list(value.shape)}")
        file.seek(8 + length + entry["data_offsets"][0])
        file.write(value.astype(TYPES[entry["dtype"]]).tobytes())
    return True


def shard_name(stem: str, place: int, count: int) -> str:
    return f"{stem}-{place:05}-of-{count:05}.safetensors"


def save_shards(folder: Path, stem: str, shards: list[dict[str, np.ndarray]]) -> None:
    """Each dict in a file of its own, and the index that transformers and the page read: which tensor lies in which file."""
    weight_map = {}
    for place, tensors in enumerate(shards, 1):
        name = shard_name(stem, place, len(shards))
        save(folder / name, tensors)
        weight_map.update(dict.fromkeys(tensors, name))
    total = sum(tensor.nbytes for tensors in shards for tensor in tensors.values())
    index = {"metadata": {"total_size": total}, "weight_map": weight_map}
    (folder / f"{stem}.safetensors.index.json").write_text(json.dumps(index, indent=1) + "\n")


def load_shards(folder: Path, stem: str) -> dict[str, np.ndarray]:
    """All tensors of a checkpoint in several files, by its index."""
    weight_map = json.loads((folder / f"{stem}.safetensors.index.json").read_text())["weight_map"]
    files = {name: load(folder / name) for name in sorted(set(weight_map.values()))}
    return {tensor: files[name][tensor] for tensor, name in weight_map.items()}
