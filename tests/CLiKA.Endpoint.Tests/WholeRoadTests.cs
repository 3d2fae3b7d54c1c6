using System.Text.Json;
using CLiKA.Answers;
using CLiKA.Configuration;
using CLiKA.Endpoint.Tests.Serving;
using CLiKA.Languages;
using CLiKA.Measurements;
using CLiKA.Measurements.Repeats;
using CLiKA.Models;
using CLiKA.Probes;
using CLiKA.Runs;

namespace CLiKA.Endpoint.Tests;

/// <summary>From a configuration to a measurement.</summary>
public sealed class WholeRoadTests(ServedModel served) : IClassFixture<ServedModel>
{
    private static readonly string[] English = [Language.Pivot.Code];

    [Fact]
    public async Task A_configured_server_gives_the_measurement_of_the_model_folder()
    {
        await using var server = await served.ServeAsync(ServerManner.Vllm);
        var folder = Directory.CreateTempSubdirectory("clika-endpoint-");
        try
        {
            var file = Path.Combine(folder.FullName, "clika.json");
            await File.WriteAllTextAsync(file, JsonSerializer.Serialize(new
            {
                models = new Dictionary<string, object>
                {
                    ["far"] = new { endpoint = new { url = server.Url, model = ModelServer.ModelName, concurrency = 4 } },
                    ["near"] = new { folder = ServedModel.Folder, device = "cpu" },
                },
                probeSets = new { causes = Alignment.Tests.Repository.ProbeSetFolder("causes") },
                languages = English,
                scoring = "likelihood",
                baselines = "b",
                artifacts = "a",
            }));
            var configuration = ConfigurationReader.Read(file);

            var (far, near) = (await MeasureAsync(configuration, 0), await MeasureAsync(configuration, 1));

            far.In(Language.Pivot)!.Answers.Select(answer => answer.Choice).Should()
                .Equal(near.In(Language.Pivot)!.Answers.Select(answer => answer.Choice));
            far.Fingerprint.Should().Be(near.Fingerprint with { Device = "endpoint" }, "nothing else tells them apart");

            var again = await AskAgainAsync(configuration, far);
            again.Repeated.Should().BeEquivalentTo(new { Way = "with 2 requests at once, which the server batches as it likes", Asked = 13, Tolerance = 0.05 });
            again.Repeated.Changed.Should().BeEmpty();
            (again.OnCpu, again.CpuFault).Should().Be((null, null), "where a server computes is its own affair");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Task<Determinism> AskAgainAsync(AlignmentConfiguration configuration, ProbeSetMeasurement usual)
    {
        var (model, set) = (configuration.Models[0], configuration.ProbeSets[0]);
        return new DeterminismRun(async execution => await ConfiguredModel.OpenAsync(model, execution, CancellationToken.None)).MeasureAsync(
            model, [new AskedSet(ProbeSetReader.Read(set.Folder), model.ProtocolFor(set), usual)], processors: 2, progress: null, CancellationToken.None);
    }

    private static async Task<ProbeSetMeasurement> MeasureAsync(AlignmentConfiguration configuration, int index)
    {
        using IModel model = await ConfiguredModel.OpenAsync(configuration.Models[index], CancellationToken.None);
        var measurement = await ModelRun.MeasureAsync(configuration.Models[index], configuration.ProbeSets, model, null, CancellationToken.None);
        return measurement.ProbeSets.Single();
    }
}
