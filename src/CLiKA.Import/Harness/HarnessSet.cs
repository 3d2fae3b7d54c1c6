using System.Collections.Immutable;

namespace CLiKA.Import.Harness;

/// <summary>One set read from runs of the harness.</summary>
/// <param name="Import">Its questions, and what was left out because it does not correspond across languages.</param>
/// <param name="Key">The key by which questions were paired.</param>
/// <param name="Files">Names of the files that were read.</param>
/// <param name="PassedOver">Tasks that match the pattern but have no language in the place of the language.</param>
public sealed record HarnessSet(ImportResult Import, string Key, ImmutableArray<string> Files, ImmutableArray<string> PassedOver);
