"""Prints the values that the tests of this folder expect, computed with other people's code and by other ways.

    apt-get install python3-scipy python3-statsmodels     # 1.10.1 and 0.13.5 were used
    python3 make.py
    python3 make.py FOLDER    # what the pooled policy says of the recorded responses, in the layout published with the paper
"""
import itertools
import json
import pathlib
import sys
from fractions import Fraction
from math import comb

import numpy
from scipy.stats import binom, binomtest, multinomial
from statsmodels.api import OLS
from statsmodels.stats.multitest import multipletests

# Outcomes of 14 items in three languages, English first: baseline and candidate.
BASELINE = ["11111111110000", "11111011100100", "11110110100010"]
CANDIDATE = ["11110111010001", "11000010110100", "10010100000011"]


def outcomes(texts):
    return numpy.array([[mark == "1" for mark in text] for text in texts])


def benjamini_hochberg():
    for values in ([0.01, 0.02, 0.03, 0.04, 0.05], [0.01, 0.04, 0.03, 0.005], [0.02, 0.02, 0.5], [0.9, 0.001, 0.6, 0.04]):
        print("Benjamini-Hochberg", values, list(multipletests(values, method="fdr_bh")[1]))


def one_sided():
    for lost, won in ((12, 0), (10, 2), (5, 9), (60, 30)):
        print("McNemar, loss", lost, won, binomtest(lost, lost + won, alternative="greater").pvalue)


def discrete_holm():
    """By closed testing: every subset of hypotheses, in exact fractions."""
    def p_value(lost, won):
        return Fraction(sum(comb(lost + won, k) for k in range(lost, lost + won + 1)), 2 ** (lost + won))

    def attainable(changed, limit):
        return max([p_value(lost, changed - lost) for lost in range(changed + 1) if p_value(lost, changed - lost) <= limit], default=0)

    for cells in ([(12, 0), (3, 1), (9, 2), (4, 0)], [(8, 1), (8, 1), (0, 5), (20, 6), (1, 0)]):
        for untested in (0, 3):
            p = [p_value(*cell) for cell in cells]
            adjusted = []
            for cell in range(len(cells)):
                worst = Fraction(0)
                others = [other for other in range(len(cells)) if other != cell]
                for size in range(len(cells)):
                    for subset in itertools.combinations(others, size):
                        group = (cell, *subset)
                        least = min(p[member] for member in group)
                        chance = untested * least + sum(attainable(sum(cells[member]), least) for member in group)
                        worst = max(worst, min(Fraction(1), chance))
                adjusted.append(float(worst))
            print("discrete Holm", cells, untested, adjusted)


def paired_difference():
    change = outcomes(CANDIDATE).astype(int) - outcomes(BASELINE).astype(int)
    languages, items = change.shape
    groups = numpy.tile(numpy.arange(items), languages)
    fit = OLS(change.ravel().astype(float), numpy.ones(change.size)).fit(cov_type="cluster", cov_kwds={"groups": groups})
    print("clustered difference", fit.params[0], fit.bse[0], fit.conf_int()[0])


def overlap(answers):
    both = sum((answers[0] & language).sum() for language in answers[1:])
    either = sum((answers[0] | language).sum() for language in answers[1:])
    return both / either if either else None


def retrieval(answers):
    english = answers[0].sum()
    return (answers[0] & answers[1]).sum() / english if english else None


def swap(name, baseline, candidate, statistic):
    """Over all assignments, not a sample of them."""
    observed = statistic(candidate) - statistic(baseline)
    changes = []
    for signs in itertools.product((False, True), repeat=baseline.shape[1]):
        first, second = numpy.where(signs, candidate, baseline), numpy.where(signs, baseline, candidate)
        if statistic(first) is not None and statistic(second) is not None:
            changes.append(statistic(second) - statistic(first))
    changes = numpy.array(changes)
    print(
        "label swap", name, "observed", observed, "assignments", len(changes),
        "loss", (changes <= observed + 1e-12).mean(), "gain", (changes >= observed - 1e-12).mean(),
        "either", (abs(changes) >= abs(observed) - 1e-12).mean(), "spread", changes.std())


def sign_flip():
    mixed = [-7, 4, -2, 9, -10, -3, -8, 1, -6, 2, -9, 5, -4, -10, 3]
    for changes in (
        [-2, -1, -1, 1, -3, 0, 0, -1, 2, -1], [-1] * 9 + [1] * 3, [3, -1, -1], [0, 0], [-3, -3, -2, -3, -1], [3, 3, 2, 3, 1],
        mixed, [-change for change in mixed],
    ):
        sums = [sum(sign * change for sign, change in zip(signs, changes)) for signs in itertools.product((1, -1), repeat=len(changes))]
        print("sign flip", changes, sum(value <= sum(changes) for value in sums) / len(sums))


def power(items, churn, loss, alpha):
    changing = max(churn, loss)
    lost, won = numpy.meshgrid(numpy.arange(items + 1), numpy.arange(items + 1), indexing="ij")
    p = binom.sf(lost - 1, lost + won, 0.5)
    inside = lost + won <= items
    counts = numpy.stack([lost, won, items - lost - won], -1)[inside]
    chances = multinomial.pmf(counts, items, [(changing + loss) / 2, (changing - loss) / 2, 1 - changing])
    return chances[p[inside] <= alpha].sum()


def powers():
    for case in ((100, 0.05, 0.05, 0.025), (200, 0.1, 0.05, 0.025), (200, 0.02, 0.05, 0.025 / 40), (300, 0.1, 0.1, 0.000625), (60, 0.3, 0, 0.05)):
        print("power", case, power(*case))
    for items, churn, alpha in ((200, 0.1, 0.025), (200, 0.02, 0.000625), (60, 0.0, 0.05), (100, 0.01, 0.025), (24, 1 / 24, 0.025)):
        low, high = 0.0, 1.0
        while high - low > 1e-4:
            middle = (low + high) / 2
            low, high = (middle, high) if power(items, churn, middle, alpha) < 0.8 else (low, middle)
        print("minimum detectable loss", (items, churn, alpha), high)
    for loss, churn, alpha in ((0.1, 0.2, 0.025), (0.1, 0.2, 0.0125), (0.2, 0.05, 0.000625), (0.2, 0.01, 0.025)):
        print("items to detect", (loss, churn, alpha), [n for n in range(20, 260) if power(n, churn, loss, alpha) >= 0.8][:3])


def bootstrap():
    for right, items in ((10, 50), (15, 30)):
        quantiles = [binom.ppf(q, items, right / items) for q in (0.025, 0.975)]
        print("bootstrap", right, items, quantiles, [binom.cdf([q - 1, q], items, right / items) for q in quantiles])


def read(folder, probe_set, model):
    """Item by language, English first."""
    languages = {}
    for path in (pathlib.Path(folder) / probe_set).iterdir():
        rows = [json.loads(line) for line in (path / f"{model}_res_bf16_add_simple_example.jsonl").open(encoding="utf-8")]
        languages[path.name.lower().split("_")[0]] = {str(row["uuid"]): row["res"].strip()[:1] == row["label"] for row in rows}
    ids = sorted(languages["en"])
    return numpy.array([[languages[code][item] for code in sorted(languages, key=lambda code: (code != "en", code))] for item in ids])


def holm(values):
    return multipletests(values, method="holm")[1]


def sign_flip_exactly(changes):
    distribution = numpy.array([1.0])
    for size in abs(changes[changes != 0]):
        step = numpy.zeros(size + 1)
        step[[0, size]] = 0.5
        distribution = numpy.convolve(distribution, step)
    return distribution[-changes[changes < 0].sum():].sum()


def pooled_policy(folder, baseline, candidate, alpha=0.05, margin=0.01):
    """Cells by discrete Holm at half of alpha, each direction; pools by Holm at the other half."""
    random = numpy.random.default_rng(1)
    cells, pools = [], []
    for probe_set in ("x_csqa", "x_copa", "x_geo", "x_name"):
        before, now = read(folder, probe_set, baseline), read(folder, probe_set, candidate)
        change = now.astype(int) - before.astype(int)
        cells += [((column < 0).sum(), (column > 0).sum(), column.mean()) for column in change.T]
        total = change.sum(1)
        pools.append((sign_flip_exactly(total), sign_flip_exactly(-total), change.mean()))

        def both_either(answers):
            return numpy.stack([(answers[:, :1] & answers[:, 1:]).sum(1), (answers[:, :1] | answers[:, 1:]).sum(1)], 1)

        first, second = both_either(before), both_either(now)
        swapped = random.integers(0, 2, (20000, len(first)))
        left = swapped @ second + (1 - swapped) @ first
        right = swapped @ first + (1 - swapped) @ second
        drawn = right[:, 0] / right[:, 1] - left[:, 0] / left[:, 1]
        observed = second.sum(0)[0] / second.sum(0)[1] - first.sum(0)[0] / first.sum(0)[1]
        pools.append((
            (1 + (drawn <= observed + 1e-12).sum()) / 20001, (1 + (drawn >= observed - 1e-12).sum()) / 20001, observed))
    names = []
    for sign in (0, 1):
        p = numpy.array([binom.sf(cell[sign] - 1, cell[0] + cell[1], 0.5) if cell[sign] else 1.0 for cell in cells])
        attained = [binom.sf(numpy.arange(cell[0] + cell[1] + 1) - 1, cell[0] + cell[1], 0.5) for cell in cells]
        found, order = [], numpy.argsort(p, kind="stable")
        for rank, index in enumerate(order):
            charge = sum(attained[other][attained[other] <= p[index] * (1 + 1e-10)].max(initial=0) for other in order[rank:])
            if charge > alpha / 2:
                break
            found.append(index)
        found = [index for index in found if abs(cells[index][2]) >= margin - 1e-9]
        adjusted = holm([pool[sign] for pool in pools])
        names.append((len(found), "".join("01"[int(q <= alpha / 2 and abs(pool[2]) >= margin)] for q, pool in zip(adjusted, pools))))
    print("pooled policy", baseline, candidate, "regressed cells, pools (PC a set)", names[0], "improved", names[1])


if __name__ == "__main__":
    if len(sys.argv) > 1:
        for pair in (("llama_13b", "chinese_llama_13b"), ("llama2_13b", "chinese_llama2_13b"), ("llama2_13b", "vicuna_13b_v1.5")):
            pooled_policy(sys.argv[1], *pair)
        sys.exit()
    benjamini_hochberg()
    one_sided()
    discrete_holm()
    paired_difference()
    base, candidate = outcomes(BASELINE), outcomes(CANDIDATE)
    swap("overlap", base, candidate, overlap)
    swap("retrieval", base[:2], candidate[:2], retrieval)
    swap("retrieval, mostly undefined", outcomes(["1000", "1000"]), outcomes(["0100", "0000"]), retrieval)
    sign_flip()
    powers()
    bootstrap()
