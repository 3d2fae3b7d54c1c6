using System.Collections.Immutable;
using CLiKA.Import.Harness;
using CLiKA.Measurements;
using CLiKA.Tests;

namespace CLiKA.Import.Tests.Harness;

/// <summary>A folder with one model's run, and what is read of it.</summary>
public abstract class HarnessTest : IDisposable
{
    private readonly TestFolder _folder = new();

    protected HarnessTest() => Run = new(_folder.Path);

    protected string Folder => _folder.Path;

    private protected HarnessRun Run { get; }

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    protected static double[] Scores(int chosen) => [.. Enumerable.Range(0, 4).Select(option => option == chosen ? -0.5 : -2.0 - option)];

    protected static void Fails(string expected, HarnessRequest request) =>
        FluentActions.Invoking(() => HarnessRecordings.Read(request)).Should().Throw<InvalidInputException>().WithMessage(expected);

    protected HarnessRequest Request(params string[] patterns) => new(Folder, "m", [.. patterns.Select(HarnessTasks.Parse)]);

    protected (Measurement Measurement, ImmutableArray<HarnessSet> Sets) Read(params string[] patterns) => HarnessRecordings.Read(Request(patterns));
}
