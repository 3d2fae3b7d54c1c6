namespace CLiKA.Import.Tests;

/// <summary>A row of a Parquet file as Global-MMLU and INCLUDE publish them; the names of the columns are the properties'.</summary>
internal sealed class SampleRow
{
#pragma warning disable IDE1006, CA1707 // The published names.
    public string? sample_id { get; set; }

    public string? subject { get; set; }

    public string? question { get; set; }

    public string? option_a { get; set; }

    public string? option_b { get; set; }

    public string? option_c { get; set; }

    public string? option_d { get; set; }

    public string? answer { get; set; }

    public bool? is_annotated { get; set; }
#pragma warning restore IDE1006, CA1707
}
