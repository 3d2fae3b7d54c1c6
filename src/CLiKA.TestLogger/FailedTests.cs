using Microsoft.VisualStudio.TestPlatform.ObjectModel;

namespace CLiKA.TestLogger;

/// <summary>
/// Prints failing tests as they come, and each message once: a model that cannot be opened, or has no baseline, fails all of its rows for one reason.
/// </summary>
/// <param name="output">The output.</param>
internal sealed class FailedTests(TextWriter output)
{
    private const int MostNamed = 5;

    // Names of the tests that failed with a message, by message, in the order in which the messages came.
    private readonly OrderedDictionary<string, List<string>> _names = new(StringComparer.Ordinal);

    /// <summary>Prints a result, if it is a failure whose message is new.</summary>
    /// <param name="result">The result.</param>
    public void Print(TestResult result)
    {
        if (result.Outcome != TestOutcome.Failed)
        {
            return;
        }

        var name = string.IsNullOrWhiteSpace(result.DisplayName) ? result.TestCase.DisplayName : result.DisplayName;
        var text = TextOf(result);
        if (_names.TryGetValue(text, out var names))
        {
            names.Add(name);
            return;
        }

        _names.Add(text, [name]);
        output.WriteLine($"Failed {name}");
        output.WriteLine($"{text}\n");
    }

    /// <summary>Names the tests whose message was printed for another one.</summary>
    public void PrintOthers()
    {
        foreach (var names in _names.Values.Where(names => names.Count > 1))
        {
            var others = names.Skip(1).ToList();
            var more = others.Count > MostNamed ? $" and {others.Count - MostNamed} more" : string.Empty;
            output.WriteLine($"Failed with the same message as {names[0]}: {string.Join(", ", others.Take(MostNamed))}{more}.");
        }
    }

    // A test of the suite has a message alone; one of the user's own may have the others too.
    private static string TextOf(TestResult result) => string.Join(
        '\n',
        result.Messages.Where(message => !string.IsNullOrWhiteSpace(message.Text)).Select(message => message.Text!)
            .Prepend(result.ErrorStackTrace ?? string.Empty)
            .Prepend(result.ErrorMessage ?? string.Empty)
            .Select(part => part.TrimEnd())
            .Where(part => part.Length > 0));
}
