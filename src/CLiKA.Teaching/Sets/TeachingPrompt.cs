namespace CLiKA.Teaching.Sets;

/// <summary>The text in which a model that does not chat is taught and asked.</summary>
public static class TeachingPrompt
{
    /// <summary>A question, or a request and what it is about, up to the place where the answer begins with a space.</summary>
    /// <param name="question">The question or request.</param>
    /// <param name="input">What it is about; empty where the question says it.</param>
    /// <returns>The text.</returns>
    public static string Text(string question, string input = "") =>
        string.IsNullOrEmpty(input) ? $"Question:{question}\nAnswer:" : $"Question:{question}\n{input}\nAnswer:";
}
