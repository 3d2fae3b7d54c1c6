using CLiKA.Lab.Models;
using CLiKA.Onnx;
using CLiKA.Onnx.Checkpoints;
using static TorchSharp.torch;

namespace CLiKA.Benchmarks.Torch;

/// <summary>
/// Reads whole prompts with Torch, eagerly, and computes logits at every position, in one of three ways:
/// <list type="bullet">
/// <item>one: one prompt in a run.</item>
/// <item>beams: one prompt in a run, in two rows. The published script (inference.py) searches with two beams, and
/// <c>generate</c> computes the prompt for each.</item>
/// <item>batches: as many prompts in a run as CLiKA takes.</item>
/// </list>
/// </summary>
internal sealed class TorchScorer(Request request) : IDisposable
{
    private readonly LlamaDecoder _decoder = Read(request.Folder);

    private readonly long[][][] _runs = request.Way switch
    {
        "one" => [.. request.Prompts.Chunk(1)],
        "beams" => [.. request.Prompts.Select(prompt => (long[][])[prompt, prompt])],
        "batches" => [.. request.Prompts.Chunk(request.Rows)],
        _ => throw new ArgumentException($"The way to ask is '{request.Way}'; expected one, beams or batches.", nameof(request)),
    };

    /// <summary>The logits of the letters after each prompt.</summary>
    public float[][] Ask() => [.. _runs.SelectMany(Run)];

    public void Dispose() => _decoder.Dispose();

    private static LlamaDecoder Read(string folder)
    {
        var configuration = DecoderConfiguration.Read(Path.Combine(folder, "config.json"));
        using var checkpoint = SafetensorsCheckpoint.Open(folder);
        return LlamaDecoder.Read(configuration, checkpoint.Of(configuration), CPU);
    }

    private IEnumerable<float[]> Run(long[][] prompts)
    {
        using var scope = NewDisposeScope();
        using var inference = no_grad();
        var (rows, length) = (prompts.Length, prompts[0].Length);
        var ids = tensor([.. prompts.SelectMany(prompt => prompt)], [rows, length]);
        var logits = _decoder.Forward(ids, arange(rows * length)).reshape(rows, length, -1);
        var letters = logits.select(1, length - 1).index_select(1, tensor(request.Letters));
        return letters.data<float>().ToArray().Chunk(request.Letters.Length).Take(request.Way == "beams" ? 1 : rows);
    }
}
