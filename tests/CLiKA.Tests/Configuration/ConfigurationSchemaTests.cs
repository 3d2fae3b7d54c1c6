using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CLiKA.Alignment.Tests;
using CLiKA.Configuration;
using Json.Schema;

namespace CLiKA.Tests.Configuration;

public sealed partial class ConfigurationSchemaTests : IDisposable
{
    private const string Whole =
        """
        {
          "models": {
            "a": { "folder": "a", "chat": { "system": "Be brief." }, "taught": { "w": { "de": "d" } } },
            "b": { "endpoint": { "url": "http://127.0.0.1:8000/v1", "model": "b" } }
          },
          "probeSets": { "s": "s", "t": { "folder": "t" } },
          "worlds": { "w": "w" },
          "gate": {},
          "conductivity": {},
          "baselines": "b",
          "artifacts": "a"
        }
        """;

    private static readonly string SchemaPath = Path.Combine(Repository.Root, "docs", "clika.schema.json");
    private static readonly JsonSchema Schema = JsonSchema.FromFile(SchemaPath);

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("tests/CLiKA.Alignment/clika.json")]
    [InlineData("docs/configuration.md")]
    public void Files_of_this_repository_are_what_the_schema_says(string file)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, file));
        var json = file.EndsWith(".md", StringComparison.Ordinal) ? Block().Match(text).Groups[1].Value : text;

        IsValid(JsonNode.Parse(json)).Should().BeTrue();
        Reading(json).Should().NotBeNull();
    }

    // The reader's own message lists what it takes.
    [Theory]
    [InlineData("properties")]
    [InlineData("$defs/model/properties", "models", "a")]
    [InlineData("$defs/chat/properties", "models", "a", "chat")]
    [InlineData("$defs/endpoint/properties", "models", "b", "endpoint")]
    [InlineData("$defs/probeSet/properties", "probeSets", "t")]
    [InlineData("$defs/gate/properties", "gate")]
    [InlineData("$defs/conductivity/properties", "conductivity")]
    public void The_schema_names_what_the_reader_takes(string definition, params string[] place)
    {
        var json = JsonNode.Parse(Whole)!;
        IsValid(json).Should().BeTrue();
        place.Aggregate(json, (node, name) => node[name]!)["unknown"] = 1;
        IsValid(json).Should().BeFalse();

        var error = this.Invoking(test => test.Reading(json.ToJsonString())).Should().Throw<InvalidInputException>().Which;

        var names = definition.Split('/').Aggregate(JsonNode.Parse(File.ReadAllText(SchemaPath))!, (node, name) => node[name]!).AsObject();
        Expected().Match(error.Message).Groups[1].Value.Split(", ").Should().BeEquivalentTo(names.Select(property => property.Key));
    }

    private static bool IsValid(JsonNode? json) => Schema.Evaluate(JsonSerializer.SerializeToElement(json)).IsValid;

    [GeneratedRegex("```json\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"unknown property 'unknown'; expected (.*?)\.")]
    private static partial Regex Expected();

    private AlignmentConfiguration Reading(string json)
    {
        var path = Path.Combine(_folder.Path, "clika.json");
        File.WriteAllText(path, json);
        return ConfigurationReader.Read(path);
    }
}
