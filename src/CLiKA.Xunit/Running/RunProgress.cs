using CLiKA.Reporting;
using CLiKA.Reporting.Texts;
using CLiKA.TestLogger;

namespace CLiKA.Xunit.Running;

/// <summary>Tells the logger how far the run is.</summary>
internal static class RunProgress
{
    /// <summary>Creates the progress of a part of the run.</summary>
    /// <param name="title">What is asked, for example the name of the model.</param>
    public static ProgressLines Of(string title) => new(title, line => ProgressFile.Write(SafeText.WithoutCommands(line)), TimeProvider.System);
}
