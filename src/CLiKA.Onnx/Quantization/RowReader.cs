namespace CLiKA.Onnx.Quantization;

/// <summary>Reads whole rows of a matrix.</summary>
/// <typeparam name="T">Type of a value.</typeparam>
/// <param name="row">The first row.</param>
/// <param name="values">Where the values go; their number says how many rows are read.</param>
internal delegate void RowReader<T>(int row, Span<T> values);
