using System.Collections.Immutable;
using CLiKA.Answers;
using CLiKA.Configuration;
using CLiKA.Input;
using CLiKA.Measurements;

namespace CLiKA.Endpoint.Servers;

/// <summary>The capabilities of a server, as determined by probing it.</summary>
/// <param name="Api">The API through which it is asked.</param>
/// <param name="Models">Its models.</param>
internal sealed record ServerCapabilities(EndpointApi Api, ServedModels Models)
{
    /// <summary>The version of the program that serves the model; empty where it is unknown.</summary>
    public string Version { get; init; } = string.Empty;

    /// <summary>The name of the token limit.</summary>
    public string TokenLimit { get; init; } = Requests.UsualLimit;

    /// <summary>Number of likeliest next tokens whose log-probabilities it returns; 0 where it returns none.</summary>
    public int TopTokens { get; init; }

    /// <summary>Whether it can return the ids of those tokens.</summary>
    public bool NamesIds { get; init; }

    /// <summary>Whether it tokenizes texts.</summary>
    public bool Tokenizes { get; init; }

    /// <summary>Whether it accepts token ids as a prompt, and returns their log-probabilities.</summary>
    public bool ScoresTokens { get; init; }

    /// <summary>
    /// A token that the server generates when forced by a bias, returning the same probability as without it; null where it does not do so.
    /// </summary>
    public int? Forcible { get; init; }

    /// <summary>Whether it echoes a prompt with its tokens' log-probabilities.</summary>
    public bool Echoes { get; init; }

    /// <summary>What it lacks for <see cref="ScoresContinuations"/>, in words; empty where it lacks nothing.</summary>
    public string Lacks { get; init; } = string.Empty;

    /// <summary>Features on which it failed each time although it answers without them: paths of its API, and its messages.</summary>
    public ImmutableArray<string> Faults { get; init; } = [];

    /// <summary>Whether the tokens of an option can be forced, with their log-probabilities.</summary>
    public bool ForcesTokens => Forcible is not null && Tokenizes && Api == EndpointApi.Completions;

    /// <summary>Whether the log-probabilities of a given continuation are available.</summary>
    public bool ScoresContinuations => ScoresTokens || Echoes || ForcesTokens;

    /// <summary>
    /// Whether it serves like vLLM, where a model's own defaults (<c>generation_config.json</c>) would change which token is likeliest unless
    /// overridden by name.
    /// </summary>
    public bool HasModelDefaults => Models.Owner is "vllm" or "sglang";

    /// <summary>
    /// Returns the device class, which includes what makes answers incomparable: where only the likeliest tokens are returned, their number
    /// determines which letters are found; and where the server failed on a feature, answers may be read in another way than when it does not.
    /// </summary>
    /// <param name="scoring">The way of scoring.</param>
    public string ClassFor(Scoring scoring) => ModelEntry.EndpointDevice
        + (scoring == Scoring.Letter && !ScoresContinuations ? $"-top-{TopTokens}" : string.Empty)
        + (Faults.IsEmpty ? string.Empty : FaultyDevice.Suffix);

    /// <summary>Returns why questions cannot be scored in a given way; null where they can.</summary>
    /// <param name="scoring">The way of scoring.</param>
    public string? Objection(Scoring scoring) => scoring switch
    {
        Scoring.Generation => null,
        Scoring.Letter => TopTokens > 0 || ScoresContinuations
            ? null
            : $"cannot be asked by {EnumName.Of(scoring)}: it shows no log-probabilities of next tokens; expected scoring generation.",
        _ => ScoresContinuations
            ? null
            : $"cannot be asked by {EnumName.Of(scoring)}: {Lacks}; expected scoring {(TopTokens > 0 ? "letter or " : string.Empty)}generation.",
    };

    /// <inheritdoc/>
    public override string ToString()
    {
        var about = string.Join(", ", (string[])[$"{Models.Owner} {Version}".Trim(), Models.Remark]).Trim(',', ' ');
        var shows = (string[])
        [
            TopTokens > 0 ? $"the {TopTokens} likeliest next tokens" : "no log-probabilities of next tokens",
            ScoresTokens ? "log-probabilities of prompts, by token ids" : Echoes ? "log-probabilities of prompts, echoed"
                : ForcesTokens ? "log-probabilities of options, one forced token at a time"
                : "none of prompts",
        ];
        return $"a server{(about.Length > 0 ? $" ({about})" : string.Empty)}, {(Api == EndpointApi.Chat ? "chat completions" : "completions")}; "
            + $"it shows {string.Join(" and ", shows)}"
            + (Faults.IsEmpty ? string.Empty : $"; it failed when asked for more, which counts as \"not offered\" ({string.Join("; ", Faults)})");
    }
}
