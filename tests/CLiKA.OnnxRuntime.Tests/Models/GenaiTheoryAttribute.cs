namespace CLiKA.OnnxRuntime.Tests.Models;

/// <summary>A theory that compares with onnxruntime-genai; skipped where that was not built.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class GenaiTheoryAttribute : TheoryAttribute
{
    public GenaiTheoryAttribute()
    {
        if (Program is null)
        {
            Skip = "CLIKATEST_GENAI names no program that asks onnxruntime-genai; Models/Reference/genai.cs is one.";
        }
    }

    /// <summary>Path of the program, or null.</summary>
    public static string? Program => Environment.GetEnvironmentVariable("CLIKATEST_GENAI") is { Length: > 0 } path ? path : null;
}
