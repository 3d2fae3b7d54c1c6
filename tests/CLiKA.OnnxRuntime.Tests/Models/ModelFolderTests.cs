using System.Text;
using System.Text.Json.Nodes;
using CLiKA.OnnxRuntime.Devices;
using CLiKA.OnnxRuntime.Models;
using CLiKA.OnnxRuntime.Tests.Graphs;
using CLiKA.OnnxRuntime.Tests.Tokenizers;

namespace CLiKA.OnnxRuntime.Tests.Models;

public sealed class ModelFolderTests : IDisposable
{
    private static readonly string[] Files = ["model.onnx", "tokenizer.json", "config.json"];

    private readonly TemporaryFolder _folder = new();

    public ModelFolderTests() => SmallModel.Write(_folder);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_that_its_sums_confirm_opens()
    {
        SmallModel.WriteSums(_folder, Files);

        ModelFolder.Open(_folder.Path).GraphPath.Should().Be(_folder["model.onnx"]);
    }

    [Fact]
    public void Sums_that_are_cancelled_leave_no_list()
    {
        var writing = () => Sha256Sums.Write(_folder.Path, Files, new CancellationToken(canceled: true));

        writing.Should().Throw<OperationCanceledException>();
        File.Exists(_folder["SHA256SUMS"]).Should().BeFalse();
    }

    [Fact]
    public void A_graph_in_a_folder_of_its_own_is_found_and_confirmed_by_its_sum()
    {
        Directory.CreateDirectory(_folder["onnx"]);
        File.Move(_folder["model.onnx"], _folder["onnx/model.onnx"]);
        SmallModel.WriteSums(_folder, "onnx/model.onnx", "tokenizer.json", "config.json");

        using (var answerer = OnnxAnswerer.Load(_folder.Path, new() { Device = DeviceRequest.Cpu }))
        {
            answerer.Folder.GraphPath.Should().Be(_folder["onnx/model.onnx"]);
        }

        File.AppendAllText(_folder["onnx/model.onnx"], " ");
        Opening().Should().Throw<InvalidInputException>().WithMessage($"{_folder["onnx/model.onnx"]}: damaged*");
    }

    // As Optimum leaves the files of GPT-2, BLOOM, XGLM and MPT, and as Qwen's first class has another length beside.
    [Theory]
    [InlineData("""{"n_layer":2,"n_positions":256,"n_ctx":256,"n_embd":32,"n_head":4,"n_inner":null,"vocab_size":320}""")]
    [InlineData("""{"n_layer":2,"seq_length":256,"n_embed":32,"num_attention_heads":4,"vocab_size":320}""")]
    [InlineData("""{"num_layers":2,"max_position_embeddings":256,"d_model":32,"attention_heads":4,"vocab_size":320}""")]
    [InlineData("""{"n_layers":2,"max_seq_len":256,"d_model":32,"n_heads":4,"vocab_size":320}""")]
    [InlineData("""{"num_hidden_layers":2,"max_position_embeddings":256,"seq_length":64,"hidden_size":32,"num_attention_heads":4,"vocab_size":320}""")]
    public void A_configuration_under_the_names_of_an_older_class_is_read(string configuration)
    {
        File.WriteAllText(_folder["config.json"], configuration);

        using var answerer = OnnxAnswerer.Load(_folder.Path, new() { Device = DeviceRequest.Cpu });

        var read = answerer.Folder.Configuration;
        read.Layers.Should().Equal(0, 1);
        (read.VocabularySize, read.MaximumPositions, read.HeadSize).Should().Be((320, 256, 8));
    }

    [Theory]
    [InlineData("../model.onnx")]
    [InlineData("/model.onnx")]
    [InlineData("onnx/../../model.onnx")]
    public void Sums_of_files_elsewhere_are_refused(string name)
    {
        File.WriteAllText(_folder["SHA256SUMS"], $"{new string('0', 64)}  {name}\n");

        FluentActions.Invoking(() => ModelFolder.Open(_folder.Path)).Should().Throw<InvalidInputException>()
            .WithMessage($"*SHA256SUMS:1: '{name}' is not the name of a file in this folder.");
    }

    [Theory]
    [InlineData("model.onnx")]
    [InlineData("tokenizer.json")]
    [InlineData("config.json")]
    public void One_changed_byte_is_damage_where_there_are_sums(string name)
    {
        SmallModel.WriteSums(_folder, Files);
        var bytes = File.ReadAllBytes(_folder[name]);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(_folder[name], bytes);
        Opening().Should().Throw<InvalidInputException>().WithMessage($"{_folder[name]}: damaged*");
    }

    [Fact]
    public void A_tokenizer_that_appends_tokens_is_refused()
    {
        var json = SmallTokenizer.Split();
        json["post_processor"] = JsonNode.Parse("""{"type":"BertProcessing","sep":["<eos>",1],"cls":["<bos>",0]}""");
        File.WriteAllText(_folder["tokenizer.json"], json.ToJsonString());

        Opening().Should().Throw<InvalidInputException>().WithMessage("*tokenizer.json: 'post_processor' appends special tokens to every text*");
    }

    [Fact]
    public void Sums_that_leave_a_file_out_are_refused()
    {
        SmallModel.WriteSums(_folder, "tokenizer.json", "config.json");
        Opening().Should().Throw<InvalidInputException>().WithMessage("*SHA256SUMS: does not list model.onnx*");
    }

    [Fact]
    public void A_line_that_is_no_sum_is_named()
    {
        SmallModel.WriteSums(_folder, Files);
        File.AppendAllText(_folder["SHA256SUMS"], "oops\n");
        Opening().Should().Throw<InvalidInputException>().WithMessage("*SHA256SUMS:4:*");
    }

    [Fact]
    public void A_listed_file_that_is_missing_is_named()
    {
        File.WriteAllText(_folder["notes.txt"], "x");
        SmallModel.WriteSums(_folder, [.. Files, "notes.txt"]);
        File.Delete(_folder["notes.txt"]);
        Opening().Should().Throw<InvalidInputException>().WithMessage($"{_folder["notes.txt"]}: no such file*");
    }

    [Theory]
    [InlineData("model.onnx")]
    [InlineData("tokenizer.json")]
    [InlineData("config.json")]
    public void A_missing_file_is_named(string name)
    {
        File.Delete(_folder[name]);
        Opening().Should().Throw<InvalidInputException>().WithMessage($"{_folder[name]}: no such file*");
    }

    [Fact]
    public void All_missing_files_are_named_at_once()
    {
        Array.ForEach(Files, file => File.Delete(_folder[file]));

        Opening().Should().Throw<InvalidInputException>().WithMessage(
            $"{_folder.Path}: has no model.onnx, no tokenizer.json, no config.json (or genai_config.json); a model folder needs them.");
    }

    [Theory]
    [InlineData("model.onnx", "is a file; expected a folder with model.onnx, tokenizer.json and config.json.")]
    [InlineData("model.gguf", "is a file; expected a folder with *. A GGUF file is asked through a server *")]
    public void A_file_in_the_place_of_the_folder_is_said_to_be_one(string name, string problem)
    {
        File.WriteAllText(_folder[name], string.Empty);

        var open = () => ModelFolder.Open(_folder[name]);

        open.Should().Throw<InvalidInputException>().WithMessage($"{_folder[name]}: {problem}");
    }

    [Fact]
    public void A_missing_folder_is_named()
    {
        var open = () => ModelFolder.Open(_folder["absent"]);
        open.Should().Throw<InvalidInputException>().WithMessage($"{_folder["absent"]}: no such folder*");
    }

    [Fact]
    public void Token_ids_beyond_the_vocabulary_are_refused()
    {
        (SmallLlama.Grouped with { VocabularySize = 300 }).Write(_folder["config.json"]);
        Opening().Should().Throw<InvalidInputException>().WithMessage("*tokenizer.json: has the token id 319*below 300*");
    }

    [Fact]
    public void A_truncated_graph_is_named()
    {
        var bytes = File.ReadAllBytes(_folder["model.onnx"]);
        File.WriteAllBytes(_folder["model.onnx"], bytes[..(bytes.Length / 2)]);
        Loading().Should().Throw<InvalidInputException>().WithMessage($"{_folder["model.onnx"]}: ONNX Runtime cannot load it*damaged*");
    }

    [Fact]
    public void A_graph_without_an_input_lists_what_is_missing()
    {
        // Latin-1 keeps every byte as it is, and the other name is as long.
        var graph = Encoding.Latin1.GetString(File.ReadAllBytes(_folder["model.onnx"]));
        graph = graph.Replace("logit_positions", "logit_placement", StringComparison.Ordinal);
        File.WriteAllBytes(_folder["model.onnx"], Encoding.Latin1.GetBytes(graph));
        (SmallLlama.Grouped with { Layers = 3 }).Write(_folder["config.json"]);
        Loading().Should().Throw<InvalidInputException>().WithMessage(
            $"{_folder["model.onnx"]}: *missing input past_key_values.2.key*missing output present.2.value*"
            + "unknown input logit_placement*");
    }

    [Fact]
    public void Logits_of_another_width_than_the_vocabulary_are_refused()
    {
        (SmallLlama.Grouped with { VocabularySize = 400 }).Write(_folder["config.json"]);
        Loading().Should().Throw<InvalidInputException>().WithMessage($"{_folder["model.onnx"]}: *width 320*vocabulary of 400*");
    }

    private Action Opening() => () => ModelFolder.Open(_folder.Path);

    private Action Loading() => () => OnnxAnswerer.Load(_folder.Path, new() { Device = DeviceRequest.Cpu }).Dispose();
}
