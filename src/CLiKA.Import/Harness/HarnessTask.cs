using CLiKA.Languages;

namespace CLiKA.Import.Harness;

/// <summary>One task of a set.</summary>
/// <param name="File">Its samples.</param>
/// <param name="Language">The language that it asks in.</param>
/// <param name="Part">What tells it from other tasks of that language; empty where there is one.</param>
internal sealed record HarnessTask(HarnessFile File, Language Language, string Part);
