namespace CLiKA.Runs;

/// <summary>The settings with which a model is run; null stands for the usual value.</summary>
/// <param name="TokenBudget">Maximum number of tokens in a batch.</param>
/// <param name="Threads">Number of CPU threads.</param>
/// <param name="Device">The device: <c>cpu</c> or <c>cuda:N</c>.</param>
/// <param name="Requests">Maximum number of concurrent requests to a server, which forms batches of them.</param>
public sealed record Execution(int? TokenBudget = null, int? Threads = null, string? Device = null, int? Requests = null);
