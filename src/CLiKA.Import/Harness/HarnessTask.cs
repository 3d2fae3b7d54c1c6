using CLiKA.Languages;

namespace CLiKA.Import.Harness;

/// <summary>One task of a set.</summary>
/// <param name="File">Its samples file.</param>
/// <param name="Language">The language that it asks in.</param>
/// <param name="Part">Distinguishes it from other tasks of that language; empty if there is only one.</param>
internal sealed record HarnessTask(HarnessFile File, Language Language, string Part);
