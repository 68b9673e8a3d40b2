"""Batches of pictures and captions. Everything drawn is a function of the seed and the step, so a resumed run goes on as it would have."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from bpe import Tokenizer
from captions import CHINESE_TEMPLATES, ENGLISH_TEMPLATES, is_chinese

# Share of each source in a batch; sources that are not there give their share to the others.
SHARES = {"tiny-imagenet": 0.60, "cifar10": 0.20, "cifar100": 0.12, "pictograms": 0.24, "everyday": 0.70}
# Sources whose classes are of very different sizes: a class's share of them grows with the root of its size only.
UNEVEN = {"everyday"}
# How often an emoji is drawn, by whether the everyday groups hold it.
RARE_EMOJI = 0.1


class Source:
    """The packed pictures of one source with the class of each, as indices into the relation's rows."""

    def __init__(self, folder: Path, name: str, rows: dict[str, int], everyday: set[str], factors: dict[str, float]) -> None:
        stem = name if name == "pictograms" else f"{name}-train"
        self.pictures = np.load(folder / f"{stem}.npy", mmap_mode="r")
        labels = np.load(folder / f"{stem}.labels.npy")
        classes = json.loads((folder / f"{stem}.classes.json").read_text())
        self.rows = np.array([rows[f"{name}/{label}"] for label in classes])[labels]
        weights = np.ones(len(labels))
        if name == "pictograms":
            weights = np.where(np.array([label in everyday for label in classes])[labels], 1.0, RARE_EMOJI)
        if name in UNEVEN:
            if unknown := set(factors) - set(classes):
                raise ValueError(f"{name} has no class {', '.join(sorted(unknown))}")
            weights = np.bincount(labels, minlength=len(classes))[labels] ** -0.5
            weights *= np.array([factors.get(label, 1.0) for label in classes])[labels]
        self.even = bool((weights == weights[0]).all())
        self.weights = weights / weights.sum()

    def draw(self, seed: int, step: int, count: int) -> np.ndarray:
        """`count` picture indices of a step: through shuffled epochs where all weigh the same, else by weight."""
        if not self.even:
            return np.random.default_rng([seed, 1, step]).choice(len(self.weights), count, p=self.weights)
        positions = np.arange(step * count, (step + 1) * count)
        epochs = positions // len(self.rows)
        drawn = np.empty(count, np.int64)
        for epoch in np.unique(epochs):
            order = np.random.default_rng([seed, 2, int(epoch)]).permutation(len(self.rows))
            drawn[epochs == epoch] = order[positions[epochs == epoch] % len(self.rows)]
        return drawn


@dataclass
class Batch:
    photographs: Tensor  # uint8 [N, S, S, 3]
    drawings: Tensor  # uint8 [M, S, S, 4]
    rows: Tensor  # [N + M], class of each picture: of the photographs, then of the drawings
    captions: list[str]
    phrases: Tensor  # [C], phrase of each caption


class Corpus:
    def __init__(self, folder: Path, shares: dict[str, float] | None = None, factors: dict[str, float] | None = None) -> None:
        """`shares`: of sources whose share is another than in SHARES. `factors`: on the share of a class, by its name, in UNEVEN sources."""
        captions = json.loads((folder / "captions.json").read_text())
        self.phrases: list[str] = captions["phrases"]
        keys = list(captions["classes"])
        rows = {key: i for i, key in enumerate(keys)}
        # Weight of a true phrase, 0 for a false one, -1 for one about which nothing is known.
        self.relation = torch.zeros(len(keys), len(self.phrases))
        for key, concept in captions["classes"].items():
            self.relation[rows[key], concept["unknown"]] = -1
            for phrase, weight in concept["true"].items():
                self.relation[rows[key], int(phrase)] = weight
        # The true phrases of each class with their weights, padded, so that drawing one need not look at all phrases.
        longest = int((self.relation > 0).sum(1).max())
        self.true_weights, self.true_phrases = self.relation.topk(longest, dim=1)
        self.true_weights.clamp_(min=0)
        index = {phrase: i for i, phrase in enumerate(self.phrases)}
        self.main_phrases = torch.tensor(sorted({index[concept["main"]] for concept in captions["classes"].values()}))
        everyday = {row["key"] for row in captions["shelf"]}
        self.sources = {name: Source(folder, name, rows, everyday, factors or {}) for name in SHARES if self.is_there(folder, name)}
        wanted = SHARES | (shares or {})
        total = sum(wanted[name] for name in self.sources)
        self.shares = {name: wanted[name] / total for name in self.sources}

    @staticmethod
    def is_there(folder: Path, name: str) -> bool:
        return (folder / f"{name}.npy").exists() or (folder / f"{name}-train.npy").exists()

    def caption(self, phrase: int, rng: np.random.Generator) -> str:
        text = self.phrases[phrase]
        templates = CHINESE_TEMPLATES if is_chinese(text) else ENGLISH_TEMPLATES
        chosen = templates[0] if rng.random() < 0.3 else templates[rng.integers(len(templates))]
        sentence = chosen.replace("{}", text)
        return sentence + "." if chosen != "{}" and rng.random() < 0.2 else sentence

    def draw_phrases(self, rows: Tensor, generator: torch.Generator) -> Tensor:
        """One true phrase for each class in `rows`, by weight; without repeats, sorted."""
        column = torch.multinomial(self.true_weights[rows], 1, generator=generator)
        return self.true_phrases[rows].gather(1, column)[:, 0].unique()

    def batch(self, seed: int, step: int, size: int, most_captions: int) -> Batch:
        """Pictures of all sources and one caption for each, sampled by the weights of its class's phrases; of these at most `most_captions`."""
        photographs, drawings, photographed, drawn = [], [], [], []
        for name, source in self.sources.items():
            chosen = np.sort(source.draw(seed, step, max(1, round(size * self.shares[name]))))
            pictures, rows = (drawings, drawn) if name == "pictograms" else (photographs, photographed)
            pictures.append(source.pictures[chosen])
            rows.append(source.rows[chosen])
        rng = np.random.default_rng([seed, 3, step])
        # Photographs come first, as `pixels` puts them, whatever the order of the sources.
        classes = torch.from_numpy(np.concatenate([*photographed, *drawn]))
        generator = torch.Generator().manual_seed(int(rng.integers(2**62)))
        phrases = self.draw_phrases(classes, generator)
        if len(phrases) > most_captions:
            phrases = phrases[torch.randperm(len(phrases), generator=generator)[:most_captions]].sort().values
        return Batch(
            torch.from_numpy(np.concatenate(photographs)) if photographs else torch.empty(0, 64, 64, 3, dtype=torch.uint8),
            torch.from_numpy(np.concatenate(drawings)) if drawings else torch.empty(0, 64, 64, 4, dtype=torch.uint8),
            classes,
            [self.caption(int(phrase), rng) for phrase in phrases],
            phrases,
        )

    def batches(self, seed: int, first: int, size: int, most_captions: int, ahead: int) -> Iterator[Batch]:
        """The batches from step `first` on, without end; `ahead` of them are made by threads while others are used, 0 for none."""
        step = first
        if not ahead:
            while True:
                yield self.batch(seed, step, size, most_captions)
                step += 1
        with ThreadPoolExecutor(ahead) as pool:
            waiting = [pool.submit(self.batch, seed, step + i, size, most_captions) for i in range(ahead)]
            while True:
                yield waiting.pop(0).result()
                waiting.append(pool.submit(self.batch, seed, step + ahead, size, most_captions))
                step += 1
