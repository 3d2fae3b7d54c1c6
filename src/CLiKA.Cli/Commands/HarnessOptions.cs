using System.CommandLine;
using System.CommandLine.Parsing;
using CLiKA.Import.Harness;

namespace CLiKA.Cli.Commands;

/// <summary>The options of <c>clika import --layout lm-eval</c>.</summary>
internal sealed class HarnessOptions
{
    /// <summary>Name of the layout.</summary>
    public const string Layout = "lm-eval";

    private readonly Option<string[]> _tasks = new("--tasks")
    {
        Description = $"With {Layout}: task names with {{language}} where the language is, once for each probe set: belebele_{{language}}, global_mmlu_{{language}}_*, mmmlu_{{language}}_{{region}}_*, or own_{{language}},own where the English task has another name.",
        HelpName = "PATTERN",
    };

    private readonly Option<string> _metric = new("--metric")
    {
        Description = $"With {Layout}: the metric that chooses an option: {string.Join(", ", HarnessMetricName.All)}.",
        HelpName = "NAME",
        DefaultValueFactory = _ => HarnessMetricName.Of(HarnessMetric.Accuracy),
    };

    private readonly Option<string?> _key = new("--key")
    {
        Description = $"With {Layout}: properties of the data set's rows that identify a question across languages; by default those known for the set, else its position.",
        HelpName = "NAME,...",
    };

    private readonly Option<string?> _languages = new("--languages")
    {
        Description = $"With {Layout}: languages, separated by commas; by default all in the folder.",
        HelpName = "en,de,...",
    };

    private readonly Option<string?> _texts = new("--texts")
    {
        Description = $"With {Layout}: writes the questions to this folder, for 'compare --texts'.",
        HelpName = "FOLDER",
    };

    private readonly Option<bool> _severalRuns = new("--several-runs")
    {
        Description = $"With {Layout}: takes the last file of each task even where they come from several runs, which is an error by default.",
    };

    public HarnessOptions() => _metric.AcceptOnlyFromAmong([.. HarnessMetricName.All]);

    private Option[] All => [_tasks, _metric, _key, _languages, _severalRuns, _texts];

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in All)
        {
            command.Add(option);
        }
    }

    /// <summary>Reports options that do not go with the layout.</summary>
    public void Check(CommandResult parsed, string? layout)
    {
        var given = All.Where(option => parsed.GetResult(option) is { Implicit: false }).ToList();
        if (layout == Layout && !given.Contains(_tasks))
        {
            parsed.AddError($"--layout {Layout} needs {_tasks.Name}, such as belebele_{{language}}.");
        }
        else if (layout != Layout && given.Count > 0)
        {
            parsed.AddError($"{given[0].Name} works only with --layout {Layout}.");
        }
    }

    /// <summary>Returns the request for the importer.</summary>
    public HarnessRequest Request(ParseResult parsed, string folder, string model) => new(
        folder, model, [.. parsed.GetRequiredValue(_tasks).Select(HarnessTasks.Parse)], HarnessMetricName.Parse(parsed.GetRequiredValue(_metric)))
    {
        Key = parsed.GetValue(_key),
        Languages = LanguageList.Read(parsed.GetValue(_languages)),
        SeveralRuns = parsed.GetValue(_severalRuns),
    };

    /// <summary>Returns the folder to write the questions to; null where they are not requested.</summary>
    public string? Texts(ParseResult parsed) => parsed.GetValue(_texts);
}
