using System.Numerics.Tensors;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using CLiKA.Jinja;
using CLiKA.Onnx.Adapters;
using CLiKA.Prompts;
using Microsoft.ML.OnnxRuntime;

namespace CLiKA.OnnxRuntime.Models;

/// <summary>The software that computes answers, with its versions.</summary>
internal static class RuntimeVersion
{
    // The compiler derives an assembly's module version id from everything it compiles: another scorer or tokenizer has another id.
    private static readonly Assembly[] Answering =
    [
        typeof(Prompt).Assembly,
        typeof(JinjaTemplate).Assembly,
        typeof(LoraAdapter).Assembly,
        typeof(OnnxAnswerer).Assembly,
        typeof(InferenceSession).Assembly,
        typeof(TensorPrimitives).Assembly,
    ];

    /// <summary>Versions of ONNX Runtime, CLiKA's own assemblies, .NET and the platform.</summary>
    public static string Text { get; } =
        $"ONNX Runtime {OrtEnv.Instance().GetVersionString()}, CLiKA {AssembliesHash()}, .NET {Environment.Version}, {RuntimeInformation.RuntimeIdentifier}";

    private static string AssembliesHash()
    {
        const int Digits = 16;
        var ids = Answering.SelectMany(assembly => assembly.ManifestModule.ModuleVersionId.ToByteArray()).ToArray();
        return Convert.ToHexStringLower(SHA256.HashData(ids))[..Digits];
    }
}
