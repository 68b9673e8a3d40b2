"""Muon for the convolutions: momentum, made orthogonal by Newton and Schulz's iteration, in place of Adam's second moment.

K. Jordan and others, "Muon: an optimizer for hidden layers in neural networks" (2024); the factor that lets it share AdamW's rate and decay is
from J. Liu and others, "Muon is scalable for LLM training" (2025), section 2.2. Written from the papers' formulas.
"""

from __future__ import annotations

import torch
from torch import Tensor

from hardware import has_bfloat16

# Odd polynomial a x + b x^3 + c x^5 that carries singular values in (0, 1] to about 1 in five rounds.
QUINTIC = (3.4445, -4.7750, 2.0315)
ROUNDS = 5
# Root mean square of AdamW's usual update, which the factor imitates.
ADAM_SIZE = 0.2


@torch.no_grad()
def orthogonal(matrix: Tensor, rounds: int = ROUNDS) -> Tensor:
    """[M, N] -> the matrix with the same singular vectors and singular values of about 1. In bfloat16 inside where the hardware
    multiplies in it; in float32 elsewhere, where a processor would emulate bfloat16 at a tenth of the pace."""
    tall = matrix.shape[0] > matrix.shape[1]
    x = matrix.T if tall else matrix
    x = x / (x.norm() + 1e-7)
    x = iterate(x.bfloat16(), rounds).to(matrix.dtype) if has_bfloat16() else iterate_small(x, rounds)
    return x.T if tall else x


def iterate(x: Tensor, rounds: int) -> Tensor:
    a, b, c = QUINTIC
    for _ in range(rounds):
        gram = x @ x.T
        x = a * x + (b * gram + c * gram @ gram) @ x
    return x


def iterate_small(x: Tensor, rounds: int) -> Tensor:
    """The same by [M, M] products alone: every round multiplies x from the left by a polynomial of x x^T, which commutes with
    x x^T. It squares singular values, so that it needs float32, and saves where x is much wider than high."""
    a, b, c = QUINTIC
    gram = x @ x.T
    one = torch.eye(len(x), device=x.device)
    product = one
    for _ in range(rounds):
        factor = a * one + b * gram + c * gram @ gram
        product, gram = factor @ product, factor @ gram @ factor
    return product @ x


class Muon(torch.optim.Optimizer):
    """Nesterov momentum, made orthogonal; filters [O, I, H, W] count as matrices [O, I x H x W]. Decay is decoupled."""

    def __init__(self, groups: list[dict], lr: float, momentum: float = 0.9) -> None:
        super().__init__(groups, {"lr": lr, "momentum": momentum, "weight_decay": 0.0})

    @torch.no_grad()
    def step(self) -> None:
        for group in self.param_groups:
            for parameter in group["params"]:
                if parameter.grad is None:
                    continue
                state = self.state[parameter]
                if "momentum" not in state:
                    state["momentum"] = torch.zeros_like(parameter)
                average = state["momentum"].lerp_(parameter.grad, 1 - group["momentum"])
                ahead = parameter.grad.lerp(average, group["momentum"])
                update = orthogonal(ahead.flatten(1)).view(parameter.shape)
                size = ADAM_SIZE * max(update.shape[0], update[0].numel()) ** 0.5
                parameter.mul_(1 - group["lr"] * group["weight_decay"])
                parameter.add_(update, alpha=-group["lr"] * size)
