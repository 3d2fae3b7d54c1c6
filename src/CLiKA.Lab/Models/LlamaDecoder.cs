using CLiKA.Onnx;
using CLiKA.Onnx.Architectures.Attention;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CLiKA.Lab.Models;

/// <summary>
/// A Llama-family decoder in Torch: RMSNorm, rotary embeddings, grouped-query attention, SwiGLU. Its parameters have HuggingFace's names, and it
/// computes the same as the graphs of <see cref="DecoderGraph"/>.
/// </summary>
public sealed class LlamaDecoder : IDisposable
{
    private const string Embedding = "model.embed_tokens.weight";
    private const string Head = "lm_head.weight";

    private readonly SortedDictionary<string, Parameter> _parameters = new(StringComparer.Ordinal);
    private readonly Tensor _cosine;
    private readonly Tensor _sine;

    private LlamaDecoder(DecoderConfiguration configuration, Device device, Func<string, long[], Tensor> values)
    {
        (Configuration, Device) = (configuration, device);
        foreach (var (name, shape) in LlamaShapes.Of(configuration))
        {
            // The factory's tensors belong to no dispose scope; the parameter takes a copy of its own.
            using var drawn = values(name, shape);
            _parameters[name] = new Parameter(drawn.to(device, copy: true).DetachFromDisposeScope());
        }

        (_cosine, _sine) = Rotation(configuration, device);
    }

    /// <summary>Configuration of the decoder.</summary>
    public DecoderConfiguration Configuration { get; }

    /// <summary>Device that it runs on.</summary>
    public Device Device { get; }

    /// <summary>The weights by HuggingFace name.</summary>
    public IReadOnlyDictionary<string, Parameter> Parameters => _parameters;

    /// <summary>Low-rank updates of its projections; null for none. Not owned.</summary>
    public LowRankUpdates? Updates { get; set; }

    /// <summary>Creates a decoder with random weights.</summary>
    /// <param name="configuration">Configuration of the decoder.</param>
    /// <param name="generator">The random generator for the weights.</param>
    /// <returns>The decoder, to be disposed of.</returns>
    public static LlamaDecoder Random(DecoderConfiguration configuration, Generator generator)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return new(configuration, CPU, (name, shape) =>
        {
            if (shape.Length == 1)
            {
                return name.EndsWith(".bias", StringComparison.Ordinal) ? zeros(shape) : ones(shape);
            }

            // Projections that write to the residual stream start small, so that a fresh decoder is close to the identity.
            var writes = name.Split('.')[^2] is "o_proj" or "down_proj";
            return randn(shape, generator: generator) * ((writes ? 0.3 : 1) / Math.Sqrt(shape[1]));
        });
    }

    /// <summary>Reads a decoder's weights.</summary>
    /// <param name="configuration">Configuration of the decoder.</param>
    /// <param name="weights">Source of the weights.</param>
    /// <param name="device">Device to run on.</param>
    /// <returns>The decoder, to be disposed of.</returns>
    /// <exception cref="InvalidInputException">A weight is missing or has another shape.</exception>
    public static LlamaDecoder Read(DecoderConfiguration configuration, IWeightSource weights, Device device)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(weights);
        foreach (var (name, shape) in LlamaShapes.Of(configuration))
        {
            weights.Require(name, [.. shape.Select(size => (int)size)]);
        }

        return new(configuration, device, (name, shape) =>
        {
            var values = new float[shape.Aggregate(1L, (product, size) => product * size)];
            weights.Read(name, 0, values);
            return tensor(values, shape);
        });
    }

    /// <summary>Runs the decoder.</summary>
    /// <param name="ids">Token ids, int64 [batch, sequence], padded on the right.</param>
    /// <param name="positions">Positions to predict from, int64 [n], in the flattened [batch * sequence].</param>
    /// <returns>Next-token logits, float [n, vocabulary].</returns>
    public Tensor Forward(Tensor ids, Tensor positions)
    {
        ArgumentNullException.ThrowIfNull(ids);
        var hidden = _parameters[Embedding].index_select(0, ids.reshape(-1))
            .reshape(ids.shape[0], ids.shape[1], Configuration.HiddenSize);
        for (var layer = 0; layer < Configuration.Layers; layer++)
        {
            var prefix = $"model.layers.{layer}";
            hidden = hidden + Attend($"{prefix}.self_attn", Norm($"{prefix}.input_layernorm", hidden));
            hidden = hidden + FeedForward($"{prefix}.mlp", Norm($"{prefix}.post_attention_layernorm", hidden));
        }

        var wanted = hidden.reshape(-1, Configuration.HiddenSize).index_select(0, positions);
        return Norm("model.norm", wanted).matmul(_parameters[Configuration.TiedEmbeddings ? Embedding : Head].t());
    }

    /// <summary>Rounds every weight to float16, the type in which models are stored.</summary>
    public void RoundToHalf()
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        foreach (var parameter in _parameters.Values)
        {
            parameter.copy_(parameter.to(ScalarType.Float16).to(ScalarType.Float32));
        }
    }

    /// <summary>Returns the values of a weight.</summary>
    /// <param name="name">Its HuggingFace name.</param>
    /// <returns>The values, row-major.</returns>
    public float[] Weight(string name) => _parameters[name].detach().cpu().data<float>().ToArray();

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var parameter in _parameters.Values)
        {
            parameter.Dispose();
        }

        _cosine.Dispose();
        _sine.Dispose();
    }

    private static (Tensor Cosine, Tensor Sine) Rotation(DecoderConfiguration configuration, Device device)
    {
        using var scope = NewDisposeScope();
        var angles = outer(arange(configuration.MaximumPositions, ScalarType.Float64), tensor(configuration.RotaryAngles()));
        var both = cat([angles, angles], -1);
        var magnitude = configuration.RopeScaling?.Magnitude ?? 1;
        return (Kept(both.cos()), Kept(both.sin()));

        Tensor Kept(Tensor table) => (table * magnitude).to(ScalarType.Float32).to(device).DetachFromDisposeScope();
    }

    private Tensor Attend(string name, Tensor hidden)
    {
        var (batch, length) = (hidden.shape[0], hidden.shape[1]);
        var query = Rotate(Normed("q", Heads("q", Configuration.Heads)));
        var key = Shared(Rotate(Normed("k", Heads("k", Configuration.KeyValueHeads))));
        var value = Shared(Heads("v", Configuration.KeyValueHeads));
        var mixed = nn.functional.scaled_dot_product_attention(query, key, value, is_casual: true);
        return Project($"{name}.o_proj", mixed.transpose(1, 2).reshape(batch, length, Configuration.Heads * Configuration.HeadSize));

        Tensor Heads(string projection, int heads) => Project($"{name}.{projection}_proj", hidden)
            .reshape(batch, length, heads, Configuration.HeadSize).transpose(1, 2);

        Tensor Normed(string projection, Tensor heads) => Configuration.QueryKeyNorm == QueryKeyNorm.Shared ? Norm($"{name}.{projection}_norm", heads) : heads;

        // In grouped-query attention, several query heads share one key and value head.
        Tensor Shared(Tensor heads) => Configuration.KeyValueHeads == Configuration.Heads
            ? heads
            : heads.repeat_interleave(Configuration.Heads / Configuration.KeyValueHeads, dim: 1);
    }

    private Tensor Rotate(Tensor heads)
    {
        var length = heads.shape[2];
        var halves = heads.chunk(2, -1);
        var turned = cat([-halves[1], halves[0]], -1);
        return (heads * _cosine.narrow(0, 0, length)) + (turned * _sine.narrow(0, 0, length));
    }

    private Tensor FeedForward(string name, Tensor hidden) => Project(
        $"{name}.down_proj",
        nn.functional.silu(Project($"{name}.gate_proj", hidden)) * Project($"{name}.up_proj", hidden));

    private Tensor Norm(string name, Tensor hidden)
    {
        var scale = rsqrt(hidden.square().mean([-1], keepdim: true) + Configuration.NormEpsilon);
        return hidden * scale * _parameters[name + ".weight"];
    }

    private Tensor Project(string name, Tensor hidden)
    {
        var product = hidden.matmul(_parameters[name + ".weight"].t());
        var sum = _parameters.TryGetValue(name + ".bias", out var bias) ? product + bias : product;
        return Updates?.Of(name, hidden) is { } update ? sum + update : sum;
    }
}
