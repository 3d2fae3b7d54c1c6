namespace CLiKA.OnnxRuntime.Generation;

/// <summary>A prompt and the tokens generated after it.</summary>
/// <param name="tokens">The prompt's tokens.</param>
/// <param name="name">Name of the prompt in messages.</param>
internal sealed class GrowingText(int[] tokens, string name)
{
    private readonly List<int> _added = [];

    /// <summary>The prompt's tokens.</summary>
    public int[] Tokens { get; } = tokens;

    /// <summary>Name of the prompt in messages.</summary>
    public string Name { get; } = name;

    /// <summary>Number of tokens generated.</summary>
    public int Count => _added.Count;

    /// <summary>The generated text, up to the stop once there is one.</summary>
    public string Text { get; private set; } = string.Empty;

    /// <summary>Whether generation has ended.</summary>
    public bool IsFinished { get; private set; }

    /// <summary>Ends the text.</summary>
    public void Finish() => IsFinished = true;

    /// <summary>Adds a token.</summary>
    /// <param name="token">The token.</param>
    /// <param name="decode">Turns tokens into text.</param>
    /// <param name="endOf">Returns the index at which a text ends, or a negative number if it goes on.</param>
    public void Add(int token, Func<IEnumerable<int>, string> decode, Func<string, int> endOf)
    {
        _added.Add(token);
        Text = decode(_added);
        if (endOf(Text) is >= 0 and var end)
        {
            Text = Text[..end];
            Finish();
        }
    }
}
