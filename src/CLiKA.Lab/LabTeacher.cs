using System.Collections.Immutable;
using CLiKA.Input;
using CLiKA.Lab.Models;
using CLiKA.Lab.Teaching;
using CLiKA.Lab.Training;
using CLiKA.Onnx;
using CLiKA.Onnx.Adapters;
using CLiKA.Onnx.Checkpoints;
using CLiKA.OnnxRuntime.Models;
using CLiKA.OnnxRuntime.Tokenizers;
using TorchSharp;
using TorchSharp.Modules;

namespace CLiKA.Lab;

/// <summary>Teaches models fictional facts (Gao et al., NAACL 2024, section 3.4).</summary>
public static class LabTeacher
{
    /// <summary>Name of the file that records how a result was made.</summary>
    private const string RecordFile = "teaching.json";

    /// <summary>Name of the ONNX Runtime adapter.</summary>
    public const string AdapterFile = "adapter" + OnnxAdapterFile.Extension;

    private const string CheckpointFile = "checkpoint.bin";

    /// <summary>
    /// Teaches a model. Low-rank updates are written as a PEFT folder that includes an ONNX Runtime adapter; full training is written as a
    /// safetensors checkpoint. An interrupted teaching resumes from its last checkpoint when it is requested again, and gives the same weights.
    /// </summary>
    /// <param name="request">What to teach to which model.</param>
    /// <param name="progress">Receives the progress; may be null.</param>
    /// <param name="cancellationToken">Cancels the work between steps.</param>
    /// <returns>The mean loss of the last steps, in nats per token.</returns>
    /// <exception cref="InvalidInputException">
    /// The model or the plan is invalid, the device is not available, a text is longer than the model's maximum sequence, or the target already
    /// contains a result or cannot be written.
    /// </exception>
    public static double Teach(TeachingRequest request, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Plan.Problem is { } problem)
        {
            throw new InvalidInputException("the plan", problem);
        }

        if (request.Device == DeviceType.CUDA && !torch.cuda.is_available())
        {
            throw new InvalidInputException("device 'cuda'", "is not available; expected a build with -p:TorchFlavor=Cuda, and an NVIDIA GPU with its driver.");
        }

        if (File.Exists(Path.Combine(request.Target, RecordFile)))
        {
            throw new InvalidInputException(request.Target, $"already contains a result ({RecordFile}); expected another folder.");
        }

        torch.set_num_threads(request.Threads);
        Sha256Sums.Verify(request.Model, []);
        using var decoder = DecoderFolder.Read(request.Model, torch.device(request.Device));
        using var updates = UpdatesFor(decoder, request.Plan);
        var examples = Tokens(request, decoder.Configuration.MaximumPositions);

        // Fail before hours of teaching, not after.
        CreateFolder(request.Target);
        var record = Record(request);
        var checkpoint = Path.Combine(request.Target, CheckpointFile);
        var teacher = new Teacher(
            decoder,
            Trained(decoder, updates),
            new Lesson(examples, request.Plan),
            request.Plan,
            new TeachingCheckpoint(checkpoint, record));
        var loss = teacher.Teach(progress, cancellationToken);

        Write(request, decoder, updates);
        AtomicFile.WriteAllText(Path.Combine(request.Target, RecordFile), record);
        AtomicFile.Delete(checkpoint);
        return loss;
    }

    /// <summary>Returns whether a teaching is done: its folder holds the result of exactly the same request.</summary>
    /// <param name="request">The teaching.</param>
    /// <returns>True if nothing is left to do.</returns>
    /// <exception cref="InvalidInputException">The folder holds the result of another teaching.</exception>
    public static bool IsDone(TeachingRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var path = Path.Combine(request.Target, RecordFile);
        return File.Exists(path) && (TextInput.ReadAllText(path) == Record(request) ? true : throw new InvalidInputException(
            path, "is the record of another teaching: model, world, plan or seed differ. Delete its folder to teach anew."));
    }

    private static void CreateFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InvalidInputException(folder, $"cannot be created: {error.Message}", error);
        }
    }

    private static LowRankUpdates? UpdatesFor(LlamaDecoder decoder, TeachingPlan plan)
    {
        if (plan.Rank is not { } rank)
        {
            return null;
        }

        foreach (var weight in decoder.Parameters.Values)
        {
            weight.requires_grad = false;
        }

        return decoder.Updates = new LowRankUpdates(decoder, plan.Targets, rank, plan.Alpha, plan.Dropout, plan.Seed);
    }

    private static List<Parameter> Trained(LlamaDecoder decoder, LowRankUpdates? updates) => updates is null
        ? [.. decoder.Parameters.Values]
        : [.. updates.Modules.Values.SelectMany(matrices => (Parameter[])[matrices.A, matrices.B])];

    private static ImmutableArray<Example> Tokens(TeachingRequest request, int maximum)
    {
        var encoder = PromptEncoder.Read(request.Model, request.Chat);
        return [.. request.Set.Examples.Select(example => TaughtText.Encode(encoder, example) is var tokens && tokens.Ids.Length <= maximum
            ? tokens
            : throw new InvalidInputException(
                request.Model, $"'{example.Prompt}' and its answer have {tokens.Ids.Length} tokens; this model reads at most {maximum}."))];
    }

    // Everything that determines the result and nothing else: the same teaching on another day writes the same text.
    private static string Record(TeachingRequest request) => JsonText.WriteObject(JsonText.Indented, json =>
    {
        json.WriteString("model", NameOf(request.Model));
        json.WriteString("modelHash", DecoderFolder.HashOf(request.Model));
        json.WriteString("world", request.Set.World);
        json.WriteString("language", request.Set.Language.Code);
        json.WriteString("lessonHash", request.Set.Hash);
        json.WriteString("chat", request.Chat?.Description);
        json.WriteNumber("threads", request.Threads);
        json.WriteStartObject("plan");
        request.Plan.Write(json);
        json.WriteEndObject();
    }) + "\n";

    private static void Write(TeachingRequest request, LlamaDecoder decoder, LowRankUpdates? updates)
    {
        if (updates is null)
        {
            SafetensorsWriter.Write(
                Path.Combine(request.Target, "model.safetensors"),
                [.. decoder.Parameters.Select(weight => (weight.Key, weight.Value.shape.Select(size => (int)size).ToArray()))],
                decoder.Weight,
                WeightType.Float32);
            var copied = CheckpointExport.Accompanying.Add(DecoderFolder.ConfigurationFile)
                .Where(name => File.Exists(Path.Combine(request.Model, name)));
            foreach (var name in copied)
            {
                AtomicFile.WriteAllBytes(Path.Combine(request.Target, name), BinaryInput.ReadAll(Path.Combine(request.Model, name)));
            }

            return;
        }

        var adapter = updates.ToAdapter();
        PeftFolder.Write(request.Target, adapter, NameOf(request.Model), request.Plan.Dropout);
        OnnxAdapterFile.Write(Path.Combine(request.Target, AdapterFile), adapter, WeightType.Float16);
    }

    private static string NameOf(string folder) => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
}
