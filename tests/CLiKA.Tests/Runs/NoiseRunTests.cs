using CLiKA.Answers;
using CLiKA.Configuration;
using CLiKA.Languages;
using CLiKA.Measurements;
using CLiKA.Measurements.Noise;
using CLiKA.Metrics;
using CLiKA.Prompts;
using CLiKA.Runs;
using CLiKA.Statistics;

namespace CLiKA.Tests.Runs;

public sealed class NoiseRunTests : IDisposable
{
    private static readonly Language German = Language.Parse("de");

    private readonly TestFolder _folder = new();
    private readonly ProbeSetEntry _set;

    public NoiseRunTests() => _set = new ProbeSetEntry("pack", Packs.Write(_folder));

    public void Dispose() => _folder.Dispose();

    // Right usually: p0 p1 p2 in English, p0 p1 in German. Row by row English loses p2; German answers p2 wrong in another way and
    // wins p3. In large batches English loses p0 and p1.
    [Fact]
    public async Task Of_several_variants_the_worst_is_kept_in_each_cell_and_over_all_languages()
    {
        var model = new NoisyModel();
        model.Otherwise[(new Execution(TokenBudget: 1), "What")] = "ABDA";
        model.Otherwise[(new Execution(TokenBudget: 1), "Was")] = "ABBD";
        model.Otherwise[(new Execution(TokenBudget: 8192), "What")] = "BACA";

        var noise = await Measure(model, NoiseKind.Batch);

        noise.NotMeasured.Should().BeEmpty();
        var batch = noise.ProbeSets.Single().Kinds.Single();
        batch.Variants.Should().Equal("row by row", "8192 tokens a batch");
        batch.In(Language.Pivot).Should().Be(new CellNoise(Language.Pivot, 4, "8192 tokens a batch", 2, 2, 0, batch.In(Language.Pivot)!.Margins));
        batch.In(German).Should().Be(new CellNoise(German, 4, "row by row", 2, 0, 1, batch.In(German)!.Margins));
        (batch.In(German)!.Change, batch.In(German)!.Share).Should().Be((0.25, 0.5));
        Approximate(batch.In(Language.Pivot)!.Margins, 0.1, 0.2);
        Approximate(batch.In(German)!.Margins, 0.3, 0.4);

        // Row by row one is lost of eight, and one won. In large batches two are lost, and of three pairs right in one language none is
        // right in both any more: two of three were.
        batch.At(Level.Performance).Should().Be(new PoolNoise(Level.Performance, "8192 tokens a batch", -0.25));
        var overlap = batch.At(Level.Consistency)!;
        overlap.Variant.Should().Be("8192 tokens a batch");
        overlap.Change.Should().BeApproximately(-2.0 / 3, 1e-12);
    }

    [Fact]
    public async Task What_changes_nothing_has_no_worst_variant()
    {
        var noise = await Measure(new NoisyModel(), NoiseKind.Threads);

        var threads = noise.ProbeSets.Single().Of(NoiseKind.Threads)!;
        threads.Variants.Should().NotBeEmpty();
        threads.Cells.Should().Equal(new CellNoise(Language.Pivot, 4, null, 0, 0, 0, null), new CellNoise(German, 4, null, 0, 0, 0, null));
        threads.Pools.Should().Equal(new PoolNoise(Level.Performance, null, 0), new PoolNoise(Level.Consistency, null, 0));
    }

    [Theory]
    [InlineData("cpu", "cuda:0")]
    [InlineData("cuda", "cpu")]
    public async Task The_other_class_of_device_is_held_against_the_usual_one(string usual, string other)
    {
        var model = new NoisyModel { DeviceClass = usual };
        model.Otherwise[(new Execution(Device: other), "Was")] = "ADAA";

        var noise = await Measure(model, NoiseKind.Device);

        noise.ProbeSets.Single().Fingerprint.Device.Should().Be(usual);
        var device = noise.ProbeSets.Single().Of(NoiseKind.Device)!;
        device.Variants.Should().Equal(other);
        device.In(German).Should().BeEquivalentTo(new { Variant = other, Discordant = 1, Lost = 1, Won = 0 });
        device.In(Language.Pivot)!.Discordant.Should().Be(0);
    }

    [Fact]
    public async Task A_device_that_cannot_be_had_is_said_to_be_not_measured_and_the_rest_is_measured()
    {
        var model = new NoisyModel();

        var noise = await Measure(
            execution => execution.Device is null ? model.Open(execution) : throw new InvalidInputException("device 'cuda:0'", "no such GPU."),
            NoiseKind.Batch,
            NoiseKind.Device);

        noise.ProbeSets.Single().Kinds.Select(kind => kind.Kind).Should().Equal(NoiseKind.Batch);
        noise.NotMeasured.Should().Equal((NoiseKind.Device, "device 'cuda:0': no such GPU."));
    }

    [Fact]
    public async Task Threads_are_not_measured_where_the_CPU_does_not_compute()
    {
        var noise = await Measure(new NoisyModel { DeviceClass = "cuda" }, NoiseKind.Threads);

        noise.ProbeSets.Should().BeEmpty();
        noise.NotMeasured.Should().Equal((NoiseKind.Threads, "the model does not run on the CPU, and only there do threads compute answers."));
    }

    [Fact]
    public async Task A_model_that_fails_in_another_batch_is_an_error_and_not_left_out()
    {
        var model = new NoisyModel();

        await FluentActions.Awaiting(() => Measure(
            execution => execution.TokenBudget is null ? model.Open(execution) : throw new InvalidInputException("m", "damaged."),
            NoiseKind.Batch)).Should().ThrowAsync<InvalidInputException>().WithMessage("m: damaged.");
    }

    [Fact]
    public async Task A_model_that_drifts_to_another_device_between_batches_is_refused()
    {
        var (model, drifted) = (new NoisyModel(), new NoisyModel { DeviceClass = "cuda" });

        await FluentActions.Awaiting(() => Measure(
            execution => (execution.TokenBudget is null ? model : drifted).Open(execution), NoiseKind.Batch))
            .Should().ThrowAsync<InvalidInputException>().WithMessage("*ran on cpu first and on cuda now*");
    }

    // "Name" is the second wording of the English questions, "Nenne" of the German ones; the third is the first again.
    [Theory]
    [InlineData(1, "wording 2", "wording 3")]
    [InlineData(3, "wording 1", "wording 2", "wording 3")]
    public async Task Every_wording_is_asked_alone_but_the_one_that_is_asked_alone_anyway(int configured, params string[] expected)
    {
        await AddWordingsAsync();
        var model = new NoisyModel();
        model.Otherwise[(new Execution(), "Nenne")] = "BBCA";

        var noise = await new NoiseRun([_set with { Wordings = configured }, OtherSet()], [NoiseKind.Wordings], model.Open)
            .MeasureAsync(Entry, "weights", null, CancellationToken.None);

        var wordings = noise.ProbeSets.Single().Of(NoiseKind.Wordings)!;
        wordings.Variants.Should().Equal(expected);
        wordings.In(German).Should().BeEquivalentTo(new { Variant = "wording 2", Discordant = 2, Lost = 1, Won = 1 });
        noise.ProbeSets.Single().Fingerprint.Wordings.Should().Be(configured, "the other set has one wording");
        noise.NotMeasured.Should().BeEmpty();
    }

    [Fact]
    public async Task A_set_with_one_wording_has_no_noise_of_wordings() =>
        (await Measure(new NoisyModel(), NoiseKind.Wordings)).NotMeasured.Should()
            .Equal((NoiseKind.Wordings, "no probe set has wordings beside the one that is asked."));

    [Theory]
    [InlineData(NoiseKind.Batch)]
    [InlineData(NoiseKind.Wordings)]
    public async Task Only_what_was_asked_for_is_measured_and_progress_ends_at_the_whole(NoiseKind kind)
    {
        await AddWordingsAsync();
        var counts = new List<AnswerCount>();

        var noise = await new NoiseRun([_set], [kind], new NoisyModel().Open)
            .MeasureAsync(Entry, "weights", new CallbackProgress<AnswerCount>(counts.Add), CancellationToken.None);

        noise.ProbeSets.Single().Kinds.Select(measured => measured.Kind).Should().Equal(kind);
        counts.Select(count => count.Answered).Should().BeInAscendingOrder();
        counts[^1].Share.Should().Be(1);
    }

    [Theory]
    [InlineData("cpu", 1, "2 threads")]
    [InlineData("cpu", 2, "1 thread, 4 threads")]
    [InlineData("cpu", 16, "1 thread, 8 threads, 32 threads")]
    [InlineData("cuda", 16, "")]
    public void Fewer_threads_and_more_are_tried(string device, int processors, string expected) =>
        string.Join(", ", ExecutionVariant.All(device, processors).Where(variant => variant.Kind == NoiseKind.Threads).Select(variant => variant.Name))
            .Should().Be(expected);

    private static ModelEntry Entry =>
        new("m", "m", "cpu", new Protocol(Scoring.Likelihood, PromptWrapping.None)) { Languages = [Language.Pivot, German] };

    private static void Approximate(Interval? margins, double low, double high)
    {
        margins!.Value.Low.Should().BeApproximately(low, 1e-12);
        margins.Value.High.Should().BeApproximately(high, 1e-12);
    }

    private async Task AddWordingsAsync()
    {
        foreach (var (file, second) in ((string, string)[])[("en.jsonl", "Name {0}."), ("de.jsonl", "Nenne {0}.")])
        {
            var path = Path.Combine(_set.Folder, file);
            var lines = await File.ReadAllLinesAsync(path);
            await File.WriteAllLinesAsync(path, lines.Select((line, item) => line.Replace(
                ",\"options\"", $",\"paraphrases\":[\"{second.Replace("{0}", $"{item}", StringComparison.Ordinal)}\",\"{line.Split('"')[7]}\"],\"options\"", StringComparison.Ordinal)));
        }
    }

    // Of one wording.
    private ProbeSetEntry OtherSet()
    {
        var folder = Packs.Write(_folder, "other");
        var description = Path.Combine(folder, "probe-set.json");
        File.WriteAllText(description, File.ReadAllText(description).Replace("\"pack\"", "\"other\"", StringComparison.Ordinal));
        return new ProbeSetEntry("other", folder);
    }

    private Task<ModelNoise> Measure(NoisyModel model, params NoiseKind[] kinds) => Measure(model.Open, kinds);

    private Task<ModelNoise> Measure(Func<Execution, IAnswerer> open, params NoiseKind[] kinds) =>
        new NoiseRun([_set], kinds, open).MeasureAsync(Entry, "weights", null, CancellationToken.None);
}
