using CLiKA.Languages;
using CLiKA.Measurements.Taught;
using CLiKA.Metrics;
using CLiKA.OnnxRuntime;
using CLiKA.OnnxRuntime.Devices;
using CLiKA.Teaching.Measuring;
using CLiKA.Teaching.Sets;

namespace CLiKA.Alignment.Tests;

/// <summary>The embedded model, taught so that it is known beforehand what its measurement has to show.</summary>
public sealed class ConductivityControlTests
{
    private static readonly TeachingSet German = TeachingSetReader.Read(Repository.WorldFolder("archipelago"), Language.Parse("de"));

    [Fact]
    public async Task Facts_that_were_also_taught_in_German_are_found_there()
    {
        var result = await MeasureAsync("control-positive");

        result.IsTaught.Should().BeTrue(string.Join(", ", result.Checks));
        result.CrossRetrieval.Should().BeGreaterThanOrEqualTo(0.9);
    }

    [Fact]
    public async Task Facts_that_were_taught_in_English_without_the_names_are_guessed_in_German()
    {
        var result = await MeasureAsync("control-negative");

        result.IsTaught.Should().BeFalse();
        result.CrossRetrieval.Should().BeNull("what is not taught has no ratio");
        result.Checks.Where(check => !check.Passes).Select(check => check.Name).Should().Equal("names");
        var interval = Conductivity.CrossRetrievalInterval(result.PivotRight, result.OwnRight)!.Value;
        interval.Low.Should().BeLessThan(1.0 / 20);
        interval.High.Should().BeGreaterThan(1.0 / 20);
    }

    [Fact]
    public async Task A_model_that_was_taught_nothing_is_not_taught()
    {
        var result = await MeasureAsync(teaching: null);

        result.CrossRetrieval.Should().BeNull();
        result.Checks.Skip(1).Should().OnlyContain(check => !check.Passes, "it knows no fact of the world");
    }

    private static async Task<TeachingResult> MeasureAsync(string? teaching)
    {
        var folder = Repository.ModelFolder("micro-base");
        using var model = OnnxAnswerer.Load(folder, new()
        {
            Device = DeviceRequest.Cpu,
            Adapter = teaching is null ? null : Path.Combine(folder, "taught", teaching, "adapter.onnx_adapter"),
        });
        var protocol = TeachingProtocol.Usual with { Ways = [RetrievalWay.Generation] };
        var cell = await TeachingMeasurer.MeasureAsync(German, model, protocol, null, CancellationToken.None);
        return cell.By(RetrievalWay.Generation).Single();
    }
}
