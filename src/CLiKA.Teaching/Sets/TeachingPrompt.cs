namespace CLiKA.Teaching.Sets;

/// <summary>The prompt format for teaching and asking a model without a chat template.</summary>
public static class TeachingPrompt
{
    /// <summary>Returns the prompt for a question, or for an instruction and its input; the answer follows after a space.</summary>
    /// <param name="question">The question or instruction.</param>
    /// <param name="input">The input of the instruction; empty for a question.</param>
    /// <returns>The text.</returns>
    public static string Text(string question, string input = "") =>
        string.IsNullOrEmpty(input) ? $"Question:{question}\nAnswer:" : $"Question:{question}\n{input}\nAnswer:";
}
