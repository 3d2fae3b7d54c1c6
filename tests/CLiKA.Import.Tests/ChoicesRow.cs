namespace CLiKA.Import.Tests;

/// <summary>A row of a Parquet file of INCLUDE whose options are a list.</summary>
internal sealed class ChoicesRow
{
#pragma warning disable IDE1006 // The published names.
    public string? language { get; set; }

    public string? question { get; set; }

    public List<string>? choices { get; set; }

    public long answer { get; set; }
#pragma warning restore IDE1006
}
