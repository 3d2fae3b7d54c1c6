using CLiKA.Answers;
using CLiKA.Configuration;
using CLiKA.Measurements;
using CLiKA.OnnxRuntime;
using CLiKA.OnnxRuntime.Devices;
using CLiKA.Prompts;

namespace CLiKA.Endpoint.Tests.Serving;

/// <summary>The embedded model, local and behind a server, with and without a chat template.</summary>
public sealed class ServedModel : IDisposable
{
    private const string Template =
        "{{ bos_token }}{% for message in messages %}{{ message.role }}:{{ message.content }}\n{% endfor %}{{ mood }}assistant:";

    private readonly string _chatFolder = Directory.CreateTempSubdirectory("clika-endpoint-").FullName;
    private readonly TokenModel _model = new(Folder);
    private readonly TokenModel _taught = new(Folder, TaughtPath);
    private readonly Lazy<TokenModel> _chats;

    public ServedModel() => _chats = new(() =>
    {
        foreach (var file in (string[])["model.onnx", "config.json", "tokenizer.json"])
        {
            File.Copy(Path.Combine(Folder, file), Path.Combine(_chatFolder, file));
        }

        File.WriteAllText(Path.Combine(_chatFolder, "tokenizer_config.json"), """{"bos_token":"<s>"}""");
        File.WriteAllText(Path.Combine(_chatFolder, "chat_template.jinja"), Template);
        return new(_chatFolder);
    });

    public static string Folder => Alignment.Tests.Repository.ModelFolder("micro-base");

    public static string TaughtPath => Path.Combine(Folder, "taught", "de", "adapter.onnx_adapter");

    /// <summary>Options with short delays.</summary>
    internal static EndpointOptions Options => new() { FirstDelay = TimeSpan.FromMilliseconds(1), Variable = _ => null };

    internal TokenModel Model => _model;

    internal Task<ModelServer> ServeAsync(ServerManner manner, bool chats = false) => ModelServer.StartAsync(
        manner, (ModelServer.ModelName, chats ? _chats.Value : _model), (ModelServer.TaughtName, _taught));

    /// <summary>The entry of a configuration.</summary>
    internal static ModelEntry Entry(ModelServer server, Scoring scoring, ChatFormat? chat = null, string model = ModelServer.ModelName) =>
        new("m", string.Empty, ModelEntry.EndpointDevice, new Protocol(scoring, PromptWrapping.None with { Chat = chat }))
        {
            Endpoint = new(server.Url, model) { Api = chat is null ? EndpointApi.Completions : EndpointApi.Chat, Timeout = TimeSpan.FromHours(1) },
        };

    internal static Task<EndpointAnswerer> OpenAsync(ModelServer server, Scoring scoring, ChatFormat? chat = null) =>
        EndpointAnswerer.OpenAsync(Entry(server, scoring, chat), Options, CancellationToken.None);

    /// <summary>Loads the same model locally.</summary>
    internal OnnxAnswerer Local(ChatFormat? chat = null) => OnnxAnswerer.Load(
        chat is null ? Folder : _chats.Value.Folder.Path, new() { Device = DeviceRequest.Cpu, Threads = 1, Chat = chat });

    public void Dispose()
    {
        _model.Dispose();
        _taught.Dispose();
        if (_chats.IsValueCreated)
        {
            _chats.Value.Dispose();
        }

        Directory.Delete(_chatFolder, recursive: true);
    }
}
