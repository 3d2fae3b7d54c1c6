using CLiKA.Input;

namespace CLiKA.Endpoint.Scores;

/// <summary>Reads log-probabilities, which servers compute and return with limited precision.</summary>
internal static class LogProbabilities
{
    private const double Rounding = 1e-3;

    /// <summary>Reads a log-probability.</summary>
    /// <param name="record">The object that contains it.</param>
    /// <param name="name">Name of the property.</param>
    /// <returns>The value, at most 0.</returns>
    /// <exception cref="InvalidInputException">It is not a number, or above 0.</exception>
    public static double Read(JsonRecord record, string name) => Checked(record, name, record.Number(name));

    /// <summary>Checks a log-probability.</summary>
    /// <param name="record">The object that contains it.</param>
    /// <param name="name">Its name in messages.</param>
    /// <param name="value">The value.</param>
    /// <returns>The value, finite and at most 0.</returns>
    /// <exception cref="InvalidInputException">It is above 0, or not finite.</exception>
    public static double Checked(JsonRecord record, string name, double value) => double.IsFinite(value) && value <= Rounding
        ? Math.Min(value, 0)
        : throw record.Error($"'{name}' has the log-probability {value}; expected a number, at most 0.");
}
