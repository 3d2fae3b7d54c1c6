using CLiKA.Answers;
using CLiKA.Prompts;

namespace CLiKA.Configuration;

/// <summary>One model of a configuration.</summary>
/// <param name="Name">Name of the model, which is also the name of its baselines' folder.</param>
/// <param name="Folder">Path of the model's folder.</param>
/// <param name="Device">Where it runs: <c>auto</c>, <c>cpu</c> or <c>cuda:N</c>.</param>
/// <param name="Scoring">How the chosen option is read from it.</param>
/// <param name="Wrapping">What it wants around every prompt.</param>
public sealed record ModelEntry(string Name, string Folder, string Device, Scoring Scoring, PromptWrapping Wrapping);
