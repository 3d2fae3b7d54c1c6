using System.Text.Json.Nodes;
using CLiKA.Answers;
using CLiKA.Configuration;
using CLiKA.Endpoint.Http;
using CLiKA.Endpoint.Scores;
using CLiKA.Endpoint.Servers;
using CLiKA.Prompts;

namespace CLiKA.Endpoint;

/// <summary>
/// Answers through a server with an OpenAI-compatible API. A question that the server fails to answer is an error, and never a missing or made-up
/// answer.
/// </summary>
public sealed class EndpointAnswerer : IModel
{
    /// <summary>
    /// The largest difference in log-probability between two requests that counts as rounding: the tolerance for a local graph that computes with 16
    /// bits, as servers usually do.
    /// </summary>
    internal const double Rounding = 0.05;

    // llama-server writes the minimum of a 32-bit float for the logarithm of 0, which is what a probability below e^-103 underflows to.
    private const double Impossible = -1e30;

    // As for a local model: a letter is among the first tokens or does not come.
    private const int AnswerTokens = 16;

    private readonly EndpointClient _client;
    private readonly EndpointEntry _entry;
    private readonly ServerCapabilities _offered;
    private readonly ChatFormat? _chat;
    private readonly Requests _requests;
    private readonly IContinuationScorer? _continuations;
    private readonly LetterScorer _letters;
    private readonly Scoring _scoring;
    private readonly bool _ownsClient;

    private EndpointAnswerer(
        EndpointClient client, EndpointEntry entry, ServerCapabilities offered, Scoring scoring, ChatFormat? chat, bool ownsClient)
    {
        (_client, _entry, _offered, _scoring, _chat, _ownsClient) = (client, entry, offered, scoring, chat, ownsClient);
        _requests = new(entry.Model, offered);
        _continuations = offered.ScoresTokens ? new PromptTokenScorer(client, _requests)
            : offered.Echoes ? new EchoScorer(client, _requests)
            : offered.ForcesTokens ? new ForcedTokenScorer(client, _requests, offered.Forcible!.Value)
            : null;
        _letters = new(client, offered, _requests, chat, _continuations);
    }

    /// <inheritdoc/>
    public string DeviceClass => _offered.ClassFor(_scoring);

    /// <inheritdoc/>
    public double Tolerance => Rounding;

    /// <inheritdoc/>
    public string Device => $"{_offered}; up to {_entry.Concurrency} requests at once";

    /// <summary>Determines what a server offers, and opens a model there.</summary>
    /// <param name="model">A model with an endpoint.</param>
    /// <param name="options">Retries and time-outs of the client.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <returns>The model, to be disposed of.</returns>
    /// <exception cref="InvalidInputException">
    /// There is no server, it lacks the model or the API, it cannot be asked in the configured way, or the API key is missing.
    /// </exception>
    /// <exception cref="ArgumentException">The model has no endpoint.</exception>
    public static async Task<EndpointAnswerer> OpenAsync(ModelEntry model, EndpointOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        var entry = model.Endpoint ?? throw new ArgumentException($"'{model.Name}' is not behind a server.", nameof(model));
        var client = new EndpointClient(entry, options);
        try
        {
            var chat = model.Protocol.Wrapping.Chat;
            var offered = await new CapabilityProbe(client, entry).RunAsync(chat, cancellationToken).ConfigureAwait(false);
            return new(client, entry, offered, model.Protocol.Scoring, chat, ownsClient: true);
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public IModel OpenTaught(string place) => _offered.Models.Has(place)
        ? new EndpointAnswerer(_client, _entry with { Model = place }, _offered, _scoring, _chat, ownsClient: false)
        : throw _client.Error(_offered.Models.Missing(place, _client.Shown));

    /// <inheritdoc/>
    /// <remarks>Only the server knows the maximum length of a prompt; it reports one that is too long when asked.</remarks>
    public void Check(IReadOnlyList<Prompt> prompts, Scoring scoring)
    {
        if (_offered.Objection(scoring) is { } objection)
        {
            throw _client.Error(objection);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There is no prompt.</exception>
    public Task<IReadOnlyList<Answer>> AnswerAsync(
        IReadOnlyList<Prompt> prompts, Scoring scoring, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(prompts);
        Check(prompts, scoring);
        return EachAsync(
            prompts,
            async (prompt, cancellation) => Possible(prompt, await (scoring switch
            {
                Scoring.Letter => _letters.AnswerAsync(prompt, cancellation),
                Scoring.Generation => InWordsAsync(prompt, cancellation),
                _ => LikeliestAsync(prompt, scoring, cancellation),
            }).ConfigureAwait(false)),
            progress,
            cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There is no text.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The maximum number of tokens is less than one.</exception>
    public Task<IReadOnlyList<string>> GenerateAsync(
        IReadOnlyList<string> prompts, GenerationOptions options, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(prompts);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaximumTokens, 1, nameof(options));
        return EachAsync(
            [.. prompts.Index()],
            (text, cancellation) => ContinueAsync(text.Item, options, $"text {text.Index + 1}", cancellation),
            progress,
            cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_ownsClient)
        {
            _client.Dispose();
        }
    }

    // Such an option is less likely than any other. Where every one is, the first would be taken for the answer.
    private Answer Possible(Prompt prompt, Answer answer) => answer.LogProbabilities.Any(value => value > Impossible) || answer.LogProbabilities.IsEmpty
        ? answer
        : throw _client.Error($"{prompt.Name} was not answered: the server shows every option with the probability 0, so that none is the likeliest.");

    private async Task<Answer> LikeliestAsync(Prompt prompt, Scoring scoring, CancellationToken cancellationToken)
    {
        int[] all = [.. Enumerable.Range(0, prompt.Continuations.Length)];
        return ContinuationScore.Choose(await _continuations!.ScoreAsync(prompt, all, cancellationToken).ConfigureAwait(false), scoring);
    }

    private async Task<Answer> InWordsAsync(Prompt prompt, CancellationToken cancellationToken)
    {
        var text = await ContinueAsync(prompt.Text, new(AnswerTokens), prompt.Name, cancellationToken).ConfigureAwait(false);
        return AnswerText.Read(text, prompt.Continuations.Length);
    }

    private async Task<string> ContinueAsync(string prompt, GenerationOptions options, string name, CancellationToken cancellationToken)
    {
        var request = _chat is null
            ? _requests.Completion(prompt, options.MaximumTokens)
            : _requests.Chat(prompt, _chat, options.MaximumTokens);
        if (!options.Stops.IsEmpty)
        {
            request["stop"] = new JsonArray([.. options.Stops.Select(stop => (JsonNode)stop)]);
        }

        var text = await _client.AskAsync(
            Requests.PathOf(_chat), request, name, Choices.Text, cancellationToken).ConfigureAwait(false);

        // Some servers include the stop sequence in the text.
        var end = options.Stops.Select(stop => text.IndexOf(stop, StringComparison.Ordinal)).Where(place => place >= 0)
            .DefaultIfEmpty(text.Length).Min();
        return text[..end];
    }

    // Limited to the configured number of concurrent requests; the first failure cancels the others.
    private async Task<IReadOnlyList<TResult>> EachAsync<T, TResult>(
        IReadOnlyList<T> questions,
        Func<T, CancellationToken, Task<TResult>> ask,
        IProgress<int>? progress,
        CancellationToken cancellationToken)
    {
        if (questions.Count == 0)
        {
            throw new ArgumentException("There is nothing to ask.", nameof(questions));
        }

        var answers = new TResult[questions.Count];
        var done = 0;
        await Parallel.ForAsync(
            0,
            questions.Count,
            new ParallelOptions { MaxDegreeOfParallelism = _entry.Concurrency, CancellationToken = cancellationToken },
            async (index, cancellation) =>
            {
                answers[index] = await ask(questions[index], cancellation).ConfigureAwait(false);
                progress?.Report(Interlocked.Increment(ref done));
            }).ConfigureAwait(false);
        return answers;
    }
}
