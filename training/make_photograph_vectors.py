"""Picture vectors of photographs by the built-in image tower, for training in the page: names and vectors, no pictures.

Writes one safetensors file for each data set: `train` and `test` [N, D] int8 (unit vectors, each scaled so that its largest
number is 127: only directions count), `train.labels` and `test.labels` [N] uint8, and the names in `__metadata__`.

    python3 make_photograph_vectors.py --model ../public/models/mini --out ../public/models/mini \
      --tiny-imagenet $DATA/IMagenet.git --cifar10 $DATA/CIFAR-10-images.git
"""

from __future__ import annotations

import argparse
import io
import json
import struct
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from captions import photograph_concepts
from measures import embed_images, load_model, square
from sources import list_files, read_files

SEED = 0
# Pictures of each class: together they stay under 3 MB.
COUNTS = {"cifar10": (250, 100), "tiny-imagenet": (25, 10)}

Labelled = list[tuple[str, str]]


def tiny_imagenet(root: Path) -> tuple[Labelled, Labelled]:
    files = list_files(root)
    train = [(f, f.split("/train/")[1].split("/")[0]) for f in files if "/train/" in f and f.endswith(".JPEG")]
    notes = next(f for f in files if f.endswith("val_annotations.txt"))
    rows = [line.split("\t") for line in next(iter(read_files(root, [notes]))).decode().splitlines()]
    folder = notes.rsplit("/", 1)[0]
    return train, [(f"{folder}/images/{row[0]}", row[1]) for row in rows]


def cifar10(root: Path) -> tuple[Labelled, Labelled]:
    files = [f for f in list_files(root) if f.endswith((".png", ".jpg"))]
    return tuple([(f, f.split("/")[-2]) for f in files if f.startswith(part)] for part in ("train/", "test/"))


def some_of_each(labelled: Labelled, count: int) -> Labelled:
    """`count` pictures of each class at random, class after class."""
    chosen = []
    for label in sorted({label for _, label in labelled}):
        own = [pair for pair in labelled if pair[1] == label]
        rows = np.sort(np.random.default_rng(SEED).permutation(len(own))[:count])
        chosen += [own[row] for row in rows]
    return chosen


def vectors(root: Path, labelled: Labelled, classes: list[str], model, preprocess) -> tuple[np.ndarray, np.ndarray]:
    side = model.config.vision.image_size
    files = read_files(root, [path for path, _ in labelled])
    pictures = np.stack([square(Image.open(io.BytesIO(data)), side) for data in files])
    unit = embed_images(model, pictures, preprocess).numpy()
    whole = np.round(unit / np.abs(unit).max(1, keepdims=True) * 127).astype(np.int8)
    return whole, np.array([classes.index(label) for _, label in labelled], np.uint8)


def save(path: Path, tensors: dict[str, np.ndarray], names: list[str]) -> None:
    header, offset = {"__metadata__": {"names": json.dumps(names)}}, 0
    for name, tensor in tensors.items():
        kind = {"int8": "I8", "uint8": "U8"}[tensor.dtype.name]
        header[name] = {"dtype": kind, "shape": list(tensor.shape), "data_offsets": [offset, offset + tensor.nbytes]}
        offset += tensor.nbytes
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + b"".join(tensor.tobytes() for tensor in tensors.values()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--tiny-imagenet", type=Path, help="folder or bare git repository that holds tiny-imagenet-200/")
    parser.add_argument("--cifar10", type=Path, help="folder or bare git repository with train/CLASS and test/CLASS")
    options = parser.parse_args()
    model, _, preprocess = load_model(options.model)
    concepts = photograph_concepts()
    for dataset, root, parts_of in (("cifar10", options.cifar10, cifar10), ("tiny-imagenet", options.tiny_imagenet, tiny_imagenet)):
        if root is None:
            continue
        parts = [some_of_each(part, count) for part, count in zip(parts_of(root), COUNTS[dataset])]
        classes = sorted({label for _, label in parts[0]})
        tensors = {}
        for name, part in zip(("train", "test"), parts):
            tensors[name], tensors[f"{name}.labels"] = vectors(root, part, classes, model, preprocess)
        names = [concepts[f"{dataset}/{label}"].main for label in classes]
        save(options.out / f"{dataset}-vectors.safetensors", tensors, names)
        print(f"{dataset}: {len(parts[0])} and {len(parts[1])} vectors, {len(names)} names", flush=True)


if __name__ == "__main__":
    torch.set_num_threads(1)
    main()
