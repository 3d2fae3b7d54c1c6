namespace CLiKA.Onnx;

/// <summary>Element types, with the numbers of TensorProto.DataType.</summary>
internal enum OnnxElementType
{
    Float = 1,
    Int64 = 7,
    Bool = 9,
    Float16 = 10,
}
