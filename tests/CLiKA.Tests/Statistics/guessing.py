"""How often a model that guesses, or one that knows something, is found above chance: by GuessTest, and by intervals of single languages.

    apt-get install python3-scipy     # 1.10.1 was used
    python3 guessing.py [RUNS]        # 2,000 runs of each: about two minutes
"""
import sys

import numpy
from scipy.stats import binom, norm, t

CHANCE = 0.25


def draw(random, runs, items, accuracies, alike):
    """Outcomes by run, item and language; a share of the items is decided by one draw for all languages."""
    own = random.random((runs, items, len(accuracies)))
    common = random.random((runs, items, 1))
    return numpy.where(random.random((runs, items, 1)) < alike, common, own) < numpy.array(accuracies)


def p_value(outcomes):
    """As GuessTest has it: twice the smaller of Bonferroni's p of the languages and that of the items' means."""
    _, items, languages = outcomes.shape
    single = binom.sf(outcomes.sum(axis=1) - 1, items, CHANCE).min(axis=1) * languages
    shares = outcomes.mean(axis=2)
    error = shares.std(axis=1, ddof=1) / items ** 0.5
    with numpy.errstate(divide="ignore", invalid="ignore"):
        over_all = numpy.where(error > 0, t.sf((shares.mean(axis=1) - CHANCE) / error, items - 1), 1)
    return numpy.minimum(1, 2 * numpy.minimum(single, over_all))


def any_interval(outcomes):
    """Whether any language's 95% Wilson interval lies above chance."""
    items = outcomes.shape[1]
    z = norm.ppf(0.975)
    share = outcomes.mean(axis=1)
    low = (share + z * z / (2 * items) - z * numpy.sqrt(share * (1 - share) / items + z * z / (4 * items * items))) / (1 + z * z / items)
    return (low > CHANCE).any(axis=1)


def main(runs):
    random = numpy.random.default_rng(1)
    print("percent of runs found above chance: by GuessTest, by any interval")
    for items in (40, 124, 312):
        for languages in (1, 10, 25, 40):
            known = {
                "guesses": [CHANCE] * languages,
                "knows 0.40 in one": [0.40] + [CHANCE] * (languages - 1),
                "knows 0.30 in all": [0.30] * languages,
            }
            for name, accuracies in known.items():
                for alike in (0, 0.5, 1):
                    outcomes = draw(random, runs, items, accuracies, alike)
                    print(
                        f"{items:4} items, {languages:2} languages, alike {alike:3}, {name:18}"
                        f" {100 * (p_value(outcomes) <= 0.05).mean():6.1f} {100 * any_interval(outcomes).mean():6.1f}", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
