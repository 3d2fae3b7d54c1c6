namespace CLiKA.Runs;

/// <summary>How a model is run, where that is to differ from what is usual; null stands for the usual.</summary>
/// <param name="TokenBudget">Most tokens a batch.</param>
/// <param name="Threads">Threads for the CPU.</param>
/// <param name="Device">The device: <c>cpu</c> or <c>cuda:N</c>.</param>
/// <param name="Requests">Most requests that a server has under way at once: it makes its own batches of them.</param>
public sealed record Execution(int? TokenBudget = null, int? Threads = null, string? Device = null, int? Requests = null);
