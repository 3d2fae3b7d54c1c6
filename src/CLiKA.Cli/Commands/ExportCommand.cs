using System.CommandLine;
using System.Globalization;
using CLiKA.Onnx;
using CLiKA.Onnx.Adapters;
using CLiKA.Onnx.Checkpoints;
using CLiKA.Onnx.Quantization;
using CLiKA.OnnxRuntime.Models;
using CLiKA.OnnxRuntime.Tokenizers;

namespace CLiKA.Cli.Commands;

/// <summary><c>clika export</c>.</summary>
internal static class ExportCommand
{
    private const string Exact = "f32";
    private const string EightBits = "int8";

    private static readonly Dictionary<string, WeightType> Types = new()
    {
        ["f32"] = WeightType.Float32,
        ["f16"] = WeightType.Float16,
        ["f16-compute"] = WeightType.Float16Compute,
    };

    private static readonly Dictionary<string, int> Bits = new() { [EightBits] = 8, ["int4"] = 4 };

    private static readonly Argument<string> Source = new("HF-FOLDER") { Description = "The checkpoint: config.json, tokenizer.json and safetensors." };
    private static readonly Option<string> Target = new("--out") { HelpName = "DIR", Description = "A new folder for the model.", Required = true };

    private static readonly Option<string> Type = new("--dtype")
    {
        Description = "How weights are stored. The graph computes in 32 bits; with f16-compute, for GPUs, in 16.",
        DefaultValueFactory = _ => "f32",
    };

    private static readonly Option<string?> Lora = new("--lora")
    {
        HelpName = "NAMES",
        Description = $"Projections that get inputs for LoRA adapters, separated by commas: some of {string.Join(',', LoraProjections.Known)}, as the model has them.",
    };

    private static readonly Option<string?> Merge = new("--merge")
    {
        HelpName = "PATH",
        Description = "Adds a LoRA adapter to the weights: a PEFT folder or an .onnx_adapter file.",
    };

    private static readonly Option<string?> Quantize = new("--quantize")
    {
        Description = "Quantizes projections: round to nearest, in blocks of 32, without calibration.",
    };

    private static readonly Option<string> Activations = new("--activations")
    {
        Description = "Activations that go into quantized matrices: exact, or rounded to 8 bits, which is faster but changes the model's answers.",
        DefaultValueFactory = _ => Exact,
    };

    private static readonly Option<string?> Ignore = new("--ignore")
    {
        HelpName = "NAMES",
        Description = "Properties of config.json that CLiKA does not know, and tensors that it does not use, which you know to change no logits; separated by commas.",
    };

    public static Command Create()
    {
        Type.AcceptOnlyFromAmong([.. Types.Keys]);
        Quantize.AcceptOnlyFromAmong([.. Bits.Keys]);
        Activations.AcceptOnlyFromAmong(Exact, EightBits);
        var command = new Command("export", "Exports a HuggingFace checkpoint (Llama, Qwen, Gemma and others) to a model folder.")
        {
            Source, Target, Type, Lora, Merge, Quantize, Activations, Ignore,
        };
        Rules.Add(command, result =>
        {
            if (result.GetValue(Lora) is { } names && LoraProjections.ProblemOf(names.Split(',')) is { } problem)
            {
                result.AddError($"{Lora.Name}: {problem}");
            }
        });

        // On a thread of its own: the signals that cancel it are awaited on this one.
        command.SetAction((parsed, cancellationToken) => Task.Run(() => Run(parsed, cancellationToken)));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (source, target) = (parsed.GetRequiredValue(Source), parsed.GetRequiredValue(Target));
        if (!Directory.Exists(source))
        {
            // A name on the hub looks like a path of two parts.
            var expected = "expected the folder of a HuggingFace checkpoint";
            throw new InvalidInputException(
                source, File.Exists(source) ? $"is a file; {expected}." : $"no such folder; {expected}. Nothing is downloaded: get a model of the hub with 'hf download' first.");
        }

        // Read first, so that an invalid tokenizer fails before gigabytes are written.
        if (File.Exists(Path.Combine(source, "tokenizer.json")))
        {
            _ = HuggingFaceTokenizer.Read(Path.Combine(source, "tokenizer.json"));
        }

        var rounding = new ExportRounding(
            parsed.GetValue(Quantize) is { } bits ? Bits[bits] : null, parsed.GetRequiredValue(Activations) == EightBits);
        var (files, model) = CheckpointExport.Write(
            source,
            target,
            Types[parsed.GetRequiredValue(Type)],
            parsed.GetValue(Lora)?.Split(','),
            parsed.GetValue(Merge) is { } merged ? AdapterReader.Read(merged) : null,
            (folder, names) => Sha256Sums.Write(folder, names, cancellationToken),
            rounding,
            parsed.GetValue(Ignore)?.Split(','),
            cancellationToken);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{target}: {model.Layers} layers, width {model.HiddenSize}, vocabulary {model.VocabularySize}, "
            + $"up to {model.MaximumPositions} tokens."));
        if ((model.Quantization?.Description ?? WordsOf(rounding)) is { } quantization)
        {
            var inputsToo = rounding.RoundsInputs ? "; activations that go into them are rounded to 8 bits" : string.Empty;
            Console.WriteLine($"Quantized: {quantization}{inputsToo}.");
        }

        Console.WriteLine($"{string.Join(", ", files)}, {Sha256Sums.FileName}");
        return ExitCode.Pass;
    }

    private static string? WordsOf(ExportRounding rounding) => rounding.WeightBits is { } bits
        ? $"projections rounded to the nearest of {1 << bits} numbers, {bits} bits, in blocks of 32"
        : null;
}
