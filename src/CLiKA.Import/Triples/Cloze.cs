namespace CLiKA.Import.Triples;

/// <summary>Builds questions from templates such as <c>[X] is the capital of [Y] .</c> by leaving the object open.</summary>
public static class Cloze
{
    /// <summary>The text in place of the object, if text follows it.</summary>
    public const string Gap = "___";

    private const string Ends = ".。।?？؟!！";

    /// <summary>Fills in a template.</summary>
    /// <param name="template">The template, with the placeholder of the subject, and that of the object at most once.</param>
    /// <param name="subjectPlace">Placeholder of the subject, for example <c>[X]</c>.</param>
    /// <param name="objectPlace">Placeholder of the object, for example <c>[Y]</c>.</param>
    /// <param name="subject">Name of the subject.</param>
    /// <returns>The text before the object's placeholder if nothing follows it; otherwise the whole text with a gap in its place.</returns>
    public static string Fill(string template, string subjectPlace, string objectPlace, string subject)
    {
        var open = template.TrimEnd();
        open = open.EndsWith(objectPlace, StringComparison.Ordinal)
            ? open[..^objectPlace.Length].TrimEnd()
            : open.Replace(objectPlace, Gap, StringComparison.Ordinal);

        // Some templates are tokenized, including the full stop.
        open = open is [.. var sentence, var end] && Ends.Contains(end) ? sentence.TrimEnd() + end : open;
        return open.Replace(subjectPlace, subject, StringComparison.Ordinal).Trim();
    }
}
