using System.Collections.Immutable;

namespace CLiKA.Baselines;

/// <summary>
/// Reads the reviewed files of each probe set or world by themselves, so that a file that is damaged, incomplete, or another model's keeps no other from
/// being judged.
/// </summary>
internal static class ReadableFiles
{
    /// <summary>Reads what can be read.</summary>
    /// <typeparam name="T">The type of what is read of each.</typeparam>
    /// <param name="names">Identifiers of the probe sets or worlds.</param>
    /// <param name="read">Reads the files of one.</param>
    /// <returns>What was read, in the order of the identifiers, and the errors of the others.</returns>
    public static (ImmutableArray<T> Read, ImmutableSortedDictionary<string, InvalidInputException> Unreadable) Of<T>(
        IEnumerable<string> names, Func<string, T> read)
    {
        var found = ImmutableArray.CreateBuilder<T>();
        var unreadable = ImmutableSortedDictionary.CreateBuilder<string, InvalidInputException>(StringComparer.Ordinal);
        foreach (var name in names.Order(StringComparer.Ordinal))
        {
            try
            {
                found.Add(read(name));
            }
            catch (InvalidInputException error)
            {
                unreadable.Add(name, error);
            }
        }

        return (found.ToImmutable(), unreadable.ToImmutable());
    }
}
