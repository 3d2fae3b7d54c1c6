using System.Globalization;
using CLiKA.Configuration;
using CLiKA.Input;

namespace CLiKA.Runs;

/// <summary>
/// Locks the artifacts folder of a run against a second run, so that nobody sees the verdict of one and accepts the answers of the other (<see
/// cref="FolderLock"/>).
/// </summary>
public sealed class RunLock : IDisposable
{
    private const string FileName = ".lock";
    private const string OwnerFileName = ".lock.owner";

    private readonly FolderLock _held;

    private RunLock(FolderLock held) => _held = held;

    /// <summary>Locks the folder for a run.</summary>
    /// <param name="folder">Path of the folder, which is created as needed.</param>
    /// <returns>The lock, held until it is disposed.</returns>
    /// <exception cref="InvalidInputException">Another run holds the lock, or the folder cannot be written.</exception>
    public static RunLock Take(string folder)
    {
        if (TryHold(folder) is not { } held)
        {
            throw new InvalidInputException(
                folder,
                $"another run writes here{Owner(folder)}. Wait until it ends, or give one of them a folder of its own (\"artifacts\" in {AlignmentConfiguration.FileName}): "
                + "with two at once, nobody would know whose answers are accepted.");
        }

        TellOwner(folder);
        return new(held);
    }

    /// <inheritdoc/>
    public void Dispose() => _held.Dispose();

    private static FolderLock? TryHold(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            return FolderLock.TryTake(folder, FileName);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InvalidInputException(
                folder,
                $"a run writes its results here, but cannot: {error.Message}. Name a folder that can be written (\"artifacts\" in {AlignmentConfiguration.FileName}).",
                error);
        }
    }

    // In a separate file, since a locked file cannot be read by others. It is informative only, so a failure to write it is ignored: a full disk
    // becomes apparent where more is at stake.
    private static void TellOwner(string folder)
    {
        try
        {
            AtomicFile.WriteAllText(
                Path.Combine(folder, OwnerFileName),
                string.Create(CultureInfo.InvariantCulture, $"process {Environment.ProcessId}, since {DateTime.UtcNow:yyyy-MM-dd HH:mm:ss} UTC"));
        }
        catch (InvalidInputException)
        {
            AtomicFile.Delete(Path.Combine(folder, OwnerFileName));
        }
    }

    private static string Owner(string folder)
    {
        try
        {
            return $" ({File.ReadAllText(Path.Combine(folder, OwnerFileName))})";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return string.Empty;
        }
    }
}
