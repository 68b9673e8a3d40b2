"""Figures of the few-shot heads and of the closed-form refit, by NumPy, SciPy and scikit-learn.

Writes golden/heads.json. Needs numpy, scipy and scikit-learn:  python3 training/make_head_fixtures.py
"""

import json
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.special import log_softmax, logsumexp
from sklearn.linear_model import LogisticRegression

OUT = Path(__file__).parent.parent / "golden" / "heads.json"
CLASSES, WIDTH, PER_CLASS = 4, 6, 8


def unit(x):
    return x / np.linalg.norm(x, axis=-1, keepdims=True)


def pull_to_words(features, labels, words, trust):
    """mean CE(100 F W') + lambda/2 |W - W0|^2, lambda = max(100 g, 1)."""
    means = unit(np.stack([features[labels == c].sum(0) for c in range(CLASSES)]))
    prior = trust * words + (1 - trust) * means
    strength = max(100 * trust, 1)
    rows = np.arange(len(labels))

    def objective(flat):
        weights = flat.reshape(CLASSES, WIDTH)
        logits = 100 * features @ weights.T
        probabilities = np.exp(logits - logsumexp(logits, axis=1, keepdims=True))
        loss = -log_softmax(logits, axis=1)[rows, labels].mean()
        probabilities[rows, labels] -= 1
        gradient = 100 * probabilities.T @ features / len(labels) + strength * (weights - prior)
        return loss + strength / 2 * ((weights - prior) ** 2).sum(), gradient.ravel()

    found = minimize(objective, prior.ravel(), jac=True, method="L-BFGS-B",
                     options={"maxiter": 100000, "maxfun": 1000000, "ftol": 1e-18, "gtol": 1e-12})
    return prior, found.x.reshape(CLASSES, WIDTH), float(found.fun)


def gaussian(features, labels):
    means = np.stack([features[labels == c].mean(0) for c in range(CLASSES)])
    away = features - means[labels]
    scatter = away.T @ away
    inverse = WIDTH * np.linalg.inv(scatter + np.trace(scatter) / (len(labels) - 1) * np.eye(WIDTH))
    return means @ inverse, -0.5 * np.einsum("cd,de,ce->c", means, inverse, means)


def refit(x, y, strength):
    x, y = x - x.mean(0), y - y.mean(0)
    width = x.shape[1]
    ridge = strength * np.trace(x.T @ x) / width
    return np.linalg.solve(x.T @ x + ridge * np.eye(width), x.T @ y)


def main():
    random = np.random.default_rng(20240924)
    centres = random.normal(size=(CLASSES, WIDTH))
    labels = np.repeat(np.arange(CLASSES), PER_CLASS)
    features = unit((centres[labels] + 0.9 * random.normal(size=(len(labels), WIDTH))).astype(np.float32))
    features = features.astype(np.float32).astype(np.float64)
    words = unit(centres + random.normal(size=centres.shape)).astype(np.float32).astype(np.float64)
    tests = unit(random.normal(size=(5, WIDTH))).astype(np.float32).astype(np.float64)

    # Its tightest tolerance: what is compared is the minimum, not where a solver stops.
    logistic = LogisticRegression(C=0.316, solver="newton-cg", tol=1e-12, max_iter=100000).fit(features, labels)
    tip = 100 * tests @ words.T
    votes = np.exp(-5.5 * (1 - tests @ features.T))
    for c in range(CLASSES):
        tip[:, c] += votes[:, labels == c].sum(1)
    weights, bias = gaussian(features, labels)
    fits = []
    for trust in (0.0, 0.5):
        prior, fitted, value = pull_to_words(features, labels, words, trust)
        fits.append({"trust": trust, "prior": prior.ravel().tolist(), "weights": fitted.ravel().tolist(), "value": value})
    refits = []
    for rows, strength in ((20, 1.0), (5, 1e-3)):
        x, y = random.normal(size=(rows, 8)).astype(np.float32), random.normal(size=(rows, 3)).astype(np.float32)
        w = refit(x.astype(np.float64), y.astype(np.float64), strength)
        refits.append({"rows": rows, "lambda": strength, "features": x.ravel().tolist(), "targets": y.ravel().tolist(), "weights": w.ravel().tolist()})

    OUT.write_text(json.dumps({
        "classes": CLASSES, "width": WIDTH,
        "features": features.ravel().tolist(), "labels": labels.tolist(),
        "words": words.ravel().tolist(), "tests": tests.ravel().tolist(),
        "logistic": (tests @ logistic.coef_.T + logistic.intercept_).ravel().tolist(),
        "tip_adapter": tip.ravel().tolist(),
        "gaussian": (tests @ weights.T + bias).ravel().tolist(),
        "fits": fits, "refits": refits,
    }, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
