using CLiKA.Configuration;
using CLiKA.Fuzzing.Tests.Mutations;

namespace CLiKA.Fuzzing.Tests.Targets;

/// <summary>The configuration of a suite.</summary>
internal static class ConfigurationTargets
{
    // Every property that there is.
    private const string Whole = """
        {
          "languages": ["en", "de", "ar", "ja"],
          "device": "cpu",
          "scoring": "likelihood",
          "letters": "fixed",
          "wordings": 1,
          "models": {
            "local": {
              "folder": "models/local", "device": "cuda:0", "adapter": "de.onnx_adapter", "scoring": "letter", "letters": "permuted",
              "prefix": "<|user|>\n", "suffix": "\n", "taught": { "isles": { "de": ["taught/de", "taught/de2"], "ar": "taught/ar" } }
            },
            "chats": { "folder": "../chats", "chat": { "system": "Be brief.", "variables": { "enable_thinking": false }, "date": "2024-07-26" } },
            "served": {
              "endpoint": {
                "url": "https://127.0.0.1:8000/v1", "model": "org/name", "api": "auto", "concurrency": 4, "timeoutSeconds": 60,
                "apiKeyVariable": "KEY"
              },
              "chat": true, "scoring": "letter"
            }
          },
          "probeSets": { "geo": "probes/geo", "people": { "folder": "probes/people", "wordings": 3 } },
          "worlds": { "isles": "worlds/isles" },
          "gate": {
            "alpha": 0.05, "minimumDrop": 0.01, "acrossDevices": true, "tests": "cells", "pooledShare": 0.5, "releaseShare": 0.2,
            "strict": false, "noise": "execution"
          },
          "conductivity": { "gate": "generation", "ways": ["generation", "likelihood"], "alpha": 0.05, "minimumDrop": 0.02 },
          "baselines": "../baselines",
          "artifacts": "../artifacts",
          "journal": "journal.db"
        }
        """;

    public static IReadOnlyList<(string Name, Func<FuzzTarget> Make)> All { get; } =
    [
        ("clika.json", () => new(
            "clika.json",
            [Seeds.Text(AlignmentConfiguration.FileName, Whole), Seeds.Of(AlignmentConfiguration.FileName, "tests", "CLiKA.Alignment", "clika.json")],
            new JsonMutation(),
            folder => ConfigurationReader.Read(Path.Combine(folder, AlignmentConfiguration.FileName)))),
    ];
}
