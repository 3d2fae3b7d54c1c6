using System.Text.Json.Nodes;
using CLiKA.Onnx;
using CLiKA.Onnx.Checkpoints;
using CLiKA.OnnxRuntime.Devices;
using CLiKA.OnnxRuntime.Tests.Graphs;
using CLiKA.OnnxRuntime.Tests.References;

namespace CLiKA.OnnxRuntime.Tests.Checkpoints;

/// <summary>Checkpoints of Nemotron-H: what their files have of Python's, and layers that carry nothing from token to token.</summary>
public sealed class NemotronHExportTests : ExportTest
{
    [Fact]
    public void A_configuration_with_an_infinity_as_Python_writes_it_is_read_and_becomes_JSON()
    {
        Write();
        var text = File.ReadAllText(Folder["config.json"]);
        File.WriteAllText(Folder["config.json"], text.Replace("\"Infinity\"", "Infinity", StringComparison.Ordinal));

        CheckpointExport.Write(Folder.Path, Target.Path, WeightType.Float32);

        JsonNode.Parse(File.ReadAllText(Target["config.json"]))!["time_step_limit"]!.ToJsonString().Should().Be("[0.0,\"Infinity\"]");
        using var exported = Load(Target.Path);
        File.Copy(Folder["config.json"], Target["config.json"], overwrite: true);
        File.Delete(Target["SHA256SUMS"]);
        using var others = Load(Target.Path);
        others.Folder.Configuration.Layers.Should().Equal(exported.Folder.Configuration.Layers).And.Equal(0, 2, 3);
    }

    [Fact]
    public void Layers_with_a_feed_forward_block_alone_have_no_inputs_and_those_at_the_end_compute_only_what_is_asked()
    {
        Write();
        var (_, configuration) = CheckpointExport.Write(Folder.Path, Target.Path, WeightType.Float32);
        using var runner = new GraphRunner(Target["model.onnx"], configuration);

        runner.Session.InputMetadata.Keys.Should().BeEquivalentTo(
            "input_ids", "logit_positions", "past_conv.0", "past_recurrent.0", "past_key_values.2.key", "past_key_values.2.value", "past_conv.3", "past_recurrent.3");
        configuration.LastCarryingLayer.Should().Be(3);
    }

    [Fact]
    public void A_configuration_whose_layers_are_not_those_of_the_graph_is_refused()
    {
        Write();
        CheckpointExport.Write(Folder.Path, Target.Path, WeightType.Float32);
        var text = File.ReadAllText(Target["config.json"]);
        var load = () => Load(Target.Path);

        File.WriteAllText(Target["config.json"], text.Replace("M-*M--", "M-*M-", StringComparison.Ordinal));
        load.Should().Throw<InvalidInputException>().WithMessage("*config.json:*the blocks of 5 layers are listed; expected those of 6 ('num_hidden_layers').");

        File.WriteAllText(Target["config.json"], text.Replace("M-*M--", "M**M--", StringComparison.Ordinal));
        load.Should().Throw<InvalidInputException>().WithMessage("*missing input past_key_values.1.key*");
    }

    private static OnnxAnswerer Load(string folder) => OnnxAnswerer.Load(folder, new() { Device = DeviceRequest.Cpu, Threads = 1 });

    private void Write() => SmallArchitecture.Named("nemotron_h").Write(Folder);
}
