using System.Globalization;
using CLiKA.Configuration;
using CLiKA.Input;

namespace CLiKA.Runs;

/// <summary>
/// Keeps a second run out of a folder for what a run leaves behind, so that nobody sees the verdict of one and accepts the answers of the
/// other (<see cref="FolderLock"/>).
/// </summary>
public sealed class RunLock : IDisposable
{
    private const string FileName = ".lock";
    private const string OwnerFileName = ".lock.owner";

    private readonly FolderLock _held;

    private RunLock(FolderLock held) => _held = held;

    /// <summary>Takes the folder for a run.</summary>
    /// <param name="folder">Path of the folder; made as needed.</param>
    /// <returns>What holds it until it is disposed.</returns>
    /// <exception cref="InvalidInputException">Another run holds it, or it cannot be written.</exception>
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
            throw new InvalidInputException(Path.Combine(folder, FileName), $"cannot be written: {error.Message}", error);
        }
    }

    // Beside the lock, since nobody else can read what is locked. It is there to be read, and nothing hangs on it: a full disk shows where more is lost.
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
