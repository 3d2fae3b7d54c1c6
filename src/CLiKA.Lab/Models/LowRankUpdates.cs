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
    private readonly Generator _dropoutGenerator;

    /// <summary>Creates updates, with A initialized as in PEFT (Kaiming uniform, a = sqrt 5).</summary>
    /// <param name="decoder">The decoder.</param>
    /// <param name="targets">Suffixes of the names of the modules to update: q_proj, k_proj, v_proj, o_proj, gate_proj, up_proj, down_proj.</param>
    /// <param name="rank">Rank of every update, at least 1.</param>
    /// <param name="alpha">Numerator of the scaling factor alpha / rank.</param>
    /// <param name="dropout">Dropout probability of inputs in training, in [0, 1).</param>
    /// <param name="seed">Seed of A.</param>
    public LowRankUpdates(
        LlamaDecoder decoder, IReadOnlyCollection<string> targets, int rank, double alpha, double dropout, int seed)
    {
        ArgumentNullException.ThrowIfNull(decoder);
        (_rank, _scaling, _dropout) = (rank, alpha / rank, dropout);
        _dropoutGenerator = new Generator((ulong)seed, decoder.Device);
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

    /// <summary>The trainable matrices by module name: A [rank, in], B [out, rank].</summary>
    public IReadOnlyDictionary<string, (Parameter A, Parameter B)> Modules => _modules;

    /// <summary>Returns the update of a module's output; null if the module has none.</summary>
    /// <param name="module">HuggingFace name of the module.</param>
    /// <param name="hidden">Input of the module, [..., in].</param>
    /// <returns>The update, [..., out].</returns>
    public Tensor? Of(string module, Tensor hidden)
    {
        if (!_modules.TryGetValue(module, out var matrices))
        {
            return null;
        }

        return WithDropout(hidden).matmul(matrices.A.t()).matmul(matrices.B.t()) * _scaling;
    }

    /// <summary>Reseeds dropout, so that it depends on the current step only, not on the steps before it.</summary>
    /// <param name="seed">Seed of the step.</param>
    public void Reseed(long seed) => _dropoutGenerator.manual_seed(seed);

    /// <summary>Converts the updates to an adapter.</summary>
    /// <returns>The adapter, with its modules in the order of their names.</returns>
    public LoraAdapter ToAdapter() => new(_rank, _scaling * _rank, [.. _modules.Select(module => new LoraModule(
        module.Key, (int)module.Value.A.shape[1], (int)module.Value.B.shape[0], Values(module.Value.A), Values(module.Value.B)))]);

    // Same as Torch's dropout, which draws from the generator shared by the process.
    private Tensor WithDropout(Tensor hidden)
    {
        if (_dropout == 0)
        {
            return hidden;
        }

        var kept = rand(hidden.shape, device: hidden.device, generator: _dropoutGenerator) >= _dropout;
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

        _dropoutGenerator.Dispose();
    }
}
