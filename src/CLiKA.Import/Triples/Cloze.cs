namespace CLiKA.Import.Triples;

/// <summary>Makes questions of templates such as <c>[X] is the capital of [Y] .</c>: what is asked for is left open.</summary>
public static class Cloze
{
    /// <summary>What stands in the place of the object where the text goes on behind it.</summary>
    public const string Gap = "___";

    private const string Ends = ".。।?؟!";

    /// <summary>Fills in a template.</summary>
    /// <param name="template">The template, with the subject's place and with the object's at most once.</param>
    /// <param name="subjectPlace">What stands in the subject's place, for example <c>[X]</c>.</param>
    /// <param name="objectPlace">What stands in the object's place, for example <c>[Y]</c>.</param>
    /// <param name="subject">Name of the subject.</param>
    /// <returns>What stands before the object's place, where nothing follows it; otherwise the whole with a gap there.</returns>
    public static string Fill(string template, string subjectPlace, string objectPlace, string subject)
    {
        var open = template.TrimEnd();
        open = open.EndsWith(objectPlace, StringComparison.Ordinal)
            ? open[..^objectPlace.Length].TrimEnd()
            : open.Replace(objectPlace, Gap, StringComparison.Ordinal);

        // Some templates are split into tokens, the full stop among them.
        open = open is [.. var sentence, var end] && Ends.Contains(end) ? sentence.TrimEnd() + end : open;
        return open.Replace(subjectPlace, subject, StringComparison.Ordinal).Trim();
    }
}
