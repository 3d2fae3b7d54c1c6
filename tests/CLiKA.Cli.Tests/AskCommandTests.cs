using System.Net;
using System.Text;

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

    // The official builds of ONNX Runtime tell Microsoft about models, unless they are kept from it. What they send is first kept in a cache, with an
    // identifier of the machine.
    [Fact]
    public async Task ONNX_Runtime_tells_nobody_about_the_model()
    {
        var (cache, temporary) = (Directory.CreateDirectory(_cli.PathOf("cache")), Directory.CreateDirectory(_cli.PathOf("temporary")));

        var result = await _cli.RunAsync(
            ["ask", Embedded, "Hello", "--tokens", "1"],
            ("XDG_CACHE_HOME", cache.FullName), ("TMPDIR", temporary.FullName), ("DOTNET_EnableDiagnostics", "0"), ("ORT_DISABLE_TELEMETRY", "0"));

        result.ExitCode.Should().Be(0, result.Errors);
        cache.GetFileSystemInfos().Concat(temporary.GetFileSystemInfos()).Should().BeEmpty();
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

    [Fact]
    public async Task A_model_behind_a_server_says_what_it_knows()
    {
        var (server, address) = Listen();
        using var _ = server;
        var answering = Task.Run(async () =>
        {
            while (true)
            {
                HttpListenerContext context;
                try
                {
                    context = await server.GetContextAsync();
                }
                catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
                {
                    return;
                }

                var body = await new StreamReader(context.Request.InputStream).ReadToEndAsync();
                var reply = context.Request.Headers["Authorization"] != "Bearer secret" ? """{"error":{"message":"Invalid API Key","code":401}}"""
                    : context.Request.Url!.AbsolutePath == "/v1/models" ? """{"data":[{"id":"org/m"}]}"""
                    : $$$"""{"choices":[{"message":{"content":"{{{(body.Contains("\"max_tokens\":8", StringComparison.Ordinal) ? "zloty" : "?")}}}"}}]}""";
                context.Response.Close(Encoding.UTF8.GetBytes(reply), willBlock: false);
            }
        });
        string[] ask = ["ask", $"{address}#org/m", "What is the currency unit of Poland called?", "--tokens", "8", "--chat"];

        var said = await _cli.RunAsync([.. ask, "--api-key-variable", "GATE_API_KEY"], ("GATE_API_KEY", "secret"));
        var refused = await _cli.RunAsync(ask);
        var misplaced = await _cli.RunAsync([.. ask, "--device", "cpu"]);

        said.Output.Trim().Should().Be("zloty", said.Errors);
        refused.ExitCode.Should().Be(2);
        refused.Errors.Should().Contain("401 Unauthorized: Invalid API Key");
        misplaced.ExitCode.Should().Be(2);
        misplaced.Errors.Should().Contain("--device and --adapter are for a model in a folder; a server chooses its own.");
        server.Stop();
        await answering;
    }

    [Fact]
    public async Task A_server_without_a_model_s_name_is_an_error_that_shows_one_with_it()
    {
        var result = await _cli.RunAsync(["ask", "http://127.0.0.1:1/v1", "Hello?"]);

        result.ExitCode.Should().Be(2);
        result.Errors.Should().Contain("http://127.0.0.1:1/v1: names no model; expected the server's address and the model's name there");
    }

    [Theory]
    [InlineData("--api-key-variable", "KEY", "--api-key-variable is for a model behind a server")]
    [InlineData("--variables", "{}", "--system and --variables need --chat")]
    [InlineData("--tokens", "0", "--tokens: is '0'; expected a whole number, at least 1")]
    [InlineData("--system", "Be brief.", "--system and --variables need --chat")]
    public async Task Options_that_mean_nothing_are_refused(string option, string value, string problem)
    {
        var result = await _cli.RunAsync(["ask", Embedded, "Hello?", option, value]);

        result.ExitCode.Should().Be(2);
        result.Errors.Should().Contain(problem);
    }

    // Which port is free is found by trying.
    private static (HttpListener Server, string Address) Listen()
    {
        for (var port = 20_000; ; port++)
        {
            var server = new HttpListener { Prefixes = { $"http://127.0.0.1:{port}/" } };
            try
            {
                server.Start();
                return (server, $"http://127.0.0.1:{port}/v1");
            }
            catch (HttpListenerException) when (port < 21_000)
            {
                ((IDisposable)server).Dispose();
            }
        }
    }
}
