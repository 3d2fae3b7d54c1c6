namespace CLiKA.Onnx.Quantization;

/// <summary>Reads whole rows of a matrix.</summary>
/// <typeparam name="T">Type of a value.</typeparam>
/// <param name="row">Index of the first row.</param>
/// <param name="values">Receives the values; its length determines the number of rows.</param>
internal delegate void RowReader<T>(int row, Span<T> values);
