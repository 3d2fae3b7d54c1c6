using System.Text.Json.Serialization;

namespace CLiKA.Teaching.Export;

/// <summary>The formats in which trainers read conversations.</summary>
public enum TrainerFormat
{
    /// <summary><c>instruction</c>, <c>input</c>, <c>output</c>.</summary>
    [JsonStringEnumMemberName("alpaca")]
    Alpaca,

    /// <summary><c>conversations</c> of <c>from</c> and <c>value</c>.</summary>
    [JsonStringEnumMemberName("sharegpt")]
    ShareGpt,

    /// <summary><c>messages</c> of <c>role</c> and <c>content</c>, which a model's own template makes turns of.</summary>
    [JsonStringEnumMemberName("chatml")]
    ChatMl,
}
