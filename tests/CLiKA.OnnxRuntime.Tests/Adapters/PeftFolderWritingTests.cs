using System.Text.Json.Nodes;
using CLiKA.Onnx.Adapters;
using CLiKA.OnnxRuntime.Tests.Graphs;

namespace CLiKA.OnnxRuntime.Tests.Adapters;

/// <summary>A written PEFT folder is what PEFT and CLiKA read.</summary>
public sealed class PeftFolderWritingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_written_adapter_is_read_back_and_has_the_properties_that_PEFT_needs()
    {
        var adapter = SmallAdapter.Of(SmallLlama.Grouped, rank: 3, alpha: 12);
        PeftFolder.Write(_folder.Path, adapter, "org/model", dropout: 0.1);

        PeftFolder.Read(_folder.Path).Should().BeEquivalentTo(adapter);
        var json = JsonNode.Parse(File.ReadAllText(_folder["adapter_config.json"]))!;
        json["target_modules"]!.AsArray().Select(name => (string?)name).Should().Equal("q_proj", "v_proj");
        ((string?)json["base_model_name_or_path"], (string?)json["peft_type"], (string?)json["task_type"])
            .Should().Be(("org/model", "LORA", "CAUSAL_LM"));
        ((int)json["r"]!, (double)json["lora_alpha"]!, (double)json["lora_dropout"]!).Should().Be((3, 12, 0.1));
    }

    [Fact]
    public void An_adapter_of_some_layers_lists_them()
    {
        var all = SmallAdapter.Of(SmallLlama.Grouped);
        var second = all with { Modules = [.. all.Modules.Where(module => module.Name.Contains(".1.", StringComparison.Ordinal))] };
        var uneven = all with { Modules = all.Modules.RemoveAt(0) };

        PeftFolder.Write(_folder["second"], second, "x");
        PeftFolder.Write(_folder["uneven"], uneven, "x");

        JsonNode.Parse(File.ReadAllText(Path.Combine(_folder["second"], "adapter_config.json")))!["layers_to_transform"]!.ToJsonString()
            .Should().Be("[1]");
        JsonNode.Parse(File.ReadAllText(Path.Combine(_folder["uneven"], "adapter_config.json")))!["target_modules"]!.AsArray()
            .Should().HaveCount(3, "a short name would be every layer's");
        PeftFolder.Read(_folder["second"]).Should().BeEquivalentTo(second);
        PeftFolder.Read(_folder["uneven"]).Modules.Should().BeEquivalentTo(uneven.Modules);
    }

    [Fact]
    public void A_contradictory_adapter_is_not_written()
    {
        var adapter = SmallAdapter.Of(SmallLlama.Grouped);
        var twice = adapter with { Modules = adapter.Modules.Add(adapter.Modules[0]) };
        var lost = adapter with { Modules = [adapter.Modules[0] with { B = [float.NaN, .. adapter.Modules[0].B[1..]] }] };

        FluentActions.Invoking(() => PeftFolder.Write(_folder["a"], twice, "x"))
            .Should().Throw<ArgumentException>().WithMessage($"*names '{adapter.Modules[0].Name}' twice*");
        FluentActions.Invoking(() => PeftFolder.Write(_folder["a"], lost, "x"))
            .Should().Throw<ArgumentException>().WithMessage($"*{adapter.Modules[0].Name}' that are not finite*");
        Directory.Exists(_folder["a"]).Should().BeFalse();
    }
}
