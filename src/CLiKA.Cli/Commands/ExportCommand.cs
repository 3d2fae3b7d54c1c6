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
    private static readonly Dictionary<string, WeightType> Types = new()
    {
        ["f32"] = WeightType.Float32,
        ["f16"] = WeightType.Float16,
        ["f16-compute"] = WeightType.Float16Compute,
    };

    private const string Exact = "f32";
    private const string EightBits = "int8";

    private static readonly Dictionary<string, int> Bits = new() { [EightBits] = 8, ["int4"] = 4 };

    public static Command Create()
    {
        var source = new Argument<string>("HF-FOLDER") { Description = "The checkpoint: config.json, tokenizer.json and safetensors." };
        var target = new Option<string>("--out") { HelpName = "DIR", Description = "A new folder for the model.", Required = true };
        var type = new Option<string>("--dtype")
        {
            Description = "How weights are stored. The graph computes in 32 bits; with f16-compute, for GPUs, in 16.",
            DefaultValueFactory = _ => "f32",
        };
        type.AcceptOnlyFromAmong([.. Types.Keys]);
        var lora = new Option<string?>("--lora")
        {
            HelpName = "NAMES",
            Description = $"Projections that get inputs for LoRA adapters, separated by commas: some of {string.Join(',', LoraProjections.Known)}, as the model has them.",
        };
        var merge = new Option<string?>("--merge")
        {
            HelpName = "PATH",
            Description = "Adds a LoRA adapter to the weights: a PEFT folder or an .onnx_adapter file.",
        };
        lora.Validators.Add(result =>
        {
            if (result.Tokens is [var names] && LoraProjections.ProblemOf(names.Value.Split(',')) is { } problem)
            {
                result.AddError($"--lora: {problem}");
            }
        });
        var quantize = new Option<string?>("--quantize")
        {
            Description = "Quantizes projections: round to nearest, in blocks of 32, without calibration.",
        };
        quantize.AcceptOnlyFromAmong([.. Bits.Keys]);
        var inputs = new Option<string>("--activations")
        {
            Description = "Activations that go into quantized matrices: exact, or rounded to 8 bits, which is faster but changes the model's answers.",
            DefaultValueFactory = _ => Exact,
        };
        inputs.AcceptOnlyFromAmong(Exact, EightBits);
        var ignore = new Option<string?>("--ignore")
        {
            HelpName = "NAMES",
            Description = "Properties of config.json that CLiKA does not know, and tensors that it does not use, which you know to change no logits; separated by commas.",
        };
        var command = new Command("export", "Exports a HuggingFace checkpoint (Llama, Qwen, Gemma and others) to a model folder.")
        {
            source, target, type, lora, merge, quantize, inputs, ignore,
        };
        command.SetAction(parsed => Run(
            parsed.GetRequiredValue(source),
            parsed.GetRequiredValue(target),
            Types[parsed.GetRequiredValue(type)],
            parsed.GetValue(lora)?.Split(','),
            parsed.GetValue(merge),
            new ExportRounding(parsed.GetValue(quantize) is { } bits ? Bits[bits] : null, parsed.GetRequiredValue(inputs) == EightBits),
            parsed.GetValue(ignore)?.Split(',')));
        return command;
    }

    private static int Run(
        string source, string target, WeightType type, string[]? lora, string? merged, ExportRounding rounding, string[]? ignored)
    {
        if (!Directory.Exists(source))
        {
            throw new InvalidInputException(source, "no such folder; expected a HuggingFace checkpoint.");
        }

        // Read first, so that an invalid tokenizer fails before gigabytes are written.
        if (File.Exists(Path.Combine(source, "tokenizer.json")))
        {
            _ = HuggingFaceTokenizer.Read(Path.Combine(source, "tokenizer.json"));
        }

        var adapter = merged is null ? null : AdapterReader.Read(merged);
        var (files, model) = CheckpointExport.Write(source, target, type, lora, adapter, Sha256Sums.Write, rounding, ignored);
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
