using System.Collections.Immutable;
using System.Text;
using CLiKA.Models;
using CLiKA.Reporting;
using CLiKA.Reporting.Runs;
using CLiKA.Runs;
using CLiKA.Teaching.Measuring;

namespace CLiKA.Xunit.Running;

/// <summary>The shards that a run asks: they fill its journal, and nothing is measured or judged.</summary>
internal sealed class ShardSession
{
    private const string Property = "ClikaShard";

    private readonly List<ModelFault> _asked = [];
    private readonly List<ModelFault> _failed = [];
    private readonly StringBuilder _summary = new();

    /// <summary>The entries in the reports for models of which a shard was asked: they have no verdict.</summary>
    public IReadOnlyCollection<ModelFault> Asked => _asked;

    /// <summary>The models of which no shard could be asked, with the reasons.</summary>
    public IReadOnlyCollection<ModelFault> Failed => _failed;

    /// <summary>The printed summary; empty where no shard was asked.</summary>
    public string Summary => _asked.Count == 0 ? string.Empty : $"{_summary}{ShardSummary.NoVerdict}\n";

    /// <summary>Checks that a row may judge: a gate in whose environment the variable was left must not pass.</summary>
    /// <exception cref="InvalidInputException">The environment asks for a shard.</exception>
    public static void RequireNone()
    {
        if (Shard.Asked is { } shard)
        {
            throw new InvalidInputException(
                Shard.Variable,
                $"is {shard}: a part of the questions gives no verdict. To ask this part without judging it: dotnet test -p:ClikaShard={shard}. "
                + "For a verdict, unset the variable.");
        }
    }

    /// <summary>Asks a model the part of its configured questions that is in a shard.</summary>
    /// <returns>The teachings that could not be asked.</returns>
    public async Task<ImmutableArray<TeachingFault>> AskAsync(string name, Shard shard)
    {
        try
        {
            return await AskAllAsync(name, shard);
        }
        catch (Exception error)
        {
            _failed.Add(new(name, error.Message));
            throw;
        }
    }

    private async Task<ImmutableArray<TeachingFault>> AskAllAsync(string name, Shard shard)
    {
        // MSBuild reads properties from the environment too, ignoring case: left in the environment of a gate, this one would turn it into a shard,
        // which passes.
        if (Environment.GetEnvironmentVariables().Keys.Cast<string>().FirstOrDefault(IsProperty) is { } variable)
        {
            throw new InvalidInputException(
                variable, $"is a variable of the environment; expected an argument: dotnet test -p:{Property}={shard}. For a verdict, unset it.");
        }

        var configuration = SuiteConfiguration.Current;
        new ReceivedStore(configuration).Remove(name);
        var model = configuration.Named(name);
        using var source = ModelSource.Of(configuration.JournalFile, ModelSource.Asked);
        using var sharded = await source.OpenShardAsync(model, shard, CancellationToken.None);
        await ModelRun.MeasureAsync(model, configuration.ProbeSets, sharded, RunProgress.Of(name), CancellationToken.None);
        var outcome = await ConductivityRun.MeasureAsync(
            configuration, model, model.Taught, sharded, RunProgress.Of($"{name}, taught"), CancellationToken.None);
        _asked.Add(new(name, $"only shard {shard} of its questions was asked, so there is no verdict.") { Matter = ModelFault.InPart });
        _summary.Append(ShardSummary.Render(name, model.Place, sharded)).Append('\n');
        return outcome.Faults;
    }

    private static bool IsProperty(string name) => name.Equals(Property, StringComparison.OrdinalIgnoreCase);
}
