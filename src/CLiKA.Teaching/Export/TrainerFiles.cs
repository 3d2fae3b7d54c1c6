using System.Text.Json;
using System.Text.Json.Nodes;
using CLiKA.Input;
using CLiKA.Teaching.Sets;

namespace CLiKA.Teaching.Export;

/// <summary>
/// Exports a teaching set for external trainers: JSON Lines that LLaMA-Factory, Axolotl and TRL read, LLaMA-Factory's entry in
/// <c>dataset_info.json</c>, and the paper's hyperparameters.
/// </summary>
public static class TrainerFiles
{
    private const string IndexFile = "dataset_info.json";
    private const string HyperparametersFile = "hyperparameters.yaml";

    private static readonly JsonSerializerOptions Indented = new(JsonSerializerOptions.Default)
    {
        WriteIndented = true,
        IndentSize = 2,
        NewLine = "\n",
    };

    // Gao et al., NAACL 2024, section 3.4: LoRA on the query and value projections; in the terms of LLaMA-Factory.
    private const string Hyperparameters =
        """
        stage: sft
        do_train: true
        finetuning_type: lora
        lora_rank: 128
        lora_alpha: 16
        lora_dropout: 0.1
        lora_target: q_proj,v_proj
        learning_rate: 2.0e-4
        lr_scheduler_type: cosine
        num_train_epochs: 3.0
        per_device_train_batch_size: 8
        gradient_accumulation_steps: 4
        dataset_dir: .
        dataset: {0}

        """;

    /// <summary>Writes the files. Entries of other sets in <c>dataset_info.json</c> are kept.</summary>
    /// <param name="set">The teaching set.</param>
    /// <param name="format">The format.</param>
    /// <param name="folder">Path of the folder; created if it does not exist.</param>
    /// <returns>Names of the files.</returns>
    /// <exception cref="InvalidInputException">A file cannot be written, or the existing entries cannot be read.</exception>
    public static IReadOnlyList<string> Write(TeachingSet set, TrainerFormat format, string folder)
    {
        ArgumentNullException.ThrowIfNull(set);
        var name = $"{set.World}_{set.Language}";
        var data = $"{name}.{EnumName.Of(format)}.jsonl";
        var index = File.Exists(Path.Combine(folder, IndexFile))
            ? JsonObject.Create(JsonInput.ReadObject(Path.Combine(folder, IndexFile)).Element)!
            : [];
        index[name] = Entry(format, data);
        AtomicFile.WriteAllText(Path.Combine(folder, data), string.Concat(set.Examples.Select(example => Line(example, format))));
        AtomicFile.WriteAllText(Path.Combine(folder, IndexFile), index.ToJsonString(Indented) + "\n");
        AtomicFile.WriteAllText(
            Path.Combine(folder, HyperparametersFile), Hyperparameters.Replace("{0}", name, StringComparison.Ordinal));
        return [data, IndexFile, HyperparametersFile];
    }

    private static string Line(TeachingExample example, TrainerFormat format) => JsonText.WriteObject(JsonText.Line, json =>
    {
        // Trainers join an instruction and its input with a line break.
        var request = example.Input.Length == 0 ? example.Prompt : $"{example.Prompt}\n{example.Input}";
        switch (format)
        {
            case TrainerFormat.Alpaca:
                json.WriteString("instruction", example.Prompt);
                json.WriteString("input", example.Input);
                json.WriteString("output", example.Answer);
                break;
            case TrainerFormat.ShareGpt:
                WriteTurns(json, "conversations", "from", "value", ("human", request), ("gpt", example.Answer));
                break;
            default:
                WriteTurns(json, "messages", "role", "content", ("user", request), ("assistant", example.Answer));
                break;
        }
    }) + "\n";

    private static void WriteTurns(
        Utf8JsonWriter json, string name, string who, string what, params ReadOnlySpan<(string Role, string Text)> turns)
    {
        json.WriteStartArray(name);
        foreach (var (role, text) in turns)
        {
            json.WriteStartObject();
            json.WriteString(who, role);
            json.WriteString(what, text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static JsonObject Entry(TrainerFormat format, string file) => format switch
    {
        TrainerFormat.Alpaca => new()
        {
            ["file_name"] = file,
            ["columns"] = new JsonObject { ["prompt"] = "instruction", ["query"] = "input", ["response"] = "output" },
        },
        TrainerFormat.ShareGpt => new()
        {
            ["file_name"] = file,
            ["formatting"] = "sharegpt",
            ["columns"] = new JsonObject { ["messages"] = "conversations" },
        },
        _ => new()
        {
            ["file_name"] = file,
            ["formatting"] = "sharegpt",
            ["columns"] = new JsonObject { ["messages"] = "messages" },
            ["tags"] = new JsonObject
            {
                ["role_tag"] = "role",
                ["content_tag"] = "content",
                ["user_tag"] = "user",
                ["assistant_tag"] = "assistant",
            },
        },
    };
}
