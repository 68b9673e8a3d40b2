"""Smoke tests of the pipeline on pictures that are drawn here: `python3 -m unittest` in this folder. Seconds; skipped without PyTorch."""

from __future__ import annotations

import argparse
import json
import math
import tempfile
import unittest
from pathlib import Path

try:
    import numpy as np
    import torch
except ImportError as reason:
    raise unittest.SkipTest(f"PyTorch and numpy are not here: {reason}") from reason

from bpe import Tokenizer, learn, words_of
from captions import drop_misleading_tags, photograph_concepts, unknown_phrases
from measures import STEM, accuracy, load_model, wilson
from export import export_model, mixed, sides
from model import Clip, ClipConfig
from muon import iterate, iterate_small, orthogonal
from safetensors_io import load, load_shards, save, save_shards, shard_name
from train import Run, contrast, options_of

TINY = {
    "embed_dim": 16,
    "vision_cfg": {"image_size": 32, "layers": [1, 1, 1, 1], "width": 8, "head_width": 32},
    "text_cfg": {"context_length": 16, "vocab_size": 600, "width": 16, "heads": 2, "layers": 1},
    "quick_gelu": True,
}
TINY_VIT = {**TINY, "vision_cfg": {"image_size": 32, "layers": 1, "width": 32, "patch_size": 8, "head_width": 16}}


def write_corpus(folder: Path) -> None:
    """Red and blue squares as CIFAR-10's cats and dogs, with captions and a tokenizer."""
    labels = np.arange(64, dtype=np.int32) % 2
    pictures = np.zeros((64, 64, 64, 3), np.uint8)
    pictures[labels == 0, :, :, 0] = 220
    pictures[labels == 1, :, :, 2] = 220
    for split in ("train", "test"):
        np.save(folder / f"cifar10-{split}.npy", pictures)
        np.save(folder / f"cifar10-{split}.labels.npy", labels)
        (folder / f"cifar10-{split}.classes.json").write_text('["cat", "dog"]')
    phrases = ["animal", "cat", "dog"]
    classes = {
        "cifar10/cat": {"main": "cat", "true": {"0": 0.25, "1": 1.0}, "unknown": []},
        "cifar10/dog": {"main": "dog", "true": {"0": 0.25, "2": 1.0}, "unknown": []},
    }
    (folder / "captions.json").write_text(json.dumps({"phrases": phrases, "classes": classes, "shelf": []}))
    merges = learn(dict.fromkeys(["animal", "cat", "dog", "photo"], 1), 20)
    (folder / "tokenizer.json").write_text(json.dumps(Tokenizer(merges, 16).to_json()))


class Pipeline(unittest.TestCase):
    def test_training_tells_two_colours_apart_resumes_and_exports(self) -> None:
        for config in (TINY, TINY_VIT):
            with tempfile.TemporaryDirectory() as name:
                folder = Path(name)
                write_corpus(folder)
                (folder / "config.json").write_text(json.dumps(config))
                arguments = ["--data", name, "--out", f"{name}/run", "--config", f"{name}/config.json", "--batch", "16"]
                arguments += ["--warmup", "2", "--average", "0.5", "--renew", "4", "--rate", "3e-3", "--muon", "--captions", "1"]
                Run(options_of([*arguments, "--steps", "10"])).train()
                resumed = Run(options_of([*arguments, "--steps", "60"]))
                self.assertEqual(resumed.step, 10)
                resumed.train()
                export_model(folder / "run/checkpoint.pt", folder, folder / "model")
                model, tokenizer, preprocess = load_model(folder / "model")
                self.assertEqual(set(load_shards(folder / "model", STEM)), set(model.state_dict()))
                # Half of the run and half of the model that was written from it are that model, but for rounding.
                export_model(folder / "run/checkpoint.pt", folder, folder / "mixed", [(folder / "model", 0.5)])
                written = load_shards(folder / "model", STEM)
                for key, value in load_shards(folder / "mixed", STEM).items():
                    np.testing.assert_allclose(value, written[key], rtol=2e-3, atol=1e-6)
                from evaluate import photographs

                sources = argparse.Namespace(data=folder, limit=None, training=False)
                figures = photographs(model, tokenizer, preprocess, sources, "cpu")
                self.assertEqual(figures["cifar10-test"]["accuracy"], 1.0)

    def test_orthogonal_keeps_the_directions_and_evens_their_lengths(self) -> None:
        torch.manual_seed(0)
        for shape in ((8, 24), (24, 8), (16, 16)):
            matrix = torch.randn(shape)
            left, _, right = torch.linalg.svd(matrix, full_matrices=False)
            made = orthogonal(matrix)
            lengths = torch.diagonal(left.T @ made @ right.T)
            self.assertGreater(float(lengths.min()), 0.3)
            self.assertLess(float(lengths.max()), 1.4)
            rest = made - left @ torch.diag(lengths) @ right
            self.assertLess(float(rest.norm() / made.norm()), 0.05)
        # Both ways of the iteration, on directions of lengths down to a millionth.
        small = left @ torch.diag(torch.logspace(0, -6, 16)) @ right
        self.assertLess(float((iterate(small / small.norm(), 5) - iterate_small(small / small.norm(), 5)).abs().max()), 1e-3)

    def test_a_step_is_a_function_of_seed_and_step(self) -> None:
        with tempfile.TemporaryDirectory() as name:
            write_corpus(Path(name))
            from data import Corpus

            one, other = Corpus(Path(name)).batch(1, 5, 8, 2), Corpus(Path(name)).batch(1, 5, 8, 2)
            self.assertEqual(one.captions, other.captions)
            self.assertTrue(torch.equal(one.rows, other.rows))

    def test_each_picture_of_a_batch_stands_beside_its_own_class(self) -> None:
        from data import SHARES, Corpus

        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            write_corpus(folder)
            # Every class of every source has a grey of its own, which its rows in the relation number.
            classes = {f"{source}/{label}": {"main": "cat", "true": {"1": 1.0}, "unknown": []} for source in SHARES for label in ("a", "b")}
            (folder / "captions.json").write_text(json.dumps({"phrases": ["animal", "cat"], "classes": classes, "shelf": []}))
            for number, source in enumerate(SHARES):
                stem, channels = (source, 4) if source == "pictograms" else (f"{source}-train", 3)
                labels = np.arange(30, dtype=np.int32) % 3 // 2
                greys = (2 * number + labels).astype(np.uint8)
                np.save(folder / f"{stem}.npy", np.broadcast_to(greys[:, None, None, None], (30, 4, 4, channels)))
                np.save(folder / f"{stem}.labels.npy", labels)
                (folder / f"{stem}.classes.json").write_text('["a", "b"]')
            batch = Corpus(folder).batch(0, 1, 200, 2)
            greys = torch.cat([batch.photographs[:, 0, 0, 0], batch.drawings[:, 0, 0, 0]])
            self.assertTrue(len(batch.drawings) > 0)
            self.assertEqual(greys.tolist(), batch.rows.tolist())
            others = sum(share for source, share in SHARES.items() if source != "pictograms")
            half = Corpus(folder, {"pictograms": others}).batch(0, 1, 200, 2)
            self.assertEqual(len(half.drawings), 100)
            # Of 30 pictures 20 and 10: by the roots of their numbers b has 0.414 of a draw, with a factor of 3 on it 0.68.
            everyday = int(Corpus(folder).sources["everyday"].rows.max())
            for factors, share in (({}, 1 / (1 + 2**0.5)), ({"b": 3.0}, 3 / (3 + 2**0.5))):
                drawn = Corpus(folder, None, factors).batch(0, 1, 20_000, 2).rows
                of_everyday = drawn[drawn // 2 == everyday // 2]
                self.assertAlmostEqual(float((of_everyday == everyday).float().mean()), share, delta=0.02)
            with self.assertRaisesRegex(ValueError, "everyday has no class c"):
                Corpus(folder, None, {"c": 2.0})


class Mixing(unittest.TestCase):
    def test_weights_lie_between_and_counts_are_the_first_ones(self) -> None:
        pairs = ((0.0, 7), (10.0, 9), (100.0, 11))
        one, other, third = ({"weight": torch.tensor([weight, 2.0]), "seen": torch.tensor(count)} for weight, count in pairs)
        found = mixed(one, [(other, 0.3), (third, 0.2)])
        self.assertTrue(torch.allclose(found["weight"], torch.tensor([23.0, 2.0])))
        self.assertEqual(int(found["seen"]), 7)
        self.assertEqual(mixed(one, []).keys(), one.keys())


class Loss(unittest.TestCase):
    def test_true_columns_do_not_compete_and_unknown_ones_do_not_count(self) -> None:
        scores = torch.tensor([[5.0, -3.0, 1.0, 100.0]])
        relation = torch.tensor([[1.0, 1.0, 0.0, -1.0]])
        expected = (math.log1p(math.exp(1 - 5)) + math.log1p(math.exp(1 + 3))) / 2
        self.assertAlmostEqual(contrast(scores, relation).item(), expected, places=5)

    def test_a_row_without_a_true_column_costs_nothing(self) -> None:
        self.assertEqual(contrast(torch.zeros(1, 3), torch.zeros(1, 3)).item(), 0.0)


class Text(unittest.TestCase):
    def test_words_are_cut_as_clip_cuts_them(self) -> None:
        self.assertEqual(words_of("A dog's  2 Fish_\u732b!"), ["a", "dog", "'s", "2", "fish", "_", "\u732b", "!"])

    def test_a_learned_word_is_one_token_and_foreign_bytes_survive(self) -> None:
        tokenizer = Tokenizer(learn({"dog": 5, "dot": 1}, 10), 16)
        self.assertEqual(len(tokenizer.encode("dog")), 3)
        self.assertEqual(len(tokenizer.encode("\u732b")), 5)
        self.assertEqual(tokenizer.encode("dog")[-1], max(tokenizer.vocabulary.values()))
        again = Tokenizer.from_json(json.loads(json.dumps(tokenizer.to_json())), 16)
        self.assertEqual(again.encode("hot dog"), tokenizer.encode("hot dog"))

    def test_a_long_text_keeps_its_end(self) -> None:
        tokenizer = Tokenizer([], 8)
        ids = tokenizer.encode("abcdefghijklmnop")
        self.assertEqual((len(ids), ids[-1]), (8, tokenizer.vocabulary["<|endoftext|>"]))

    def test_padding_does_not_change_an_embedding(self) -> None:
        torch.manual_seed(0)
        model = Clip(ClipConfig.from_dict(TINY)).eval()
        tokenizer = Tokenizer([], 16)
        short = torch.tensor(tokenizer.batch(["dog"]))
        padded = torch.tensor(tokenizer.batch(["dog", "a longer text"]))[:1]
        with torch.no_grad():
            torch.testing.assert_close(model.encode_text(short), model.encode_text(padded))


class Captions(unittest.TestCase):
    def test_a_cat_may_be_a_tabby_but_is_no_dog(self) -> None:
        concepts = photograph_concepts()
        drop_misleading_tags(concepts)
        unknown = unknown_phrases(concepts)
        self.assertIn("tabby", unknown["cifar10/cat"])
        self.assertNotIn("dog", unknown["cifar10/cat"])
        self.assertIn("cat", concepts["tiny-imagenet/n02123045"].weights)

    def test_every_class_of_the_sources_is_named(self) -> None:
        counts: dict[str, int] = {}
        for key in photograph_concepts():
            counts[key.split("/")[0]] = counts.get(key.split("/")[0], 0) + 1
        self.assertEqual(counts, {"cifar10": 10, "cifar100": 100, "tiny-imagenet": 200, "everyday": 382})


class Figures(unittest.TestCase):
    def test_wilson_on_forty_of_fifty_thousand(self) -> None:
        low, high = wilson(40, 50_000)
        self.assertAlmostEqual(low, 0.00059, places=5)
        self.assertAlmostEqual(high, 0.00109, places=5)

    def test_a_label_that_beats_half_of_the_others_wins_among_ten_by_their_draw(self) -> None:
        from evaluate import among_ten

        # Thirty labels; the true one is above 29, 20 and 0 of the others: the nine drawn all lie below it in all, C(20, 9) / C(29, 9) and none of the draws.
        order = torch.arange(30.0)
        truth = torch.tensor([29, 20, 0])
        found = among_ten(order.repeat(3, 1), truth, draws=20_000)
        expected = (1 + math.comb(20, 9) / math.comb(29, 9)) / 3
        self.assertAlmostEqual(found["accuracy"], expected, delta=0.001)
        low, high = found["interval"]
        self.assertTrue(low < found["accuracy"] < high)

    def test_top_five_counts_what_top_one_misses(self) -> None:
        scores = torch.arange(6.0).repeat(2, 1)
        truth = torch.tensor([5, 1])
        self.assertEqual((accuracy(scores, truth)["right"], accuracy(scores, truth, 5)["right"]), (1, 2))


GOLDEN = Path(__file__).parent.parent / "golden"


class Files(unittest.TestCase):
    def test_the_image_side_is_a_file_of_its_own_and_both_files_are_the_whole(self) -> None:
        whole = load(GOLDEN / "tiny-quickgelu-openclip.safetensors")
        # The same image side from another exporter, under timm's names.
        numbers = sum(value.size for value in load(GOLDEN / "tiny-quickgelu-timm.safetensors").values())
        with tempfile.TemporaryDirectory() as name:
            save_shards(Path(name), STEM, sides(whole))
            image, rest = (load(Path(name) / shard_name(STEM, place, 2)) for place in (1, 2))
            back = load_shards(Path(name), STEM)
            index = json.loads((Path(name) / f"{STEM}.safetensors.index.json").read_text())
        self.assertTrue(all(key.startswith("visual.") for key in image))
        # timm's head has a bias, of zeros, that OpenCLIP's projection lacks.
        self.assertEqual(sum(value.size for value in image.values()), numbers - whole["visual.proj"].shape[1])
        self.assertFalse(set(image) & set(rest))
        self.assertEqual(set(back), set(whole))
        for key, value in whole.items():
            np.testing.assert_array_equal(back[key], value, err_msg=key)
        self.assertEqual(index["metadata"]["total_size"], sum(value.nbytes for value in whole.values()))

    def test_both_kinds_of_tower_embed_as_openclip_does(self) -> None:
        index = json.loads((GOLDEN / "index.json").read_text())
        ids = torch.tensor(index["input_ids"])
        for file, config, pixels in (
            ("tiny-quickgelu-openclip.safetensors", "config", "pixel_values"),
            ("tiny-gelu-openclip.safetensors", "config", "pixel_values"),
            ("tiny-rn-openclip.safetensors", "config_rn", "pixel_values_rn"),
        ):
            expected = index["checkpoints"][file]
            settings = {**index[config], "quick_gelu": expected["activation"] == "quickgelu"}
            model = Clip(ClipConfig.from_dict(settings)).eval()
            tensors = {name: torch.from_numpy(value.copy()) for name, value in load(GOLDEN / file).items()}
            model.load_state_dict(tensors, strict=False)
            self.assertFalse(set(tensors) - set(model.state_dict()))
            raw = np.fromfile(GOLDEN / index[pixels]["file"], "<f4").reshape(index[pixels]["shape"])
            with torch.no_grad():
                images, texts = model.encode_image(torch.from_numpy(raw)), model.encode_text(ids)
            torch.testing.assert_close(images, torch.tensor(expected["image_embeds"]), rtol=1e-4, atol=1e-4)
            torch.testing.assert_close(texts, torch.tensor(expected["text_embeds"]), rtol=1e-4, atol=1e-4)

    def test_safetensors_come_back_as_they_went(self) -> None:
        tensors = {"a": np.arange(6, dtype=np.float16).reshape(2, 3), "b": np.array(2.5, np.float32), "c": np.array(7)}
        with tempfile.TemporaryDirectory() as name:
            save(Path(name) / "x.safetensors", tensors)
            back = load(Path(name) / "x.safetensors")
        for key, value in tensors.items():
            np.testing.assert_array_equal(back[key], value)
            self.assertEqual(back[key].dtype, value.dtype)


if __name__ == "__main__":
    unittest.main()
