namespace CLiKA.Onnx.Architectures;

/// <summary>Groups of experts of which the best are found first; a token's experts are then chosen among theirs, as in DeepSeek's models.</summary>
/// <param name="Count">Number of groups, a divisor of the number of experts.</param>
/// <param name="Chosen">How many of them are kept, at most all.</param>
/// <param name="Judged">A group is as good as so many of its best experts are together.</param>
public sealed record ExpertGroups(int Count, int Chosen, int Judged);
