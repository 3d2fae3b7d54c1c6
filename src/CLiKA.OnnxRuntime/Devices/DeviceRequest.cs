using System.Globalization;

namespace CLiKA.OnnxRuntime.Devices;

/// <summary>A requested device.</summary>
/// <param name="Kind">Kind of device.</param>
/// <param name="Index">Zero-based index of the GPU; 0 for other kinds.</param>
public sealed record DeviceRequest(DeviceKind Kind, int Index)
{
    /// <summary>CUDA if it can be used, otherwise the CPU.</summary>
    public static DeviceRequest Auto { get; } = new(DeviceKind.Auto, 0);

    /// <summary>The CPU.</summary>
    public static DeviceRequest Cpu { get; } = new(DeviceKind.Cpu, 0);

    /// <summary>Parses <c>auto</c>, <c>cpu</c>, <c>cuda</c> (the first GPU) or <c>cuda:N</c>.</summary>
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
