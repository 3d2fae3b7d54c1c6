using CLiKA.Input;

namespace CLiKA.Endpoint.Scores;

/// <summary>Reads log-probabilities, which a server computes in few digits.</summary>
internal static class LogProbabilities
{
    private const double Rounding = 1e-3;

    /// <summary>Reads one.</summary>
    /// <param name="record">Where it stands.</param>
    /// <param name="name">Name of the property.</param>
    /// <returns>The value, at most 0.</returns>
    /// <exception cref="InvalidInputException">It is no number, or above 0.</exception>
    public static double Read(JsonRecord record, string name) => Checked(record, name, record.Number(name));

    /// <summary>Checks a value.</summary>
    /// <param name="record">Where it stands.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="value">The value.</param>
    /// <returns>The value, finite and at most 0.</returns>
    /// <exception cref="InvalidInputException">It is above 0, or so far below that it is no number.</exception>
    public static double Checked(JsonRecord record, string name, double value) => double.IsFinite(value) && value <= Rounding
        ? Math.Min(value, 0)
        : throw record.Error($"'{name}' has the log-probability {value}; expected a number, at most 0.");
}
