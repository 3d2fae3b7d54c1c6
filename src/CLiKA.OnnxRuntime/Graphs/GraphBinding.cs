using CLiKA.OnnxRuntime.Adapters;
using CLiKA.OnnxRuntime.Devices;
using Microsoft.ML.OnnxRuntime;

namespace CLiKA.OnnxRuntime.Graphs;

/// <summary>
/// A graph and what it is given. What stays the same from run to run is bound once: ONNX Runtime then moves it once to where the session computes,
/// into the memory that the session has there anyway.
/// </summary>
/// <param name="open">The loaded graph.</param>
/// <param name="pasts">Names of the keys and values that it is given.</param>
/// <param name="adapter">The adapter that goes into each run; null where there is none.</param>
internal sealed class GraphBinding(OpenSession open, string[] pasts, AppliedAdapter? adapter) : IDisposable
{
    private readonly OrtIoBinding _binding = open.Session.CreateIoBinding();

    // What fails is told by its exception, and a plan or a batch that is tried may well fail.
    private readonly RunOptions _options = new() { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
    private IReadOnlyList<OrtValue>? _past;

    /// <summary>Runs the graph.</summary>
    /// <param name="past">Keys and values, in the order of their names. Where the last run had the same list, they are where they have to be.</param>
    /// <param name="inputs">Names and values of all else that goes in.</param>
    /// <param name="outputs">Names of what comes out, in this order; true for what stays on the device, false for what is to be read.</param>
    public IDisposableReadOnlyCollection<OrtValue> Run(
        IReadOnlyList<OrtValue> past,
        IEnumerable<(string Name, OrtValue Value)> inputs,
        IEnumerable<(string Name, bool Stays)> outputs)
    {
        try
        {
            if (!ReferenceEquals(past, _past))
            {
                BindInputs([.. pasts.Zip(past), .. adapter?.Inputs ?? []]);
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
            // Where memory has run out, fewer rows are asked next, and need what these have taken.
            _binding.ClearBoundInputs();
            _past = null;
            throw;
        }
        finally
        {
            // Else the next run would write over what this one gave.
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
