using CLiKA.Onnx.Files;

namespace CLiKA.OnnxRuntime.Tests.Graphs;

/// <summary>How an exported graph stores its matrices, and multiplies by them.</summary>
internal interface IProjection
{
    /// <summary>The type in which the graph computes between matrix products.</summary>
    OnnxElementType Type { get; }

    /// <summary>Whether the model builder stores the matrices of queries, keys and values as one.</summary>
    bool JoinsQueriesKeysAndValues => true;

    /// <summary>Adds a matrix, given in HuggingFace's shape [out, in], and a product with it.</summary>
    /// <returns>The name of the product.</returns>
    string Multiply(OnnxGraph graph, string name, string input, float[] weight, int inputs);

    /// <summary>Returns the values of a matrix as the graph stores them.</summary>
    float[] Remaining(float[] weight, int inputs);

    /// <summary>Returns the rows that matrices are multiplied by, as the graph rounds them.</summary>
    double[][] Rounded(double[][] rows) => rows;
}
