namespace CLiKA.Onnx.Files;

/// <summary>Element types, numbered as in TensorProto.DataType.</summary>
internal enum OnnxElementType
{
    Float = 1,
    UInt8 = 2,
    Int8 = 3,
    Int64 = 7,
    Bool = 9,
    Float16 = 10,
    Double = 11,
    Bfloat16 = 16,
}
