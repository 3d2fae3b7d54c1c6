namespace CLiKA.Answers;

/// <summary>
/// Everything except the prompt and the way of scoring that determines an answerer's answers. Where two identities are equal, an answer of one may be
/// reused for the other.
/// </summary>
/// <param name="Model">Hash of every file that affects answers (graph, weights, tokenizer, configuration, adapter) and of the chat format.</param>
/// <param name="Runtime">The runtime that computes, with its versions, in words.</param>
/// <param name="DeviceClass">The kind of device, as in <see cref="IAnswerer.DeviceClass"/>.</param>
public sealed record AnswererIdentity(string Model, string Runtime, string DeviceClass);
