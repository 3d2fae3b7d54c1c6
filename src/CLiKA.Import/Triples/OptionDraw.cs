using System.Collections.Immutable;
using CLiKA.Languages;
using CLiKA.Probes.Validation;

namespace CLiKA.Import.Triples;

/// <summary>Draws the wrong options for the questions of one relation.</summary>
internal sealed class OptionDraw
{
    private readonly ImmutableArray<Language> _languages;
    private readonly int _wrong;
    private readonly Random _random;
    private readonly List<Candidate> _candidates;
    private readonly Dictionary<string, Candidate> _byObject;
    private readonly ILookup<string, Triple> _bySubject;

    public OptionDraw(List<Triple> triples, ImmutableArray<Language> languages, int options, Random random)
    {
        _languages = languages;
        _wrong = options - 1;
        _random = random;
        _bySubject = triples.ToLookup(triple => triple.Subject, StringComparer.Ordinal);
        _candidates =
        [
            .. triples.GroupBy(triple => triple.Target).Select(group => new Candidate(
                group.Key, group.First().ObjectNames, [.. group.Select(triple => triple.Region)]) { Owed = _wrong * group.Count() }),
        ];
        _byObject = _candidates.ToDictionary(candidate => candidate.Object, StringComparer.Ordinal);
    }

    /// <summary>Number of objects of the relation.</summary>
    public int Objects => _candidates.Count;

    /// <summary>Draws the wrong options for one question.</summary>
    /// <param name="triple">The fact to ask for.</param>
    /// <returns>The options; null if there are too few.</returns>
    public DrawnOptions? Draw(Triple triple)
    {
        var right = _bySubject[triple.Subject].SelectMany(other => other.AlsoRight.Add(other.Target)).ToHashSet(StringComparer.Ordinal);

        // An object with the same name as a correct one is as correct to a reader. The question's own object may have a further name.
        var taken = right.Where(_byObject.ContainsKey).Select(name => _byObject[name].Names).Append(triple.ObjectNames)
            .SelectMany(names => _languages.Select(language => (language, Folding.Fold(names[language])))).ToHashSet();
        var order = _candidates.Where(candidate => !right.Contains(candidate.Object)).ToArray();
        _random.Shuffle(order);

        // An object is owed as many places among the wrong options as its correct answers require: if it were offered more or less often, the
        // options alone would give it away.
        var byNeed = order.OrderByDescending(candidate => candidate.Owed).ToList();
        var near = triple.Region is null ? [] : Distinct(byNeed.Where(candidate => candidate.Regions.Contains(triple.Region)), taken);
        var fromRegion = near.Count == _wrong;
        var chosen = fromRegion ? near : Distinct(byNeed, taken);
        if (chosen.Count < _wrong)
        {
            return null;
        }

        chosen.ForEach(candidate => candidate.Owed--);
        var places = chosen.ToArray();
        _random.Shuffle(places);
        return new DrawnOptions([.. places.Select(candidate => candidate.Names)], fromRegion);
    }

    private List<Candidate> Distinct(IEnumerable<Candidate> candidates, HashSet<(Language, string)> taken)
    {
        var names = taken.ToHashSet();
        var chosen = new List<Candidate>();
        foreach (var candidate in candidates)
        {
            var own = _languages.Select(language => (language, Folding.Fold(candidate.Names[language]))).ToList();
            if (!own.Exists(names.Contains))
            {
                names.UnionWith(own);
                chosen.Add(candidate);
                if (chosen.Count == _wrong)
                {
                    break;
                }
            }
        }

        return chosen;
    }

    private sealed record Candidate(string Object, ImmutableDictionary<Language, string> Names, ImmutableHashSet<string?> Regions)
    {
        public int Owed { get; set; }
    }
}
