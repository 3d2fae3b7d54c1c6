using System.Security.Cryptography;
using System.Text;
using CLiKA.Configuration;
using CLiKA.Input;
using CLiKA.OnnxRuntime.Models;
using CLiKA.OnnxRuntime.Tokenizers;
using CLiKA.Prompts;

namespace CLiKA.OnnxRuntime;

/// <summary>
/// A folder that holds a model: the graph (model.onnx or Optimum's decoder_model_merged.onnx, either also in a subfolder onnx as on the
/// HuggingFace hub, or else the only graph there), tokenizer.json, config.json (or the model builder's genai_config.json, which names the graph),
/// optionally SHA256SUMS to protect the files, and the chat template of a chat model.
/// </summary>
public sealed class ModelFolder
{
    private const string TokenizerFile = "tokenizer.json";
    private const string AskGguf = " A GGUF file is asked through a server that runs it, such as llama-server; in clika.json, write \"endpoint\" instead of \"folder\".";

    private ModelFolder(
        string path, string graph, ModelFiles files, ModelConfiguration configuration, HuggingFaceTokenizer tokenizer, ChatTemplate? chat) =>
        (Path, GraphPath, Files, Configuration, Tokenizer, Chat, EndTokens) =
            (path, System.IO.Path.Combine(path, graph), files, configuration, tokenizer, chat, Models.EndTokens.Read(path));

    /// <summary>Path of the folder.</summary>
    public string Path { get; }

    /// <summary>Path of the graph.</summary>
    public string GraphPath { get; }

    /// <summary>Path of tokenizer.json.</summary>
    public string TokenizerPath => System.IO.Path.Combine(Path, TokenizerFile);

    /// <summary>The tokenizer.</summary>
    public HuggingFaceTokenizer Tokenizer { get; }

    /// <summary>The files that determine the model's answers.</summary>
    internal ModelFiles Files { get; }

    /// <summary>The part of the configuration that the answerer needs.</summary>
    internal ModelConfiguration Configuration { get; }

    /// <summary>Ids of the end-of-sequence tokens.</summary>
    internal HashSet<int> EndTokens { get; }

    /// <summary>The chat template that prompts are rendered with; null where prompts are passed to the model unchanged.</summary>
    internal ChatTemplate? Chat { get; }

    /// <summary>Opens a folder and checks all files in it except the graph, which ONNX Runtime checks.</summary>
    /// <param name="path">Path of the folder.</param>
    /// <param name="chat">Input of the model's chat template; null where prompts are passed to the model unchanged.</param>
    /// <returns>The folder.</returns>
    /// <exception cref="InvalidInputException">
    /// The folder or one of its files is missing, a file does not match SHA256SUMS, or a file is invalid.
    /// </exception>
    public static ModelFolder Open(string path, ChatFormat? chat = null)
    {
        RequireFolder(path);
        var files = ModelFiles.In(path);
        var isGenai = IsGenai(path);
        string[] required = [TokenizerFile, isGenai ? GenaiConfiguration.FileName : ModelConfiguration.FileName];
        RequireFiles(path, isGenai ? required : [GraphFile.Find(path), .. required]);
        Sha256Sums.Verify(path, required);
        var configurationPath = System.IO.Path.Combine(path, required[1]);
        var configuration = isGenai ? GenaiConfiguration.Read(configurationPath) : ModelConfiguration.Read(configurationPath);
        var graph = configuration.Graph ?? GraphFile.Find(path);
        RequireFiles(path, [graph]);
        files = files.With(path, System.IO.Path.Combine(path, graph));
        var chatFiles = ChatTemplate.Files.Where(name => chat is not null && File.Exists(System.IO.Path.Combine(path, name)));
        Sha256Sums.RequireListed(path, [.. files.OfGraph, .. chatFiles]);
        var tokenizer = ReadTokenizer(System.IO.Path.Combine(path, TokenizerFile), configurationPath, configuration.VocabularySize);
        return new(path, graph, files, configuration, tokenizer, chat is null ? null : ChatTemplate.Read(path, chat));
    }

    /// <summary>Finds the graph of a folder, and reads none of its other files that it can do without.</summary>
    /// <param name="path">Path of the folder.</param>
    /// <returns>Path of the graph.</returns>
    /// <exception cref="InvalidInputException">The folder or its graph is missing.</exception>
    public static string FindGraph(string path)
    {
        RequireFolder(path);
        var named = IsGenai(path) ? GenaiConfiguration.Read(System.IO.Path.Combine(path, GenaiConfiguration.FileName)).Graph : null;
        var graph = named ?? GraphFile.Find(path);
        RequireFiles(path, [graph]);
        return System.IO.Path.Combine(path, graph);
    }

    /// <summary>
    /// Returns the SHA-256 of the graph, its external weight files and the tokenizer: folders with equal hashes hold the same model.
    /// </summary>
    /// <returns>64 hexadecimal digits.</returns>
    /// <exception cref="InvalidInputException">A file cannot be read.</exception>
    public string HashOfWeights()
    {
        string[] files = [.. Files.OfGraph.Select(name => System.IO.Path.Combine(Path, name)), TokenizerPath];
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Join('\n', files.Select(Sha256Sums.Of)))));
    }

    private static HuggingFaceTokenizer ReadTokenizer(string path, string configurationPath, int vocabularySize)
    {
        var tokenizer = HuggingFaceTokenizer.Read(path);
        return tokenizer.MaximumId >= vocabularySize
            ? throw new InvalidInputException(path, $"has the token id {tokenizer.MaximumId}; {configurationPath} allows ids below {vocabularySize}.")
            : tokenizer.AppendsSpecialTokens
            ? throw new InvalidInputException(
                path, "'post_processor' appends special tokens to every text, so that the model could not continue a prompt; expected none after a text.")
            : tokenizer;
    }

    private static void RequireFolder(string path)
    {
        if (!Directory.Exists(path))
        {
            var found = File.Exists(path) ? "is a file" : "no such folder";
            throw new InvalidInputException(path, $"{found}; expected a folder with model.onnx, tokenizer.json and config.json.{(IsGguf(path) ? AskGguf : string.Empty)}");
        }
    }

    // The model builder's file is read where there is no other.
    private static bool IsGenai(string path) => !File.Exists(System.IO.Path.Combine(path, ModelConfiguration.FileName))
        && File.Exists(System.IO.Path.Combine(path, GenaiConfiguration.FileName));

    private static bool IsGguf(string path) => path.EndsWith(".gguf", StringComparison.OrdinalIgnoreCase);

    private static void RequireFiles(string path, IEnumerable<string> names)
    {
        string[] missing = [.. names.Where(name => !File.Exists(System.IO.Path.Combine(path, name)))];
        if (missing.Length == 0)
        {
            return;
        }

        var other = missing.Contains(ModelConfiguration.FileName) ? $" (or {GenaiConfiguration.FileName})" : string.Empty;
        var advice = AdapterPath.IsAdapter(path) ? " This is a LoRA adapter; in clika.json, name it as the \"adapter\" of a model."
            : Directory.EnumerateFiles(path, "*.safetensors").Any()
            ? $" This is a HuggingFace checkpoint: {ToolCommand.Quote("export")} makes a model folder of it."
            : Directory.EnumerateFiles(path).Any(IsGguf) ? AskGguf
            : string.Empty;
        throw missing.Length == 1
            ? new InvalidInputException(System.IO.Path.Combine(path, missing[0]), $"no such file; a model folder needs it{other}.{advice}")
            : new InvalidInputException(path, $"has no {string.Join(", no ", missing)}{other}; a model folder needs them.{advice}");
    }
}
