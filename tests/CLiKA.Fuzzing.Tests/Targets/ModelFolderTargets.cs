using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CLiKA.Fuzzing.Tests.Mutations;
using CLiKA.Jinja;
using CLiKA.OnnxRuntime.Models;
using CLiKA.Prompts;

namespace CLiKA.Fuzzing.Tests.Targets;

/// <summary>What lies in a model's folder beside weights and tokenizer.</summary>
internal static class ModelFolderTargets
{
    private const string Genai = """
        {
          "model": {
            "type": "llama", "vocab_size": 64, "context_length": 128, "bos_token_id": 1, "eos_token_id": [2, 3],
            "decoder": {
              "filename": "model.onnx", "num_hidden_layers": 2, "head_size": 8,
              "inputs": { "input_ids": "input_ids", "past_key_names": "past_key_values.%d.key" }, "outputs": { "logits": "logits" }
            }
          },
          "search": { "max_length": 128 }
        }
        """;

    private static readonly string[] Words =
    [
        "{{", "}}", "{%", "%}", "{#", "#}", "{%-", "-%}", "for x in messages", "endfor", "if", "endif", "else", "elif", "set x = ", "macro m(a, b=1)",
        "endmacro", "{{ m(m) }}", "call", "filter", "raw", "endraw", "block", "loop.index0", "loop.previtem", "namespace(a=1)", "range(99999)", "range(1, -9, -1)",
        " | ", "tojson", "tojson(indent=4)", "join(', ')", "map(attribute='role')", "selectattr('role', 'equalto', 'user')", "sort", "unique", "reverse",
        "groupby", "items", "default('x')", "length", "upper", "indent(9999)", "replace('a', 'aaaa')", "round", "int", "float", "list", "string", "first",
        "last", "[::-1]", "[-1]", "[1:99999999999]", "~", "*", "**", "//", "%", "/ 0", "'x' * 99999", "9223372036854775807", "1e999", "is defined", "is not none",
        "in", "not", "and", "or", "(", ")", "[", "]", "{", "}", "'", "\"", ".split('')", ".strip()", ".format", ".get('x')", ".__class__", "messages",
        "strftime_now('%d')", "raise_exception('x')", "break", "continue", "\\u12", "\\x", "true", "none", "dict(a=1)", "if 1 else", "==", "<=",
        "import 'x'", "include 'x'", "extends 'x'", "call(x) m(1)", "endcall", "caller(1)", "with a = 1, b = a", "endwith", "dict(a=1, a=2)", "'{-1}'.format(1)",
        "('a ' * 9999).split()", "min", "select('in', seq=messages)", "map(attribute='a.b', default=0)",
    ];

    public static IReadOnlyList<(string Name, Func<FuzzTarget> Make)> All { get; } =
    [
        ("chat template", () => new("chat template", [.. Templates("t.jinja")], new ByteMutation(Words), Render)),
        ("tokenizer_config.json", () => new(
            "tokenizer_config.json",
            [Configuration(whole: true), Configuration(whole: false)],
            new JsonMutation(),
            folder => ChatTemplate.Read(folder, new ChatFormat { System = "Be brief." }).Render("Which?"))),
        ("config.json", () => new(
            "config.json",
            [Seeds.Of("config.json", "tests", "CLiKA.Alignment", "models", "micro-base", "config.json")],
            new JsonMutation(),
            folder =>
            {
                ModelConfiguration.Read(Path.Combine(folder, "config.json"));
                EndTokens.Read(folder);
            })),
        ("genai_config.json", () => new(
            "genai_config.json",
            [Seeds.Text("genai_config.json", Genai)],
            new JsonMutation(),
            folder =>
            {
                GenaiConfiguration.Read(Path.Combine(folder, "genai_config.json"));
                EndTokens.Read(folder);
            })),
        ("SHA256SUMS", () => new(
            "SHA256SUMS",
            [Seeds.Text("SHA256SUMS", $"{SumOf("a")}  a\n{SumOf("b")} *./b\n")],
            new ByteMutation("../", "/", "\\", "..", "  ", " *", "a", "\0", "\r\n", "/dev/zero", "./"),
            folder => Sha256Sums.Verify(folder, ["b"]))
        {
            Beside = [Seeds.Text("a", "a"), Seeds.Text("b", "b")],
        }),
    ];

    private static IEnumerable<FuzzSeed> Templates(string file) =>
        ((string[])["alternating", "chatml", "headers-and-date", "inst", "macros", "thinking"])
            .Select(name => Seeds.Of(file, "tests", "CLiKA.Jinja.Tests", "Reference", "templates", $"{name}.jinja"));

    private static string SumOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static void Render(string folder)
    {
        var path = Path.Combine(folder, "t.jinja");
        JinjaTemplate.Parse(Input.TextInput.ReadAllText(path), path).Render(
            new Dictionary<string, JsonElement>
            {
                ["messages"] = JsonSerializer.SerializeToElement(new[]
                {
                    new { role = "user", content = "Which?" }, new { role = "assistant", content = "A" }, new { role = "user", content = "Why?" },
                }),
                ["add_generation_prompt"] = JsonSerializer.SerializeToElement(true),
                ["bos_token"] = JsonSerializer.SerializeToElement("<s>"),
                ["eos_token"] = JsonSerializer.SerializeToElement("</s>"),
            },
            DateTime.UnixEpoch);
    }

    private static FuzzSeed Configuration(bool whole)
    {
        var template = Encoding.UTF8.GetString(Templates("x").ElementAt(1).Content);
        return Seeds.Text("tokenizer_config.json", JsonSerializer.Serialize(new
        {
            bos_token = "<s>",
            eos_token = new { content = "</s>", lstrip = false },
            chat_template = whole ? (object)template : new[] { new { name = "tool_use", template = "x" }, new { name = "default", template } },
        }));
    }
}
