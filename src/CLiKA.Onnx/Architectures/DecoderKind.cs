using CLiKA.Input;

namespace CLiKA.Onnx.Architectures;

/// <summary>A kind of decoder, as <c>model_type</c> of config.json names it.</summary>
/// <param name="Read">Reads the file.</param>
/// <param name="Properties">
/// Names of the properties that the kind has beside those of all, with spaces between: those that are read, and those that published files have
/// and HuggingFace's class of the kind does without.
/// </param>
internal sealed record DecoderKind(Func<JsonRecord, DecoderConfiguration> Read, string Properties);
