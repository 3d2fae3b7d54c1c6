using CLiKA.Input;

namespace CLiKA.Onnx.Architectures;

/// <summary>A kind of decoder, identified by <c>model_type</c> in config.json.</summary>
/// <param name="Read">Reads the file.</param>
/// <param name="Properties">
/// Names of the properties that this kind has in addition to the common ones, separated by spaces: those that are read, and those that published
/// files have and HuggingFace's class ignores.
/// </param>
internal sealed record DecoderKind(Func<JsonRecord, DecoderConfiguration> Read, string Properties);
