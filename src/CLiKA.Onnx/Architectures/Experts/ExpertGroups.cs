namespace CLiKA.Onnx.Architectures.Experts;

/// <summary>
/// Groups of experts, of which the best are selected first; a token's experts are then chosen from these groups, as in DeepSeek's models.
/// </summary>
/// <param name="Count">Number of groups, a divisor of the number of experts.</param>
/// <param name="Chosen">Number of groups that are selected, at most all.</param>
/// <param name="ScoringExperts">Number of a group's best experts whose scores sum to the score of the group.</param>
public sealed record ExpertGroups(int Count, int Chosen, int ScoringExperts);
