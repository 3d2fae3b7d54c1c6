namespace CLiKA.OnnxRuntime.Tests;

/// <summary>Records reports synchronously and in order, which <see cref="Progress{T}"/> does not.</summary>
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
