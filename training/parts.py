"""The training set in parts under 60 MB, and back: small enough to be carried to a machine with a graphics card one by one.

    python3 parts.py pack --data PACKED --out PARTS
    python3 parts.py unpack --parts PARTS --out PACKED96 --side 96

A part is `part-NN.bin`, pictures one after the other as WebP (drawings without loss, premultiplied), and `part-NN.json`, which says of each
its set, class and length. `index.json` names the parts with their SHA-256. Pictures lie in an order that is random but always the same,
sets mixed, so that any of the parts alone are a fair sample. Captions and tokenizer lie beside them.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import shutil
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

LARGEST = 58_000_000
QUALITY = {"cifar10": 85, "cifar100": 85}
USUAL_QUALITY = 75
# CIFAR's pictures are 32 pixels large and packed at 64; nothing is lost by taking them back.
SIDES = {"cifar10": 32, "cifar100": 32}
SEED = 0
BESIDE = ("captions.json", "tokenizer.json")


@dataclass(frozen=True)
class Packed:
    """One packed set: `name` as captions know it, its pictures [N, S, S, 3 or 4], the class of each."""

    name: str
    pictures: np.ndarray
    labels: np.ndarray
    classes: list[str]


def packed_sets(data: Path) -> list[Packed]:
    sets = []
    for file in sorted(data.glob("*.classes.json")):
        stem = file.name.removesuffix(".classes.json")
        if stem != "pictograms" and not stem.endswith("-train"):
            continue
        pictures = np.load(data / f"{stem}.npy", mmap_mode="r")
        sets.append(Packed(stem.removesuffix("-train"), pictures, np.load(data / f"{stem}.labels.npy"), json.loads(file.read_text())))
    return sets


def encode(job: tuple[str, np.ndarray]) -> bytes:
    name, pixels = job
    file = io.BytesIO()
    if pixels.shape[2] == 4:
        Image.fromarray(pixels, "RGBA").save(file, "WEBP", lossless=True, exact=True, method=2)
        return file.getvalue()
    picture = Image.fromarray(pixels)
    if name in SIDES:
        picture = picture.resize((SIDES[name],) * 2, Image.BOX)
    picture.save(file, "WEBP", quality=QUALITY.get(name, USUAL_QUALITY), method=2)
    return file.getvalue()


def decode(job: tuple[bytes, int, int]) -> np.ndarray:
    """A stored picture at `side` pixels with `channels` channels; a drawing stays premultiplied."""
    data, side, channels = job
    picture = Image.open(io.BytesIO(data)).convert("RGB" if channels == 3 else "RGBA")
    bands = picture.split() if channels == 4 else [picture]
    # Premultiplied bands are resized each on its own: Pillow would take them for straight ones and premultiply again.
    sized = [band if band.size == (side, side) else band.resize((side, side), Image.BICUBIC) for band in bands]
    return np.dstack([np.asarray(band) for band in sized])


def shuffled(sets: list[Packed]) -> Iterator[tuple[int, int]]:
    """(set, picture) of everything, in the one order."""
    places = np.concatenate([np.stack([np.full(len(one.labels), i), np.arange(len(one.labels))], 1) for i, one in enumerate(sets)])
    for set_of, row in np.random.default_rng(SEED).permutation(places):
        yield int(set_of), int(row)


def write_part(out: Path, number: int, blobs: list[bytes], rows: list[tuple[int, int, int]]) -> dict:
    data = b"".join(blobs)
    name = f"part-{number:02d}"
    (out / f"{name}.bin").write_bytes(data)
    # Rows are (set, class, length in bytes).
    (out / f"{name}.json").write_text(json.dumps({"rows": rows}, separators=(",", ":")))
    print(f"{name}: {len(rows)} pictures, {len(data) / 1e6:.1f} MB", flush=True)
    return {"name": name, "pictures": len(rows), "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def pack(data: Path, out: Path, largest: int = LARGEST, workers: int = 1) -> None:
    sets = packed_sets(data)
    out.mkdir(parents=True, exist_ok=True)
    parts, blobs, rows, size = [], [], [], 0
    with ProcessPoolExecutor(workers) as pool:
        order = list(shuffled(sets))
        for start in range(0, len(order), 4096):
            chunk = order[start : start + 4096]
            jobs = [(sets[i].name, np.ascontiguousarray(sets[i].pictures[row])) for i, row in chunk]
            for (i, row), blob in zip(chunk, pool.map(encode, jobs, chunksize=64)):
                if size + len(blob) > largest:
                    parts.append(write_part(out, len(parts), blobs, rows))
                    blobs, rows, size = [], [], 0
                blobs.append(blob)
                rows.append((i, int(sets[i].labels[row]), len(blob)))
                size += len(blob)
    parts.append(write_part(out, len(parts), blobs, rows))
    listed = [{"name": one.name, "channels": one.pictures.shape[3], "classes": one.classes} for one in sets]
    (out / "index.json").write_text(json.dumps({"sets": listed, "parts": parts}))
    for name in BESIDE:
        shutil.copy(data / name, out / name)


def checked(parts: Path, entry: dict) -> bytes:
    data = (parts / f"{entry['name']}.bin").read_bytes()
    if hashlib.sha256(data).hexdigest() != entry["sha256"]:
        raise ValueError(f"{entry['name']}.bin is not the file that index.json names: carry it again")
    return data


def unpack(parts: Path, out: Path, side: int, workers: int) -> None:
    """The arrays that `train.py` reads, of those parts that are there; nothing is done where `out` already holds them."""
    index = json.loads((parts / "index.json").read_text())
    there = [entry for entry in index["parts"] if (parts / f"{entry['name']}.bin").exists()]
    if not there:
        raise FileNotFoundError(f"{parts}: no part is there")
    done, key = out / "unpacked.json", json.dumps({"side": side, "parts": [entry["name"] for entry in there]})
    if done.exists() and done.read_text() == key:
        return
    out.mkdir(parents=True, exist_ok=True)
    found: list[list[tuple[bytes, int]]] = [[] for _ in index["sets"]]
    for entry in there:
        data, start = checked(parts, entry), 0
        for set_of, label, length in json.loads((parts / f"{entry['name']}.json").read_text())["rows"]:
            found[set_of].append((data[start : start + length], label))
            start += length
    with ProcessPoolExecutor(workers) as pool:
        for one, rows in zip(index["sets"], found):
            write_set(out, one, rows, side, pool)
    for name in BESIDE:
        shutil.copy(parts / name, out / name)
    done.write_text(key)


def write_set(out: Path, one: dict, rows: list[tuple[bytes, int]], side: int, pool: ProcessPoolExecutor) -> None:
    if not rows:
        return
    stem = one["name"] if one["name"] == "pictograms" else f"{one['name']}-train"
    array = np.lib.format.open_memmap(out / f"{stem}.npy", "w+", np.uint8, (len(rows), side, side, one["channels"]))
    jobs = ((blob, side, one["channels"]) for blob, _ in rows)
    for row, pixels in enumerate(pool.map(decode, jobs, chunksize=256)):
        array[row] = pixels
    array.flush()
    np.save(out / f"{stem}.labels.npy", np.array([label for _, label in rows], np.int32))
    (out / f"{stem}.classes.json").write_text(json.dumps(one["classes"]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    packing = commands.add_parser("pack")
    packing.add_argument("--data", type=Path, required=True, help="folder of the packed pictures, captions and tokenizer")
    packing.add_argument("--out", type=Path, required=True, help="folder of the parts, outside the repository")
    packing.add_argument("--megabytes", type=float, default=LARGEST / 1e6, help="most of a part")
    unpacking = commands.add_parser("unpack")
    unpacking.add_argument("--parts", type=Path, required=True)
    unpacking.add_argument("--out", type=Path, required=True)
    unpacking.add_argument("--side", type=int, required=True, help="pixels")
    for command in (packing, unpacking):
        command.add_argument("--workers", type=int, default=1)
    options = parser.parse_args()
    if options.command == "pack":
        pack(options.data, options.out, round(1e6 * options.megabytes), options.workers)
    else:
        unpack(options.parts, options.out, options.side, options.workers)


if __name__ == "__main__":
    main()
