using CLiKA.Input;

namespace CLiKA.Onnx.Files;

/// <summary>Writes a graph as an .onnx file, with its weights in a second file where one is too small.</summary>
internal static class OnnxModelFile
{
    // ai.onnx 23 was introduced with version 11 of the file format.
    private const int IrVersion = 11;
    private const int OperatorSet = 23;

    // Weights in the second file are page-aligned, so that they can be memory-mapped; smaller ones stay in the first.
    private const int Page = 4096;
    private const int Smallest = 1024;

    public static void Write(string path, OnnxGraph graph, int largestFile)
    {
        var data = path + "_data";
        if (TryWriteWhole(path, graph, largestFile))
        {
            File.Delete(data);
        }
        else
        {
            WriteParted(path, data, graph);
        }
    }

    private static bool TryWriteWhole(string path, OnnxGraph graph, int largestFile)
    {
        var header = graph.Header();
        var tensors = graph.Initializers.Select(initializer => (Initializer: initializer, Header: initializer.Header())).ToList();
        var graphLength = header.Length + tensors.Sum(tensor =>
        {
            var length = tensor.Header.Length + tensor.Initializer.ByteCount;
            return new ProtobufMessage().Head(5, length).Length + length;
        });
        var model = Model(graph, graphLength);
        if (model.Length + graphLength > largestFile)
        {
            return false;
        }

        // Atomically, so that an incomplete file is not mistaken for a model.
        AtomicFile.Write(path, stream =>
        {
            model.WriteTo(stream);
            header.WriteTo(stream);
            foreach (var (initializer, tensor) in tensors)
            {
                new ProtobufMessage().Head(5, tensor.Length + initializer.ByteCount).WriteTo(stream);
                tensor.WriteTo(stream);
                initializer.WriteValues(stream);
            }
        });
        return true;
    }

    private static void WriteParted(string path, string dataPath, OnnxGraph graph)
    {
        // Both are complete on disk before either is renamed, the weights first: where there is a graph, there are its weights.
        AtomicFile.Write(path, stream => AtomicFile.Write(dataPath, data =>
        {
            var body = graph.Header();
            foreach (var initializer in graph.Initializers)
            {
                if (initializer.ByteCount < Smallest)
                {
                    using var values = new MemoryStream();
                    initializer.WriteValues(values);
                    body.Message(5, initializer.Header().Bytes(values.ToArray()));
                    continue;
                }

                data.SetLength((data.Length + Page - 1) / Page * Page);
                data.Position = data.Length;
                body.Message(5, initializer.Reference(Path.GetFileName(dataPath), data.Position));
                initializer.WriteValues(data);
            }

            data.Flush();
            Model(graph, body.Length).WriteTo(stream);
            body.WriteTo(stream);
            stream.Flush();
        }));
    }

    private static ProtobufMessage Model(OnnxGraph graph, long graphLength)
    {
        var model = new ProtobufMessage()
            .Integer(1, IrVersion)
            .Text(2, "CLiKA")
            .Message(8, new ProtobufMessage().Text(1, string.Empty).Integer(2, OperatorSet));
        foreach (var domain in graph.Domains)
        {
            model.Message(8, new ProtobufMessage().Text(1, domain).Integer(2, 1));
        }

        return model.Head(7, graphLength);
    }
}
