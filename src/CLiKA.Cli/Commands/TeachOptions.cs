using System.CommandLine;
using CLiKA.Answers;
using CLiKA.Configuration;
using CLiKA.Languages;
using CLiKA.Measurements;
using CLiKA.Prompts;
using CLiKA.Teaching.Sets;

namespace CLiKA.Cli.Commands;

/// <summary>The common options of the commands of <c>clika teach</c>.</summary>
internal static class TeachOptions
{
    private static readonly string Shipped = Path.Combine("worlds", "archipelago");

    public static (Option<string> Language, Option<string?> World) Create() => (
        new("--language") { HelpName = "CODE", Description = "The second language, beside English.", Required = true },
        new("--world")
        {
            HelpName = "DIR",
            Description = "A fictional world, or data in the layout published with the paper; "
                + "by default worlds/archipelago beside clika.json.",
        });

    public static TeachingSet Read(string? world, string code)
    {
        var folder = world ?? Path.Combine(Path.GetDirectoryName(Locations.ReadConfiguration(null).File)!, Shipped);
        return Directory.Exists(folder)
            ? TeachingSetReader.Read(folder, LanguageOf(code))
            : throw new InvalidInputException(folder, "no such folder; expected a fictional world there, or one named by --world.");
    }

    /// <summary>Returns the model that a command names, on any available device.</summary>
    public static ModelEntry Model(string folder, ChatFormat? chat, string? adapter) => new(
        Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))),
        folder,
        "auto",
        new Protocol(Scoring.LikelihoodPerToken, PromptWrapping.None with { Chat = chat }),
        adapter);

    public static Language LanguageOf(string code) => Language.TryParse(code, out var language)
        ? language
        : throw new InvalidInputException("--language", $"{Language.Complaint(code)}.");
}
