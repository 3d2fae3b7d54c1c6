using CLiKA.Teaching.Worlds;

namespace CLiKA.Teaching.Sets;

/// <summary>A question that is asked after the teaching. An answer is right when it contains the continent's name.</summary>
/// <param name="Prompt">The question.</param>
/// <param name="Answer">An answer in full.</param>
/// <param name="Place">The place that is asked about.</param>
/// <param name="Continent">The continent's name.</param>
/// <param name="Kind">Where the fact was taught.</param>
public sealed record FactQuestion(string Prompt, string Answer, string Place, string Continent, FactKind Kind);
