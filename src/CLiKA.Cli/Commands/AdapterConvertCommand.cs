using System.CommandLine;
using System.Globalization;
using CLiKA.Onnx;
using CLiKA.Onnx.Adapters;
using CLiKA.OnnxRuntime;

namespace CLiKA.Cli.Commands;

/// <summary><c>clika adapter convert</c>.</summary>
internal static class AdapterConvertCommand
{
    private static readonly Dictionary<string, WeightType> Types = new() { ["f32"] = WeightType.Float32, ["f16"] = WeightType.Float16 };

    public static Command Create()
    {
        var source = new Argument<string>("PEFT-FOLDER") { Description = "The adapter: adapter_config.json and adapter_model.safetensors." };
        var target = new Option<string>("--out") { HelpName = "FILE", Description = "The .onnx_adapter file to write.", Required = true };
        var model = new Option<string>("--model")
        {
            HelpName = "DIR",
            Description = "The model folder that the adapter is for, exported with --lora. The file does not say what it should have, so this is checked here.",
            Required = true,
        };
        var type = new Option<string>("--type")
        {
            Description = "How values are stored; a graph with 16-bit weights rounds them to f16 anyway.",
            DefaultValueFactory = _ => "f32",
        };
        type.AcceptOnlyFromAmong([.. Types.Keys]);
        var command = new Command("convert", "Converts a LoRA adapter trained with PEFT into one for ONNX Runtime.") { source, model, target, type };
        target.Validators.Add(result =>
        {
            if (result.Tokens is [var path] && !path.Value.EndsWith(OnnxAdapterFile.Extension, StringComparison.Ordinal))
            {
                result.AddError($"--out: expected a file that ends in {OnnxAdapterFile.Extension}.");
            }
        });
        command.SetAction(parsed =>
        {
            var (from, to) = (parsed.GetRequiredValue(source), parsed.GetRequiredValue(target));
            if (!Directory.Exists(from))
            {
                throw new InvalidInputException(from, "no such folder; expected an adapter that PEFT saved.");
            }

            var graph = LoraPlaces.Of(ModelFolder.FindGraph(parsed.GetRequiredValue(model)));
            var adapter = PeftFolder.Read(from);
            _ = graph.InputsOf(from, adapter);
            try
            {
                OnnxAdapterFile.Write(to, adapter, Types[parsed.GetRequiredValue(type)]);
            }
            catch (ArgumentException error)
            {
                throw new InvalidInputException(from, error.Message, error);
            }

            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{to}: {adapter.Modules.Length} projections, rank {adapter.Rank}, scaling {adapter.Scaling:0.####}, "
                + $"{new FileInfo(to).Length} bytes."));
            return ExitCode.Pass;
        });
        return command;
    }
}
