using System.CommandLine;
using CLiKA.Baselines.Judging;
using CLiKA.Baselines.Noise;
using CLiKA.Baselines.Taught;
using CLiKA.Input;
using CLiKA.Measurements.Taught;

namespace CLiKA.Cli.Commands;

/// <summary>The options of the gate's policy; the defaults are those of a gate that <c>clika.json</c> does not configure.</summary>
internal sealed class PolicyOptions
{
    private static readonly JudgePolicy Usual = new();

    private readonly Option<double> _alpha = new("--alpha")
    {
        Description = "Highest chance of any false alarm, between 0 and 1.",
        HelpName = "A",
        DefaultValueFactory = _ => Usual.Alpha,
        CustomParser = Numbers.One<double>(value => value is > 0 and < 1, "a number between 0 and 1"),
    };

    private readonly Option<double> _minimumDrop = new("--min-drop")
    {
        Description = "Smallest change in accuracy that counts; 0.01 is one point.",
        HelpName = "D",
        DefaultValueFactory = _ => Usual.MinimumDrop,
        CustomParser = Numbers.One<double>(value => value is >= 0 and < 1, "a number from 0 to below 1"),
    };

    private readonly Option<string> _tests = new("--tests")
    {
        Description = "pooled: a test for each cell (probe set, language), and one for each level of a probe set over all its languages; "
            + "cells: only the former.",
        DefaultValueFactory = _ => EnumName.Of(Usual.Tests),
    };

    private readonly Option<string> _noise = new("--noise")
    {
        Description = "Which noise a change has to exceed, where it is kept beside the baseline: of execution, of wordings too, or none.",
        DefaultValueFactory = _ => EnumName.Of(Usual.Noise),
    };

    private readonly Option<bool> _strict = new("--strict") { Description = "Fails on any changed metric, better or worse, as a snapshot does." };

    private readonly Option<string[]> _noLoss = new("--no-loss")
    {
        Description = "A probe set in which no loss is allowed: a single item that was right and is wrong now fails. Repeatable.",
        HelpName = "ID",
    };

    private readonly Option<bool> _acrossDevices = new("--across-devices")
    {
        Description = "Compares answers of the CPU with those of CUDA, though they are rounded differently.",
    };

    private readonly Option<string> _retrieval = new("--retrieval")
    {
        Description = "How conductivity is judged: by what the model says (generation), or by what it finds likeliest (likelihood).",
        DefaultValueFactory = _ => EnumName.Of(default(RetrievalWay)),
    };

    public PolicyOptions()
    {
        _tests.AcceptOnlyFromAmong([.. EnumName.All<TestFamily>()]);
        _noise.AcceptOnlyFromAmong([.. EnumName.All<NoiseUse>()]);
        _retrieval.AcceptOnlyFromAmong([.. EnumName.All<RetrievalWay>()]);
    }

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_alpha, _minimumDrop, _tests, _noise, _strict, _noLoss, _acrossDevices, _retrieval])
        {
            command.Add(option);
        }
    }

    /// <summary>Throws where an option names an unknown probe set: a misspelt name would let losses pass.</summary>
    /// <param name="parsed">The parsed command line.</param>
    /// <param name="place">Location of the probe sets, for the error message.</param>
    /// <param name="known">Identifiers of the existing probe sets.</param>
    /// <exception cref="InvalidInputException">A name is unknown.</exception>
    public void RequireKnown(ParseResult parsed, string place, IEnumerable<string> known)
    {
        if (NoLossIn(parsed).Except(known).FirstOrDefault() is { } unknown)
        {
            throw new InvalidInputException(
                place, $"has no probe set '{unknown}', which {_noLoss.Name} names; its probe sets are {string.Join(", ", known)}.");
        }
    }

    /// <summary>Returns the policy for probe sets.</summary>
    public JudgePolicy OfSets(ParseResult parsed) => new(
        parsed.GetValue(_alpha), parsed.GetValue(_minimumDrop), AcrossDevices: parsed.GetValue(_acrossDevices))
    {
        Tests = EnumName.TryParse<TestFamily>(parsed.GetRequiredValue(_tests), out var family) ? family : Usual.Tests,
        Strict = parsed.GetValue(_strict),
        NoLossIn = [.. NoLossIn(parsed)],
        Noise = EnumName.TryParse<NoiseUse>(parsed.GetRequiredValue(_noise), out var use) ? use : Usual.Noise,
    };

    /// <summary>Returns the policy for conductivity.</summary>
    public ConductivityPolicy OfConductivity(ParseResult parsed) => new(
        parsed.GetValue(_alpha), parsed.GetValue(_minimumDrop), parsed.GetValue(_acrossDevices))
    {
        Strict = parsed.GetValue(_strict),
        Way = EnumName.TryParse<RetrievalWay>(parsed.GetRequiredValue(_retrieval), out var way) ? way : default,
    };

    private string[] NoLossIn(ParseResult parsed) => parsed.GetValue(_noLoss) ?? [];
}
