namespace CLiKA.Import.Tests;

/// <summary>An item of a small public set.</summary>
internal sealed record SampleItem(int Number, string Question, string[] Options, int Gold)
{
    public string Text => $"{Question} ({Number})";
}
