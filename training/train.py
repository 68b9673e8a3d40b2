"""Trains the two towers with a multi-positive contrastive loss. Resumes from OUT/checkpoint.pt if that is there.

    python3 train.py --data PACKED --out RUN --config config/mini.json --steps 20000

The learning rate falls by a cosine over `--steps`, or over `--minutes` of wall-clock where the machine's pace is not known
(then two runs with one seed see the same batches, but not the same rates).
"""

from __future__ import annotations

import argparse
import json
import math
import os
import signal
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from augment import photographs_and_drawings
from bpe import Tokenizer
from data import SHARES, Batch, Corpus
from hardware import has_bfloat16
from measures import STEM
from model import Clip, ClipConfig
from muon import Muon
from safetensors_io import load, load_shards

LARGEST_SCALE = math.log(100)


def contrast(scores: Tensor, relation: Tensor) -> Tensor:
    """Mean over rows of what each true column loses against all false ones of its row: softplus(logsumexp(false) - true),
    weighted by `relation`. True columns do not compete with each other, unknown ones (below 0) do not count."""
    false = scores.masked_fill(relation != 0, float("-inf"))
    rivals = torch.logsumexp(false, 1, keepdim=True)
    weights = relation.clamp(min=0)
    weights = weights / weights.sum(1, keepdim=True).clamp(min=1e-6)
    rows = (weights * F.softplus(rivals - scores)).sum(1)
    return rows.sum() / (weights.sum(1) > 0).sum().clamp(min=1)


class Average:
    """Exponential moving average of all floating-point state, batch-norm statistics included."""

    def __init__(self, model: Clip, decay: float) -> None:
        self.decay = decay
        self.state = {name: value.detach().clone() for name, value in model.state_dict().items()}

    @torch.no_grad()
    def update(self, model: Clip, step: int) -> None:
        decay = min(self.decay, (1 + step) / (10 + step))
        for name, value in model.state_dict().items():
            if value.is_floating_point():
                self.state[name].lerp_(value, 1 - decay)
            else:
                self.state[name].copy_(value)


def encode_texts(model: Clip, tokenizer: Tokenizer, texts: list[str], chunks: int) -> Tensor:
    """Normalised embeddings [N, D] of `texts`, encoded in `chunks` groups of like length to save padding."""
    device = model.token_embedding.weight.device
    ids = [tokenizer.encode(text) for text in texts]
    order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
    parts = [order[start : start + math.ceil(len(order) / chunks)] for start in range(0, len(order), math.ceil(len(order) / chunks))]
    embeddings = []
    for part in parts:
        longest = len(ids[part[-1]])
        rows = torch.tensor([ids[i] + [0] * (longest - len(ids[i])) for i in part], device=device)
        embeddings.append(F.normalize(model.encode_text(rows).float(), dim=-1))
    inverse = torch.empty(len(order), dtype=torch.long, device=device)
    inverse[torch.tensor(order, device=device)] = torch.arange(len(order), device=device)
    return torch.cat(embeddings)[inverse]


class Bank:
    """Embeddings of all bare phrases, renewed now and then: many negatives, and every true phrase, for almost nothing."""

    def __init__(self, model: Clip, tokenizer: Tokenizer, phrases: list[str]) -> None:
        self.model, self.tokenizer, self.phrases = model, tokenizer, phrases
        self.embeddings = torch.empty(0)

    @torch.no_grad()
    def renew(self) -> None:
        self.embeddings = encode_texts(self.model, self.tokenizer, self.phrases, chunks=24)


def initialise(model: Clip, path: Path, whole: bool) -> list[str]:
    """Takes every tensor of an OpenCLIP file, or of a model folder in several files, that fits (under `visual.` only, unless `whole`); returns the names that it left."""
    own = model.state_dict()
    left = []
    for name, value in (load_shards(path, STEM) if path.is_dir() else load(path)).items():
        tensor = torch.from_numpy(value.astype(np.float32))
        if name.endswith("attnpool.positional_embedding") and name in own and own[name].shape != tensor.shape:
            places = tensor[1:].mean(0, keepdim=True).expand(len(own[name]) - 1, -1)
            tensor = torch.cat([tensor[:1], places])
        if (whole or name.startswith("visual.")) and name in own and own[name].shape == tensor.shape:
            own[name].copy_(tensor)
        else:
            left.append(name)
    return left


def freeze(model: Clip, prefixes: list[str]) -> None:
    """Training mode for all but the modules of the image tower whose names begin so: those keep weights and statistics."""
    model.train()
    for name, module in model.visual.named_modules():
        if name and name.startswith(tuple(prefixes)):
            module.eval()
            module.requires_grad_(False)


def parameter_groups(model: Clip, decay: float, image_rate: float, muon: bool) -> list[dict]:
    """Weight decay on matrices only; `image_rate` scales the image tower's learning rate. `filters`: for Muon, all convolutions
    but the first of the tower."""
    groups: dict[tuple[bool, bool, bool], list] = {}
    for name, parameter in model.named_parameters():
        matrix = parameter.ndim > 1 and "embedding" not in name
        filters = muon and parameter.ndim == 4 and name != "visual.conv1.weight"
        groups.setdefault((matrix, name.startswith("visual."), filters), []).append(parameter)
    return [
        {"params": parameters, "weight_decay": decay if matrix else 0.0, "scale": image_rate if visual else 1.0, "filters": filters}
        for (matrix, visual, filters), parameters in groups.items()
    ]


class Run:
    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        torch.manual_seed(options.seed)
        self.corpus = Corpus(options.data, dict(options.shares), dict(options.classes))
        config = ClipConfig.from_dict(json.loads(options.config.read_text()))
        self.tokenizer = Tokenizer.from_json(json.loads((options.data / "tokenizer.json").read_text()), config.text.context_length)
        self.model = Clip(config)
        with torch.no_grad():
            self.model.logit_scale.fill_(math.log(20))
        if options.init:
            left = initialise(self.model, options.init, options.init_text)
            print(f"started from {options.init.name}, {len(left)} tensors of it not taken", flush=True)
        self.model.to(self.device, memory_format=torch.channels_last)
        groups = parameter_groups(self.model, options.decay, options.image_rate, options.muon)
        others, filters = ([group for group in groups if group["filters"] == chosen] for chosen in (False, True))
        self.optimisers: list[torch.optim.Optimizer] = [torch.optim.AdamW(others, lr=options.rate, betas=(0.9, 0.98), eps=1e-6)]
        if filters:
            self.optimisers.append(Muon(filters, lr=options.rate))
        self.average = Average(self.model, options.average)
        self.bank = Bank(self.model, self.tokenizer, self.corpus.phrases)
        self.relation = self.corpus.relation.to(self.device)
        self.step, self.seconds, self.seen = 0, 0.0, 0
        self.stopped = False
        self.started = time.time()
        self.resume()

    @property
    def file(self) -> Path:
        return self.options.out / "checkpoint.pt"

    def resume(self) -> None:
        if not self.file.exists():
            return
        saved = torch.load(self.file, map_location=self.device)
        self.model.load_state_dict(saved["model"])
        for optimiser, state in zip(self.optimisers, saved["optimisers"], strict=True):
            optimiser.load_state_dict(state)
        self.average.state = saved["average"]
        self.step, self.seconds, self.seen = saved["step"], saved["seconds"], saved["seen"]
        print(f"resumed at step {self.step}", flush=True)

    def save(self) -> None:
        self.options.out.mkdir(parents=True, exist_ok=True)
        state = {
            "model": self.model.state_dict(),
            "optimisers": [optimiser.state_dict() for optimiser in self.optimisers],
            "average": self.average.state,
            "config": self.model.config.to_dict(),
            "step": self.step,
            "seconds": self.seconds,
            "seen": self.seen,
            "options": {key: str(value) for key, value in vars(self.options).items()},
        }
        torch.save(state, self.file.with_suffix(".part"))
        os.replace(self.file.with_suffix(".part"), self.file)

    def autocast(self) -> torch.autocast:
        """bfloat16 for the towers; the loss stays in float32."""
        return torch.autocast(self.device.type, torch.bfloat16, enabled=self.options.bfloat16)

    def renew_bank(self) -> None:
        with self.autocast():
            self.bank.renew()

    def progress(self) -> float:
        if self.options.minutes:
            return min(1.0, self.seconds / 60 / self.options.minutes)
        return min(1.0, self.step / self.options.steps)

    def late(self) -> bool:
        """Whether this process has run for as long as it may; what is left is for the next one."""
        return self.options.wall is not None and time.time() - self.started > 60 * self.options.wall

    def side(self) -> int:
        full = self.model.config.vision.image_size
        return full if self.progress() >= self.options.small_until else self.options.small_side

    def set_rate(self) -> None:
        warm = min(1.0, (self.step + 1) / self.options.warmup)
        rate = self.options.rate * warm * (0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * self.progress())))
        for group in self.groups():
            group["lr"] = rate * group["scale"]

    def groups(self) -> list[dict]:
        return [group for optimiser in self.optimisers for group in optimiser.param_groups]

    def descend(self, loss: Tensor) -> None:
        self.model.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        for optimiser in self.optimisers:
            optimiser.step()
        with torch.no_grad():
            self.model.logit_scale.clamp_(0, LARGEST_SCALE)

    def loss(self, images: Tensor, rows: Tensor, captions: list[str], phrases: Tensor) -> Tensor:
        """`images` [N, D] normalised, of classes `rows`; live captions both ways, bank phrases for the pictures only."""
        phrases = phrases.to(self.device)
        with self.autocast():
            texts = encode_texts(self.model, self.tokenizer, captions, chunks=3)
        scale = self.model.logit_scale.exp()
        scores = scale * images @ texts.T
        relation = self.relation[rows]
        live = relation[:, phrases]
        drawn = self.rivals(rows)
        banked = scale * images @ self.bank.embeddings[drawn].T
        pictures = contrast(torch.cat([scores, banked], 1), torch.cat([live, relation[:, drawn]], 1))
        return (pictures + contrast(scores.T, live.T)) / 2

    def rivals(self, rows: Tensor) -> Tensor:
        """Bank phrases that the pictures of a step are held against: all true ones, every class's main name, and a random rest."""
        generator = torch.Generator().manual_seed(self.step)
        rest = torch.randperm(len(self.corpus.phrases), generator=generator)[: self.options.bank]
        known = rows.cpu()
        true = self.corpus.true_phrases[known][self.corpus.true_weights[known] > 0]
        return torch.cat([true, self.corpus.main_phrases, rest]).unique().to(self.device)

    def pixels(self, batch: Batch, generator: torch.Generator) -> Tensor:
        photographs, drawings = batch.photographs.to(self.device), batch.drawings.to(self.device)
        return photographs_and_drawings(photographs, drawings, self.side(), self.options.strength, generator)

    @torch.no_grad()
    def cache(self, size: int) -> tuple[Tensor, Tensor]:
        """Embeddings of `size` augmented pictures by the image tower as it is, with their classes."""
        self.model.eval()
        images, rows = [], []
        for step in range(math.ceil(size / 256)):
            batch = self.corpus.batch(self.options.seed + 1, step, 256, 256)
            generator = torch.Generator().manual_seed(step)
            pixels = self.pixels(batch, generator)
            images.append(F.normalize(self.model.encode_image(pixels).float(), dim=-1))
            rows.append(batch.rows)
        freeze(self.model, self.options.freeze)
        return torch.cat(images), torch.cat(rows).to(self.device)

    def text_alone(self, steps: int, rate: float, seed: int) -> None:
        """Trains the text side against pictures encoded once: cheap, for a fresh tower beside a finished image tower
        (which it must not pull at yet), and at the end of a run, when the image tower stands still."""
        images, rows = self.cache(self.options.cache)
        print(f"cached {len(images)} embeddings", flush=True)
        generator = torch.Generator().manual_seed(seed)
        start = time.time()
        for step in range(steps):
            chosen = torch.randint(len(images), (1024,), generator=generator)
            phrases = self.corpus.draw_phrases(rows[chosen[:384]].cpu(), generator)
            rng = np.random.default_rng([seed, 4, step])
            with self.autocast():
                texts = encode_texts(self.model, self.tokenizer, [self.corpus.caption(int(phrase), rng) for phrase in phrases], 4)
            scores = self.model.logit_scale.exp() * images[chosen] @ texts.T
            live = self.relation[rows[chosen]][:, phrases.to(self.device)]
            for group in self.groups():
                group["lr"] = rate * min(1.0, (step + 1) / 100) * (1 - 0.9 * step / steps)
            loss = (contrast(scores, live) + contrast(scores.T, live.T)) / 2
            self.descend(loss)
            if step % 50 == 0:
                print(f"text {step} loss {loss.item():.3f} {time.time() - start:.0f} s", flush=True)

    def train(self) -> None:
        options = self.options
        if self.step == 0 and options.text_first:
            self.text_alone(options.text_first, options.rate, options.seed)
            self.average = Average(self.model, options.average)
            self.save()
        signal.signal(signal.SIGTERM, lambda *_: setattr(self, "stopped", True))
        logged = saved = time.time()
        losses: list[float] = []
        freeze(self.model, options.freeze)
        self.renew_bank()
        batches = self.corpus.batches(options.seed, self.step, options.batch, options.captions, options.ahead)
        while self.progress() < 1 and not self.stopped and not self.late():
            start = time.time()
            self.set_rate()
            batch = next(batches)
            generator = torch.Generator().manual_seed(options.seed * 1_000_003 + self.step)
            pixels = self.pixels(batch, generator).contiguous(memory_format=torch.channels_last)
            with self.autocast():
                images = self.model.encode_image(pixels)
            images = F.normalize(images.float(), dim=-1)
            loss = self.loss(images, batch.rows.to(self.device), batch.captions, batch.phrases)
            self.descend(loss)
            self.average.update(self.model, self.step)
            self.step += 1
            self.seen += len(pixels)
            losses.append(loss.item())
            if self.step % options.renew == 0:
                self.renew_bank()
            self.seconds += time.time() - start
            if time.time() - logged > 60:
                rate = len(losses) * len(pixels) / (time.time() - logged)
                print(
                    f"step {self.step} progress {self.progress():.3f} side {self.side()} loss {np.mean(losses):.4f} "
                    f"scale {self.model.logit_scale.exp().item():.1f} seen {self.seen} {rate:.0f} pictures/s",
                    flush=True,
                )
                logged, losses = time.time(), []
            if time.time() - saved > options.save_every:
                self.save()
                saved = time.time()
        batches.close()
        self.save()
        if options.text_last and self.progress() >= 1 and not self.stopped:
            self.model.load_state_dict(self.average.state)
            self.text_alone(options.text_last, options.rate / 4, options.seed + 1)
            self.average = Average(self.model, options.average)
            self.save()


def factor(text: str) -> tuple[str, float]:
    name, _, value = text.partition("=")
    return name, float(value)


def share(text: str) -> tuple[str, float]:
    name, value = factor(text)
    if name not in SHARES:
        raise argparse.ArgumentTypeError(f"no source is named {name!r}: {', '.join(SHARES)}")
    return name, value


def options_of(arguments: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of the packed pictures, captions and tokenizer")
    parser.add_argument("--out", type=Path, required=True, help="folder of the run")
    parser.add_argument("--config", type=Path, required=True, help="model_cfg as JSON")
    parser.add_argument("--init", type=Path, help="OpenCLIP file, or model folder, whose image tower to start from")
    parser.add_argument("--init-text", action="store_true", help="start from its text side too; the tokenizer must be the same")
    parser.add_argument("--steps", type=int, default=20_000)
    parser.add_argument("--minutes", type=float, help="wall-clock minutes instead of steps")
    parser.add_argument("--wall", type=float, help="minutes after which this process stops, wherever the run is; the same command goes on")
    parser.add_argument("--ahead", type=int, default=0, help="batches to make ahead, in as many threads")
    parser.add_argument("--batch", type=int, default=128)
    parser.add_argument("--shares", nargs="*", type=share, default=[], help="other shares of a batch than usual: pictograms=0.3 ...")
    parser.add_argument("--classes", nargs="*", type=factor, default=[], help="factors on the share of a class in sources of uneven classes: cat=2 ...")
    parser.add_argument("--captions", type=int, default=128, help="at most so many live captions a step; the bank holds the others")
    parser.add_argument("--muon", action="store_true", help="Muon for the convolutions, AdamW for the rest")
    parser.add_argument(
        "--bfloat16", action=argparse.BooleanOptionalAction, default=has_bfloat16(), help="towers in bfloat16; by default where the hardware has it"
    )
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--image-rate", type=float, default=1.0, help="factor on the image tower's rate")
    parser.add_argument("--decay", type=float, default=0.05)
    parser.add_argument("--warmup", type=int, default=200)
    parser.add_argument("--average", type=float, default=0.998, help="decay of the moving average")
    parser.add_argument("--freeze", nargs="*", default=[], help="modules of the image tower to leave as they are, by the start of their names")
    parser.add_argument("--strength", type=float, default=1.0, help="of the augmentation, up to 2")
    parser.add_argument("--bank", type=int, default=1024, help="random bank phrases a step, beside the true ones and the main names")
    parser.add_argument("--renew", type=int, default=200, help="steps between renewals of the bank")
    parser.add_argument("--small-side", type=int, default=48, help="size of the pictures at first")
    parser.add_argument("--small-until", type=float, default=0.0, help="share of the run with small pictures")
    parser.add_argument("--text-first", type=int, default=0, help="steps of the text tower alone, on cached embeddings")
    parser.add_argument("--text-last", type=int, default=0, help="the same at the end, against the averaged image tower")
    parser.add_argument("--cache", type=int, default=20_000, help="embeddings cached for it")
    parser.add_argument("--save-every", type=float, default=180, help="seconds between checkpoints")
    parser.add_argument("--seed", type=int, default=0)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    Run(options_of()).train()
