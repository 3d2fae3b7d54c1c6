using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CLiKA.Answers;
using CLiKA.Measurements.Taught;
using CLiKA.Metrics;
using CLiKA.Prompts;
using CLiKA.Teaching.Sets;

namespace CLiKA.Teaching.Measuring;

/// <summary>How a taught model is asked.</summary>
/// <param name="Wrapping">The text around every prompt.</param>
/// <param name="Ways">The ways in which facts are asked, at least one.</param>
public sealed record TeachingProtocol(PromptWrapping Wrapping, ImmutableArray<RetrievalWay> Ways)
{
    /// <summary>Maximum number of tokens in an answer.</summary>
    private const int AnswerTokens = 48;

    /// <summary>Both ways, without text around the prompt.</summary>
    public static TeachingProtocol Usual { get; } = new(PromptWrapping.None, [.. Enum.GetValues<RetrievalWay>()]);

    /// <summary>Generation stops at the end of the answer's line.</summary>
    internal static GenerationOptions Answer { get; } = new(AnswerTokens) { Stops = ["\n"] };

    /// <summary>Returns the prompt for a question, or for an instruction and its input.</summary>
    internal string Text(string question, string input = "") => Wrapping.Wrap(TeachingPrompt.Text(question, input));

    /// <summary>Returns the fingerprint that measurements under this protocol share.</summary>
    /// <param name="device">Class of the device that answers.</param>
    /// <returns>The fingerprint.</returns>
    public ConductivityFingerprint Fingerprint(string device)
    {
        var prompt = string.Join('\0', Text("question"), Text("request", "input"), AnswerTokens.ToString(CultureInfo.InvariantCulture))
            + (Wrapping.Chat is { } chat ? '\0' + chat.Description : string.Empty);
        return new(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(prompt))), Conductivity.Completeness, device);
    }
}
