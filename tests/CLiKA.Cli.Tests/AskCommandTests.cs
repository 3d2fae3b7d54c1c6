namespace CLiKA.Cli.Tests;

public sealed class AskCommandTests : IDisposable
{
    private static readonly string Embedded = Path.Combine(Cli.RepositoryRoot, "tests", "CLiKA.Alignment", "models", "micro-base");

    private readonly Cli _cli = new();

    public void Dispose() => _cli.Dispose();

    // A fact that the model was taught, see its recipe.
    [Fact]
    public async Task A_model_says_what_it_knows()
    {
        var result = await _cli.RunAsync(
            ["ask", Embedded, "Question:What is the currency unit of Poland called?\nAnswer:", "--tokens", "8", "--stop", "\n"]);

        result.ExitCode.Should().Be(0, result.Errors);
        result.Output.Trim().Should().StartWith("zloty");
    }

    [Fact]
    public async Task A_chat_without_a_template_is_an_error()
    {
        var result = await _cli.RunAsync(["ask", Embedded, "Hello?", "--chat"]);

        result.ExitCode.Should().Be(2);
        result.Errors.Should().Contain("micro-base: has no chat template");
    }

    [Fact]
    public async Task A_chat_template_is_told_the_variables()
    {
        Directory.CreateDirectory(_cli.PathOf("model"));
        foreach (var file in (string[])["model.onnx", "tokenizer.json", "config.json"])
        {
            File.Copy(Path.Combine(Embedded, file), _cli.PathOf($"model/{file}"));
        }

        _cli.Write("model/chat_template.jinja", "Question:{{ messages[0].content }}{% if asks %}\nAnswer:{% endif %}");
        string[] ask = ["ask", _cli.PathOf("model"), "What is the currency unit of Poland called?", "--tokens", "8", "--chat"];

        var untold = await _cli.RunAsync(ask);
        var told = await _cli.RunAsync([.. ask, "--variables", """{"asks": true}"""]);
        var broken = await _cli.RunAsync([.. ask, "--variables", "asks"]);

        untold.Output.Should().NotContain("zlot");
        told.Output.Trim().Should().StartWith("zlot", told.Errors);
        broken.ExitCode.Should().Be(2);
        broken.Errors.Should().Contain("--variables: 'asks' is no JSON object");
    }

    [Theory]
    [InlineData("--variables", "{}", "--system, --variables: only a chat is told them")]
    [InlineData("--tokens", "0", "--tokens: is '0'; expected a whole number from 1 on")]
    [InlineData("--system", "Be brief.", "--system, --variables: only a chat is told them")]
    public async Task Options_that_mean_nothing_are_refused(string option, string value, string problem)
    {
        var result = await _cli.RunAsync(["ask", Embedded, "Hello?", option, value]);

        result.ExitCode.Should().Be(2);
        result.Errors.Should().Contain(problem);
    }
}
