using System.Collections.Immutable;

namespace CLiKA.Import.Harness;

/// <summary>One set of the harness's runs, as it was read.</summary>
/// <param name="Import">Its questions, and what was left out since it is not the same in every language.</param>
/// <param name="Key">By what questions were paired.</param>
/// <param name="Files">Names of the files that were read.</param>
/// <param name="PassedOver">Tasks that are called so, but in the place of the language have none.</param>
public sealed record HarnessSet(ImportResult Import, string Key, ImmutableArray<string> Files, ImmutableArray<string> PassedOver);
