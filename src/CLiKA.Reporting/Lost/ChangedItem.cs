using System.Collections.Immutable;
using CLiKA.Answers;
using CLiKA.Languages;

namespace CLiKA.Reporting.Lost;

/// <summary>One item of a probe set that was lost or won in at least one language.</summary>
/// <param name="Id">Id of the item; its place, from <c>#1</c>, where no ids are recorded.</param>
/// <param name="Position">Position of the item in its set, from 0.</param>
/// <param name="Relation">What the item asks for, for example <c>capital</c>; null where nothing is known about it.</param>
/// <param name="Gold">Index of the right option, from 0.</param>
/// <param name="Changes">In which languages it changed, in their order; at least one.</param>
public sealed record ChangedItem(string Id, int Position, string? Relation, int Gold, ImmutableArray<AnswerChange> Changes)
{
    /// <summary>The baseline's answer in English; null where English was not compared.</summary>
    public Answer? PivotBefore { get; init; }

    /// <summary>The answer in English that was received; null where English was not compared.</summary>
    public Answer? PivotNow { get; init; }

    /// <summary>The languages in which it is no longer right.</summary>
    public IEnumerable<Language> LostIn => Changes.Where(change => change.IsLost).Select(change => change.Language);

    /// <summary>The languages in which it became right.</summary>
    public IEnumerable<Language> WonIn => Changes.Where(change => !change.IsLost).Select(change => change.Language);

    /// <summary>The change in one language.</summary>
    /// <param name="language">The language.</param>
    /// <returns>The change; null where there is none.</returns>
    public AnswerChange? In(Language language) => Changes.FirstOrDefault(change => change.Language == language);
}
