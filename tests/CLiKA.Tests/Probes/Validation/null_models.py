"""Prints what NullModelsTests expects of the naive Bayes model, computed by another implementation.

    python3 null_models.py
"""
import math

ITEMS = (
    "cairo dakar hanoi 2, riga cairo delhi 2, quito lima kyoto 2, lima minsk cairo 2, "
    "seoul dhaka bern 0, quito kyoto minsk 0, tunis quito rome 0, sofia accra kyoto 1, "
    "riga dakar delhi 0, dakar delhi oslo 2, dakar rome delhi 2, oslo delhi seoul 0, "
    "paris perth dakar 0, delhi cairo quito 0, rome paris tunis 1, cairo bern paris 2, "
    "tunis riga minsk 0, sofia dakar perth 0, minsk delhi perth 0, seoul dakar accra 0, "
    "dakar dhaka hanoi 1, seoul rome dakar 0, cairo quito delhi 2, cairo bern hanoi 2"
)


def pieces(option):
    """The whole text, and every piece of it of up to three characters."""
    found = {"=" + option}
    for length in (1, 2, 3):
        found |= {option} if len(option) <= length else {option[start:start + length] for start in range(len(option) - length + 1)}
    return found


def main():
    items = [(row.split()[:-1], int(row.split()[-1])) for row in ITEMS.split(", ")]
    right = 0
    for fold in range(10):
        counts = {}
        totals = [0, 0]
        for options, gold in (item for index, item in enumerate(items) if index % 10 != fold):
            for place, option in enumerate(options):
                totals[place != gold] += 1
                for piece in pieces(option):
                    counts.setdefault(piece, [0, 0])[place != gold] += 1
        prior = totals[0] / sum(totals)
        weights = {
            piece: math.log((yes + prior) / (no + 1 - prior)) - math.log(prior / (1 - prior)) for piece, (yes, no) in counts.items()}
        for options, gold in items[fold::10]:
            scores = [math.fsum(weights.get(piece, 0) for piece in pieces(option)) for option in options]
            right += scores.index(max(scores)) == gold
    print("naive Bayes on options:", right, "of", len(items))


if __name__ == "__main__":
    main()
