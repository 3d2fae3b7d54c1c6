using CLiKA.Measurements;
using CLiKA.Reporting;
using CLiKA.Reporting.Texts;
using CLiKA.TestLogger;

namespace CLiKA.Xunit.Running;

/// <summary>Tells the logger how far the run is.</summary>
internal static class RunProgress
{
    /// <summary>Creates the progress of a part of the run.</summary>
    /// <param name="title">What is asked, for example the name of the model.</param>
    public static IProgress<AnswerCount> Of(string title)
    {
        var lines = new ProgressLines(line => ProgressFile.Write(SafeText.WithoutCommands(line)), TimeProvider.System);
        return new CallbackProgress<AnswerCount>(count => lines.Report(count.Share, count.Describe(title)));
    }
}
