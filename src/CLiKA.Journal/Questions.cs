using System.Text;
using System.Text.Json;
using CLiKA.Answers;
using CLiKA.Input;
using CLiKA.Journal.Entries;
using CLiKA.Prompts;

namespace CLiKA.Journal;

/// <summary>Creates the kinds of questions that a model is asked.</summary>
internal static class Questions
{
    /// <summary>Prompts, one of whose continuations is chosen.</summary>
    public static KeptQuestions<Prompt, Answer> Prompts(IAnswerer model, Scoring scoring, CancellationToken cancellationToken) => new(
        EnumName.Of(scoring),
        EntryKey.Of,
        prompt => Encoding.UTF8.GetByteCount(prompt.Text) + prompt.Continuations.Sum(Encoding.UTF8.GetByteCount),
        new AnswerFormat(),
        (tolerance, one, other) => one.IsWithin(tolerance, other),
        (slice, progress) => model.AnswerAsync(slice, scoring, progress, cancellationToken));

    /// <summary>Texts to continue.</summary>
    public static KeptQuestions<string, string> Texts(ITextGenerator model, GenerationOptions options, CancellationToken cancellationToken) => new(
        $"words, at most {options.MaximumTokens} tokens, up to {JsonSerializer.Serialize(options.Stops)}",
        EntryKey.Of,
        Encoding.UTF8.GetByteCount,
        new TextFormat(),
        (_, one, other) => one == other,
        (slice, progress) => model.GenerateAsync(slice, options, progress, cancellationToken));
}
