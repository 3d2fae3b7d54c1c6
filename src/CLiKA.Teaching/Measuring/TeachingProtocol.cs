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
/// <param name="Wrapping">What the model wants around every prompt.</param>
/// <param name="Ways">In which ways facts are asked, at least one.</param>
public sealed record TeachingProtocol(PromptWrapping Wrapping, ImmutableArray<RetrievalWay> Ways)
{
    /// <summary>Most tokens of an answer.</summary>
    public const int AnswerTokens = 48;

    /// <summary>Both ways, and nothing around the prompt.</summary>
    public static TeachingProtocol Usual { get; } = new(PromptWrapping.None, [.. Enum.GetValues<RetrievalWay>()]);

    /// <summary>How far an answer is read: to the end of its line.</summary>
    internal static GenerationOptions Answer { get; } = new(AnswerTokens) { Stops = ["\n"] };

    /// <summary>The prompt of a question, or of a request and what it is about.</summary>
    internal string Text(string question, string input = "") => Wrapping.Wrap(TeachingPrompt.Text(question, input));

    /// <summary>What measurements that are asked so have in common.</summary>
    /// <param name="device">Class of the device that answers.</param>
    /// <returns>The fingerprint.</returns>
    public ConductivityFingerprint Fingerprint(string device)
    {
        var prompt = string.Join('\0', Text("question"), Text("request", "input"), AnswerTokens.ToString(CultureInfo.InvariantCulture))
            + (Wrapping.Chat is { } chat ? '\0' + chat.Description : string.Empty);
        return new(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(prompt))), Conductivity.Completeness, device);
    }
}
