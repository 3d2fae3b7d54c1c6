namespace CLiKA.Import.Formats;

/// <summary>A triple in one language.</summary>
/// <param name="Relation">The relation.</param>
/// <param name="Subject">Identifier of the subject, the same in every language.</param>
/// <param name="Object">Identifier of the object, the same in every language.</param>
/// <param name="SubjectName">The subject's name in this language, which may be blank.</param>
/// <param name="ObjectName">The object's name in this language, which may be blank.</param>
internal sealed record TripleEntry(string Relation, string Subject, string Object, string SubjectName, string ObjectName);
