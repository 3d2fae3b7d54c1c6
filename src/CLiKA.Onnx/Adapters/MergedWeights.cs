using CLiKA.Onnx.Checkpoints;
using CLiKA.Onnx.Quantization;

namespace CLiKA.Onnx.Adapters;

/// <summary>The weights of a model with an adapter merged: W + scaling B A.</summary>
public sealed class MergedWeights : IWeightSource
{
    private const string Suffix = ".weight";

    private readonly IWeightSource _model;
    private readonly LoraAdapter _adapter;
    private readonly DecoderConfiguration _configuration;
    private readonly Dictionary<string, LoraModule> _modules;
    private readonly Dictionary<string, (LoraModule? Module, FusedRows? Rows)> _changes = new(StringComparer.Ordinal);

    /// <summary>Merges an adapter into a model.</summary>
    /// <param name="model">The model's weights.</param>
    /// <param name="adapter">The adapter.</param>
    /// <param name="configuration">Shape of the model.</param>
    /// <exception cref="ArgumentException">The adapter is inconsistent, or changes a projection that the model does not have.</exception>
    /// <exception cref="InvalidInputException">The adapter lacks a projection that it is said to change.</exception>
    public MergedWeights(IWeightSource model, LoraAdapter adapter, DecoderConfiguration configuration)
    {
        LoraAdapterCheck.ThrowIfWrong(adapter);
        (_model, _adapter, _configuration) = (model, adapter, configuration);
        _modules = adapter.Modules.ToDictionary(module => module.Name);
        var shapes = LoraProjections.TargetsOf(configuration)
            .ToDictionary(target => target.Module.Name, target => (target.Module.Outputs, target.Inputs), StringComparer.Ordinal);
        foreach (var module in adapter.Modules)
        {
            if (!shapes.TryGetValue(module.Name, out var shape) || shape != (module.Outputs, module.Inputs))
            {
                throw new ArgumentException(
                    $"The adapter changes '{module.Name}' of shape [{module.Outputs}, {module.Inputs}], which the model does not have"
                    + $"{(configuration.Variant.Experts is null ? string.Empty : " outside its experts, which cannot be adapted")}.",
                    nameof(adapter));
            }
        }

        adapter.Selection?.RequireAll(adapter.Modules, shapes.Keys, "the model");
    }

    /// <inheritdoc/>
    public void Require(string name, IReadOnlyList<int> shape) => _model.Require(name, shape);

    /// <inheritdoc/>
    public void Read(string name, long offset, Span<float> values)
    {
        _model.Read(name, offset, values);
        var (module, rows) = ChangeOf(name);
        if (module is null)
        {
            return;
        }

        for (var index = 0; index < values.Length; index++)
        {
            var (row, column) = ((int)((offset + index) / module.Inputs), (int)((offset + index) % module.Inputs));
            row = rows?.NumberOf(row) ?? row;
            var sum = 0.0;
            for (var k = 0; k < module.Rank; k++)
            {
                sum += (double)module.B[(row * module.Rank) + k] * module.A[(k * module.Inputs) + column];
            }

            values[index] = (float)(values[index] + (_adapter.Scaling * sum));
        }
    }

    IntegerMatrix? IWeightSource.Quantized(string name, int outputs, int inputs)
    {
        var matrix = _model.Quantized(name, outputs, inputs);
        return matrix is not null && ChangeOf(name).Module is not null
            ? throw new ArgumentException(
                $"'{name}' is quantized to {matrix.Bits} bits, so an adapter cannot be merged into it; export with --lora, and use the adapter beside the model.")
            : matrix;
    }

    // The adapter's change to a weight, cached because each weight is read in many segments.
    private (LoraModule? Module, FusedRows? Rows) ChangeOf(string name)
    {
        if (!_changes.TryGetValue(name, out var change))
        {
            var target = name.EndsWith(Suffix, StringComparison.Ordinal) ? LoraTarget.Of(name[..^Suffix.Length], 0, _configuration) : null;
            _changes[name] = change = target is null ? default : (_modules.GetValueOrDefault(target.Name), target.Rows);
        }

        return change;
    }
}
