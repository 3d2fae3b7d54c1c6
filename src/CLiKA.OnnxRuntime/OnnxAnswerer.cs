using System.Security.Cryptography;
using System.Text;
using CLiKA.Answers;
using CLiKA.Input;
using CLiKA.Onnx.Adapters;
using CLiKA.OnnxRuntime.Adapters;
using CLiKA.OnnxRuntime.Batches;
using CLiKA.OnnxRuntime.Devices;
using CLiKA.OnnxRuntime.Generation;
using CLiKA.OnnxRuntime.Graphs;
using CLiKA.OnnxRuntime.Models;
using CLiKA.Prompts;

namespace CLiKA.OnnxRuntime;

/// <summary>
/// Answers prompts with a local ONNX model. The prefix that all prompts of a call share is computed once; on one class of device, an answer is
/// bit-identical whatever the order, the batches and the number of threads.
/// </summary>
public sealed class OnnxAnswerer : IModel
{
    // An answer's letter is among the first tokens, or missing.
    private const int AnswerTokens = 16;

    private readonly OpenSession _open;
    private readonly IDecoderGraph _graph;
    private readonly OnnxAnswererOptions _options;
    private readonly AppliedAdapter? _adapter;
    private readonly bool _ownsSession;

    private OnnxAnswerer(ModelFolder folder, OpenSession open, IDecoderGraph graph, OnnxAnswererOptions options, bool ownsSession = true)
    {
        (Folder, _open, _graph, _options, _ownsSession) = (folder, open, graph, options, ownsSession);
        if (options.Adapter is { } path)
        {
            _adapter = AppliedAdapter.Read(path, folder.GraphPath, open);
            _graph = graph.With(_adapter);
        }
    }

    /// <summary>The model's folder.</summary>
    public ModelFolder Folder { get; }

    /// <inheritdoc/>
    public string DeviceClass => _open.DeviceClass;

    /// <inheritdoc/>
    public string Device => $"{_open.Device}; {_graph.Plan}{(_adapter is null ? string.Empty : $"; adapter {ShownPath.Of(_adapter.Path)}")}";

    /// <inheritdoc/>
    public string? Adapter => _adapter is null ? null : AdapterReader.NameOf(_adapter.Path);

    /// <inheritdoc/>
    public AnswererIdentity Identity
    {
        get
        {
            string[] parts = [Folder.Files.Hash, _options.Chat?.Description ?? string.Empty, _adapter?.Files.Hash ?? string.Empty];
            var model = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', parts))));
            return new(model, $"{RuntimeVersion.Text}; {_graph.Plan}", DeviceClass);
        }
    }

    /// <inheritdoc/>
    public double Tolerance => _graph.Tolerance;

    /// <summary>Loads a model.</summary>
    /// <param name="folder">Path of the model's folder.</param>
    /// <param name="options">How it is run.</param>
    /// <returns>The answerer, to be disposed of.</returns>
    /// <exception cref="InvalidInputException">
    /// A file of the folder is missing, damaged or invalid, the chat template rejects its input, the device cannot be used, or the adapter cannot
    /// be applied.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is below 1.</exception>
    public static OnnxAnswerer Load(string folder, OnnxAnswererOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Threads ?? 1, 1, nameof(options.Threads));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BatchSize ?? 1, 1, nameof(options.BatchSize));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.TokenBudget ?? 1, 1, nameof(options.TokenBudget));
        var model = ModelFolder.Open(folder, options.Chat);
        var threads = options.Threads ?? Environment.ProcessorCount;
        var (open, graph) = SessionOpener.ReadHereOrOnCpu(
            SessionOpener.Open(model.GraphPath, options.Device, threads, options.Adapter),
            options.Device,
            open => GraphReader.Read(model.GraphPath, open, model.Configuration),
            why => SessionOpener.OnCpu(model.GraphPath, threads, why, options.Adapter));
        try
        {
            return new(model, open, graph, options);
        }
        catch
        {
            open.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Returns the same model with an adapter. Both can be used at once, and further adapters beside them; they share common weights.
    /// </summary>
    /// <param name="adapter">Path of an <c>.onnx_adapter</c> file, or of a PEFT folder.</param>
    /// <returns>The answerer, to be disposed of before this one.</returns>
    /// <exception cref="InvalidInputException">
    /// The adapter is missing or damaged, or the graph lacks inputs that it needs (the message names both), or the model's files have changed
    /// since it was loaded.
    /// </exception>
    /// <exception cref="InvalidOperationException">This answerer already has an adapter.</exception>
    public OnnxAnswerer With(string adapter)
    {
        ArgumentException.ThrowIfNullOrEmpty(adapter);
        Folder.Files.RequireUnchanged();
        return _adapter is null
            ? new(Folder, _open, _graph, _options with { Adapter = adapter }, ownsSession: false)
            : throw new InvalidOperationException($"{_adapter.Path} is applied already; {adapter} needs the model without it.");
    }

    /// <inheritdoc/>
    public IModel OpenTaught(string place) => TaughtModel.Open(this, place, _options);

    /// <inheritdoc/>
    public void Check(IReadOnlyList<Prompt> prompts, Scoring scoring)
    {
        var rows = new RowBuilder(Folder);
        if (scoring != Scoring.Generation)
        {
            rows.Check(prompts, scoring);
            return;
        }

        foreach (var prompt in prompts)
        {
            _ = rows.Tokens(prompt.Text, RowBuilder.NameOf(prompt));
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException"><paramref name="prompts"/> is empty.</exception>
    public Task<IReadOnlyList<Answer>> AnswerAsync(
        IReadOnlyList<Prompt> prompts, Scoring scoring, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(prompts);
        return prompts.Count > 0
            ? Task.Run(
                () => OfUnchangedFiles(scoring == Scoring.Generation
                    ? AnswerInWords(prompts, progress, cancellationToken)
                    : new OptionScorer(Folder, _graph, _options).Score(prompts, scoring, progress, cancellationToken)),
                cancellationToken)
            : throw new ArgumentException("There is no prompt.", nameof(prompts));
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException"><paramref name="prompts"/> is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The maximum number of tokens is less than 1.</exception>
    public Task<IReadOnlyList<string>> GenerateAsync(
        IReadOnlyList<string> prompts, GenerationOptions options, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(prompts);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaximumTokens, 1, nameof(options));
        return prompts.Count > 0
            ? Task.Run<IReadOnlyList<string>>(
                () => OfUnchangedFiles(Generate(
                    prompts, [.. prompts.Select((_, index) => $"text {index + 1}")], options.MaximumTokens, EndOf, progress, cancellationToken)),
                cancellationToken)
            : throw new ArgumentException("There is no text.", nameof(prompts));

        int EndOf(string text) => options.Stops.Select(stop => text.IndexOf(stop, StringComparison.Ordinal))
            .Where(place => place >= 0).DefaultIfEmpty(-1).Min();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _adapter?.Dispose();
        if (_ownsSession)
        {
            _open.Dispose();
        }
    }

    // ONNX Runtime may read external weights during a run: answers from files that changed meanwhile belong to no model.
    private T OfUnchangedFiles<T>(T answers)
    {
        Folder.Files.RequireUnchanged();
        _adapter?.Files.RequireUnchanged();
        return answers;
    }

    private string[] Generate(
        IReadOnlyList<string> prompts,
        IReadOnlyList<string> names,
        int maximumTokens,
        Func<string, int> endOf,
        IProgress<int>? progress,
        CancellationToken cancellationToken)
    {
        var rows = new RowBuilder(Folder);
        return new GreedyGenerator(Folder, _graph, _options.BatchSize, _options.TokenBudget ?? _graph.Limits.Tokens).Run(
            [.. prompts.Zip(names, rows.Tokens)], names, maximumTokens, endOf, progress, cancellationToken);
    }

    // Generation ends as soon as there is anything but white space.
    private IReadOnlyList<Answer> AnswerInWords(
        IReadOnlyList<Prompt> prompts, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        var texts = Generate(
            [.. prompts.Select(prompt => prompt.Text)],
            [.. prompts.Select(RowBuilder.NameOf)],
            AnswerTokens,
            text => string.IsNullOrWhiteSpace(text) ? -1 : text.Length,
            progress,
            cancellationToken);
        return [.. prompts.Zip(texts, (prompt, text) => AnswerText.Read(text, prompt.Continuations.Length))];
    }
}
