using System.CommandLine;
using System.Text.Json;
using CLiKA.Answers;
using CLiKA.OnnxRuntime;
using CLiKA.OnnxRuntime.Devices;
using CLiKA.Prompts;

namespace CLiKA.Cli.Commands;

/// <summary><c>clika ask</c>.</summary>
internal static class AskCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("MODEL-FOLDER") { Description = "The model." };
        var text = new Argument<string>("TEXT") { Description = "What it is to continue, or to answer." };
        var chat = new Option<bool>("--chat") { Description = "Asks in the turns of the model's chat template." };
        var system = new Option<string?>("--system") { HelpName = "TEXT", Description = "What the system says first; with --chat." };
        var variables = new Option<string?>("--variables")
        {
            HelpName = "JSON",
            Description = "What the chat template is told beside, as 'variables' in clika.json: {\"enable_thinking\": false}; with --chat.",
        };
        var tokens = new Option<int>("--tokens")
        {
            HelpName = "N",
            Description = "Most tokens of the answer.",
            DefaultValueFactory = _ => 64,
            CustomParser = Numbers.From(1),
        };
        var stops = new Option<string[]>("--stop") { HelpName = "TEXT", Description = "Where the answer ends; may be given several times." };
        var device = new Option<string>("--device")
        {
            HelpName = "DEVICE",
            Description = "auto, cpu or cuda:N.",
            DefaultValueFactory = _ => "auto",
        };
        var adapter = AdapterOption.Create();
        var command = new Command("ask", "Prints what a model says, always with the likeliest token.")
        {
            folder, text, chat, system, variables, tokens, stops, device, adapter,
        };
        Rules.Add(command, result =>
        {
            if ((result.GetValue(system) ?? result.GetValue(variables)) is not null && !result.GetValue(chat))
            {
                result.AddError("--system, --variables: only a chat is told them; expected --chat beside them.");
            }
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var model = OnnxAnswerer.Load(parsed.GetRequiredValue(folder), new()
            {
                Device = DeviceRequest.Parse(parsed.GetRequiredValue(device)),
                Chat = parsed.GetValue(chat)
                    ? new ChatFormat { System = parsed.GetValue(system), Variables = VariablesIn(parsed.GetValue(variables)) }
                    : null,
                Adapter = parsed.GetValue(adapter),
            });
            var options = new GenerationOptions(parsed.GetValue(tokens)) { Stops = [.. parsed.GetValue(stops) ?? []] };
            var said = await model.GenerateAsync([parsed.GetRequiredValue(text)], options, null, cancellationToken);
            Console.WriteLine(said[0]);
            return ExitCode.Pass;
        });
        return command;
    }

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
