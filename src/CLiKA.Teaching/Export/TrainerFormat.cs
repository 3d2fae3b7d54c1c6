using System.Text.Json.Serialization;

namespace CLiKA.Teaching.Export;

/// <summary>Conversation formats of trainers.</summary>
public enum TrainerFormat
{
    /// <summary><c>instruction</c>, <c>input</c>, <c>output</c>.</summary>
    [JsonStringEnumMemberName("alpaca")]
    Alpaca,

    /// <summary><c>conversations</c> of <c>from</c> and <c>value</c>.</summary>
    [JsonStringEnumMemberName("sharegpt")]
    ShareGpt,

    /// <summary><c>messages</c> of <c>role</c> and <c>content</c>, rendered by the model's own chat template.</summary>
    [JsonStringEnumMemberName("chatml")]
    ChatMl,
}
