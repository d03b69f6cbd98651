# SPDX-License-Identifier: Apache-2.0
"""Makes reference.json: the statistics of fixed tables as SciPy computes them (written with SciPy 1.10.1, NumPy 1.24.2).

    python3 reference.py > reference.json
"""
import json

import numpy
from scipy import stats


def wilcoxon(differences):
    differences = numpy.asarray(differences)
    differences = differences[differences != 0]
    exact = len(differences) <= 50 and len(set(numpy.abs(differences))) == len(differences)
    if exact:
        return {"p": stats.wilcoxon(differences, mode="exact").pvalue, "exact": True}
    return {"p": stats.wilcoxon(differences, mode="approx", correction=True).pvalue, "exact": False}


def interval(sums, counts):
    """Clusters are resampled; the levels are those of Hesterberg's expanded percentile interval."""
    n = len(sums)
    tail = stats.norm.cdf(numpy.sqrt(n / (n - 1)) * stats.t.ppf(0.025, n - 1))
    result = stats.bootstrap(
        (sums, counts),
        lambda s, c, axis=-1: s.sum(axis=axis) / c.sum(axis=axis),
        paired=True,
        vectorized=True,
        method="percentile",
        confidence_level=1 - 2 * tail,
        n_resamples=200_000,
        batch=10_000,
        random_state=1,
    )
    return {"tail": tail, "low": result.confidence_interval.low, "high": result.confidence_interval.high}


def table(name, clusters):
    sums = numpy.array([sum(c) for c in clusters])
    counts = numpy.array([len(c) for c in clusters])
    means = sums / counts
    n = len(means)
    sd = means.std(ddof=1)
    t = stats.t(n - 1)
    return {
        "name": name,
        "clusters": clusters,
        "wilcoxon": wilcoxon(means),
        "interval": interval(sums, counts),
        "effect": means.mean() / sd,
        "detectable": (t.ppf(0.975) + t.ppf(0.8)) * sd / numpy.sqrt(n),
    }


random = numpy.random.default_rng(7)
tables = [
    table("one case each, 12 patients", [[round(float(d), 6)] for d in random.normal(0.01, 0.02, 12)]),
    table("two or three cases each, 20 patients",
          [[round(float(m + d), 6) for d in random.normal(0, 0.01, 2 + i % 2)]
           for i, m in enumerate(random.normal(0.005, 0.02, 20))]),
    table("skewed, 60 patients", [[round(float(d), 6)] for d in random.exponential(0.02, 60) - 0.015]),
    table("ties and zeros, 16 patients",
          [[d] for d in [0, 0, 0.01, 0.01, 0.02, -0.01, 0.03, 0.03, 0.04, -0.02, 0.05, 0.06, 0, 0.07, -0.03, 0.08]]),
    # Multiples of 1/64, so that equal means are equal to the last bit in whatever order they are added up.
    table("unequal clusters with ties and zeros, 40 patients",
          [[int(d) / 64 for d in random.integers(-6, 10, int(random.integers(1, 7)))] for _ in range(38)] + [[0], [0]]),
]
print(json.dumps(tables, indent=1))
