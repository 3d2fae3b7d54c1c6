namespace CLiKA.Jinja.Runtime;

/// <summary>One rendering of a template, and what it may still use: a template comes with a model, and is nobody's code.</summary>
/// <param name="date">The day that <c>strftime_now</c> tells.</param>
internal sealed class Rendering(DateTime date)
{
    /// <summary>The most elements that a list may have, or characters a text.</summary>
    public const int MaximumLength = 1 << 24;

    private const int MaximumSteps = 1 << 21;
    private const int MaximumDepth = 64;

    private long _steps;
    private long _characters;
    private int _depth;

    /// <summary>The day that <c>strftime_now</c> tells.</summary>
    public DateTime Date { get; } = date;

    /// <summary>Refuses a text or a list before it is made.</summary>
    public static int Checked(long length) => length <= MaximumLength
        ? (int)length
        : throw new TemplateFault($"makes a value of {length} characters or elements; at most {MaximumLength} are allowed.");

    /// <summary>Counts a step.</summary>
    public void Step()
    {
        if (++_steps > MaximumSteps)
        {
            throw new TemplateFault($"takes more than {MaximumSteps} steps.");
        }
    }

    /// <summary>Counts the size of a value that is kept or written.</summary>
    public object? Kept(object? value)
    {
        _characters += value switch { string text => text.Length, List<object?> list => list.Count, _ => 0 };
        return _characters <= MaximumLength * 4L
            ? value
            : throw new TemplateFault($"makes more than {MaximumLength * 4L} characters.");
    }

    /// <summary>Calls something that can call itself.</summary>
    public T Nested<T>(Func<T> call)
    {
        Step();
        if (++_depth > MaximumDepth)
        {
            throw new TemplateFault($"calls itself more than {MaximumDepth} deep.");
        }

        var result = call();
        _depth--;
        return result;
    }
}
