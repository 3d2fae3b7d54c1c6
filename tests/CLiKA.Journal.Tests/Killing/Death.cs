using System.Globalization;

namespace CLiKA.Journal.Tests.Killing;

/// <summary>How a run kills itself.</summary>
/// <param name="Place">Where.</param>
/// <param name="Slice">At which of its slices, from 0; below 0 for none.</param>
/// <param name="Microseconds">How long after the slice was answered, within the commit.</param>
internal sealed record Death(DeathPlace Place, int Slice, int Microseconds)
{
    /// <summary>A run that is not killed, or by another process.</summary>
    public static Death None { get; } = new(DeathPlace.AtRandom, -1, 0);

    public static Death Parse(string text)
    {
        var parts = text.Split(':');
        return new(Enum.Parse<DeathPlace>(parts[0]), Number(parts[1]), Number(parts[2]));

        static int Number(string part) => int.Parse(part, CultureInfo.InvariantCulture);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Place}:{Slice}:{Microseconds}");
}
