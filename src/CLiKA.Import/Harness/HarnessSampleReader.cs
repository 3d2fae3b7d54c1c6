using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CLiKA.Answers;
using CLiKA.Import.Tables;
using CLiKA.Input;

namespace CLiKA.Import.Harness;

/// <summary>
/// Reads the output of <c>lm_eval --log_samples</c> for a multiple-choice task (<c>output_type: multiple_choice</c>): one object per line with
/// <c>arguments</c> (context and continuation of each option), <c>filtered_resps</c> (log-likelihood of each), <c>target</c> and metrics.
/// </summary>
/// <param name="metric">The metric by which an option is chosen.</param>
/// <param name="keys">The candidate keys that may identify a question in other languages.</param>
internal sealed class HarnessSampleReader(HarnessMetric metric, ImmutableArray<HarnessKey> keys)
{
    private const string Arguments = "arguments";
    private const string Responses = "filtered_resps";
    private const string NoQuestion = "…";

    private readonly string _metricName = HarnessMetricName.Of(metric);

    /// <summary>Reads a file.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="part">Distinguishes its task from others of the same set and language.</param>
    /// <exception cref="InvalidInputException">A line is damaged, or is not a multiple-choice question scored by likelihood.</exception>
    public ImmutableArray<HarnessSample> Read(string path, string part)
    {
        var records = JsonInput.ReadLines(path);
        var twice = records.Where(record => record.Scalar(HarnessKey.Place) is not null).GroupBy(record => record.Scalar(HarnessKey.Place)!).FirstOrDefault(group => group.Count() > 1);
        return twice is null
            ? WithoutExamples([.. records.Select(record => Sample(record, part))])
            : throw twice.Last().Error($"'{HarnessKey.Place}' is {twice.Key}, as in line {twice.First().Line}; expected each question once. A task with several filters writes it several times.");
    }

    private HarnessSample Sample(JsonRecord record, string part)
    {
        var scores = Scores(record);
        var requests = record.Record(Arguments);
        var asked = requests.Names.Select(requests.Record).Select(request => (Context: request.Text("arg_0"), Continuation: request.Text("arg_1"))).ToList();
        if (asked.Count == 0 || asked.Count != scores.Length)
        {
            throw record.Error($"'{Arguments}' has {asked.Count} requests, and '{Responses}' {scores.Length} answers; expected one of each for every option.");
        }

        // The options may be followed by the same options without context, to measure their unconditional likelihood.
        if (record.Has("acc_mutual_info") && asked.Count % 2 == 0)
        {
            (asked, scores) = (asked[..(asked.Count / 2)], scores[..(asked.Count / 2)]);
        }

        // In Winograd schemas the contexts differ and the continuation is shared. In other tasks, the options may have no context.
        var areContexts = asked.TrueForAll(request => request.Continuation == asked[0].Continuation);
        ImmutableArray<double> perLength =
            [.. scores.Zip(asked, (score, request) => score / metric.LengthOf(areContexts ? request.Context : request.Continuation.TrimStart()))];
        var question = areContexts ? asked[0].Continuation : asked[0].Context;
        return new(
            record.File,
            record.Line!.Value,
            [.. keys.Select(key => key.Of(record, part))],
            string.IsNullOrWhiteSpace(question) ? NoQuestion : question,
            record.Checked([.. asked.Select(request => areContexts ? request.Context : request.Continuation.Trim())]),
            Answer.Best(perLength) with { LogProbabilities = scores },
            areContexts ? null : record.Scalar("target") ?? throw record.Error("'target' is missing, or is neither text nor a number; expected the right option."),
            IsRight(record),
            Hash(asked.SelectMany(request => (string[])[request.Context, request.Continuation])));
    }

    private bool IsRight(JsonRecord record)
    {
        if (!record.Has(_metricName))
        {
            var metrics = record.Has("metrics") ? string.Join(", ", record.Texts("metrics")) : "none";
            throw record.Error($"has no metric '{_metricName}', only {metrics}; choose one of {string.Join(", ", HarnessMetricName.All)} with --metric.");
        }

        return record.Number(_metricName) switch
        {
            0 => false,
            1 => true,
            var value => throw record.Error($"'{_metricName}' is {value.ToString(CultureInfo.InvariantCulture)}; expected 0 or 1."),
        };
    }

    private static ImmutableArray<double> Scores(JsonRecord record) =>
        record.Element.TryGetProperty(Responses, out var responses) && responses.ValueKind == JsonValueKind.Array
            ? [.. responses.EnumerateArray().Select(response => Score(record, response))]
            : throw record.Error($"'{Responses}' is missing or is not an array; expected the log-likelihood of each option.");

    // Numbers are written as strings, or as numbers by earlier versions.
    private static double Score(JsonRecord record, JsonElement response)
    {
        if (response.ValueKind != JsonValueKind.Array
            || response.GetArrayLength() != 2
            || !double.TryParse(response[0].ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var score))
        {
            throw record.Error($"'{Responses}' holds {Shown(response)}; expected log-likelihoods. Only tasks of the output type multiple_choice can be read, not those that generate text.");
        }

        return double.IsFinite(score)
            ? score
            : throw record.Error($"'{Responses}': the log-likelihood of an option is {response[0]}; expected a finite number.");
    }

    private static string Shown(JsonElement element) => element.GetRawText() is { Length: > 40 } text ? text[..40] + "..." : element.GetRawText();

    private static string Hash(IEnumerable<string> texts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', texts))));

    // Removes the prefix that all questions of a task share, up to the end of a line: examples and instructions, which are not part of an item.
    private static ImmutableArray<HarnessSample> WithoutExamples(ImmutableArray<HarnessSample> samples)
    {
        var shared = samples.Length < 2 ? 0 : samples.Min(sample => sample.Question.AsSpan().CommonPrefixLength(samples[0].Question));
        var end = samples[0].Question.AsSpan(0, shared).LastIndexOf('\n') + 1;
        return end == 0 ? samples : [.. samples.Select(sample => sample with { Question = sample.Question[end..] })];
    }
}
