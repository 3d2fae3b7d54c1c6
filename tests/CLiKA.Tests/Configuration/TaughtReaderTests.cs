using CLiKA.Baselines.Taught;
using CLiKA.Configuration;
using CLiKA.Measurements.Taught;

namespace CLiKA.Tests.Configuration;

public sealed class TaughtReaderTests : IDisposable
{
    private const string Rest = "\"probeSets\":{\"s\":\"s\"},\"baselines\":\"b\",\"artifacts\":\"a\"";

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Worlds_and_teachings_are_read_one_path_or_several()
    {
        var settings = Reading(
            """
            {"worlds":{"isles":"worlds/isles"},"conductivity":{"gate":"likelihood","ways":["likelihood"],"minimumDrop":0.05},"gate":{"alpha":0.01},
             "models":{"m":{"folder":"models/m","taught":{"isles":{"ru":["a.onnx_adapter","models/ru/"],"de":"models/m/de.onnx_adapter"}}},"n":{"folder":"n"}},REST}
            """);

        settings.Worlds.Should().Equal(new WorldEntry("isles", PathOf("worlds", "isles")));
        settings.Models[0].Taught.Select(entry => (entry.World, entry.Language.Code, string.Join(' ', entry.Paths))).Should().Equal(
            ("isles", "de", PathOf("models", "m", "de.onnx_adapter")),
            ("isles", "ru", $"{PathOf("a.onnx_adapter")} {PathOf("models", "ru")}"));
        settings.Models[1].Taught.Should().BeEmpty();
        settings.RetrievalWays.Should().Equal(RetrievalWay.Likelihood);
        settings.ConductivityGateOf("m").Should().Be(
            new ConductivityPolicy(0.01, 0.05) { Way = RetrievalWay.Likelihood, FamilySize = 2 }, "what is not said is as in the gate");
    }

    [Fact]
    public void Without_worlds_nothing_is_taught()
    {
        var settings = Reading("""{"models":{"m":{"folder":"m"}},REST}""");

        settings.Worlds.Should().BeEmpty();
        settings.RetrievalWays.Should().Equal(RetrievalWay.Generation, RetrievalWay.Likelihood);
        settings.ConductivityGate.Way.Should().Be(RetrievalWay.Generation);
    }

    [Fact]
    public void Teachings_are_in_the_order_of_the_worlds_and_then_of_the_languages() =>
        Reading(
            """{"worlds":{"south":"s","north":"n"},"models":{"m":{"folder":"m","taught":{"north":{"ru":"1","de":"2"},"south":{"ru":"3"}}}},REST}""")
            .Models[0].Taught.Select(entry => (entry.World, entry.Language.Code)).Should().Equal(("south", "ru"), ("north", "de"), ("north", "ru"));

    // A strict gate that let changes of what was taught pass would be green by accident.
    [Fact]
    public void What_is_not_said_of_conductivity_is_as_in_the_gate()
    {
        var settings = Reading(
            """
            {"gate":{"strict":true,"acrossDevices":true,"minimumDrop":0.02},"conductivity":{"minimumDrop":0,"gate":"likelihood"},
             "models":{"m":{"folder":"m"}},REST}
            """);

        settings.ConductivityGate.Should().Be(new ConductivityPolicy(0.05, 0, true) { Strict = true, Way = RetrievalWay.Likelihood });
        settings.RetrievalWays.Should().Equal(RetrievalWay.Generation, RetrievalWay.Likelihood);
    }

    [Fact]
    public void A_way_that_is_named_twice_is_asked_once() =>
        Reading("""{"conductivity":{"ways":["generation","generation"]},"models":{"m":{"folder":"m"}},REST}""")
            .RetrievalWays.Should().Equal(RetrievalWay.Generation);

    [Fact]
    public void A_candidate_has_teachings_of_its_own()
    {
        var settings = Reading(
            """{"worlds":{"isles":"w"},"models":{"m":{"folder":"m","taught":{"isles":{"ru":["m/taught/ru.onnx_adapter","elsewhere/ru"]}}}},REST}""");

        settings.WithCandidate(PathOf("new")).Models[0].Taught[0].Paths
            .Should().Equal(PathOf("new", "taught", "ru.onnx_adapter"), PathOf("new", "ru"));
    }

    [Theory]
    [InlineData("""{"rocks":{"de":"p"}}""", "model 'm': 'taught' names the world 'rocks'; expected one of isles.")]
    [InlineData("""{"isles":{"xx":"p"}}""", "model 'm': 'taught': 'xx' is no language; expected a BCP-47 code such as de, es-419 or zh-hant ('clika languages' finds them by name).")]
    [InlineData("""{"isles":{"en":"p"}}""", "model 'm': 'taught' names en, in which every fact is taught; expected another language.")]
    [InlineData("""{"isles":{"pl":"p"}}""", "model 'm': 'taught' names pl, which is not among the languages of the model or the file; expected it in 'languages'.")]
    [InlineData("""{"isles":{"de":[]}}""", "model 'm': 'taught' has no path for de; expected one for each teaching.")]
    [InlineData("""{"isles":{"de":["p"," "]}}""", "model 'm': 'taught' has no path for de; expected one for each teaching.")]
    [InlineData("""{"isles":{"de":["p","./p/"]}}""", "model 'm': 'taught' repeats a path for de; expected another path for each teaching.")]
    [InlineData("""{"isles":{"de":1}}""", "'de' is Number; expected a string.")]
    [InlineData("""{"isles":"p"}""", "'isles' is String; expected an object.")]
    public void What_is_wrong_with_a_teaching_is_named(string taught, string message) => Refusal(
        """{"worlds":{"isles":"w"},"languages":["en","de","ru"],"models":{"m":{"folder":"m","taught":TAUGHT}},REST}""".Replace("TAUGHT", taught, StringComparison.Ordinal))
        .Should().EndWith(message);

    [Theory]
    [InlineData("""{"gate":"guessing"}""", "'gate' is 'guessing'; expected one of generation, likelihood.")]
    [InlineData("""{"ways":["likelihood"]}""", "'ways' does not include generation, by which the gate decides; expected it among them.")]
    [InlineData("""{"alpha":1}""", "'alpha' is 1; expected a number above 0 and below 1.")]
    [InlineData("""{"seed":1}""", "unknown property 'seed'; expected gate, ways, alpha, minimumDrop.")]
    public void What_is_wrong_with_the_gate_is_named(string gate, string message) =>
        Refusal("""{"conductivity":GATE,"models":{"m":{"folder":"m"}},REST}""".Replace("GATE", gate, StringComparison.Ordinal)).Should().EndWith(message);

    [Fact]
    public void Names_that_would_clash_as_files_are_refused()
    {
        Refusal("""{"worlds":{"a/b":"w"},"models":{"m":{"folder":"m"}},REST}""").Should().Contain("the name 'a/b' has to consist of letters");
        Refusal("{\"worlds\":{\"" + new string('w', 101) + "\":\"w\"},\"models\":{\"m\":{\"folder\":\"m\"}},REST}")
            .Should().EndWith("has to consist of letters, digits, '.', '_' and '-', at most 100, beginning with a letter or digit.");
        Refusal("""{"models":{"m":{"folder":"m"}},"probeSets":{"s.conductivity":"s"},"baselines":"b","artifacts":"a"}""")
            .Should().EndWith("the name of probe set 's.conductivity' ends in '.conductivity', which is reserved for files of conductivity; expected another one.");
        Refusal("""{"models":{"m":{"folder":"m"}},"probeSets":{"s.noise":"s"},"baselines":"b","artifacts":"a"}""")
            .Should().EndWith("the name of probe set 's.noise' ends in '.noise', which is reserved for files of noise; expected another one.");
        Refusal("""{"models":{"m":{"folder":"m"}},"probeSets":{"s.Noise":"s"},"baselines":"b","artifacts":"a"}""")
            .Should().EndWith("the name of probe set 's.Noise' ends in '.noise', which is reserved for files of noise; expected another one.");
        Refusal("""{"worlds":{"a":"w","A":"w"},"models":{"m":{"folder":"m"}},REST}""").Should().Contain("the names 'a' and 'A' differ only in case");
        foreach (var name in (string[])["release", "reference"])
        {
            Refusal("{\"models\":{\"m\":{\"folder\":\"m\"}},\"probeSets\":{\"s." + name + "\":\"s\"},\"baselines\":\"b\",\"artifacts\":\"a\"}")
                .Should().EndWith($"the name of probe set 's.{name}' ends in '.{name}', which is reserved for files of {name}s; expected another one.");
        }

        Refusal("""{"models":{"m":{"folder":"m","taught":{"isles":{"de":"p"}}}},REST}""")
            .Should().EndWith("model 'm': 'taught' names the world 'isles'; 'worlds' names none.");
    }

    private AlignmentConfiguration Reading(string text) => ConfigurationReader.Read(_folder.Write("clika.json", text.Replace("REST", Rest, StringComparison.Ordinal)));

    private string Refusal(string text) =>
        FluentActions.Invoking(() => Reading(text)).Should().Throw<InvalidInputException>().Which.Message;

    private string PathOf(params string[] names) => Path.Combine([_folder.Path, .. names]);
}
