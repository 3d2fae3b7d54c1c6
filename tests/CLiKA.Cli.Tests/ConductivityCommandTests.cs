using System.Text.Json;
using CLiKA.Measurements;
using CLiKA.Measurements.Taught;
using CLiKA.Tests;

namespace CLiKA.Cli.Tests;

/// <summary><c>accept</c> and <c>compare</c> of the third level.</summary>
public sealed class ConductivityCommandTests : IDisposable
{
    private readonly Cli _cli = new();

    public ConductivityCommandTests()
    {
        _cli.Write(
            "clika.json",
            """
            {"models":{"m":{"folder":"m","taught":{"isles":{"de":"m/de.onnx_adapter"}}}},"worlds":{"isles":"isles"},
             "probeSets":{"pack":"pack"},"languages":["en","de"],"baselines":"baselines","artifacts":"artifacts"}
            """);
        Receive(Teachings.Retrieving(16));
    }

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task What_was_received_becomes_the_baseline_and_a_loss_is_found()
    {
        var accepted = await _cli.RunAsync(["accept", "--world", "isles", "--reason", "Taught anew"]);
        accepted.ExitCode.Should().Be(0, accepted.Errors);
        accepted.Output.Should().Contain("isles: no baseline of conductivity.").And.Contain("isles.conductivity: accepted.");
        File.ReadAllText(_cli.PathOf("baselines/m/isles.conductivity.verified.json")).Should().Contain("{ \"reason\": \"Taught anew\" }");
        (await _cli.RunAsync(["compare", "baselines/m", "artifacts/received/m.json"])).ExitCode.Should().Be(0);

        Receive(Teachings.Retrieving(4));
        var table = await _cli.RunAsync(["compare", "baselines/m", "artifacts/received/m.json"]);
        var json = await _cli.RunAsync(["compare", "baselines/m", "artifacts/received/m.json", "--format", "json"]);

        table.ExitCode.Should().Be(1, table.Errors);
        table.Output.Should().Contain("isles, de (German): regressed. XRR 0.800 → 0.200 by generation");
        using var document = JsonDocument.Parse(json.Output);
        var cell = document.RootElement.GetProperty("conductivity").GetProperty("cells")[0];
        cell.GetProperty("verdict").GetString().Should().Be("regressed");
        (cell.GetProperty("before").GetDouble(), cell.GetProperty("now").GetDouble()).Should().Be((0.8, 0.2));
    }

    [Fact]
    public async Task A_teaching_that_was_not_measured_cannot_be_accepted()
    {
        Receive(Teachings.World(Teachings.Cell("de", Teachings.Retrieved(4), Teachings.Retrieved(5))));

        var result = await _cli.RunAsync(["accept", "--world", "isles", "--reason", "Taught anew"]);

        result.ExitCode.Should().Be(2);
        result.Errors.Should().Contain("the teachings of isles were not asked in de; run the suite without a filter before accepting.");
    }

    [Fact]
    public async Task A_measurement_without_the_baselines_world_is_not_comparable()
    {
        await _cli.RunAsync(["accept", "--world", "isles", "--reason", "Taught anew"]);
        _cli.Write("other.json", MeasurementJson.Write(new Measurement("m", [])));

        var result = await _cli.RunAsync(["compare", "baselines/m", "other.json"]);

        result.ExitCode.Should().Be(2);
        result.Output.Should().Contain("isles, de: conductivity is in the baseline, but not in what was received.");
    }

    private void Receive(ConductivityMeasurement world) => _cli.Write(
        "artifacts/received/m.json", MeasurementJson.Write(new Measurement("m", []) { Worlds = [world] }));
}
