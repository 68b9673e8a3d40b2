"""Everyday photographs of public repositories: which they are, what is held out, and their packing.

    python3 everyday.py --out PACKED --repositories FOLDER

FOLDER holds each repository of SOURCES as `owner+name` (a bare clone, or one with a work tree). Of every thing of
`names/everyday-test.tsv` some pictures are held out by their source file: those of the test are kept as large as evaluation may
want them, those of the calibration likewise; all others are for training. Pictures of training and calibration that look like one
of the test (also mirrored) are left out, and so are pictures of the test that look like one of other sets given by --seen.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import io
import json
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from captions import table, things
from measures import square
from sources import is_bare_repository, list_files, read_files


# Pictures of one label and one source at most, but for sources that say otherwise: 12,500 dogs would drown 60 umbrellas.
MOST = 2500


@dataclass(frozen=True)
class Repository:
    """`part`: "any", so that some of its pictures are held out and the others trained on; "test", as they belong to another set's test,
    so that none is trained on; "train", as the test stays what it was before this source was found; "wider", for the test of more labels
    only. `most`: pictures of one label at most. `photographs`: false for paintings and cartoons."""

    name: str
    commit: str
    part: str = "any"
    most: int = MOST
    photographs: bool = True


SOURCES = {
    "caltech101": Repository("MachineLearning2020/Homework2-Caltech101", "836044d"),
    "pacs-photo": Repository("MachineLearning2020/Homework3-PACS", "d586a6c"),
    "pacs-art": Repository("MachineLearning2020/Homework3-PACS", "d586a6c", photographs=False),
    "natural-images": Repository("Keunyoung-Jung/my_first_DL", "2396825"),
    "grocery-store": Repository("marcusklasson/GroceryStoreDataset", "fc80ba9"),
    "clothing": Repository("alexeygrigorev/clothing-dataset", "7ed86a9"),
    "dogs-and-cats": Repository("4GeeksAcademy/Deep-Learning-CarlosFS", "d771ae1"),
    "flower-photos": Repository("martinwestin/flower_classification", "c169e7e"),
    "imagenette": Repository("thunderInfy/imagenette", "b850f03"),
    "bikes-and-cars": Repository("yahyasarhan22/comparative-study-of-image-classification", "0264031"),
    "birds": Repository("linlawre/CMPE258_hw1", "4f56b0e"),
    "two-wheels": Repository("s0112709/113-2-aicap-hw1-dataset", "d72428e"),
    "eight-animals": Repository("herene/animals_pictures_classification", "410b9e4"),
    "desk-things": Repository("mh10a007/object_recognition_model", "435e66c"),
    "chairs-and-cups": Repository("krish212/vgg", "618c48e"),
    "five-things": Repository("set-kaung/Image-Classification-Project", "2afa126"),
    "mini-imagenet": Repository("Deo0330/split_minidataset", "557ebca", part="train"),
    "imagewoof": Repository("thunderInfy/imagewoof", "6338aee", part="train"),
    "food-101": Repository("Gandolier/genai_food101_repo", "1ed9ca6", part="train", most=400),
    "more-dogs-and-cats": Repository("4GeeksAcademy/Deep-Learning-CarlosFS", "d771ae1", part="train", most=12_500),
    "stock-dogs-and-cats": Repository("Chuck-man/laba5", "374fc24", part="train"),
    "cat-breeds": Repository("chanakya2734/Image-classification-using-CNN", "bf746c6", part="train"),
    "office-things": Repository("Chima200057/PDE3802_CW1a", "2f3beaf", part="train"),
    "scenes": Repository("afroozsheikh/Intel-Image-Classifier", "268f8fc", part="train", most=800),
    "instruments": Repository("jray-8/musical-instruments-classifier", "6d7475f", part="train"),
    "rubbish": Repository("congduytran12/Trash-Classification-", "00212f2", part="train"),
    "trains-and-buses": Repository("BernieChen96/ImageClassification", "69098f4", part="train"),
    "mini-imagenet-val": Repository("Deo0330/split_minidataset", "557ebca", part="wider"),
    "food-101-test": Repository("Gandolier/genai_food101_repo", "1ed9ca6", part="wider"),
    "cifar100-test": Repository("cyizhuo/CIFAR-100-dataset", "b105b30", part="test"),
}
ENDINGS = (".jpg", ".jpeg", ".png")
# Names of files that come from ImageNet's validation part, which must stay out.
IMAGENET_VALIDATION = "ILSVRC2012_val"
TRAINING_SIDE, TEST_SIDE = 112, 192
TEST_EACH, TEST_SHARE = 100, 0.4
CALIBRATION_EACH, CALIBRATION_SHARE = 50, 0.2
# Bits of 64 in which two pictures' hashes may differ and still count as one picture.
NEAR = 5


@dataclass(frozen=True)
class Picture:
    source: str
    path: str
    label: str

    @property
    def order(self) -> str:
        """Decides what is held out: random, and the same for ever."""
        return hashlib.sha1(f"{self.source}/{self.path}".encode()).hexdigest()


def label_of(path: str, folders: dict[str, str]) -> str | None:
    """The label of the longest folder (or beginning of a name, where it ends in a full stop or a hyphen) that holds `path`."""
    holding = [folder for folder in folders if path.startswith(folder if folder.endswith((".", "-")) else folder + "/")]
    return folders[max(holding, key=len)] if holding else None


def labelled(source: str, root: Path) -> list[Picture]:
    folders = {folder: label for name, folder, label in table("everyday-folders.tsv") if name == source}
    paths = [path for path in list_files(root) if path.lower().endswith(ENDINGS) and IMAGENET_VALIDATION not in path]
    if source == "clothing":
        rows = csv.DictReader(io.StringIO(next(iter(read_files(root, ["images.csv"]))).decode()))
        kinds = {row["image"]: row["label"] for row in rows}
        found = [(path, folders.get(kinds.get(Path(path).stem, ""))) for path in paths]
    else:
        found = [(path, label_of(path, folders)) for path in paths]
    by_label = defaultdict(list)
    for path, label in found:
        if label is not None:
            by_label[label].append(Picture(source, path, label))
    return [picture for own in by_label.values() for picture in sorted(own, key=lambda one: one.order)[: SOURCES[source].most]]


def in_turns(sources: list[list[Picture]]) -> list[Picture]:
    """One picture of each source after the other, so that a small source counts as much as a large one."""
    ranked = [(rank, place, picture) for place, own in enumerate(sources) for rank, picture in enumerate(own)]
    return [picture for _, _, picture in sorted(ranked, key=lambda row: row[:2])]


def split(pictures: list[Picture]) -> dict[str, list[Picture]]:
    """`test`, `calibration`, `train` and `wider-test`, apart from each other. No source gives more than its share of a thing."""
    parts: dict[str, list[Picture]] = {"test": [], "calibration": []}
    for thing in things():
        by_source = defaultdict(list)
        for one in sorted(pictures, key=lambda picture: picture.order):
            source = SOURCES[one.source]
            if one.label in thing.labels and source.photographs and source.part in ("any", "test"):
                by_source[one.source].append(one)
        first = [int(TEST_SHARE * len(own)) for own in by_source.values()]
        second = [int((TEST_SHARE + CALIBRATION_SHARE) * len(own)) for own in by_source.values()]
        parts["test"] += in_turns([own[:end] for own, end in zip(by_source.values(), first)])[:TEST_EACH]
        parts["calibration"] += in_turns([own[i:j] for own, i, j in zip(by_source.values(), first, second)])[:CALIBRATION_EACH]
    # By file, as two sources may share a repository.
    held = {(SOURCES[one.source].name, one.path) for one in [*parts["test"], *parts["calibration"]]}
    train = [one for one in pictures if SOURCES[one.source].part in ("any", "train")]
    parts["train"] = [one for one in train if (SOURCES[one.source].name, one.path) not in held]
    parts["wider-test"] = [one for one in pictures if SOURCES[one.source].part == "wider"]
    return parts


def difference_hash(pictures: np.ndarray) -> np.ndarray:
    """[N, S, S, 3] -> [N] uint64: which of 8 x 8 places is darker than its right neighbour, in grey at 9 x 8."""
    small = np.stack([np.asarray(Image.fromarray(one).convert("L").resize((9, 8), Image.BOX), np.int16) for one in pictures])
    return np.packbits((small[:, :, :-1] < small[:, :, 1:]).reshape(len(small), 64), axis=1).view(np.uint64)[:, 0]


def near(hashes: np.ndarray, others: np.ndarray, most: int = NEAR) -> np.ndarray:
    """Which of `hashes` [N] differ from any of `others` [M] in at most `most` bits."""
    counts = np.array([bin(byte).count("1") for byte in range(256)], np.uint8)
    found = np.zeros(len(hashes), bool)
    for start in range(0, len(hashes) if len(others) else 0, 2048):
        apart = hashes[start : start + 2048, None] ^ others[None]
        bits = counts[apart.view(np.uint8).reshape(*apart.shape, 8)].sum(-1, dtype=np.uint8)
        found[start : start + 2048] = (bits <= most).any(1)
    return found


def flat(pictures: np.ndarray) -> np.ndarray:
    """Pictures with too little in them for their hashes to mean anything."""
    return np.array([one.std() < 12 for one in pictures])


def roots(folder: Path) -> dict[str, Path]:
    """Where the repository of each source lies under `folder`; those that are not there are left out."""
    found = {}
    for source, repository in SOURCES.items():
        home = folder / repository.name.replace("/", "+")
        for root in (home, home / "repo", home / ".git", home / "repo/.git"):
            if is_bare_repository(root):
                found[source] = root
    return found


def decode(data: bytes, side: int, quick: bool) -> np.ndarray | None:
    try:
        picture = Image.open(io.BytesIO(data))
        if quick:
            picture.draft("RGB", (2 * side, 2 * side))
        return square(picture, side)
    except (OSError, Image.DecompressionBombError):
        return None


def read(pictures: list[Picture], folder: dict[str, Path], side: int, quick: bool) -> tuple[np.ndarray, list[Picture]]:
    """The pictures that can be decoded, at `side` pixels; files that occur twice once."""
    arrays, kept, known = [], [], set()
    for source in dict.fromkeys(one.source for one in pictures):
        own = [one for one in pictures if one.source == source]
        for one, data in zip(own, read_files(folder[source], [one.path for one in own], lacking=b"")):
            digest = hashlib.sha1(data).digest()
            array = None if digest in known else decode(data, side, quick)
            known.add(digest)
            if array is not None:
                arrays.append(array)
                kept.append(one)
        print(f"{source}: {len(own)} read", flush=True)
    return np.stack(arrays), kept


def write(out: Path, stem: str, arrays: np.ndarray, pictures: list[Picture]) -> None:
    classes = sorted({one.label for one in pictures})
    index = {label: i for i, label in enumerate(classes)}
    np.save(out / f"{stem}.npy", arrays)
    np.save(out / f"{stem}.labels.npy", np.array([index[one.label] for one in pictures], np.int32))
    (out / f"{stem}.classes.json").write_text(json.dumps(classes))
    (out / f"{stem}.files.json").write_text(json.dumps([f"{one.source}/{one.path}" for one in pictures]))
    print(f"{stem}: {len(pictures)} pictures, {len(classes)} labels", flush=True)


def seen_hashes(out: Path, stems: list[str]) -> np.ndarray:
    """Hashes of packed sets, kept beside them."""
    parts = [np.zeros(0, np.uint64)]
    for stem in stems:
        kept = out / f"{stem}.hashes.npy"
        if not kept.exists():
            np.save(kept, difference_hash(np.load(out / f"{stem}.npy", mmap_mode="r")))
        parts.append(np.load(kept))
    return np.concatenate(parts)


def pack(out: Path, folder: dict[str, Path], seen: list[str]) -> None:
    parts = split([picture for source, root in folder.items() for picture in labelled(source, root)])
    arrays, pictures = read(parts["test"], folder, TEST_SIDE, quick=False)
    hashes = difference_hash(arrays)
    keep = ~near(hashes, seen_hashes(out, seen)) | flat(arrays)
    write(out, "everyday-test", arrays[keep], [one for one, kept in zip(pictures, keep) if kept])
    tests = np.concatenate([hashes, difference_hash(arrays[:, :, ::-1])])
    # Its pictures are small: they are tested at the size that is trained at.
    arrays, pictures = read(parts["wider-test"], folder, TRAINING_SIDE, quick=False)
    write(out, "everyday-wider-test", arrays, pictures)
    for part, side in (("calibration", TEST_SIDE), ("train", TRAINING_SIDE)):
        arrays, pictures = read(parts[part], folder, side, quick=part == "train")
        keep = ~near(difference_hash(arrays), tests)
        print(f"{part}: {(~keep).sum()} look like one of the test")
        write(out, f"everyday-{part}", arrays[keep], [one for one, kept in zip(pictures, keep) if kept])
        tests = np.concatenate([tests, difference_hash(arrays), difference_hash(arrays[:, :, ::-1])])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True, help="folder of the packed pictures")
    parser.add_argument("--repositories", type=Path, required=True, help="folder of the clones")
    parser.add_argument("--seen", nargs="*", default=[], help="packed sets that a model may have been trained on: tiny-imagenet-train, ...")
    options = parser.parse_args()
    folder = roots(options.repositories)
    print("not there:", ", ".join(sorted(set(SOURCES) - set(folder))) or "none", flush=True)
    pack(options.out, folder, options.seen)


if __name__ == "__main__":
    main()
