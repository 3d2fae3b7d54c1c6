using CLiKA.OnnxRuntime.Adapters;
using CLiKA.OnnxRuntime.Devices;
using Microsoft.ML.OnnxRuntime;

namespace CLiKA.OnnxRuntime.Graphs;

/// <summary>
/// The I/O binding of a graph. Inputs that stay the same from run to run are bound once: ONNX Runtime then copies them once to the device of the
/// session, into memory that the session owns anyway.
/// </summary>
/// <param name="open">The loaded graph.</param>
/// <param name="pasts">Names of the KV cache inputs.</param>
/// <param name="adapter">The adapter to pass to each run; null where there is none.</param>
internal sealed class GraphBinding(OpenSession open, string[] pasts, AppliedAdapter? adapter) : IDisposable
{
    private readonly OrtIoBinding _binding = open.Session.CreateIoBinding();

    // Failures are reported by exceptions, and probing a plan or a batch size may well fail: ONNX Runtime's log would only repeat them.
    private readonly RunOptions _options = new() { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };

    // The KV cache that is bound; null where nothing is.
    private IReadOnlyList<OrtValue>? _past;

    /// <summary>Runs the graph.</summary>
    /// <param name="past">KV cache, in the order of the input names. The list of the previous run, if passed again, is already bound.</param>
    /// <param name="inputs">Names and values of all other inputs.</param>
    /// <param name="outputs">
    /// Names of the outputs, in this order; true for outputs that stay on the device, false for outputs that are read on the host.
    /// </param>
    public IDisposableReadOnlyCollection<OrtValue> Run(
        IReadOnlyList<OrtValue> past,
        IEnumerable<(string Name, OrtValue Value)> inputs,
        IEnumerable<(string Name, bool Stays)> outputs)
    {
        try
        {
            if (_past is null)
            {
                BindInputs(adapter?.Inputs ?? []);
            }

            if (!ReferenceEquals(past, _past))
            {
                BindInputs(pasts.Zip(past));
                _past = past;
            }

            BindInputs(inputs);
            foreach (var (name, stays) in outputs)
            {
                _binding.BindOutputToDevice(name, stays ? open.Memory : OrtMemoryInfo.DefaultInstance);
            }

            _binding.SynchronizeBoundInputs();
            var results = open.Session.RunWithBoundResults(_options, _binding);
            _binding.SynchronizeBoundOutputs();
            return results;
        }
        catch
        {
            // After an out-of-memory error the batch is split, and its halves need the memory that these inputs occupy.
            _binding.ClearBoundInputs();
            _past = null;
            throw;
        }
        finally
        {
            // Otherwise the next run would overwrite the outputs of this one.
            _binding.ClearBoundOutputs();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _binding.Dispose();
        _options.Dispose();
    }

    private void BindInputs(IEnumerable<(string Name, OrtValue Value)> inputs)
    {
        foreach (var (name, value) in inputs)
        {
            _binding.BindInput(name, value);
        }
    }
}
