"""Packs the pictures into uint8 arrays that training maps into memory.

Photographs become `NAME.npy` [N, 64, 64, 3] with `NAME.labels.npy` (index into `NAME.classes.json`);
pictograms become `pictograms.npy` [N, 112, 112, 4], RGBA with premultiplied alpha, labelled by emoji sequence.
The test sets keep their own sizes, so that evaluation resizes them as the page does.
Sources that are not given are left out. See README.md for where each one comes from.
"""

from __future__ import annotations

import argparse
import io
import json
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from PIL import Image

from sources import list_files, read_files

SIDE = 64
# Drawings are as fine as the largest pictures that are trained on: enlarged ones would teach that drawings are blurred.
PICTOGRAM_SIDE = 112
PICTOGRAM_SETS = ("noto", "noto-v1", "fluent-emoji-flat", "twemoji", "openmoji", "emojione")


def decode_rgb(data: bytes, side: int) -> np.ndarray:
    picture = Image.open(io.BytesIO(data)).convert("RGB")
    if picture.size != (side, side):
        picture = picture.resize((side, side), Image.BICUBIC)
    return np.asarray(picture)


def pack(out: Path, name: str, root: Path, labelled: list[tuple[str, str]], side: int) -> None:
    """Writes the pictures of `labelled` = [(path, class)] as one array, in that order."""
    classes = sorted({label for _, label in labelled})
    index = {label: i for i, label in enumerate(classes)}
    array = np.lib.format.open_memmap(out / f"{name}.npy", "w+", np.uint8, (len(labelled), side, side, 3))
    for row, data in enumerate(read_files(root, [path for path, _ in labelled])):
        array[row] = decode_rgb(data, side)
    array.flush()
    np.save(out / f"{name}.labels.npy", np.array([index[label] for _, label in labelled], np.int32))
    (out / f"{name}.classes.json").write_text(json.dumps(classes))
    print(f"{name}: {len(labelled)} pictures, {len(classes)} classes", flush=True)


def pack_tiny_imagenet(out: Path, root: Path) -> None:
    files = list_files(root)
    train = [(f, f.split("/train/")[1].split("/")[0]) for f in files if "/train/" in f and f.endswith(".JPEG")]
    pack(out, "tiny-imagenet-train", root, train, SIDE)
    notes = next(f for f in files if f.endswith("val_annotations.txt"))
    folder = notes.rsplit("/", 1)[0]
    rows = [line.split("\t") for line in next(iter(read_files(root, [notes]))).decode().splitlines()]
    pack(out, "tiny-imagenet-val", root, [(f"{folder}/images/{row[0]}", row[1]) for row in rows], SIDE)


def pack_cifar(out: Path, root: Path, name: str, keep_test: bool) -> None:
    files = [f for f in list_files(root) if f.endswith((".png", ".jpg"))]
    pack(out, f"{name}-train", root, [(f, f.split("/")[-2]) for f in files if f.startswith("train/")], SIDE)
    if keep_test:
        pack(out, f"{name}-test", root, [(f, f.split("/")[-2]) for f in files if f.startswith("test/")], 32)


def emoji_key(sequence: str) -> str:
    """Code points in lower-case hex without variation selectors: the one spelling in which all packages agree."""
    return "-".join(part.lstrip("0") for part in sequence.lower().replace("_", "-").split("-") if part != "fe0f")


def rasterise(job: tuple[str, Path]) -> np.ndarray | None:
    """One drawing at 112 pixels, RGBA premultiplied; None where the renderer refuses it."""
    svg, path = job
    path.write_text(svg)
    done = subprocess.run(
        ["rsvg-convert", "-w", str(PICTOGRAM_SIDE), "-h", str(PICTOGRAM_SIDE), "--keep-aspect-ratio", str(path)], capture_output=True
    )
    path.unlink()
    if done.returncode:
        return None
    return premultiplied(Image.open(io.BytesIO(done.stdout)), PICTOGRAM_SIDE)


def premultiplied(picture: Image.Image, side: int) -> np.ndarray:
    """RGBA with colour times alpha, fitted into a square of `side` pixels."""
    picture = picture.convert("RGBA").convert("RGBa")
    if picture.size != (side, side):
        picture.thumbnail((side, side), Image.BICUBIC)
    square = Image.new("RGBa", (side, side))
    square.paste(picture, ((side - picture.width) // 2, (side - picture.height) // 2))
    return np.asarray(square)


def pictogram_jobs(npm: Path, wanted: set[str], folder: Path) -> list[tuple[str, str, tuple[str, Path]]]:
    jobs = []
    for family in PICTOGRAM_SETS:
        home = npm / "@iconify-json" / family
        icons = json.loads((home / "icons.json").read_text())
        for sequence, name in json.loads((home / "chars.json").read_text()).items():
            key = emoji_key(sequence)
            icon = icons["icons"].get(name)
            if icon is None or key not in wanted:
                continue
            width = icon.get("width", icons.get("width", 16))
            height = icon.get("height", icons.get("height", 16))
            box = f"{icon.get('left', 0)} {icon.get('top', 0)} {width} {height}"
            svg = (
                f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
                f'width="{width}" height="{height}" viewBox="{box}">{icon["body"]}</svg>'
            )
            jobs.append((key, family, (svg, folder / f"{family}-{key}.svg")))
    return jobs


def pack_pictograms(out: Path, npm: Path) -> None:
    """Every emoji that emojibase names (no skin tones) in every drawn family; the 3D pictures are not among them."""
    emoji = json.loads((npm / "emojibase-data/en/data.json").read_text())
    wanted = {emoji_key(entry["hexcode"]) for entry in emoji if "group" in entry}
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(2) as pool:
        jobs = pictogram_jobs(npm, wanted, Path(folder))
        drawn = list(pool.map(rasterise, [job for _, _, job in jobs]))
    kept = [(key, family, picture) for (key, family, _), picture in zip(jobs, drawn) if picture is not None]
    classes = sorted({key for key, _, _ in kept})
    np.save(out / "pictograms.npy", np.stack([picture for _, _, picture in kept]))
    np.save(out / "pictograms.labels.npy", np.array([classes.index(key) for key, _, _ in kept], np.int32))
    (out / "pictograms.classes.json").write_text(json.dumps(classes))
    (out / "pictograms.families.json").write_text(json.dumps([family for _, family, _ in kept]))
    print(f"pictograms: {len(kept)} pictures, {len(classes)} classes, {len(jobs) - len(kept)} refused", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--tiny-imagenet", type=Path, help="folder or bare git repository that holds tiny-imagenet-200/")
    parser.add_argument("--cifar10", type=Path, help="folder or bare git repository with train/CLASS and test/CLASS")
    parser.add_argument("--cifar100", type=Path, help="the same for CIFAR-100")
    parser.add_argument("--npm", type=Path, help="node_modules with the packages that README.md lists")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    if options.npm:
        pack_pictograms(options.out, options.npm)
    if options.cifar10:
        pack_cifar(options.out, options.cifar10, "cifar10", keep_test=True)
    if options.tiny_imagenet:
        pack_tiny_imagenet(options.out, options.tiny_imagenet)
    if options.cifar100:
        pack_cifar(options.out, options.cifar100, "cifar100", keep_test=False)


if __name__ == "__main__":
    main()
