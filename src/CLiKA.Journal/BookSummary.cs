using CLiKA.Answers;

namespace CLiKA.Journal;

/// <summary>One book of a journal: the answers of one model, on one runtime, to questions put in one way.</summary>
/// <param name="Id">Its id in the journal.</param>
/// <param name="Name">Location of the model when the book was last used.</param>
/// <param name="Identity">The identity of the answerer, which determines the answers.</param>
/// <param name="Protocol">The way in which questions are put.</param>
/// <param name="Answers">Number of answers.</param>
/// <param name="Bytes">Length of answers and keys, in bytes; the file uses somewhat more for them.</param>
/// <param name="Begun">Time at which the book was created.</param>
/// <param name="Used">Time at which a run last read it.</param>
public sealed record BookSummary(
    long Id, string Name, AnswererIdentity Identity, string Protocol, long Answers, long Bytes, DateTimeOffset Begun, DateTimeOffset Used);
