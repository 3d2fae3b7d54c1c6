namespace CLiKA.Measurements;

/// <summary>
/// A progress that calls back where it is reported; <see cref="Progress{T}"/> posts to a thread pool, where reports overtake each other.
/// </summary>
/// <typeparam name="T">What is reported.</typeparam>
/// <param name="report">The callback.</param>
public sealed class CallbackProgress<T>(Action<T> report) : IProgress<T>
{
    /// <inheritdoc/>
    public void Report(T value) => report(value);
}
