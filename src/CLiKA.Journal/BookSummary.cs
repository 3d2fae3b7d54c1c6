using CLiKA.Answers;

namespace CLiKA.Journal;

/// <summary>One book of a journal: the answers of one model, on one runtime, to questions that are put in one way.</summary>
/// <param name="Id">Its number in the journal.</param>
/// <param name="Name">Where the model lay when the book was last used.</param>
/// <param name="Identity">What decides the answers.</param>
/// <param name="Protocol">How questions are put.</param>
/// <param name="Answers">Number of answers.</param>
/// <param name="Bytes">Length of answers and keys, in bytes; what the file takes for them is somewhat more.</param>
/// <param name="Begun">When the book was begun.</param>
/// <param name="Used">When a run last looked into it.</param>
public sealed record BookSummary(
    long Id, string Name, AnswererIdentity Identity, string Protocol, long Answers, long Bytes, DateTimeOffset Begun, DateTimeOffset Used);
