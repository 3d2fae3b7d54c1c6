using System.Globalization;

namespace CLiKA.Jinja.Runtime;

/// <summary>Arithmetic as in Python, where a Boolean counts as 0 or 1.</summary>
internal static class Numbers
{
    /// <summary>Returns whether a value is a number.</summary>
    public static bool Is(object? value) => value is long or double or bool;

    /// <summary>Compares two numbers.</summary>
    public static int Compare(object? left, object? right) => (Whole(left), Whole(right)) switch
    {
        ({ } a, { } b) => a.CompareTo(b),
        _ => Real(left).CompareTo(Real(right)),
    };

    /// <summary>Returns the result of an operation.</summary>
    public static object Calculate(string operation, object? left, object? right)
    {
        if (!Is(left) || !Is(right))
        {
            throw new TemplateFault($"'{operation}' is not defined for {Values.KindOf(left)} and {Values.KindOf(right)}.");
        }

        if (operation is "/" or "//" or "%" && Real(right) == 0)
        {
            throw new TemplateFault("division by zero.");
        }

        if (operation is "**" && ((Real(left) == 0 && Real(right) < 0) || (Real(left) < 0 && !double.IsInteger(Real(right)))))
        {
            throw new TemplateFault($"'**' has no real result for {Text(Real(left))} and {Text(Real(right))}.");
        }

        try
        {
            return Whole(left) is { } a && Whole(right) is { } b && operation != "/" && (operation != "**" || b >= 0)
                ? (object)OfIntegers(operation, a, b)
                : OfReals(operation, Real(left), Real(right));
        }
        catch (OverflowException)
        {
            throw new TemplateFault($"the result of '{operation}' does not fit into 64 bits.");
        }
    }

    /// <summary>Negates a number, including 0.0.</summary>
    public static object Negate(object? value) => value is double number ? -number : Calculate("-", 0L, value);

    /// <summary>Returns the number, or 0 or 1 for a Boolean.</summary>
    public static object Unchanged(object? value) => value is double number ? number : Calculate("+", 0L, value);

    /// <summary>Formats a number as Python does.</summary>
    public static string Text(double value)
    {
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
        }

        var text = value.ToString("R", CultureInfo.InvariantCulture);
        if (text.Contains('E', StringComparison.Ordinal))
        {
            return text.Replace('E', 'e');
        }

        // With seventeen digits before the point, .NET writes all of them, but Python an exponent.
        return Math.Abs(value) >= 1e16 ? text.Insert(value < 0 ? 2 : 1, ".").TrimEnd('0').TrimEnd('.') + "e+16"
            : text.Contains('.', StringComparison.Ordinal) ? text
            : text + ".0";
    }

    private static long? Whole(object? value) => value switch { long number => number, bool flag => flag ? 1 : 0, _ => null };

    private static double Real(object? value) => value is double number ? number : Whole(value)!.Value;

    private static long OfIntegers(string operation, long left, long right) => operation switch
    {
        "+" => checked(left + right),
        "-" => checked(left - right),
        "*" => checked(left * right),
        "//" => FloorDivide(left, right),
        "%" => left - (FloorDivide(left, right) * right),
        _ => Power(left, right),
    };

    private static double OfReals(string operation, double left, double right) => operation switch
    {
        "+" => left + right,
        "-" => left - right,
        "*" => left * right,
        "/" => left / right,
        "//" => FloorDivide(left, right).Quotient,
        "%" => FloorDivide(left, right).Remainder,
        _ => Math.Pow(left, right),
    };

    // As in Python: the remainder is exact, and the quotient is derived from it.
    private static (double Quotient, double Remainder) FloorDivide(double left, double right)
    {
        var remainder = left % right;
        var quotient = (left - remainder) / right;
        if (remainder == 0)
        {
            remainder = Math.CopySign(0, right);
        }
        else if ((right < 0) != (remainder < 0))
        {
            (remainder, quotient) = (remainder + right, quotient - 1);
        }

        var floor = Math.Floor(quotient);
        return (quotient == 0 ? Math.CopySign(0, left / right) : quotient - floor > 0.5 ? floor + 1 : floor, remainder);
    }

    private static long FloorDivide(long left, long right)
    {
        var (quotient, remainder) = right == -1 ? (checked(-left), 0) : Math.DivRem(left, right);
        return remainder != 0 && (remainder < 0) != (right < 0) ? quotient - 1 : quotient;
    }

    private static long Power(long left, long right)
    {
        var result = 1L;
        while (right > 0)
        {
            result = right % 2 == 1 ? checked(result * left) : result;
            right /= 2;
            left = right > 0 ? checked(left * left) : left;
        }

        return result;
    }
}
