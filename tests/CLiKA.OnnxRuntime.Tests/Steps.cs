namespace CLiKA.OnnxRuntime.Tests;

/// <summary>Keeps what was reported, at once and in order, which <see cref="Progress{T}"/> does not.</summary>
internal sealed class Steps : IProgress<int>
{
    public List<int> Reported { get; } = [];

    public Action? OnReport { get; init; }

    public void Report(int value)
    {
        Reported.Add(value);
        OnReport?.Invoke();
    }
}
