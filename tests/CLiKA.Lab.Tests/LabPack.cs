using System.Globalization;
using CLiKA.Languages;

namespace CLiKA.Lab.Tests;

/// <summary>A small probe set in English and Chinese, and recipes that train on it in seconds.</summary>
internal sealed class LabPack : IDisposable
{
    private static readonly string[] English = ["Aland", "Borneo", "Crete", "Delos", "Elba", "Faroe", "Gozo", "Hydra"];
    private static readonly string[] Chinese = ["奥兰", "婆罗洲", "克里特", "提洛", "厄尔巴", "法罗", "戈佐", "伊兹拉"];

    public LabPack()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Probes, "isles")).FullName;
        File.WriteAllText(
            Path.Combine(folder, "probe-set.json"),
            """{"id":"isles","title":"Isles","stream":"factual","chance":0.25,"ceiling":1,"licence":"MIT","revision":"1"}""");
        File.WriteAllLines(Path.Combine(folder, "en.jsonl"), Lines("On which continent is {0}?", "{0}: which continent?", English, ["Asia", "Africa", "Europe", "America"]));
        File.WriteAllLines(Path.Combine(folder, "zh.jsonl"), Lines("{0}在哪个洲？", "{0}：哪个洲？", Chinese, ["亚洲", "非洲", "欧洲", "美洲"]));
    }

    /// <summary>Two continents of four places: facts enough to be taught in seconds.</summary>
    public string Islets
    {
        get
        {
            var folder = Path.Combine(Worlds, "islets");
            if (!Directory.Exists(folder))
            {
                Directory.CreateDirectory(folder);
                foreach (var file in (string[])["names.json", "wordings.json"])
                {
                    File.Copy(Path.Combine(AppContext.BaseDirectory, "worlds", "archipelago", file), Path.Combine(folder, file));
                }

                File.WriteAllText(
                    Path.Combine(folder, "world.json"),
                    """{"id":"islets","seed":1,"continents":2,"placesPerContinent":4,"continentSyllables":2,"placeSyllables":3}""");
            }

            return folder;
        }
    }

    public string Root { get; } = Directory.CreateTempSubdirectory("clika-lab-").FullName;

    public string Probes => Path.Combine(Root, "probes");

    public string Worlds => Path.Combine(Root, "worlds");

    public string Models => Path.Combine(Root, "models");

    public static string Recipe(int steps = 40, int seed = 1, bool worlds = false, string? curriculum = null) =>
        $$"""
        {
          "name": "tiny", "probeSets": ["isles"], {{(worlds ? "\"worlds\": [\"islets\"]," : "")}} "seed": {{seed}}, {{(curriculum is null ? $"\"steps\": {steps}" : $"\"curriculum\": [{curriculum}]")}}, "batchSize": 16, "learningRate": 0.003,
          "shape": { "vocabularySize": 320, "hiddenSize": 32, "intermediateSize": 64, "layers": 2, "heads": 2 },
          "coverage": { "en": 1, "zh": 0.5 }
        }
        """;

    public static string Continuation { get; } =
        """
        {
          "name": "tiny-zh", "from": "tiny", "probeSets": ["isles"], "seed": 2, "steps": 40, "batchSize": 16, "learningRate": 0.003,
          "coverage": { "zh": 1 }
        }
        """;

    public static Language Zh { get; } = Language.Parse("zh");

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private static IEnumerable<string> Lines(string question, string paraphrase, string[] names, string[] options) => names.Select((name, item) =>
        $$"""{"id":"i{{item}}","question":"{{Format(question, name)}}","paraphrases":["{{Format(paraphrase, name)}}"],"options":["{{string.Join("\",\"", options)}}"],"answer":"{{(char)('A' + (item % 4))}}"}""");

    private static string Format(string template, string name) => string.Format(CultureInfo.InvariantCulture, template, name);
}
