"""How far probabilities are from how often they are right, and the logit scale with which they come nearest."""

from __future__ import annotations

import numpy as np
import torch
import torch.nn.functional as F

BINS = 15
SCALES = (1.0, 100.0)


def calibration_error(probabilities: torch.Tensor, truth: torch.Tensor, bins: int = BINS) -> float:
    """Expected calibration error: pictures fall into `bins` equal bins by the probability of their first label, and
    the distance between its mean and the share of right ones counts by the number of pictures. [N, L], [N] -> 0..1.

    C. Guo and others, "On calibration of modern neural networks" (2017), section 2.
    """
    confidence, first = probabilities.max(-1)
    right = (first == truth).double()
    place = (confidence * bins).ceil().long().clamp(1, bins) - 1
    sums = torch.zeros(bins, dtype=torch.double)
    gap = sums.clone().index_add(0, place, right - confidence.double())
    return float(gap.abs().sum() / len(truth))


def calibration_interval(probabilities: torch.Tensor, truth: torch.Tensor, draws: int = 500) -> tuple[float, float]:
    """The middle 95 % of the error over `draws` redrawings of the pictures (a bootstrap: it lies a little too high, as the error does)."""
    generator = np.random.default_rng(0)
    errors = []
    for _ in range(draws):
        chosen = torch.from_numpy(generator.integers(len(truth), size=len(truth)))
        errors.append(calibration_error(probabilities[chosen], truth[chosen]))
    low, high = np.quantile(errors, [0.025, 0.975])
    return float(low), float(high)


def best_scale(scores: torch.Tensor, truth: torch.Tensor) -> float:
    """The factor on cosines [N, L] with which the labels `truth` [N] are likeliest, within SCALES: the least mean negative
    logarithm of the true label's probability, by golden section, since it is convex in the factor. C. Guo and others, section 4.2."""

    def loss(scale: float) -> float:
        return float(F.cross_entropy(scale * scores.double(), truth))

    low, high = SCALES
    golden = (5**0.5 - 1) / 2
    while high - low > 1e-3:
        first, second = high - golden * (high - low), low + golden * (high - low)
        if loss(first) < loss(second):
            high = second
        else:
            low = first
    return (low + high) / 2


def largest_fitting_scale(scores: torch.Tensor, truth: torch.Tensor, step: float = 0.5) -> float:
    """The largest factor, in steps, whose calibration error is not worse than the least one by more than redrawing the pictures may change that.

    A picture tower is surer of drawings than of photographs with one scale for both, so of the scales that fit photographs alike the
    largest does least harm to drawings.
    """
    scales = np.arange(SCALES[0], SCALES[1] + step / 2, step)
    errors = [calibration_error((scale * scores).softmax(-1), truth) for scale in scales]
    least = int(np.argmin(errors))
    _, allowed = calibration_interval((float(scales[least]) * scores).softmax(-1), truth)
    return float(max(scale for scale, error in zip(scales, errors) if error <= max(allowed, errors[least])))
