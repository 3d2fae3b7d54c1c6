using System.Collections.Immutable;
using CLiKA.Languages;

namespace CLiKA.Configuration;

/// <summary>Where a model is that was taught a world for one language.</summary>
/// <param name="World">Identifier of the world.</param>
/// <param name="Language">The language beside English.</param>
/// <param name="Paths">
/// A path for each teaching, at least one: an adapter over the model's own graph, or a folder of a whole taught model; for a model behind
/// a server the name that the taught model has there. Several differ in the seed of training.
/// </param>
public sealed record TaughtEntry(string World, Language Language, ImmutableArray<string> Paths);
