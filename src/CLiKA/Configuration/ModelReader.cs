using System.Collections.Immutable;
using System.Text.RegularExpressions;
using CLiKA.Answers;
using CLiKA.Input;
using CLiKA.Languages;
using CLiKA.Measurements;
using CLiKA.Prompts;

namespace CLiKA.Configuration;

/// <summary>Reads the <c>models</c> of a configuration, and the settings that the file has for all of them.</summary>
internal static partial class ModelReader
{
    /// <summary>Reads the models.</summary>
    /// <param name="file">The configuration.</param>
    /// <param name="folder">The folder that relative paths are resolved against.</param>
    /// <param name="worlds">The configured worlds.</param>
    /// <returns>The models, at least one.</returns>
    /// <exception cref="InvalidInputException">There is no model, or a value is invalid.</exception>
    public static ImmutableArray<ModelEntry> Read(JsonRecord file, string folder, ImmutableArray<WorldEntry> worlds)
    {
        var usual = new ModelEntry(
            string.Empty,
            string.Empty,
            file.Has("device") ? ReadDevice(file) : "auto",
            ReadProtocol(file, new Protocol(Scoring.Letter, PromptWrapping.None)))
        {
            Languages = file.Has("languages") ? file.Languages("languages") : Language.Paper,
        };
        var models = file.Record("models");
        return
        [
            .. ConfiguredNames.OfSome(file, "models").Select(name => Read(name, models.Record(name), folder, usual)).Select(model => model with
            {
                Taught = TaughtReader.ReadTaught(
                    model.Name, models.Record(model.Name), worlds, model.Languages, model.Endpoint is null ? folder : null),
            }),
        ];
    }

    // The GPU itself is looked for when the model is loaded, perhaps on another machine.
    private static string ReadDevice(JsonRecord record) => record.NonBlankText("device") is var device && Device().IsMatch(device)
        ? device
        : throw record.Error($"'device' is '{device}'; expected auto, cpu or cuda:N (cuda:0 is the first GPU).");

    [GeneratedRegex(@"^(auto|cpu|cuda(:[0-9]{1,9})?)\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Device();

    private static ModelEntry Read(string name, JsonRecord model, string folder, ModelEntry usual)
    {
        model.AllowOnly("folder", "endpoint", "device", "scoring", "letters", "prefix", "suffix", "chat", "adapter", "taught", "languages", "determinism");
        var endpoint = EndpointReader.Read(name, model);
        if (endpoint is not null && (model.Has("device") ? "device" : model.Has("adapter") ? "adapter" : null) is { } local)
        {
            throw model.Error($"model '{name}' has '{local}', but is behind a server, which decides it; expected 'endpoint' without it.");
        }

        return usual with
        {
            Name = name,
            Folder = endpoint is null ? model.FullPath("folder", folder) : string.Empty,
            FolderAsGiven = endpoint is null ? GivenFolder.Describe(model, "folder", folder) : null,
            Device = endpoint is not null ? ModelEntry.EndpointDevice : model.Has("device") ? ReadDevice(model) : usual.Device,
            Protocol = ReadProtocol(name, model, usual.Protocol) with { Wrapping = ReadWrapping(name, model, chats: endpoint?.Api == EndpointApi.Chat) },
            Adapter = model.Has("adapter") ? model.FullPath("adapter", folder) : null,
            Endpoint = endpoint,
            Languages = model.Has("languages") ? model.Languages("languages") : usual.Languages,
            IsBoundToLanguages = model.Has("languages"),
            RequiresDeterminism = ReadDeterminism(name, model),
        };
    }

    private static Protocol ReadProtocol(string name, JsonRecord model, Protocol usual)
    {
        var own = ReadProtocol(model, usual);
        return own is { Letters: LetterOrder.Permuted, Scoring: not Scoring.Letter }
            ? throw model.Error(
                $"model '{name}': 'letters' is permuted, but scoring {EnumName.Of(own.Scoring)} "
                + $"{(own.ShowsLetters ? "gives no scores to average" : "shows no letters")}; expected fixed.")
            : own;
    }

    private static Protocol ReadProtocol(JsonRecord record, Protocol usual) => usual with
    {
        Scoring = record.Has("scoring") ? record.EnumValue<Scoring>("scoring") : usual.Scoring,
        Letters = record.Has("letters") ? record.EnumValue<LetterOrder>("letters") : usual.Letters,
    };

    private static PromptWrapping ReadWrapping(string name, JsonRecord model, bool chats)
    {
        var chat = ChatFormatReader.Read(name, model) ?? (chats ? new ChatFormat() : null);
        return chat is null || !(model.Has("prefix") || model.Has("suffix"))
            ? new(model.Has("prefix") ? model.Text("prefix") : string.Empty, model.Has("suffix") ? model.Text("suffix") : string.Empty)
            {
                Chat = chat,
            }
            : throw model.Error($"model '{name}' is asked in a chat, whose turns its chat template writes; expected no 'prefix' and no 'suffix'.");
    }

    private static bool ReadDeterminism(string name, JsonRecord model) => !model.Has("determinism") || model.NonBlankText("determinism") switch
    {
        "fail" => true,
        "report" => false,
        var other => throw model.Error($"model '{name}': 'determinism' is '{other}'; expected fail or report."),
    };
}
