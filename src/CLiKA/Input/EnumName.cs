using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json.Serialization;

namespace CLiKA.Input;

/// <summary>
/// The names of enumeration values in files, in configurations, in messages and on the command line. They are declared on the values with <see
/// cref="JsonStringEnumMemberNameAttribute"/>, so that renaming a value in the code does not change its name there.
/// </summary>
public static class EnumName
{
    /// <summary>Returns the name of a value.</summary>
    /// <typeparam name="T">An enumeration whose values have distinct names.</typeparam>
    /// <param name="value">One of its values.</param>
    /// <returns>Its name, for example <c>likelihood-per-byte</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The value is not defined.</exception>
    public static string Of<T>(T value)
        where T : struct, Enum =>
        Named<T>.Values.FirstOrDefault(entry => EqualityComparer<T>.Default.Equals(entry.Value, value)).Name ?? throw new ArgumentOutOfRangeException(nameof(value));

    /// <summary>Finds a value by its name.</summary>
    /// <typeparam name="T">An enumeration whose values have names.</typeparam>
    /// <param name="name">The name.</param>
    /// <param name="value">The value; meaningful only where the name is known.</param>
    /// <returns>Whether the name is known.</returns>
    public static bool TryParse<T>(string name, out T value)
        where T : struct, Enum
    {
        var found = Named<T>.Values.FirstOrDefault(entry => entry.Name == name);
        value = found.Value;
        return found.Name is not null;
    }

    /// <summary>Returns all names, in the order of the values.</summary>
    /// <typeparam name="T">An enumeration whose values have names.</typeparam>
    /// <returns>The names.</returns>
    public static ImmutableArray<string> All<T>()
        where T : struct, Enum => [.. Named<T>.Values.Select(entry => entry.Name)];

    /// <summary>Returns all names, separated by commas, as in error messages.</summary>
    /// <typeparam name="T">An enumeration whose values have names.</typeparam>
    /// <returns>The list.</returns>
    public static string List<T>()
        where T : struct, Enum => string.Join(", ", All<T>());

    private static class Named<T>
        where T : struct, Enum
    {
        public static readonly ImmutableArray<(string Name, T Value)> Values =
        [
            .. Enum.GetValues<T>().Select(value => (
                typeof(T).GetField(value.ToString())!.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name
                    ?? throw new InvalidOperationException($"{typeof(T).Name}.{value} has no name."),
                value)),
        ];
    }
}
