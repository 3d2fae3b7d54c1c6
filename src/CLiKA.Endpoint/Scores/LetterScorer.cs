using System.Text.Json.Nodes;
using CLiKA.Answers;
using CLiKA.Endpoint.Http;
using CLiKA.Endpoint.Servers;
using CLiKA.Prompts;

namespace CLiKA.Endpoint.Scores;

/// <summary>
/// Scores letters from the likeliest next tokens that a server returns. A letter that is not among them is scored by itself where the server allows
/// that; otherwise it is less likely than each of them, and ranks below every letter that is there.
/// </summary>
/// <param name="client">The server.</param>
/// <param name="offered">The capabilities of the server.</param>
/// <param name="requests">The request factory for it.</param>
/// <param name="chat">The chat format; null for completions.</param>
/// <param name="scorer">Scores letters that are not among the likeliest tokens; null where the server does not allow that.</param>
internal sealed class LetterScorer(
    EndpointClient client, ServerCapabilities offered, Requests requests, ChatFormat? chat, IContinuationScorer? scorer)
{
    // Token ids are used for completions only: in a chat, only the server knows what precedes a letter.
    private readonly ServerTokenizer? _tokenizer = offered is { Tokenizes: true, NamesIds: true } && chat is null ? new(client, requests) : null;

    /// <summary>Creates the request for the likeliest next tokens.</summary>
    /// <param name="requests">The request factory for the server.</param>
    /// <param name="text">The prompt.</param>
    /// <param name="chat">The chat format; null for completions.</param>
    /// <param name="count">Number of tokens.</param>
    /// <param name="byId">Whether tokens are to be returned by their ids.</param>
    public static JsonObject Request(Requests requests, string text, ChatFormat? chat, int count, bool byId)
    {
        if (chat is not null)
        {
            var message = requests.Chat(text, chat, tokens: 1);
            message["logprobs"] = true;
            message["top_logprobs"] = count;
            return message;
        }

        var request = requests.Completion(text, tokens: 1);
        request["logprobs"] = count;
        if (byId)
        {
            request["return_tokens_as_token_ids"] = true;
        }

        return request;
    }

    /// <summary>Requests the answer to a prompt.</summary>
    /// <param name="prompt">The prompt; its continuations are letters.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <returns>The answer; invalid where none of the letters could be found.</returns>
    /// <exception cref="InvalidInputException">The server did not answer, or a letter takes more than one token.</exception>
    public async Task<Answer> AnswerAsync(Prompt prompt, CancellationToken cancellationToken)
    {
        var name = prompt.Name;
        var shown = offered.TopTokens == 0 ? [] : await client.AskAsync(
            Requests.PathOf(chat),
            Request(prompt.Text),
            name,
            reply => Choices.Tokens(reply) is { Count: > 0 } tokens
                ? tokens
                : throw reply.Error("it shows no log-probabilities of the next token, although the server did when it was probed."),
            cancellationToken).ConfigureAwait(false);
        var found = await FindAsync(prompt, shown, name, cancellationToken).ConfigureAwait(false);
        int[] missing = [.. Enumerable.Range(0, found.Length).Where(option => found[option] is null)];
        if (missing.Length > 0 && scorer is not null)
        {
            var scores = await scorer.ScoreAsync(prompt, missing, cancellationToken).ConfigureAwait(false);
            foreach (var (option, score) in missing.Zip(scores))
            {
                found[option] = score.Tokens == 1 ? score.LogProbability : throw TooLong(name, prompt.Continuations[option], score.Tokens);
            }
        }
        else if (missing.Length == found.Length)
        {
            return Answer.Invalid;
        }

        var bound = shown.Count == 0 ? 0 : Math.BitDecrement(shown.Min(token => token.LogProbability));
        return ContinuationScore.Choose(
            [.. found.Select(value => new ContinuationScore(value ?? bound, Tokens: 1, Bytes: 1))], Scoring.Letter);
    }

    // llama-server returns nothing where the likeliest token ends within a character: another token is then forced, and the likeliest ones are
    // returned nevertheless.
    private JsonObject Request(string text) => Request(requests, text, chat, offered.TopTokens, _tokenizer is not null) is var request
        && offered.Forcible is { } token ? Requests.Force(request, token) : request;

    private async Task<double?[]> FindAsync(Prompt prompt, IReadOnlyList<TopToken> shown, string name, CancellationToken cancellationToken)
    {
        var found = new double?[prompt.Continuations.Length];
        if (shown.Count == 0)
        {
            return found;
        }

        // In a completion a letter is one token; how a turn of a chat begins, with a letter or with a space and a letter, only the server knows.
        if (_tokenizer is null)
        {
            return
            [
                .. prompt.Continuations.Select(letter => Likeliest(shown.Where(
                    token => chat is null ? token.Text == letter : token.Text.AsSpan().Trim().SequenceEqual(letter)))),
            ];
        }

        var beginning = await _tokenizer.BeginningAsync(prompt.Text, name, cancellationToken).ConfigureAwait(false);
        foreach (var (option, letter) in prompt.Continuations.Index())
        {
            var ids = await _tokenizer.FollowingAsync(prompt.Text, beginning, letter, name, cancellationToken).ConfigureAwait(false);
            found[option] = ids.Length == 1 ? Likeliest(shown.Where(token => token.Id == ids[0])) : throw TooLong(name, letter, ids.Length);
        }

        return found;
    }

    private static double? Likeliest(IEnumerable<TopToken> tokens) => tokens.Select(token => (double?)token.LogProbability).Max();

    private InvalidInputException TooLong(string name, string letter, int tokens) => client.Error(
        $"the letter '{letter}' of {name} is {tokens} tokens; scoring by letter needs one. Score this model by likelihood.");
}
