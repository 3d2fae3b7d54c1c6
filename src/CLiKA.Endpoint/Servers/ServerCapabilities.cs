using System.Collections.Immutable;
using CLiKA.Answers;
using CLiKA.Configuration;
using CLiKA.Input;
using CLiKA.Measurements;

namespace CLiKA.Endpoint.Servers;

/// <summary>What a server was seen to offer when it was probed.</summary>
/// <param name="Api">In which way it is asked.</param>
/// <param name="Models">Its models.</param>
internal sealed record ServerCapabilities(EndpointApi Api, ServedModels Models)
{
    /// <summary>Under which name it takes the most tokens of an answer.</summary>
    public string TokenLimit { get; init; } = Requests.UsualLimit;

    /// <summary>Of how many of the likeliest next tokens it shows the log-probabilities; 0 where of none.</summary>
    public int TopTokens { get; init; }

    /// <summary>Whether it names those tokens by their ids, where it is asked to.</summary>
    public bool NamesIds { get; init; }

    /// <summary>Whether it tells the tokens of a text.</summary>
    public bool Tokenizes { get; init; }

    /// <summary>Whether it takes tokens for a prompt, and shows their log-probabilities.</summary>
    public bool ScoresTokens { get; init; }

    /// <summary>
    /// A token that it was seen to write when a bias asked for it, and to show as likely as it is without; null where it does not do so.
    /// </summary>
    public int? Forcible { get; init; }

    /// <summary>Whether it repeats a prompt with its tokens' log-probabilities.</summary>
    public bool Echoes { get; init; }

    /// <summary>What it lacks for <see cref="ScoresContinuations"/>, in words; empty where it lacks nothing.</summary>
    public string Lacks { get; init; } = string.Empty;

    /// <summary>Where it broke each time when it was asked for something, and answered without: paths of its API, and what it said.</summary>
    public ImmutableArray<string> Faults { get; init; } = [];

    /// <summary>Whether the tokens of an option can be had written, with their log-probabilities.</summary>
    public bool ForcesTokens => Forcible is not null && Tokenizes && Api == EndpointApi.Completions;

    /// <summary>Whether log-probabilities of a given continuation can be had.</summary>
    public bool ScoresContinuations => ScoresTokens || Echoes || ForcesTokens;

    /// <summary>
    /// Whether it serves in the manner of vLLM, where a model's own defaults (<c>generation_config.json</c>) would change what is likeliest
    /// unless they are overruled by name.
    /// </summary>
    public bool HasModelDefaults => Models.Owner is "vllm" or "sglang";

    /// <summary>
    /// What makes answers incomparable: where only the likeliest tokens are shown, how many decides which letters are found; and where the
    /// server broke, answers may be read in another way than when it does not.
    /// </summary>
    /// <param name="scoring">How the model is asked.</param>
    public string ClassFor(Scoring scoring) => ModelEntry.EndpointDevice
        + (scoring == Scoring.Letter && !ScoresContinuations ? $"-top-{TopTokens}" : string.Empty)
        + (Faults.IsEmpty ? string.Empty : FaultyDevice.Suffix);

    /// <summary>Why questions cannot be asked in a way; null where they can.</summary>
    /// <param name="scoring">The way.</param>
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
        var about = string.Join(", ", (string[])[Models.Owner, Models.Remark]).Trim(',', ' ');
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
