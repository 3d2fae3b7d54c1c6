using CLiKA.Languages;

namespace CLiKA.Import;

/// <summary>Something of a public set that the pack does not have.</summary>
/// <param name="Id">Id of the item, or name of the relation.</param>
/// <param name="Language">The language that it fails in; null where it fails in all.</param>
/// <param name="Reason">Why it is left out: a phrase without names, so that reasons can be counted.</param>
public sealed record LeftOut(string Id, Language? Language, string Reason);
