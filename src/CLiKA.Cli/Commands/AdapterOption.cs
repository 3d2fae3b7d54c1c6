using System.CommandLine;

namespace CLiKA.Cli.Commands;

/// <summary>The option that names an adapter.</summary>
internal static class AdapterOption
{
    public static Option<string?> Create(string beside = "the model") => new("--adapter")
    {
        HelpName = "PATH",
        Description = $"A LoRA adapter for {beside}: an .onnx_adapter file or a PEFT folder.",
    };
}
