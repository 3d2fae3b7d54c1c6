using System.Globalization;

namespace CLiKA.OnnxRuntime.Devices;

/// <summary>The device that is asked for.</summary>
/// <param name="Kind">Its class.</param>
/// <param name="Index">Which GPU, from 0; 0 for other classes.</param>
public sealed record DeviceRequest(DeviceKind Kind, int Index)
{
    /// <summary>CUDA where it can be used, else the CPU.</summary>
    public static DeviceRequest Auto { get; } = new(DeviceKind.Auto, 0);

    /// <summary>The CPU.</summary>
    public static DeviceRequest Cpu { get; } = new(DeviceKind.Cpu, 0);

    /// <summary>Reads <c>auto</c>, <c>cpu</c>, <c>cuda</c> (the first GPU) or <c>cuda:N</c>.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The request.</returns>
    /// <exception cref="InvalidInputException">The text is none of these.</exception>
    public static DeviceRequest Parse(string text)
    {
        const string Numbered = "cuda:";
        return text switch
        {
            "auto" => Auto,
            "cpu" => Cpu,
            "cuda" => new(DeviceKind.Cuda, 0),
            _ when text.StartsWith(Numbered, StringComparison.Ordinal)
                && int.TryParse(text.AsSpan(Numbered.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
                => new(DeviceKind.Cuda, index),
            _ => throw new InvalidInputException(
                $"device '{text}'", "no such device; expected auto, cpu or cuda:N (cuda:0 is the first GPU)."),
        };
    }

    /// <inheritdoc/>
    public override string ToString() => Kind switch
    {
        DeviceKind.Auto => "auto",
        DeviceKind.Cpu => "cpu",
        _ => string.Create(CultureInfo.InvariantCulture, $"cuda:{Index}"),
    };
}
