using System.Text.Json;
using CLiKA.Baselines;
using CLiKA.Measurements;

namespace CLiKA.Alignment.Tests;

/// <summary>A probe set of a team's own, in languages that no shipped set has, on the whole road.</summary>
public sealed class OtherLanguagesTests : IDisposable
{
    // Each of four questions ten times: of four answers no loss can be told from chance, and a gate that guards nothing is red.
    private const int Items = 40;

    private static readonly string[] Languages = ["en", "ar", "es", "hi", "ko", "sw", "zh-hant"];

    // What is asked, then countries and capitals in the order of the languages.
    private static readonly string[] Questions =
    [
        "What is the capital of {0}?", "ما هي عاصمة {0}؟", "¿Cuál es la capital de {0}?", "{0} की राजधानी क्या है?", "{0}의 수도는 어디입니까?",
        "Mji mkuu wa {0} ni upi?", "{0}的首都是哪裡？",
    ];

    private static readonly (string[] Countries, string[] Capitals)[] Facts =
    [
        (["Spain", "إسبانيا", "España", "स्पेन", "스페인", "Hispania", "西班牙"], ["Madrid", "مدريد", "Madrid", "मैड्रिड", "마드리드", "Madrid", "馬德里"]),
        (["India", "الهند", "India", "भारत", "인도", "India", "印度"], ["New Delhi", "نيودلهي", "Nueva Delhi", "नई दिल्ली", "뉴델리", "New Delhi", "新德里"]),
        (["Korea", "كوريا", "Corea", "कोरिया", "한국", "Korea", "韓國"], ["Seoul", "سيول", "Seúl", "सियोल", "서울", "Seoul", "首爾"]),
        (["Kenya", "كينيا", "Kenia", "केन्या", "케냐", "Kenya", "肯亞"], ["Nairobi", "نيروبي", "Nairobi", "नैरोबी", "나이로비", "Nairobi", "奈洛比"]),
    ];

    private readonly SuiteWorkspace _workspace = new();

    public OtherLanguagesTests()
    {
        WritePack();
        Directory.Delete(_workspace.BaselinesFolder, recursive: true);
        WriteConfiguration(Languages);
    }

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task They_are_rows_of_the_suite_are_accepted_and_pass()
    {
        var first = await _workspace.RunAsync();

        first.ExitCode.Should().NotBe(0);
        first.Output.Should().Contain("capitals: no baseline for micro-base.")
            .And.MatchRegex(@"\n +en +ar +es +hi +ko +sw +zh-hant *\n").And.MatchRegex(@"Failed (with .*)?Knows\(micro-base, capitals, ko\)");
        var received = MeasurementJson.Read(_workspace.ReceivedFile);
        received.Cells.Should().Be(Languages.Length);

        new BaselineStore(_workspace.BaselinesFolder).Accept("micro-base", new AcceptedBaseline(received.ProbeSets[0]));
        var second = await _workspace.RunAsync();

        second.ExitCode.Should().Be(0, second.Output);
        second.Output.Should().Contain($"Verdict: pass (cells: 0 regressed, 0 improved, {Languages.Length} identical).");
        var baseline = await File.ReadAllLinesAsync(Path.Combine(_workspace.BaselinesFolder, "micro-base", "capitals.verified.json"));
        baseline.Where(line => line.Contains("\"correct\"", StringComparison.Ordinal)).Select(line => line.IndexOf('{')).Distinct()
            .Should().ContainSingle("a code that is longer must not move what stands beside it");
        (await File.ReadAllTextAsync(Path.Combine(_workspace.ArtifactsFolder, "results.json"))).Should().Contain("\"language\": \"zh-hant\"");
        (await File.ReadAllTextAsync(Path.Combine(_workspace.ArtifactsFolder, "summary.md"))).Should().Contain("| zh-hant |");
        (await File.ReadAllTextAsync(Path.Combine(_workspace.ArtifactsFolder, "index.html"))).Should().Contain("Traditional Chinese");
    }

    [Fact]
    public async Task A_filter_by_one_of_them_asks_it_alone()
    {
        var result = await _workspace.RunAsync("--filter Language=ko");

        result.ExitCode.Should().NotBe(0, "there is no baseline");
        result.Output.Should().Contain($"Asked in part: 1 of {Languages.Length} cells").And.MatchRegex("Failed: +1, Passed: +0, ");
        MeasurementJson.Read(_workspace.ReceivedFile).ProbeSets.Single().Languages.Single().Language.Code.Should().Be("ko");
    }

    [Fact]
    public async Task A_set_in_languages_of_its_own_stands_beside_those_in_the_papers()
    {
        var capitals = JsonSerializer.Serialize(new { folder = Path.Combine(_workspace.Root, "capitals"), languages = Languages });
        WriteConfiguration(null);
        _workspace.EditConfiguration("\"probeSets\":{", $"\"probeSets\":{{\"geo\":{JsonSerializer.Serialize(_workspace.ProbeSetFolder)},");
        _workspace.EditConfiguration(JsonSerializer.Serialize(Path.Combine(_workspace.Root, "capitals")), capitals);

        var result = await _workspace.RunAsync("--filter \"Language=ko|Language=de\"");

        result.Output.Should().Contain($"Asked in part: 2 of {10 + Languages.Length} cells");
        MeasurementJson.Read(_workspace.ReceivedFile).ProbeSets
            .Select(set => $"{set.ProbeSet} {string.Join(' ', set.Languages.Select(cell => cell.Language))}").Should().Equal("geo de", "capitals ko");
    }

    // A filter that matched nothing would say nothing of the mistake.
    [Fact]
    public async Task A_configuration_that_is_wrong_says_so_under_a_filter_by_one_of_them()
    {
        WriteConfiguration([.. Languages, "kor"]);

        var result = await _workspace.RunAsync("--filter Language=zh-hant");

        result.ExitCode.Should().NotBe(0);
        result.Output.Should().Contain("clika.json:1: 'languages': 'kor' is no language here; expected its shortest code, 'ko'.");
    }

    private void WriteConfiguration(string[]? languages) => File.WriteAllText(_workspace.ConfigurationFile, JsonSerializer.Serialize(new
    {
        models = new Dictionary<string, object> { ["micro-base"] = new { folder = _workspace.ModelFolder } },
        probeSets = new { capitals = Path.Combine(_workspace.Root, "capitals") },
        languages,
        scoring = "likelihood",
        device = "cpu",
        baselines = _workspace.BaselinesFolder,
        artifacts = _workspace.ArtifactsFolder,
    }));

    private void WritePack()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_workspace.Root, "capitals")).FullName;
        File.WriteAllText(
            Path.Combine(folder, "probe-set.json"),
            """{"id":"capitals","title":"Capitals","stream":"factual","chance":0.25,"ceiling":1,"licence":"MIT","revision":"1"}""");
        foreach (var (place, language) in Languages.Index())
        {
            File.WriteAllLines(Path.Combine(folder, $"{language}.jsonl"), Enumerable.Range(0, Items).Select(item => JsonSerializer.Serialize(new
            {
                id = $"capital-{item:00}",
                question = string.Format(null, Questions[place], Facts[item % Facts.Length].Countries[place]),
                options = Facts.Select(fact => fact.Capitals[place]),
                answer = $"{(char)('A' + (item % Facts.Length))}",
            })));
        }
    }
}
