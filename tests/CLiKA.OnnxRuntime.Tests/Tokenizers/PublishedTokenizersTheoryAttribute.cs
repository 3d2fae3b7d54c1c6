namespace CLiKA.OnnxRuntime.Tests.Tokenizers;

/// <summary>A theory on published vocabularies; skipped where they are missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PublishedTokenizersTheoryAttribute : TheoryAttribute
{
    public PublishedTokenizersTheoryAttribute()
    {
        if (Folder is null)
        {
            Skip = "CLIKATEST_TOKENIZERS names no folder with published vocabularies; Reference/make.mjs makes one.";
        }
    }

    /// <summary>The folder, or null.</summary>
    public static string? Folder => Environment.GetEnvironmentVariable("CLIKATEST_TOKENIZERS") is { Length: > 0 } folder ? folder : null;
}
