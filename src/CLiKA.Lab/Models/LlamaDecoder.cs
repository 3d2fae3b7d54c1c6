using CLiKA.Onnx;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CLiKA.Lab.Models;

/// <summary>
/// A Llama decoder in Torch: RMSNorm, rotary positions, SwiGLU, tied embeddings. Its parameters have HuggingFace's names.
/// </summary>
public sealed class MicroLlama : IDisposable
{
    private const string Embedding = "model.embed_tokens.weight";

    private readonly SortedDictionary<string, Parameter> _parameters = new(StringComparer.Ordinal);
    private readonly Tensor _cosine;
    private readonly Tensor _sine;

    /// <summary>Creates a decoder with random weights, drawn from Torch's generator.</summary>
    /// <param name="configuration">Shape of the decoder; embeddings are tied, and every head has its own keys and values.</param>
    public MicroLlama(LlamaConfiguration configuration)
    {
        Configuration = configuration;
        var (width, inner) = (configuration.HiddenSize, configuration.IntermediateSize);
        Normal(Embedding, configuration.VocabularySize, width, 1);
        for (var layer = 0; layer < configuration.Layers; layer++)
        {
            foreach (var projection in (string[])["q", "k", "v"])
            {
                Normal($"model.layers.{layer}.self_attn.{projection}_proj.weight", width, width, 1);
            }

            // What writes to the residual stream starts small, so that a fresh decoder is close to the identity.
            const double ResidualScale = 0.3;
            Normal($"model.layers.{layer}.self_attn.o_proj.weight", width, width, ResidualScale);
            Normal($"model.layers.{layer}.mlp.gate_proj.weight", inner, width, 1);
            Normal($"model.layers.{layer}.mlp.up_proj.weight", inner, width, 1);
            Normal($"model.layers.{layer}.mlp.down_proj.weight", width, inner, ResidualScale);
            Ones($"model.layers.{layer}.input_layernorm.weight", width);
            Ones($"model.layers.{layer}.post_attention_layernorm.weight", width);
        }

        Ones("model.norm.weight", width);
        (_cosine, _sine) = Rotation(configuration);
    }

    /// <summary>Shape of the decoder.</summary>
    public LlamaConfiguration Configuration { get; }

    /// <summary>The weights that training changes.</summary>
    public IEnumerable<Parameter> Parameters => _parameters.Values;

    /// <summary>Runs the decoder.</summary>
    /// <param name="ids">Token ids, int64 [batch, sequence].</param>
    /// <param name="positions">Positions to predict from, int64 [n], in the flattened [batch * sequence].</param>
    /// <returns>Logits of the next token, float [n, vocabulary].</returns>
    public Tensor Forward(Tensor ids, Tensor positions)
    {
        var hidden = _parameters[Embedding].index_select(0, ids.reshape(-1))
            .reshape(ids.shape[0], ids.shape[1], Configuration.HiddenSize);
        for (var layer = 0; layer < Configuration.Layers; layer++)
        {
            var prefix = $"model.layers.{layer}";
            hidden = hidden + Attend(prefix, Norm($"{prefix}.input_layernorm", hidden));
            hidden = hidden + FeedForward(prefix, Norm($"{prefix}.post_attention_layernorm", hidden));
        }

        var wanted = hidden.reshape(-1, Configuration.HiddenSize).index_select(0, positions);
        return Norm("model.norm", wanted).matmul(_parameters[Embedding].t());
    }

    /// <summary>Rounds every weight to 16 bits, which is how models are written.</summary>
    public void RoundToHalf()
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        foreach (var parameter in Parameters)
        {
            parameter.copy_(parameter.to(ScalarType.Float16).to(ScalarType.Float32));
        }
    }

    /// <summary>A weight's values.</summary>
    /// <param name="name">Its HuggingFace name.</param>
    /// <returns>The values, row-major.</returns>
    public float[] Weight(string name) => _parameters[name].detach().cpu().data<float>().ToArray();

    /// <summary>Replaces all weights.</summary>
    /// <param name="weights">Shape and values of each weight by its HuggingFace name.</param>
    /// <exception cref="ArgumentException">A weight is missing or has another shape.</exception>
    public void Load(IReadOnlyDictionary<string, (int[] Shape, float[] Values)> weights)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        foreach (var (name, parameter) in _parameters)
        {
            if (!weights.TryGetValue(name, out var weight) || !parameter.shape.SequenceEqual(weight.Shape.Select(size => (long)size)))
            {
                throw new ArgumentException($"'{name}' is missing or has another shape than {string.Join('x', parameter.shape)}.");
            }

            parameter.copy_(tensor(weight.Values).reshape(parameter.shape));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var parameter in Parameters)
        {
            parameter.Dispose();
        }

        _cosine.Dispose();
        _sine.Dispose();
    }

    private static (Tensor Cosine, Tensor Sine) Rotation(LlamaConfiguration configuration)
    {
        using var scope = NewDisposeScope();
        var exponents = arange(0, configuration.HeadSize, 2, ScalarType.Float32) / configuration.HeadSize;
        var frequencies = pow(tensor((float)configuration.RopeTheta), -exponents);
        var angles = outer(arange(configuration.MaximumPositions, ScalarType.Float32), frequencies);
        var both = cat([angles, angles], -1);
        return (both.cos().MoveToOuterDisposeScope(), both.sin().MoveToOuterDisposeScope());
    }

    private Tensor Attend(string prefix, Tensor hidden)
    {
        var (batch, length) = (hidden.shape[0], hidden.shape[1]);
        var query = Rotate(Heads("q"));
        var key = Rotate(Heads("k"));
        var mixed = nn.functional.scaled_dot_product_attention(query, key, Heads("v"), is_casual: true);
        return Project($"{prefix}.self_attn.o_proj", mixed.transpose(1, 2).reshape(batch, length, Configuration.HiddenSize));

        Tensor Heads(string projection) => Project($"{prefix}.self_attn.{projection}_proj", hidden)
            .reshape(batch, length, Configuration.Heads, Configuration.HeadSize).transpose(1, 2);
    }

    private Tensor Rotate(Tensor heads)
    {
        var length = heads.shape[2];
        var halves = heads.chunk(2, -1);
        var turned = cat([-halves[1], halves[0]], -1);
        return (heads * _cosine.narrow(0, 0, length)) + (turned * _sine.narrow(0, 0, length));
    }

    private Tensor FeedForward(string prefix, Tensor hidden) => Project(
        $"{prefix}.mlp.down_proj",
        nn.functional.silu(Project($"{prefix}.mlp.gate_proj", hidden)) * Project($"{prefix}.mlp.up_proj", hidden));

    private Tensor Norm(string name, Tensor hidden)
    {
        var scale = rsqrt(hidden.square().mean([-1], keepdim: true) + Configuration.RmsNormEpsilon);
        return hidden * scale * _parameters[name + ".weight"];
    }

    private Tensor Project(string name, Tensor hidden) => hidden.matmul(_parameters[name + ".weight"].t());

    private void Normal(string name, int outputs, int inputs, double scale)
    {
        using var values = randn(outputs, inputs);
        _parameters[name] = new Parameter(values * (scale / Math.Sqrt(inputs)));
    }

    private void Ones(string name, int size) => _parameters[name] = new Parameter(ones(size));
}
