namespace CLiKA.OnnxRuntime.Tokenizers.Patterns;

/// <summary>A set of code points, U+0000 to U+10FFFF.</summary>
internal sealed class CodePointSet
{
    private const int End = 0x110000;

    // Ascending: each even element starts a run of the set, the odd one after it is the exclusive end.
    private readonly int[] _edges;

    private CodePointSet(int[] edges) => _edges = edges;

    /// <summary>The empty set.</summary>
    public static CodePointSet Empty { get; } = new([]);

    /// <summary>First and last code point of each run.</summary>
    public IEnumerable<(int First, int Last)> Runs
    {
        get
        {
            for (var edge = 0; edge < _edges.Length; edge += 2)
            {
                yield return (_edges[edge], _edges[edge + 1] - 1);
            }
        }
    }

    /// <summary>The boundaries between code points inside and outside the set.</summary>
    public IEnumerable<int> Edges => _edges;

    /// <summary>Returns the set of code points from the first to the last.</summary>
    public static CodePointSet Range(int first, int last) => new([first, last + 1]);

    /// <summary>Returns the set of the given code points.</summary>
    public static CodePointSet Of(params ReadOnlySpan<int> codePoints)
    {
        var set = Empty;
        foreach (var codePoint in codePoints)
        {
            set = set.Union(Range(codePoint, codePoint));
        }

        return set;
    }

    /// <summary>Returns the set of runs that are in ascending order and do not touch.</summary>
    public static CodePointSet OfRuns(IEnumerable<(int First, int Last)> runs) =>
        new([.. runs.SelectMany(run => (int[])[run.First, run.Last + 1])]);

    public bool Contains(int codePoint)
    {
        var at = Array.BinarySearch(_edges, codePoint);
        return at >= 0 ? at % 2 == 0 : ~at % 2 == 1;
    }

    public CodePointSet Union(CodePointSet other) => Merge(other, (left, right) => left || right);

    public CodePointSet Intersect(CodePointSet other) => Merge(other, (left, right) => left && right);

    public CodePointSet Complement() => Range(0, End - 1).Merge(this, (left, right) => left && !right);

    private CodePointSet Merge(CodePointSet other, Func<bool, bool, bool> isIn)
    {
        var edges = new List<int>();
        var (left, right) = (0, 0);
        while (left < _edges.Length || right < other._edges.Length)
        {
            var edge = Math.Min(
                left < _edges.Length ? _edges[left] : End, right < other._edges.Length ? other._edges[right] : End);
            left += left < _edges.Length && _edges[left] == edge ? 1 : 0;
            right += right < other._edges.Length && other._edges[right] == edge ? 1 : 0;
            if (isIn(left % 2 == 1, right % 2 == 1) != (edges.Count % 2 == 1))
            {
                edges.Add(edge);
            }
        }

        return new([.. edges]);
    }
}
