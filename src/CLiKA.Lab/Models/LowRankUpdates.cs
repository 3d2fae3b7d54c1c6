using CLiKA.Onnx.Adapters;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CLiKA.Lab.Models;

/// <summary>
/// Trainable low-rank updates of a decoder's projections: W x + (alpha / rank) B A x (LoRA; Hu et al., ICLR 2022). B begins at zero, so
/// that an untrained update changes nothing.
/// </summary>
public sealed class LowRankUpdates : IDisposable
{
    private readonly SortedDictionary<string, (Parameter A, Parameter B)> _modules = new(StringComparer.Ordinal);
    private readonly int _rank;
    private readonly double _scaling;
    private readonly double _dropout;
    private readonly Generator _leftOut;

    /// <summary>Creates updates, A drawn as PEFT draws it (uniform, Kaiming, a = sqrt 5).</summary>
    /// <param name="decoder">The decoder.</param>
    /// <param name="targets">Last parts of the names of its modules: q_proj, k_proj, v_proj, o_proj, gate_proj, up_proj, down_proj.</param>
    /// <param name="rank">Rank of every update, at least 1.</param>
    /// <param name="alpha">What the updates are multiplied by, times the rank.</param>
    /// <param name="dropout">Share of inputs that is left out in training, in [0, 1).</param>
    /// <param name="seed">Seed of A.</param>
    public LowRankUpdates(
        LlamaDecoder decoder, IReadOnlyCollection<string> targets, int rank, double alpha, double dropout, int seed)
    {
        ArgumentNullException.ThrowIfNull(decoder);
        (_rank, _scaling, _dropout) = (rank, alpha / rank, dropout);
        _leftOut = new Generator((ulong)seed, decoder.Device);
        using var generator = new Generator((ulong)seed);
        foreach (var (module, outputs, inputs) in Enumerable.Range(0, decoder.Configuration.Layers)
            .SelectMany(layer => LlamaShapes.Projections(decoder.Configuration, layer))
            .Where(projection => targets.Contains(projection.Module[(projection.Module.LastIndexOf('.') + 1)..])))
        {
            using var scope = NewDisposeScope();
            var bound = 1 / Math.Sqrt(inputs);
            var a = ((rand(rank, inputs, generator: generator) * 2) - 1) * bound;
            _modules[module] = (
                new Parameter(a.to(decoder.Device).DetachFromDisposeScope()),
                new Parameter(zeros(outputs, rank, device: decoder.Device).DetachFromDisposeScope()));
        }
    }

    /// <summary>Whether inputs are left out, as in training.</summary>
    public bool IsTraining { get; set; } = true;

    /// <summary>The trainable matrices by the name of their module: A [rank, in], B [out, rank].</summary>
    public IReadOnlyDictionary<string, (Parameter A, Parameter B)> Modules => _modules;

    /// <summary>What is added to a module's output; null where the module has no update.</summary>
    /// <param name="module">HuggingFace name of the module.</param>
    /// <param name="hidden">Its input, [..., in].</param>
    /// <returns>The update, [..., out].</returns>
    public Tensor? Of(string module, Tensor hidden)
    {
        if (!_modules.TryGetValue(module, out var matrices))
        {
            return null;
        }

        return Kept(hidden).matmul(matrices.A.t()).matmul(matrices.B.t()) * _scaling;
    }

    /// <summary>Lets the inputs that are left out from now on depend on a step alone, not on the steps before it.</summary>
    /// <param name="seed">Seed of the step.</param>
    public void Reseed(long seed) => _leftOut.manual_seed(seed);

    /// <summary>The updates as an adapter.</summary>
    /// <returns>The adapter, its modules in the order of their names.</returns>
    public LoraAdapter ToAdapter() => new(_rank, _scaling * _rank, [.. _modules.Select(module => new LoraModule(
        module.Key, (int)module.Value.A.shape[1], (int)module.Value.B.shape[0], Values(module.Value.A), Values(module.Value.B)))]);

    // As Torch's own dropout, which draws from the generator of the whole process.
    private Tensor Kept(Tensor hidden)
    {
        if (!IsTraining || _dropout == 0)
        {
            return hidden;
        }

        var kept = rand(hidden.shape, device: hidden.device, generator: _leftOut) >= _dropout;
        return hidden * kept / (1 - _dropout);
    }

    private static float[] Values(Parameter parameter) => parameter.detach().cpu().data<float>().ToArray();

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (a, b) in _modules.Values)
        {
            a.Dispose();
            b.Dispose();
        }

        _leftOut.Dispose();
    }
}
