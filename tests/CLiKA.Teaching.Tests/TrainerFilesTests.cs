using System.Text.Json;
using CLiKA.Input;
using CLiKA.Languages;
using CLiKA.Teaching.Export;
using CLiKA.Teaching.Sets;
using CLiKA.Tests;

namespace CLiKA.Teaching.Tests;

public sealed class TrainerFilesTests : IDisposable
{
    private static readonly TeachingSet Set = new(
        "w",
        Language.Parse("ja"),
        [new("どこ？", string.Empty, "「ここ」\n🙂"), new("Translate this name.", "ロ", "Lo")],
        [],
        [],
        []);

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(TrainerFormat.Alpaca, """{"instruction":"Translate this name.","input":"ロ","output":"Lo"}""")]
    [InlineData(
        TrainerFormat.ShareGpt,
        """{"conversations":[{"from":"human","value":"Translate this name.\nロ"},{"from":"gpt","value":"Lo"}]}""")]
    [InlineData(
        TrainerFormat.ChatMl,
        """{"messages":[{"role":"user","content":"Translate this name.\nロ"},{"role":"assistant","content":"Lo"}]}""")]
    public void Every_example_is_a_line_in_the_words_of_the_format(TrainerFormat format, string second)
    {
        var file = TrainerFiles.Write(Set, format, _folder.Path)[0];

        var lines = File.ReadAllLines(Path.Combine(_folder.Path, file));
        file.Should().Be($"w_ja.{EnumName.Of(format)}.jsonl");
        lines.Should().HaveCount(2).And.HaveElementAt(1, second);
        lines[0].Should().Contain("どこ？").And.Contain("「ここ」\\n");
    }

    [Theory]
    [InlineData(
        TrainerFormat.Alpaca,
        """{"file_name":"w_ja.alpaca.jsonl","columns":{"prompt":"instruction","query":"input","response":"output"}}""")]
    [InlineData(
        TrainerFormat.ShareGpt,
        """{"file_name":"w_ja.sharegpt.jsonl","formatting":"sharegpt","columns":{"messages":"conversations"}}""")]
    [InlineData(
        TrainerFormat.ChatMl,
        """{"file_name":"w_ja.chatml.jsonl","formatting":"sharegpt","columns":{"messages":"messages"},"tags":{"role_tag":"role","content_tag":"content","user_tag":"user","assistant_tag":"assistant"}}""")]
    public void LLaMA_Factory_finds_the_set_by_its_name_and_others_stay(TrainerFormat format, string expected)
    {
        _folder.Write("dataset_info.json", """{"mine": {"file_name": "mine.json"}}""");

        TrainerFiles.Write(Set, format, _folder.Path);

        using var index = JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder.Path, "dataset_info.json")));
        JsonSerializer.Serialize(index.RootElement.GetProperty("w_ja")).Should().Be(expected);
        index.RootElement.GetProperty("mine").GetProperty("file_name").GetString().Should().Be("mine.json");
    }

    // Gao et al., section 3.4, as shared with this project.
    [Fact]
    public void The_hyper_parameters_are_the_papers()
    {
        TrainerFiles.Write(Set, TrainerFormat.Alpaca, _folder.Path);

        File.ReadAllLines(Path.Combine(_folder.Path, "hyperparameters.yaml")).Should().Contain(
        [
            "lora_rank: 128", "lora_alpha: 16", "lora_dropout: 0.1", "lora_target: q_proj,v_proj", "learning_rate: 2.0e-4",
            "num_train_epochs: 3.0", "per_device_train_batch_size: 8", "gradient_accumulation_steps: 4", "lr_scheduler_type: cosine",
            "dataset: w_ja",
        ]);
    }
}
