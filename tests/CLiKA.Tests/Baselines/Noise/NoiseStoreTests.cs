using System.Text.Json.Nodes;
using CLiKA.Baselines;
using CLiKA.Baselines.Noise;
using CLiKA.Languages;
using CLiKA.Measurements.Noise;
using CLiKA.Metrics;
using CLiKA.Statistics;

namespace CLiKA.Tests.Baselines.Noise;

public sealed class NoiseStoreTests : IDisposable
{
    private static readonly ProbeSetNoise Noise = new(
        "pack",
        Packs.Fingerprint,
        "weights",
        [
            new KindNoise(
                NoiseKind.Batch,
                ["row by row"],
                [new PoolNoise(Level.Performance, "row by row", -0.0125)],
                [
                    new CellNoise(Language.Pivot, 100, "row by row", 12, 2, 9, new Interval(0.000012, 0.25)),
                    new CellNoise(Language.Parse("de"), 100, null, 0, 0, 0, null),
                ]),
        ]);

    private readonly TestFolder _folder = new();
    private readonly NoiseStore _store;

    public NoiseStoreTests()
    {
        _store = new NoiseStore(_folder.Path);
        _store.Accept("m", Noise);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_has_a_line_a_language_and_numbers_below_one_another() => File.ReadAllText(_store.PathOf("m", "pack")).Should().Be(
        """
        {
          "model": "m",
          "probeSet": "pack",
          "fingerprint": {
            "items": "items",
            "prompt": "prompt",
            "scoring": "letter",
            "letters": "fixed",
            "wordings": 1,
            "device": "cpu"
          },
          "weights": "weights",
          "items": 100,
          "noise": {
            "batch": {
              "variants": ["row by row"],
              "levels": {
                "Performance": { "change": -0.012500, "variant": "row by row" }
              },
              "languages": {
                "en": { "discordant": 12, "lost": 2, "won": 9, "change": 0.070000, "leadFrom": 0.000012, "leadTo": 0.250000, "variant": "row by row" },
                "de": { "discordant":  0, "lost": 0, "won": 0, "change": 0.000000, "leadFrom":     null, "leadTo":     null, "variant": null }
              }
            }
          }
        }

        """);

    [Fact]
    public void What_was_kept_is_read_back()
    {
        var read = _store.Read("m", ["other", "pack"]).Single();

        read.Should().BeEquivalentTo(Noise);
        NoiseStore.Read(Path.Combine(_folder.Path, "m")).Single().Should().BeEquivalentTo(Noise);
        NoiseStore.Read(Path.Combine(_folder.Path, "other")).Should().BeEmpty();
    }

    [Theory]
    [InlineData("\"won\": 9", "\"won\": 8", "is not as it was written; the file was damaged or edited.")]
    [InlineData("\"change\": -0.012500", "\"change\": -0.0125", "is not as it was written; the file was damaged or edited.")]
    [InlineData("\"lost\": 2", "\"lost\": 4", "en: of 100 items 12 are discordant, 4 lost and 9 won, which cannot be.")]
    [InlineData("\"lost\": 2", "\"lost\": -1", "en: of 100 items 12 are discordant, -1 lost and 9 won, which cannot be.")]
    [InlineData("\"won\": 9", "\"won\": -1", "en: of 100 items 12 are discordant, 2 lost and -1 won, which cannot be.")]
    [InlineData("\"discordant\": 12", "\"discordant\": 101", "en: of 100 items 101 are discordant, 2 lost and 9 won, which cannot be.")]
    [InlineData("\"batch\": {", "\"batches\": {", "'batches' is no kind of noise; expected one of batch, threads, device, wordings.")]
    [InlineData("\"de\": {", "\"xx\": {", "'languages': 'xx' is no language; expected a BCP-47 code such as de, es-419 or zh-hant*")]
    [InlineData("\"Performance\"", "\"Prowess\"", "'Prowess' is no level; expected Performance or Consistency.")]
    [InlineData("\"weights\": \"weights\"", "\"weight\": \"weights\"", "unknown property 'weight'; expected *")]
    [InlineData("\"leadTo\": 0.250000", "\"leadTo\": null", "'leadTo' is Null; expected a number.")]
    public void A_file_that_was_damaged_or_edited_is_refused(string text, string other, string expected)
    {
        var path = _store.PathOf("m", "pack");
        File.WriteAllText(path, File.ReadAllText(path).Replace(text, other, StringComparison.Ordinal));

        FluentActions.Invoking(() => _store.Read("m", ["pack"])).Should().Throw<InvalidInputException>().WithMessage($"{path}: {expected}");
    }

    [Theory]
    [InlineData("levels")]
    [InlineData("languages")]
    public void A_kind_of_noise_without_rows_is_refused(string rows)
    {
        var path = _store.PathOf("m", "pack");
        var json = JsonNode.Parse(File.ReadAllText(path))!;
        json["noise"]!["batch"]![rows] = new JsonObject();
        File.WriteAllText(path, json.ToJsonString());

        FluentActions.Invoking(() => _store.Read("m", ["pack"])).Should().Throw<InvalidInputException>()
            .WithMessage($"{path}: has no kind of noise, or one without a language or a level; *");
    }

    [Fact]
    public void A_file_without_a_kind_of_noise_is_refused()
    {
        var path = _store.PathOf("m", "pack");
        var json = JsonNode.Parse(File.ReadAllText(path))!;
        json["noise"] = new JsonObject();
        File.WriteAllText(path, json.ToJsonString());

        FluentActions.Invoking(() => _store.Read("m", ["pack"])).Should().Throw<InvalidInputException>().WithMessage($"{path}: has no kind of noise*");
    }

    [Fact]
    public void All_ways_in_which_it_was_run_are_read_back()
    {
        _store.Accept("m", Noise with { Kinds = [Noise.Kinds[0] with { Variants = ["row by row", "in one batch"] }] });

        _store.Read("m", ["pack"]).Single().Kinds[0].Variants.Should().Equal("row by row", "in one batch");
    }

    [Fact]
    public void A_file_of_another_model_or_set_is_refused()
    {
        File.Copy(_store.PathOf("m", "pack"), _store.PathOf("m", "geo"));
        Directory.CreateDirectory(Path.Combine(_folder.Path, "n"));
        File.Copy(_store.PathOf("m", "pack"), _store.PathOf("n", "pack"));

        FluentActions.Invoking(() => _store.Read("m", ["geo"])).Should().Throw<InvalidInputException>()
            .WithMessage("*is about pack of m; expected geo of m.");
        FluentActions.Invoking(() => _store.Read("n", ["pack"])).Should().Throw<InvalidInputException>()
            .WithMessage("*is about pack of m; expected pack of n.");
    }

    [Fact]
    public void A_noise_is_no_baseline_and_belongs_to_its_probe_set()
    {
        var baselines = new BaselineStore(_folder.Path);

        BaselineStore.Read(baselines.FolderOf("m")).Should().BeNull();
        baselines.FindOrphans([("m", "pack")]).Should().BeEmpty();
        baselines.FindOrphans([("m", "geo")]).Should().Equal(Path.Combine("m", "pack.noise.verified.json"));
    }

    [Fact]
    public void A_kind_that_was_measured_only_earlier_stays_where_the_same_was_asked()
    {
        var device = Noise with { Kinds = [Noise.Kinds[0] with { Kind = NoiseKind.Device }] };

        device.With(Noise).Kinds.Select(kind => kind.Kind).Should().Equal(NoiseKind.Batch, NoiseKind.Device);
        Noise.With(null).Should().BeSameAs(Noise);
        ProbeSetNoise[] others =
        [
            Noise with { Weights = "other" },
            Noise with { Fingerprint = Packs.Fingerprint with { Items = "other" } },
            Noise with { Kinds = [Noise.Kinds[0] with { Cells = [Noise.Kinds[0].Cells[0]] }] },
        ];
        others.Should().OnlyContain(other => device.With(other) == device);
    }
}
