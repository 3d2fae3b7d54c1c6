namespace CLiKA.Onnx;

/// <summary>Writes a graph as one .onnx file, without ever holding more than one weight in memory.</summary>
internal static class OnnxModelFile
{
    // ai.onnx 23 came with version 11 of the file format.
    private const int IrVersion = 11;
    private const int OperatorSet = 23;

    // The format's own limit for one file: protocol buffers end at 2 GiB.
    private const long MaximumBytes = int.MaxValue;

    public static void Write(string path, OnnxGraph graph)
    {
        var header = graph.Header("llama");
        var tensors = graph.Initializers.Select(initializer => (Initializer: initializer, Header: initializer.Header())).ToList();
        var graphLength = header.Length + tensors.Sum(tensor =>
        {
            var length = tensor.Header.Length + tensor.Initializer.ByteCount;
            return new ProtobufMessage().Head(5, length).Length + length;
        });
        var model = new ProtobufMessage()
            .Integer(1, IrVersion)
            .Text(2, "CLiKA")
            .Message(8, new ProtobufMessage().Text(1, string.Empty).Integer(2, OperatorSet))
            .Head(7, graphLength);
        if (model.Length + graphLength > MaximumBytes)
        {
            throw new ArgumentException(
                $"The graph needs {graphLength} bytes; an ONNX file ends at {MaximumBytes}. Store the weights in 16 bits.");
        }

        // A model that is half written must not be taken for a model.
        var partial = path + ".partial";
        try
        {
            using (var stream = File.Create(partial))
            {
                model.WriteTo(stream);
                header.WriteTo(stream);
                foreach (var (initializer, tensor) in tensors)
                {
                    new ProtobufMessage().Head(5, tensor.Length + initializer.ByteCount).WriteTo(stream);
                    tensor.WriteTo(stream);
                    initializer.WriteValues(stream);
                }
            }

            File.Move(partial, path, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
    }
}
