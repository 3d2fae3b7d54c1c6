using CLiKA.Languages;

namespace CLiKA.Import;

/// <summary>A part of a public set that is not in the probe set.</summary>
/// <param name="Id">Id of the item, or name of the relation.</param>
/// <param name="Language">The language in which it fails; null if it fails in all.</param>
/// <param name="Reason">The reason: a phrase without names, so that reasons can be counted.</param>
public sealed record LeftOut(string Id, Language? Language, string Reason);
