using System.Reflection;
using CLiKA.OnnxRuntime.Adapters;
using CLiKA.OnnxRuntime.Batches;
using CLiKA.OnnxRuntime.Graphs;
using CLiKA.OnnxRuntime.Tests.Graphs;
using Microsoft.ML.OnnxRuntime;

namespace CLiKA.OnnxRuntime.Tests.Devices;

/// <summary>A real graph on a device with memory for a limited number of rows.</summary>
internal sealed class SmallDevice(IDecoderGraph graph) : PassedOnGraph(graph)
{
    /// <summary>Maximum number of rows in a batch.</summary>
    public int MaximumRows { get; set; } = int.MaxValue;

    /// <summary>Size in bytes of a token's keys and values; null for that of the graph.</summary>
    public long? Cache { get; set; }

    /// <summary>How large batches may be; null for the CPU's limits.</summary>
    public BatchLimits? Room { get; set; }

    public override BatchLimits Limits => Room ?? base.Limits;

    /// <summary>Maximum number of tokens whose logits can be read.</summary>
    public int Longest { get; set; } = int.MaxValue;

    public override long CacheSize => Cache ?? base.CacheSize;

    /// <summary>Size in bytes of a row's states; null for that of the graph.</summary>
    public long? State { get; set; }

    public override long StateSize => State ?? base.StateSize;

    public override int LongestRow => Longest;

    /// <summary>Whether the shared prefix fits.</summary>
    public bool TakesBeginnings { get; set; } = true;

    /// <summary>The runtime's message where something does not fit.</summary>
    public string Message { get; set; } = "Failed to allocate memory for requested buffer of size 4294967296";

    /// <summary>Number of rows in each batch that was tried.</summary>
    public List<int> Rows { get; } = [];

    public override IDecoderGraph With(AppliedAdapter adapter) => new SmallDevice(Graph.With(adapter));

    public override IBatchRunner Begin(ReadOnlySpan<int> prefix) =>
        TakesBeginnings || prefix.Length == 0 ? new Runner(this, Graph.Begin(prefix)) : throw Error(Message);

    private void Try(int rows)
    {
        Rows.Add(rows);
        if (rows > MaximumRows)
        {
            throw Error(Message);
        }
    }

    /// <summary>Creates an error that only the runtime itself can create.</summary>
    /// <param name="message">Its message.</param>
    public static OnnxRuntimeException Error(string message) => (OnnxRuntimeException)Activator.CreateInstance(
        typeof(OnnxRuntimeException), BindingFlags.Instance | BindingFlags.NonPublic, null, [Enum.ToObject(CodeType, 1), message], null)!;

    private static Type CodeType => typeof(OnnxRuntimeException).GetConstructors(BindingFlags.Instance | BindingFlags.NonPublic)
        .Select(constructor => constructor.GetParameters()).First(parameters => parameters.Length == 2)[0].ParameterType;

    private sealed class Runner(SmallDevice device, IBatchRunner runner) : IBatchRunner
    {
        public void Run(Row[][] batch, Action<Row, int, ReadOnlySpan<float>> use)
        {
            device.Try(batch.Sum(group => group.Length));
            runner.Run(batch, use);
        }

        public IDecoding Continue(IReadOnlyList<int[]> rows)
        {
            device.Try(rows.Count);
            return runner.Continue(rows);
        }

        public void Dispose() => runner.Dispose();
    }
}
