using CLiKA.Onnx.Files;

namespace CLiKA.OnnxRuntime.Tests.Graphs;

/// <summary>How an exported graph stores its matrices, and multiplies by them.</summary>
internal interface IProjection
{
    /// <summary>Type that the graph computes with between its matrices.</summary>
    OnnxElementType Type { get; }

    /// <summary>Whether the model builder stores the matrices of queries, keys and values as one.</summary>
    bool JoinsQueriesKeysAndValues => true;

    /// <summary>Adds a matrix, given as HuggingFace does [out, in], and a product with it.</summary>
    /// <returns>The name of the product.</returns>
    string Multiply(OnnxGraph graph, string name, string input, float[] weight, int inputs);

    /// <summary>What remains of a matrix: its values as the graph stores them.</summary>
    float[] Remaining(float[] weight, int inputs);

    /// <summary>What remains of the rows that matrices are multiplied by.</summary>
    double[][] Rounded(double[][] rows) => rows;
}
