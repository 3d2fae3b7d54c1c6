namespace CLiKA.Measurements;

/// <summary>
/// A progress that invokes its callback on the reporting thread; <see cref="Progress{T}"/> posts to the thread pool, where reports can overtake each
/// other.
/// </summary>
/// <typeparam name="T">Type of the reported value.</typeparam>
/// <param name="report">The callback.</param>
public sealed class CallbackProgress<T>(Action<T> report) : IProgress<T>
{
    /// <inheritdoc/>
    public void Report(T value) => report(value);
}
