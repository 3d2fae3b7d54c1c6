using CLiKA.Teaching.Worlds;

namespace CLiKA.Teaching.Sets;

/// <summary>A question asked after teaching. An answer is correct if it contains the name of the continent.</summary>
/// <param name="Prompt">The question.</param>
/// <param name="Answer">A full answer.</param>
/// <param name="Place">The place asked about.</param>
/// <param name="Continent">The continent's name.</param>
/// <param name="Kind">Where the fact was taught.</param>
public sealed record FactQuestion(string Prompt, string Answer, string Place, string Continent, FactKind Kind);
