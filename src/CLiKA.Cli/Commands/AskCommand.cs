using System.CommandLine;
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
    public static Command Create()
    {
        var place = new Argument<string>("MODEL")
        {
            Description = "The model's folder; or its server and its name there, as http://127.0.0.1:8000/v1#NAME.",
        };
        var text = new Argument<string>("TEXT") { Description = "The prompt: a text to continue or, with --chat, to answer." };
        var chat = new Option<bool>("--chat") { Description = "Wraps the text in the model's chat template." };
        var system = new Option<string?>("--system") { HelpName = "TEXT", Description = "The system prompt; with --chat." };
        var variables = new Option<string?>("--variables")
        {
            HelpName = "JSON",
            Description = "Further variables for the chat template, as 'variables' in clika.json: {\"enable_thinking\": false}; with --chat.",
        };
        var tokens = new Option<int>("--tokens")
        {
            HelpName = "N",
            Description = "Maximum number of tokens in the answer.",
            DefaultValueFactory = _ => 64,
            CustomParser = Numbers.From(1),
        };
        var stops = new Option<string[]>("--stop") { HelpName = "TEXT", Description = "Text at which the answer ends. Repeatable." };
        var device = new Option<string?>("--device") { HelpName = "DEVICE", Description = "auto, cpu or cuda:N; by default auto." };
        var adapter = AdapterOption.Create();
        var key = new Option<string?>("--api-key-variable") { HelpName = "NAME", Description = "The environment variable that holds a server's API key." };
        var command = new Command("ask", "Prints what a model says (greedy decoding).")
        {
            place, text, chat, system, variables, tokens, stops, device, adapter, key,
        };
        Rules.Add(command, result =>
        {
            if ((result.GetValue(system) ?? result.GetValue(variables)) is not null && !result.GetValue(chat))
            {
                result.AddError("--system, --variables: they take effect in a chat only; expected --chat beside them.");
            }

            if (EndpointEntry.IsAddress(result.GetValue(place) ?? string.Empty))
            {
                if ((result.GetValue(device) ?? result.GetValue(adapter)) is not null)
                {
                    result.AddError("--device, --adapter: are the server's business; expected neither.");
                }
            }
            else if (result.GetValue(key) is not null)
            {
                result.AddError("--api-key-variable: only a server asks for a key; expected none for a model in a folder.");
            }
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var format = parsed.GetValue(chat)
                ? new ChatFormat { System = parsed.GetValue(system), Variables = VariablesIn(parsed.GetValue(variables)) }
                : null;
            var named = parsed.GetRequiredValue(place);
            var entry = new ModelEntry(
                named, named, parsed.GetValue(device) ?? "auto", new Protocol(Scoring.Generation, PromptWrapping.None with { Chat = format }), parsed.GetValue(adapter))
            {
                Endpoint = EndpointEntry.IsAddress(named) ? ServerOf(named, format is not null) with { ApiKeyVariable = parsed.GetValue(key) } : null,
            };
            using var model = await ConfiguredModel.OpenAsync(entry, cancellationToken);
            var options = new GenerationOptions(parsed.GetValue(tokens)) { Stops = [.. parsed.GetValue(stops) ?? []] };
            var replies = await model.GenerateAsync([parsed.GetRequiredValue(text)], options, null, cancellationToken);
            Console.WriteLine(replies[0]);
            return ExitCode.Pass;
        });
        return command;
    }

    private static EndpointEntry ServerOf(string place, bool chats) => EndpointEntry.Parse(place) is { } server
        ? server with { Api = chats ? EndpointApi.Chat : EndpointApi.Completions }
        : throw new InvalidInputException(
            place, "names no model behind a server; expected the address and the model's name there, as http://127.0.0.1:8000/v1#NAME.");

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
