using System.Collections.Immutable;
using CLiKA.Answers;

namespace CLiKA.Journal.Entries;

/// <summary>
/// The binary format of an answer: choice, letter and log-probabilities. A score that equals the log-probability, or its quotient by an integer, as
/// scores normalized by length do, is stored as one byte for the divisor.
/// </summary>
internal sealed class AnswerFormat : IEntryFormat<Answer>
{
    [Flags]
    private enum Parts : byte
    {
        None = 0,
        Choice = 1,
        Letter = 2,
        LogProbabilities = 4,
        Scores = 8,
        ScoresAreLogProbabilities = 16,
        ScoresAreQuotients = 32,
    }

    /// <inheritdoc/>
    public void Write(BinaryWriter writer, Answer answer)
    {
        if (!answer.Wordings.IsEmpty)
        {
            throw new ArgumentException("This answer combines several wordings; only the answer to each of them is stored.", nameof(answer));
        }

        var divisors = DivisorsOf(answer);
        writer.Write((byte)PartsOf(answer, divisors));
        if (answer.Choice is { } choice)
        {
            writer.Write7BitEncodedInt(choice);
        }

        if (answer.UnofferedLetter is { } letter)
        {
            writer.Write((ushort)letter);
        }

        Write(writer, answer.LogProbabilities);
        if (divisors is null)
        {
            Write(writer, answer.Scores);
        }
        else if (divisors.Any(divisor => divisor != 1))
        {
            writer.Write(divisors);
        }
    }

    /// <inheritdoc/>
    public Answer Read(BinaryReader reader)
    {
        var parts = (Parts)reader.ReadByte();
        var answer = new Answer(parts.HasFlag(Parts.Choice) ? reader.Read7BitEncodedInt() : null)
        {
            UnofferedLetter = parts.HasFlag(Parts.Letter) ? (char)reader.ReadUInt16() : null,
            LogProbabilities = parts.HasFlag(Parts.LogProbabilities) ? Doubles(reader) : [],
        };
        return answer with
        {
            Scores = parts.HasFlag(Parts.ScoresAreLogProbabilities) ? answer.LogProbabilities
                : parts.HasFlag(Parts.ScoresAreQuotients) ? [.. answer.LogProbabilities.Select(value => value / reader.ReadByte())]
                : parts.HasFlag(Parts.Scores) ? Doubles(reader)
                : [],
        };
    }

    private static Parts PartsOf(Answer answer, byte[]? divisors) =>
        (answer.Choice is null ? Parts.None : Parts.Choice)
        | (answer.UnofferedLetter is null ? Parts.None : Parts.Letter)
        | (answer.LogProbabilities.IsEmpty ? Parts.None : Parts.LogProbabilities)
        | (divisors is null ? answer.Scores.IsEmpty ? Parts.None : Parts.Scores
            : Array.TrueForAll(divisors, divisor => divisor == 1) ? Parts.ScoresAreLogProbabilities
            : Parts.ScoresAreQuotients);

    // Null where the scores are anything else, including where a quotient would differ in a single bit.
    private static byte[]? DivisorsOf(Answer answer)
    {
        if (answer.Scores.IsEmpty || answer.Scores.Length != answer.LogProbabilities.Length)
        {
            return null;
        }

        var divisors = new byte[answer.Scores.Length];
        for (var option = 0; option < divisors.Length; option++)
        {
            var (score, sum) = (answer.Scores[option], answer.LogProbabilities[option]);
            var divisor = 1;
            while (!HaveEqualBits(sum / divisor, score) && divisor < byte.MaxValue)
            {
                divisor++;
            }

            if (!HaveEqualBits(sum / divisor, score))
            {
                return null;
            }

            divisors[option] = (byte)divisor;
        }

        return divisors;
    }

    private static bool HaveEqualBits(double one, double other) =>
        BitConverter.DoubleToInt64Bits(one) == BitConverter.DoubleToInt64Bits(other);

    private static void Write(BinaryWriter writer, ImmutableArray<double> values)
    {
        if (values.IsEmpty)
        {
            return;
        }

        writer.Write7BitEncodedInt(values.Length);
        foreach (var value in values)
        {
            writer.Write(value);
        }
    }

    private static ImmutableArray<double> Doubles(BinaryReader reader)
    {
        var values = new double[reader.Read7BitEncodedInt()];
        for (var index = 0; index < values.Length; index++)
        {
            values[index] = reader.ReadDouble();
        }

        return ImmutableArray.Create(values);
    }
}
