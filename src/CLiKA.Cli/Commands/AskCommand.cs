using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json;
using CLiKA.Answers;
using CLiKA.Configuration;
using CLiKA.Measurements;
using CLiKA.Models;
using CLiKA.Prompts;

namespace CLiKA.Cli.Commands;

/// <summary><c>clika ask</c>.</summary>
internal static class AskCommand
{
    private static readonly Argument<string> Place = new("MODEL")
    {
        Description = "The model's folder; or its server and its name there, as http://127.0.0.1:8000/v1#NAME.",
    };

    private static readonly Argument<string> Text = new("TEXT") { Description = "The prompt: a text to continue or, with --chat, to answer." };
    private static readonly Option<bool> Chat = new("--chat") { Description = "Wraps the text in the model's chat template." };
    private static readonly Option<string?> SystemPrompt = new("--system") { HelpName = "TEXT", Description = "The system prompt; with --chat." };

    private static readonly Option<string?> Variables = new("--variables")
    {
        HelpName = "JSON",
        Description = "Further variables for the chat template, as 'variables' in clika.json: {\"enable_thinking\": false}; with --chat.",
    };

    private static readonly Option<int> Tokens = new("--tokens")
    {
        HelpName = "N",
        Description = "Maximum number of tokens in the answer.",
        DefaultValueFactory = _ => 64,
        CustomParser = Numbers.From(1),
    };

    private static readonly Option<string[]> Stops = new("--stop") { HelpName = "TEXT", Description = "Text at which the answer ends. Repeatable." };
    private static readonly Option<string?> Device = new("--device") { HelpName = "DEVICE", Description = "auto, cpu or cuda:N; by default auto." };
    private static readonly Option<string?> Adapter = AdapterOption.Create();

    private static readonly Option<string?> Key = new("--api-key-variable")
    {
        HelpName = "NAME",
        Description = "The environment variable that holds a server's API key.",
    };

    public static Command Create()
    {
        var command = new Command("ask", "Prints what a model says (greedy decoding).")
        {
            Place, Text, Chat, SystemPrompt, Variables, Tokens, Stops, Device, Adapter, Key,
        };
        Rules.Add(command, Check);
        command.SetAction(RunAsync);
        return command;
    }

    private static void Check(CommandResult result)
    {
        if ((result.GetValue(SystemPrompt) ?? result.GetValue(Variables)) is not null && !result.GetValue(Chat))
        {
            result.AddError("--system and --variables need --chat.");
        }

        var isServer = EndpointEntry.IsAddress(result.GetValue(Place) ?? string.Empty);
        if (isServer && (result.GetValue(Device) ?? result.GetValue(Adapter)) is not null)
        {
            result.AddError("--device and --adapter are for a model in a folder; a server chooses its own.");
        }

        if (!isServer && result.GetValue(Key) is not null)
        {
            result.AddError("--api-key-variable is for a model behind a server.");
        }
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var format = parsed.GetValue(Chat)
            ? new ChatFormat { System = parsed.GetValue(SystemPrompt), Variables = VariablesIn(parsed.GetValue(Variables)) }
            : null;
        var place = parsed.GetRequiredValue(Place);
        var entry = new ModelEntry(
            place, place, parsed.GetValue(Device) ?? "auto", new Protocol(Scoring.Generation, PromptWrapping.None with { Chat = format }), parsed.GetValue(Adapter))
        {
            Endpoint = EndpointEntry.IsAddress(place) ? ServerOf(place, format is not null) with { ApiKeyVariable = parsed.GetValue(Key) } : null,
        };
        using var model = await ConfiguredModel.OpenAsync(entry, cancellationToken);
        var options = new GenerationOptions(parsed.GetValue(Tokens)) { Stops = [.. parsed.GetValue(Stops) ?? []] };
        var replies = await model.GenerateAsync([parsed.GetRequiredValue(Text)], options, null, cancellationToken);
        Console.WriteLine(replies[0]);
        return ExitCode.Pass;
    }

    private static EndpointEntry ServerOf(string place, bool chats) => EndpointEntry.Parse(place) is { } server
        ? server with { Api = chats ? EndpointApi.Chat : EndpointApi.Completions }
        : throw new InvalidInputException(
            place, "names no model; expected the server's address and the model's name there, as http://127.0.0.1:8000/v1#NAME.");

    private static Dictionary<string, JsonElement> VariablesIn(string? json)
    {
        try
        {
            return json is null ? [] : JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(json) ?? [];
        }
        catch (JsonException error)
        {
            throw new InvalidInputException(
                "--variables", $"'{json}' is no JSON object; expected one such as {{\"enable_thinking\": false}}.", error);
        }
    }
}
