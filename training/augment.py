"""Augmentation of whole batches in PyTorch, on whichever device they are."""

from __future__ import annotations

import math

import torch
import torch.nn.functional as F
from torch import Tensor

MEAN = (0.48145466, 0.4578275, 0.40821073)
STD = (0.26862954, 0.26130258, 0.27577711)
GREY = (0.299, 0.587, 0.114)


def uniform(count: int, low: float, high: float, generator: torch.Generator) -> Tensor:
    return low + (high - low) * torch.rand(count, generator=generator)


def view(pictures: Tensor, side: int, zoom: tuple[float, float], turn: float, generator: torch.Generator) -> Tensor:
    """A random window of each picture [N, C, H, W] at `side` pixels: `zoom` is the share of the area that it shows
    (above 1: the picture grows smaller on empty ground), `turn` the largest angle in degrees. Half are mirrored."""
    count = len(pictures)
    area = uniform(count, *zoom, generator).sqrt()
    ratio = torch.exp(uniform(count, math.log(0.8), math.log(1.25), generator) / 2)
    wide, high = area * ratio, area / ratio
    mirror = torch.where(torch.rand(count, generator=generator) < 0.5, -1.0, 1.0)
    angle = uniform(count, -turn, turn, generator) * math.pi / 180
    room_x, room_y = (1 - wide).abs(), (1 - high).abs()
    shift_x = uniform(count, -1, 1, generator) * room_x
    shift_y = uniform(count, -1, 1, generator) * room_y
    theta = torch.stack(
        [
            torch.stack([mirror * wide * angle.cos(), -high * angle.sin(), shift_x], -1),
            torch.stack([mirror * wide * angle.sin(), high * angle.cos(), shift_y], -1),
        ],
        1,
    ).to(pictures.device)
    grid = F.affine_grid(theta, [count, pictures.shape[1], side, side], align_corners=False)
    padding = "zeros" if pictures.shape[1] == 4 else "reflection"
    return F.grid_sample(pictures, grid, mode="bilinear", padding_mode=padding, align_corners=False)


def jitter(pictures: Tensor, strength: float, generator: torch.Generator) -> Tensor:
    """Random brightness, contrast and saturation of RGB pictures in 0..1; one in twenty loses its colour."""
    count = len(pictures)
    device = pictures.device
    light = uniform(count, 1 - strength, 1 + strength, generator).view(-1, 1, 1, 1).to(device)
    contrast = uniform(count, 1 - strength, 1 + strength, generator).view(-1, 1, 1, 1).to(device)
    colour = uniform(count, 1 - strength, 1 + strength, generator)
    colour[torch.rand(count, generator=generator) < 0.05] = 0
    colour = colour.view(-1, 1, 1, 1).to(device)
    grey = (pictures * torch.tensor(GREY, device=device).view(3, 1, 1)).sum(1, keepdim=True)
    pictures = grey + (pictures - grey) * colour
    middle = pictures.mean((1, 2, 3), keepdim=True)
    return ((pictures - middle) * contrast + middle) * light


def shade(pictures: Tensor, strength: float, generator: torch.Generator) -> Tensor:
    """Light that falls off across each picture: flat drawings come nearer to modelled ones."""
    count, side = len(pictures), pictures.shape[-1]
    angle = uniform(count, 0, 2 * math.pi, generator)
    slope = uniform(count, 0, strength, generator)
    axis = torch.linspace(-1, 1, side)
    x = (slope * angle.cos()).view(-1, 1, 1, 1) * axis.view(1, 1, 1, -1)
    y = (slope * angle.sin()).view(-1, 1, 1, 1) * axis.view(1, 1, -1, 1)
    return pictures * (1 + x + y).to(pictures.device)


def on_ground(drawings: Tensor, photographs: Tensor, generator: torch.Generator) -> Tensor:
    """Premultiplied RGBA [N, 4, H, W] over white (half of them), a plain colour, or a blurred photograph."""
    count, device = len(drawings), drawings.device
    ground = torch.ones(count, 3, 1, 1).expand(-1, -1, *drawings.shape[2:]).clone()
    kind = torch.rand(count, generator=generator)
    plain = torch.rand(count, 3, 1, 1, generator=generator)
    ground = torch.where((kind < 0.3).view(-1, 1, 1, 1), plain, ground).to(device)
    if len(photographs):
        chosen = torch.randint(len(photographs), (count,), generator=generator).to(device)
        scenes = F.avg_pool2d(photographs[chosen], 5, stride=1, padding=2, count_include_pad=False)
        ground = torch.where((kind > 0.85).view(-1, 1, 1, 1).to(device), scenes, ground)
    return drawings[:, :3] + ground * (1 - drawings[:, 3:])


def normalise(pictures: Tensor) -> Tensor:
    mean = torch.tensor(MEAN, device=pictures.device).view(3, 1, 1)
    std = torch.tensor(STD, device=pictures.device).view(3, 1, 1)
    return (pictures.clamp(0, 1) - mean) / std


def photographs_and_drawings(
    photographs: Tensor, drawings: Tensor, side: int, strength: float, generator: torch.Generator
) -> Tensor:
    """uint8 photographs [N, H, W, 3] and drawings [M, H, W, 4] -> float [N + M, 3, side, side], augmented and normalised.

    `strength` 1 suits a short run that never sees a picture often, 2 a long one.
    """
    photographs = photographs.permute(0, 3, 1, 2).float() / 255
    photographs = view(photographs, side, (1 - 0.4 * strength, 1.0), 5 * strength, generator)
    photographs = jitter(photographs, 0.2 * strength, generator)
    if len(drawings):
        seen = drawings.permute(0, 3, 1, 2).float() / 255
        seen = view(seen, side, (1 - 0.3 * strength, 1 + 0.5 * strength), 10 * strength, generator)
        colours = shade(jitter(seen[:, :3], 0.3, generator), 0.4, generator).clamp(0, 1)
        seen = torch.cat([torch.minimum(colours, seen[:, 3:]), seen[:, 3:]], 1)
        photographs = torch.cat([photographs, on_ground(seen, photographs.clamp(0, 1), generator)])
    return normalise(photographs)
