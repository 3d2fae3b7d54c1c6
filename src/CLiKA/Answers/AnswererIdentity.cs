namespace CLiKA.Answers;

/// <summary>
/// Everything but the prompt and the way of scoring that decides what an answerer answers. Where two identities are equal, an answer of one
/// may stand for an answer of the other.
/// </summary>
/// <param name="Model">Hash of every file that decides answers: graph, weights, tokenizer, configuration, adapter; and of a chat's format.</param>
/// <param name="Runtime">What computes, with its versions, in words.</param>
/// <param name="DeviceClass">The class of device, as <see cref="IAnswerer.DeviceClass"/> has it.</param>
public sealed record AnswererIdentity(string Model, string Runtime, string DeviceClass);
