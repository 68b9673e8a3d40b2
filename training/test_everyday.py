"""What is held out, and how far off probabilities are, on numbers that can be worked out on paper."""

from __future__ import annotations

import math
import tempfile
import unittest
from pathlib import Path

try:
    import numpy as np
    import torch
except ImportError as reason:
    raise unittest.SkipTest(f"PyTorch and numpy are not here: {reason}") from reason

from calibration import best_scale, calibration_error, calibration_interval, largest_fitting_scale
from captions import photograph_concepts, table, things
from everyday import CALIBRATION_SHARE, SOURCES, TEST_SHARE, Picture, difference_hash, label_of, near, split
from everyday_test import by_class
from export import write_scale
from safetensors_io import load, save


class Calibration(unittest.TestCase):
    def test_the_error_is_the_distance_between_confidence_and_share_by_bins(self) -> None:
        # Four pictures at 0.9, three of them right: 0.15 apart; one at 0.5, right: 0.5 apart. (4 x 0.15 + 0.5) / 5 = 0.22.
        probabilities = torch.tensor([[0.9, 0.1]] * 4 + [[0.5, 0.5]], dtype=torch.double)
        truth = torch.tensor([0, 0, 0, 1, 0])
        self.assertAlmostEqual(calibration_error(probabilities, truth), 0.22)
        # In one bin everything counts together: mean confidence 0.82 against 0.8.
        self.assertAlmostEqual(calibration_error(probabilities, truth, bins=1), 0.02)
        low, high = calibration_interval(probabilities.repeat(200, 1), truth.repeat(200))
        self.assertTrue(low < 0.22 < high)

    def test_the_best_scale_makes_confidence_what_the_share_of_right_ones_is(self) -> None:
        # Cosines 1 apart, three of four right: sigmoid(scale) = 3/4, so the scale is log 3.
        scores = torch.tensor([[1.0, 0.0]] * 4)
        self.assertAlmostEqual(best_scale(scores, torch.tensor([0, 0, 0, 1])), math.log(3), places=2)
        # 0.1 apart it is ten times as much; where all are right there is no end to it but the largest allowed.
        self.assertAlmostEqual(best_scale(scores / 10, torch.tensor([0, 0, 0, 1])), 10 * math.log(3), places=2)
        self.assertAlmostEqual(best_scale(scores, torch.tensor([0, 0, 0, 0])), 100, places=1)

    def test_of_scales_that_fit_alike_the_largest_is_chosen(self) -> None:
        # 75 of 100 right fit sigmoid(scale) = 3/4 best; 95 % of redrawings lie within 0.75 +- 0.085, so up to 0.835 fits as well.
        scores, truth = torch.tensor([[1.0, 0.0]] * 100), torch.tensor([0] * 75 + [1] * 25)
        chosen = largest_fitting_scale(scores, truth, step=0.05)
        self.assertGreater(chosen, math.log(3))
        self.assertAlmostEqual(1 / (1 + math.exp(-chosen)), 0.835, delta=0.025)
        # With a hundred times as many pictures, hardly any but the best.
        self.assertAlmostEqual(largest_fitting_scale(scores.repeat(100, 1), truth.repeat(100), step=0.05), math.log(3), delta=0.15)

    def test_a_scale_is_written_where_it_is_held_and_nowhere_else(self) -> None:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            weights = np.arange(6, dtype=np.float16).reshape(2, 3)
            save(folder / "first.safetensors", {"a": weights})
            save(folder / "second.safetensors", {"b": weights, "logit_scale": np.array(4.6, np.float16), "c": weights})
            before = (folder / "first.safetensors").read_bytes()
            self.assertEqual([path.name for path in write_scale(folder, 20.0)], ["second.safetensors"])
            self.assertEqual((folder / "first.safetensors").read_bytes(), before)
            tensors = load(folder / "second.safetensors")
            self.assertAlmostEqual(float(np.exp(tensors["logit_scale"].astype(float))), 20.0, places=1)
            for key in ("b", "c"):
                np.testing.assert_array_equal(tensors[key], weights)
            with self.assertRaises(ValueError):
                write_scale(folder, 0.5)

    def test_every_label_counts_alike_by_class(self) -> None:
        scores = torch.eye(2)[torch.tensor([0] * 90 + [0] * 10)]
        figure = by_class(scores, torch.tensor([0] * 90 + [1] * 10))
        self.assertAlmostEqual(figure["accuracy"], 0.5)
        self.assertEqual(figure["right"], 90)


class HeldOut(unittest.TestCase):
    def test_the_names_and_the_test_speak_of_the_same_labels(self) -> None:
        labels = {row[1] for row in table("everyday.tsv")}
        folders = table("everyday-folders.tsv")
        self.assertEqual({label for _, _, label in folders}, labels)
        self.assertEqual({source for source, _, _ in folders}, set(SOURCES))
        listed = things()
        self.assertEqual(len(listed), 32)
        self.assertEqual(len({one.twelve for one in listed} - {""}), 12)
        tested = [label for one in listed for label in one.labels]
        self.assertEqual(len(tested), len(set(tested)))
        self.assertLessEqual(set(tested), labels)
        self.assertLessEqual({f"everyday/{label}" for label in labels}, set(photograph_concepts()))

    def test_parts_share_no_file_and_no_source_gives_more_than_its_share(self) -> None:
        pictures = [Picture(source, f"{i}.jpg", "cup") for source, count in (("caltech101", 50), ("chairs-and-cups", 300)) for i in range(count)]
        pictures += [Picture("cifar100-test", f"{i}.png", "clock") for i in range(10)]
        pictures += [Picture("pacs-art", f"{i}.png", "guitar") for i in range(10)]
        parts = split(pictures)
        sets = [set(part) for part in parts.values()]
        self.assertEqual(sum(map(len, sets)), len(set.union(*sets)))
        few = [one for one in parts["test"] if one.source == "caltech101"]
        self.assertEqual(len(few), int(TEST_SHARE * 50))
        self.assertEqual(sum(one.source == "caltech101" for one in parts["calibration"]), int((TEST_SHARE + CALIBRATION_SHARE) * 50) - len(few))
        self.assertEqual(sum(one.label == "cup" for one in parts["test"]), 100)
        # The clocks are another set's test: none is trained on. Paintings are trained on only.
        self.assertFalse([one for one in parts["train"] if one.label == "clock"])
        self.assertEqual(sum(one.source == "pacs-art" for one in parts["train"]), 10)
        self.assertEqual(split(pictures[::-1])["test"], parts["test"])

    def test_a_source_that_is_only_trained_on_leaves_the_test_as_it_was(self) -> None:
        few = [Picture("dogs-and-cats", f"train/cat.{i}.jpg", "cat") for i in range(60)]
        before = split(few)
        self.assertTrue(before["test"])
        # The same repository's files once more, and others.
        more = [Picture("more-dogs-and-cats", one.path, "cat") for one in few]
        more += [Picture("stock-dogs-and-cats", f"dataset/cat/{i}.jpg", "cat") for i in range(60)]
        after = split(few + more)
        self.assertEqual((after["test"], after["calibration"]), (before["test"], before["calibration"]))
        held = {one.path for part in ("test", "calibration") for one in before[part]}
        self.assertFalse(held & {one.path for one in after["train"]})
        self.assertEqual(sum(one.source == "stock-dogs-and-cats" for one in after["train"]), 60)

    def test_the_longest_folder_names_a_file(self) -> None:
        folders = {"Fruit/Melon": "melon", "Fruit/Melon/Watermelon": "watermelon", "train/cat.": "cat", "parts/bus-": "bus"}
        self.assertEqual(label_of("Fruit/Melon/Watermelon/1.jpg", folders), "watermelon")
        self.assertEqual(label_of("Fruit/Melon/Honeydew/1.jpg", folders), "melon")
        self.assertEqual(label_of("train/cat.12.jpg", folders), "cat")
        self.assertEqual(label_of("parts/bus-12.jpg", folders), "bus")
        self.assertIsNone(label_of("Fruit/Melons/1.jpg", folders))

    def test_a_picture_is_known_again_when_it_is_smaller_or_darker_and_another_is_not(self) -> None:
        generator = np.random.default_rng(0)
        coarse = generator.integers(0, 256, (2, 8, 9, 3), np.uint8)
        large = coarse.repeat(16, 1).repeat(16, 2)
        hashes = difference_hash(large)
        again = difference_hash((large[:, ::2, ::2] * 0.8).astype(np.uint8))
        self.assertEqual(list(near(again, hashes[:1])), [True, False])
        self.assertEqual(list(near(hashes, np.zeros(0, np.uint64))), [False, False])
        bits = np.array([0, 0b11111, 0b111111], np.uint64)
        self.assertEqual(list(near(bits, np.zeros(1, np.uint64))), [True, True, False])


if __name__ == "__main__":
    unittest.main()
