"""Packing into parts and training from them, in small, on pictures that are drawn here."""

from __future__ import annotations

import json
import tempfile
import unittest
from pathlib import Path

try:
    import numpy as np
    import torch
except ImportError as reason:
    raise unittest.SkipTest(f"PyTorch and numpy are not here: {reason}") from reason

import train_card
from data import Corpus
from measures import load_model
from model import Clip, ClipConfig
from parts import pack, unpack
from test_training import TINY, write_corpus
from train import initialise

HERE = Path(__file__).parent
LARGEST_MODEL = 16_000_000


def add_drawings(folder: Path) -> None:
    """Half-transparent squares, premultiplied, as pictograms of a cat."""
    drawings = np.zeros((8, 64, 64, 4), np.uint8)
    drawings[:, 16:48, 16:48] = (100, 0, 0, 128)
    np.save(folder / "pictograms.npy", drawings)
    np.save(folder / "pictograms.labels.npy", np.zeros(8, np.int32))
    (folder / "pictograms.classes.json").write_text('["1f431"]')
    captions = json.loads((folder / "captions.json").read_text())
    captions["classes"]["pictograms/1f431"] = captions["classes"]["cifar10/cat"]
    (folder / "captions.json").write_text(json.dumps(captions))


class Parts(unittest.TestCase):
    def setUp(self) -> None:
        self.scratch = tempfile.TemporaryDirectory()
        self.folder = Path(self.scratch.name)
        write_corpus(self.folder)
        add_drawings(self.folder)
        self.addCleanup(self.scratch.cleanup)

    def test_parts_are_the_same_each_time_and_hold_everything_but_the_tests(self) -> None:
        for name in ("one", "two"):
            pack(self.folder, self.folder / name, largest=2000)
        first, second = ({file.name: file.read_bytes() for file in (self.folder / name).iterdir()} for name in ("one", "two"))
        self.assertEqual(first, second)
        index = json.loads(first["index.json"])
        self.assertGreater(len(index["parts"]), 2)
        self.assertEqual(sum(part["pictures"] for part in index["parts"]), 64 + 8)
        self.assertTrue(all(len(first[f"{part['name']}.bin"]) <= 2000 for part in index["parts"]))

    def test_what_is_unpacked_is_what_was_packed_at_another_size(self) -> None:
        pack(self.folder, self.folder / "parts", largest=2000)
        unpack(self.folder / "parts", self.folder / "small", 32, workers=1)
        pictures, labels = np.load(self.folder / "small/cifar10-train.npy"), np.load(self.folder / "small/cifar10-train.labels.npy")
        self.assertEqual(pictures.shape, (64, 32, 32, 3))
        for label, channel in ((0, 0), (1, 2)):
            middle = pictures[labels == label].reshape(-1, 3).mean(0)
            self.assertAlmostEqual(middle[channel], 220, delta=4)
            self.assertLess(np.delete(middle, channel).max(), 6)
        drawings = np.load(self.folder / "small/pictograms.npy")
        self.assertEqual(drawings[:, 16, 16].tolist(), [[100, 0, 0, 128]] * 8)
        self.assertFalse(drawings[:, 0, 0].any())
        self.assertEqual(set(Corpus(self.folder / "small").sources), {"cifar10", "pictograms"})

    def test_a_part_that_arrived_broken_is_refused_and_a_missing_one_is_done_without(self) -> None:
        pack(self.folder, self.folder / "parts", largest=2000)
        (self.folder / "parts/part-01.bin").unlink()
        unpack(self.folder / "parts", self.folder / "some", 32, workers=1)
        self.assertLess(len(np.load(self.folder / "some/cifar10-train.npy")), 64)
        data = bytearray((self.folder / "parts/part-00.bin").read_bytes())
        data[-1] ^= 1
        (self.folder / "parts/part-00.bin").write_bytes(data)
        with self.assertRaisesRegex(ValueError, "carry it again"):
            unpack(self.folder / "parts", self.folder / "broken", 32, workers=1)

    def test_training_stops_by_the_clock_goes_on_and_leaves_a_model(self) -> None:
        pack(self.folder, self.folder / "parts")
        (self.folder / "config.json").write_text(json.dumps(TINY))
        arguments = ["--parts", f"{self.folder}/parts", "--work", f"{self.folder}/work", "--out", f"{self.folder}/run", "--config", f"{self.folder}/config.json"]
        small = ["--", "--batch", "16", "--warmup", "2", "--captions", "1", "--small-until", "0", "--renew", "4"]
        # No minutes are left after the end is put aside: the first call only lays down the plan and saves.
        train_card.main([*arguments, "--minutes", str(train_card.END), *small])
        saved = torch.load(self.folder / "run/checkpoint.pt")
        self.assertEqual(saved["step"], 0)
        (self.folder / "run/plan.json").write_text(json.dumps({"minutes": 0.05}))
        train_card.main([*arguments, "--minutes", str(train_card.END + 0.1), *small, "--text-last", "2", "--cache", "32"])
        saved = torch.load(self.folder / "run/checkpoint.pt")
        self.assertGreater(saved["step"], 0)
        self.assertGreaterEqual(saved["seconds"], 3)
        model, _, _ = load_model(self.folder / "run/model")
        self.assertEqual(model.config.vision.image_size, 32)
        fresh = Clip(ClipConfig.from_dict(TINY))
        self.assertEqual(initialise(fresh, self.folder / "run/model", whole=True), [])
        for name, value in model.state_dict().items():
            torch.testing.assert_close(fresh.state_dict()[name], value)


class Configs(unittest.TestCase):
    def test_every_config_stays_under_the_size_that_a_page_can_ship(self) -> None:
        for file in sorted((HERE / "config").glob("*.json")):
            model = Clip(ClipConfig.from_dict(json.loads(file.read_text())))
            size = 2 * sum(value.numel() for value in model.state_dict().values() if value.is_floating_point())
            self.assertLess(size, LARGEST_MODEL, file.name)
            side = model.config.vision.image_size
            with torch.no_grad():
                self.assertEqual(model.eval().encode_image(torch.zeros(1, 3, side, side)).shape, (1, model.config.embed_dim))


if __name__ == "__main__":
    unittest.main()
