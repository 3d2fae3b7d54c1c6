using System.Text.Json.Nodes;
using CLiKA.Onnx;
using CLiKA.OnnxRuntime.Devices;
using CLiKA.OnnxRuntime.Tests.Graphs;
using CLiKA.OnnxRuntime.Tests.Tokenizers;

namespace CLiKA.OnnxRuntime.Tests.Models;

/// <summary>
/// Model folders as they come out of interrupted copies, wrong exports and edits: each is refused with the file and the cause.
/// </summary>
public sealed class BrokenFolderTests : IDisposable
{
    private const string LfsPointer =
        "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n";

    private static readonly Dictionary<string, (Action<TemporaryFolder> Break, string Message)> Cases = new()
    {
        ["no graph"] = (Delete("model.onnx"), "model.onnx: no such file"),
        ["a checkpoint that was not exported"] = (
            folder =>
            {
                File.Delete(folder["model.onnx"]);
                File.WriteAllText(folder["model-00001-of-00002.safetensors"], string.Empty);
            },
            "model.onnx: no such file*HuggingFace checkpoint: 'clika export'"),
        ["a GGUF file"] = (
            folder =>
            {
                File.Delete(folder["model.onnx"]);
                File.WriteAllText(folder["model-Q4_K_M.gguf"], string.Empty);
            },
            "model.onnx: no such file*GGUF*a server*\"endpoint\""),
        ["an adapter"] = (
            folder =>
            {
                File.Delete(folder["tokenizer.json"]);
                File.Delete(folder["config.json"]);
                File.WriteAllText(folder["adapter_config.json"], "{}");
            },
            ": has no tokenizer.json, no config.json (or genai_config.json); a model folder needs them. This is a LoRA adapter"),
        ["no tokenizer"] = (Delete("tokenizer.json"), "tokenizer.json: no such file"),
        ["no configuration"] = (Delete("config.json"), "config.json: no such file"),
        ["graph cut off"] = (Cut("model.onnx"), "model.onnx: ONNX Runtime cannot load it"),
        ["graph empty"] = (Text("model.onnx", string.Empty), "model.onnx: ONNX Runtime cannot load it"),
        ["graph is a page"] = (Text("model.onnx", "<html>404</html>"), "model.onnx: ONNX Runtime cannot load it"),
        ["graph left in Git LFS"] = (Text("model.onnx", LfsPointer), "model.onnx: is a Git LFS pointer, *'git lfs pull'"),
        ["weights left in Git LFS"] = (
            Parted(Text("model.onnx_data", LfsPointer)), "model.onnx_data: is a Git LFS pointer, *'git lfs pull'"),
        ["tokenizer left in Git LFS"] = (Text("tokenizer.json", LfsPointer), "tokenizer.json: is a Git LFS pointer, *'git lfs pull'"),
        ["graph of more layers"] = (Graph(SmallLlama.Grouped with { Layers = 3 }), "model.onnx: *unknown input past_key_values.2.key"),
        ["graph of fewer layers"] = (Graph(SmallLlama.Grouped with { Layers = 1 }), "model.onnx: *missing input past_key_values.1.key"),
        ["graph of another vocabulary"] = (Graph(SmallLlama.Grouped with { VocabularySize = 400 }), "model.onnx: *logits of width 400"),
        ["exported graph of more layers"] = (
            folder => ExportedLlama.Write(folder["model.onnx"], SmallLlama.Grouped with { Layers = 3 }),
            "model.onnx: *unknown input past_key_values.2.key"),
        ["weights lost"] = (Parted(folder => File.Delete(folder["model.onnx_data"])), "model.onnx: ONNX Runtime cannot load it"),
        ["weights cut off"] = (Parted(Cut("model.onnx_data")), "model.onnx: ONNX Runtime cannot load it"),
        ["tokenizer cut off"] = (Cut("tokenizer.json"), "tokenizer.json:*not valid JSON"),
        ["tokenizer of another kind"] = (Tokenizer("model", """{"type":"Nonsense"}"""), "tokenizer.json: a model of type 'Nonsense'"),
        ["tokenizer with an odd normalizer"] = (
            Tokenizer("normalizer", """{"type":"Odd"}"""), "tokenizer.json: a normalizer of type 'Odd'"),
        ["tokenizer with a merge of nothing"] = (
            Tokenizer("model", """{"type":"BPE","vocab":{"a":0},"merges":["a b"]}"""), "tokenizer.json: the merge \"a b\""),
        ["tokenizer of a larger vocabulary"] = (
            Tokenizer(
                "added_tokens",
                """[{"id":5000,"content":"<x>","single_word":false,"lstrip":false,"rstrip":false,"normalized":false,"special":false}]"""),
            "tokenizer.json: has the token id 5000"),
        ["tokenizer that closes texts"] = (
            Tokenizer("post_processor", """{"type":"BertProcessing","sep":["<eos>",1],"cls":["<bos>",0]}"""),
            "tokenizer.json: 'post_processor' appends special tokens to every text"),
        ["configuration is no JSON"] = (Text("config.json", "layers = 2"), "config.json:1: not valid JSON"),
        ["no layer with keys of its own"] = (
            Text("config.json", """{"num_hidden_layers":2,"num_kv_shared_layers":2,"vocab_size":320,"max_position_embeddings":9}"""),
            "config.json:1: 'num_kv_shared_layers' is 2; expected at least 0, and fewer than 2 layers."),
        ["configuration without layers"] = (Text("config.json", """{"vocab_size":320}"""), "config.json: 'num_hidden_layers' is missing"),
        ["configuration without a vocabulary"] = (
            Text("config.json", """{"num_hidden_layers":2,"vocab_size":0,"max_position_embeddings":9}"""),
            "config.json:1: 'vocab_size' is 0"),
        ["configuration of a larger vocabulary"] = (
            Text("config.json", """{"num_hidden_layers":2,"vocab_size":999,"max_position_embeddings":9}"""),
            "model.onnx: *logits of width 320"),
        ["sums of other files"] = (
            folder => File.WriteAllText(folder["SHA256SUMS"], $"{new string('0', 64)}  model.onnx\n"),
            "SHA256SUMS: does not list tokenizer.json"),
        ["sums that do not hold"] = (
            folder =>
            {
                SmallModel.WriteSums(folder, "model.onnx", "tokenizer.json", "config.json");
                File.AppendAllText(folder["config.json"], " ");
            },
            "config.json: damaged or replaced"),
    };

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Names => [.. Cases.Keys];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_broken_folder_is_refused_with_the_file_and_the_cause(string name)
    {
        SmallModel.Write(_folder);
        Cases[name].Break(_folder);

        FluentActions.Invoking(() => OnnxAnswerer.Load(_folder.Path, new() { Device = DeviceRequest.Cpu }))
            .Should().Throw<InvalidInputException>().WithMessage($"{_folder.Path}{(Cases[name].Message is [':', ..] ? string.Empty : $"{Path.DirectorySeparatorChar}")}{Cases[name].Message}*");
    }

    [Fact]
    public void A_missing_folder_is_named()
    {
        FluentActions.Invoking(() => OnnxAnswerer.Load(_folder["nowhere"], new() { Device = DeviceRequest.Cpu }))
            .Should().Throw<InvalidInputException>().WithMessage($"{_folder["nowhere"]}: no such folder*");
    }

    private static Action<TemporaryFolder> Delete(string file) => folder => File.Delete(folder[file]);

    private static Action<TemporaryFolder> Text(string file, string text) => folder => File.WriteAllText(folder[file], text);

    private static Action<TemporaryFolder> Cut(string file) => folder =>
    {
        var bytes = File.ReadAllBytes(folder[file]);
        File.WriteAllBytes(folder[file], bytes[..(bytes.Length / 2)]);
    };

    private static Action<TemporaryFolder> Graph(DecoderConfiguration configuration) => folder =>
        DecoderGraph.Write(folder["model.onnx"], configuration, SmallLlama.Weights(configuration), WeightType.Float32);

    private static Action<TemporaryFolder> Parted(Action<TemporaryFolder> andThen) => folder =>
    {
        var weights = new ArrayWeights(SmallLlama.Weights(SmallLlama.Grouped));
        DecoderGraph.Write(folder["model.onnx"], SmallLlama.Grouped, weights, WeightType.Float32, largestFile: 10_000);
        andThen(folder);
    };

    private static Action<TemporaryFolder> Tokenizer(string component, string value) => folder =>
    {
        var json = SmallTokenizer.Split();
        json[component] = JsonNode.Parse(value);
        File.WriteAllText(folder["tokenizer.json"], json.ToJsonString());
    };
}
