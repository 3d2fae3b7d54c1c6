namespace CLiKA.Cli.Tests.FullDisks;

/// <summary>A test with a disk of its own; it says so where there can be none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SmallDiskFactAttribute : FactAttribute
{
    public SmallDiskFactAttribute() => Skip = SmallDisk.WhyNot;
}
