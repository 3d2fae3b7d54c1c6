namespace CLiKA.Tests;

/// <summary>A theory on the published data; it says so where the data is not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PublishedDataTheoryAttribute : TheoryAttribute
{
    public PublishedDataTheoryAttribute()
    {
        if (PublishedData.Folder is null)
        {
            Skip = "The published data is not beside this checkout (shared/clika); CLIKATEST_PUBLISHED_DATA can name it.";
        }
    }
}
