using System.Runtime.CompilerServices;

namespace CLiKA.Jinja.Runtime;

/// <summary>One rendering of a template, with its resource limits: a template comes with a model, and is untrusted code.</summary>
/// <param name="date">The time that <c>strftime_now</c> returns.</param>
internal sealed class Rendering(DateTime date)
{
    /// <summary>Maximum number of elements in a list, or characters in a text, each counted as often as it would be written.</summary>
    private const int MaximumLength = 1 << 20;

    private const int MaximumSteps = 1 << 21;
    private const int MaximumDepth = 64;

    // Number of elements traversed per step.
    private const int ElementsPerStep = 16;

    // Cached, since nesting can grow sizes exponentially: a list that holds the same list twice is small, but its written size doubles at every
    // level.
    private readonly ConditionalWeakTable<object, Extent> _extents = [];

    private long _steps;
    private long _characters;
    private int _depth;

    /// <summary>The time that <c>strftime_now</c> returns.</summary>
    public DateTime Date { get; } = date;

    /// <summary>Rejects an oversized text or list before it is created.</summary>
    public static int CheckedLength(long length) => length <= MaximumLength
        ? (int)length
        : throw new TemplateFault($"a value has {length} characters or elements; at most {MaximumLength} are allowed.");

    /// <summary>Counts steps.</summary>
    /// <param name="count">Number of steps.</param>
    public void Step(long count = 1)
    {
        if ((_steps += count) > MaximumSteps)
        {
            throw new TemplateFault($"rendering takes more than {MaximumSteps} steps.");
        }
    }

    /// <summary>
    /// Evaluates the operand of another operation, if the stack suffices: a chain of operators nests as deeply as it is long, and a stack
    /// overflow would end the process.
    /// </summary>
    public static object? EvaluateOperand(Expression expression, Scope scope) => RuntimeHelpers.TryEnsureSufficientExecutionStack()
        ? expression(scope)
        : throw new TemplateFault("an expression is too long to evaluate.");

    /// <summary>Counts the steps that it takes to traverse values.</summary>
    public void CountTraversal(params ReadOnlySpan<object?> values)
    {
        foreach (var value in values)
        {
            Step(1 + (ExtentOf(value).Length / ElementsPerStep));
        }
    }

    /// <summary>Counts the steps that it took to create a value, and returns the value.</summary>
    public object? CountCreated(object? value)
    {
        CountTraversal(value);
        return value;
    }

    /// <summary>Counts the size of a value that is stored or written, and returns the value.</summary>
    public object? CountStored(object? value)
    {
        var extent = ExtentOf(value);
        CheckedLength(extent.Length);
        if (extent.Depth > MaximumDepth)
        {
            throw new TemplateFault($"a value is nested more than {MaximumDepth} deep.");
        }

        _characters += value switch { string text => text.Length, List<object?> list => list.Count, _ => 0 };
        return _characters <= MaximumLength * 4L
            ? value
            : throw new TemplateFault($"the template creates more than {MaximumLength * 4L} characters or elements in total.");
    }

    /// <summary>Calls a function that may recurse.</summary>
    public T Nested<T>(Func<T> call)
    {
        Step();
        if (++_depth > MaximumDepth)
        {
            throw new TemplateFault($"calls are nested more than {MaximumDepth} deep.");
        }

        var result = call();
        _depth--;
        return result;
    }

    // Values are immutable except for namespaces, which have no elements.
    private Extent ExtentOf(object? value) => value switch
    {
        string text => new(text.Length + 1L, 0),
        List<object?> list => _extents.TryGetValue(list, out var known) ? known : Known(list, list),
        Map map => _extents.TryGetValue(map, out var known) ? known : Known(map, map.SelectMany(pair => (object?[])[pair.Key, pair.Value])),
        _ => Extent.One,
    };

    private Extent Known(object value, IEnumerable<object?> parts)
    {
        var (length, depth) = (1L, 0);
        foreach (var part in parts)
        {
            var extent = ExtentOf(part);
            length = Math.Min(length + extent.Length, int.MaxValue);
            depth = Math.Max(depth, extent.Depth);
        }

        var known = new Extent(length, depth + 1);
        _extents.AddOrUpdate(value, known);
        return known;
    }

    private sealed record Extent(long Length, int Depth)
    {
        public static Extent One { get; } = new(1, 0);
    }
}
