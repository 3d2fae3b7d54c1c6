using System.Text.RegularExpressions;

namespace CLiKA.TestLogger;

/// <summary>The places of the files in which a run hands over its results and its progress.</summary>
internal static partial class HandOverFile
{
    // A run writes a line of progress at least once an hour or two, and hands over at its end.
    private static readonly TimeSpan Abandoned = TimeSpan.FromDays(7);

    /// <summary>Returns a new place, after removing the files of runs that were killed long ago.</summary>
    /// <param name="folder">The folder for temporary files.</param>
    /// <param name="time">The clock.</param>
    /// <returns>Path of a file that does not exist.</returns>
    public static string In(string folder, TimeProvider time)
    {
        // A folder that every user may write need not be one that every user may list.
        var readable = new EnumerationOptions { IgnoreInaccessible = true };
        foreach (var path in Directory.EnumerateFiles(folder, "clika-*", readable).Where(path => Own().IsMatch(Path.GetFileName(path))))
        {
            try
            {
                if (time.GetUtcNow() - File.GetLastWriteTimeUtc(path) > Abandoned)
                {
                    File.Delete(path);
                }
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // It is another user's.
            }
        }

        return Path.Combine(folder, $"clika-{Guid.NewGuid():N}.json");
    }

    [GeneratedRegex(@"^clika-[0-9a-f]{32}\.json(\.part|\.progress)?$")]
    private static partial Regex Own();
}
