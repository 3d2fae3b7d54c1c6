using System.Diagnostics;
using System.Globalization;

namespace CLiKA.Benchmarks;

/// <summary>
/// Steps on a device that is lent by the minute: each says at once what it found, and when, and one that fails does not lose those after it.
/// </summary>
internal sealed class DeviceSteps
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    /// <summary>Whether every step so far succeeded.</summary>
    public bool Succeeded { get; private set; } = true;

    /// <summary>Says what was found.</summary>
    public void Say(FormattableString text) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{_clock.Elapsed.TotalSeconds,6:0.0} s  {text.ToString(CultureInfo.InvariantCulture)}"));

    /// <summary>Says that something was found to be wrong.</summary>
    public void Fail(FormattableString text)
    {
        Say(text);
        Succeeded = false;
    }

    /// <summary>Takes a step.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="step">The step.</param>
    public void Try(string name, Action step)
    {
        try
        {
            step();
        }
        catch (Exception error)
        {
            Fail($"  {name}: failed: {error.Message}");
        }
    }
}
