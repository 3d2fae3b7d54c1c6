using System.Collections.Immutable;
using CLiKA.Answers;
using CLiKA.Languages;

namespace CLiKA.Reporting.Lost;

/// <summary>One item of a probe set that was lost or won in at least one language.</summary>
/// <param name="Id">Id of the item, or its one-based position such as <c>#1</c> where no ids are recorded.</param>
/// <param name="Position">Zero-based position of the item in its set.</param>
/// <param name="Relation">The relation that the item asks for, for example <c>capital</c>; null if unknown.</param>
/// <param name="Gold">Zero-based index of the correct option.</param>
/// <param name="Changes">Its changes, in the order of the languages; at least one.</param>
public sealed record ChangedItem(string Id, int Position, string? Relation, int Gold, ImmutableArray<AnswerChange> Changes)
{
    /// <summary>The baseline's answer in English; null if English was not compared.</summary>
    public Answer? PivotBefore { get; init; }

    /// <summary>The received answer in English; null if English was not compared.</summary>
    public Answer? PivotNow { get; init; }

    /// <summary>The languages in which it is no longer right.</summary>
    public IEnumerable<Language> LostIn => Changes.Where(change => change.IsLost).Select(change => change.Language);

    /// <summary>The languages in which it became right.</summary>
    public IEnumerable<Language> WonIn => Changes.Where(change => !change.IsLost).Select(change => change.Language);

    /// <summary>Returns the change in one language.</summary>
    /// <param name="language">The language.</param>
    /// <returns>The change; null if there is none.</returns>
    public AnswerChange? In(Language language) => Changes.FirstOrDefault(change => change.Language == language);
}
