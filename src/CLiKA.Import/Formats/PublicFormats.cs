using System.Collections.Immutable;

namespace CLiKA.Import.Formats;

/// <summary>The formats that can be imported.</summary>
public static class PublicFormats
{
    /// <summary>All formats.</summary>
    public static ImmutableArray<IPublicFormat> All { get; } =
    [
        new XcopaFormat(),
        new XcsqaFormat(),
        new BelebeleFormat(),
        new MmmluFormat(),
        new GlobalMmluFormat(),
        new IncludeFormat(),
        new ClikaFormat(),
        new MlamaFormat(),
        new KlarFormat(),
    ];
}
