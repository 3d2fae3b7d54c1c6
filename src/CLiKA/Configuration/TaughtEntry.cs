using System.Collections.Immutable;
using CLiKA.Languages;

namespace CLiKA.Configuration;

/// <summary>Locations of the models that were taught a world for one language.</summary>
/// <param name="World">Identifier of the world.</param>
/// <param name="Language">The language other than English.</param>
/// <param name="Paths">
/// One path for each teaching, at least one: an adapter for the model's own graph, or the folder of a complete taught model; for a model behind a
/// server, the name of the taught model there. Several teachings differ in the training seed.
/// </param>
public sealed record TaughtEntry(string World, Language Language, ImmutableArray<string> Paths);
