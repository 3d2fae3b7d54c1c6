namespace CLiKA.Reporting.Tests.Pages;

/// <summary>A test in a browser; it says so where none is installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ChromiumFactAttribute : FactAttribute
{
    public ChromiumFactAttribute()
    {
        if (Chromium.Path is null)
        {
            Skip = "No Chromium or Chrome is installed; CLIKATEST_CHROMIUM can name one.";
        }
    }
}
